//! Activations in bytes, each row (one token) on a scale of its own.
//!
//! (Some kernels want them in two bytes each; their values are the same.) A row's range, widened to hold zero, is cut into 255 steps: `x ≈ scale * (byte - zero)`. Because the scale belongs to
//! the row, what a token becomes does not depend on which other tokens are in the batch.

use super::Kernel;
use super::block::{LANES, View};
use super::curves::TO_INTEGER;
use super::simd::{Job, Simd};

/// Rows of bytes with their scales. The memory is kept from use to use.
#[derive(Debug, Default)]
pub(crate) struct Quantised {
    bytes: Vec<u8>,
    inputs: usize,
    row_bytes: usize,
    rows: usize,
    /// For each row, the size of a step and `-zero * step`.
    steps: Vec<(f32, f32)>,
}

/// A multiple of the tile rows of every kernel: so many rows of bytes exist that no tile is cut.
const ROW_MULTIPLE: usize = 12;

impl Quantised {
    /// Takes over the rows.
    pub(crate) fn fill(&mut self, kernel: Kernel, from: &View<'_>) {
        self.inputs = from.width() * LANES;
        self.rows = from.rows();
        if self.steps.len() < self.rows {
            self.steps.resize(self.rows, (0.0, 0.0));
        }
        kernel.run(Fill { into: self, from });
    }

    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Activations in a row.
    pub(crate) const fn inputs(&self) -> usize {
        self.inputs
    }

    /// Size of a step in the row, and `-zero * step`.
    pub(crate) fn step(&self, row: usize) -> (f32, f32) {
        self.steps[row]
    }

    /// The bytes of `count` rows from `row` on; rows behind the last hold leftovers.
    pub(crate) fn bytes(&self, row: usize, count: usize) -> &[u8] {
        &self.bytes[row * self.row_bytes..(row + count) * self.row_bytes]
    }
}

struct Fill<'a> {
    into: &'a mut Quantised,
    from: &'a View<'a>,
}

impl Job for Fill<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Quantised { bytes, inputs, row_bytes, rows, steps } = self.into;
        *row_bytes = *inputs * S::ACTIVATION_BYTES;
        let room = rows.next_multiple_of(ROW_MULTIPLE) * *row_bytes;
        if bytes.len() < room {
            bytes.resize(room, 0);
        }
        let all = bytes.chunks_exact_mut((*row_bytes).max(1)).zip(steps).take(*rows);
        for (row, (bytes, step)) in all.enumerate() {
            let blocks = self.from.row(row);
            let (mut low, mut high) = (s.splat(0.0), s.splat(0.0));
            for block in blocks {
                let x = s.load(block);
                high = s.max(high, x);
                low = s.min(low, x);
            }
            let low = -s.largest(s.sub(s.splat(0.0), low));
            let size = ((s.largest(high) - low) / 255.0).max(1e-12);
            let zero = (-low / size).round_ties_even();
            *step = (size, -zero * size);
            // Rounding happens in the sum with a number whose last bit counts ones.
            let (per_step, to_integer) = (s.splat(1.0 / size), s.splat(TO_INTEGER + zero));
            let (least, most) = (s.splat(TO_INTEGER), s.splat(TO_INTEGER + 255.0));
            for (block, bytes) in blocks.iter().zip(bytes.chunks_exact_mut(LANES * S::ACTIVATION_BYTES)) {
                let x = s.mul_add(s.load(block), per_step, to_integer);
                s.store_integers(s.min(s.max(x, least), most), bytes);
            }
        }
    }
}
