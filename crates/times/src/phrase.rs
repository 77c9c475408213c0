//! What the grammar finds before it knows the day: a [`Phrase`], and how it becomes days.
//!
//! "Monday", "March", "June 12" and "Christmas" are many days; [`Sentence::resolve`] picks the one that the publication
//! date and the clause ([`Way`]) mean. A bare month or weekday of a report is the last one begun; a day of a month or a
//! feast is the one nearest to publication, unless its clause speaks of what is to come, or of what has been and the
//! nearest lies far ahead.

use jiff::civil::Date;

use crate::Kind;
use crate::calendar::{Interval, Part, Stretch, date, on_or_after, on_or_before, plus_days};
use crate::direction::Way;
use crate::feasts::Rule;
use crate::sentence::Sentence;

/// How many days ahead a clause of what has been may still name a day, as its consequence.
const NEAR: i32 = 60;

/// What a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `May 17`, `May 3-5`.
    Day { year: Option<i16>, month: i8, day: i8, last: i8 },
    /// `the 17th`
    DayOfMonth(i8),
    /// `March`, `March 2011`.
    Month { year: Option<i16>, month: i8 },
    /// `Monday`
    Weekday(i8),
    /// `the weekend`
    Weekend,
    /// `the summer`, `winter 2014`.
    Season { year: Option<i16>, season: i8 },
    /// `Christmas`
    Feast { year: Option<i16>, rule: Rule },
    /// Known already; `None` where publication or the calendar does not tell.
    Fixed(Option<Stretch>),
    /// Known already, with an open or unknown side.
    Open(Interval),
}

/// A phrase from where it was looked for up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub end: usize,
    pub shape: Shape,
    pub part: Option<Part>,
    pub kind: Kind,
    /// The side, where the phrase itself tells it ("last Friday").
    pub way: Option<Way>,
}

impl Phrase {
    pub fn new(end: usize, shape: Shape) -> Self {
        let kind = match shape {
            Shape::Day { day, last, .. } if day != last => Kind::Range,
            Shape::Day { .. } | Shape::DayOfMonth(_) | Shape::Weekday(_) | Shape::Feast { .. } => Kind::Date,
            Shape::Month { .. } | Shape::Weekend | Shape::Season { .. } | Shape::Fixed(_) => Kind::Stretch,
            Shape::Open(_) => Kind::Range,
        };
        Self { end, shape, part: None, kind, way: None }
    }

    pub fn fixed(end: usize, stretch: Option<Stretch>, kind: Kind) -> Self {
        Self { kind, ..Self::new(end, Shape::Fixed(stretch)) }
    }

    pub fn open(end: usize, start: Option<Date>, last: Option<Date>, kind: Kind) -> Self {
        Self { kind, ..Self::new(end, Shape::Open(Interval { start, end: last })) }
    }

    pub fn to(self, end: usize) -> Self {
        Self { end, ..self }
    }

    pub fn going(self, way: Way) -> Self {
        Self { way: Some(way), ..self }
    }

    /// The year that is written in it, and its month.
    pub fn year_month(&self) -> (Option<i16>, Option<i8>) {
        match self.shape {
            Shape::Day { year, month, .. } | Shape::Month { year, month } => (year, Some(month)),
            Shape::Season { year, .. } | Shape::Feast { year, .. } => (year, None),
            _ => (None, None),
        }
    }

    /// The same in a year, where it has none of its own.
    pub fn in_year(self, with: i16) -> Self {
        let with = Some(with);
        let shape = match self.shape {
            Shape::Day { year, month, day, last } => Shape::Day { year: year.or(with), month, day, last },
            Shape::Month { year, month } => Shape::Month { year: year.or(with), month },
            Shape::Season { year, season } => Shape::Season { year: year.or(with), season },
            Shape::Feast { year, rule } => Shape::Feast { year: year.or(with), rule },
            other => other,
        };
        Self { shape, ..self }
    }
}

/// The days of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub interval: Interval,
    /// The same, where both sides are known.
    pub stretch: Option<Stretch>,
}

