//! The apostrophe: clitics (`Senate|'s`, `did|n't`), possessives (`ministers|'`), names (`O'Neill`), and left-out letters.
//!
//! Any of the signs that archives hold for it counts: `'`, `’`, `‘`, `ʼ`, `´` and the grave accent. A blank that was put
//! between a curly apostrophe and its clitic (`Senate’ s`) stays inside the clitic.

use super::{Joint, Scanner, tables};

impl Scanner<'_> {
    /// The length in bytes of the apostrophe at `at`, 0 if there is none.
    pub(super) fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' | b'`' => 1,
            0xE2 if self.bytes[at..].starts_with("’".as_bytes()) || self.bytes[at..].starts_with("‘".as_bytes()) => {
                3
            }
            0xC2 if self.bytes[at..].starts_with("´".as_bytes()) => 2,
            0xCA if self.bytes[at..].starts_with("ʼ".as_bytes()) => 2,
            0xEF if self.bytes[at..].starts_with("＇".as_bytes()) => 3,
            _ => 0,
        }
    }

    /// Decides about the apostrophe at `end`, behind the word that began at `at`.
    pub(super) fn clitic(&mut self, at: usize, end: usize) -> Joint {
        let after = end + self.apostrophe(end);
        if self.byte(after).is_ascii_digit() {
            return Joint::Off; // 5'11, Q1 '02
        }
        if self.word_at(after) {
            let behind = self.run_end(after);
            return self.inner(at, end, after, behind);
        }
        if let Some(behind) = self.parted_clitic(at, end, after) {
            return self.take(at, end, behind);
        }
        if self.byte(end) == b'`' || self.bytes[end..].starts_with("‘".as_bytes()) {
            return Joint::Off;
        }
        let sibilant = matches!(self.bytes[end - 1], b's' | b'S' | b'z' | b'Z' | b'x' | b'X');
        if sibilant && !self.single && self.byte(after) != b'\'' {
            return self.take(at, end, after);
        }
        let clipped =
            !self.single && end - at >= 4 && self.bytes[at..end].ends_with(b"in") && self.byte(after) != b'\'';
        if clipped { Joint::On(after) } else { Joint::Off }
    }

    /// An apostrophe with letters on both sides; those behind it end at `behind`.
    fn inner(&mut self, at: usize, end: usize, after: usize, behind: usize) -> Joint {
        let letters = &self.bytes[after..behind];
        if self.is_negation(at, end, letters) {
            return self.take(at, end - 1, behind);
        }
        if tables::is_clitic(letters) {
            let host = &self.bytes[at..end];
            let decade =
                matches!(host, [_, b'0'] | [_, _, _, b'0']) && host.iter().all(u8::is_ascii_digit) && letters == b"s";
            return if decade { Joint::On(behind) } else { self.take(at, end, behind) };
        }
        if self.byte(end) == b'`' { Joint::Off } else { Joint::On(behind) }
    }

    /// Whether `n` before and `t` behind the apostrophe make `n't`, with a host before it.
    fn is_negation(&self, at: usize, end: usize, letters: &[u8]) -> bool {
        letters.eq_ignore_ascii_case(b"t") && end - at > 1 && self.bytes[end - 1].eq_ignore_ascii_case(&b'n')
    }

    /// Where a clitic ends that a blank parts from its apostrophe: `Senate’ s`, `don’ t`.
    fn parted_clitic(&self, at: usize, end: usize, after: usize) -> Option<usize> {
        if after - end == 1 || self.byte(after) != b' ' {
            return None;
        }
        let behind = self.run_end(after + 1);
        let letters = &self.bytes[after + 1..behind];
        let known = tables::is_clitic(letters) || self.is_negation(at, end, letters);
        (known && letters[0].is_ascii_lowercase()).then_some(behind)
    }

    /// Pushes the host up to `host`, the clitic behind it up to `behind`, and the clitics that follow that.
    fn take(&mut self, at: usize, host: usize, behind: usize) -> Joint {
        self.plain(at, host);
        self.push_fused(host, behind);
        let mut end = behind;
        loop {
            let after = end + self.apostrophe(end);
            let next = self.run_end(after);
            if after == end || next == after || !tables::is_clitic(&self.bytes[after..next]) {
                return Joint::Done(end);
            }
            self.push_fused(end, next);
            end = next;
        }
    }

    /// Where the word ends that an apostrophe of `length` bytes begins: `'s` standing alone, `'90s`, `'em`.
    pub(super) fn clipped(&self, at: usize, length: usize) -> Option<usize> {
        let after = at + length;
        let end = self.run_end(after);
        let letters = &self.bytes[after..end];
        let digits = letters.iter().take_while(|b| b.is_ascii_digit()).count();
        let year = digits == 2 && matches!(letters[2..], [] | [b's']) && !self.single;
        let closing = self.apostrophe(end) > 0 && self.apostrophe(end + self.apostrophe(end)) == 0;
        let clipped = tables::is_clipped(letters) && (letters != b"n" || closing || self.free_before());
        if clipped && letters == b"n" && closing {
            return Some(end + self.apostrophe(end));
        }
        let alone = tables::is_clitic(letters) && self.out.len() > self.first && !closing;
        (year || (clipped && !closing) || alone).then_some(end)
    }
}
