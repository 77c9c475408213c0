//! The kernel for any machine: plain Rust, and the yardstick that the others are held against.

use super::block::{Block, LANES, Sums};
use super::simd::{GROUP, Job, Quad, Simd};

/// Token of the plain kernel. Nothing is asked of the machine.
#[derive(Clone, Copy)]
pub(super) struct Plain;

pub(super) fn enter<J: Job>(job: J) -> J::Output {
    job.run(Plain)
}

/// Halves of a tree: the first `half` lanes joined with the next.
#[inline(always)]
fn fold(value: Block, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = value.0;
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

#[inline(always)]
fn zip(a: Block, b: Block, join: impl Fn(f32, f32) -> f32) -> Block {
    Block(std::array::from_fn(|i| join(a.0[i], b.0[i])))
}

impl Simd for Plain {
    type Floats = Block;
    const TILE_ROWS: usize = 2;
    const ACTIVATION_BYTES: usize = 1;
    const QUERY_ROWS: usize = 2;
    const DENSE_PANELS: usize = 1;

    #[inline(always)]
    fn splat(self, value: f32) -> Block {
        Block([value; LANES])
    }
    #[inline(always)]
    fn load(self, block: &Block) -> Block {
        *block
    }
    #[inline(always)]
    fn store(self, value: Block, block: &mut Block) {
        *block = value;
    }
    #[inline(always)]
    fn sums_to_floats(self, sums: &Sums) -> Block {
        Block(sums.0.map(|sum| sum as f32))
    }
    #[inline(always)]
    fn add(self, a: Block, b: Block) -> Block {
        zip(a, b, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, a: Block, b: Block) -> Block {
        zip(a, b, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, a: Block, b: Block) -> Block {
        zip(a, b, |a, b| a * b)
    }
    #[inline(always)]
    fn mul_add(self, a: Block, b: Block, c: Block) -> Block {
        Block(std::array::from_fn(|i| a.0[i].mul_add(b.0[i], c.0[i])))
    }
    #[inline(always)]
    fn max(self, a: Block, b: Block) -> Block {
        zip(a, b, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn min(self, a: Block, b: Block) -> Block {
        zip(a, b, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    fn scale_by_low_bits(self, value: Block, power: Block) -> Block {
        zip(value, power, |v, p| f32::from_bits(v.to_bits().wrapping_add(p.to_bits() << 23)))
    }
    #[inline(always)]
    fn store_integers(self, value: Block, to: &mut [u8]) {
        assert_eq!(to.len(), LANES);
        for (byte, value) in to.iter_mut().zip(value.0) {
            *byte = value.to_bits() as u8;
        }
    }
    #[inline(always)]
    fn sum(self, value: Block) -> f32 {
        fold(value, |a, b| a + b)
    }
    #[inline(always)]
    fn largest(self, value: Block) -> f32 {
        fold(value, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn tile(self, weights: &[[Quad; GROUP]], activations: &[u8], sums: &mut [[Sums; GROUP]]) {
        let row_bytes = 4 * weights.len();
        assert!(activations.len() == Self::TILE_ROWS * row_bytes && sums.len() >= Self::TILE_ROWS);
        for (row, sums) in activations.chunks_exact(row_bytes.max(1)).zip(sums) {
            for (panel, sums) in sums.iter_mut().enumerate() {
                let mut total = [0i32; LANES];
                for (quads, four) in weights.iter().zip(row.as_chunks::<4>().0) {
                    let four = four.map(i32::from);
                    for (sum, column) in total.iter_mut().zip(quads[panel].0.as_chunks::<4>().0) {
                        *sum += four[0] * i32::from(column[0])
                            + four[1] * i32::from(column[1])
                            + four[2] * i32::from(column[2])
                            + four[3] * i32::from(column[3]);
                    }
                }
                sums.0 = total;
            }
        }
    }
}
