//! The coder on analyses made by hand: what a reader would say of a sentence.

use std::ops::Range;
use std::sync::Arc;

use onrecord_codebook::Codebook;
use onrecord_model::{
    Act, ActStatus, Analysis, Antecedent, Attribution, Mention, MentionKind, Name, NameKind, Signs, WordAnalysis,
};
use onrecord_record::{EntityType, Record, SourceKind, StatementKind};
use onrecord_text::Text;

use crate::{Coder, DocumentInfo};

/// A sentence given as `form/XPOS/head/relation/lemma` with heads counted from 1; lemma and relation may be left out.
pub(crate) struct Made<'a> {
    raw: &'a str,
    words: Vec<(&'a str, Option<usize>, &'a str, String)>,
    names: Vec<Name>,
    attributions: Vec<Attribution>,
    pub(crate) acts: Vec<Act<'a>>,
    mentions: Vec<Mention<'static>>,
    /// Where sentences begin, but for the first.
    cuts: Vec<usize>,
    published: Option<&'a str>,
}

/// What the model says of a plain "the minister said that …".
const SURE: Signs = Signs {
    cue: 0.98,
    cue_least: 0.95,
    voice: 0.999,
    source: 0.998,
    source_label: 0.995,
    source_most: 0.998,
    content: 0.998,
    content_least: 0.997,
    content_edges: 0.998,
    content_label: 0.985,
};

fn upos(xpos: &str) -> &'static str {
    match xpos {
        "NNP" | "NNPS" => "PROPN",
        "NN" | "NNS" => "NOUN",
        "MD" => "AUX",
        "DT" | "PRP$" => "DET",
        "PRP" | "WP" => "PRON",
        "IN" | "TO" | "POS" => "ADP",
        "JJ" => "ADJ",
        "RB" => "ADV",
        "CD" => "NUM",
        "CC" => "CCONJ",
        x if x.starts_with('V') => "VERB",
        _ => "PUNCT",
    }
}

impl<'a> Made<'a> {
    pub(crate) fn new(raw: &'a str, analysis: &'a str) -> Self {
        let text = Text::new(raw);
        let words = analysis.split_whitespace().zip(text.words.iter()).map(|(entry, word)| {
            let mut parts = entry.split('/');
            let xpos = parts.next().unwrap();
            let head: usize = parts.next().map_or(0, |head| head.parse().unwrap());
            let relation = parts.next().unwrap_or("dep");
            let lemma = parts.next().map_or_else(|| word.span.slice(raw).to_lowercase(), str::to_owned);
            (xpos, head.checked_sub(1), relation, lemma)
        });
        let words: Vec<_> = words.collect();
        assert_eq!(words.len(), text.words.len(), "an entry for each word of {raw:?}");
        let (names, attributions, acts) = Default::default();
        Self { raw, words, names, attributions, acts, mentions: Vec::new(), cuts: Vec::new(), published: None }
    }

    /// The words of a phrase of the text, its `nth` occurrence counted from 0.
    fn at(&self, phrase: &str, nth: usize) -> Range<usize> {
        let (start, _) = self.raw.match_indices(phrase).nth(nth).unwrap();
        let text = Text::new(self.raw);
        let inside = |word: &onrecord_text::Word| {
            word.span.start() as usize >= start && word.span.end() as usize <= start + phrase.len()
        };
        let first = text.words.iter().position(inside).unwrap();
        first..first + text.words.iter().filter(|word| inside(word)).count()
    }

    pub(crate) fn name(mut self, phrase: &str, nth: usize, kind: NameKind) -> Self {
        let words = self.at(phrase, nth);
        self.names.push(Name { words, kind, inner: false, confidence: 0.9 });
        self
    }

    pub(crate) fn says(mut self, source: &str, cue: &str, content: &str) -> Self {
        let find = |phrase: &str| if phrase.is_empty() { vec![] } else { vec![self.at(phrase, 0)] };
        let silent = source.is_empty();
        let attribution = Attribution {
            source: find(source),
            cue: self.at(cue, 0),
            content: find(content),
            inner: false,
            weak: false,
            signs: if silent { Signs { source: 0.0, source_label: 0.0, source_most: 0.02, ..SURE } } else { SURE },
        };
        self.attributions.push(attribution);
        self
    }

