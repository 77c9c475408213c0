//! The heads: from the states of words to the scores of every question.
//!
//! One linear layer makes all projections of a word at once; they lie side by side in one row. What follows on them is small:
//! a few float layers, dot products between the words of a sentence ([`trees`]) and from cues to the words of their window
//! ([`links`]).

pub(crate) mod acts;
pub(crate) mod coreference;
pub(crate) mod links;
pub(crate) mod trees;

use std::ops::Range;

use crate::config::{Config, Projection};
use crate::file::{ModelError, ModelFile};
use crate::kernel::Kernel;
use crate::kernel::block::{Block, LANES, Matrix, blocks_of};
use crate::kernel::linear::{Linear, Slice, Weights, slice_blocks};
use crate::kernel::quantise::Quantised;
use crate::kernel::simd::{Job, Simd};
use crate::model::linear;
use acts::Acts;
use coreference::Coreference;
use links::Pairs;
use trees::Trees;

/// Classes of distance between two words.
pub(crate) const DISTANCES: usize = 20;

/// The weights of the heads.
#[derive(Debug)]
pub(crate) struct Heads {
    projections: Linear,
    slices: Vec<Slice>,
    /// Logits of the outer and of the inner layer of names, and of mentions' heads, each in a block of its own.
    name: Linear,
    /// Logits of the parts of the outermost attributions, and of cues at all levels, each in a block of its own.
    attribution: Linear,
    /// How many labels the two layers of names and mentions have, and those of attributions: the outermost ones, and cues of
    /// all levels.
    labels: ([usize; 3], [usize; 2]),
    pub(crate) trees: Trees,
    /// From cues to their sources and contents.
    pub(crate) pairs: Pairs,
    pub(crate) coreference: Coreference,
    /// From the state of a mention's head to logits of the primary sector of whom it speaks.
    pub(crate) sector: Linear,
    pub(crate) acts: Acts,
}

/// Scores of the words of a batch; memory kept from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct WordScores {
    /// The states of the words.
    pub(crate) words: Matrix,
    /// The projections of each word, cut as [`Heads::blocks`] says.
    pub(crate) projected: Matrix,
    /// Logits of names: a block for the outer layer, a block for the inner one, a block for mentions' heads.
    pub(crate) names: Matrix,
    /// The same as probabilities.
    pub(crate) name_shares: Matrix,
    /// Logits of attributions: a block for the parts of the outermost ones, a block for the cues of all levels.
    pub(crate) parts: Matrix,
    /// The same as probabilities.
    pub(crate) part_shares: Matrix,
    /// What each word looks for in its head.
    pub(crate) wanted_heads: Matrix,
    /// Logits of the types of events of which each word may be the anchor.
    pub(crate) events: Matrix,
}

