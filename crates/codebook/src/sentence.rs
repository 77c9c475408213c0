//! A tree that owns its words: what an analyser hands to the examples' trial, and what tests write by hand.

use std::ops::Range;

use crate::tree::Tree;

/// One word of a [`Parsed`] text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Relation to the head.
    pub deprel: String,
    /// Index of the head; none for the root.
    pub head: Option<usize>,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
}

/// A text with its trees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// All words.
    pub words: Vec<Word>,
    /// Sentences as ranges of words; together all words.
    pub sentences: Vec<Range<usize>>,
}

impl Tree for Parsed {
    fn words(&self) -> usize {
        self.words.len()
    }

    fn sentence(&self, word: usize) -> Range<usize> {
        self.sentences.iter().find(|sentence| sentence.contains(&word)).cloned().unwrap_or(word..word + 1)
    }

    fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| &word.form)
    }

    fn lemma(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| &word.lemma)
    }

    fn upos(&self, word: usize) -> &str {
        self.words.get(word).map_or("X", |word| &word.upos)
    }

    fn deprel(&self, word: usize) -> &str {
        self.words.get(word).map_or("dep", |word| &word.deprel)
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.words.get(word).and_then(|word| word.head)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One sentence from `form lemma UPOS head deprel|…`, heads counted from 1 as in CoNLL-U; a blank parts all words.
    pub(crate) fn tree(lines: &str) -> Parsed {
        let mut at = 0;
        let word = |line: &str| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [form, lemma, upos, head, deprel] = fields[..] else { panic!("five fields, not {line:?}") };
            let bytes = at..at + form.len();
            at = bytes.end + 1;
            let [form, lemma, upos, deprel] = [form, lemma, upos, deprel].map(str::to_owned);
            Word { form, lemma, upos, deprel, head: head.parse::<usize>().unwrap().checked_sub(1), bytes }
        };
        let words: Vec<Word> = lines.split('|').map(word).collect();
        let sentences = std::iter::once(0..words.len()).collect();
        Parsed { words, sentences }
    }
}
