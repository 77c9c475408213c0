//! On whose word an act stands: the chain of voices from the innermost statement that vouches for it out to who published it.
//!
//! ```text
//! acts (doc, statement) ──▶ statements of these documents ──▶ names of their sources ──▶ chain: minister ← Gazette ← publisher
//! ```

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::app::Inquiry;
use crate::conditions::quoted_list;
use crate::html::{doc_url, entity_url, shortened, words};
use crate::trouble::Trouble;

/// No chain is longer: deeper nesting is no speech of people.
const DEEPEST: usize = 12;

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    /// Who says it: a name, else the words that name the source.
    pub(crate) name: String,
    /// Whether it is a name that has a page.
    pub(crate) named: bool,
    /// Id of the statement.
    pub(crate) statement: String,
    /// The cue.
    pub(crate) cue: String,
    /// Class of the cue.
    pub(crate) class: String,
    /// Whether the cue itself is denied.
    pub(crate) negated: bool,
    /// What is said.
    pub(crate) content: String,
}

/// Statements and publishers of some documents.
pub(crate) struct Voices {
    statements: HashMap<(String, String), (Voice, String)>,
    publishers: HashMap<String, String>,
    /// By document: begin and end in code points, and the words.
    sentences: HashMap<String, Vec<(i64, i64, String)>>,
}

impl Voices {
    /// Reads the voices of the documents that a list of acts names in its column `doc`.
    pub(crate) fn read(inquiry: &Inquiry, acts: &Grid) -> Result<Self, Trouble> {
        let docs: BTreeSet<&str> = (0..acts.rows.len()).map(|row| acts.text(row, "doc")).collect();
        let mut voices = Self { statements: HashMap::new(), publishers: HashMap::new(), sentences: HashMap::new() };
        if docs.is_empty() {
            return Ok(voices);
        }
        let list = quoted_list(&docs.into_iter().map(str::to_owned).collect::<Vec<_>>());
        let statements = inquiry.quiet_rows(
            &format!(
                "SELECT doc, statement, within, source_text, source_entities, cue_text, cue_class, negated, content_text \
                 FROM statements WHERE doc IN {list}"
            ),
            usize::MAX,
        )?;
        let entities =
            inquiry.quiet_rows(&format!("SELECT doc, entity, name FROM entities WHERE doc IN {list}"), usize::MAX)?;
        let documents =
            inquiry.quiet_rows(&format!("SELECT doc, publisher FROM documents WHERE doc IN {list}"), usize::MAX)?;
        let sentences = inquiry
            .quiet_rows(&format!("SELECT doc, start, \"end\", text FROM sentences WHERE doc IN {list}"), usize::MAX)?;
        for row in 0..sentences.rows.len() {
            let place = |column| sentences.count(row, column);
            let sentence = (place("start"), place("end"), sentences.text(row, "text").to_owned());
            voices.sentences.entry(sentences.text(row, "doc").to_owned()).or_default().push(sentence);
        }
        let names: HashMap<(&str, &str), &str> = (0..entities.rows.len())
            .map(|row| ((entities.text(row, "doc"), entities.text(row, "entity")), entities.text(row, "name")))
            .collect();
        for row in 0..statements.rows.len() {
            let text = |column| statements.text(row, column).to_owned();
            let first = statements.value(row, "source_entities").as_array().and_then(|list| list.first()?.as_str());
            let name = first.and_then(|entity| names.get(&(statements.text(row, "doc"), entity)));
            let voice = Voice {
                name: name.map_or_else(|| source(&text("source_text")), |name| (*name).to_owned()),
                named: name.is_some(),
                statement: text("statement"),
                cue: text("cue_text"),
                class: text("cue_class"),
                negated: statements.value(row, "negated").as_bool().unwrap_or_default(),
                content: text("content_text"),
            };
            voices.statements.insert((text("doc"), text("statement")), (voice, text("within")));
        }
        for row in 0..documents.rows.len() {
            voices
                .publishers
                .insert(documents.text(row, "doc").to_owned(), documents.text(row, "publisher").to_owned());
        }
        Ok(voices)
    }

    /// The voices above an act, innermost first; none where the article says it itself.
    pub(crate) fn chain(&self, doc: &str, statement: &str) -> Vec<&Voice> {
        let mut chain = Vec::new();
        let mut next = statement;
        while chain.len() < DEEPEST {
            let Some((voice, within)) = self.statements.get(&(doc.to_owned(), next.to_owned())) else { break };
            chain.push(voice);
            next = within;
        }
        chain
    }

    /// The sentence in which an act is told, by the first of its words.
    pub(crate) fn sentence(&self, acts: &Grid, row: usize) -> Option<&str> {
        let first = acts.value(row, "anchor_spans").as_array()?.first()?.get("start")?.as_i64()?;
        let all = self.sentences.get(acts.text(row, "doc"))?;
        all.iter().find(|(start, end, _)| (*start..*end).contains(&first)).map(|(.., text)| text.as_str())
    }

    /// Who published a document.
    pub(crate) fn publisher(&self, doc: &str) -> &str {
        self.publishers.get(doc).map(String::as_str).filter(|name| !name.is_empty()).unwrap_or("the article")
    }
}

/// The words that name a source.
fn source(text: &str) -> String {
    if text.is_empty() { "somebody not named".to_owned() } else { shortened(text, 80) }
}

/// A chain for the eye: who says it, on whose report, each with a link to the words.
pub(crate) fn chain(voices: &Voices, doc: &str, statement: &str) -> Markup {
    let chain = voices.chain(doc, statement);
    html! { span class="chain" {
        @for voice in &chain {
            @if voice.named { a href=(entity_url(&voice.name)) { (words(&voice.name)) } } @else { (words(&voice.name)) }
            " (" a href=(doc_url(doc, Some(&voice.statement))) { (words(if voice.cue.is_empty() { "says" } else { &voice.cue })) } ")"
            span class="rests" title="rests on the word of" { " ← " }
        }
        @if chain.is_empty() { "in its own voice: " }
        (words(voices.publisher(doc)))
    } }
}
