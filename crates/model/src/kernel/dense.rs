//! Linear layers with float weights: small heads, and layers that a model keeps unrounded.
//!
//! Weights lie in panels of sixteen outputs, one block for each input. Every output is one chain of fused multiply-adds
//! over the inputs in their order, so the tiling does not change a bit of it.

use super::Kernel;
use super::block::{Block, LANES, Matrix, View, floats};
use super::curves::gelu;
use super::linear::Panel;
use super::simd::{Job, Simd};

/// Float weights in panels.
#[derive(Debug)]
pub(crate) struct Dense {
    inputs: usize,
    blocks: Vec<Block>,
}

const ROWS: usize = 4;

impl Dense {
    /// Zeros for so many panels.
    pub(crate) fn new(inputs: usize, panels: usize) -> Self {
        Self { inputs, blocks: vec![Block::ZERO; inputs * panels] }
    }

    /// Sets the weights of one output.
    pub(crate) fn set_column(&mut self, column: usize, weight: &[f32]) {
        let panel = &mut self.blocks[column / LANES * self.inputs..][..self.inputs];
        for (block, weight) in panel.iter_mut().zip(weight) {
            block.0[column % LANES] = *weight;
        }
    }

    /// As [`super::linear::Linear::apply`].
    pub(crate) fn apply(&self, kernel: Kernel, panels: &[Panel], input: &View<'_>, out: &mut Matrix, to: usize) {
        assert!(self.inputs <= input.width() * LANES, "activations are narrower than the weights");
        kernel.run(Product { dense: self, panels, input, out, to });
    }
}

struct Product<'a> {
    dense: &'a Dense,
    panels: &'a [Panel],
    input: &'a View<'a>,
    out: &'a mut Matrix,
    to: usize,
}

impl Job for Product<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        match S::DENSE_PANELS {
            4 => self.tiles::<S, 4>(s),
            _ => self.tiles::<S, 1>(s),
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn tiles<S: Simd, const PANELS: usize>(self, s: S) {
        let Product { dense, panels, input, out, to } = self;
        let inputs = dense.inputs;
        let Some(last) = input.rows().checked_sub(1) else { return };
        let groups = out.width().div_ceil(PANELS);
        for (group, panels) in panels.chunks_exact(PANELS).enumerate().take(groups) {
            let weights = &dense.blocks[group * PANELS * inputs..][..PANELS * inputs];
            let weights: [&[Block]; PANELS] = std::array::from_fn(|p| &weights[p * inputs..][..inputs]);
            for first in (0..=last).step_by(ROWS) {
                // A cut tile takes the last row again and throws the result away.
                let x: [&[f32]; ROWS] = std::array::from_fn(|r| &floats(input.row((first + r).min(last)))[..inputs]);
                let mut sums = [[s.splat(0.0); PANELS]; ROWS];
                for p in 0..PANELS {
                    let bias = s.load(&panels[p].bias);
                    for sums in &mut sums {
                        sums[p] = bias;
                    }
                }
                for i in 0..inputs {
                    let mut columns = [s.splat(0.0); PANELS];
                    for p in 0..PANELS {
                        columns[p] = s.load(&weights[p][i]);
                    }
                    for r in 0..ROWS {
                        let value = s.splat(x[r][i]);
                        for p in 0..PANELS {
                            sums[r][p] = s.mul_add(value, columns[p], sums[r][p]);
                        }
                    }
                }
                for (row, sums) in (first..=last).zip(sums) {
                    let out = &mut out.row_mut(to + row)[group * PANELS..];
                    for ((x, panel), out) in sums.into_iter().zip(panels).zip(out) {
                        s.store(if panel.gelu { gelu(s, x) } else { x }, out);
                    }
                }
            }
        }
    }
}
