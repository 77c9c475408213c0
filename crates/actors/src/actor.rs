//! What goes into the resolver and what comes out: tokens and context, the actor and the reasons for it.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::{Code, Sector};

/// One word of a phrase, with the tags a parser gave it. Without a parser: empty lemma, `X`, empty relation, no head.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// As it is written.
    pub form: &'a str,
    /// Its dictionary form.
    pub lemma: &'a str,
    /// Its part of speech (Universal Dependencies).
    pub upos: &'a str,
    /// Its relation to its head (Universal Dependencies).
    pub deprel: &'a str,
    /// The token of the phrase that it hangs on; `None` where that stands outside or there is none.
    pub head: Option<usize>,
}

impl<'a> Token<'a> {
    /// A word without tags.
    #[must_use]
    pub fn bare(form: &'a str) -> Self {
        Self { form, lemma: "", upos: "X", deprel: "", head: None }
    }
}

/// What is known around a phrase.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day the text was published; without it, today is meant.
    pub date: Option<Date>,
    /// The country of the dateline, or the one the document is about: that of "the president" and "police".
    pub home: Option<Code>,
    /// Of some states the one of which the document speaks most, for peoples who live in several.
    pub about: &'a dyn Fn(&[Code]) -> Option<Code>,
    /// What the document or a registry says of a name. It comes before the tables.
    pub known: &'a dyn Fn(&str) -> Option<Actor>,
    /// The country of a place that the tables do not have, by a gazetteer.
    pub place: &'a dyn Fn(&str) -> Option<Code>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self { date: None, home: None, about: &|_| None, known: &|_| None, place: &|_| None }
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("date", &self.date).field("home", &self.home).finish_non_exhaustive()
    }
}

/// Who a phrase means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The state it belongs to; none for bodies above states and where nothing tells it.
    pub country: Option<Code>,
    /// The words tell that it is of no one state, or of another than the document's: "foreign fighters", "French and German officials".
    pub of_no_state: bool,
    /// What it is, the primary sector first; empty where nothing tells it.
    pub sectors: Vec<Sector>,
    /// The name, without titles and articles; for a state its English name.
    pub name: String,
    /// The title or description in the text: "Chinese Foreign Ministry spokesperson".
    pub role: Option<String>,
    /// What each part was taken from, in the order in which it was found.
    pub reasons: Vec<Reason>,
}

/// Why a country or a sector was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The table, by its file's name, or `context`.
    pub table: &'static str,
    /// Which entry of it.
    pub entry: String,
    /// The words that led there, as indices of tokens.
    pub words: Range<usize>,
    /// What it gave: `country KEN`, `sector GOV`.
    pub gave: String,
}
