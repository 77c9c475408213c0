//! Stretches of days, open at an end that nobody knows.

use jiff::civil::Date;

/// From one day to another, both of them inside. No start: since ever; no end: still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Period {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Period {
    /// Whether the day lies inside.
    pub fn covers(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Self) -> bool {
        let begins = |one: Self, by: Option<Date>| one.from.is_none_or(|from| by.is_none_or(|by| from <= by));
        begins(self, other.to) && begins(other, self.to)
    }

    /// What is left of it where the other is taken out.
    pub fn without(self, other: Self) -> Vec<Self> {
        if !self.meets(other) {
            return vec![self];
        }
        let before = other.from.and_then(|from| from.yesterday().ok()).map(|to| Self { from: self.from, to: Some(to) });
        let after = other.to.and_then(|to| to.tomorrow().ok()).map(|from| Self { from: Some(from), to: self.to });
        let whole = |period: &Self| period.from.is_none_or(|from| period.to.is_none_or(|to| from <= to));
        before.into_iter().chain(after).filter(whole).collect()
    }

    /// Whether it begins later than another and also lasts longer, or is open while the other has begun before.
    pub fn follows(self, other: Self) -> bool {
        let outlasts = match (self.to, other.to) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(to), Some(other)) => to > other,
        };
        self.from > other.from && outlasts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(from: i8, to: i8) -> Period {
        let day = |day: i8| (day > 0).then(|| date(2026, 5, day));
        Period { from: day(from), to: day(to) }
    }

    #[test]
    fn taking_days_out_leaves_what_lies_before_and_after() {
        assert_eq!(days(3, 20).without(days(5, 7)), [days(3, 4), days(8, 20)]);
        assert_eq!(days(3, 20).without(days(3, 20)), []);
        assert_eq!(days(3, 20).without(days(20, 0)), [days(3, 19)]);
        assert_eq!(days(3, 20).without(days(0, 5)), [days(6, 20)]);
        assert_eq!(days(3, 20).without(days(21, 22)), [days(3, 20)]);
        assert_eq!(days(0, 0).without(days(5, 7)), [days(0, 4), days(8, 0)]);
        assert_eq!(days(3, 20).without(days(0, 0)), []);
    }

    #[test]
    fn what_comes_later_and_lasts_longer_follows() {
        assert!(days(9, 20).follows(days(3, 9)));
        assert!(days(9, 0).follows(days(3, 0)));
        assert!(!days(5, 6).follows(days(3, 9)), "a day in between");
        assert!(!days(5, 9).follows(days(3, 0)));
    }
}
