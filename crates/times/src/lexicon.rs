//! The words that expressions of time are made of, read from `tables/` once.
//!
//! A form has at most one [`Sense`] and any number of [`Marks`]. Most words of a text are in no table: a mask of the lengths
//! that occur under each first byte sends them away before anything is hashed.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::calendar::{Part, Unit};
use crate::feasts::{self, Feasts};
use crate::neighbours::{self, Neighbours};
use crate::tables::{TableError, rows};
use crate::token::{Marks, Sense, Which};

/// All tables.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: HashMap<&'static str, (Sense, Marks)>,
    /// Under each first byte, which lengths occur.
    lengths: LengthMask,
    /// Named days by their first word.
    pub feasts: Feasts,
    /// Words beside which a word of the calendar is part of a name.
    pub neighbours: Neighbours,
}

/// Longest form that is looked up, in bytes.
const LONGEST: usize = 20;

struct LengthMask([u32; 256]);

impl Default for LengthMask {
    fn default() -> Self {
        Self([0; 256])
    }
}

/// The tables as shipped; a test holds them sound.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read().unwrap_or_default());

impl Lexicon {
    fn read() -> Result<Self, TableError> {
        let mut lexicon = Self {
            feasts: feasts::read(include_str!("../tables/feasts.tsv"))?,
            neighbours: neighbours::read(include_str!("../tables/neighbours.tsv"))?,
            ..Self::default()
        };
        lexicon.words(include_str!("../tables/calendar.tsv"))?;
        lexicon.words(include_str!("../tables/grammar.tsv"))?;
        lexicon.words(include_str!("../tables/clauses.tsv"))?;
        let first: Vec<_> = lexicon.feasts.keys().copied().collect();
        for form in first {
            lexicon.add(form, Sense::Other, Marks::FEAST);
        }
        Ok(lexicon)
    }

    fn words(&mut self, table: &'static str) -> Result<(), TableError> {
        for row in rows(table) {
            let (line, [kind, value, forms]) = row?;
            let (sense, marks) =
                meaning(kind, value).ok_or_else(|| TableError::Value { line, value: format!("{kind} {value}") })?;
            for form in forms.split_whitespace() {
                let known = self.words.get(form).copied().unwrap_or_default();
                let twice = sense != Sense::Other && known.0 != Sense::Other;
                if twice || (marks != Marks::NONE && known.1.has(marks)) || form.len() > LONGEST {
                    return Err(TableError::Twice { line, form: form.to_owned() });
                }
                self.add(form, sense, marks);
            }
        }
        Ok(())
    }

    fn add(&mut self, form: &'static str, sense: Sense, marks: Marks) {
        let known = self.words.entry(form).or_default();
        if sense != Sense::Other {
            known.0 = sense;
        }
        known.1 = known.1 | marks;
        if let Some(first) = form.bytes().next() {
            self.lengths.0[usize::from(first)] |= 1 << form.len();
        }
    }

    /// What the tables say about a form, in whatever letters it is written. A full stop at its end does not count.
    pub fn look(&self, form: &str) -> Option<(Sense, Marks)> {
        let whole = self.whole(form);
        let Some(stripped) = form.strip_suffix('.').and_then(|stripped| self.whole(stripped)) else { return whole };
        let (sense, marks) = whole.unwrap_or_default();
        Some((if sense == Sense::Other { stripped.0 } else { sense }, marks | stripped.1))
    }

    fn whole(&self, form: &str) -> Option<(Sense, Marks)> {
        let bytes = form.as_bytes();
        let first = bytes.first()?.to_ascii_lowercase();
        if bytes.len() > LONGEST || self.lengths.0[usize::from(first)] & (1 << bytes.len()) == 0 {
            return None;
        }
        let mut key = [0; LONGEST];
        let key = &mut key[..bytes.len()];
        key.copy_from_slice(bytes);
        key.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(key).ok()?).copied()
    }
}

