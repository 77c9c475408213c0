//! Counted stretches: *three days ago*, *two weeks earlier*, *a day after Monday*, *the past 24 hours*, *within 48 hours*.
//!
//! Days are counted exactly. "Two weeks ago", "six months ago", "ten years ago" is the week, month or year of the calendar, since
//! nobody means the day. A vague count ("a few months") leaves the side open that nobody knows, and so does "more than a year ago".

use super::Phrase;
use super::relative::apart;
use crate::Kind;
use crate::calendar::{Stretch, Unit, plus};
use crate::direction::Way;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense, Which};

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Exactly(i64),
    /// a few, several
    Some,
}

/// How far before "in five years" a "first" makes it no future: "the first vote in five years".
const FIRST_REACH: usize = 6;

impl Sentence<'_> {
    /// A count and the unit counted at `at`, and where they end.
    fn quantity(&self, at: usize) -> Option<(Count, Unit, usize)> {
        let (count, end) = self.count(at)?;
        match self.sense(end) {
            Sense::Unit(unit, _) => Some((count, unit, end + 1)),
            _ => None,
        }
    }

    fn count(&self, at: usize) -> Option<(Count, usize)> {
        let (sense, next) = (self.sense(at), self.sense(at + 1));
        match (sense, next) {
            (Sense::Unit(_, true), _) => Some((Count::Some, at)),
            (Sense::Vague, _) => Some((Count::Some, at + 1)),
            (Sense::Article, Sense::Vague) => Some((Count::Some, at + 2)),
            (Sense::Article, Sense::Number(_)) if !self.token(at + 1).has(Marks::DIGITS) => self.number(at + 1),
            (Sense::Article, _) => Some((Count::Exactly(1), at + 1)),
            (Sense::Number(_), _) => self.number(at),
            _ => None,
        }
    }

    /// `40`, `three`, `twenty-five`, `two hundred`, `couple of`.
    fn number(&self, at: usize) -> Option<(Count, usize)> {
        let Sense::Number(number) = self.sense(at) else { return None };
        let number = i64::from(number);
        let spelled = !self.token(at).has(Marks::DIGITS);
        let (number, end) = match (self.sense(at + 1), self.sense(at + 2)) {
            (Sense::Dash, Sense::Number(ones @ 1..=9)) if spelled && number >= 20 && number % 10 == 0 => {
                (number + i64::from(ones), at + 3)
            }
            (Sense::Number(100), _) if spelled && number < 100 => (number * 100, at + 2),
            (Sense::Of, Sense::Unit(_, true)) if number == 2 && spelled => (number, at + 2),
            _ => (number, at + 1),
        };
        Some((Count::Exactly(number), end))
    }

    /// What a quantity at `at` is counted from.
    pub(super) fn counted(&self, at: usize, depth: u8) -> Option<Phrase> {
        let (count, unit, end) = self.quantity(at)?;
        match self.sense(end) {
            Sense::Ago => Some(match count {
                Count::Exactly(count) if self.exceeded(at) => {
                    let last = self.published.and_then(|day| plus(day, unit, -count));
                    Phrase::open(end + 1, None, last, Kind::Anchored)
                }
                _ => self.at_distance(end + 1, count, unit, -1),
            }),
            Sense::Earlier => Some(self.beside_it(end + 1, count, unit, -1)),
            Sense::Later if self.form(end + 1) != "than" => Some(self.beside_it(end + 1, count, unit, 1)),
            Sense::From if matches!(self.sense(end + 1), Sense::Now | Sense::Today(0)) => {
                Some(self.at_distance(end + 2, count, unit, 1))
            }
            Sense::Before | Sense::After => {
                let side = if self.sense(end) == Sense::Before { -1 } else { 1 };
                match count {
                    Count::Exactly(count) => self.before_or_after(end + 1, unit, side * count, false, depth),
                    Count::Some if self.ends_phrase(end + 1) => Some(self.beside_it(end + 1, count, unit, side)),
                    Count::Some => None,
                }
            }
            _ => None,
        }
    }

    /// Whether "more than" or "over" stands before a count.
    fn exceeded(&self, at: usize) -> bool {
        let form = |back: usize| at.checked_sub(back).map_or("", |at| self.form(at));
        form(1).eq_ignore_ascii_case("over") || form(1) == "than" && form(2).eq_ignore_ascii_case("more")
    }

    /// So many units from publication, back or on by `side`.
    fn at_distance(&self, end: usize, count: Count, unit: Unit, side: i64) -> Phrase {
        let published = self.published;
        let short = matches!(unit, Unit::Minute | Unit::Hour);
        match count {
            Count::Exactly(count) => {
                let whole = if matches!(unit, Unit::Decade | Unit::Century) { Unit::Year } else { unit };
                let days = published.and_then(|day| Stretch::around(plus(day, unit, side * count)?, whole));
                Phrase::fixed(end, days, Kind::Anchored)
            }
            Count::Some if short => Phrase::fixed(end, published.map(Stretch::day), Kind::Anchored),
            Count::Some if side < 0 => Phrase::open(end, None, published, Kind::Anchored),
            Count::Some => Phrase::open(end, published, None, Kind::Anchored),
        }
    }

    /// So many units from what was named.
    fn beside_it(&self, end: usize, count: Count, unit: Unit, side: i64) -> Phrase {
        let seen = self.seen_from();
        let short = matches!(unit, Unit::Minute | Unit::Hour);
        match count {
            Count::Exactly(count) => Phrase::fixed(end, apart(seen, unit, side * count, false), Kind::Anchored),
            Count::Some if short => Phrase::fixed(end, seen, Kind::Anchored),
            Count::Some if side < 0 => Phrase::open(end, None, seen.map(|seen| seen.start), Kind::Anchored),
            Count::Some => Phrase::open(end, seen.map(|seen| seen.end), None, Kind::Anchored),
        }
    }

    /// "the past three years", "the next five days", "the following two weeks": what stands behind the first words.
    pub(super) fn counted_stretch(&self, at: usize, which: Which) -> Option<Phrase> {
        if !matches!(self.sense(at), Sense::Number(_) | Sense::Vague | Sense::Article) {
            return None;
        }
        let (count, unit, end) = self.quantity(at)?;
        let back = match which {
            Which::Past | Which::Last | Which::Previous => true,
            Which::Next | Which::Coming | Which::Following => false,
            _ => return None,
        };
        let named = matches!(which, Which::Previous | Which::Following);
        let seen = if named { self.seen_from() } else { self.published.map(Stretch::day) };
        let (first, last) = (seen.map(|seen| seen.start), seen.map(|seen| seen.end));
        Some(match count {
            Count::Some if back => Phrase::open(end, None, first, Kind::Anchored),
            Count::Some => Phrase::open(end, last, None, Kind::Anchored),
            Count::Exactly(count) => {
                let days = if back {
                    first.and_then(|day| Stretch::between(far(day, unit, -count)?, day))
                } else {
                    last.and_then(|day| Stretch::between(day, far(day, unit, count)?))
                };
                Phrase::fixed(end, days, Kind::Anchored)
            }
        })
    }

    /// "will land in two days"; where the clause does not look ahead it is a duration.
    pub(super) fn counted_ahead(&self, at: usize) -> Option<Phrase> {
        let (count, unit, end) = self.quantity(at + 1).filter(|_| !matches!(self.sense(at + 1), Sense::Unit(..)))?;
        let free = !matches!(self.sense(end), Sense::Ago | Sense::Earlier | Sense::Later | Sense::Of);
        let first = (at.saturating_sub(FIRST_REACH)..at).any(|at| self.sense(at) == Sense::Ordinal(1));
        (free && !first && self.way(at, end) == Way::Coming).then(|| self.at_distance(end, count, unit, 1))
    }

    /// "must be done within 48 hours", but not "within a day of the attack".
    pub(super) fn within(&self, at: usize) -> Option<Phrase> {
        let (count, unit, end) = self.quantity(at + 1)?;
        if self.sense(end) == Sense::Of || self.way(at, end) != Way::Coming {
            return None;
        }
        let published = self.published;
        Some(match count {
            Count::Exactly(count) => {
                let days = published.and_then(|day| Stretch::between(day, far(day, unit, count)?));
                Phrase::fixed(end, days, Kind::Range)
            }
            Count::Some => Phrase::open(end, published, None, Kind::Range),
        })
    }
}

/// The other end of a stretch of so many units; hours that do not fill a day reach into the next.
fn far(day: jiff::civil::Date, unit: Unit, count: i64) -> Option<jiff::civil::Date> {
    match unit {
        Unit::Hour => plus(day, Unit::Day, count.signum() * (count.abs() + 23).div_euclid(24)),
        _ => plus(day, unit, count),
    }
}
