//! Articles on the terminal, as a reader sees them.

use onrecord_record::{
    Chars, Content, Cue, Doc, Entity, EntityType, Headline, Made, Mention, MentionKind, Record, SCHEMA, Source,
    SourceKind, Span, Statement, StatementKind,
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::article;
use crate::look::Look;

const PLAIN: Look = Look { width: 60, colour: false };

/// Where some words of a text stand. They must stand there once.
fn span(text: &str, words: &str) -> Span<Chars> {
    let (before, _) = text.split_once(words).expect(words);
    let start = before.chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

fn record(text: &str) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        made: Made { program: "0".into(), model: "none@0".into(), codebook: None, registry: None },
        doc: Doc { id: "a.txt".into(), ..Doc::default() },
        text: text.into(),
        paragraphs: Vec::new(),
        sentences: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
    }
}

fn statement(id: &str, text: &str, source: &str, cue: &str, content: &str) -> Statement {
    Statement {
        id: id.into(),
        kind: StatementKind::Indirect,
        within: None,
        negated: false,
        confidence: 0.931,
        source: Source { spans: vec![span(text, source)], entities: Vec::new(), kind: SourceKind::Named },
        cue: Cue { spans: vec![span(text, cue)], class: None },
        content: Content { spans: vec![span(text, content)] },
    }
}

#[test]
fn voices_within_voices_open_and_close_like_brackets() {
    let text = "The Gazette reports that the minister said that the Senate had fallen.";
    let mut record = record(text);
    record.statements = vec![
        statement("s1", text, "The Gazette", "reports", "that the minister said that the Senate had fallen"),
        statement("s2", text, "the minister", "said", "that the Senate had fallen"),
    ];
    record.statements[1].within = Some("s1".into());
    record.statements[1].source.entities = vec!["e4".into()];
    assert_eq!(
        article(&record, PLAIN),
        "a.txt\n\
         \n\
         ⟦The Gazette⟧¹ ‹reports›¹ ⌊¹that ⟦the minister⟧² ‹said›²\n\
         ⌊²that the Senate had fallen²⌋¹⌋.\n\
         \n\
         ⟦source⟧¹  ‹cue›¹  ⌊¹content¹⌋  the number is that of the\n\
         statement below\n\
         \n\
         Statements (2)\n  \
           s1  The Gazette  reports  ⟶  that the minister said that\n      \
               the Senate had fallen  [indirect, 0.93]\n    \
             s2  the minister (e4)  said  ⟶  that the Senate had\n        \
                 fallen  [indirect, 0.93]\n"
    );
}

#[test]
fn content_over_two_paragraphs_is_marked_in_both() {
    let text = "“We wait,” he began.\n\n“We wait.”";
    let mut record = record(text);
    record.paragraphs = vec![Span::new(0, 20), Span::new(22, 32)];
    let mut long = statement("s1", text, "he", "began", "“We wait,”");
    long.content.spans = vec![Span::new(0, 10), Span::new(21, 32)];
    record.statements = vec![long];
    let shown = article(&record, PLAIN);
    assert!(shown.contains("⌊¹“We wait,”¹⌋ ⟦he⟧¹ ‹began›¹.\n\n⌊¹“We wait.”¹⌋\n"), "{shown}");
    assert!(shown.contains("⟶  “We wait,” … “We wait.”"), "{shown}");
}

#[test]
fn names_stand_by_kind() {
    let mut record = record("Ana Roy met Ana Roy in Quito.");
    let name = |id: &str, kind, name: &str, spans: &[(u32, u32)]| Entity {
        id: id.into(),
        kind,
        name: name.into(),
        country: None,
        sectors: Vec::new(),
        role: None,
        wikidata: None,
        location: None,
        mentions: spans
            .iter()
            .map(|&(start, end)| Span::new(start, end))
            .map(|span| Mention { span, head: span, kind: MentionKind::Name })
            .collect(),
    };
    record.entities = vec![
        name("e1", EntityType::Person, "Ana Roy", &[(0, 7), (12, 19)]),
        name("e2", EntityType::Place, "Quito", &[(23, 28)]),
    ];
    record.entities[0].country = Some("KEN".into());
    record.entities[0].sectors = vec!["GOV".into()];
    record.entities[0].role = Some("envoy".into());
    let shown = article(&record, PLAIN);
    assert!(shown.contains("No statements found\n"), "{shown}");
    assert!(
        shown.ends_with(
            "Who and where (2)\n  persons        Ana Roy (e1, KEN GOV, envoy) ×2\n  places         Quito (e2)\n"
        ),
        "{shown}"
    );
}

