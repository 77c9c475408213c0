//! Linear layers: integer products of byte activations and byte weights, brought back to floats.
//!
//! Weights come as rows of `i8`, each row (one output) with its scale. They are packed once, when a model is loaded, in the
//! order in which every kernel reads them: *panels* of sixteen outputs, in a panel one [`Quad`] for each four inputs, the
//! quads of four panels side by side. With `x = step * (byte - zero)` the product is `step * scale * (sum - zero * weight_sum) + bias`, where `sum` is an exact
//! integer; the three factors that do not depend on the row are kept with the panel.
//!
//! A layer may instead keep dense floats ([`super::dense`]); the file decides.

use std::ops::Range;

use super::Kernel;
use super::block::{Block, LANES, Matrix, Sums, View};
use super::curves::gelu;
use super::dense::Dense;
use super::quantise::Quantised;
use super::simd::{GROUP, Job, MAX_TILE_ROWS, Quad, Simd};

/// Outputs of a layer that belong together: they begin on a block of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slice {
    /// Outputs in the slice.
    pub(crate) outputs: usize,
    /// Whether they go through GELU.
    pub(crate) gelu: bool,
}

/// Weights as the model file has them, row-major, one row an output.
pub(crate) enum Weights<'a> {
    Int8 { weight: &'a [u8], scale: &'a [f32] },
    Dense(&'a [f32]),
}

/// A linear layer, packed for the kernels.
#[derive(Debug)]
pub(crate) struct Linear {
    inputs: usize,
    /// Blocks in a row of results.
    width: usize,
    /// One for each of them, and more up to a whole group.
    panels: Vec<Panel>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Int8(Vec<[Quad; GROUP]>),
    Dense(Dense),
}

/// What sixteen outputs need beside their weights.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    pub(crate) bias: Block,
    scale: Block,
    /// `scale` times the sum of each output's weights.
    weight_sum: Block,
    pub(crate) gelu: bool,
}

impl Linear {
    /// Packs a layer whose outputs are cut into slices. `weight` holds as many rows of `inputs` numbers as the slices have
    /// outputs, `bias` one number for each; `inputs` is a multiple of sixteen for integer weights.
    pub(crate) fn new(inputs: usize, slices: &[Slice], weights: &Weights<'_>, bias: &[f32]) -> Self {
        let width: usize = slices.iter().map(|slice| slice.outputs.div_ceil(LANES)).sum();
        let count = width.next_multiple_of(GROUP);
        let empty = Panel { bias: Block::ZERO, scale: Block::ZERO, weight_sum: Block::ZERO, gelu: false };
        let mut panels = vec![empty; count];
        let mut form = match weights {
            Weights::Int8 { .. } => Form::Int8(vec![[Quad([0; 4 * LANES]); GROUP]; count / GROUP * (inputs / 4)]),
            Weights::Dense(_) => Form::Dense(Dense::new(inputs, count)),
        };
        for (row, column) in columns(slices).enumerate() {
            let (at, lane) = (column.index / LANES, column.index % LANES);
            let panel = &mut panels[at];
            panel.gelu = column.gelu;
            panel.bias.0[lane] = bias[row];
            match (&mut form, weights) {
                (Form::Int8(quads), Weights::Int8 { weight, scale }) => {
                    let weight = &weight[row * inputs..(row + 1) * inputs];
                    let sum: i32 = weight.iter().map(|w| i32::from(w.cast_signed())).sum();
                    panel.scale.0[lane] = scale[row];
                    panel.weight_sum.0[lane] = scale[row] * sum as f32;
                    let quads = &mut quads[at / GROUP * (inputs / 4)..][..inputs / 4];
                    for (quads, four) in quads.iter_mut().zip(weight.as_chunks::<4>().0) {
                        quads[at % GROUP].0[4 * lane..4 * lane + 4].copy_from_slice(&four.map(u8::cast_signed));
                    }
                }
                (Form::Dense(dense), Weights::Dense(weight)) => {
                    dense.set_column(column.index, &weight[row * inputs..(row + 1) * inputs]);
                }
                _ => unreachable!("the form was made after the weights"),
            }
        }
        Self { inputs, width, panels, form }
    }

    /// Blocks in a row of results.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// Applies the layer to the rows of `input`; the result of the first goes to row `to` of `out`.
    pub(crate) fn apply(&self, kernel: Kernel, input: &View<'_>, bytes: &mut Quantised, out: &mut Matrix, to: usize) {
        assert_eq!(out.width(), self.width(), "the results have another width than the layer");
        match &self.form {
            Form::Int8(quads) => {
                bytes.fill(kernel, input);
                assert_eq!(bytes.inputs(), self.inputs, "activations are of another width than the weights");
                kernel.run(Product { quads, panels: &self.panels, input: bytes, out, to });
            }
            Form::Dense(dense) => dense.apply(kernel, &self.panels, input, out, to),
        }
    }
}

struct Column {
    index: usize,
    gelu: bool,
}

/// Where each output goes.
fn columns(slices: &[Slice]) -> impl Iterator<Item = Column> {
    slices
        .iter()
        .scan(0, |first, slice| {
            let start = *first;
            *first += slice.outputs.next_multiple_of(LANES);
            Some((start..start + slice.outputs).map(|index| Column { index, gelu: slice.gelu }))
        })
        .flatten()
}

struct Product<'a> {
    quads: &'a [[Quad; GROUP]],
    panels: &'a [Panel],
    input: &'a Quantised,
    out: &'a mut Matrix,
    to: usize,
}

impl Job for Product<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Product { quads, panels, input, out, to } = self;
        let mut sums = [[Sums::ZERO; GROUP]; MAX_TILE_ROWS];
        let quads = quads.chunks_exact(input.inputs() / 4);
        for (group, (quads, panels)) in quads.zip(panels.as_chunks::<GROUP>().0).enumerate() {
            for first in (0..input.rows()).step_by(S::TILE_ROWS) {
                s.tile(quads, input.bytes(first, S::TILE_ROWS), &mut sums);
                let rows = S::TILE_ROWS.min(input.rows() - first);
                for (row, sums) in (first..first + rows).zip(&sums) {
                    let (step, offset) = input.step(row);
                    let (step, offset) = (s.splat(step), s.splat(offset));
                    // The last group may have panels that no block of the result is for.
                    let out = &mut out.row_mut(to + row)[group * GROUP..];
                    for ((panel, sum), out) in panels.iter().zip(sums).zip(out) {
                        let rest = s.mul_add(offset, s.load(&panel.weight_sum), s.load(&panel.bias));
                        let x = s.mul_add(s.mul(s.sums_to_floats(sum), step), s.load(&panel.scale), rest);
                        s.store(if panel.gelu { gelu(s, x) } else { x }, out);
                    }
                }
            }
        }
    }
}

/// The blocks of a result row that hold a slice, for slices laid out by [`Linear::new`].
pub(crate) fn slice_blocks(slices: &[Slice], slice: usize) -> Range<usize> {
    let start: usize = slices[..slice].iter().map(|s| s.outputs.div_ceil(LANES)).sum();
    start..start + slices[slice].outputs.div_ceil(LANES)
}
