//! Attributions: content, and the source on whose word it stands.

use serde::{Deserialize, Serialize};

use crate::{Chars, Span};

/// One attribution of content to a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Unique in the document: `s1`, `s2`, … in the order of the text.
    pub id: String,
    /// How much of the content is in quotation marks.
    pub kind: StatementKind,
    /// The statement in whose content this one stands.
    pub within: Option<String>,
    /// The cue itself is denied: "did not say that …".
    pub negated: bool,
    /// Probability that source, cue and content are right.
    pub confidence: f32,
    /// Who says it.
    pub source: Source,
    /// The words that make it an attribution.
    pub cue: Cue,
    /// What is said.
    pub content: Content,
}

/// How much of the content is in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// All of it.
    Direct,
    /// Part of it.
    Mixed,
    /// None.
    Indirect,
}

/// The words that name who says it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Empty where nobody is named: "it is believed".
    pub spans: Vec<Span<Chars>>,
    /// Ids of the entities meant.
    pub entities: Vec<String>,
    /// What sort of source.
    pub kind: SourceKind,
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A person or body with a name or a definite description.
    Named,
    /// "a senior official", "sources close to the talks"
    Anonymous,
    /// "protesters", "many voters"
    Collective,
    /// "the resolution", "a report"
    Document,
    /// No words for it.
    #[default]
    None,
}

/// The words that make it an attribution.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Verb with auxiliaries, negation, particle; or "according to" and the like.
    pub spans: Vec<Span<Chars>>,
    /// A class from a table: `say`, `deny`, `ask`, `promise`, `believe`, …
    #[serde(rename = "class")]
    pub class: Option<String>,
}

/// What is said, in one or several pieces.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// In the order of the text, with their quotation marks.
    pub spans: Vec<Span<Chars>>,
}
