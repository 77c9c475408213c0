//! Expressions of time in news: from words to days.
//!
//! ```text
//! Text, sentences ──token──▶ senses of words ──grammar──▶ phrases ──direction, phrase──▶ days ──▶ Vec<Expression>
//!                                └─ lexicon (tables/*.tsv)          └─ calendar, feasts
//! ```
//!
//! Each sentence is read once from the left. A word gets its sense from the tables or from its digits ([`mod@token`]); most have
//! none. Where one may begin an expression, the grammar ([`grammar`]) takes the longest there and gives a phrase: "Monday",
//! "the end of next week". A phrase becomes days as seen from the day of publication, from what was named before, and
//! from what its clause says of past and future ([`direction`]).
//!
//! Conventions that a reader of the days should know:
//! - both sides of an [`Interval`] are inclusive; an open or unknown side is `None`; without a publication date what is
//!   relative has no days, but its words are found;
//! - the span holds the words that name the time, with an article within it ("the early 1990s"), but a preposition only where
//!   it changes the days: `since 2011` is 2011-01-01 and on, `by Friday` ends on Friday, "on Friday" is `Friday`;
//! - weeks begin on Monday; `last week` is the one before that of publication. Early, mid and late, and beginning, middle and
//!   end, are thirds of a stretch. Seasons are those of the northern half of the world, and winter belongs to the year
//!   of its December;
//! - times of the day add nothing to the day; durations ("for three years"), ages, and what only modifies them are no times.
//!
//! ```
//! use jiff::civil::date;
//! use onrecord_text::Text;
//! use onrecord_times::{Reference, expressions};
//!
//! let text = Text::new("The envoy arrived on Monday and will leave on Friday.");
//! let seen = Reference { published: Some(date(2020, 5, 20)) };
//! let found = expressions(&text, &[0..text.words.len()], &seen);
//! assert_eq!(found[0].interval.start, Some(date(2020, 5, 18)));
//! assert_eq!(found[1].interval.end, Some(date(2020, 5, 22)));
//! ```

mod calendar;
mod direction;
#[cfg(test)]
mod effort;
mod feasts;
mod grammar;
mod lexicon;
mod neighbours;
mod phrase;
mod sentence;
mod tables;
mod token;

use std::ops::Range;

use jiff::civil::Date;
use onrecord_text::Text;

pub use calendar::Interval;
pub use tables::TableError;

use calendar::Stretch;
use sentence::{Before, Sentence};
use token::{Sense, Token};

/// What the relative expressions of a document are seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reference {
    /// The day of publication: of the document, its header or its dateline.
    pub published: Option<Date>,
}

/// What sort of thing an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One day: "Monday", "May 17", "yesterday", "Christmas".
    Date,
    /// A stretch of the calendar: "March 2011", "last week", "the 1990s".
    Stretch,
    /// From one time to another, one of which may be left open: "since 2011", "Monday to Thursday".
    Range,
    /// Counted from another time: "three days ago", "the following year", "the past decade".
    Anchored,
    /// Again and again: "every Friday". It has no days of its own.
    Recurring,
}

/// One expression of time in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Its words, as indices into [`Text::words`].
    pub words: Range<usize>,
    /// The days it names.
    pub interval: Interval,
    /// What sort of thing it is.
    pub kind: Kind,
}

/// All expressions of a document in their order. `sentences` are its sentences in order, as word indices; no expression
/// reaches out of one, and what overlaps a sentence before or lies beyond the text is not read.
#[must_use]
pub fn expressions(text: &Text<'_>, sentences: &[Range<usize>], reference: &Reference) -> Vec<Expression> {
    let mut out = Vec::new();
    let mut tokens = Vec::new();
    let (mut read, mut names) = (0, 0);
    let mut named: Option<(usize, Stretch)> = None;
    for (number, words) in sentences.iter().enumerate() {
        let words = words.start.max(read)..words.end.min(text.words.len());
        if words.is_empty() {
            continue;
        }
        read = words.end;
        tokens.clear();
        tokens.extend(words.clone().map(|word| token(text, word)));
        let mut sentence = Sentence {
            text,
            first: words.start,
            tokens: &tokens,
            published: reference.published,
            anchor: named.filter(|(last, _)| number - last <= 1).map(|(_, stretch)| stretch),
            before: None,
            names,
        };
        let mut at = 0;
        while at < sentence.tokens.len() {
            if let Sense::Month(month) = sentence.sense(at)
                && sentence.is_surname(at)
            {
                sentence.names |= 1 << month;
            } else if sentence.may_begin(at)
                && let Some(found) = sentence.expression(at)
            {
                let end = found.end.min(sentence.tokens.len());
                out.push(Expression {
                    words: words.start + at..words.start + end,
                    interval: found.interval,
                    kind: found.kind,
                });
                if let Some(stretch) = found.stretch {
                    sentence.anchor = Some(stretch);
                    named = Some((number, stretch));
                }
                sentence.before = Some(Before { end, sense: sentence.left(end).sense, day: found.interval.start });
                at = end.max(at + 1);
                continue;
            }
            at += 1;
        }
        names = sentence.names;
    }
    out
}

fn token(text: &Text<'_>, word: usize) -> Token {
    let said = text.words[word];
    Token::of(text.form(word), said.case, said.fused || !said.space_before)
}
