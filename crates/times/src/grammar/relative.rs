//! Stretches told by where they stand: *today*, *last week*, *this weekend*, *that year*, *the following day*, *the day
//! before*.
//!
//! *This*, *last*, *next* and *ago* are seen from publication; *that*, *same*, *previous*, *following*, *before* and *after*
//! from the last stretch named in this sentence or the one before, and from publication only where there was none.

use super::Phrase;
use crate::Kind;
use crate::calendar::{Stretch, Unit, plus, plus_days};
use crate::direction::Way;
use crate::neighbours::Held;
use crate::phrase::Shape;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense, Which};

impl Sentence<'_> {
    /// "yesterday", "tomorrow morning"; not "Russia Today".
    pub(super) fn today(&self, at: usize) -> Option<Phrase> {
        let Sense::Today(away) = self.sense(at) else { return None };
        let token = self.token(at);
        let titled = token.has(Marks::CAPITAL) && !token.has(Marks::SHOUTED) && self.left(at).has(Marks::LETTERS);
        if titled || self.is_name(at, at + 1, Held::Today) {
            return None;
        }
        let day = self.published.and_then(|day| plus_days(day, away.into())).map(Stretch::day);
        Some(Phrase::fixed(self.day_part(at + 1), day, Kind::Date))
    }

    /// What begins with this, last, next and the like at `at`; `the` tells that the article stands before it.
    pub(super) fn which(&self, at: usize, which: Which, the: bool, depth: u8) -> Option<Phrase> {
        let next = at + 1;
        match (which, self.sense(next)) {
            (Which::This, Sense::Which(second @ (Which::Past | Which::Coming))) if !the => {
                return self.which(next, second, true, depth);
            }
            (Which::Last | Which::Final, _) => {
                if let Some(part) = self.nth_of(next, None, depth) {
                    return Some(part);
                }
            }
            _ => {}
        }
        let ahead = which == Which::Next && the || matches!(which, Which::Following | Which::Coming);
        match which {
            Which::That | Which::Same => (the == (which == Which::Same)).then(|| self.beside_named(next, 0)).flatten(),
            Which::Final => None,
            Which::Recent => self.recent(next),
            _ => self
                .counted_stretch(next, which)
                .or_else(|| self.which_feast(next, which))
                .or_else(|| self.which_month(next, which).filter(|_| !the || which == Which::Past))
                .or_else(|| {
                    self.which_weekday(next, which)
                        .filter(|_| !the || ahead || matches!(which, Which::Past | Which::Previous))
                })
                .or_else(|| self.which_weekend(next, which))
                .or_else(|| self.which_season(next, which))
                .or_else(|| self.which_unit(next, which, the)),
        }
    }

    /// "last week", "this evening", "the next day", "the past year", the unit standing at `at`.
    fn which_unit(&self, at: usize, which: Which, the: bool) -> Option<Phrase> {
        let (unit, plural) = self.unit_or_part(at)?;
        let part = self.sense(at) == Sense::DayPart;
        let published = self.published;
        let end = at + 1;
        if plural {
            return (which == Which::Coming).then(|| Phrase::open(end, published, None, Kind::Anchored));
        }
        if self.sense(end) == Sense::Of && !matches!(which, Which::This | Which::Previous | Which::Following) {
            return None; // "the last year of the old government"
        }
        let long = !matches!(unit, Unit::Minute | Unit::Hour | Unit::Day);
        match which {
            Which::This if part => Some(Phrase::fixed(end, published.map(Stretch::day), Kind::Date)),
            Which::Last if part && !the => {
                let day = published.and_then(|day| day.yesterday().ok());
                Some(Phrase::fixed(end, day.map(Stretch::day), Kind::Date))
            }
            Which::Previous => self.beside_named(at, -1),
            Which::Following => self.beside_named(at, 1),
            Which::Next if the && !long => self.beside_named(at, 1),
            _ if !long => None,
            Which::This | Which::Last | Which::Next if !the => {
                let away = match which {
                    Which::This => 0,
                    Which::Last => -1,
                    _ => 1,
                };
                Some(Phrase::fixed(end, published.and_then(|day| Stretch::away(day, unit, away)), Kind::Stretch))
            }
            Which::This => {
                Some(Phrase::fixed(end, published.and_then(|day| Stretch::around(day, unit)), Kind::Stretch))
            }
            Which::Last | Which::Past => {
                let days = published.and_then(|day| Stretch::between(plus(day, unit, -1)?, day));
                Some(Phrase::fixed(end, days, Kind::Anchored))
            }
            Which::Next | Which::Coming => {
                let days = published.and_then(|day| Stretch::between(day, plus(day, unit, 1)?));
                Some(Phrase::fixed(end, days, Kind::Anchored))
            }
            _ => None,
        }
    }

    /// "recent weeks"
    fn recent(&self, at: usize) -> Option<Phrase> {
        matches!(self.sense(at), Sense::Unit(_, true))
            .then(|| Phrase::open(at + 1, None, self.published, Kind::Anchored))
    }

    fn which_weekend(&self, at: usize, which: Which) -> Option<Phrase> {
        if self.sense(at) != Sense::Weekend {
            return None;
        }
        let away = match which {
            Which::This => 0,
            Which::Last => -7,
            Which::Next => 7,
            Which::Past => return Some(Phrase::new(at + 1, Shape::Weekend).going(Way::Past)),
            Which::Coming => return Some(Phrase::new(at + 1, Shape::Weekend).going(Way::Coming)),
            Which::Previous | Which::Following => {
                let days = if which == Which::Previous { -7 } else { 7 };
                let weekend = self.seen_from().and_then(|seen| Stretch::weekend(plus_days(seen.start, days)?));
                return Some(Phrase::fixed(at + 1, weekend, Kind::Anchored));
            }
            _ => return None,
        };
        let weekend = self.published.and_then(|day| Stretch::weekend(plus_days(day, away)?));
        Some(Phrase::fixed(at + 1, weekend, Kind::Stretch))
    }

    /// "last summer" is the latest that is over, "this summer" that of the year, "next summer" that of the year to come.
    fn which_season(&self, at: usize, which: Which) -> Option<Phrase> {
        let Sense::Season(season) = self.sense(at) else { return None };
        let published = self.published;
        let of = |away: i16| Stretch::season(published?.year().checked_add(away)?, season);
        let over_winter = season == 4 && published.is_some_and(|day| day.month() <= 2);
        let found = match which {
            Which::This => of(if over_winter { -1 } else { 0 }),
            Which::Last | Which::Past => {
                (-2..=0).filter_map(of).rfind(|days| published.is_some_and(|day| days.end < day))
            }
            Which::Next | Which::Coming if season == 4 || which == Which::Coming => {
                (0..=1).filter_map(of).find(|days| published.is_some_and(|day| days.start > day))
            }
            Which::Next => of(1),
            _ => return None,
        };
        Some(Phrase::fixed(at + 1, found, Kind::Stretch))
    }

    /// "that day", "the previous month", "the following year": the unit at `at`, some away from what was named.
    fn beside_named(&self, at: usize, away: i64) -> Option<Phrase> {
        let (unit, plural) = self.unit_or_part(at).filter(|(unit, _)| !matches!(unit, Unit::Minute | Unit::Hour))?;
        (!plural).then(|| Phrase::fixed(at + 1, apart(self.seen_from(), unit, away, true), Kind::Anchored))
    }

    /// "the day before", "the week after Easter", "the day before yesterday", the unit standing at `at`.
    pub(super) fn beside(&self, at: usize, depth: u8) -> Option<Phrase> {
        let (unit, plural) = self.unit_or_part(at)?;
        let away = match self.sense(at + 1) {
            Sense::Before => -1,
            Sense::After => 1,
            _ => return None,
        };
        if plural {
            return None;
        }
        if let Sense::Which(Which::Last | Which::Next) = self.sense(at + 2)
            && self.ends_phrase(at + 3)
        {
            let days = self.published.and_then(|day| Stretch::away(day, unit, 2 * away));
            return Some(Phrase::fixed(at + 3, days, Kind::Stretch));
        }
        self.before_or_after(at + 2, unit, away, true, depth)
    }

    /// What stands behind "before" or "after" at `at`: another time, or nothing.
    pub(super) fn before_or_after(&self, at: usize, unit: Unit, away: i64, whole: bool, depth: u8) -> Option<Phrase> {
        if let Some(other) = self.phrase_within(at, true, depth).filter(|other| other.kind != Kind::Recurring) {
            let days = self.days(at, &other).stretch;
            return Some(Phrase::fixed(other.end, apart(days, unit, away, whole), Kind::Anchored));
        }
        self.ends_phrase(at).then(|| Phrase::fixed(at, apart(self.seen_from(), unit, away, whole), Kind::Anchored))
    }
}

/// What lies `count` units from a stretch. Where the stretch is longer than the unit, all of it moves; otherwise the result is
/// a whole unit of the calendar, but for days and, unless `whole`, for weeks, which are counted exactly.
pub(super) fn apart(seen: Option<Stretch>, unit: Unit, count: i64, whole: bool) -> Option<Stretch> {
    let seen = seen?;
    let exact = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => true,
        Unit::Week | Unit::Fortnight => !whole,
        _ => false,
    };
    let longer = Stretch::around(seen.start, unit).is_none_or(|around| around.end < seen.end);
    if exact || longer { seen.shifted(unit, count) } else { Stretch::away(seen.start, unit, count) }
}
