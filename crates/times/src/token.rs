//! What one word can be in an expression of time: its [`Sense`], one only, and its [`Marks`].
//!
//! Words come from the tables, figures are read here: `17`, `17th`, `2020`, `1990s`, `’98`, `2020-05-17`, `17/05/2020`,
//! `Q3`. Everything else is [`Sense::Other`].

use std::ops::BitOr;

use jiff::civil::Date;
use onrecord_text::Case;

use crate::calendar::{Part, Unit, date};
use crate::lexicon::LEXICON;

/// What a word says about a stretch of time: this one, the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    This,
    That,
    Same,
    Last,
    Final,
    Next,
    Past,
    Previous,
    Coming,
    Following,
    Recent,
}

/// What a word is in the grammar of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sense {
    #[default]
    Other,
    /// A small number, in words or up to three digits.
    Number(u16),
    /// Four digits that a year can have.
    Year(i16),
    /// `’98`
    ShortYear(i8),
    /// `1990s`, by its first year.
    Decade(i16),
    /// `’90s`, `90s`, nineties
    ShortDecade(i8),
    Ordinal(u8),
    /// A whole date in one word.
    Full(Date),
    /// `Q3`
    Quarter(i8),
    Month(i8),
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    /// Mondays
    Weekdays,
    /// 1 spring to 4 winter.
    Season(i8),
    Weekend,
    /// With whether it is a plural.
    Unit(Unit, bool),
    /// morning, night
    DayPart,
    /// yesterday, today, tomorrow: days from publication.
    Today(i8),
    Which(Which),
    Part(Part),
    /// beginning, middle, end
    Edge(Part),
    Rest,
    Half,
    /// few, several
    Vague,
    Article,
    The,
    Of,
    In,
    On,
    To,
    For,
    From,
    Between,
    And,
    Since,
    Until,
    By,
    Before,
    After,
    Through,
    Within,
    During,
    /// at, over, around
    Near,
    Ago,
    Earlier,
    Later,
    Now,
    Every,
    Comma,
    Open,
    Close,
    Dash,
    /// The clitic `'s`.
    Possessive,
}

/// What else is known of a word, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u16);

impl Marks {
    pub const NONE: Self = Self(0);
    /// A word of the calendar that is also another word, a name or a short form.
    pub const DOUBTFUL: Self = Self(1);
    /// Begins a noun phrase: the, his.
    pub const DETERMINER: Self = Self(1 << 1);
    /// A word of the closed classes, or a verb of saying: no noun that a time could stand before.
    pub const FUNCTION: Self = Self(1 << 2);
    /// A noun of what is counted: people, troops.
    pub const COUNTED: Self = Self(1 << 3);
    /// Its clause speaks of what is to come.
    pub const COMING: Self = Self(1 << 4);
    /// The same, before `to` or `for`.
    pub const COMING_TO: Self = Self(1 << 5);
    /// Its clause speaks of what has been.
    pub const BEEN: Self = Self(1 << 6);
    /// A named day may begin here.
    pub const FEAST: Self = Self(1 << 7);
    /// Begins with a capital.
    pub const CAPITAL: Self = Self(1 << 8);
    /// Nothing but capitals.
    pub const SHOUTED: Self = Self(1 << 9);
    /// Begins with a letter.
    pub const LETTERS: Self = Self(1 << 10);
    /// Written in digits.
    pub const DIGITS: Self = Self(1 << 11);
    /// `mid-` stands before it in the same word.
    pub const MID: Self = Self(1 << 12);
    /// A sign of punctuation that ends a clause for sure.
    pub const BREAK: Self = Self(1 << 13);
    /// A verb of saying, which begins another clause.
    pub const SAID: Self = Self(1 << 15);
    /// Shares a token with the word before, or follows it without a blank.
    pub const CLOSE: Self = Self(1 << 14);

    /// Whether all of `other` are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One word as the grammar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Token {
    pub sense: Sense,
    pub marks: Marks,
}

