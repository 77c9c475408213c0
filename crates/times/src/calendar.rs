//! Stretches of the calendar, the days they hold, and how they are cut and shifted.
//!
//! A [`Stretch`] is closed: it has a first and a last day and knows what kind of stretch it is, so that a third of it can
//! be taken ("early June", "the late 1990s"). What the caller gets is an [`Interval`], whose sides may be open.
//!
//! Conventions: weeks run from Monday to Sunday; winter is named after the year of its December; the 19th century runs
//! from 1801 to 1900, the 1990s from 1990 to 1999. Nothing here panics: what leaves the calendar is `None`.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// Days from `start` to `end`, both inclusive. `None` is an open or unknown side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl Interval {
    /// Nobody can tell: a relative expression without a publication date, or one that recurs.
    pub const UNKNOWN: Self = Self { start: None, end: None };

    /// Whether a day may lie in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

/// Units of time that expressions count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// What a stretch is, and so how its thirds are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Grain {
    Day,
    Week,
    Month,
    /// A quarter or a season.
    Quarter,
    Year,
    Decade,
    Century,
    /// Anything else.
    Free,
}

/// A third of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Early,
    Mid,
    Late,
}

/// A closed stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub start: Date,
    pub end: Date,
    pub grain: Grain,
}

impl From<Stretch> for Interval {
    fn from(stretch: Stretch) -> Self {
        Self { start: Some(stretch.start), end: Some(stretch.end) }
    }
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(crate) fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn plus_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// The day `count` units away. Hours count as the days they fill, so that 24 make one.
pub(crate) fn plus(day: Date, unit: Unit, count: i64) -> Option<Date> {
    match unit {
        Unit::Minute => plus_days(day, count / (24 * 60)),
        Unit::Hour => plus_days(day, count / 24),
        Unit::Day => plus_days(day, count),
        Unit::Week => plus_days(day, count.checked_mul(7)?),
        Unit::Fortnight => plus_days(day, count.checked_mul(14)?),
        Unit::Month => plus_months(day, count),
        Unit::Quarter => plus_months(day, count.checked_mul(3)?),
        Unit::Year => plus_months(day, count.checked_mul(12)?),
        Unit::Decade => plus_months(day, count.checked_mul(120)?),
        Unit::Century => plus_months(day, count.checked_mul(1200)?),
    }
}

/// The first of the weekday on or after a day.
pub(crate) fn on_or_after(day: Date, weekday: i8) -> Option<Date> {
    let ahead = (weekday - day.weekday().to_monday_one_offset()).rem_euclid(7);
    plus_days(day, ahead.into())
}

/// The last of the weekday on or before a day.
pub(crate) fn on_or_before(day: Date, weekday: i8) -> Option<Date> {
    let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    plus_days(day, -i64::from(back))
}

impl Stretch {
    pub fn day(day: Date) -> Self {
        Self { start: day, end: day, grain: Grain::Day }
    }

