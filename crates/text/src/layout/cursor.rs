//! A place among the words of one paragraph, with steps forward that either take what they look for or stay.

use std::ops::Range;

use onrecord_record::{Bytes, Span};

use crate::{Case, Text, Word};

#[derive(Clone)]
pub(super) struct Cursor<'c> {
    text: &'c Text<'c>,
    at: usize,
    end: usize,
}

impl<'c> Cursor<'c> {
    pub(super) fn new(text: &'c Text<'c>, words: Range<usize>) -> Self {
        Self { text, at: words.start, end: words.end }
    }

    /// The index of the next word.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// How many words are left.
    pub(super) fn left(&self) -> usize {
        self.end - self.at
    }

    /// Goes to the end of the paragraph.
    pub(super) fn finish(&mut self) {
        self.at = self.end;
    }

    pub(super) fn step(&mut self) {
        self.at = (self.at + 1).min(self.end);
    }

    /// The word so many words ahead.
    pub(super) fn word(&self, ahead: usize) -> Option<&'c Word> {
        self.text.words[self.at..self.end].get(ahead)
    }

    /// Its characters; empty beyond the paragraph.
    pub(super) fn form(&self, ahead: usize) -> &'c str {
        self.word(ahead).map_or("", |word| word.span.slice(self.text.raw))
    }

    pub(super) fn case(&self, ahead: usize) -> Option<Case> {
        self.word(ahead).map(|word| word.case)
    }

    /// Whether a blank stands before the word so many words ahead, or it is beyond the paragraph.
    pub(super) fn blank_before(&self, ahead: usize) -> bool {
        self.word(ahead).is_none_or(|word| word.space_before)
    }

    /// Steps over the next word if it is one of these.
    pub(super) fn take(&mut self, forms: &[&str]) -> bool {
        let found = !self.is_done() && forms.contains(&self.form(0));
        if found {
            self.step();
        }
        found
    }

    /// From the word with the index `from` to the last word passed, if any was.
    pub(super) fn span_from(&self, from: usize) -> Option<Span<Bytes>> {
        let words = self.text.words.get(from..self.at)?;
        Some(words.first()?.span.cover(words.last()?.span))
    }

    /// The words that are left, from first to last.
    pub(super) fn rest(&self) -> Option<Span<Bytes>> {
        let words = &self.text.words[self.at..self.end];
        Some(words.first()?.span.cover(words.last()?.span))
    }

    /// The words that are left.
    pub(super) fn forms(&self) -> impl Iterator<Item = &'c str> + use<'c> {
        let text = self.text;
        text.words[self.at..self.end].iter().map(|word| word.span.slice(text.raw))
    }

    pub(super) fn raw(&self) -> &'c str {
        self.text.raw
    }
}
