//! From a phrase to an expression with its days, and ranges of two phrases or one: *from 2011 to 2015*, *between March and
//! May*, *Monday to Thursday*, *since 2011*, *until Friday*, *by the end of the month*.
//!
//! One side of a range may stay open: *since* gives the first day, *until* and *by* the last, *before* the last day that is
//! not yet it, *after* the first day that is no longer it. The preposition belongs to the expression where it changes the
//! days, and only there. Before a noun it does not: "after Friday prayers" is on Friday.

use super::Phrase;
use crate::Kind;
use crate::calendar::{Interval, Stretch};
use crate::direction::Way;
use crate::phrase::{Days, Shape};
use crate::sentence::Sentence;
use crate::token::{Marks, Sense};

/// An expression within its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub end: usize,
    pub interval: Interval,
    pub kind: Kind,
    /// Its days, where both sides are known.
    pub stretch: Option<Stretch>,
}

impl Found {
    fn new(end: usize, days: Days, kind: Kind) -> Self {
        Self { end, interval: days.interval, kind, stretch: days.stretch }
    }

    fn range(end: usize, interval: Interval) -> Self {
        let stretch = interval.start.zip(interval.end).and_then(|(start, end)| Stretch::between(start, end));
        Self { end, interval, kind: Kind::Range, stretch }
    }
}

impl Sentence<'_> {
    /// The expression that begins at `at`, if one does.
    pub fn expression(&self, at: usize) -> Option<Found> {
        match self.sense(at) {
            Sense::From => return self.two_sided(at, &[Sense::To, Sense::Until, Sense::Through, Sense::Dash]),
            Sense::Between => return self.two_sided(at, &[Sense::And]),
            Sense::Since | Sense::Until | Sense::Through | Sense::By | Sense::Before | Sense::After => {
                return self.one_sided(at);
            }
            _ => {}
        }
        let first = self.phrase(at, false)?;
        if matches!(self.sense(first.end), Sense::To | Sense::Through | Sense::Dash)
            && let Some(second) = self.phrase(first.end + 1, true).filter(|second| alike(&first, second))
            && let Some(range) = self.join(at, first, second)
        {
            return Some(range);
        }
        Some(Found::new(first.end, self.days(at, &first), first.kind))
    }

    fn two_sided(&self, at: usize, links: &[Sense]) -> Option<Found> {
        let first = self.phrase(at + 1, true)?;
        if let Shape::Day { day, last, .. } = first.shape
            && day < last
        {
            return Some(Found::new(first.end, self.days(at, &first), Kind::Range));
        }
        if !links.contains(&self.sense(first.end)) {
            return None;
        }
        let second = self.phrase(first.end + 1, true)?;
        self.join(at, first, second)
    }

    /// The days from one phrase to another; the year of the second is the first's as well, unless that would turn them round.
    fn join(&self, at: usize, first: Phrase, second: Phrase) -> Option<Found> {
        if first.kind == Kind::Recurring || second.kind == Kind::Recurring {
            return None;
        }
        let first = match (first.year_month(), second.year_month()) {
            ((None, from), (Some(year), to)) => first.in_year(if from > to { year.checked_sub(1)? } else { year }),
            _ => first,
        };
        let from = self.days(at, &first).interval;
        let way = from.start.map_or(Way::Unsaid, Way::From);
        let to = self.resolve(&second, way).interval;
        if from.start.zip(to.end).is_some_and(|(start, end)| start > end) {
            return None;
        }
        Some(Found::range(second.end, Interval { start: from.start, end: to.end }))
    }

    fn one_sided(&self, at: usize) -> Option<Found> {
        // A bare year or month shows itself by the preposition; the rest may rely on it.
        let given = !matches!(self.sense(at + 1), Sense::Year(_) | Sense::Month(_));
        let phrase = self.phrase(at + 1, given).filter(|phrase| phrase.kind != Kind::Recurring)?;
        let preposition = self.sense(at);
        let right = self.token(phrase.end);
        let modifies = right.sense == Sense::Possessive || right.is_open() || right.is_name();
        if modifies && preposition != Sense::Since {
            return None;
        }
        let way = self.way(at, phrase.end);
        let way = match preposition {
            Sense::Since => Way::Past,
            Sense::Until | Sense::By | Sense::Through if way != Way::Been => Way::Coming,
            _ => way,
        };
        let days = self.resolve(&phrase, way).interval;
        let interval = match preposition {
            Sense::Since => Interval { start: days.start, end: None },
            Sense::Before => Interval { start: None, end: days.start.and_then(|day| day.yesterday().ok()) },
            Sense::After => Interval { start: days.end.and_then(|day| day.tomorrow().ok()), end: None },
            _ => Interval { start: None, end: days.end },
        };
        Some(Found::range(phrase.end, interval))
    }

    /// Whether anything may begin at `at`; most words fall out here.
    pub fn may_begin(&self, at: usize) -> bool {
        let token = self.token(at);
        token.sense != Sense::Other || token.has(Marks::FEAST)
    }
}

/// Whether two phrases name the same kind of thing, so that "to" between them makes a range.
fn alike(first: &Phrase, second: &Phrase) -> bool {
    matches!(
        (first.shape, second.shape),
        (Shape::Weekday(_), Shape::Weekday(_))
            | (Shape::Month { .. }, Shape::Month { .. })
            | (Shape::Day { .. }, Shape::Day { .. })
    )
}
