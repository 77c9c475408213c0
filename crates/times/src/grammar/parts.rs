//! Parts of other stretches: *early June*, *late on Monday*, *the end of the month*, *the first quarter of 2019*, *the last
//! week of January*, *earlier this year*, *the rest of the year*.
//!
//! Early, middle and late are thirds, and so are beginning, middle and end: nobody means the first day alone.

use super::Phrase;
use crate::Kind;
use crate::calendar::{Grain, Part, Stretch, Unit};
use crate::phrase::Shape;
use crate::sentence::Sentence;
use crate::token::{Sense, Which};

impl Sentence<'_> {
    /// What is taken a part of: any phrase, or "the year" for this one.
    fn period(&self, at: usize, depth: u8) -> Option<Phrase> {
        if self.sense(at) == Sense::The
            && let Sense::Unit(
                unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century),
                false,
            ) = self.sense(at + 1)
            && !matches!(self.sense(at + 2), Sense::Before | Sense::After)
        {
            let days = self.published.and_then(|day| Stretch::around(day, unit));
            return Some(Phrase::fixed(at + 2, days, Kind::Stretch));
        }
        let phrase = self.phrase_within(at, true, depth)?;
        (phrase.part.is_none() && phrase.kind != Kind::Recurring && !matches!(phrase.shape, Shape::Open(_)))
            .then_some(phrase)
    }

    /// "early June", "late on Monday", "mid 2014", "early in the year", "late last month".
    pub(super) fn part(&self, at: usize, part: Part, depth: u8) -> Option<Phrase> {
        let whole = match self.sense(at + 1) {
            Sense::In | Sense::On => self.period(at + 2, depth)?,
            Sense::Dash if part == Part::Mid => self.period(at + 2, depth)?,
            Sense::Weekday(_)
            | Sense::Month(_)
            | Sense::Year(_)
            | Sense::Decade(_)
            | Sense::ShortDecade(_)
            | Sense::Season(_)
            | Sense::Today(_)
            | Sense::Ordinal(_)
            | Sense::Which(_) => self.period(at + 1, depth)?,
            Sense::The
                if matches!(self.sense(at + 2), Sense::Which(Which::Next | Which::Following | Which::Previous)) =>
            {
                self.beside_it_whole(at + 2)?
            }
            _ => return None,
        };
        Some(Phrase { part: Some(part), ..whole })
    }

    /// "early the next year": the year, month or week beside what was named; it begins at `at`.
    fn beside_it_whole(&self, at: usize) -> Option<Phrase> {
        let (Sense::Which(which), Sense::Unit(unit, false)) = (self.sense(at), self.sense(at + 1)) else { return None };
        let away = if which == Which::Previous { -1 } else { 1 };
        let days = super::relative::apart(self.seen_from(), unit, away, true);
        Some(Phrase::fixed(at + 2, days, Kind::Anchored))
    }

    /// "the end of the month"
    pub(super) fn edge(&self, at: usize, part: Part, depth: u8) -> Option<Phrase> {
        if self.sense(at + 1) != Sense::Of {
            return None;
        }
        self.period(at + 2, depth).map(|whole| Phrase { part: Some(part), ..whole })
    }

    /// "the rest of the year": from publication on.
    pub(super) fn rest(&self, at: usize, depth: u8) -> Option<Phrase> {
        if self.sense(at + 1) != Sense::Of {
            return None;
        }
        let whole = self.period(at + 2, depth)?;
        let days = self.days(at + 2, &whole).stretch;
        let rest = days.and_then(|days| match self.published {
            Some(day) if days.start <= day && day <= days.end => Stretch::between(day, days.end),
            _ => Some(days),
        });
        Some(Phrase::fixed(whole.end, rest, Kind::Range))
    }

    /// "earlier today", "later this year", "earlier in the week", "later that month", "earlier on Monday".
    pub(super) fn earlier_or_later(&self, at: usize, depth: u8) -> Option<Phrase> {
        let later = self.sense(at) == Sense::Later;
        let next = at + 1;
        let mut now = self.published;
        let whole = match (self.sense(next), self.sense(next + 1), self.sense(next + 2)) {
            (Sense::In, Sense::The, Sense::Unit(Unit::Day, false) | Sense::DayPart) => {
                let seen = self.anchor.filter(|seen| self.published.is_none_or(|day| seen.end <= day));
                Phrase::fixed(next + 3, seen.or_else(|| self.published.map(Stretch::day)), Kind::Stretch)
            }
            (Sense::In | Sense::On, ..) => self.period(next + 1, depth)?,
            (Sense::Which(Which::That | Which::Same), ..) | (Sense::The, Sense::Which(Which::Same), _) => {
                now = self.seen_from().map(|seen| if later { seen.start } else { seen.end });
                self.period(next, depth)?
            }
            (Sense::Which(_) | Sense::Today(_) | Sense::Weekday(_), ..) => self.period(next, depth)?,
            _ => return None,
        };
        let days = self.days(next, &whole).stretch;
        let cut = days.and_then(|days| match now {
            Some(day) if days.grain != Grain::Day && days.start <= day && day <= days.end => {
                if later {
                    Stretch::between(day, days.end)
                } else {
                    Stretch::between(days.start, day)
                }
            }
            _ => Some(days),
        });
        Some(Phrase::fixed(whole.end, cut, whole.kind))
    }

    /// "19th century", "first quarter of 2019", the ordinal standing at `at`.
    pub(super) fn ordinal(&self, at: usize, depth: u8) -> Option<Phrase> {
        let Sense::Ordinal(nth) = self.sense(at) else { return None };
        let dash = usize::from(self.sense(at + 1) == Sense::Dash);
        if self.sense(at + 1 + dash) == Sense::Unit(Unit::Century, false) {
            return Some(Phrase::fixed(at + 2 + dash, Stretch::century(nth.into()), Kind::Stretch));
        }
        self.nth_of(at + 1, Some(nth.into()), depth)
    }

    /// The nth of something within a period, or the last where `nth` is none; what is counted stands at `at`.
    pub(super) fn nth_of(&self, at: usize, nth: Option<i64>, depth: u8) -> Option<Phrase> {
        let (count, at) = match self.sense(at) {
            Sense::Number(count) if nth.is_none_or(|nth| nth == 1) => (Some(i64::from(count)), at + 1),
            _ => (None, at),
        };
        let link = self.sense(at + 1);
        let counted = self.sense(at);
        if link != Sense::Of && !(link == Sense::In && matches!(counted, Sense::Weekday(_))) {
            return None;
        }
        let whole = match counted {
            Sense::Unit(..) | Sense::Half | Sense::Weekday(_) => self.period(at + 2, depth)?,
            _ => return None,
        };
        let days = self.days(at + 2, &whole).stretch;
        let found = match (counted, count) {
            (Sense::Unit(unit, true), Some(count)) => days.and_then(|days| days.run(unit, count, nth.is_none())),
            (Sense::Unit(_, true), None) if nth.is_none_or(|nth| nth == 1) => {
                days.and_then(|days| days.third(if nth.is_none() { Part::Late } else { Part::Early }))
            }
            (Sense::Unit(unit, false), None) => days.and_then(|days| days.nth(unit, nth)),
            (Sense::Half, None) => days.and_then(|days| days.half(nth.unwrap_or(2))),
            (Sense::Weekday(weekday), None) => days.and_then(|days| nth_weekday(days, weekday, nth)),
            _ => return None,
        };
        if found.is_none() && days.is_some() {
            return None; // "the fifth quarter", "the second half of the match"
        }
        Some(Phrase::fixed(whole.end, found, Kind::Stretch))
    }
}

fn nth_weekday(month: Stretch, weekday: i8, nth: Option<i64>) -> Option<Stretch> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    let nth = nth.map_or(Some(-1), |nth| i8::try_from(nth).ok())?;
    let day = month.start.nth_weekday_of_month(nth, weekday).ok()?;
    (month.grain == Grain::Month).then(|| Stretch::day(day))
}
