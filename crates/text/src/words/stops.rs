//! The full stop behind a word: part of it (`Mr.`, `U.S.`, `J.`, `example.com`) or a word of its own.

use super::tables::{self, Keeps};
use super::{Joint, Scanner};
use crate::Case;

impl Scanner<'_> {
    /// Decides about the full stop at `end`, behind the word that began at `at`.
    pub(super) fn full_stop(&mut self, at: usize, end: usize) -> Joint {
        let word = &self.bytes[at..end];
        if word.last() == Some(&b'.') {
            return Joint::Off; // its stop is taken already; more of them are an ellipsis
        }
        if self.word_at(end + 1) { self.inner_stop(at, end) } else { self.last_stop(at, end) }
    }

    /// A full stop with a letter or digit right behind it.
    fn inner_stop(&self, at: usize, end: usize) -> Joint {
        if let Some(acronym) = self.acronym(at, end) {
            return Joint::On(acronym);
        }
        if self.byte(end + 1).is_ascii_digit() && tables::abbreviation(&self.bytes[at..end]).is_some() {
            return Joint::On(end + 1); // "No.1", "Sept.11"
        }
        let behind = self.run_end(end + 1);
        if tables::is_dotted(&self.bytes[at..behind]) {
            let stop = usize::from(self.byte(behind) == b'.' && self.byte(behind + 1) != b'.');
            return Joint::On(behind + stop);
        }
        if let Some(name) = self.dotted_name(at) {
            return Joint::On(name);
        }
        let digits = |from: usize, to: usize| self.bytes[from..to].iter().any(u8::is_ascii_digit);
        if digits(at, end) && digits(end + 1, behind) {
            return Joint::On(behind);
        }
        let word = &self.text[at..end];
        let capital_behind = self.char_at(end + 1).is_some_and(char::is_uppercase);
        let initial = is_single(word) && word.chars().all(char::is_uppercase);
        if capital_behind && (initial || tables::abbreviation(word.as_bytes()) == Some(Keeps::Always)) {
            return Joint::On(end + 1); // "J.Smith", "Mr.Smith": a blank is missing
        }
        Joint::Off
    }

    /// Where single letters with full stops between them end, the last stop included: `U.S.`, `a.m.`, `U.S.A`.
    fn acronym(&self, at: usize, end: usize) -> Option<usize> {
        let single = |from: usize, to: usize| is_single(&self.text[from..to]) && !self.byte(from).is_ascii_digit();
        if !single(at, end) {
            return None;
        }
        let (mut last, mut letters) = (end, 1);
        while self.byte(last) == b'.' && self.word_at(last + 1) {
            let next = self.run_end(last + 1);
            if !single(last + 1, next) {
                break;
            }
            (last, letters) = (next, letters + 1);
        }
        let stop = self.byte(last) == b'.' && !self.ellipsis_at(last);
        (letters > 1).then(|| last + usize::from(stop))
    }

    /// A full stop with no letter or digit behind it.
    fn last_stop(&self, at: usize, end: usize) -> Joint {
        if self.ellipsis_at(end) {
            return Joint::Off;
        }
        let word = &self.text[at..end];
        let keeps = match tables::abbreviation(word.as_bytes()) {
            Some(Keeps::Always) => true,
            Some(Keeps::BeforeNumber) => self.next_visible(end + 1).is_some_and(char::is_numeric),
            Some(Keeps::Within) => self.goes_on(end + 1),
            None => self.byte(end + 1) != b'.' && self.is_initial(word, end + 1),
        };
        if keeps { Joint::On(end + 1) } else { Joint::Off }
    }

    /// Whether more than two dots stand at `at`, or two behind what is no abbreviation's own stop.
    fn ellipsis_at(&self, at: usize) -> bool {
        self.byte(at + 1) == b'.' && self.byte(at + 2) == b'.'
    }

    /// Whether the sentence visibly goes on at `at`.
    fn goes_on(&self, at: usize) -> bool {
        self.next_visible(at).is_some_and(|c| {
            c.is_lowercase() || c.is_numeric() || matches!(c, ',' | ';' | ':' | '(' | ')' | '-' | '–' | '—')
        })
    }

    /// Whether the word before touches this one and is made of letters or digits: `11.5M`.
    fn is_glued(&self) -> bool {
        !self.free_before() && self.out.last().is_some_and(|word| word.case != Case::Other)
    }

    /// Whether a capital with a full stop is the initial of a name: `J. Smith`, not `vitamin C.` or `than I.`
    fn is_initial(&self, word: &str, at: usize) -> bool {
        let mut chars = word.chars();
        let (Some(letter), None) = (chars.next(), chars.next()) else { return false };
        if letter.is_lowercase() {
            return self.last_form() == Some("("); // "(b. Vienna 1890)"
        }
        if !letter.is_uppercase() || self.is_glued() || self.next_visible(at).is_none() {
            return false;
        }
        let before = self.out[self.first..].last().map(|word| word.case);
        let after_name = before.is_none_or(|case| !matches!(case, Case::Lower | Case::Digits));
        after_name || (letter != 'I' && self.next_visible(at).is_some_and(char::is_uppercase))
    }
}

/// Whether a word has one character, without walking through a long one.
fn is_single(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some() && chars.next().is_none()
}
