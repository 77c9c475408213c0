//! Years, decades and seasons. Four digits are a year only where a sign says so: a preposition, brackets, an article or
//! possessive before a noun ("the 2011 uprising"); never before what is counted ("from 2000 troops").

use super::Phrase;
use crate::Kind;
use crate::calendar::{Grain, Part, Stretch};
use crate::neighbours::Held;
use crate::phrase::Shape;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense, Which};

impl Sentence<'_> {
    /// `2011`, `2011-15`, `1992–1995`.
    pub(super) fn year(&self, at: usize, given: bool) -> Option<Phrase> {
        let Sense::Year(first) = self.sense(at) else { return None };
        let last = self.year_behind_dash(first, at + 1);
        let end = if last.is_some() { at + 3 } else { at + 1 };
        if self.counts(end) || !(given || self.token(at).has(Marks::MID) || self.is_year(at, end, first)) {
            return None;
        }
        let stretch = match last {
            // Both sides are years of the calendar, from the first day of one to the last of the other.
            Some(last) => Stretch::years(first, last, Grain::Free),
            None => Stretch::year(first),
        };
        let kind = if last.is_some() { Kind::Range } else { Kind::Stretch };
        let part = self.token(at).has(Marks::MID).then_some(Part::Mid);
        Some(Phrase { part, ..Phrase::fixed(end, stretch, kind) })
    }

    /// The last year of `2011-15`, `1992–1995`, whose dash stands at `at`.
    fn year_behind_dash(&self, first: i16, at: usize) -> Option<i16> {
        if self.sense(at) != Sense::Dash {
            return None;
        }
        let last = match self.sense(at + 1) {
            Sense::Year(last) => last,
            Sense::Number(short) if self.form(at + 1).len() == 2 => first - first % 100 + i16::try_from(short).ok()?,
            _ => return None,
        };
        (first < last && last - first < 200).then_some(last)
    }

    fn is_year(&self, at: usize, end: usize, year: i16) -> bool {
        let (left, right) = (self.left(at), self.token(end));
        let modern = (1800..=2100).contains(&year);
        // Figures of old or round years are more often counts.
        let sure = year % 100 != 0 && year >= 1700 || !right.is_open();
        match left.sense {
            Sense::In | Sense::Since | Sense::Until | Sense::During | Sense::Through => sure,
            Sense::Between => sure && right.sense == Sense::And,
            Sense::By | Sense::Of | Sense::Before | Sense::After => modern && sure,
            Sense::For => modern && !right.is_open(),
            Sense::From => modern && sure && right.sense != Sense::To,
            Sense::Unit(crate::calendar::Unit::Year, _) => true,
            Sense::Open => matches!(right.sense, Sense::Close | Sense::Comma | Sense::Dash),
            _ if self.coordinated(at).is_some() => !right.is_open(),
            _ if right.sense == Sense::Possessive => modern,
            _ if end == at + 3 && self.form(at + 2).len() == 4 && modern && self.ends_phrase(end) => true,
            _ => modern && self.is_determined(at) && self.names_an_event(end),
        }
    }

    /// Whether an article or the like stands before the year at `at`, with an adjective between or without: "the failed 2016
    /// coup".
    fn is_determined(&self, at: usize) -> bool {
        let determines = |token: crate::token::Token| {
            token.has(Marks::DETERMINER)
                || matches!(token.sense, Sense::Possessive | Sense::Which(Which::This | Which::That))
        };
        determines(self.left(at)) || at > 1 && self.left(at).is_open() && determines(self.token(at - 2))
    }

    /// Whether the noun at `at`, behind an article and a year, may be an event: "the 2011 uprising", "the 2012 and 2016 votes".
    fn names_an_event(&self, at: usize) -> bool {
        let token = self.token(at);
        let round = matches!(self.sense(at.wrapping_sub(1)), Sense::Year(year) if year % 100 == 0);
        match token.sense {
            Sense::Other => {
                token.has(Marks::LETTERS) && !token.has(Marks::FUNCTION) && !(round && self.form(at).ends_with('s'))
            }
            Sense::And | Sense::Comma => matches!(self.sense(at + 1), Sense::Year(_)),
            Sense::Season(_) | Sense::Month(_) => true,
            _ => false,
        }
    }

    /// `’98`: the year with those digits that lies no more than one ahead of publication.
    pub(super) fn short_year(&self, at: usize) -> Option<Phrase> {
        let Sense::ShortYear(short) = self.sense(at) else { return None };
        let signed = matches!(
            self.left(at).sense,
            Sense::In
                | Sense::Since
                | Sense::Until
                | Sense::Of
                | Sense::By
                | Sense::From
                | Sense::To
                | Sense::And
                | Sense::Before
                | Sense::After
                | Sense::Part(_)
        );
        signed.then(|| Phrase::fixed(at + 1, self.full_year(short).and_then(Stretch::year), Kind::Stretch))
    }

    /// The whole of a year of which two digits are written.
    pub(super) fn full_year(&self, short: i8) -> Option<i16> {
        let last = self.published?.year().checked_add(1)?;
        let year = last - last.rem_euclid(100) + i16::from(short);
        Some(if year > last { year - 100 } else { year })
    }

    /// `1990s`, `the ’90s`, `the nineties`, `mid-1980s`. Without a century it needs an article, which `given` stands for.
    pub(super) fn decade(&self, at: usize, given: bool) -> Option<Phrase> {
        let first = match self.sense(at) {
            Sense::Decade(first) => Some(first),
            Sense::ShortDecade(short) if given && self.names_a_decade(at) => self.full_year(short),
            _ => return None,
        };
        let whole = first.and_then(|first| {
            if first % 100 == 0 && self.sense(at + 1) == Sense::Possessive { None } else { Stretch::decade(first) }
        });
        let part = self.token(at).has(Marks::MID).then_some(Part::Mid);
        Some(Phrase { part, ..Phrase::fixed(at + 1, whole, Kind::Stretch) })
    }

    /// "the 90s" and "the early 80s" are decades, "his early 80s" an age.
    fn names_a_decade(&self, at: usize) -> bool {
        let before = match self.left(at).sense {
            Sense::Part(_) => at.saturating_sub(2),
            _ => at.saturating_sub(1),
        };
        !self.token(at).has(Marks::DIGITS) || self.sense(before) == Sense::The
    }

    /// `autumn 1989`, `winter of 2014`, `the winter of 2013-14`, `in the summer`.
    pub(super) fn season(&self, at: usize, given: bool) -> Option<Phrase> {
        let Sense::Season(season) = self.sense(at) else { return None };
        if self.is_name(at, at + 1, Held::Season) {
            return None;
        }
        let bare = Phrase::new(at + 1, Shape::Season { year: None, season });
        let dated = self.with_year(bare);
        if dated.end > bare.end {
            let over = match dated.shape {
                Shape::Season { year: Some(year), .. } => self.year_behind_dash(year, dated.end),
                _ => None,
            };
            return Some(if over.is_some() { dated.to(dated.end + 2) } else { dated });
        }
        let article = self.left(at).sense == Sense::The;
        let placed = at >= 2
            && self.form(at - 2) != "into" // "heading into the fall" may be any
            && matches!(
                self.sense(at - 2),
                Sense::In | Sense::During | Sense::Near | Sense::Until | Sense::By | Sense::Since | Sense::Through
            );
        ((given || placed) && article && self.ends_phrase(at + 1) && self.sense(at + 1) != Sense::Of
            || given && !article && self.ends_phrase(at + 1))
        .then_some(bare)
    }

    /// `Q3 2019`
    pub(super) fn named_quarter(&self, at: usize) -> Option<Phrase> {
        let Sense::Quarter(quarter) = self.sense(at) else { return None };
        let of = usize::from(self.sense(at + 1) == Sense::Of);
        let Sense::Year(year) = self.sense(at + 1 + of) else { return None };
        Some(Phrase::fixed(at + 2 + of, Stretch::quarter(year, quarter), Kind::Stretch))
    }

    /// "the weekend", where a preposition shows that it is a time.
    pub(super) fn weekend(&self, at: usize, given: bool) -> Option<Phrase> {
        let placed = at >= 2
            && matches!(
                self.sense(at - 2),
                Sense::Near | Sense::On | Sense::During | Sense::For | Sense::Through | Sense::By | Sense::Until
            );
        (self.sense(at) == Sense::Weekend && (given || placed) && self.sense(at + 1) != Sense::Before)
            .then(|| Phrase::new(at + 1, Shape::Weekend))
    }
}