    /// The head of a mention, the `nth` occurrence counted from 0, and the mention that it refers back to; in the order of the text.
    pub(crate) fn mention(mut self, head: &str, nth: usize, kind: MentionKind, back: Option<usize>) -> Self {
        let word = self.at(head, nth).start;
        let antecedents = back.into_iter().map(|mention| Antecedent { mention, share: 0.9 }).collect();
        self.mentions.push(Mention { word, kind, confidence: 0.9, antecedents, sectors: Vec::new() });
        self
    }

    /// The model's guess at the sector of whom the last mention speaks.
    pub(crate) fn taken_for(mut self, sector: &'static str, share: f32) -> Self {
        self.mentions.last_mut().unwrap().sectors.push((sector, share));
        self
    }

    /// With the word a new sentence begins.
    pub(crate) fn cut(mut self, word: &str) -> Self {
        let begin = self.at(word, 0).start;
        self.cuts.push(begin);
        self
    }

    /// Published on a day.
    pub(crate) fn on(self, day: &'a str) -> Self {
        Self { published: Some(day), ..self }
    }

    /// The model's word on an act, with the heads of its sides.
    pub(crate) fn act(mut self, anchor: &str, kind: &'a str, status: ActStatus, sides: [&[&str]; 2]) -> Self {
        let head = |phrase: &&str| (self.at(phrase, 0).start, 0.9);
        let [actors, recipients] = sides.map(|side| side.iter().map(head).collect());
        let anchor = self.at(anchor, 0).start;
        let (types, statuses) = (vec![(kind, 0.95)], vec![(status, 0.9)]);
        self.acts.push(Act { anchor, types, mode: None, statuses, contexts: Vec::new(), actors, recipients });
        self
    }

    pub(crate) fn record(&self) -> Record {
        let text = Text::new(self.raw);
        let word = |(xpos, head, deprel, lemma): &(&'a str, Option<usize>, &'a str, String)| WordAnalysis {
            upos: upos(xpos),
            xpos,
            lemma: lemma.clone(),
            head: *head,
            deprel,
        };
        let begins = std::iter::once(0).chain(self.cuts.iter().copied());
        let ends = self.cuts.iter().copied().chain([text.words.len()]);
        let analysis = Analysis {
            sentences: begins.zip(ends).map(|(begin, end)| begin..end).collect(),
            mentions: self.mentions.clone(),
            words: self.words.iter().map(word).collect(),
            names: self.names.clone(),
            attributions: self.attributions.clone(),
            acts: self.acts.clone(),
            ..Analysis::default()
        };
        let plover = Arc::new(Codebook::plover().unwrap());
        let learned: Vec<String> = plover.types().iter().map(|kind| kind.name.clone()).collect();
        let coder = Coder::new("0.0.0", "hand@0").with_codebook(plover, learned.iter().map(String::as_str));
        let published = self.published.map(str::to_owned);
        coder.code(DocumentInfo { id: "d".into(), published, ..DocumentInfo::default() }, &text, &analysis)
    }
}

pub(crate) fn slice(record: &Record, span: onrecord_record::Span<onrecord_record::Chars>) -> String {
    record.text.chars().skip(span.start() as usize).take(span.len() as usize).collect()
}

#[test]
fn a_named_speaker_is_the_entity_and_a_later_surname_is_the_same_person() {
    let made = Made::new(
        "Minister Ana Roy said talks failed, Roy added.",
        "NN/2/compound NNP/4/nsubj NNP/2/flat VBD/0/root/say NN/6/nsubj VBD/4/ccomp ,/4 NNP/9/nsubj VBD/4/parataxis/add ./4",
    )
    .name("Ana Roy", 0, NameKind::Person)
    .name("Roy", 1, NameKind::Person)
    .says("Minister Ana Roy", "said", "talks failed");
    let record = made.record();
    assert_eq!(record.entities.len(), 1);
    assert_eq!(record.entities[0].mentions.len(), 2);
    let statement = &record.statements[0];
    assert_eq!(statement.source.entities, ["e1"]);
    assert_eq!(statement.source.kind, SourceKind::Named);
    assert_eq!(statement.cue.class.as_deref(), Some("say"));
    assert_eq!(slice(&record, statement.content.spans[0]), "talks failed");
    assert!(statement.confidence > 0.7, "{}", statement.confidence);
}

