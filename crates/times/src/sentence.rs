//! One sentence as the grammar reads it: its tokens, the words around a place, and what is known from before.

use jiff::civil::Date;
use onrecord_text::Text;

use crate::calendar::Stretch;
use crate::lexicon::LEXICON;
use crate::neighbours::{Held, Side};
use crate::token::{Marks, Sense, Token};

/// What an expression before this one leaves behind, for the next in a row ("on Monday and Tuesday").
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    /// The token behind it.
    pub end: usize,
    /// The sense of its last word.
    pub sense: Sense,
    /// Its first day.
    pub day: Option<Date>,
}

/// A sentence, and what its expressions are seen from.
pub(crate) struct Sentence<'s> {
    pub text: &'s Text<'s>,
    /// Index in the text of the first word.
    pub first: usize,
    pub tokens: &'s [Token],
    pub published: Option<Date>,
    /// The last stretch that was named, in this sentence or the one before.
    pub anchor: Option<Stretch>,
    /// The expression before, in this sentence.
    pub before: Option<Before>,
    /// Months that are a person's name in this text, by their bits.
    pub names: u16,
}

impl Sentence<'_> {
    /// The token at a place; a blank one outside the sentence.
    pub fn token(&self, at: usize) -> Token {
        #[cfg(test)]
        crate::effort::look();
        self.tokens.get(at).copied().unwrap_or_default()
    }

    pub fn sense(&self, at: usize) -> Sense {
        self.token(at).sense
    }

    /// The token before a place.
    pub fn left(&self, at: usize) -> Token {
        at.checked_sub(1).map_or_else(Token::default, |before| self.token(before))
    }

    /// The characters of a word; empty outside the sentence.
    pub fn form(&self, at: usize) -> &str {
        if at < self.tokens.len() { self.text.form(self.first + at) } else { "" }
    }

    /// Where the deictic expressions count from where none was named: the day of publication.
    pub fn seen_from(&self) -> Option<Stretch> {
        self.anchor.or_else(|| self.published.map(Stretch::day))
    }

    /// Whether a phrase that ended before `at` goes no further: the sentence ends, a sign stands there, or a word that begins
    /// no noun phrase.
    pub fn ends_phrase(&self, at: usize) -> bool {
        let token = self.token(at);
        at >= self.tokens.len()
            || !token.has(Marks::LETTERS) && !token.has(Marks::DIGITS) && token.sense != Sense::Possessive
            || (token.has(Marks::FUNCTION) || token.has(Marks::BEEN)) && !token.has(Marks::DETERMINER)
    }

    /// Whether the figure before `at` counts things: `2000 troops`, `1500-strong`, `40 percent`.
    pub fn counts(&self, at: usize) -> bool {
        let glued = |at| self.token(at).has(Marks::LETTERS) && self.token(at).has(Marks::CLOSE);
        self.token(at).has(Marks::COUNTED)
            || self.sense(at) == Sense::Dash && self.sense(at + 1) == Sense::Other && glued(at + 1)
    }

    /// Whether the word of the calendar at `at`, with what belongs to it ending at `end`, is part of a name.
    pub fn is_name(&self, at: usize, end: usize, held: Held) -> bool {
        let names = &LEXICON.neighbours;
        at > 0 && names.make_name(held, Side::Before, self.form(at - 1))
            || names.make_name(held, Side::After, self.form(end))
            || held == Held::Weekday && at > 1 && self.sense(at - 1) == Sense::On && self.form(at - 2) == "Mail"
    }

    /// Whether the expression before this one is of the same kind and coordinated with it, and the day it began.
    pub fn coordinated(&self, at: usize) -> Option<Date> {
        let before = self.before?;
        let same = matches!(
            (before.sense, self.sense(at)),
            (Sense::Weekday(_) | Sense::DayPart, Sense::Weekday(_))
                | (Sense::Month(_), Sense::Month(_))
                | (Sense::Year(_), Sense::Year(_))
        );
        let mut between = before.end;
        while between < at && between < before.end + 3 {
            match self.sense(between) {
                Sense::And | Sense::Comma | Sense::On | Sense::In => between += 1,
                _ => return None,
            }
        }
        let joined = (before.end..between).any(|at| matches!(self.sense(at), Sense::And | Sense::Comma));
        (same && between == at && joined).then_some(before.day).flatten()
    }
}
