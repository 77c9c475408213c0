//! The vocabulary: from the letters of a piece to its number, and the greedy search for the longest pieces of a run.

use std::ops::Range;

use super::LONGEST_RUN;
use crate::file::ModelError;

/// Marks a piece that goes on a word.
const CONTINUES: &str = "##";

/// Numbered word pieces with a hash table over their letters.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    text: String,
    pieces: Vec<Range<u32>>,
    /// One more than a piece's number, at its hash or the next free place behind; 0 is free. Never more than half full.
    table: Vec<u32>,
    /// Bytes of the longest piece.
    longest: usize,
    pub(crate) unknown: u16,
    pub(crate) opening: u16,
    pub(crate) closing: u16,
}

/// FNV-1a, which grows byte by byte: the hashes of all beginnings of a run cost one pass.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const fn start(continues: bool) -> Self {
        Self(if continues { 0x9E37_79B9_7F4A_7C15 } else { 0xCBF2_9CE4_8422_2325 })
    }

    const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01B3))
    }

    const fn place(self, mask: usize) -> usize {
        (self.0 ^ (self.0 >> 32)) as usize & mask
    }
}

impl Vocabulary {
    /// Pieces separated by newlines, in the order of their numbers.
    pub(crate) fn new(text: &str) -> Result<Self, ModelError> {
        let broken = |why: String| ModelError::Tensor { name: "vocab".into(), why };
        let mut start = 0;
        let pieces: Vec<Range<u32>> = text
            .split('\n')
            .map(|piece| {
                let range = start..start + piece.len() as u32;
                start = range.end + 1;
                range
            })
            .collect();
        if pieces.len() > usize::from(u16::MAX) {
            return Err(broken(format!("has {} pieces; at most 65,535 can be numbered", pieces.len())));
        }
        let table = vec![0; (2 * pieces.len()).next_power_of_two()];
        let longest = pieces.iter().map(Range::len).max().unwrap_or(0);
        let text = text.to_owned();
        let mut vocabulary = Self { text, pieces, table, longest, unknown: 0, opening: 0, closing: 0 };
        for number in 0..vocabulary.pieces.len() {
            vocabulary.enter(number);
        }
        let special = |name: &str| {
            let mut hash = Hash::start(false);
            name.bytes().for_each(|byte| hash = hash.with(byte));
            vocabulary.find(false, name.as_bytes(), hash).ok_or_else(|| broken(format!("lacks the piece {name}")))
        };
        let (unknown, opening, closing) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self { unknown, opening, closing, ..vocabulary })
    }

    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(crate) fn pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| &self.text[piece.start as usize..piece.end as usize])
    }

    /// Whether a word in lower case is a piece of its own: the vocabulary as a list of common words.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        let hash = word.bytes().fold(Hash::start(false), Hash::with);
        !word.is_empty() && self.find(false, word.as_bytes(), hash).is_some()
    }

    /// Appends the pieces of a run of `characters` characters, or `[UNK]` where it cannot be made of pieces.
    pub(super) fn append_run(&self, run: &str, characters: usize, out: &mut Vec<u16>) {
        let first = out.len();
        let mut rest = if characters > LONGEST_RUN { "" } else { run };
        while !rest.is_empty() {
            let Some((piece, length)) = self.longest_beginning(out.len() > first, rest) else {
                out.truncate(first);
                break;
            };
            out.push(piece);
            rest = &rest[length..];
        }
        if out.len() == first && characters > 0 {
            out.push(self.unknown);
        }
    }

    /// The longest piece with which the text begins, and its length in bytes.
    fn longest_beginning(&self, continues: bool, text: &str) -> Option<(u16, usize)> {
        let mut best = None;
        let mut hash = Hash::start(continues);
        for (i, byte) in text.bytes().enumerate().take(self.longest) {
            hash = hash.with(byte);
            if text.is_char_boundary(i + 1) {
                let found = self.find(continues, &text.as_bytes()[..=i], hash);
                best = found.map(|piece| (piece, i + 1)).or(best);
            }
        }
        best
    }

    fn find(&self, continues: bool, letters: &[u8], hash: Hash) -> Option<u16> {
        let mut place = hash.place(self.table.len() - 1);
        loop {
            let number = self.table[place].checked_sub(1)?;
            if self.letters(number as usize) == (continues, letters) {
                return Some(number as u16);
            }
            place = (place + 1) & (self.table.len() - 1);
        }
    }

    fn enter(&mut self, number: usize) {
        let (continues, letters) = self.letters(number);
        let mut hash = Hash::start(continues);
        letters.iter().for_each(|byte| hash = hash.with(*byte));
        let mut place = hash.place(self.table.len() - 1);
        while self.table[place] != 0 {
            place = (place + 1) & (self.table.len() - 1);
        }
        self.table[place] = number as u32 + 1;
    }

    /// Whether the piece goes on a word, and its letters. `##` alone is two marks, and goes on nothing.
    fn letters(&self, number: usize) -> (bool, &[u8]) {
        let range = &self.pieces[number];
        let piece = &self.text[range.start as usize..range.end as usize];
        match piece.strip_prefix(CONTINUES) {
            Some(letters) if !letters.is_empty() => (true, letters.as_bytes()),
            _ => (false, piece.as_bytes()),
        }
    }
}