impl Token {
    /// Reads a word. `close` tells that no blank stands before it.
    pub fn of(form: &str, case: Case, close: bool) -> Self {
        let mut token = Self::bare(form, case);
        if close {
            token.marks = token.marks | Marks::CLOSE;
        }
        token
    }

    fn bare(form: &str, case: Case) -> Self {
        let Some(first) = form.chars().next() else { return Self::default() };
        if first.is_ascii_digit() {
            return Self { sense: figure(form), marks: Marks::DIGITS | looked_up(form).marks };
        }
        if !first.is_alphabetic() {
            return sign(form, first);
        }
        let letters = match case {
            Case::Capitalised | Case::Mixed if first.is_uppercase() => Marks::LETTERS | Marks::CAPITAL,
            Case::Upper => Marks::LETTERS | Marks::CAPITAL | Marks::SHOUTED,
            _ => Marks::LETTERS,
        };
        let mut token = match form.get(..4) {
            Some(mid) if mid.eq_ignore_ascii_case("mid-") => {
                let rest = &form[4..];
                let token = Self::bare(rest, Case::of(rest));
                return Self { sense: token.sense, marks: token.marks | letters | Marks::MID };
            }
            _ => looked_up(form),
        };
        token.marks = token.marks | letters;
        let small = !letters.has(Marks::CAPITAL);
        if let (Sense::Month(_) | Sense::Weekday(_), true, true) =
            (token.sense, small, token.marks.has(Marks::DOUBTFUL))
        {
            token.sense = Sense::Other; // "may", "march", "sat"
        } else if let (Sense::Month(_), false) = (token.sense, small) {
            token.marks = token.marks.without(Marks::COMING); // "in May"
        }
        if let ([b'Q', quarter @ b'1'..=b'4'], Sense::Other) = (form.as_bytes(), token.sense) {
            token.sense = Sense::Quarter(quarter.cast_signed() - 48);
        }
        token
    }

    pub fn has(self, marks: Marks) -> bool {
        self.marks.has(marks)
    }

    /// A small-letter word of no closed class: a noun, verb or adjective.
    pub fn is_open(self) -> bool {
        self.sense == Sense::Other
            && self.has(Marks::LETTERS)
            && !self.has(Marks::CAPITAL)
            && !self.has(Marks::FUNCTION)
            && !self.has(Marks::COMING)
            && !self.has(Marks::BEEN)
            && !self.has(Marks::SAID)
    }

    /// A word with a capital that is nothing in the grammar of time.
    pub fn is_name(self) -> bool {
        self.sense == Sense::Other && self.has(Marks::CAPITAL) && !self.has(Marks::FUNCTION)
    }
}

impl Marks {
    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

fn looked_up(form: &str) -> Token {
    LEXICON.look(form).map_or_else(Token::default, |(sense, marks)| Token { sense, marks })
}

/// A word that begins with neither a letter nor a digit.
fn sign(form: &str, first: char) -> Token {
    let plain = |sense| Token { sense, marks: Marks::NONE };
    match form {
        "," => return plain(Sense::Comma),
        "(" | "[" => return plain(Sense::Open),
        ")" | "]" => return plain(Sense::Close),
        "-" | "–" | "—" | "‑" | "--" | "/" => return plain(Sense::Dash),
        ";" | ":" | "." | "!" | "?" | "…" | "\"" | "“" | "”" => {
            return Token { marks: Marks::BREAK, ..plain(Sense::Other) };
        }
        _ => {}
    }
    if !matches!(first, '\'' | '’' | '‘' | '`' | 'ʼ' | '´') {
        return looked_up(form);
    }
    let rest = form[first.len_utf8()..].trim_start();
    match rest.as_bytes() {
        [] => plain(Sense::Other),
        b"s" | b"S" => plain(Sense::Possessive),
        b"ll" => Token { marks: Marks::COMING | Marks::FUNCTION, ..plain(Sense::Other) },
        [tens @ b'0'..=b'9', b'0', b's'] => plain(Sense::ShortDecade((tens.cast_signed() - 48) * 10)),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            plain(Sense::ShortYear((tens.cast_signed() - 48) * 10 + (ones.cast_signed() - 48)))
        }
        b"til" | b"till" => plain(Sense::Until),
        _ => plain(Sense::Other),
    }
}

