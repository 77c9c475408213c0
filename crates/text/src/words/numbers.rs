//! Words that begin with a digit: `1,000.5`, `10:30`, `17/05/2020`, `555-0143`, `10th`, and units parted from them (`5|pm`).

use super::{Scanner, tables};

/// Lengths of the groups of digits, parted by hyphens, that make one word: dates, telephone numbers, postal codes.
const HYPHENED: &[&[usize]] = &[
    &[4, 2, 2],
    &[2, 2, 2],
    &[2, 2, 4],
    &[1, 2, 4],
    &[1, 2, 2],
    &[2, 1, 4],
    &[3, 4],
    &[3, 3, 4],
    &[1, 3, 4],
    &[1, 3, 3, 4],
    &[2, 3, 4],
    &[5, 4],
    &[7, 4],
];

impl Scanner<'_> {
    /// Pushes the number at `at` and gives where to go on.
    pub(super) fn number(&mut self, at: usize) -> usize {
        let end = self.digits_end(at);
        if end == at {
            return self.run(at); // a digit of another script, or a letter-like number
        }
        let end = self.figure_end(at, end);
        if !self.word_at(end) {
            return match self.byte(end) {
                b'.' | b'-' | b'_' | b'@' | b'+' | b'&' => self.joined(at, end),
                _ if self.apostrophe(end) > 0 && !self.single => self.joined(at, end),
                _ => {
                    self.push(at, end);
                    end
                }
            };
        }
        let behind = self.run_end(end);
        let letters = &self.bytes[end..behind];
        let hour = matches!(letters, b"a" | b"p") && self.bytes[behind..].starts_with(b".m");
        if hour || tables::is_unit(letters) && !(letters == b"in" || letters == b"g") || self.is_money(letters) {
            self.push(at, end);
            return end;
        }
        self.joined(at, behind)
    }

    /// Whether the letters are a short form of thousand, million, billion behind an amount of money.
    fn is_money(&self, letters: &[u8]) -> bool {
        let amount = self.out[self.first..].last().is_some_and(|word| {
            let form = word.span.slice(self.text);
            matches!(form, "$" | "€" | "£" | "¥") || form.ends_with('$')
        });
        amount && !self.blank && matches!(letters, b"b" | b"B" | b"t" | b"T")
    }

    /// Where the figure at `at` ends, which begins with a digit.
    pub(super) fn figure(&self, at: usize) -> usize {
        let end = self.figure_end(at, self.digits_end(at));
        self.run_end(end)
    }

    fn digits_end(&self, at: usize) -> usize {
        at + self.bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Where the figure ends whose first digits are `at..end`: groups of digits with `.`, `,`, `:`, `/` or hyphens between.
    fn figure_end(&self, at: usize, mut end: usize) -> usize {
        if let Some(end) = self.hyphened(at) {
            return end;
        }
        if let Some(end) = self.slashed(at, end) {
            return end;
        }
        while matches!(self.byte(end), b'.' | b',' | b':') && self.byte(end + 1).is_ascii_digit() {
            let next = self.digits_end(end + 1);
            if self.byte(end) == b',' && next - end != 4 {
                break;
            }
            if self.byte(end) == b'.' && self.byte(next).is_ascii_alphabetic() && self.bytes[at..end].contains(&b'.') {
                break;
            }
            end = next;
        }
        end
    }

    /// A date or a telephone number with hyphens, by the lengths of its groups.
    fn hyphened(&self, at: usize) -> Option<usize> {
        let mut lengths = [0; 4];
        let mut groups = 0;
        let mut end = at;
        loop {
            let next = self.digits_end(end);
            if next == end || groups == lengths.len() {
                return None;
            }
            lengths[groups] = next - end;
            groups += 1;
            end = next;
            if self.byte(end) != b'-' || !self.byte(end + 1).is_ascii_digit() {
                break;
            }
            end += 1;
        }
        (groups > 1 && HYPHENED.contains(&&lengths[..groups]) && !self.word_at(end)).then_some(end)
    }

    /// A date with slashes, `17/05/2020` or `9/11`; a telephone number, `555/555-0143`.
    fn slashed(&self, at: usize, end: usize) -> Option<usize> {
        let group =
            |from: usize| (self.byte(from) == b'/').then(|| self.digits_end(from + 1)).filter(|&to| to > from + 1);
        let second = group(end)?;
        if end - at == 3
            && let Some(rest) = self.hyphened(end + 1)
        {
            return Some(rest);
        }
        if let Some(third) = group(second) {
            return Some(third);
        }
        let (first, second_length) = (end - at, second - end - 1);
        let value = |from: usize, to: usize| self.text[from..to].parse::<u32>().unwrap_or(0);
        let day = first <= 2
            && second_length <= 2
            && (1..=12).contains(&value(at, end))
            && (1..=31).contains(&value(end + 1, second));
        (day && !self.word_at(second)).then_some(second)
    }
}
