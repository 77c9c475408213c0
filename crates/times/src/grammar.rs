//! The grammar of expressions of time, word by word from the left.
//!
//! [`Sentence::expression`] asks for a range first (`ranges`), and that for phrases, by the sense of their first word:
//! days and months (`dates`), years, decades, centuries and seasons (`years`), *last week*, *that day* and their like
//! (`relative`), counted stretches (`counted`), parts of other stretches (`parts`), named days (`named`).
//! A phrase may hold another ("the end of next week"); how deep is bounded, so that one expression costs a bounded number
//! of steps and a text costs time in proportion to its length.

mod counted;
mod dates;
mod named;
mod parts;
mod ranges;
mod relative;
mod years;

use crate::Kind;
use crate::phrase::Phrase;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense};

/// How deep phrases stand in each other.
const DEPTH: u8 = 3;

impl Sentence<'_> {
    /// The phrase that begins at `at`. `given` tells that the words before leave no doubt that a time follows, so that a year or
    /// a month needs no other sign.
    pub fn phrase(&self, at: usize, given: bool) -> Option<Phrase> {
        self.phrase_within(at, given, DEPTH)
    }

    fn phrase_within(&self, at: usize, given: bool, depth: u8) -> Option<Phrase> {
        let depth = depth.checked_sub(1)?;
        let token = self.token(at);
        if token.has(Marks::FEAST)
            && let Some(feast) = self.feast(at, given)
        {
            return Some(feast);
        }
        match token.sense {
            Sense::Full(day) => Some(Phrase::fixed(at + 1, Some(crate::calendar::Stretch::day(day)), Kind::Date)),
            Sense::Weekday(_) => self.weekday(at),
            Sense::Weekdays if self.sense(at + 1) != Sense::Possessive => Some(Self::recurring(at + 1)),
            Sense::Month(_) => self.month_first(at, given),
            Sense::Number(_) => self.day_first(at).or_else(|| self.counted(at, depth)),
            Sense::Ordinal(_) => self.day_first(at).or_else(|| self.ordinal(at, depth)),
            Sense::Year(_) => self.year(at, given),
            Sense::ShortYear(_) => self.short_year(at),
            Sense::Decade(_) | Sense::ShortDecade(_) => self.decade(at, given),
            Sense::Quarter(_) => self.named_quarter(at),
            Sense::Season(_) => self.season(at, given),
            Sense::Weekend if given => Some(Phrase::new(at + 1, crate::phrase::Shape::Weekend)),
            Sense::Today(_) => self.today(at),
            Sense::The => self.after_the(at + 1, given, depth),
            Sense::Which(which) => self.which(at, which, false, depth),
            Sense::Part(part) => self.part(at, part, depth),
            Sense::Edge(part) => self.edge(at, part, depth),
            Sense::Earlier | Sense::Later => self.earlier_or_later(at, depth),
            Sense::Article | Sense::Vague | Sense::Unit(_, true) => self.counted(at, depth),
            Sense::In => self.counted_ahead(at),
            Sense::Within => self.within(at),
            Sense::Every => self.every(at),
            _ => None,
        }
    }

    /// What follows "the" at `at`.
    fn after_the(&self, at: usize, given: bool, depth: u8) -> Option<Phrase> {
        match self.sense(at) {
            Sense::Ordinal(_) => self
                .token(at)
                .has(Marks::FEAST)
                .then(|| self.feast(at, true))
                .flatten()
                .or_else(|| self.day_first(at))
                .or_else(|| self.day_of_month(at))
                .or_else(|| self.ordinal(at, depth)),
            Sense::Which(which) => self.which(at, which, true, depth),
            Sense::Part(part) => self.part(at, part, depth),
            Sense::Edge(part) => self.edge(at, part, depth),
            Sense::Rest => self.rest(at, depth),
            Sense::Unit(..) | Sense::DayPart | Sense::Weekend => {
                self.beside(at, depth).or_else(|| self.weekend(at, given))
            }
            Sense::Season(_) => self.season(at, given),
            Sense::Decade(_) | Sense::ShortDecade(_) => self.decade(at, true),
            Sense::Number(_) | Sense::Vague => None,
            _ => None,
        }
    }

    /// An expression that recurs and so has no days of its own.
    fn recurring(end: usize) -> Phrase {
        Phrase::open(end, None, None, Kind::Recurring)
    }

    /// "every Friday", "each year", "every two years".
    fn every(&self, at: usize) -> Option<Phrase> {
        let end = match self.sense(at + 1) {
            Sense::Weekday(_) if self.sense(at + 2) == Sense::DayPart => at + 3,
            Sense::Weekday(_) | Sense::Season(_) | Sense::Weekend | Sense::DayPart => at + 2,
            Sense::Unit(_, false) | Sense::Month(_) => at + 2,
            Sense::Number(_) if matches!(self.sense(at + 2), Sense::Unit(_, true)) => at + 3,
            _ => return None,
        };
        Some(Self::recurring(end))
    }
}
