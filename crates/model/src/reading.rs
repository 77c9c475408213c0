//! From the scores of one window to its part of the analysis.
//!
//! First the sentences (where a word ends one, and where paragraphs end), then for each sentence its tree and names, then over
//! the whole window the attributions (cues, and what each of them links to), the mentions and the acts.

mod acts;
mod attributions;
mod mentions;

use std::ops::Range;

use onrecord_text::Text;

use crate::analysis::{Analysis, Name, WordAnalysis};
use crate::config::Projection;
use crate::decode::sequence::{self, best_labels, spans};
use crate::decode::{argmax, lemma, tree::best_tree};
use crate::heads::{WordScores, links, trees};
use crate::kernel::Kernel;
use crate::kernel::block::{LANES, Matrix, floats};
use crate::kernel::quantise::Quantised;
use crate::model::Model;

/// The logit above which a word ends a sentence.
const ENDS: f32 = 0.0;

/// Memory of reading, kept from window to window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    arcs: Vec<f32>,
    sequence: sequence::Room,
    trees: trees::Room,
    links: links::Room,
    mentions: mentions::Room,
    acts: acts::Room,
}

/// What being outside of every name is held back by, in logits: names are missed more often than made up, and without this
/// the decoder, which wants all words of a name right at once, would miss still more. Chosen on GUM's development part.
const OUTSIDE: f32 = -0.6;

/// One window of a text, and the rows of its words in the batch's scores.
pub(crate) struct Window<'m, 'a, 't> {
    pub(crate) model: &'m Model,
    pub(crate) kernel: Kernel,
    pub(crate) text: &'a Text<'t>,
    /// Its words, as indices into the text's words.
    pub(crate) words: Range<usize>,
    /// The row of its first word.
    pub(crate) row: usize,
    pub(crate) scores: &'a WordScores,
}

impl<'m, 'a> Window<'m, 'a, '_> {
    /// Adds what the scores say of the window to the analysis, which holds everything of the text up to here.
    pub(crate) fn read(&self, bytes: &mut Quantised, room: &mut Room, analysis: &mut Analysis<'m>) {
        for sentence in self.sentences() {
            self.read_tree(&sentence, bytes, room, &mut analysis.words);
            self.read_names(&sentence, room, &mut analysis.names);
            analysis.sentences.push(sentence);
        }
        self.read_attributions(bytes, (&mut room.sequence, &mut room.links), analysis);
        self.read_mentions(bytes, &mut room.mentions, analysis);
        self.read_acts(bytes, &mut room.acts, analysis);
    }

    /// The rows of some words of the text.
    fn rows(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.row + words.start - self.words.start;
        first..first + words.len()
    }

    /// Logits of part of speech, treebank tag, lemma script, and sentence end.
    fn tags(&self, word: usize) -> (&[f32], &[f32], &[f32], f32) {
        let row = self.row + word - self.words.start;
        let blocks = self.model.heads.blocks(Projection::Tags);
        let logits = floats(&self.scores.projected.row(row)[blocks]);
        let labels = &self.model.labels;
        let (upos, rest) = logits.split_at(labels.upos.len());
        let (xpos, rest) = rest.split_at(labels.xpos.len());
        let (lemma, rest) = rest.split_at(labels.lemma.len());
        (upos, xpos, lemma, rest[0])
    }

    /// The window's sentences. A token is never cut: its last word decides.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = self.words.start;
        for word in self.words.clone() {
            let next = self.text.words.get(word + 1).filter(|_| word + 1 < self.words.end);
            let ends = match next {
                None => true,
                Some(next) if next.opens_paragraph => true,
                Some(next) if next.fused => false,
                Some(_) => self.tags(word).3 > ENDS,
            };
            if ends {
                sentences.push(start..word + 1);
                start = word + 1;
            }
        }
        sentences
    }

    fn read_tree(
        &self,
        sentence: &Range<usize>,
        bytes: &mut Quantised,
        room: &mut Room,
        words: &mut Vec<WordAnalysis<'m>>,
    ) {
        let (rows, heads, labels) = (self.rows(sentence), &self.model.heads, &self.model.labels);
        let vocabulary = &self.model.vocabulary;
        let part = |projection| self.scores.projected.part(rows.clone(), heads.blocks(projection));
        let wanted = self.scores.wanted_heads.view(rows.clone());
        heads.trees.arcs(self.kernel, &wanted, &part(Projection::ArcHead), &mut room.arcs);
        let governors = best_tree(&room.arcs, sentence.len());
        let views = (&part(Projection::RelDependent), &part(Projection::RelHead));
        let memory = (bytes, &mut room.trees);
        let relations = heads.trees.relations(self.kernel, views, &governors, labels.root, memory);
        for ((word, governor), relation) in sentence.clone().zip(governors).zip(relations) {
            let (upos, xpos, scores, _) = self.tags(word);
            let upos = labels.upos[argmax(upos)].as_str();
            let xpos = labels.xpos[argmax(xpos)].as_str();
            words.push(WordAnalysis {
                upos,
                xpos,
                lemma: lemma::best(&labels.lemma, scores, (self.text.form(word), upos, xpos), |word| {
                    vocabulary.is_word(word)
                }),
                head: governor.checked_sub(1).map(|head| sentence.start + head),
                deprel: &labels.rel[relation],
            });
        }
    }

    fn read_names(&self, sentence: &Range<usize>, room: &mut Room, names: &mut Vec<Name>) {
        let (rows, labels) = (self.rows(sentence), &self.model.labels.name);
        for (layer, inner) in [false, true].into_iter().enumerate() {
            let logits = |matrix: &'a Matrix, word: usize| {
                &floats(matrix.row(rows.start + word))[layer * LANES..layer * LANES + labels.len()]
            };
            let path = best_labels(
                labels,
                sentence.len(),
                |word| logits(&self.scores.names, word),
                OUTSIDE,
                &mut room.sequence,
            );
            for (kind, span) in spans(labels, &path) {
                let confidence = mean(span.clone().map(|word| logits(&self.scores.name_shares, word)[path[word]]));
                let words = sentence.start + span.start..sentence.start + span.end;
                names.push(Name { words, kind, inner, confidence });
            }
        }
    }
}

fn mean(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let count = values.len();
    values.sum::<f32>() / count as f32
}
