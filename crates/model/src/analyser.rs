//! Texts in, analyses out: windows of several texts are packed into batches, encoded, scored and read.

use std::fmt;
use std::ops::Range;

use onrecord_text::{Case, Text};

use crate::analysis::Analysis;
use crate::encoder::{Batch, Piece, Scratch};
use crate::heads::WordScores;
use crate::kernel::Kernel;
use crate::kernel::block::floats;
use crate::model::Model;
use crate::pieces::Pieces;
use crate::reading::{Room, Window};
use crate::windows::windows;

/// Word pieces of a batch: enough that weights need not come from afar for each window, and few enough that the rows of a
/// layer stay near the core.
const BATCH_PIECES: usize = 768;

/// Reads texts with a model. Keeps its memory from call to call; have one for each thread.
///
/// What it finds in a text depends on that text and the model alone: not on the other texts of the call, nor on earlier
/// calls, nor on the kernel.
pub struct Analyser<'m> {
    model: &'m Model,
    pub(crate) kernel: Kernel,
    pieces: Pieces,
    pub(crate) batch: Batch,
    /// For each window of the batch, its text, its words, and the row of its first word.
    origins: Vec<Origin>,
    /// The row of the first piece of each word of the batch.
    pub(crate) firsts: Vec<usize>,
    pub(crate) scratch: Scratch,
    scores: WordScores,
    room: Room,
    keeps_states: bool,
}

#[derive(Debug)]
struct Origin {
    text: usize,
    words: Range<usize>,
    row: usize,
}

impl fmt::Debug for Analyser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyser").field("model", self.model).field("kernel", &self.kernel).finish_non_exhaustive()
    }
}

/// How much the encoder has read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Encoded {
    /// Windows.
    pub windows: usize,
    /// Word pieces, with the two that stand around each window.
    pub pieces: usize,
    /// Words.
    pub words: usize,
}

impl<'m> Analyser<'m> {
    /// An analyser with its own memory.
    #[must_use]
    pub fn new(model: &'m Model, kernel: Kernel) -> Self {
        Self {
            model,
            kernel,
            pieces: Pieces::default(),
            batch: Batch::default(),
            origins: Vec::new(),
            firsts: Vec::new(),
            scratch: Scratch::default(),
            scores: WordScores::default(),
            room: Room::default(),
            keeps_states: false,
        }
    }

    /// The same analyser, whose analyses hold the states of verbs, nouns and adjectives too, about 400 bytes for each.
    #[must_use]
    pub const fn with_states(mut self, keep: bool) -> Self {
        self.keeps_states = keep;
        self
    }

    /// Reads the texts. The analyses are in the order of the texts.
    pub fn analyse(&mut self, texts: &[&Text<'_>]) -> Vec<Analysis<'m>> {
        let mut analyses = vec![Analysis::default(); texts.len()];
        for (text, analysis) in texts.iter().zip(&mut analyses) {
            analysis.words.reserve_exact(text.words.len());
        }
        self.batches(texts, |analyser| analyser.read_batch(texts, &mut analyses));
        analyses
    }

    /// Runs the encoder alone over the same windows, to measure it by itself.
    pub fn encode_only(&mut self, texts: &[&Text<'_>]) -> Encoded {
        let mut encoded = Encoded::default();
        self.batches(texts, |analyser| {
            encoded.windows += analyser.origins.len();
            encoded.pieces += analyser.batch.pieces.len();
            encoded.words += analyser.firsts.len();
        });
        encoded
    }

    /// Cuts the texts into windows, packs these into batches, and hands over each batch once it is encoded.
    pub(crate) fn batches(&mut self, texts: &[&Text<'_>], mut done: impl FnMut(&mut Self)) {
        let mut ids = Vec::new();
        let mut lengths = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            ids.clear();
            lengths.clear();
            for word in 0..text.words.len() {
                let before = ids.len();
                self.pieces.append(
                    &self.model.vocabulary,
                    text.form(word),
                    self.model.config.max_pieces_word,
                    &mut ids,
                );
                lengths.push(ids.len() - before);
            }
            let mut start = 0;
            for words in windows(text, &lengths, self.model.config.window) {
                let count: usize = lengths[words.clone()].iter().sum();
                if !self.origins.is_empty() && self.batch.pieces.len() + count + 2 > BATCH_PIECES {
                    self.flush(&mut done);
                }
                self.push(index, text, words.clone(), &ids[start..start + count], &lengths[words]);
                start += count;
            }
        }
        if !self.origins.is_empty() {
            self.flush(&mut done);
        }
    }

    /// Adds a window to the batch.
    fn push(&mut self, text_index: usize, text: &Text<'_>, words: Range<usize>, ids: &[u16], lengths: &[usize]) {
        let first = self.batch.pieces.len();
        let around =
            |id, position| Piece { id, position, case: Case::Other as u8, opens_paragraph: false, quoted: false };
        self.origins.push(Origin { text: text_index, words: words.clone(), row: self.firsts.len() });
        self.batch.pieces.push(around(self.model.vocabulary.opening, 0));
        let mut ids = ids.iter();
        for (word, length) in text.words[words].iter().zip(lengths) {
            self.firsts.push(self.batch.pieces.len());
            for (i, id) in ids.by_ref().take(*length).enumerate() {
                self.batch.pieces.push(Piece {
                    id: *id,
                    position: (self.batch.pieces.len() - first) as u16,
                    case: word.case as u8,
                    opens_paragraph: word.opens_paragraph && i == 0,
                    quoted: word.quoted,
                });
            }
        }
        let position = (self.batch.pieces.len() - first) as u16;
        self.batch.pieces.push(around(self.model.vocabulary.closing, position));
        self.batch.windows.push(first..self.batch.pieces.len());
    }

    /// Encodes the batch, hands it over and empties it.
    fn flush(&mut self, done: &mut impl FnMut(&mut Self)) {
        self.model.encoder.forward(self.kernel, &self.batch, &mut self.scratch);
        done(self);
        self.batch.pieces.clear();
        self.batch.windows.clear();
        self.origins.clear();
        self.firsts.clear();
    }

    fn read_batch(&mut self, texts: &[&Text<'_>], analyses: &mut [Analysis<'m>]) {
        let Self { model, kernel, origins, firsts, scratch, scores, room, keeps_states, .. } = self;
        let (model, kernel) = (*model, *kernel);
        model.heads.score(kernel, &scratch.states, firsts, &mut scratch.bytes, scores);
        for Origin { text, words, row } in origins {
            let window = Window { model, kernel, text: texts[*text], words: words.clone(), row: *row, scores };
            let analysis = &mut analyses[*text];
            window.read(&mut scratch.bytes, room, analysis);
            if *keeps_states {
                for (word, first) in words.clone().zip(&firsts[*row..]) {
                    if matches!(analysis.words[word].upos, "VERB" | "NOUN" | "ADJ" | "PROPN") {
                        analysis.states.push(word, floats(scratch.states.row(*first)));
                    }
                }
            }
        }
    }
}
