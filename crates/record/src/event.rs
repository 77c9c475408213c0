//! Acts between actors, coded after PLOVER.

use serde::{Deserialize, Serialize};

use crate::{Chars, Span};

/// One act of one type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique in the document: `v1`, `v2`, …
    pub id: String,
    /// PLOVER type: `SUPPORT`, `AID`, `ASSAULT`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode, where the type has one.
    pub mode: Option<String>,
    /// What it is about, up to three.
    pub contexts: Vec<String>,
    /// CAMEO code that fits best, at least its two-digit root.
    pub cameo: Option<String>,
    /// Quad category.
    pub quad: String,
    /// PLOVER's score of the type.
    pub intensity: f32,
    /// The head words that express the act.
    pub anchor: Vec<Span<Chars>>,
    /// Who did it.
    pub actors: Vec<Role>,
    /// To whom.
    pub recipients: Vec<Role>,
    /// Where.
    pub location: Option<Location>,
    /// When.
    pub time: TimeRange,
    /// Whether it happened.
    pub status: Status,
    /// Id of the innermost statement that vouches for it; none is the article's own voice.
    pub statement: Option<String>,
    /// Probability that the event is right.
    pub confidence: f32,
    /// Why it was coded.
    pub reasons: Vec<Reason>,
}

/// Who did it, or to whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// The words; none where the role is only understood.
    pub span: Option<Span<Chars>>,
    /// Id of the entity.
    pub entity: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
}

/// Where an act took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The words; none where the dateline gives the place.
    pub span: Option<Span<Chars>>,
    /// Name of the place.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exact the place is.
    pub precision: Precision,
}

/// How exact a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A town or city.
    City,
    /// A first-order division.
    Admin1,
    /// A state.
    Country,
    /// Named, not resolved.
    Unknown,
}

/// When an act took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRange {
    /// The words; none where the publication date is meant.
    pub span: Option<Span<Chars>>,
    /// First day, ISO.
    pub start: Option<String>,
    /// Last day, ISO.
    pub end: Option<String>,
}

/// Whether an act happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It happened.
    Actual,
    /// Background: long ago or told as history.
    Historical,
    /// Planned or announced.
    Future,
    /// Supposed, possible, asked for.
    Hypothetical,
    /// Denied, or did not happen.
    Negated,
}

/// One reason why an event was coded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What spoke for it.
    pub by: ReasonSource,
    /// Which entry, pattern or rule.
    pub id: String,
    /// How strongly.
    pub score: Option<f32>,
}

/// What can speak for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReasonSource {
    /// The model's head.
    Head,
    /// A lexicon entry of the codebook.
    Lexicon,
    /// A pattern over the tree.
    Pattern,
    /// A rule of the coder.
    Rule,
}

impl Status {
    /// Its name in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Historical => "historical",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }
}

impl Precision {
    /// Its name in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Admin1 => "admin1",
            Self::Country => "country",
            Self::Unknown => "unknown",
        }
    }
}

impl ReasonSource {
    /// Its name in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Lexicon => "lexicon",
            Self::Pattern => "pattern",
            Self::Rule => "rule",
        }
    }

    /// What it is called where reasons are told to people.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Head => "the model",
            Self::Lexicon => "the codebook's entry",
            Self::Pattern => "the codebook's pattern",
            Self::Rule => "a rule",
        }
    }
}
