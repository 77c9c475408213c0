//! Words: one scanner that walks a paragraph from left to right.
//!
//! At each place that is no blank it takes the longest thing that can begin there and pushes the words it is made of:
//! - a run of letters and digits, which most often ends at a blank ([`Scanner::run`], the quick path). Otherwise the sign
//!   behind it decides whether more belongs to the word: a full stop ([`stops`]), an apostrophe ([`clitics`]), a hyphen
//!   and the other connectors ([`joints`]); a run that begins with a digit is a number ([`numbers`]), and whole
//!   addresses of the web are taken first ([`addresses`]);
//! - a sign ([`signs`]): punctuation, smileys, emoji.
//!
//! What is a matter of lists (abbreviations, clitics, prefixes, units) stands in [`tables`]. The conventions are those of
//! the UD treebanks EWT and GUM; where the two differ, the more frequent way is taken.
//!
//! Each step looks ahead only as far as it then consumes, or a bounded number of bytes.

mod addresses;
mod clitics;
mod joints;
mod numbers;
mod signs;
mod stops;
mod tables;

use std::ops::Range;

use onrecord_record::Span;

use crate::letters::{is_blank, is_format, is_word};
use crate::{Case, Word};

/// Appends the words of one paragraph, given as a byte range of `raw`.
pub(crate) fn cut(raw: &str, paragraph: Range<usize>, out: &mut Vec<Word>) {
    let text = &raw[..paragraph.end];
    let before = out.last().map_or(0, |word| word.span.end() as usize);
    let blank = raw[before..paragraph.start].contains(is_blank);
    let mut scanner = Scanner { text, bytes: text.as_bytes(), first: out.len(), blank, single: false, out };
    let mut at = paragraph.start;
    while at < text.len() {
        at = scanner.step(at);
    }
}

struct Scanner<'s> {
    /// The text up to the end of the paragraph; offsets are those of the whole text.
    text: &'s str,
    bytes: &'s [u8],
    /// How many words stood in `out` before the paragraph.
    first: usize,
    /// A blank was passed since the last word.
    blank: bool,
    /// A single quotation mark stands open.
    single: bool,
    out: &'s mut Vec<Word>,
}

/// What a connector behind a run comes to.
enum Joint {
    /// The word goes on; here it may end.
    On(usize),
    /// The word ended before the connector.
    Off,
    /// The words were pushed; go on from here.
    Done(usize),
}

impl Scanner<'_> {
    /// Passes one blank or pushes the words that begin at `at`; gives where to go on, which is always further.
    fn step(&mut self, at: usize) -> usize {
        let byte = self.bytes[at];
        if byte.is_ascii_alphabetic() {
            return self.run(at);
        }
        if byte == b' ' {
            self.blank = true;
            return at + 1;
        }
        if byte.is_ascii_digit() {
            return self.number(at);
        }
        let Some(c) = self.char_at(at) else { return self.text.len() };
        if is_blank(c) {
            self.blank = true;
            at + c.len_utf8()
        } else if is_format(c) {
            at + c.len_utf8()
        } else if is_word(c) {
            if c.is_numeric() { self.number(at) } else { self.run(at) }
        } else {
            self.sign(at, c)
        }
    }

    /// The word that begins at `at` with a letter.
    fn run(&mut self, at: usize) -> usize {
        let end = self.run_end(at);
        match self.byte(end) {
            0 | b' ' | b'\n' | b'\r' | b',' | b';' | b'?' | b')' | b'"' => self.plain(at, end),
            _ => self.joined(at, end),
        }
    }

    /// The word that begins at `at`, whose first run ends at `end` before a sign that may belong to it.
    fn joined(&mut self, at: usize, mut end: usize) -> usize {
        if let Some(end) = self.address(at, end) {
            self.push(at, end);
            return end;
        }
        let mut run = at;
        loop {
            match self.joint(at, run, end) {
                Joint::On(further) if further > end => {
                    if self.byte(end) == b'-' {
                        run = end + 1;
                    }
                    end = further;
                }
                Joint::On(_) | Joint::Off => return self.plain(at, end),
                Joint::Done(next) => return next,
            }
        }
    }

    /// Decides about the sign at `end`, behind the word that began at `at` and whose part after the last hyphen began at
    /// `run`.
    fn joint(&mut self, at: usize, run: usize, end: usize) -> Joint {
        match self.byte(end) {
            b'.' => self.full_stop(run, end),
            b'-' => self.hyphen(at, end),
            b'!' if tables::keeps_exclamation(&self.bytes[at..end]) => Joint::On(end + 1),
            b'&' | b'@' | b'_' | b'*' | b'/' | b'$' | b'(' => self.connector(at, end),
            _ if self.apostrophe(end) > 0 => self.clitic(at, end),
            _ => Joint::Off,
        }
    }

    /// Pushes a finished stretch, parted where it is a known contraction without apostrophe (`cannot`, `gonna`).
    fn plain(&mut self, at: usize, end: usize) -> usize {
        let mut start = at;
        for &length in tables::parts(&self.bytes[at..end]) {
            self.push_word(start, start + length, start > at);
            start += length;
        }
        self.push_word(start, end, start > at);
        end
    }

    fn push(&mut self, start: usize, end: usize) {
        self.push_word(start, end, false);
    }

    /// Pushes a word that shares a token with the one before.
    fn push_fused(&mut self, start: usize, end: usize) {
        self.push_word(start, end, true);
    }

    fn push_word(&mut self, start: usize, end: usize, fused: bool) {
        // A text is cut at 4 GiB before it comes here.
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        self.out.push(Word {
            span: Span::new(offset(start), offset(end)),
            fused,
            space_before: std::mem::take(&mut self.blank),
            opens_paragraph: false,
            quoted: false,
            case: Case::of(&self.text[start..end]),
        });
    }

    /// Where the run of word characters from `at` ends. Invisible characters within belong to it.
    fn run_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            while self.byte(end).is_ascii_alphanumeric() {
                end += 1;
            }
            let Some(c) = self.char_at(end).filter(|c| !c.is_ascii()) else { return end };
            if is_word(c) {
                end += c.len_utf8();
            } else if is_format(c) {
                let unseen = self.text[end..].chars().take_while(|&c| is_format(c)).map(char::len_utf8).sum::<usize>();
                if !self.word_at(end + unseen) {
                    return end;
                }
                end += unseen;
            } else {
                return end;
            }
        }
    }

    /// The byte at an offset, 0 at the paragraph's end.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(is_word)
    }

    /// Whether nothing visible follows directly: the paragraph's end, a blank or an invisible character.
    fn blank_at(&self, at: usize) -> bool {
        self.char_at(at).is_none_or(|c| is_blank(c) || is_format(c))
    }

    /// The word before, if the paragraph has one.
    fn last_form(&self) -> Option<&str> {
        self.out[self.first..].last().map(|word| word.span.slice(self.text))
    }

    /// Whether a word that begins at `at` stands free to the left: after a blank or as the paragraph's first.
    fn free_before(&self) -> bool {
        self.blank || self.out.len() == self.first
    }

    /// The first character behind `at` that is no blank, if it comes within a few.
    fn next_visible(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().take(8).find(|&c| !is_blank(c) && !is_format(c))
    }
}