impl Heads {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let slices = config.slices();
        let labels = &config.labels;
        let (names, mentions) = (labels.name.len(), labels.mention.len());
        let (parts, voices) = (labels.attribution.len(), labels.voice.len());
        let plain = |outputs| Slice { outputs, gelu: false };
        Ok(Self {
            projections: linear(file, "projections", config.hidden, &slices)?,
            name: linear(file, "name", config.size(Projection::Name), &[plain(names), plain(names), plain(mentions)])?,
            attribution: linear(
                file,
                "attribution",
                config.size(Projection::Attribution),
                &[plain(parts), plain(voices)],
            )?,
            labels: ([names, names, mentions], [parts, voices]),
            trees: Trees::load(file, config)?,
            pairs: Pairs::load(file, "pair", (Projection::Cue, Projection::Word), config)?,
            coreference: Coreference::load(file, config)?,
            sector: linear(file, "sector", config.hidden, &[plain(labels.sector.len())])?,
            acts: Acts::load(file, config)?,
            slices,
        })
    }

    /// The blocks of a row of projections that hold one of them.
    pub(crate) fn blocks(&self, projection: Projection) -> Range<usize> {
        slice_blocks(&self.slices, projection as usize)
    }

    /// Scores the words whose states are the given rows of `states`.
    pub(crate) fn score(
        &self,
        kernel: Kernel,
        states: &Matrix,
        rows: &[usize],
        bytes: &mut Quantised,
        scores: &mut WordScores,
    ) {
        let count = rows.len();
        scores.words.shape(count, states.width());
        for (word, row) in rows.iter().enumerate() {
            scores.words.row_mut(word).copy_from_slice(states.row(*row));
        }
        scores.projected.shape(count, self.projections.width());
        self.projections.apply(kernel, &scores.words.view(0..count), bytes, &mut scores.projected, 0);
        let part = |projection| scores.projected.part(0..count, self.blocks(projection));
        let mut run = |layer: &Linear, projection, out: &mut Matrix| {
            out.shape(count, layer.width());
            layer.apply(kernel, &part(projection), bytes, out, 0);
        };
        run(&self.name, Projection::Name, &mut scores.names);
        run(&self.attribution, Projection::Attribution, &mut scores.parts);
        run(&self.trees.arc, Projection::ArcDependent, &mut scores.wanted_heads);
        self.acts.types(kernel, &part(Projection::Event), bytes, &mut scores.events);
        let (names, parts) = &self.labels;
        kernel.run(Shares { logits: &scores.names, labels: names, out: &mut scores.name_shares });
        kernel.run(Shares { logits: &scores.parts, labels: parts, out: &mut scores.part_shares });
    }
}

/// The softmax of each block of a row, over as many of its first numbers as it has labels; the others become 0.
struct Shares<'a> {
    logits: &'a Matrix,
    labels: &'a [usize],
    out: &'a mut Matrix,
}

impl Job for Shares<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        self.out.shape(self.logits.rows(), self.labels.len());
        for (block, labels) in self.labels.iter().enumerate() {
            let (mut outside, mut inside) = (Block::ZERO, Block::ZERO);
            outside.0[*labels..].fill(-1e30);
            inside.0[..*labels].fill(1.0);
            for row in 0..self.logits.rows() {
                let logits = s.add(s.load(&self.logits.row(row)[block]), s.load(&outside));
                let most = s.splat(s.largest(logits));
                let powers = s.mul(crate::kernel::curves::exp(s, s.sub(logits, most)), s.load(&inside));
                s.store(s.mul(powers, s.splat(1.0 / s.sum(powers))), &mut self.out.row_mut(row)[block]);
            }
        }
    }
}

/// The sum of products of two rows of blocks, block by block.
#[inline(always)]
pub(crate) fn dot<S: Simd>(s: S, a: &[Block], b: &[Block]) -> f32 {
    let mut sum = s.splat(0.0);
    for (a, b) in a.iter().zip(b) {
        sum = s.mul_add(s.load(a), s.load(b), sum);
    }
    s.sum(sum)
}

/// A float layer from weights that the file has the other way round: `weight(input, output)`, where input `inputs` is the
/// bias.
pub(crate) fn transposed(inputs: usize, slices: &[Slice], weight: impl Fn(usize, usize) -> f32) -> Linear {
    let outputs: usize = slices.iter().map(|slice| slice.outputs).sum();
    let weights: Vec<f32> =
        (0..outputs).flat_map(|o| (0..inputs).map(move |i| (i, o))).map(|(i, o)| weight(i, o)).collect();
    let bias: Vec<f32> = (0..outputs).map(|o| weight(inputs, o)).collect();
    Linear::new(inputs, slices, &Weights::Dense(&weights), &bias)
}

/// A vector of the file as whole blocks.
pub(crate) fn vector(file: &ModelFile<'_>, name: &str, length: usize) -> Result<Vec<Block>, ModelError> {
    Ok(blocks_of(&file.floats(name, &[length.max(1)])?))
}

const _: () = assert!(LANES == 16, "label sets of up to sixteen fill one block");
