//! Addresses of web and mail, taken whole: `https://example.org/a?b=1`, `desk@example.org`, `example.org/news`.

use super::{Scanner, tables};
use crate::letters::is_blank;

/// What an address of the web may begin with, in small letters.
const SCHEMES: &[&str] = &["http://", "https://", "ftp://", "mailto:", "www.", "doi:10."];
/// The longest local part of a mail address, and the longest name of a host, in bytes.
const LOCAL: usize = 64;
const HOST: usize = 253;

impl Scanner<'_> {
    /// Where the address ends that begins at `at`, if one does; its first run ends at `run`.
    pub(super) fn address(&self, at: usize, run: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let scheme = SCHEMES
            .iter()
            .find(|scheme| rest.len() > scheme.len() && rest[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes()));
        if let Some(scheme) = scheme {
            return Some(self.locator_end(at + scheme.len()));
        }
        matches!(self.byte(run), b'.' | b'@' | b'_' | b'-' | b'+' | b'%').then(|| self.mail(at)).flatten()
    }

    /// Where a mail address from `at` ends.
    fn mail(&self, at: usize) -> Option<usize> {
        let window = &self.bytes[at..self.bytes.len().min(at + LOCAL + 1)];
        let local = window.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || b"._%+-~".contains(&byte)))?;
        if window[local] != b'@' || !self.byte(at + local + 1).is_ascii_alphanumeric() {
            return None;
        }
        Some(self.host_end(at + local + 1))
    }

    /// Where the host's name from `at` ends, trailing dots and hyphens left out.
    pub(super) fn host_end(&self, at: usize) -> usize {
        let window = &self.bytes[at..self.bytes.len().min(at + HOST)];
        let end =
            window.iter().position(|&b| !(b.is_ascii_alphanumeric() || b"._-".contains(&b))).unwrap_or(window.len());
        let trimmed = window[..end].iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
        at + trimmed
    }

    /// Where an address of the web ends whose path goes on from `at`: at a blank, a bracket or a quotation mark; closing
    /// punctuation is left out.
    pub(super) fn locator_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let stop = |c: char| is_blank(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '’' | '|');
        let path = &rest[..rest.find(stop).unwrap_or(rest.len())];
        let mut open = path.bytes().filter(|&b| b == b'(').count();
        let closed = path.bytes().filter(|&b| b == b')').count();
        let mut surplus = closed.saturating_sub(open);
        let kept = path.trim_end_matches(|c| match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '*' | '…' => true,
            ')' if surplus > 0 => {
                surplus -= 1;
                true
            }
            '(' if open > 0 => {
                open -= 1;
                true
            }
            _ => false,
        });
        at + kept.len()
    }

    /// Where a dotted name from `at` ends that is a host or a file by its last part (`example.org`, `report.pdf`), with the
    /// path behind it.
    pub(super) fn dotted_name(&self, at: usize) -> Option<usize> {
        let end = self.host_end(at);
        let name = &self.bytes[at..end];
        let mut parts = name.split(|&byte| byte == b'.');
        let last = parts.next_back()?;
        let count = name.iter().filter(|&&byte| byte == b'.').count();
        if count == 0 || parts.any(<[u8]>::is_empty) {
            return None;
        }
        let small = |part: &[u8]| part.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let one_case = small(last) || last.iter().all(u8::is_ascii_uppercase);
        let path = self.byte(end) == b'/' && self.byte(end + 1).is_ascii_alphanumeric();
        let usual = one_case && tables::is_ending(last);
        let group = count >= 2 && name.split(|&byte| byte == b'.').all(|part| part.len() > 1 && small(part));
        if usual || group {
            return Some(if path { self.locator_end(end) } else { end });
        }
        None
    }
}
