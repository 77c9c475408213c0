//! Stretches of a text, in bytes or in code points.
//!
//! Inside the program texts are sliced by bytes; outside, the contract counts Unicode code points. A span carries its
//! unit in its type, so that the two cannot be mixed, and [`CharIndex`] is the only bridge between them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The unit of spans that slice a `str`: UTF-8 bytes.
pub enum Bytes {}

/// The unit of spans in the output: Unicode code points.
pub enum Chars {}

/// A half-open stretch `[start, end)` of a text, in units of `U`. Never reversed; may be empty.
pub struct Span<U> {
    start: u32,
    end: u32,
    unit: PhantomData<fn() -> U>,
}

/// Why two numbers are no span of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The end lies before the start.
    #[error("span [{0}, {1}] ends before it starts")]
    Reversed(u32, u32),
}

impl<U> Span<U> {
    /// The span from `start` to `end`. A reversed pair becomes the empty span at `start`; input from outside goes
    /// through [`Span::try_new`].
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end }, unit: PhantomData }
    }

    /// The span from `start` to `end`.
    ///
    /// # Errors
    /// [`SpanError::Reversed`] where `end` lies before `start`.
    pub const fn try_new(start: u32, end: u32) -> Result<Self, SpanError> {
        if end < start { Err(SpanError::Reversed(start, end)) } else { Ok(Self::new(start, end)) }
    }

    /// First unit inside.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// First unit after.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Number of units inside.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one unit.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The shortest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// `[start, end]`, as JSON shows it.
    #[must_use]
    pub const fn as_array(self) -> [u32; 2] {
        [self.start, self.end]
    }
}

impl Span<Bytes> {
    /// The words of `text` that the span claims.
    ///
    /// # Panics
    /// Where the span lies outside `text` or cuts a code point: it then belongs to another text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        self.as_array() == other.as_array()
    }
}
impl<U> Eq for Span<U> {}
impl<U> PartialOrd for Span<U> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<U> Ord for Span<U> {
    /// By start, then by end.
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_array().cmp(&other.as_array())
    }
}
impl<U> Hash for Span<U> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_array().hash(state);
    }
}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {})", self.start, self.end)
    }
}
impl<U> Serialize for Span<U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_array().serialize(serializer)
    }
}
impl<'de, U> Deserialize<'de> for Span<U> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = <[u32; 2]>::deserialize(deserializer)?;
        Self::try_new(start, end).map_err(serde::de::Error::custom)
    }
}

/// How many code points lie before each byte of one text.
///
/// Texts are mostly ASCII, so the index keeps one count every 64 bytes and counts the few bytes between; a text that is
/// ASCII throughout needs none.
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`; empty for ASCII.
    counts: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CharIndex<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += code_points(block);
            }
            counts.push(count);
        }
        Self { text, counts }
    }

    /// Code points before the byte offset, which must lie on a code point's first byte or at the end.
    #[must_use]
    pub fn char_offset(&self, byte: u32) -> u32 {
        if self.counts.is_empty() {
            return byte;
        }
        let block = byte as usize / STRIDE;
        self.counts[block] + code_points(&self.text.as_bytes()[block * STRIDE..byte as usize])
    }

    /// The same stretch in code points.
    #[must_use]
    pub fn chars(&self, span: Span<Bytes>) -> Span<Chars> {
        Span::new(self.char_offset(span.start), self.char_offset(span.end))
    }

    /// The same stretch in bytes, or `None` where it reaches beyond the text.
    #[must_use]
    pub fn bytes(&self, span: Span<Chars>) -> Option<Span<Bytes>> {
        Some(Span::new(self.byte_offset(span.start)?, self.byte_offset(span.end)?))
    }

    fn byte_offset(&self, chars: u32) -> Option<u32> {
        if self.counts.is_empty() {
            return (chars as usize <= self.text.len()).then_some(chars);
        }
        let block = self.counts.partition_point(|&count| count <= chars) - 1;
        let mut left = chars - self.counts[block];
        let mut byte = block * STRIDE;
        let bytes = self.text.as_bytes();
        // A block may begin inside a code point, which the block before it has counted.
        while byte < bytes.len() && is_continuation(bytes[byte]) {
            byte += 1;
        }
        while left > 0 {
            byte += self.text.get(byte..)?.chars().next()?.len_utf8();
            left -= 1;
        }
        u32::try_from(byte.min(bytes.len())).ok()
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn code_points(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(!is_continuation(b))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reversed_pair_from_outside_is_refused() {
        assert!(serde_json::from_str::<Span<Chars>>("[3, 1]").is_err());
        assert_eq!(Span::<Chars>::try_new(3, 1), Err(SpanError::Reversed(3, 1)));
    }

    #[test]
    fn spans_know_overlap_and_containment() {
        let senate = Span::<Bytes>::new(4, 22);
        let of = Span::new(11, 13);
        assert!(senate.contains(of) && senate.overlaps(of) && !of.contains(senate));
        assert!(!Span::<Bytes>::new(0, 4).overlaps(senate), "touching is not sharing");
    }

    proptest! {
        #[test]
        fn bytes_and_chars_agree_on_any_text(text in "(\\PC|[a-z \u{a0}\u{200b}é€😀]){0,200}") {
            let index = CharIndex::new(&text);
            let mut chars = 0;
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let byte = byte as u32;
                prop_assert_eq!(index.char_offset(byte), chars);
                let back = index.bytes(Span::new(chars, chars)).map(Span::start);
                prop_assert_eq!(back, Some(byte));
                chars += 1;
            }
            prop_assert_eq!(index.bytes(Span::new(0, chars)), None);
        }
    }
}
