//! Hyphens and the other signs that may join two runs into one word.

use super::{Joint, Scanner, tables};

impl Scanner<'_> {
    /// Decides about the hyphen at `end`. Hyphens part words, but for prefixes (`re-elected`), a few suffixes and clipped
    /// speech (`th-`).
    pub(super) fn hyphen(&mut self, at: usize, end: usize) -> Joint {
        let run = &self.bytes[at..end];
        if self.word_at(end + 1) {
            let behind = self.run_end(end + 1);
            let next = &self.bytes[end + 1..behind];
            let within = !self.blank && self.last_form() == Some("-");
            if tables::is_suffix(next) || (!within && tables::is_prefix(run) && takes_prefix(run, next)) {
                return Joint::On(if next[0].is_ascii_digit() { self.figure(end + 1) } else { behind });
            }
            return Joint::Off;
        }
        let clipped = match run {
            [one] => one.is_ascii_alphabetic(),
            [one, two] => {
                ![one, two].iter().any(|b| b"aeiouAEIOU".contains(b)) && run.iter().all(u8::is_ascii_alphabetic)
            }
            _ => false,
        };
        if clipped && self.free_before() && (self.blank_at(end + 1) || self.byte(end + 1) == b',') {
            Joint::On(end + 1)
        } else {
            Joint::Off
        }
    }

    /// Decides about one of the rarer connectors at `end`.
    pub(super) fn connector(&mut self, at: usize, end: usize) -> Joint {
        let run = &self.bytes[at..end];
        let word_behind = self.word_at(end + 1);
        let behind = if word_behind { self.run_end(end + 1) } else { end + 1 };
        let next = &self.bytes[(end + 1).min(behind)..behind];
        let letters = |run: &[u8]| run.iter().all(u8::is_ascii_alphabetic);
        let joins = match self.byte(end) {
            b'&' => word_behind && letters(run) && letters(next) && run.len() <= 3 && next.len() <= 3,
            b'@' | b'_' => word_behind,
            b'*' => word_behind && letters(run) && next.iter().all(u8::is_ascii_lowercase),
            b'/' => word_behind && is_slashed(run, next),
            b'$' => !word_behind_letter(next) && run.len() <= 3 && run.iter().all(u8::is_ascii_uppercase),
            b'(' => return self.bracketed_letter(end),
            _ => false,
        };
        match self.byte(end) {
            b'$' if joins => Joint::On(end + 1),
            _ if joins => Joint::On(behind),
            _ => Joint::Off,
        }
    }

    /// A letter in brackets within a word: `Re(a)d`.
    fn bracketed_letter(&self, end: usize) -> Joint {
        let inside = self.byte(end + 1).is_ascii_lowercase() && self.byte(end + 2) == b')';
        if inside && self.byte(end + 3).is_ascii_lowercase() { Joint::On(self.run_end(end + 3)) } else { Joint::Off }
    }
}

/// `w/o`, `s/he`, `I/O`: a single letter before the slash and a short run behind it.
fn is_slashed(run: &[u8], next: &[u8]) -> bool {
    let single = run.len() == 1 && next.len() == 1 && run[0].is_ascii_alphabetic() && next[0].is_ascii_alphabetic();
    single || (run.eq_ignore_ascii_case(b"w") && next == b"out") || (run.eq_ignore_ascii_case(b"s") && next == b"he")
}

fn word_behind_letter(next: &[u8]) -> bool {
    next.first().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a known prefix is one before `next`, and not an acronym (`UN-led`), a letter (`E-J`) or a newspaper (`Post-ABC`).
fn takes_prefix(run: &[u8], next: &[u8]) -> bool {
    let capitals = |run: &[u8]| run.iter().all(u8::is_ascii_uppercase);
    match run {
        [letter] => letter.is_ascii_lowercase() || next[0].is_ascii_lowercase(),
        [first, ..] if capitals(run) => first.is_ascii_uppercase() && run.len() > 2 && capitals(next),
        b"Post" => !capitals(next),
        _ => true,
    }
}
