//! The store holds one segment in memory and no more, however much is written. Measured for the whole process, so this
//! test stands alone in its file.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use onrecord_record::{
    Content, Cue, Doc, Entity, EntityType, Made, Mention, MentionKind, Record, SCHEMA, Source, SourceKind, Span,
    Statement, StatementKind,
};
use onrecord_store::{Identity, Recipe, Store};

/// Numbers that look like chance and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// An article of some 600 made-up words, 25 sentences, 12 entities, 20 statements.
fn article(number: u64) -> Record {
    let mut numbers = Numbers(number);
    let mut text = String::new();
    let mut sentences = Vec::new();
    for _ in 0..25 {
        let start = text.len() as u32;
        for _ in 0..24 {
            for _ in 0..=numbers.below(3) {
                text.push_str(
                    ["ba", "re", "mi", "to", "lu", "ne", "sha", "ko", "vi", "dar"][numbers.below(10) as usize],
                );
            }
            text.push(' ');
        }
        text.truncate(text.len() - 1);
        text.push('.');
        sentences.push(Span::new(start, text.len() as u32));
        text.push(' ');
    }
    let entity = |i: u32| Entity {
        id: format!("e{i}"),
        kind: EntityType::Person,
        name: text[i as usize * 40..][..12].to_owned(),
        country: None,
        sectors: vec!["GOV".into()],
        role: None,
        wikidata: None,
        location: None,
        mentions: (0..3)
            .map(|j| Span::new(i * 40 + j * 9, i * 40 + j * 9 + 8))
            .map(|span| Mention { span, head: span, kind: MentionKind::Name })
            .collect(),
    };
    let statement = |i: usize| Statement {
        id: format!("s{i}"),
        kind: StatementKind::Indirect,
        within: None,
        negated: false,
        confidence: 0.9,
        source: Source { spans: vec![Span::new(0, 9)], entities: vec!["e1".into()], kind: SourceKind::Named },
        cue: Cue { spans: vec![Span::new(10, 14)], class: Some("say".into()) },
        content: Content { spans: vec![sentences[i]] },
    };
    Record {
        schema: SCHEMA.into(),
        made: Made { program: "0.1.0".into(), model: "wire-1@0a1b".into(), codebook: None, registry: None },
        doc: Doc { id: number.to_string(), ..Doc::default() },
        paragraphs: vec![Span::new(0, text.len() as u32 - 1)],
        entities: (0..12).map(entity).collect(),
        times: Vec::new(),
        statements: (0..20).map(statement).collect(),
        events: Vec::new(),
        sentences,
        text,
    }
}

/// The most memory that the process has held so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn writing_any_amount_takes_under_150_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let recipe = Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() };
    let mut writer = store.writer(&recipe, "0.1.0").unwrap();
    let mut articles = 0;
    while writer.summary().segments < 4 {
        let record = article(articles);
        articles += 1;
        writer.add(&recipe.key(&Identity { text: &record.text, ..Identity::default() }), &record).unwrap();
    }
    let summary = writer.finish().unwrap();
    println!("{articles} articles, {summary:?}, peak {} MB", peak() >> 20);
    assert!(peak() < 150 << 20, "{} MB", peak() >> 20);
}
