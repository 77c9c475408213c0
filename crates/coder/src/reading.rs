//! A text and the model's analysis of it, side by side: what every rule of the coder looks at.
//!
//! Words are indices, stretches of words are ranges of them; only here do they become spans of characters.

use std::ops::Range;

use onrecord_model::{Analysis, WordAnalysis};
use onrecord_record::{Bytes, CharIndex, Chars, Span};
use onrecord_text::Text;

pub(crate) struct Reading<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) analysis: &'a Analysis<'a>,
    index: CharIndex<'a>,
    /// Words that open paragraphs, in order.
    openings: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(text: &'a Text<'a>, analysis: &'a Analysis<'a>) -> Self {
        let openings = (0..text.words.len()).filter(|&word| text.words[word].opens_paragraph).collect();
        Self { text, analysis, index: CharIndex::new(text.raw), openings }
    }

    pub(crate) fn word(&self, word: usize) -> &'a WordAnalysis<'a> {
        &self.analysis.words[word]
    }

    pub(crate) fn form(&self, word: usize) -> &'a str {
        self.text.form(word)
    }

    /// Lower-case lemma of a word.
    pub(crate) fn lemma(&self, word: usize) -> String {
        self.word(word).lemma.to_lowercase()
    }

    /// From the first word's first byte to the last word's last; empty for no words.
    pub(crate) fn bytes(&self, words: &Range<usize>) -> Span<Bytes> {
        match (self.text.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.text.words.get(last))) {
            (Some(first), Some(last)) if !words.is_empty() => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The same in code points, as the record wants it.
    pub(crate) fn chars(&self, words: &Range<usize>) -> Span<Chars> {
        self.index.chars(self.bytes(words))
    }

    pub(crate) fn span(&self, bytes: Span<Bytes>) -> Span<Chars> {
        self.index.chars(bytes)
    }

    /// The words that a span of code points touches.
    pub(crate) fn words_of(&self, span: Span<Chars>) -> Range<usize> {
        let touched = |word: &onrecord_text::Word| {
            let chars = self.index.chars(word.span);
            chars.start() < span.end() && span.start() < chars.end()
        };
        let first = self.text.words.iter().position(touched).unwrap_or(0);
        first..first + self.text.words[first..].iter().take_while(|word| touched(word)).count()
    }

    /// The words as they stand in the text, blanks and all.
    pub(crate) fn slice(&self, words: &Range<usize>) -> &'a str {
        self.bytes(words).slice(self.text.raw)
    }

    /// The words of the sentence in which a word stands.
    pub(crate) fn sentence_of(&self, word: usize) -> Range<usize> {
        let after = self.analysis.sentences.partition_point(|sentence| sentence.start <= word);
        self.analysis.sentences.get(after.wrapping_sub(1)).cloned().unwrap_or(word..word + 1)
    }

    /// The words of a stretch whose heads lie outside of it, in order: the tops of its phrases.
    pub(crate) fn tops<'r>(&'r self, words: &'r Range<usize>) -> impl Iterator<Item = usize> + 'r {
        words.clone().filter(|&word| self.word(word).head.is_none_or(|head| !words.contains(&head)))
    }

    /// The top of a stretch that says what it is: the first that is no punctuation or function word, else the first.
    pub(crate) fn top(&self, words: &Range<usize>) -> Option<usize> {
        let heavy = |&word: &usize| {
            !matches!(self.word(word).upos, "PUNCT" | "ADP" | "DET" | "CCONJ" | "SCONJ" | "AUX" | "PART")
        };
        self.tops(words).find(heavy).or_else(|| self.tops(words).next())
    }

    /// The words of the paragraph in which a word stands.
    pub(crate) fn paragraph_of(&self, word: usize) -> Range<usize> {
        let after = self.openings.partition_point(|&opening| opening <= word);
        let start = after.checked_sub(1).map_or(0, |at| self.openings[at]);
        let end = self.openings.get(after).copied().unwrap_or(self.text.words.len());
        start..end
    }

    /// A word, its head, the head's head and so on, at most so many.
    pub(crate) fn upwards(&self, word: usize, most: usize) -> Vec<usize> {
        std::iter::successors(Some(word), |&at| self.word(at).head).take(most).collect()
    }

    /// The word that names somebody: a relative pronoun stands for the noun before it.
    pub(crate) fn antecedent(&self, word: usize) -> usize {
        let it = self.word(word);
        let relative = matches!(it.xpos, "WDT" | "WP") && matches!(it.upos, "PRON" | "DET");
        let mut at = word;
        for _ in 0..4 {
            let Some(head) = self.word(at).head.filter(|_| relative) else { return word };
            if self.word(at).deprel.starts_with("acl") {
                return head;
            }
            at = head;
        }
        word
    }

    /// Whether a word hangs on what it belongs to by one of some prepositions, given as lemmas.
    pub(crate) fn hangs_by(&self, word: usize, prepositions: &[&str]) -> bool {
        let sentence = self.sentence_of(word);
        self.dependents(word, &sentence, "case").any(|case| prepositions.contains(&self.lemma(case).as_str()))
    }

    /// Whether a dependent of `word` has this relation, subtypes cut off, and stands inside the stretch.
    pub(crate) fn dependents<'r>(
        &'r self,
        word: usize,
        within: &Range<usize>,
        relation: &'r str,
    ) -> impl Iterator<Item = usize> + 'r {
        within.clone().filter(move |&other| {
            self.word(other).head == Some(word) && self.word(other).deprel.split(':').next() == Some(relation)
        })
    }
}
