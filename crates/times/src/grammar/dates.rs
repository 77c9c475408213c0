//! Days and months: `Monday, May 18`, `May 3-5, 2015`, `17th of May`, `March 2011`, `the 28th`, and a bare `March` where
//! the words around it show that it is the month.

use super::Phrase;
use crate::calendar::{Stretch, Unit, plus_days};
use crate::direction::Way;
use crate::neighbours::Held;
use crate::phrase::Shape;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense, Which};

/// The year that a day or month is given behind it.
pub(super) enum Tail {
    Year(i16),
    /// "last year" where nobody knows which year it is.
    Unknown,
}

impl Sentence<'_> {
    /// `Monday`, `Monday night`, `Monday, May 18`, `Monday (May 18)`, `Monday of last week`.
    pub(super) fn weekday(&self, at: usize) -> Option<Phrase> {
        let token = self.token(at);
        let Sense::Weekday(weekday) = token.sense else { return None };
        if self.is_name(at, at + 1, Held::Weekday) {
            return None;
        }
        let date = |at| self.month_first(at, false).or_else(|| self.day_first(at)).filter(is_one_day);
        let comma = usize::from(self.sense(at + 1) == Sense::Comma);
        if let Some(date) = date(at + 1 + comma) {
            return Some(date);
        }
        if self.sense(at + 1) == Sense::Open
            && let Some(date) = date(at + 2)
            && self.sense(date.end) == Sense::Close
        {
            return Some(date.to(date.end + 1));
        }
        if token.has(Marks::DOUBTFUL) {
            return None;
        }
        let end = self.day_part(at + 1);
        let of = usize::from(self.sense(end) == Sense::Of);
        if let Sense::Which(which) = self.sense(end + of)
            && let Sense::Unit(Unit::Week, false) = self.sense(end + of + 1)
            && let Some(away) = weeks_away(which)
        {
            let day = self.published.and_then(|day| Stretch::away(day, Unit::Week, away));
            let day = day.and_then(|week| plus_days(week.start, i64::from(weekday) - 1)).map(Stretch::day);
            return Some(Phrase::fixed(end + of + 2, day, crate::Kind::Date));
        }
        Some(Phrase::new(end, Shape::Weekday(weekday)))
    }

    /// Behind a part of the day that stands at `at`, if one does.
    pub(super) fn day_part(&self, at: usize) -> usize {
        at + usize::from(self.sense(at) == Sense::DayPart)
    }

    /// `May 17`, `May 17th, 2020`, `May 3-5`, `May 2011`, `May`.
    pub(super) fn month_first(&self, at: usize, given: bool) -> Option<Phrase> {
        let token = self.token(at);
        let Sense::Month(month) = token.sense else { return None };
        if self.is_name(at, at + 1, Held::Month) {
            return None;
        }
        let whole = token.has(Marks::MID) || matches!(self.left(at).sense, Sense::In | Sense::During);
        if let Some((day, end)) = self.day_behind_month(at + 1).filter(|_| !whole) {
            let (last, end) = self.last_day(day, end).unwrap_or((day, end));
            return Some(self.with_year(Phrase::new(end, Shape::Day { year: None, month, day, last })));
        }
        let bare = Phrase::new(at + 1, Shape::Month { year: None, month });
        let dated = self.with_year(bare);
        if dated.end > at + 1 || given || token.has(Marks::MID) || self.is_month(at, month) {
            let part = token.has(Marks::MID).then_some(crate::calendar::Part::Mid);
            return Some(Phrase { part, ..dated });
        }
        None
    }

    /// `17 May`, `17th of May 2020`, `3-5 May`, `3 to 12 July`.
    pub(super) fn day_first(&self, at: usize) -> Option<Phrase> {
        let (day, mut end) = self.day_number(at)?;
        let mut last = day;
        let joined = match self.sense(end) {
            Sense::Dash | Sense::To | Sense::Through => true,
            Sense::And => {
                self.left(at).sense == Sense::Between
                    || self.day_number(end + 1).is_some_and(|(next, _)| next == day + 1)
            }
            _ => false,
        };
        if joined
            && let Some((second, behind)) = self.day_number(end + 1)
            && second > day
            && matches!(self.sense(behind), Sense::Month(_))
        {
            (last, end) = (second, behind);
        }
        let of = usize::from(self.sense(end) == Sense::Of);
        let Sense::Month(month) = self.sense(end + of) else { return None };
        if !self.token(at).has(Marks::DIGITS) && of == 0 {
            return None; // "the first May"
        }
        Some(self.with_year(Phrase::new(end + of + 1, Shape::Day { year: None, month, day, last })))
    }

    /// "on the 28th".
    pub(super) fn day_of_month(&self, at: usize) -> Option<Phrase> {
        let (day, end) = self.day_number(at)?;
        let on = at >= 2 && self.sense(at - 2) == Sense::On;
        (on && self.token(at).has(Marks::DIGITS) && self.ends_phrase(end))
            .then(|| Phrase::new(end, Shape::DayOfMonth(day)))
    }

    /// A number that a month has as a day, and where it ends.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.token(at);
        let number = match token.sense {
            Sense::Number(number) if token.has(Marks::DIGITS) => i8::try_from(number).ok()?,
            Sense::Ordinal(number) => i8::try_from(number).ok()?,
            _ => return None,
        };
        (1..=31).contains(&number).then_some((number, at + 1))
    }

    /// The day that follows its month; not `March 12 soldiers`, `March 10 years`.
    fn day_behind_month(&self, at: usize) -> Option<(i8, usize)> {
        let article = usize::from(self.sense(at) == Sense::The);
        let (day, end) = self.day_number(at + article)?;
        let digits = self.token(at + article).has(Marks::DIGITS);
        let ordinal = matches!(self.sense(at + article), Sense::Ordinal(_));
        let unit = matches!(self.sense(end), Sense::Unit(..));
        (digits && (ordinal || article == 0) && !self.counts(end) && !unit).then_some((day, end))
    }

    /// The last day of `May 3-5`, `May 3 to 5`, `May 3 and 4`, whose first ended before `at`.
    fn last_day(&self, first: i8, at: usize) -> Option<(i8, usize)> {
        let (day, end) = self.day_number(at + 1)?;
        let joined = match self.sense(at) {
            Sense::Dash => true,
            Sense::To | Sense::Through => !self.token(end).is_open(),
            Sense::And => day == first + 1 && !self.token(end).is_open(),
            _ => false,
        };
        let free = !self.counts(end) && !matches!(self.sense(end), Sense::Unit(..) | Sense::Month(_));
        (joined && free && day > first && self.token(at + 1).has(Marks::DIGITS)).then_some((day, end))
    }

    /// The phrase with the year behind it, if one is there.
    pub(super) fn with_year(&self, phrase: Phrase) -> Phrase {
        match self.tail(phrase.end) {
            Some((Tail::Year(year), end)) => phrase.in_year(year).to(end),
            Some((Tail::Unknown, end)) => Phrase { shape: Shape::Fixed(None), ..phrase.to(end) },
            None => phrase,
        }
    }

    /// `, 2020`, `2020`, `of 2020`, `’98`, `last year`, `of that year`, `the following year`.
    fn tail(&self, at: usize) -> Option<(Tail, usize)> {
        let link = usize::from(matches!(self.sense(at), Sense::Comma | Sense::Of));
        let article = usize::from(self.sense(at + link) == Sense::The);
        if let (1, Sense::Which(Which::Same | Which::Following | Which::Next | Which::Previous)) =
            (article, self.sense(at + link + 1))
        {
            return self.year_beside(at + link + 1);
        }
        match (self.sense(at + link), self.sense(at + link + 1)) {
            (Sense::Year(year), _) if !self.counts(at + link + 1) => Some((Tail::Year(year), at + link + 1)),
            (Sense::ShortYear(year), _) => Some((Tail::Year(self.full_year(year)?), at + link + 1)),
            (Sense::Which(_), Sense::Unit(Unit::Year, false)) if self.sense(at) != Sense::Comma => {
                self.year_beside(at + link)
            }
            _ => None,
        }
    }

    /// "last year", seen from publication, or "that year", "following year", seen from what was named; they begin at `at`.
    fn year_beside(&self, at: usize) -> Option<(Tail, usize)> {
        let (Sense::Which(which), Sense::Unit(Unit::Year, false)) = (self.sense(at), self.sense(at + 1)) else {
            return None;
        };
        let named = matches!(which, Which::That | Which::Same | Which::Previous | Which::Following)
            || self.left(at).sense == Sense::The;
        let seen = if named { self.seen_from().map(|seen| seen.start) } else { self.published };
        let tail = match seen {
            Some(day) => Tail::Year(day.year().checked_add(years_away(which)?)?),
            None => Tail::Unknown,
        };
        Some((tail, at + 2))
    }

    /// Whether a month without day and year is one: most always are, the others need a word beside them that says so.
    fn is_month(&self, at: usize, month: i8) -> bool {
        let token = self.token(at);
        if !token.has(Marks::DOUBTFUL) {
            return true;
        }
        let (left, right) = (self.left(at), self.token(at + 1));
        let known_name = self.names & (1 << month) != 0;
        let strong = matches!(
            left.sense,
            Sense::In
                | Sense::Since
                | Sense::Until
                | Sense::Between
                | Sense::Through
                | Sense::During
                | Sense::Which(Which::This | Which::Last | Which::Next)
                | Sense::Part(_)
        );
        if strong {
            return !(known_name && right.sense == Sense::Possessive);
        }
        let follows = self.coordinated(at).is_some();
        let weak = matches!(
            left.sense,
            Sense::By | Sense::Before | Sense::After | Sense::Of | Sense::From | Sense::To | Sense::For
        );
        let modifies =
            left.has(Marks::DETERMINER) && right.is_open() || left.sense == Sense::Possessive && right.is_open();
        (follows || weak || modifies) && !right.is_name() && !known_name && !token.has(Marks::SHOUTED)
    }

    /// Whether the month at `at` is a person's name: a name stands before it.
    pub fn is_surname(&self, at: usize) -> bool {
        self.token(at).has(Marks::DOUBTFUL)
            && matches!(self.sense(at), Sense::Month(_))
            && self.left(at).is_name()
            && self.tail(at + 1).is_none()
            && self.day_behind_month(at + 1).is_none()
    }
}

