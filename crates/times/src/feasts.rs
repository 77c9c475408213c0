//! Days with a name: fixed days, weekdays of a month, and those that hang on Western Easter.
//!
//! `tables/feasts.tsv` is read once into [`Feast`]s, found by their first word and then word by word, the longest first.

use std::collections::HashMap;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use crate::calendar::{date, plus_days};
use crate::tables::{TableError, rows};

/// When a named day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth weekday of a month, -1 the last.
    Nth(i8, Weekday, i8),
    /// Days from Western Easter Sunday.
    Easter(i64),
    /// One day of history.
    Once(Date),
}

impl Rule {
    /// The day in a year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => date(year, month, day),
            Self::Nth(nth, weekday, month) => date(year, month, 1)?.nth_weekday_of_month(nth, weekday).ok(),
            Self::Easter(days) => plus_days(easter(year)?, days),
            Self::Once(day) => Some(day),
        }
    }
}

/// What a rule is that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoRule;

impl FromStr for Rule {
    type Err = NoRule;

    fn from_str(rule: &str) -> Result<Self, NoRule> {
        if let Some(days) = rule.strip_prefix("easter") {
            return days.parse().map(Self::Easter).map_err(|_| NoRule);
        }
        if let Ok(day) = rule.parse() {
            return Ok(Self::Once(day));
        }
        if let Some((month, day)) = rule.split_once('-') {
            let (month, day) = (month.parse().map_err(|_| NoRule)?, day.parse().map_err(|_| NoRule)?);
            // A leap year, since a feast may be on 29 February.
            return date(2000, month, day).map(|_| Self::Fixed(month, day)).ok_or(NoRule);
        }
        let mut parts = rule.split(' ');
        let (Some(nth), Some(weekday), Some(month), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NoRule);
        };
        let nth = if nth == "last" { -1 } else { nth.parse().map_err(|_| NoRule)? };
        let weekday = match weekday {
            "mon" => Weekday::Monday,
            "tue" => Weekday::Tuesday,
            "wed" => Weekday::Wednesday,
            "thu" => Weekday::Thursday,
            "fri" => Weekday::Friday,
            "sat" => Weekday::Saturday,
            "sun" => Weekday::Sunday,
            _ => return Err(NoRule),
        };
        let month = month.parse().map_err(|_| NoRule)?;
        let rule = Self::Nth(nth, weekday, month);
        rule.in_year(2000).map(|_| rule).ok_or(NoRule)
    }
}

/// Western Easter Sunday, by the anonymous Gregorian algorithm (Nature, 1876).
fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None; // before the Gregorian calendar
    }
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    date(year.try_into().ok()?, (days / 31).try_into().ok()?, (days % 31 + 1).try_into().ok()?)
}

/// A named day of the table.
#[derive(Debug, Clone)]
pub(crate) struct Feast {
    /// Its words behind the first.
    pub rest: Vec<&'static str>,
    pub rule: Rule,
}

/// First word → the feasts that begin with it, longest name first.
pub(crate) type Feasts = HashMap<&'static str, Vec<Feast>>;

/// Reads the table.
pub(crate) fn read(table: &'static str) -> Result<Feasts, TableError> {
    let mut feasts = Feasts::new();
    for row in rows(table) {
        let (line, [rule, name]) = row?;
        let rule = rule.parse().map_err(|NoRule| TableError::Value { line, value: rule.to_owned() })?;
        let mut words = name.split_whitespace();
        let first = words.next().ok_or(TableError::Shape(line))?;
        let rest: Vec<_> = words.collect();
        let known = feasts.entry(first).or_default();
        if known.iter().any(|feast| feast.rest == rest) {
            return Err(TableError::Twice { line, form: name.to_owned() });
        }
        known.push(Feast { rest, rule });
        known.sort_by_key(|feast| std::cmp::Reverse(feast.rest.len()));
    }
    Ok(feasts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_as_it_was() {
        for (year, month, day) in
            [(1916, 4, 23), (1943, 4, 25), (2008, 3, 23), (2015, 4, 5), (2019, 4, 21), (2024, 3, 31)]
        {
            assert_eq!(easter(year), date(year, month, day));
        }
        assert_eq!(easter(1066), None);
    }

    #[test]
    fn rules_of_the_table() {
        let day = |rule: &str, year| rule.parse::<Rule>().unwrap().in_year(year);
        assert_eq!(day("4 thu 11", 2016), date(2016, 11, 24));
        assert_eq!(day("last mon 5", 2016), date(2016, 5, 30));
        assert_eq!(day("easter-2", 2020), date(2020, 4, 10));
        assert_eq!(day("12-25", 1998), date(1998, 12, 25));
        assert_eq!(day("2001-09-11", 2020), date(2001, 9, 11));
    }

    #[test]
    fn a_mistake_is_named_by_its_line() {
        let error = |table| read(table).err();
        assert_eq!(error("13-01\tno day"), Some(TableError::Value { line: 1, value: "13-01".into() }));
        assert_eq!(error("# head\n01-01"), Some(TableError::Shape(2)));
        assert_eq!(
            error("01-01\tnew year\n01-02\tnew year"),
            Some(TableError::Twice { line: 2, form: "new year".into() })
        );
    }
}