/// A word that begins with a digit.
fn figure(form: &str) -> Sense {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = form.split_at(digits);
    match (digits, rest) {
        (1..=3, "") => number.parse().map_or(Sense::Other, Sense::Number),
        (4, "") => year(number).map_or(Sense::Other, Sense::Year),
        (4, "s" | "'s" | "’s") => year(number).filter(|year| year % 10 == 0).map_or(Sense::Other, Sense::Decade),
        (2, "s") => number
            .parse()
            .ok()
            .filter(|tens| (50..=90).contains(tens) && tens % 10 == 0)
            .map_or(Sense::Other, Sense::ShortDecade),
        (1..=2, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH") => {
            number.parse().map_or(Sense::Other, Sense::Ordinal)
        }
        (1..=4, _) => full(form).map_or(Sense::Other, Sense::Full),
        _ => Sense::Other,
    }
}

/// A year that news speak of, from four digits.
fn year(digits: &str) -> Option<i16> {
    digits.parse().ok().filter(|year| (1000..2200).contains(year))
}

/// `2020-05-17`, a time of day behind it or not, `17/05/2020`, `17.05.2020`, `05-17-2020`. Where either number might be the
/// month and they differ, nobody knows, unless full stops part them, which no American writes.
fn full(form: &str) -> Option<Date> {
    let iso = form.get(..10).unwrap_or(form);
    let rest = &form[iso.len()..];
    if !rest.is_empty() && !rest.starts_with(['T', 't']) {
        return None;
    }
    let sign = iso.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = iso.split(sign);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(1..=2).contains(&second.len()) {
        return None;
    }
    let small = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    if first.len() == 4 {
        return date(year(first)?, small(second)?, small(third)?);
    }
    let year = year(third).filter(|_| third.len() == 4)?;
    let (first, second) = (small(first)?, small(second)?);
    match (first, second) {
        (13.., 1..=12) => date(year, second, first),
        (1..=12, 13..) => date(year, first, second),
        _ if first == second || sign == '.' => date(year, second, first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(form: &str) -> Sense {
        Token::of(form, Case::of(form), false).sense
    }

    #[test]
    fn figures_of_the_calendar() {
        assert_eq!(sense("17"), Sense::Number(17));
        assert_eq!(sense("17th"), Sense::Ordinal(17));
        assert_eq!(sense("2020"), Sense::Year(2020));
        assert_eq!(sense("1990s"), Sense::Decade(1990));
        assert_eq!(sense("’98"), Sense::ShortYear(98));
        assert_eq!(sense("'60s"), Sense::ShortDecade(60));
        assert_eq!(sense("Q3"), Sense::Quarter(3));
        for form in ["2020-05-17", "2020-05-17T10:30:00Z", "17/05/2020", "05/17/2020", "17.05.2020"] {
            assert_eq!(date(2020, 5, 17).map(Sense::Full), Some(sense(form)), "{form}");
        }
    }

    #[test]
    fn figures_that_are_no_times() {
        for form in ["2,000", "05/06/2020", "0999", "7000", "12345", "3.5", "10:30", "1995s", "555-0143", "2020-13-01"]
        {
            assert_eq!(sense(form), Sense::Other, "{form}");
        }
    }

    #[test]
    fn capitals_tell_the_month_from_the_verb() {
        assert_eq!(sense("May"), Sense::Month(5));
        assert_eq!(sense("may"), Sense::Other);
        assert_eq!(sense("march"), Sense::Other);
        assert_eq!(sense("mid-May"), Sense::Month(5));
        assert!(Token::of("mid-May", Case::Mixed, false).has(Marks::MID));
        assert!(Token::of("may", Case::Lower, false).has(Marks::COMING));
        assert!(!Token::of("May", Case::Capitalised, false).has(Marks::COMING));
    }
}