/// Weeks from the one of publication.
fn weeks_away(which: Which) -> Option<i64> {
    years_away(which).filter(|_| matches!(which, Which::This | Which::Last | Which::Next)).map(i64::from)
}

/// Years from the one that is spoken of.
fn years_away(which: Which) -> Option<i16> {
    match which {
        Which::This | Which::That | Which::Same => Some(0),
        Which::Last | Which::Previous => Some(-1),
        Which::Next | Which::Following | Which::Coming => Some(1),
        Which::Final | Which::Past | Which::Recent => None,
    }
}

fn is_one_day(phrase: &Phrase) -> bool {
    matches!(phrase.shape, Shape::Day { .. })
}

impl Sentence<'_> {
    /// "last March", "next June", "this May", the month standing at `at`.
    pub(super) fn which_month(&self, at: usize, which: Which) -> Option<Phrase> {
        let Sense::Month(month) = self.sense(at) else { return None };
        let of = |away: i16| {
            let year = self.published?.year().checked_add(away)?;
            Stretch::month(year, month)
        };
        let published = self.published;
        let around = (-1..=1).filter_map(of);
        let found = match which {
            Which::This => of(0),
            Which::Last | Which::Past => {
                around.filter(|days| published.is_some_and(|day| days.end < day)).max_by_key(|days| days.start)
            }
            Which::Next | Which::Coming => {
                around.filter(|days| published.is_some_and(|day| days.start > day)).min_by_key(|days| days.start)
            }
            _ => return None,
        };
        Some(Phrase::fixed(at + 1, found, crate::Kind::Stretch))
    }

    /// "last Friday", "next Tuesday", "this Sunday", "the coming Saturday", the weekday standing at `at`.
    ///
    /// Last is the latest before the day of publication, next that of the following week, this that of the same week.
    pub(super) fn which_weekday(&self, at: usize, which: Which) -> Option<Phrase> {
        let Sense::Weekday(weekday) = self.sense(at) else { return None };
        if self.is_name(at, at + 1, Held::Weekday) {
            return None;
        }
        let phrase = Phrase::new(self.day_part(at + 1), Shape::Weekday(weekday));
        let published = self.published;
        let in_week = |away| {
            Stretch::away(published?, Unit::Week, away).and_then(|week| plus_days(week.start, i64::from(weekday) - 1))
        };
        let seen = self.seen_from();
        let day = match which {
            Which::This => in_week(0),
            Which::Next => in_week(1),
            Which::Last | Which::Past => published
                .and_then(|day| day.yesterday().ok())
                .and_then(|day| crate::calendar::on_or_before(day, weekday)),
            Which::Coming => return Some(phrase.going(Way::Coming)),
            Which::Previous => seen
                .and_then(|seen| seen.start.yesterday().ok())
                .and_then(|day| crate::calendar::on_or_before(day, weekday)),
            Which::Following => seen
                .and_then(|seen| seen.end.tomorrow().ok())
                .and_then(|day| crate::calendar::on_or_after(day, weekday)),
            Which::That | Which::Same | Which::Final | Which::Recent => return None,
        };
        Some(Phrase::fixed(phrase.end, day.map(Stretch::day), crate::Kind::Date))
    }
}