    pub fn between(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end, grain: Grain::Free })
    }

    pub fn month(year: i16, month: i8) -> Option<Self> {
        let start = date(year, month, 1)?;
        Some(Self { start, end: start.last_of_month(), grain: Grain::Month })
    }

    /// `length` months from the first of `month`.
    fn months(year: i16, month: i8, length: i64, grain: Grain) -> Option<Self> {
        let start = date(year, month, 1)?;
        let end = plus_months(start, length)?.yesterday().ok()?;
        Some(Self { start, end, grain })
    }

    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        Self::months(year, quarter.checked_mul(3)?.checked_sub(2)?, 3, Grain::Quarter)
    }

    /// 1 spring, 2 summer, 3 autumn, 4 winter, of the northern half of the world.
    pub fn season(year: i16, season: i8) -> Option<Self> {
        Self::months(year, season.checked_mul(3)?, 3, Grain::Quarter)
    }

    pub fn year(year: i16) -> Option<Self> {
        Self::years(year, year, Grain::Year)
    }

    pub fn decade(first: i16) -> Option<Self> {
        Self::years(first, first.checked_add(9)?, Grain::Decade)
    }

    /// The nth century, `19` for 1801 to 1900.
    pub fn century(nth: i16) -> Option<Self> {
        let last = nth.checked_mul(100)?;
        Self::years(last.checked_sub(99)?, last, Grain::Century)
    }

    pub fn years(first: i16, last: i16, grain: Grain) -> Option<Self> {
        let (start, end) = (date(first, 1, 1)?, date(last, 12, 31)?);
        (start <= end).then_some(Self { start, end, grain })
    }

    /// The stretch of that unit which a day lies in.
    pub fn around(day: Date, unit: Unit) -> Option<Self> {
        match unit {
            Unit::Minute | Unit::Hour | Unit::Day => Some(Self::day(day)),
            Unit::Week | Unit::Fortnight => {
                let start = on_or_before(day, Weekday::Monday.to_monday_one_offset())?;
                Some(Self { start, end: plus_days(start, 6)?, grain: Grain::Week })
            }
            Unit::Month => Self::month(day.year(), day.month()),
            Unit::Quarter => Self::quarter(day.year(), (day.month() + 2) / 3),
            Unit::Year => Self::year(day.year()),
            Unit::Decade => Self::decade(day.year().div_euclid(10) * 10),
            Unit::Century => Self::century((day.year() - 1).div_euclid(100) + 1),
        }
    }

    /// The stretch of that unit, `count` of them away from the one that holds the day.
    pub fn away(day: Date, unit: Unit, count: i64) -> Option<Self> {
        Self::around(plus(day, unit, count)?, unit)
    }

    /// Saturday and Sunday of the week that holds the day.
    pub fn weekend(day: Date) -> Option<Self> {
        let end = Self::around(day, Unit::Week)?.end;
        Some(Self { start: end.yesterday().ok()?, end, grain: Grain::Free })
    }

    /// Both ends, `count` units away.
    pub fn shifted(self, unit: Unit, count: i64) -> Option<Self> {
        Some(Self { start: plus(self.start, unit, count)?, end: plus(self.end, unit, count)?, grain: self.grain })
    }

    /// The early, middle or late third. A day and what has no thirds stay whole.
    pub fn third(self, part: Part) -> Option<Self> {
        let (unit, first, second) = match self.grain {
            Grain::Week => (Unit::Day, 2, 4),
            Grain::Month => (Unit::Day, 10, 20),
            Grain::Quarter => (Unit::Month, 1, 2),
            Grain::Year => (Unit::Month, 4, 8),
            Grain::Decade => (Unit::Year, 4, 7),
            Grain::Century => (Unit::Year, 33, 66),
            Grain::Day | Grain::Free => return Some(self),
        };
        // The decade is thought of as its years 0 to 3, 4 to 6 and 7 to 9.
        let cut = |count| plus(self.start, unit, count);
        let (start, next) = match part {
            Part::Early => (self.start, cut(first)?),
            Part::Mid => (cut(first)?, cut(second)?),
            Part::Late => (cut(second)?, self.end.tomorrow().ok()?),
        };
        Self::between(start, next.yesterday().ok()?)
    }

    /// The first or second half of a month, year, decade or century.
    pub fn half(self, nth: i64) -> Option<Self> {
        let middle = match self.grain {
            Grain::Month => plus_days(self.start, 15)?,
            Grain::Quarter => plus_days(plus_months(self.start, 1)?, 15)?,
            Grain::Year => plus_months(self.start, 6)?,
            Grain::Decade => plus(self.start, Unit::Year, 5)?,
            Grain::Century => plus(self.start, Unit::Year, 50)?,
            Grain::Week => plus_days(self.start, 3)?,
            Grain::Day | Grain::Free => return None,
        };
        match nth {
            1 => Self::between(self.start, middle.yesterday().ok()?),
            2 => Self::between(middle, self.end),
            _ => None,
        }
    }

    /// The nth unit of the stretch, counted from its first day, or the last of them.
    pub fn nth(self, unit: Unit, nth: Option<i64>) -> Option<Self> {
        let (start, end) = match nth {
            Some(nth) => (plus(self.start, unit, nth.checked_sub(1)?)?, plus(self.start, unit, nth)?.yesterday().ok()?),
            None => (plus(self.end.tomorrow().ok()?, unit, -1)?, self.end),
        };
        let grain = match unit {
            Unit::Minute | Unit::Hour => return None,
            Unit::Day => Grain::Day,
            Unit::Week | Unit::Fortnight => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Quarter => Grain::Quarter,
            Unit::Year => Grain::Year,
            Unit::Decade | Unit::Century => Grain::Decade,
        };
        (self.start <= start && start <= end && end <= self.end).then_some(Self { start, end, grain })
    }

    /// The first or last `count` units of the stretch.
    pub fn run(self, unit: Unit, count: i64, from_end: bool) -> Option<Self> {
        let (start, end) = if from_end {
            (plus(self.end.tomorrow().ok()?, unit, count.checked_neg()?)?, self.end)
        } else {
            (self.start, plus(self.start, unit, count)?.yesterday().ok()?)
        };
        if self.start <= start && end <= self.end { Self::between(start, end) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(stretch: Option<Stretch>) -> String {
        stretch.map_or_else(String::new, |stretch| format!("{}..{}", stretch.start, stretch.end))
    }

    #[test]
    fn stretches_know_their_days() {
        assert_eq!(iso(Stretch::month(2016, 2)), "2016-02-01..2016-02-29");
        assert_eq!(iso(Stretch::quarter(2019, 3)), "2019-07-01..2019-09-30");
        assert_eq!(iso(Stretch::season(2014, 4)), "2014-12-01..2015-02-28");
        assert_eq!(iso(Stretch::century(19)), "1801-01-01..1900-12-31");
        assert_eq!(iso(Stretch::weekend(date(2020, 5, 18).unwrap())), "2020-05-23..2020-05-24");
        assert_eq!(iso(Stretch::around(date(2000, 6, 1).unwrap(), Unit::Century)), "1901-01-01..2000-12-31");
    }

    #[test]
    fn thirds_follow_the_grain() {
        let third = |stretch: Option<Stretch>, part| iso(stretch.unwrap().third(part));
        assert_eq!(third(Stretch::month(2018, 6), Part::Early), "2018-06-01..2018-06-10");
        assert_eq!(third(Stretch::year(2019), Part::Late), "2019-09-01..2019-12-31");
        assert_eq!(third(Stretch::decade(1980), Part::Mid), "1984-01-01..1986-12-31");
        assert_eq!(third(Stretch::century(18), Part::Late), "1767-01-01..1800-12-31");
    }

    #[test]
    fn beyond_the_calendar_there_is_nothing() {
        assert_eq!(Stretch::year(9999).and_then(|year| year.shifted(Unit::Century, 1)), None);
        assert_eq!(plus(date(2020, 1, 1).unwrap(), Unit::Century, i64::MAX), None);
        assert_eq!(Stretch::quarter(2020, 0), None);
        assert_eq!(Stretch::century(i16::MAX), None);
    }
}
