//! Days with a name, word by word after the table of feasts: `Christmas Eve`, `Easter 1916`, `the Fourth of July`.

use super::Phrase;
use crate::calendar::Unit;
use crate::feasts::Feast;
use crate::lexicon::LEXICON;
use crate::neighbours::Held;
use crate::phrase::Shape;
use crate::sentence::Sentence;
use crate::token::{Marks, Sense, Which};

/// Longest first word of a feast that is looked up, in bytes.
const LONGEST: usize = 20;

impl Sentence<'_> {
    /// The feast that begins at `at`, with its year where one follows.
    pub(super) fn feast(&self, at: usize, given: bool) -> Option<Phrase> {
        let (end, feast) = self.feast_name(at)?;
        if self.is_name(at, end, Held::Feast) {
            return None;
        }
        let year = self.with_year(Phrase::new(end, Shape::Feast { year: None, rule: feast.rule }));
        let alone = feast.rest.is_empty() && year.end == end && !self.token(at).has(Marks::DIGITS);
        if alone && !given && !self.is_at_a_time(at)
            || alone && !self.ends_phrase(end) && self.sense(end) != Sense::Possessive
        {
            return None;
        }
        Some(year)
    }

    fn feast_name(&self, at: usize) -> Option<(usize, &'static Feast)> {
        let token = self.token(at);
        if !token.has(Marks::CAPITAL) && !token.has(Marks::DIGITS) {
            return None;
        }
        let form = self.form(at);
        let mut key = [0; LONGEST];
        let key = key.get_mut(..form.len())?;
        key.copy_from_slice(form.as_bytes());
        key.make_ascii_lowercase();
        let feasts = LEXICON.feasts.get(std::str::from_utf8(key).ok()?)?;
        let matches = |feast: &&'static Feast| {
            feast.rest.iter().enumerate().all(|(offset, &word)| self.is_word(at + 1 + offset, word))
        };
        feasts.iter().find(matches).map(|feast| (at + 1 + feast.rest.len(), feast))
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        match word {
            "'s" => self.sense(at) == Sense::Possessive,
            "'" => matches!(self.form(at), "'" | "’"),
            _ => self.form(at).eq_ignore_ascii_case(word),
        }
    }

    /// Whether a preposition before `at` says that a time follows.
    fn is_at_a_time(&self, at: usize) -> bool {
        matches!(
            self.left(at).sense,
            Sense::Near
                | Sense::On
                | Sense::Before
                | Sense::After
                | Sense::By
                | Sense::Until
                | Sense::Since
                | Sense::For
                | Sense::During
                | Sense::Between
        )
    }

    /// "last Christmas", "next Easter", the feast standing at `at`.
    pub(super) fn which_feast(&self, at: usize, which: Which) -> Option<Phrase> {
        let (end, feast) = self.token(at).has(Marks::FEAST).then(|| self.feast_name(at)).flatten()?;
        let published = self.published;
        let of = |away: i16| feast.rule.in_year(published?.year().checked_add(away)?);
        let around = (-1..=1).filter_map(of);
        let day = match which {
            Which::This => of(0),
            Which::Last | Which::Past => around.filter(|&day| Some(day) < published).max(),
            Which::Next | Which::Coming => around.filter(|&day| Some(day) > published).min(),
            _ => return None,
        };
        Some(Phrase::fixed(end, day.map(crate::calendar::Stretch::day), crate::Kind::Date))
    }

    /// The unit at `at`, with a part of the day taken for a day.
    pub(super) fn unit_or_part(&self, at: usize) -> Option<(Unit, bool)> {
        match self.sense(at) {
            Sense::Unit(unit, plural) => Some((unit, plural)),
            Sense::DayPart => Some((Unit::Day, false)),
            _ => None,
        }
    }
}
