//! Days in buckets: by day, week, month or year, with their names. Weeks begin on Monday.
//!
//! A day is a number of days from 1970-01-01, as the tables of a store have it.

use jiff::civil::{Date, date};
use jiff::{ToSpan, Unit};

/// How wide a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// No chart has more buckets: a bar needs two units of a drawing's width.
pub(crate) const MOST: usize = 480;

impl Step {
    /// The steps, finest first.
    pub(crate) const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// Its name in URLs and in SQL.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The step of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The step that shows so many days in not too many bars.
    pub(crate) fn fitting(days: i64) -> Self {
        match days {
            ..=120 => Self::Day,
            121..=800 => Self::Week,
            801..=12_000 => Self::Month,
            _ => Self::Year,
        }
    }

    /// First day of the bucket in which a day lies.
    pub(crate) fn begin(self, day: i32) -> i32 {
        let Some(on) = to_date(day) else { return day };
        let first = match self {
            Self::Day => Some(on),
            Self::Week => on.checked_sub(i64::from(on.weekday().to_monday_zero_offset()).days()).ok(),
            Self::Month => Some(on.first_of_month()),
            Self::Year => Some(on.first_of_year()),
        };
        first.map_or(day, from_date)
    }

    /// First day of the bucket after the one that begins on a day.
    pub(crate) fn next(self, begin: i32) -> i32 {
        let Some(on) = to_date(begin) else { return begin.saturating_add(1) };
        let next = match self {
            Self::Day => on.checked_add(1.day()),
            Self::Week => on.checked_add(1.week()),
            Self::Month => on.checked_add(1.month()),
            Self::Year => on.checked_add(1.year()),
        };
        next.map_or(begin.saturating_add(1), from_date)
    }

    /// First days of all buckets from the first to the last day: the empty ones as well. At most [`MOST`] of them: the
    /// last ones, and whether that are all.
    pub(crate) fn buckets(self, first: i32, last: i32) -> (Vec<i32>, bool) {
        let mut all = Vec::new();
        let mut begin = self.begin(first);
        while begin <= last {
            all.push(begin);
            let next = self.next(begin);
            if next <= begin {
                break;
            }
            begin = next;
        }
        let whole = all.len() <= MOST;
        (all.split_off(all.len().saturating_sub(MOST)), whole)
    }

    /// A bucket's name for people: "3 March 2021", "week of 1 March 2021", "March 2021", "2021".
    pub(crate) fn label(self, begin: i32) -> String {
        let Some(on) = to_date(begin) else { return String::new() };
        let month = MONTHS.get(usize::from(on.month().unsigned_abs()) - 1).copied().unwrap_or_default();
        match self {
            Self::Day => format!("{} {month} {}", on.day(), on.year()),
            Self::Week => format!("week of {} {month} {}", on.day(), on.year()),
            Self::Month => format!("{month} {}", on.year()),
            Self::Year => on.year().to_string(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn epoch() -> Date {
    date(1970, 1, 1)
}

/// The day of a number.
pub(crate) fn to_date(day: i32) -> Option<Date> {
    epoch().checked_add(i64::from(day).days()).ok()
}

/// The number of a day.
pub(crate) fn from_date(on: Date) -> i32 {
    on.since((Unit::Day, epoch())).map_or(0, |span| span.get_days())
}

/// A day as `2021-03-07`.
pub(crate) fn iso(day: i32) -> String {
    to_date(day).map_or_else(String::new, |on| on.to_string())
}

/// The day that `2021-03-07` names.
pub(crate) fn day(iso: &str) -> Option<i32> {
    iso.parse::<Date>().ok().map(from_date)
}

/// Marks on an axis of days: first days of years, months or any days, so that at most so many fall between.
pub(crate) fn marks(first: i32, last: i32, most: usize) -> Vec<(i32, String)> {
    let days = i64::from(last) - i64::from(first);
    let all = |step: Step| {
        let mut marks = Vec::new();
        let mut begin = step.begin(first);
        while begin <= last && marks.len() < 4_000 {
            if begin >= first {
                marks.push(begin);
            }
            begin = step.next(begin);
        }
        marks
    };
    let thinned = |marks: Vec<i32>| {
        let every = marks.len().div_ceil(most.max(1)).max(1);
        marks.into_iter().step_by(every)
    };
    if days > 3 * 366 {
        let years = all(Step::Year);
        let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|every| years.len() / every <= most).unwrap_or(100);
        let year = |day: &i32| to_date(*day).is_some_and(|on| usize::from(on.year().unsigned_abs()) % every == 0);
        years.into_iter().filter(year).map(|day| (day, Step::Year.label(day))).collect()
    } else if days > 62 {
        let short = |day: i32| {
            let label = Step::Month.label(day);
            let (month, year) = label.split_once(' ').unwrap_or((&label, ""));
            format!("{} {year}", month.get(..3).unwrap_or(month))
        };
        thinned(all(Step::Month)).map(|day| (day, short(day))).collect()
    } else {
        thinned(all(Step::Day)).map(|day| (day, iso(day))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_numbers() {
        assert_eq!((day("1970-01-01"), day("2000-02-29"), day("1969-12-31")), (Some(0), Some(11_016), Some(-1)));
        assert_eq!(iso(11_016), "2000-02-29");
        assert_eq!(day("2001-02-29"), None);
    }

    #[test]
    fn a_day_lies_in_its_week_month_and_year() {
        let wednesday = day("2021-03-03").unwrap();
        let begins = Step::ALL.map(|step| iso(step.begin(wednesday)));
        assert_eq!(begins, ["2021-03-03", "2021-03-01", "2021-03-01", "2021-01-01"]);
        let nexts = Step::ALL.map(|step| iso(step.next(step.begin(wednesday))));
        assert_eq!(nexts, ["2021-03-04", "2021-03-08", "2021-04-01", "2022-01-01"]);
        let labels = Step::ALL.map(|step| step.label(step.begin(wednesday)));
        assert_eq!(labels, ["3 March 2021", "week of 1 March 2021", "March 2021", "2021"]);
    }

    #[test]
    fn buckets_leave_none_out() {
        let span = |first: &str, last: &str| (day(first).unwrap(), day(last).unwrap());
        let (first, last) = span("2020-11-20", "2021-02-03");
        let (months, whole) = Step::Month.buckets(first, last);
        assert_eq!(
            months.into_iter().map(iso).collect::<Vec<_>>(),
            ["2020-11-01", "2020-12-01", "2021-01-01", "2021-02-01"]
        );
        assert!(whole);
        let (first, last) = span("1900-01-01", "2020-01-01");
        let (days, whole) = Step::Day.buckets(first, last);
        assert_eq!((days.len(), whole, days.last().copied()), (MOST, false, Some(last)));
        assert!(Step::Day.buckets(5, 4).0.is_empty());
    }

    #[test]
    fn marks_on_an_axis() {
        let marks = |first: &str, last: &str| -> Vec<String> {
            marks(day(first).unwrap(), day(last).unwrap(), 6).into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(marks("2000-05-01", "2020-01-01"), ["2005", "2010", "2015", "2020"]);
        assert_eq!(marks("2020-11-20", "2021-02-03"), ["Dec 2020", "Jan 2021", "Feb 2021"]);
        assert_eq!(marks("2021-02-01", "2021-02-03"), ["2021-02-01", "2021-02-02", "2021-02-03"]);
    }
}