#[test]
fn of_two_sources_of_one_content_the_cited_one_stands_within_the_other() {
    let mut made = Made::new(
        "Citing two officials, the paper said talks failed.",
        "VBG/7/advcl/cite CD/3/nummod NNS/1/obj/official ,/1 DT/6/det NN/7/nsubj VBD/0/root/say NNS/9/nsubj VBD/7/ccomp ./7",
    )
    .says("two officials", "Citing", "talks failed")
    .says("the paper", "said", "talks failed");
    made.attributions[0].inner = true;
    let record = made.record();
    let ids: Vec<_> = record.statements.iter().map(|s| (s.id.as_str(), s.within.as_deref())).collect();
    assert_eq!(ids, [("s1", Some("s2")), ("s2", None)]);
}

#[test]
fn a_quotation_that_holds_the_cue_is_not_the_inner_speakers() {
    let made = Made::new(
        "“I think they lied and said ‘no’,” Roy added.",
        "``/3 PRP/3/nsubj VBP/11/ccomp PRP/5/nsubj VBD/3/ccomp CC/7/cc VBD/5/conj/say ``/9 UH/7/obj ''/9 ,/3 ''/3 NNP/14/nsubj VBD/0/root/add ./14",
    )
    .says("Roy", "added", "“I think they lied and said ‘no’,”")
    .says("I", "think", "they lied and said ‘no’")
    .says("they", "said", "‘no’");
    let kinds: Vec<_> = made.record().statements.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [StatementKind::Direct, StatementKind::Mixed, StatementKind::Direct]);
}

#[test]
fn a_statement_within_the_content_of_another_names_it() {
    let made = Made::new(
        "The Gazette reports that the minister said the Senate rejected it.",
        "DT/2/det NNP/3/nsubj VBZ/0/root/report IN/7/mark DT/6/det NN/7/nsubj VBD/3/ccomp/say DT/9/det NNP/10/nsubj VBD/7/ccomp/reject PRP/10/obj ./3",
    )
    .name("The Gazette", 0, NameKind::Organization)
    .says("the minister", "said", "the Senate rejected it")
    .says("The Gazette", "reports", "that the minister said the Senate rejected it");
    let record = made.record();
    let ids: Vec<_> = record.statements.iter().map(|s| (s.id.as_str(), s.within.as_deref())).collect();
    assert_eq!(ids, [("s1", None), ("s2", Some("s1"))]);
    assert_eq!(record.statements[0].cue.class.as_deref(), Some("report"));
    assert_eq!(record.entities[0].name, "Gazette");
}

#[test]
fn quotation_marks_make_the_kind() {
    let analysis = "./3 PRP/4/nsubj VBP/1 RB/3 ./3 PRP/7/nsubj VBD/0/root/say ./7";
    let direct =
        Made::new("“We agree wholeheartedly” she said.", analysis).says("she", "said", "“We agree wholeheartedly”");
    assert_eq!(direct.record().statements[0].kind, StatementKind::Direct);
    let mixed =
        Made::new("We “agree wholeheartedly” she said.", analysis).says("she", "said", "We “agree wholeheartedly”");
    assert_eq!(mixed.record().statements[0].kind, StatementKind::Mixed);
    let plain = Made::new("We agree wholeheartedly she said.", "PRP/2 VBP/0 RB/2 PRP/5 VBD/2 ./2").says(
        "she",
        "said",
        "We agree wholeheartedly",
    );
    assert_eq!(plain.record().statements[0].kind, StatementKind::Indirect);
}

