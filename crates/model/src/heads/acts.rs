//! Acts: which words are anchors of events, and of each anchor the status, the mode, what it is about, and who takes part.

use std::ops::Range;

use super::links::Pairs;
use crate::config::{Config, Projection};
use crate::file::{ModelError, ModelFile};
use crate::kernel::Kernel;
use crate::kernel::block::{Matrix, View, floats};
use crate::kernel::linear::{Linear, Slice, slice_blocks};
use crate::kernel::quantise::Quantised;
use crate::model::linear;

/// The weights of acts.
#[derive(Debug)]
pub(crate) struct Acts {
    /// Logits of the types of a word, the first that it is no anchor.
    event: Linear,
    types: usize,
    /// Logits of status, mode and contexts of an anchor, side by side.
    details: Linear,
    slices: [Slice; 3],
    /// From an anchor to the heads of its actors and recipients.
    pub(crate) roles: Pairs,
}

/// Memory of the details, kept from window to window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    anchors: Matrix,
    logits: Matrix,
}

impl Acts {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let (size, labels) = (config.size(Projection::Event), &config.labels);
        let plain = |outputs| Slice { outputs, gelu: false };
        let slices = [plain(labels.status.len()), plain(labels.mode.len()), plain(labels.context.len())];
        Ok(Self {
            event: linear(file, "event", size, &[plain(labels.event.len())])?,
            types: labels.event.len(),
            details: linear(file, "act", size, &slices)?,
            slices,
            roles: Pairs::load(file, "role", (Projection::Anchor, Projection::Argument), config)?,
        })
    }

    /// Logits of the types of words, a row each.
    pub(crate) fn types(&self, kernel: Kernel, words: &View<'_>, bytes: &mut Quantised, out: &mut Matrix) {
        out.shape(words.rows(), self.event.width());
        self.event.apply(kernel, words, bytes, out, 0);
    }

    /// The probabilities in a row of [`Acts::types`].
    pub(crate) fn shares(&self, row: &[crate::kernel::block::Block]) -> Vec<f32> {
        softmax(&floats(row)[..self.types])
    }

    /// Whether a word may be an anchor: some type is as likely as `share` beside none, in logits.
    pub(crate) fn may_be(&self, row: &[crate::kernel::block::Block], margin: f32) -> bool {
        let logits = &floats(row)[..self.types];
        logits[1..].iter().any(|logit| *logit > logits[0] - margin)
    }

    /// Probabilities of status and mode, and of each context by itself, for some words.
    pub(crate) fn details(
        &self,
        kernel: Kernel,
        anchors: &[usize],
        words: &View<'_>,
        (bytes, room): (&mut Quantised, &mut Room),
    ) -> Vec<[Vec<f32>; 3]> {
        let Room { anchors: rows, logits } = room;
        rows.shape(anchors.len(), words.width());
        for (row, anchor) in anchors.iter().enumerate() {
            rows.row_mut(row).copy_from_slice(words.row(*anchor));
        }
        logits.shape(anchors.len(), self.details.width());
        self.details.apply(kernel, &rows.view(0..anchors.len()), bytes, logits, 0);
        let part = |row: usize, slice: usize| {
            let blocks: Range<usize> = slice_blocks(&self.slices, slice);
            &floats(&logits.row(row)[blocks])[..self.slices[slice].outputs]
        };
        let contexts = |row| part(row, 2).iter().map(|logit| 1.0 / (1.0 + exp(-logit))).collect();
        (0..anchors.len()).map(|row| [softmax(part(row, 0)), softmax(part(row, 1)), contexts(row)]).collect()
    }
}

/// The function that all systems compute alike to the last digit that is ever shown: in double precision, rounded once.
fn exp(x: f32) -> f32 {
    f64::from(x).exp() as f32
}

/// Logits as probabilities.
pub(crate) fn softmax(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| exp(logit - most)).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}
