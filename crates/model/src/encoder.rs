//! The transformer encoder: word pieces of many windows in, one vector for each piece out.
//!
//! The pieces of all windows of a batch lie in one matrix, without padding; every linear layer runs over all of them, and
//! only attention looks at windows, one at a time. Each row is computed by itself and each window by itself, so what a
//! window gets does not depend on the batch that it is in.

use std::borrow::Cow;
use std::ops::Range;

use crate::kernel::Kernel;
use crate::kernel::attention::{Attention, Room};
use crate::kernel::block::{Block, LANES, Matrix, floats, floats_mut};
use crate::kernel::linear::Linear;
use crate::kernel::norm::{AddAndNorm, Norm};
use crate::kernel::quantise::Quantised;

/// Rows that go through both feed-forward layers before the next: few enough that the wide rows between the layers stay
/// in the core's own cache, many enough that the weights need not come in often. A multiple of every tile's rows.
const FEED_FORWARD_ROWS: usize = 96;

/// The weights of the encoder.
#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) embedding: Embedding,
    pub(crate) layers: Vec<Layer>,
}

/// What a piece is made of before the first layer.
#[derive(Debug)]
pub(crate) struct Embedding {
    /// One row of bytes for each word piece of the vocabulary, as the model file has it.
    pub(crate) words: Cow<'static, [u8]>,
    pub(crate) scale: Vec<f32>,
    pub(crate) position: Vec<Block>,
    pub(crate) case: Vec<Block>,
    pub(crate) paragraph: Vec<Block>,
    pub(crate) quote: Vec<Block>,
    pub(crate) norm: Norm,
}

/// The weights of one layer.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Queries, keys and values of all heads.
    pub(crate) qkv: Linear,
    pub(crate) out: Linear,
    pub(crate) attention_norm: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) output_norm: Norm,
}

/// One word piece and what is known of it beside its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Row of the vocabulary.
    pub(crate) id: u16,
    /// Place in the window; 0 is `[CLS]`.
    pub(crate) position: u16,
    /// Row of the case embedding.
    pub(crate) case: u8,
    /// First piece of a word that opens a paragraph.
    pub(crate) opens_paragraph: bool,
    /// Piece of a word inside quotation marks.
    pub(crate) quoted: bool,
}

/// Windows whose pieces lie one after another.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) pieces: Vec<Piece>,
    /// The pieces of each window; together they are all pieces, in order.
    pub(crate) windows: Vec<Range<usize>>,
}

/// Memory of a forward pass, kept from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The state of each piece; after [`Encoder::forward`] the last one.
    pub(crate) states: Matrix,
    projected: Matrix,
    result: Matrix,
    wide: Matrix,
    pub(crate) bytes: Quantised,
    room: Room,
}

impl Encoder {
    /// Runs the batch through all layers; the last states are then in `scratch.states`, a row for each piece.
    pub(crate) fn forward(&self, kernel: Kernel, batch: &Batch, scratch: &mut Scratch) {
        let rows = batch.pieces.len();
        let width = self.embedding.norm.weight.len();
        let Scratch { states, projected, result, wide, bytes, room } = scratch;
        states.shape(rows, width);
        result.shape(rows, width);
        self.embedding.fill(&batch.pieces, states);
        kernel.run(AddAndNorm { norm: &self.embedding.norm, x: states, y: None });
        for layer in &self.layers {
            projected.shape(rows, layer.qkv.width());
            layer.qkv.apply(kernel, &states.view(0..rows), bytes, projected, 0);
            for window in &batch.windows {
                kernel.run(Attention { projected, window: window.clone(), room, out: result });
            }
            // The heads' sums are not needed any more once they are bytes: the result takes their place, in the
            // projections' memory, which is free by then.
            projected.shape(rows, width);
            layer.out.apply(kernel, &result.view(0..rows), bytes, projected, 0);
            kernel.run(AddAndNorm { norm: &layer.attention_norm, x: states, y: Some(projected) });
            wide.shape(FEED_FORWARD_ROWS, layer.up.width());
            for first in (0..rows).step_by(FEED_FORWARD_ROWS) {
                let some = first..rows.min(first + FEED_FORWARD_ROWS);
                layer.up.apply(kernel, &states.view(some.clone()), bytes, wide, 0);
                layer.down.apply(kernel, &wide.view(0..some.len()), bytes, result, first);
            }
            kernel.run(AddAndNorm { norm: &layer.output_norm, x: states, y: Some(result) });
        }
    }
}

impl Embedding {
    /// The sum of what each piece is made of.
    fn fill(&self, pieces: &[Piece], out: &mut Matrix) {
        let width = out.width();
        let numbers = width * LANES;
        let row = |table: &[Block], index: usize| -> Range<usize> {
            debug_assert!((index + 1) * width <= table.len());
            index * width..(index + 1) * width
        };
        for (i, piece) in pieces.iter().enumerate() {
            let id = usize::from(piece.id);
            let scale = self.scale[id];
            let words = &self.words[id * numbers..(id + 1) * numbers];
            let parts = [
                (&self.position, usize::from(piece.position)),
                (&self.case, usize::from(piece.case)),
                (&self.paragraph, usize::from(piece.opens_paragraph)),
                (&self.quote, usize::from(piece.quoted)),
            ];
            let parts = parts.map(|(table, index)| floats(&table[row(table, index)]));
            let out = floats_mut(out.row_mut(i));
            for (x, word) in out.iter_mut().zip(words) {
                *x = f32::from(word.cast_signed()) * scale;
            }
            for part in parts {
                for (x, y) in out.iter_mut().zip(part) {
                    *x += y;
                }
            }
        }
    }
}
