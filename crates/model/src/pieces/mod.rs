//! Word pieces: what the encoder reads instead of words.
//!
//! ```text
//! word ──normal──▶ lower-case letters without accents ──splits──▶ runs and single marks ──vocabulary──▶ pieces
//! ```
//!
//! This is BERT's uncased WordPiece, equal to the `tokenizers` library's, for one word at a time. One thing is left out on
//! purpose: there, the characters `[SEP]` in a text become the special piece of that name; here they are five characters
//! of text like any other.

mod normal;
#[cfg(all(test, shipped_model))]
mod tests;
mod vocabulary;

use std::collections::HashMap;

pub(crate) use vocabulary::Vocabulary;

/// Words longer than this (in bytes) are not remembered.
const LONGEST_REMEMBERED: usize = 64;
/// Words that are remembered before all are forgotten: some megabytes.
const MOST_REMEMBERED: usize = 1 << 16;
/// Characters of a run beyond which it is not looked up, as in the reference.
const LONGEST_RUN: usize = 100;

/// Cuts words into pieces and remembers those it has seen. What is remembered changes nothing but the time taken.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    seen: HashMap<Box<str>, (u32, u32)>,
    /// Pieces of the remembered words, one after another.
    remembered: Vec<u16>,
    run: String,
}

impl Pieces {
    /// Appends the pieces of a word to `out`: the first `limit` of them, and `[UNK]` where there is none.
    pub(crate) fn append(&mut self, vocabulary: &Vocabulary, word: &str, limit: usize, out: &mut Vec<u16>) {
        if let Some(&(start, end)) = self.seen.get(word) {
            out.extend_from_slice(&self.remembered[start as usize..end as usize]);
            return;
        }
        let first = out.len();
        self.cut(vocabulary, word, limit, out);
        if out.len() == first {
            out.push(vocabulary.unknown);
        }
        if word.len() <= LONGEST_REMEMBERED {
            if self.seen.len() == MOST_REMEMBERED {
                self.seen.clear();
                self.remembered.clear();
            }
            let start = self.remembered.len() as u32;
            self.remembered.extend_from_slice(&out[first..]);
            self.seen.insert(word.into(), (start, self.remembered.len() as u32));
        }
    }

    fn cut(&mut self, vocabulary: &Vocabulary, word: &str, limit: usize, out: &mut Vec<u16>) {
        let limit = out.len() + limit;
        self.run.clear();
        let mut long = 0;
        for c in normal::characters(word) {
            if normal::is_part_of_run(c) {
                long += 1;
                // One more than can be looked up is enough to know that it cannot.
                if long <= LONGEST_RUN + 1 {
                    self.run.push(c);
                }
                continue;
            }
            vocabulary.append_run(&self.run, long, out);
            self.run.clear();
            long = 0;
            if !c.is_whitespace() {
                vocabulary.append_run(c.encode_utf8(&mut [0; 4]), 1, out);
            }
            if out.len() >= limit {
                break;
            }
        }
        vocabulary.append_run(&self.run, long, out);
        out.truncate(limit);
    }
}
