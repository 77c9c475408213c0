//! What a kernel must be able to do: a handful of operations on sixteen floats and one on integers.
//!
//! All arithmetic of the forward pass is written once, over this trait. Each operation is one that IEEE 754 fixes to the
//! bit (or an exact one on integers), sums across lanes run in one order, and so every kernel gives the same result.
//! A value of an implementing type is a *token*: it can be had only inside [`super::Kernel::run`], after the machine was
//! asked whether it knows the instructions, and that is why the operations themselves need not be `unsafe` to call.

use super::block::{Block, LANES, Sums};

/// Four consecutive weights of each of sixteen columns: what one step of an integer product reads.
#[repr(C, align(64))]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quad(pub(crate) [i8; 4 * LANES]);

/// Panels of sixteen columns whose weights lie together: those of a step side by side, so that all come from one place.
pub(crate) const GROUP: usize = 4;

/// Most rows that any kernel's tile has.
pub(crate) const MAX_TILE_ROWS: usize = 6;

/// A piece of work that runs with the instructions of one kernel. `run` and all functions over [`Simd`] that it calls must be
/// `#[inline(always)]`, so that they are compiled anew inside each kernel's entry. For the same reason no closure may hold
/// such operations: one that is not inlined is compiled without the kernel's instructions, and calls each of them.
pub(crate) trait Job {
    type Output;
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

pub(crate) trait Simd: Copy {
    /// Sixteen floats in registers.
    type Floats: Copy;

    /// Rows of activations in an integer tile; rows are padded to a multiple of it.
    const TILE_ROWS: usize;
    /// Bytes that an activation takes: two where the kernel would have to widen it again and again.
    const ACTIVATION_BYTES: usize;
    /// Rows of queries that attention takes at a time.
    const QUERY_ROWS: usize;
    /// Panels in a tile of a dense product, of four rows.
    const DENSE_PANELS: usize;

    fn splat(self, value: f32) -> Self::Floats;
    fn load(self, block: &Block) -> Self::Floats;
    fn store(self, value: Self::Floats, block: &mut Block);
    /// The nearest floats; ties to even.
    fn sums_to_floats(self, sums: &Sums) -> Self::Floats;

    fn add(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn sub(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn mul(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// `a * b + c`, rounded once.
    fn mul_add(self, a: Self::Floats, b: Self::Floats, c: Self::Floats) -> Self::Floats;
    /// `a > b ? a : b` in each lane.
    fn max(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// `a < b ? a : b` in each lane.
    fn min(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// Adds the low bits of `power` to the exponent of `value`: `value * 2^n`, where `power` is `1.5 * 2^23 + n`.
    fn scale_by_low_bits(self, value: Self::Floats, power: Self::Floats) -> Self::Floats;
    /// Writes of each lane, which is `1.5 * 2^23 + n`, the integer `n` in `0..=255`, in `ACTIVATION_BYTES` bytes.
    ///
    /// # Panics
    /// Where `to` is not as long as that.
    fn store_integers(self, value: Self::Floats, to: &mut [u8]);

    /// The sum of all lanes, halves first: lane `i` and lane `i + 8`, then `i + 4`, `i + 2`, `i + 1`.
    fn sum(self, value: Self::Floats) -> f32;
    /// The largest lane.
    fn largest(self, value: Self::Floats) -> f32;

    /// Integer products of a tile. `weights` holds the quads of a group of panels, step by step, `activations` `TILE_ROWS`
    /// rows of numbers of `ACTIVATION_BYTES` bytes; `sums` gets for each row the exact sums of the group's panels.
    ///
    /// # Panics
    /// Where the three do not fit each other.
    fn tile(self, weights: &[[Quad; GROUP]], activations: &[u8], sums: &mut [[Sums; GROUP]]);
}