#[test]
fn a_denied_cue_is_negated_but_a_denial_is_not() {
    let not = Made::new("He did not say he would.", "PRP/4/nsubj VBD/4/aux/do RB/4/advmod VB/0/root PRP/6 MD/4 ./4")
        .says("He", "did not say", "he would");
    assert!(not.record().statements[0].negated);
    let second = Made::new(
        "He left and did not say it.",
        "PRP/2/nsubj VBD/0/root/leave CC/6/cc VBD/6/aux/do RB/6/advmod VB/2/conj/say PRP/6 ./2",
    )
    .says("He", "did not say", "it");
    assert!(second.record().statements[0].negated);
    let light = Made::new("He made no mention of it.", "PRP/2/nsubj VBD/0/root/make DT/4/det NN/2/obj IN/6 PRP/4 ./2")
        .says("He", "made no mention of", "it");
    assert!(light.record().statements[0].negated);
    let partly = Made::new(
        "They are sure, not certain, it is.",
        "PRP/3 VBP/3 JJ/0/root ,/3 RB/6/advmod JJ/3/conj ,/3 PRP/9 VBZ/3 ./3",
    );
    assert!(!partly.says("They", "are sure, not certain", "it is").record().statements[0].negated);
    let denies =
        Made::new("He denied he would.", "PRP/2/nsubj VBD/0/root/deny PRP/4 MD/2 ./2").says("He", "denied", "he would");
    assert!(!denies.record().statements[0].negated);
    assert_eq!(denies.record().statements[0].cue.class.as_deref(), Some("deny"));
}

#[test]
fn sources_are_named_anonymous_collective_or_documents() {
    let kind = |raw: &str, analysis: &str, source: &str| {
        Made::new(raw, analysis).says(source, "said", "it failed").record().statements[0].source.kind
    };
    let tail = "VBD/0/root/say PRP/1 VBD/1/x/fail ./1";
    assert_eq!(
        kind("Two officials said it failed.", &format!("CD/2/nummod NNS/3/nsubj/official {tail}"), "Two officials"),
        SourceKind::Anonymous
    );
    assert_eq!(
        kind("The official said it failed.", &format!("DT/2/det NN/3/nsubj {tail}"), "The official"),
        SourceKind::Named
    );
    assert_eq!(
        kind("Many protesters said it failed.", &format!("JJ/2/amod NNS/3/nsubj/protester {tail}"), "Many protesters"),
        SourceKind::Collective
    );
    assert_eq!(
        kind("The resolution said it failed.", &format!("DT/2/det NN/3/nsubj {tail}"), "The resolution"),
        SourceKind::Document
    );
    let nobody =
        Made::new("It was said it failed.", "PRP/3 VBD/3 VBN/0/root/say PRP/5 VBD/3 ./3").says("", "said", "it failed");
    assert_eq!(nobody.record().statements[0].source.kind, SourceKind::None);
}

#[test]
fn peoples_are_groups() {
    let record = Made::new("Velmorians protested.", "NNPS/2/nsubj VBD/0/root ./2")
        .name("Velmorians", 0, NameKind::Person)
        .record();
    assert_eq!(record.entities[0].kind, EntityType::Group);
}

#[test]
fn header_and_dateline_have_fields_of_their_own() {
    let raw = "date 2019-03-04 GENEVA (Gazette): Talks began on Monday between the two sides after weeks of delay.";
    let record = Made::new(raw, &"NN ".repeat(Text::new(raw).words.len())).record();
    assert_eq!(record.doc.published.as_deref(), Some("2019-03-04"));
    let dateline = record.doc.dateline.as_ref().unwrap();
    assert_eq!((dateline.place.as_deref(), dateline.agency.as_deref()), (Some("Geneva"), Some("Gazette")));
    assert!(slice(&record, dateline.span).starts_with("GENEVA"));
}

fn names_of(record: &Record) -> Vec<(String, EntityType)> {
    let mentions = record.entities.iter().flat_map(|e| e.mentions.iter().map(|m| (m.span, e.kind)));
    let mut found: Vec<_> = mentions.collect();
    found.sort_by_key(|(span, _)| *span);
    found.into_iter().map(|(span, kind)| (slice(record, span), kind)).collect()
}

fn named(name: &str, kind: EntityType) -> (String, EntityType) {
    (name.to_owned(), kind)
}

