//! NEON, which every 64-bit ARM has: a block is four registers, integer products go by way of sixteen bits.
//!
//! Activations are widened to signed sixteen bits, which holds all of 0..=255, and so are the weights; multiply-adds into 32 bits
//! are then exact. Loading a quad de-interleaved brings the sixteen columns' first weights into one register, their second
//! ones into the next, and so on. The tile is four rows by one panel, panel after panel.
#![allow(unsafe_code)]

use std::arch::aarch64::*;

use super::block::{Block, LANES, Sums};
use super::simd::{GROUP, Job, Quad, Simd};

/// Token: only [`enter`] makes one.
#[derive(Clone, Copy)]
pub(super) struct Neon(());

/// Runs the job with NEON instructions.
#[target_feature(enable = "neon")]
pub(super) fn enter<J: Job>(job: J) -> J::Output {
    job.run(Neon(()))
}

pub(super) fn available() -> bool {
    std::arch::is_aarch64_feature_detected!("neon")
}

const ROWS: usize = 4;

type Four = [float32x4_t; 4];

/// Methods that do the same to each of the four registers.
///
/// SAFETY of every block that it makes: the intrinsics touch registers only and need nothing but NEON, which `enter` enables;
/// the `Neon` at hand was made there, and `inline(always)` puts the code there too.
macro_rules! registers {
    ($(fn $name:ident($($arg:ident),*) { $one:path })*) => {
        $(#[inline(always)] fn $name(self, $($arg: Four),*) -> Four {
            unsafe { [$one($($arg[0]),*), $one($($arg[1]),*), $one($($arg[2]),*), $one($($arg[3]),*)] }
        })*
    };
}

