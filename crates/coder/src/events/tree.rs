//! The model's trees as the codebook wants to see them.

use std::ops::Range;

use onrecord_codebook::Tree;

use crate::reading::Reading;

impl Tree for Reading<'_> {
    fn words(&self) -> usize {
        self.analysis.words.len()
    }

    fn sentence(&self, word: usize) -> Range<usize> {
        self.sentence_of(word)
    }

    fn form(&self, word: usize) -> &str {
        self.text.form(word)
    }

    fn lemma(&self, word: usize) -> &str {
        &self.analysis.words[word].lemma
    }

    fn upos(&self, word: usize) -> &str {
        self.analysis.words[word].upos
    }

    fn deprel(&self, word: usize) -> &str {
        self.analysis.words[word].deprel
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.analysis.words[word].head
    }
}
