//! Attention inside one window, in floats: head by head, a few queries at a time.
//!
//! For a head the keys are laid out again so that sixteen keys' numbers lie side by side. A handful of query rows then run
//! over them together: scores, their softmax, and the sum of values weighted by it; each key block and each value row that
//! is read serves all of the rows.

use std::ops::Range;

use super::block::{Block, LANES, Matrix, floats};
use super::curves::exp;
use super::simd::{Job, Simd};

/// Numbers in a head.
pub(crate) const HEAD: usize = 32;
/// Blocks in a head.
const HEAD_BLOCKS: usize = HEAD / LANES;
/// Most query rows that any kernel takes at a time.
const MAX_QUERIES: usize = 8;

/// Room for a head's keys and a few rows of scores, kept from use to use.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// For each sixteen keys, `HEAD` blocks.
    keys: Vec<[Block; HEAD]>,
    scores: Vec<Block>,
}

/// Attention of the rows `window` to each other. A row of `projected` holds the queries of all heads (already divided by the
/// root of the head's size), then the keys, then the values; `out` gets the heads' sums.
pub(crate) struct Attention<'a> {
    pub(crate) projected: &'a Matrix,
    pub(crate) window: Range<usize>,
    pub(crate) room: &'a mut Room,
    pub(crate) out: &'a mut Matrix,
}

impl Job for Attention<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        match S::QUERY_ROWS {
            8 => self.heads::<S, 8>(s),
            4 => self.heads::<S, 4>(s),
            _ => self.heads::<S, 2>(s),
        }
    }
}

impl Attention<'_> {
    #[inline(always)]
    fn heads<S: Simd, const ROWS: usize>(self, s: S) {
        let Self { projected, window, room, out } = self;
        let key_blocks = window.len().div_ceil(LANES);
        if room.keys.len() < key_blocks {
            room.keys.resize(key_blocks, [Block::ZERO; HEAD]);
            room.scores.resize(MAX_QUERIES * key_blocks, Block::ZERO);
        }
        let keys = &mut room.keys[..key_blocks];
        let mut behind = Block::ZERO;
        for lane in window.len() - (key_blocks - 1) * LANES..LANES {
            behind.0[lane] = -1e30;
        }
        let hidden = out.width();
        for head in (0..hidden).step_by(HEAD_BLOCKS) {
            lay_out_keys(projected, &window, hidden + head, keys);
            for first in window.clone().step_by(ROWS) {
                // A cut group takes the last query again and throws the result away.
                let query = |r: usize| -> &[f32; HEAD] {
                    let blocks = &projected.row((first + r).min(window.end - 1))[head..head + HEAD_BLOCKS];
                    floats(blocks).first_chunk().unwrap_or(&[0.0; HEAD])
                };
                let queries: [&[f32; HEAD]; ROWS] = std::array::from_fn(query);
                let scores = &mut room.scores[..ROWS * key_blocks];
                let shares = softmax::<S, ROWS>(s, &queries, keys, &behind, scores);
                let rows = ROWS.min(window.end - first);
                for block in head..head + HEAD_BLOCKS {
                    let sums = weighted_values::<S, ROWS>(s, projected, &window, 2 * hidden + block, scores);
                    for r in 0..rows {
                        s.store(s.mul(sums[r], s.splat(shares[r])), &mut out.row_mut(first + r)[block]);
                    }
                }
            }
        }
    }
}

/// Brings the keys of one head into the order `[sixteen keys][number][key]`; keys behind the window are zero.
#[inline(always)]
fn lay_out_keys(projected: &Matrix, window: &Range<usize>, first_block: usize, keys: &mut [[Block; HEAD]]) {
    for (group, keys) in keys.iter_mut().enumerate() {
        for lane in 0..LANES {
            let row = window.start + group * LANES + lane;
            if row < window.end {
                let key = floats(&projected.row(row)[first_block..first_block + HEAD_BLOCKS]);
                for (block, number) in keys.iter_mut().zip(key) {
                    block.0[lane] = *number;
                }
            } else {
                for block in keys.iter_mut() {
                    block.0[lane] = 0.0;
                }
            }
        }
    }
}

/// `e^(score - largest)` of every query and key, in `scores`; returned is 1 over each query's sum.
#[inline(always)]
fn softmax<S: Simd, const ROWS: usize>(
    s: S,
    queries: &[&[f32; HEAD]; ROWS],
    keys: &[[Block; HEAD]],
    behind: &Block,
    scores: &mut [Block],
) -> [f32; ROWS] {
    let groups = keys.len();
    assert_eq!(scores.len(), ROWS * groups);
    let mut most = [s.splat(-1e30); ROWS];
    for (group, keys) in keys.iter().enumerate() {
        let mut sums = [s.splat(0.0); ROWS];
        for (number, key) in keys.iter().enumerate() {
            let key = s.load(key);
            for r in 0..ROWS {
                sums[r] = s.mul_add(s.splat(queries[r][number]), key, sums[r]);
            }
        }
        if group + 1 == groups {
            let behind = s.load(behind);
            for sum in &mut sums {
                *sum = s.add(*sum, behind);
            }
        }
        for r in 0..ROWS {
            most[r] = s.max(most[r], sums[r]);
            s.store(sums[r], &mut scores[r * groups + group]);
        }
    }
    let mut shares = [0.0; ROWS];
    for r in 0..ROWS {
        let most = s.splat(s.largest(most[r]));
        let mut sum = s.splat(0.0);
        for score in &mut scores[r * groups..(r + 1) * groups] {
            let share = exp(s, s.sub(s.load(score), most));
            sum = s.add(sum, share);
            s.store(share, score);
        }
        shares[r] = 1.0 / s.sum(sum);
    }
    shares
}

/// The sum over all keys of score times value, for one block of the values.
#[inline(always)]
fn weighted_values<S: Simd, const ROWS: usize>(
    s: S,
    projected: &Matrix,
    window: &Range<usize>,
    block: usize,
    scores: &[Block],
) -> [S::Floats; ROWS] {
    let width = projected.width();
    let values = projected.blocks()[window.start * width + block..].iter().step_by(width);
    let scores = floats(scores);
    let stride = scores.len() / ROWS;
    let shares: [&[f32]; ROWS] = std::array::from_fn(|r| &scores[r * stride..][..window.len()]);
    let mut sums = [s.splat(0.0); ROWS];
    for (key, value) in (0..window.len()).zip(values) {
        let value = s.load(value);
        for r in 0..ROWS {
            sums[r] = s.mul_add(s.splat(shares[r][key]), value, sums[r]);
        }
    }
    sums
}
