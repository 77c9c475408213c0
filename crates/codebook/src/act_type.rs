//! The types of acts with what belongs to them, as a loaded codebook holds them.

use std::collections::BTreeMap;

use crate::marked::Marked;
use crate::pattern::Pattern;
use crate::relation::Place;

/// A type of act.
#[derive(Debug, Clone, PartialEq)]
pub struct ActType {
    /// Its name: `AGREE`, `ASSAULT`, …
    pub name: String,
    /// What counts as one.
    pub definition: String,
    /// Its quad category.
    pub quad: String,
    /// PLOVER's score, where it has one.
    pub score: Option<f32>,
    /// Whether it needs somebody to whom it is done.
    pub recipient_required: bool,
    /// Whether words that are used as the anchors of its examples are acts of it too.
    pub near: bool,
    /// Its modes by name.
    pub modes: BTreeMap<String, Mode>,
    /// Its CAMEO code; empty where there is none.
    pub cameo: String,
    /// How it is told from its neighbours.
    pub contrasts: Vec<Contrast>,
    /// Sentences that hold one.
    pub examples: Vec<Example>,
    /// Sentences that only seem to hold one.
    pub non_events: Vec<Example>,
    /// How many entries its lexicon has.
    pub entries: usize,
    /// How many patterns it has.
    pub patterns: usize,
    /// The file it stands in.
    pub file: String,
}

/// A mode of a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// What counts as one.
    pub definition: String,
    /// Its score, where it has one.
    pub score: Option<f32>,
    /// Its CAMEO code; empty where the type's holds.
    pub cameo: String,
}

/// How a type is told from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrast {
    /// The other type.
    pub with: String,
    /// When it is which.
    pub when: String,
    /// Line in the type's file.
    pub line: usize,
}

/// A sentence with marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence and what is marked in it.
    pub marked: Marked,
    /// The mode to be found.
    pub mode: Option<String>,
    /// Whether the act happened: `actual`, `future`, …
    pub status: Option<String>,
    /// Why it is none, or what is to be learnt from it.
    pub why: Option<String>,
    /// Line in the type's file.
    pub line: usize,
}

/// What an entry or a pattern does where it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It speaks for an act of its type.
    Adds,
    /// There is no act of its type.
    Forbids,
    /// What looks like an act of another type is one of this type.
    Retypes,
}

/// An entry of the lexicon or a pattern, ready to be matched.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    pub id: String,
    pub effect: Effect,
    /// The type it gives, as an index.
    pub kind: usize,
    /// The type it takes, where it retypes; none is any.
    pub from: Option<String>,
    pub pattern: Pattern,
    /// What would make the entry a tempting non-event.
    pub unless: Vec<crate::pattern::Clause>,
    pub actor: Place,
    pub recipient: Place,
    pub mode: Option<String>,
    pub contexts: Vec<String>,
    pub weight: f32,
    pub file: String,
    pub line: usize,
    pub from_lexicon: bool,
}