#[test]
fn a_name_is_completed_by_the_tree_and_loses_what_cannot_end_it() {
    let made = Made::new(
        "Ana Roy met Bo Lind of the union.",
        "NNP/3/nsubj NNP/1/flat VBD/0/root/meet NNP/3/obj NNP/4/flat IN/8/case DT/8/det NN/4/nmod ./3",
    )
    .name("Ana", 0, NameKind::Person)
    .name("Bo Lind of", 0, NameKind::Person);
    assert_eq!(names_of(&made.record()), [named("Ana Roy", EntityType::Person), named("Bo Lind", EntityType::Person)]);
}

#[test]
fn hyphens_do_not_cut_a_name() {
    let made = Made::new("Omar al-Velmi spoke.", "NNP/5/nsubj NNP/1/flat :/4 NNP/1/flat VBD/0/root ./5").name(
        "Omar al",
        0,
        NameKind::Person,
    );
    assert_eq!(names_of(&made.record()), [named("Omar al-Velmi", EntityType::Person)]);
}

#[test]
fn a_title_takes_its_of_phrase_but_a_place_does_not() {
    let analysis = "NNP/5/nsubj IN/3/case NNP/1/nmod MD/5/aux VB/0/root ./5";
    let made = Made::new("President of Arland may speak.", analysis).name("President", 0, NameKind::Person);
    assert_eq!(names_of(&made.record()), [named("President of Arland", EntityType::Person)]);
    let made = Made::new("Paris of Arland may speak.", analysis).name("Paris", 0, NameKind::Place);
    assert_eq!(names_of(&made.record()), [named("Paris", EntityType::Place)]);
}

#[test]
fn the_core_of_a_longer_name_is_no_name_of_its_own() {
    let made = Made::new("Western Velmora shook.", "NNP/2/amod NNP/3/nsubj VBD/0/root ./3")
        .name("Western Velmora", 0, NameKind::Place)
        .name("Velmora", 0, NameKind::Place);
    assert_eq!(names_of(&made.record()), [named("Western Velmora", EntityType::Place)]);
}

#[test]
fn one_name_is_of_one_kind_and_a_table_may_know_which() {
    let made = Made::new("Velmora College won.", "NNP/2/compound NNP/3/nsubj VBD/0/root ./3").name(
        "Velmora College",
        0,
        NameKind::Place,
    );
    assert_eq!(names_of(&made.record()), [named("Velmora College", EntityType::Organization)]);
}

#[test]
fn a_title_in_the_plural_is_no_name_and_nothing_without_a_capital_is() {
    let made = Made::new(
        "Republican Senators met guests in Lima.",
        "JJ/2/amod NNPS/3/nsubj/senator VBD/0/root/meet NNS/3/obj IN/6/case NNP/3/obl ./3",
    );
    let made = made.name("Republican Senators", 0, NameKind::Person).name("guests", 0, NameKind::Person);
    let record = made.name("Lima", 0, NameKind::Place).record();
    assert_eq!(names_of(&record), [named("Lima", EntityType::Place)]);
    let made = Made::new("Velmora Rovers won.", "NNP/2/compound NNPS/3/nsubj/rover VBD/0/root ./3");
    let record = made.name("Velmora Rovers", 0, NameKind::Organization).record();
    assert_eq!(names_of(&record), [named("Velmora Rovers", EntityType::Organization)]);
}

#[test]
fn no_part_of_a_whole_name_is_a_name_instead_of_it() {
    let union = Made::new("The African Union met.", "DT/3/det JJ/3/amod NNP/4/nsubj VBD/0/root ./4");
    let record = union.name("Union", 0, NameKind::Organization).record();
    assert_eq!(names_of(&record), [named("African Union", EntityType::Organization)]);
    let states = Made::new("The United States paid.", "DT/3/det NNP/3/amod NNPS/4/nsubj VBD/0/root ./4");
    let record = states.name("United", 0, NameKind::Organization).record();
    assert_eq!(names_of(&record), [named("United States", EntityType::Place)]);
    assert_eq!(record.entities[0].country.as_deref(), Some("USA"));
}

#[test]
fn a_mention_inside_of_a_name_is_no_other_one() {
    let made = Made::new("Spokeswoman Ana Roy left.", "NN/4/nsubj NNP/1/appos NNP/2/flat VBD/0/root ./4");
    let made = made.name("Spokeswoman Ana Roy", 0, NameKind::Person).mention("Ana", 0, MentionKind::Person, None);
    assert_eq!(names_of(&made.record()), [named("Spokeswoman Ana Roy", EntityType::Person)]);
}

