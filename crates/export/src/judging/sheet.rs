//! A sheet for spreadsheet programs: a record a row, with empty columns to judge in.

use onrecord_record::{Chars, Event, Role, Span, Statement};

use crate::error::ExportError;
use crate::view::{View, one_line};

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Acts.
    Events,
    /// Statements.
    Statements,
}

/// Columns before those of the kind.
const FIRST: [&str; 6] = ["stratum", "weight", "id", "document", "published", "publisher"];
const EVENT: [&str; 9] = ["words", "actor", "act", "recipient", "type", "mode", "status", "voice", "quad"];
const STATEMENT: [&str; 8] = ["words", "source", "cue", "content", "kind", "class", "source_kind", "negated"];
/// Columns to be filled.
const LAST: [&str; 2] = ["right", "why"];

/// Rows with their names of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

impl Kind {
    pub(super) fn columns(self) -> Vec<&'static str> {
        let own: &[&str] = match self {
            Self::Events => &EVENT,
            Self::Statements => &STATEMENT,
        };
        FIRST.iter().chain(own).chain(&LAST).copied().collect()
    }

    /// The columns by which strata can be made.
    #[must_use]
    pub const fn strata(self) -> &'static [&'static str] {
        match self {
            Self::Events => &["type", "mode", "status", "voice", "quad", "publisher", "year"],
            Self::Statements => &["kind", "class", "source_kind", "negated", "publisher", "year"],
        }
    }
}

impl Sheet {
    /// The sheet as text, comma or tab separated. What a spreadsheet would take for a formula gets an apostrophe before it.
    ///
    /// # Errors
    /// Never but by a fault of the program.
    pub fn to_text(&self, delimiter: char) -> Result<String, ExportError> {
        let failed = |error: csv::Error| ExportError::Row(error.to_string());
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(&self.columns).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| harmless(&one_line(cell)))).map_err(failed)?;
        }
        let bytes = writer.into_inner().map_err(|error| ExportError::Row(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| ExportError::Row(error.to_string()))
    }
}

fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cells of an act between stratum, weight and judgement.
pub(super) fn event(view: &View<'_>, event: &Event) -> Vec<String> {
    let voice = match view.voice(event) {
        None => "the article".to_owned(),
        Some(voice) => view.all_words(&voice.source.spans).unwrap_or_else(|| "nobody named".to_owned()),
    };
    let names = |roles: &[Role]| roles.iter().map(|role| name(view, role)).collect::<Vec<_>>().join("; ");
    let own = [
        marked(view, &event.anchor, &event.anchor),
        names(&event.actors),
        view.all_words(&event.anchor).unwrap_or_default(),
        names(&event.recipients),
        event.kind.clone(),
        event.mode.clone().unwrap_or_default(),
        event.status.name().to_owned(),
        voice,
        event.quad.clone(),
    ];
    about(view, &event.id).into_iter().chain(own).collect()
}

/// The cells of a statement between stratum, weight and judgement.
pub(super) fn statement(view: &View<'_>, statement: &Statement) -> Vec<String> {
    let (cue, content) = (&statement.cue.spans, &statement.content.spans);
    let all: Vec<_> = statement.source.spans.iter().chain(cue).chain(content).copied().collect();
    let own = [
        marked(view, &all, cue),
        view.all_words(&statement.source.spans).unwrap_or_default(),
        view.all_words(cue).unwrap_or_default(),
        view.all_words(content).unwrap_or_default(),
        word(&statement.kind),
        statement.cue.class.clone().unwrap_or_default(),
        word(&statement.source.kind),
        (if statement.negated { "negated" } else { "" }).to_owned(),
    ];
    about(view, &statement.id).into_iter().chain(own).collect()
}

/// The value of a column that makes strata.
pub(super) fn event_stratum(view: &View<'_>, event: &Event, by: &str) -> String {
    match by {
        "type" => event.kind.clone(),
        "mode" => event.mode.clone().unwrap_or_default(),
        "status" => event.status.name().to_owned(),
        "voice" => if event.statement.is_some() { "statement" } else { "article" }.to_owned(),
        "quad" => event.quad.clone(),
        other => of_document(view, other),
    }
}

/// The value of a column that makes strata.
pub(super) fn statement_stratum(view: &View<'_>, statement: &Statement, by: &str) -> String {
    match by {
        "kind" => word(&statement.kind),
        "class" => statement.cue.class.clone().unwrap_or_default(),
        "source_kind" => word(&statement.source.kind),
        "negated" => if statement.negated { "negated" } else { "affirmed" }.to_owned(),
        other => of_document(view, other),
    }
}

fn of_document(view: &View<'_>, by: &str) -> String {
    let doc = &view.record.doc;
    match by {
        "publisher" => doc.publisher.clone().unwrap_or_default(),
        _ => doc.published.as_deref().and_then(|day| day.get(..4)).unwrap_or_default().to_owned(),
    }
}

fn about(view: &View<'_>, id: &str) -> [String; 4] {
    let doc = &view.record.doc;
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    [format!("{}/{id}", view.key), doc.id.clone(), known(&doc.published), known(&doc.publisher)]
}

/// Whom the act is told of: the words, and who is meant by them where they are no name.
fn name(view: &View<'_>, role: &Role) -> String {
    let words = role.span.map(|span| view.words(span)).unwrap_or_default();
    let entity = view.entity(role.entity.as_deref()).map(|entity| entity.name.as_str()).unwrap_or_default();
    let mut name = match (words, entity) {
        ("", entity) => entity.to_owned(),
        (words, entity) if entity.is_empty() || words.contains(entity) => words.to_owned(),
        (words, entity) => format!("{words} = {entity}"),
    };
    let code: Vec<&str> = role.country.iter().chain(role.sectors.first()).map(String::as_str).collect();
    if !code.is_empty() {
        name = format!("{name} ({})", code.join(" "));
    }
    name.trim().to_owned()
}

/// The sentences in which `all` stand, with `[[ ]]` around each of `marks`.
fn marked(view: &View<'_>, all: &[Span<Chars>], marks: &[Span<Chars>]) -> String {
    let sentences: Vec<_> = all.iter().filter_map(|&span| view.sentence(span)).map(|(_, sentence)| sentence).collect();
    let Some(whole) = sentences.into_iter().chain(all.iter().copied()).reduce(Span::cover) else {
        return String::new();
    };
    let mut marks: Vec<_> = marks.to_vec();
    marks.sort_unstable();
    let (mut out, mut at) = (String::new(), whole.start());
    for mark in marks.iter().filter(|mark| !mark.is_empty()) {
        if mark.start() < at {
            continue; // within the one before
        }
        out.push_str(view.words(Span::new(at, mark.start())));
        out.push_str("[[");
        out.push_str(view.words(*mark));
        out.push_str("]]");
        at = mark.end();
    }
    out.push_str(view.words(Span::new(at, whole.end())));
    out
}

/// A word of a closed list, as the JSON has it.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}
