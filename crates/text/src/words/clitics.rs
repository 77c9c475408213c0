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
        if let Some(parted) = self.parted_clitic(at, end, after) {
            return parted;
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

    /// A clitic that a blank parts from its apostrophe: `Senate’ s`, `don’ t`.
    fn parted_clitic(&mut self, at: usize, end: usize, after: usize) -> Option<Joint> {
        if after - end == 1 || self.byte(after) != b' ' {
            return None;
        }
        let behind = self.run_end(after + 1);
        let letters = &self.bytes[after + 1..behind];
        if !letters.first().is_some_and(u8::is_ascii_lowercase) {
            return None;
        }
        let host = if self.is_negation(at, end, letters) { end - 1 } else { end };
        (host < end || tables::is_clitic(letters)).then(|| self.take(at, host, behind))
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

    /// Pushes the words that an apostrophe of `length` bytes begins and tells where they end: `'s` standing alone, `'90s`,
    /// `'em`, `'n'`, `'t|is`.
    pub(super) fn clipped(&mut self, at: usize, length: usize) -> Option<usize> {
        let after = at + length;
        let end = self.run_end(after);
        let letters = &self.bytes[after..end];
        let closing = self.apostrophe(end);
        let closed = closing > 0 && !self.word_at(end + closing);
        if matches!(letters, b"tis" | b"Tis" | b"twas" | b"Twas") {
            self.push(at, after + 1);
            self.push_fused(after + 1, end);
            return Some(end);
        }
        let kept = match letters {
            [b'0'..=b'9', b'0'..=b'9'] => !self.single,
            [b'0'..=b'9', b'0'..=b'9', b's'] => true,
            b"n" if closed => {
                self.push(at, end + closing);
                return Some(end + closing);
            }
            _ => {
                !closed && (tables::is_clipped(letters) || (tables::is_clitic(letters) && self.out.len() > self.first))
            }
        };
        kept.then(|| {
            self.push(at, end);
            end
        })
    }
}