#[test]
fn a_terminal_is_not_obeyed_by_an_article() {
    let shown = article(&record("Red \u{1b}[31malert\u{7} and \u{202E}back."), PLAIN);
    assert!(shown.contains("Red \u{FFFD}[31malert\u{FFFD} and back."), "{shown:?}");
}

#[test]
fn colour_begins_and_ends_on_each_line() {
    let text = "The Gazette reports that the minister of the interior said nothing at all to it.";
    let mut record = record(text);
    let content = "that the minister of the interior said nothing at all to it";
    record.statements = vec![statement("s1", text, "The Gazette", "reports", content)];
    let shown = article(&record, Look { width: 40, colour: true });
    for line in shown.lines() {
        assert_eq!(line.matches("\u{1b}[0m").count() > 0, line.contains("\u{1b}["), "{line:?}");
        assert!(
            !line.contains("\u{1b}[") || line.trim_end().ends_with("\u{1b}[0m") || !line.ends_with('m'),
            "{line:?}"
        );
    }
    let bare = article(&record, Look { width: 40, colour: false });
    assert!(!bare.contains('\u{1b}'));
}

#[test]
fn headline_and_blanks_of_the_source_do_not_matter() {
    let mut record = record("TALKS   FAIL\r\n\r\nThey\tfailed\non Monday.");
    record.doc.headline = Some(Headline { span: Span::new(0, 12) });
    record.paragraphs = vec![Span::new(0, 12), Span::new(16, 38)];
    assert!(article(&record, PLAIN).contains("\nTALKS FAIL\n\nThey failed on Monday.\n"));
}

fn any_span() -> impl Strategy<Value = Span<Chars>> {
    (0u32..90, 0u32..40).prop_map(|(start, length)| Span::new(start, start + length))
}

fn any_spans() -> impl Strategy<Value = Vec<Span<Chars>>> {
    prop::collection::vec(any_span(), 0..4)
}

prop_compose! {
    fn any_statement()(source in any_spans(), cue in any_spans(), content in any_spans(), id in "s[0-9]{0,30}|\\PC{0,9}") -> Statement {
        Statement {
            id: id.clone(),
            kind: StatementKind::Mixed,
            within: Some(id),
            negated: true,
            confidence: f32::NAN,
            source: Source { spans: source, entities: vec!["e1".into()], kind: SourceKind::None },
            cue: Cue { spans: cue, class: None },
            content: Content { spans: content },
        }
    }
}

proptest! {
    #[test]
    fn any_record_can_be_shown(
        text in "([a-z]{1,9}[.,]?|[ \n\t\u{A0}\u{200B}\u{202E}“”é東😀\u{1b}\u{301}]){0,40}",
        paragraphs in prop::collection::vec(any_span(), 0..5),
        statements in prop::collection::vec(any_statement(), 0..6),
        headline in prop::option::of(any_span()),
        width in 24usize..80,
        colour in any::<bool>(),
    ) {
        let mut record = record(&text);
        record.paragraphs = paragraphs;
        record.statements = statements;
        record.doc.headline = headline.map(|span| Headline { span });
        let shown = article(&record, Look { width, colour });
        if !colour {
            // No character of the article is lost, and none comes twice.
            let body = shown.split("Statements (").next().unwrap();
            let count = |text: &str| text.chars().filter(|c| matches!(c, 'a'..='z' | '東' | '😀')).count();
            let beside = "a.txt".len() - 1 + if record.statements.is_empty() { "Nostatementsfound".len() - 1 } else {
                "sourcecuecontentthenumberisthatofthestatementbelow".len()
            };
            prop_assert_eq!(count(body), count(&text) + beside);
            for line in shown.lines() {
                prop_assert!(line.width() <= width, "{:?} in {}", line, width);
            }
        }
    }
}