impl Sentence<'_> {
    /// The days of the phrase at `start`, on the side its clause speaks of.
    pub fn days(&self, start: usize, phrase: &Phrase) -> Days {
        self.resolve(phrase, self.way(start, phrase.end))
    }

    /// The days of a phrase, on the given side unless it tells its own.
    pub fn resolve(&self, phrase: &Phrase, way: Way) -> Days {
        let way = phrase.way.unwrap_or(way);
        if let Shape::Open(interval) = phrase.shape {
            return Days { interval, stretch: None };
        }
        let whole = self.whole(phrase.shape, way);
        let stretch = match phrase.part {
            Some(part) => whole.and_then(|whole| whole.third(part)),
            None => whole,
        };
        Days { interval: stretch.map_or(Interval::UNKNOWN, Interval::from), stretch }
    }

    fn whole(&self, shape: Shape, way: Way) -> Option<Stretch> {
        let published = self.published;
        match shape {
            Shape::Fixed(stretch) => stretch,
            Shape::Open(_) => None,
            Shape::Day { year, month, day, last } => {
                let of = |year| {
                    let (start, end) = (date(year, month, day)?, date(year, month, last)?);
                    if start == end { Some(Stretch::day(start)) } else { Stretch::between(start, end) }
                };
                match year {
                    Some(year) => of(year),
                    None => self.nearest(way, of),
                }
            }
            Shape::Feast { year, rule } => {
                let of = |year| rule.in_year(year).map(Stretch::day);
                match (year, rule) {
                    (_, Rule::Once(day)) => Some(Stretch::day(day)),
                    (Some(year), _) => of(year),
                    (None, _) => self.nearest(way, of),
                }
            }
            Shape::Month { year: Some(year), month } => Stretch::month(year, month),
            Shape::Month { year: None, month } => self.begun(way, |year| Stretch::month(year, month)),
            Shape::Season { year: Some(year), season } => Stretch::season(year, season),
            Shape::Season { year: None, season } => self.begun(way, |year| Stretch::season(year, season)),
            Shape::Weekday(weekday) => match way {
                Way::From(day) => on_or_after(day, weekday),
                Way::Coming => on_or_after(published?, weekday),
                Way::Past | Way::Been | Way::Unsaid => on_or_before(published?, weekday),
            }
            .map(Stretch::day),
            Shape::Weekend => {
                let day = published?;
                let this = Stretch::weekend(day)?;
                if way == Way::Coming || this.start <= day { Some(this) } else { Stretch::weekend(plus_days(day, -7)?) }
            }
            Shape::DayOfMonth(day) => {
                let today = published?;
                let months = (-2..=2).filter_map(|away| {
                    let month = Stretch::away(today.first_of_month(), crate::calendar::Unit::Month, away)?.start;
                    date(month.year(), month.month(), day)
                });
                let found = match way {
                    Way::From(from) => months.filter(|&day| day >= from).min(),
                    Way::Coming => months.filter(|&day| day >= today).min(),
                    Way::Past | Way::Been | Way::Unsaid => months.filter(|&day| day <= today).max(),
                };
                found.map(Stretch::day)
            }
        }
    }

    /// Of the years around publication, the one whose stretch is nearest, or the next where that is meant.
    fn nearest(&self, way: Way, of: impl Fn(i16) -> Option<Stretch>) -> Option<Stretch> {
        let today = match way {
            Way::From(day) => day,
            _ => self.published?,
        };
        let around = (-1..=1).filter_map(|away| of(today.year().checked_add(away)?));
        match way {
            Way::From(_) | Way::Coming => around.filter(|days| days.end >= today).min_by_key(|days| days.start),
            Way::Past => around.filter(|days| days.start <= today).max_by_key(|days| days.start),
            Way::Unsaid => around.min_by_key(|days| days_between(today, days.start)),
            Way::Been => {
                // "was signed on June 12" told in January; but "dissolved before the vote of March 3".
                let near = around.filter(|days| days.start <= today || days_between(today, days.start) <= NEAR);
                near.min_by_key(|days| days_between(today, days.start))
            }
        }
    }

    /// The last that has begun by publication, or the next that has not ended.
    fn begun(&self, way: Way, of: impl Fn(i16) -> Option<Stretch>) -> Option<Stretch> {
        let today = match way {
            Way::From(day) => day,
            _ => self.published?,
        };
        let around = (-2..=1).filter_map(|away| of(today.year().checked_add(away)?));
        match way {
            Way::From(_) | Way::Coming => around.filter(|days| days.end >= today).min_by_key(|days| days.start),
            Way::Past | Way::Been | Way::Unsaid => {
                around.filter(|days| days.start <= today).max_by_key(|days| days.start)
            }
        }
    }
}

fn days_between(one: Date, other: Date) -> i32 {
    one.until((jiff::Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs())
}
