//! Signs: punctuation, runs of it that stand for one (`...`, `--`, `?!`), smileys, emoji, and the words that begin with a
//! sign (`@handle`, `#tag`, `+44`, `.5`).

use super::Scanner;
use crate::letters::{extends_sign, is_format, is_regional_indicator, is_word};

const SMILEYS: &[&str] = &[
    ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":'(", ">:(", "^_^", "-_-", "(-:", ":)", ":(", ";)", ";(", "=)", "=(",
    ":D", ":P", ":p", ":O", ":o", ";P", ";D", "=D", "=P", "(:", "<3", ":/", ":|",
];

const ZERO_WIDTH_JOINER: char = '\u{200D}';

impl Scanner<'_> {
    /// Pushes the word that begins at `at` with the sign `c`, and gives where to go on.
    pub(super) fn sign(&mut self, at: usize, c: char) -> usize {
        let length = self.apostrophe(at);
        if length > 0 {
            return self.single_mark(at, length);
        }
        let end = if c.is_ascii() { self.ascii_sign(at) } else { self.cluster_end(at, c) };
        self.push(at, end);
        end
    }

    /// A single quotation mark or an apostrophe that no letter stands before.
    fn single_mark(&mut self, at: usize, length: usize) -> usize {
        let mark = &self.bytes[at..at + length];
        if mark == "‘".as_bytes() && self.bytes[at + length..].starts_with("’".as_bytes()) {
            self.push(at, at + 2 * length);
            return at + 2 * length;
        }
        let doubled = self.bytes[at + length..].starts_with(mark) && !self.bytes[at + 2 * length..].starts_with(mark);
        if doubled {
            self.push(at, at + 2 * length);
            return at + 2 * length;
        }
        if let Some(end) = self.clipped(at, length) {
            return end;
        }
        let opens = self.word_at(at + length) && (self.free_before() || !self.single);
        self.single = opens;
        self.push(at, at + length);
        at + length
    }

    /// Where the word ends that begins with an ASCII sign.
    fn ascii_sign(&self, at: usize) -> usize {
        if let Some(end) = self.smiley(at) {
            return end;
        }
        let byte = self.byte(at);
        let next = self.byte(at + 1);
        let free = self.free_before();
        match byte {
            b'@' | b'#' if (next.is_ascii_alphabetic() || next == b'_') => self.tag_end(at + 1),
            b'+' if free && next.is_ascii_digit() => self.telephone_end(at + 1),
            b'.' if next.is_ascii_digit() && self.leads_decimal() => self.run_end(at + 1),
            b'[' if self.bytes[at..].starts_with(b"[...]") => at + 5,
            b'.' | b'?' | b'!' => self.stops_end(at),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'%' | b':' | b';' => at + 1,
            _ => self.same_end(at),
        }
    }

    /// Whether a `.` before a digit begins a decimal: after a blank, an opening bracket or a sign of money.
    fn leads_decimal(&self) -> bool {
        self.free_before()
            || self
                .out
                .last()
                .is_some_and(|word| matches!(word.span.slice(self.text), "$" | "(" | "[" | "=" | "<" | ">"))
    }

    /// Where a smiley at `at` ends.
    fn smiley(&self, at: usize) -> Option<usize> {
        if !matches!(self.byte(at), b':' | b';' | b'=' | b'>' | b'^' | b'-' | b'(' | b'<') {
            return None;
        }
        let rest = &self.bytes[at..];
        let found = SMILEYS.iter().find(|smiley| rest.starts_with(smiley.as_bytes()))?;
        let end = at + found.len();
        let free = self.free_before();
        let apart = !self.byte(end).is_ascii_alphanumeric() && self.byte(end) != b'/';
        let sure = match found.as_bytes() {
            [.., b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'|' | b'3'] | [b'(', ..] => {
                free && apart && (found.as_bytes()[0] != b'(' || self.blank_at(end))
            }
            [.., b'('] => free && self.blank_at(end),
            _ => free || (self.blank_at(end) && apart && !self.bracket_open()),
        };
        sure.then_some(end)
    }

    /// Whether a round bracket was opened among the last words and not closed.
    fn bracket_open(&self) -> bool {
        let recent = &self.out[self.first.max(self.out.len().saturating_sub(40))..];
        let bracket =
            recent.iter().rev().map(|word| word.span.slice(self.text)).find(|form| matches!(*form, "(" | ")"));
        bracket == Some("(")
    }

    /// Where a handle or a hashtag ends.
    fn tag_end(&self, at: usize) -> usize {
        let mut end = self.run_end(at);
        while self.byte(end) == b'_'
            || (matches!(self.byte(end), b'.') && self.byte(end + 1).is_ascii_alphabetic() && self.byte(at - 1) == b'@')
        {
            end = self.run_end(end + 1);
        }
        end
    }

    fn telephone_end(&self, at: usize) -> usize {
        let mut end = self.run_end(at);
        while matches!(self.byte(end), b'-' | b'.') && self.byte(end + 1).is_ascii_digit() {
            end = self.run_end(end + 1);
        }
        end
    }

    /// Where a run of `.`, `?`, `!` ends: dots alone, or marks of question and exclamation with a dot before or behind.
    fn stops_end(&self, at: usize) -> usize {
        let count =
            |from: usize, marks: &[u8]| self.bytes[from..].iter().take_while(|byte| marks.contains(byte)).count();
        let dots = count(at, b".");
        if dots > 1 {
            return at + dots;
        }
        let marks = at + dots + count(at + dots, b"?!");
        let trailing = count(marks, b".");
        if marks > at + dots && trailing == 1 { marks + 1 } else { marks }
    }

    /// Where a run of one and the same sign ends.
    fn same_end(&self, at: usize) -> usize {
        let byte = self.byte(at);
        at + self.bytes[at..].iter().take_while(|&&other| other == byte).count()
    }

    /// Where a sign beyond ASCII ends: emoji take their modifiers, joined parts and the second half of a flag with them; a
    /// run of one dash is one word.
    fn cluster_end(&self, at: usize, first: char) -> usize {
        let mut end = at + first.len_utf8();
        if matches!(first, '—' | '–' | '…' | '·' | '─' | '═' | '■' | '●') {
            return end + self.text[end..].chars().take_while(|&c| c == first).map(char::len_utf8).sum::<usize>();
        }
        let mut flag = is_regional_indicator(first);
        while let Some(c) = self.char_at(end) {
            let joined =
                || self.char_at(end + c.len_utf8()).filter(|&c| !is_word(c) && !is_format(c) && !crate::is_blank(c));
            if extends_sign(c) {
                end += c.len_utf8();
            } else if c == ZERO_WIDTH_JOINER
                && let Some(next) = joined()
            {
                end += c.len_utf8() + next.len_utf8();
            } else if flag && is_regional_indicator(c) {
                end += c.len_utf8();
                flag = false;
            } else {
                break;
            }
        }
        end
    }
}
