//! Persons, bodies, places and groups, and where the text mentions them.

use serde::{Deserialize, Serialize};

use crate::{Chars, Location, Span};

/// Somebody or something that the document speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Unique in the document: `e1`, `e2`, …
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The fullest form of the name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
    /// The title in the text: "Chinese Foreign Ministry spokesperson".
    pub role: Option<String>,
    /// Given only by a table of the user's own.
    pub wikidata: Option<String>,
    /// Where a place lies; none for what is no place, or is not found.
    #[serde(default)]
    pub location: Option<Location>,
    /// Where the text speaks of it, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// Kinds of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// One human being.
    Person,
    /// A body: ministry, party, company, state as an actor.
    Organization,
    /// Somewhere.
    Place,
    /// A people, nationality, crowd, side.
    Group,
    /// Anything else with a name.
    Other,
}

/// One mention of an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The whole phrase.
    pub span: Span<Chars>,
    /// Its head word or words.
    pub head: Span<Chars>,
    /// How it is mentioned.
    pub kind: MentionKind,
}

/// How an entity is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// "Ana Roy"
    Name,
    /// "the spokesperson"
    Nominal,
    /// "she"
    Pronoun,
}