/// What a row's kind and value mean.
fn meaning(kind: &str, value: &str) -> Option<(Sense, Marks)> {
    let within = |last: i8| value.parse::<i8>().ok().filter(|number| (1..=last).contains(number));
    let sense = match kind {
        "month" | "month?" => Sense::Month(within(12)?),
        "weekday" | "weekday?" => Sense::Weekday(within(7)?),
        "weekdays" => Sense::Weekdays,
        "season" => Sense::Season(within(4)?),
        "weekend" => Sense::Weekend,
        "day-part" => Sense::DayPart,
        "today" => Sense::Today(value.parse().ok()?),
        "unit" => Sense::Unit(unit(value)?, false),
        "units" => Sense::Unit(unit(value)?, true),
        "number" => Sense::Number(within(100)?.unsigned_abs().into()),
        "ordinal" => Sense::Ordinal(within(31)?.unsigned_abs()),
        "decade" => Sense::ShortDecade(within(99)?),
        "which" => Sense::Which(which(value)?),
        "part" => Sense::Part(part(value)?),
        "edge" => Sense::Edge(part(value)?),
        _ => small_word(kind, value)?,
    };
    let marks = match kind {
        "month?" | "weekday?" => Marks::DOUBTFUL,
        "determiner" | "article" | "the" => Marks::DETERMINER | Marks::FUNCTION,
        "function" => Marks::FUNCTION,
        "counted" => Marks::COUNTED,
        "coming" => Marks::COMING,
        "coming-to" => Marks::COMING_TO,
        "been" => Marks::BEEN,
        "said" => Marks::SAID,
        "ordinal" | "number" => Marks::NONE,
        _ if sense == Sense::Other => Marks::NONE,
        "month" | "weekday" | "season" | "unit" | "units" | "day-part" => Marks::NONE,
        _ => Marks::FUNCTION,
    };
    Some((sense, marks))
}

fn small_word(kind: &str, value: &str) -> Option<Sense> {
    if value != "-" {
        return None;
    }
    Some(match kind {
        "rest" => Sense::Rest,
        "half" => Sense::Half,
        "vague" => Sense::Vague,
        "article" => Sense::Article,
        "the" => Sense::The,
        "of" => Sense::Of,
        "in" => Sense::In,
        "on" => Sense::On,
        "to" => Sense::To,
        "for" => Sense::For,
        "from" => Sense::From,
        "between" => Sense::Between,
        "and" => Sense::And,
        "since" => Sense::Since,
        "until" => Sense::Until,
        "by" => Sense::By,
        "before" => Sense::Before,
        "after" => Sense::After,
        "through" => Sense::Through,
        "within" => Sense::Within,
        "during" => Sense::During,
        "near" => Sense::Near,
        "ago" => Sense::Ago,
        "earlier" => Sense::Earlier,
        "later" => Sense::Later,
        "now" => Sense::Now,
        "every" => Sense::Every,
        "determiner" | "function" | "counted" | "coming" | "coming-to" | "been" | "said" => Sense::Other,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn which(name: &str) -> Option<Which> {
    Some(match name {
        "this" => Which::This,
        "that" => Which::That,
        "same" => Which::Same,
        "last" => Which::Last,
        "final" => Which::Final,
        "next" => Which::Next,
        "past" => Which::Past,
        "previous" => Which::Previous,
        "coming" => Which::Coming,
        "following" => Which::Following,
        "recent" => Which::Recent,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_sound() {
        let lexicon = Lexicon::read().unwrap();
        assert_eq!(lexicon.look("Monday").unwrap().0, Sense::Weekday(1));
        assert_eq!(lexicon.look("SEPT.").unwrap().0, Sense::Month(9));
        assert_eq!(lexicon.look("century").unwrap().0, Sense::Unit(Unit::Century, false));
        let (may, marks) = lexicon.look("May").unwrap();
        assert_eq!(may, Sense::Month(5));
        assert!(marks.has(Marks::DOUBTFUL) && marks.has(Marks::COMING));
        assert!(lexicon.look("parliament").is_none());
        assert!(lexicon.look("").is_none() && lexicon.look(".").is_none());
    }

    #[test]
    fn a_mistake_is_named_by_its_line() {
        let error = |table| Lexicon::default().words(table).err();
        assert_eq!(error("# months\nmonth\t13\tsmarch"), Some(TableError::Value { line: 2, value: "month 13".into() }));
        assert_eq!(error("month\t1"), Some(TableError::Shape(1)));
        assert_eq!(
            error("weekday\t1\tmonday\nweekday\t2\tmonday"),
            Some(TableError::Twice { line: 2, form: "monday".into() })
        );
        assert_eq!(error("ago\t3\tago"), Some(TableError::Value { line: 1, value: "ago 3".into() }));
    }
}
