//! The record of one document and what stands at its head.

use serde::{Deserialize, Serialize};

use crate::{Chars, Entity, Event, Span, Statement, TimeRange};

/// The name of this contract, first field of every record.
pub const SCHEMA: &str = "onrecord/1";

/// All that OnRecord writes about one document. All spans count code points of `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What made this record.
    pub made: Made,
    /// What is known of the document.
    pub doc: Doc,
    /// Exactly the text that was read: decoded, nothing normalised.
    pub text: String,
    /// Where the paragraphs stand.
    pub paragraphs: Vec<Span<Chars>>,
    /// Where the sentences stand; none runs over the end of a paragraph.
    pub sentences: Vec<Span<Chars>>,
    /// Who and what is named.
    pub entities: Vec<Entity>,
    /// Which days the text names.
    #[serde(default)]
    pub times: Vec<TimeRange>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
}

/// Program, model and tables that made a record, so that each can be traced and made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Version of the program.
    pub program: String,
    /// `name@hash` of the model file.
    pub model: String,
    /// `name@hash` of the codebook; none before events are coded.
    pub codebook: Option<String>,
    /// Version of the registry of actors, where one was used.
    pub registry: Option<String>,
}

/// What is known of a document, from its input or from its header.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Doc {
    /// The input's id, else its path as given.
    pub id: String,
    /// Where it was published.
    pub uri: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Title given beside the text; not part of `text` and not coded.
    pub title: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// ISO date of publication, from the input or, failing that, from the text's header or dateline.
    pub published: Option<String>,
    /// "GENEVA, March 3 (Agency) —"
    pub dateline: Option<Dateline>,
    /// A headline that stands in the text itself.
    pub headline: Option<Headline>,
    /// Id of the story, where a store has compared documents.
    pub story: Option<String>,
}

/// Where, when and by whom a wire article was filed, as its first line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The whole dateline without what ends it.
    pub span: Span<Chars>,
    /// The place as written, title case.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3 of the place, where it is sure.
    pub country: Option<String>,
    /// "Reuters"
    pub agency: Option<String>,
}

/// The headline's place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The whole line or lines.
    pub span: Span<Chars>,
}
