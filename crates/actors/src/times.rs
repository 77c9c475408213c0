//! Times in the tables: years, months or days, counted whole.

use jiff::civil::Date;

/// A stretch of time with its first and last day; an open end has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Period {
    /// From the two columns of a table; `-` or nothing is an open end.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        let open = |text: &str| text.is_empty() || text == "-";
        let from = if open(from) { None } else { Some(day(from, false)?) };
        let to = if open(to) { None } else { Some(day(to, true)?) };
        match (from, to) {
            (Some(from), Some(to)) if to < from => None,
            _ => Some(Self { from, to }),
        }
    }

    /// From `from..to`.
    pub fn parse_range(text: &str) -> Option<Self> {
        let (from, to) = text.split_once("..")?;
        Self::parse(from, to)
    }

    /// Whether a day is in it. Without a day the question is about today, which only open periods hold.
    pub fn holds(self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.to.is_none(),
        }
    }

    /// Whether it is over on a day; without a day, whether it has ended at all.
    pub fn over(self, day: Option<Date>) -> bool {
        match (day, self.to) {
            (Some(day), Some(to)) => to < day,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }
}

fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() || !(1000..=2100).contains(&year) {
        return None;
    }
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok(),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        (None, _) => Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }).ok(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_and_months_count_whole() {
        let period = Period::parse("1971", "1997-05").unwrap();
        assert_eq!(period, Period { from: Some(date(1971, 1, 1)), to: Some(date(1997, 5, 31)) });
        assert!(period.holds(Some(date(1997, 5, 31))));
        assert!(period.over(Some(date(1997, 6, 1))));
        assert!(period.over(None) && !period.holds(None));
    }

    #[test]
    fn impossible_times_are_refused() {
        assert_eq!(Period::parse("1997", "1971"), None);
        assert_eq!(Period::parse("1997-13", "-"), None);
        assert_eq!(Period::parse_range("2001"), None);
    }
}