#[test]
fn it_is_who_says_so() {
    let made = Made::new(
        "Norway denied it shelled Oslo.",
        "NNP/2/nsubj VBD/0/root/deny PRP/4/nsubj VBD/2/ccomp/shell NNP/4/obj ./2",
    );
    let record = made.mention("it", 0, MentionKind::Organization, None).record();
    let norway = record.entities.iter().find(|entity| entity.name == "Norway").unwrap();
    assert_eq!(norway.mentions.len(), 2, "{:#?}", record.entities);
}

#[test]
fn the_army_is_no_armed_group() {
    let made = Made::new(
        "The National Liberation Army fled the army.",
        "DT/4/det NNP/4/compound NNP/4/compound NNP/5/nsubj VBD/0/root DT/7/det NN/5/obj ./5",
    );
    let made = made
        .name("National Liberation Army", 0, NameKind::Organization)
        .mention("Army", 0, MentionKind::Organization, None)
        .mention("army", 0, MentionKind::Organization, Some(0));
    assert_eq!(made.record().entities.len(), 2);
}

#[test]
fn a_name_is_found_again_and_a_state_even_where_nothing_was_marked() {
    let made = Made::new(
        "Harun left. Harun saw Canada.",
        "NNP/2/nsubj VBD/0/root ./2 NNP/5/nsubj VBD/2/parataxis NNP/5/obj ./2",
    )
    .name("Harun", 0, NameKind::Person);
    let record = made.record();
    let expected =
        [named("Harun", EntityType::Person), named("Harun", EntityType::Person), named("Canada", EntityType::Place)];
    assert_eq!(names_of(&record), expected);
    assert_eq!(record.entities.len(), 2, "the same name is the same entity");
}

#[test]
fn a_source_goes_on_to_its_noun_and_ends_before_the_comma() {
    let made = Made::new(
        "A senior diplomat, Ana Roy, said it failed.",
        "DT/3/det JJ/3/amod NN/8/nsubj ,/3 NNP/3/appos NNP/5/flat ,/3 VBD/0/root/say PRP/10/nsubj VBD/8/ccomp/fail ./8",
    );
    let broken = made.says("A", "said", "it failed").record();
    assert_eq!(slice(&broken, broken.statements[0].source.spans[0]), "A senior diplomat");
    let made = Made::new(
        "A senior diplomat, Ana Roy, said it failed.",
        "DT/3/det JJ/3/amod NN/8/nsubj ,/3 NNP/3/appos NNP/5/flat ,/3 VBD/0/root/say PRP/10/nsubj VBD/8/ccomp/fail ./8",
    );
    let whole = made.says("A senior diplomat, Ana Roy,", "said", "it failed").record();
    assert_eq!(slice(&whole, whole.statements[0].source.spans[0]), "A senior diplomat, Ana Roy");
}

#[test]
fn a_source_begins_behind_the_preposition_by_which_it_hangs_on_another() {
    let made = Made::new(
        "An aide for the senate said it failed.",
        "DT/2/det NN/6/nsubj IN/5/case DT/5/det NN/2/nmod VBD/0/root/say PRP/8/nsubj VBD/6/ccomp/fail ./6",
    );
    let record = made.says("for the senate", "said", "it failed").record();
    assert_eq!(slice(&record, record.statements[0].source.spans[0]), "the senate");
}

#[test]
fn a_family_name_that_is_a_peoples_tells_no_country() {
    let made = Made::new(
        "Mark Cuban left. Cuban smiled at a Cuban envoy.",
        "NNP/3/nsubj NNP/1/flat VBD/0/root/leave ./3 NNP/6/nsubj VBD/3/parataxis/smile IN/10/case DT/10/det JJ/10/amod NN/6/obl ./6",
    )
    .name("Mark Cuban", 0, NameKind::Person)
    .name("Cuban", 1, NameKind::Person);
    let record = made.record();
    let mark = record.entities.iter().find(|entity| entity.name == "Mark Cuban").unwrap();
    assert_eq!((mark.mentions.len(), mark.country.as_deref(), mark.sectors.len()), (2, None, 0));
}