#[target_feature(enable = "neon")]
#[inline]
fn mul_add4(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t {
    vfmaq_f32(c, a, b)
}

/// Not `vmaxq_f32`, which orders zeros by sign.
#[target_feature(enable = "neon")]
#[inline]
fn max4(a: float32x4_t, b: float32x4_t) -> float32x4_t {
    vbslq_f32(vcgtq_f32(a, b), a, b)
}

#[target_feature(enable = "neon")]
#[inline]
fn min4(a: float32x4_t, b: float32x4_t) -> float32x4_t {
    vbslq_f32(vcltq_f32(a, b), a, b)
}

#[target_feature(enable = "neon")]
#[inline]
fn scale4(value: float32x4_t, power: float32x4_t) -> float32x4_t {
    let power = vshlq_n_u32::<23>(vreinterpretq_u32_f32(power));
    vreinterpretq_f32_u32(vaddq_u32(vreinterpretq_u32_f32(value), power))
}

impl Simd for Neon {
    type Floats = Four;
    const TILE_ROWS: usize = ROWS;
    const ACTIVATION_BYTES: usize = 2;
    const QUERY_ROWS: usize = 4;
    const DENSE_PANELS: usize = 1;

    registers! {
        fn add(a, b) { vaddq_f32 }
        fn sub(a, b) { vsubq_f32 }
        fn mul(a, b) { vmulq_f32 }
        fn mul_add(a, b, c) { mul_add4 }
        fn max(a, b) { max4 }
        fn min(a, b) { min4 }
        fn scale_by_low_bits(value, power) { scale4 }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Four {
        // SAFETY: NEON, as above.
        unsafe { [vdupq_n_f32(value); 4] }
    }
    #[inline(always)]
    fn load(self, block: &Block) -> Four {
        let from = block.0.as_ptr();
        // SAFETY: NEON, as above; a `Block` is four times four readable floats.
        unsafe { [vld1q_f32(from), vld1q_f32(from.add(4)), vld1q_f32(from.add(8)), vld1q_f32(from.add(12))] }
    }
    #[inline(always)]
    fn store(self, value: Four, block: &mut Block) {
        let to = block.0.as_mut_ptr();
        // SAFETY: as in `load`, and the borrow is exclusive.
        unsafe {
            vst1q_f32(to, value[0]);
            vst1q_f32(to.add(4), value[1]);
            vst1q_f32(to.add(8), value[2]);
            vst1q_f32(to.add(12), value[3]);
        }
    }
    #[inline(always)]
    fn sums_to_floats(self, sums: &Sums) -> Four {
        let from = sums.0.as_ptr();
        // SAFETY: NEON, as above; `Sums` is four times four readable integers.
        unsafe {
            [
                vcvtq_f32_s32(vld1q_s32(from)),
                vcvtq_f32_s32(vld1q_s32(from.add(4))),
                vcvtq_f32_s32(vld1q_s32(from.add(8))),
                vcvtq_f32_s32(vld1q_s32(from.add(12))),
            ]
        }
    }
    #[inline(always)]
    fn store_integers(self, value: Four, to: &mut [u8]) {
        assert_eq!(to.len(), 2 * LANES);
        // SAFETY: NEON, as above; 32 bytes are written to 32 bytes.
        unsafe {
            let mask = vdupq_n_u16(0xFF);
            for (half, to) in to.as_chunks_mut::<16>().0.iter_mut().enumerate() {
                let low = vmovn_u32(vreinterpretq_u32_f32(value[2 * half]));
                let high = vmovn_u32(vreinterpretq_u32_f32(value[2 * half + 1]));
                vst1q_u8(to.as_mut_ptr(), vreinterpretq_u8_u16(vandq_u16(vcombine_u16(low, high), mask)));
            }
        }
    }
    #[inline(always)]
    fn sum(self, value: Four) -> f32 {
        // SAFETY: NEON, as above.
        unsafe {
            let four = vaddq_f32(vaddq_f32(value[0], value[2]), vaddq_f32(value[1], value[3]));
            let two = vadd_f32(vget_low_f32(four), vget_high_f32(four));
            vget_lane_f32::<0>(two) + vget_lane_f32::<1>(two)
        }
    }
    #[inline(always)]
    fn largest(self, value: Four) -> f32 {
        // SAFETY: NEON, as above.
        unsafe {
            let four = max4(max4(value[0], value[2]), max4(value[1], value[3]));
            let (a, b) = (vget_low_f32(four), vget_high_f32(four));
            let two = vbsl_f32(vcgt_f32(a, b), a, b);
            let (a, b) = (vget_lane_f32::<0>(two), vget_lane_f32::<1>(two));
            if a > b { a } else { b }
        }
    }

    #[inline(always)]
    fn tile(self, weights: &[[Quad; GROUP]], activations: &[u8], sums: &mut [[Sums; GROUP]]) {
        let row_bytes = 8 * weights.len();
        assert!(activations.len() == ROWS * row_bytes && sums.len() >= ROWS);
        for panel in 0..GROUP {
            // SAFETY: NEON, as above. `rows[r]` walks from `r * row_bytes` in steps of eight bytes, one for each element of
            // `weights`, so by the assertion each read of eight bytes (at any alignment) lies inside `activations`, and the
            // pointer ends at most one past it; a `Quad` is 64 readable bytes, `Sums` four times four writable integers.
            unsafe {
                let mut rows: [*const u64; ROWS] = [activations.as_ptr().cast(); ROWS];
                for (r, row) in rows.iter_mut().enumerate() {
                    *row = activations.as_ptr().add(r * row_bytes).cast();
                }
                let mut total = [[vdupq_n_s32(0); 4]; ROWS];
                for quads in weights {
                    // `at.0` holds the first of each column's four weights, `at.1` the second, and so on.
                    let at = vld4q_s8(quads[panel].0.as_ptr());
                    let low = [vget_low_s8(at.0), vget_low_s8(at.1), vget_low_s8(at.2), vget_low_s8(at.3)];
                    let high = [vget_high_s8(at.0), vget_high_s8(at.1), vget_high_s8(at.2), vget_high_s8(at.3)];
                    for (total, row) in total.iter_mut().zip(&mut rows) {
                        let four = vcreate_s16(row.read_unaligned());
                        *row = row.add(1);
                        step::<0>(total, low[0], high[0], four);
                        step::<1>(total, low[1], high[1], four);
                        step::<2>(total, low[2], high[2], four);
                        step::<3>(total, low[3], high[3], four);
                    }
                }
                for (total, sums) in total.iter().zip(sums.iter_mut()) {
                    for (four, total) in total.iter().enumerate() {
                        vst1q_s32(sums[panel].0.as_mut_ptr().add(4 * four), *total);
                    }
                }
            }
        }
    }
}

/// Adds the products of one activation with the weights of sixteen columns.
#[target_feature(enable = "neon")]
#[inline]
fn step<const LANE: i32>(total: &mut [int32x4_t; 4], low: int8x8_t, high: int8x8_t, activations: int16x4_t) {
    let (low, high) = (vmovl_s8(low), vmovl_s8(high));
    total[0] = vmlal_lane_s16::<LANE>(total[0], vget_low_s16(low), activations);
    total[1] = vmlal_lane_s16::<LANE>(total[1], vget_high_s16(low), activations);
    total[2] = vmlal_lane_s16::<LANE>(total[2], vget_low_s16(high), activations);
    total[3] = vmlal_lane_s16::<LANE>(total[3], vget_high_s16(high), activations);
}
