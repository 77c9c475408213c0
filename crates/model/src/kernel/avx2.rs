//! AVX2 with FMA: a block is two registers, integer products go by way of sixteen bits.
//!
//! `vpmaddubsw` would take bytes as they are, but it saturates where two products of 255 * 127 meet; so both sides are
//! widened (activations once, weights as they are read) and `vpmaddwd` makes pairs of exact 32-bit sums. The tile is six rows by
//! half a panel (two registers of four columns, two partial sums a column), twice: all sixteen registers are in use.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::block::{Block, LANES, Sums};
use super::simd::{GROUP, Job, Quad, Simd};

/// Token: only [`enter`] makes one.
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// Runs the job with AVX2 instructions.
#[target_feature(enable = "avx2,fma")]
pub(super) fn enter<J: Job>(job: J) -> J::Output {
    job.run(Avx2(()))
}

pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

const ROWS: usize = 6;

/// The sum of eight lanes, halves first.
#[target_feature(enable = "avx2")]
#[inline]
pub(super) fn sum8(value: __m256) -> f32 {
    let four = _mm_add_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps::<1>(value));
    let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps::<1>(two, two)))
}

/// The largest of eight lanes.
#[target_feature(enable = "avx2")]
#[inline]
pub(super) fn largest8(value: __m256) -> f32 {
    let four = _mm_max_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps::<1>(value));
    let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps::<1>(two, two)))
}

type Two = [__m256; 2];

/// Methods that are one expression of register operations.
///
/// SAFETY of every block that it makes: the intrinsics touch registers only and need nothing but the features that
/// `enter` enables; the `Avx2` at hand was made there, and `inline(always)` puts the code there too.
macro_rules! registers {
    ($(fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty { $body:expr })*) => {
        $(#[inline(always)] fn $name(self, $($arg: $type),*) -> $out { unsafe { $body } })*
    };
}

impl Simd for Avx2 {
    type Floats = Two;
    const TILE_ROWS: usize = ROWS;
    const ACTIVATION_BYTES: usize = 2;
    const QUERY_ROWS: usize = 4;
    const DENSE_PANELS: usize = 1;

    registers! {
        fn splat(value: f32) -> Two { [_mm256_set1_ps(value); 2] }
        fn add(a: Two, b: Two) -> Two { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
        fn sub(a: Two, b: Two) -> Two { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
        fn mul(a: Two, b: Two) -> Two { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
        fn mul_add(a: Two, b: Two, c: Two) -> Two {
            [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])]
        }
        fn max(a: Two, b: Two) -> Two { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
        fn min(a: Two, b: Two) -> Two { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
        fn scale_by_low_bits(value: Two, power: Two) -> Two {
            [scale8(value[0], power[0]), scale8(value[1], power[1])]
        }
        fn sum(value: Two) -> f32 { sum8(_mm256_add_ps(value[0], value[1])) }
        fn largest(value: Two) -> f32 { largest8(_mm256_max_ps(value[0], value[1])) }
    }

    #[inline(always)]
    fn load(self, block: &Block) -> Two {
        // SAFETY: the features as above; a `Block` is twice 32 readable bytes, each at a 32-byte boundary.
        unsafe { [_mm256_load_ps(block.0.as_ptr()), _mm256_load_ps(block.0.as_ptr().add(8))] }
    }
    #[inline(always)]
    fn store(self, value: Two, block: &mut Block) {
        // SAFETY: as in `load`, and the borrow is exclusive.
        unsafe {
            _mm256_store_ps(block.0.as_mut_ptr(), value[0]);
            _mm256_store_ps(block.0.as_mut_ptr().add(8), value[1]);
        }
    }
    #[inline(always)]
    fn sums_to_floats(self, sums: &Sums) -> Two {
        let from = sums.0.as_ptr();
        // SAFETY: the features as above; `Sums` is twice 32 readable bytes, each at a 32-byte boundary.
        unsafe {
            [
                _mm256_cvtepi32_ps(_mm256_load_si256(from.cast())),
                _mm256_cvtepi32_ps(_mm256_load_si256(from.add(8).cast())),
            ]
        }
    }
    #[inline(always)]
    fn store_integers(self, value: Two, to: &mut [u8]) {
        assert_eq!(to.len(), 2 * LANES);
        // SAFETY: the features as above; 32 bytes are written to 32 bytes, at any alignment. Packing works within halves of a
        // register, which the permutation puts right.
        unsafe {
            let mask = _mm256_set1_epi32(0xFF);
            let low = _mm256_and_si256(_mm256_castps_si256(value[0]), mask);
            let high = _mm256_and_si256(_mm256_castps_si256(value[1]), mask);
            let shorts = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(low, high));
            _mm256_storeu_si256(to.as_mut_ptr().cast(), shorts);
        }
    }

    #[inline(always)]
    fn tile(self, weights: &[[Quad; GROUP]], activations: &[u8], sums: &mut [[Sums; GROUP]]) {
        let row_bytes = 8 * weights.len();
        assert!(activations.len() == ROWS * row_bytes && sums.len() >= ROWS);
        for part in 0..2 * GROUP {
            let (panel, half) = (part / 2, part % 2);
            // SAFETY: the features as above. `rows[r]` walks from `r * row_bytes` in steps of eight bytes, one for each
            // element of `weights`, so by the assertion each read of eight bytes (at any alignment) lies inside
            // `activations`, and the pointer ends at most one past it. A `Quad` is four aligned registers of 16 bytes, of
            // which `half` takes two; `Sums` is two aligned ones of 32, of which it writes one.
            unsafe {
                let mut rows: [*const i64; ROWS] = [activations.as_ptr().cast(); ROWS];
                for (r, row) in rows.iter_mut().enumerate() {
                    *row = activations.as_ptr().add(r * row_bytes).cast();
                }
                let mut total = [[_mm256_setzero_si256(); 2]; ROWS];
                for quads in weights {
                    let at = quads[panel].0.as_ptr().cast::<__m128i>().add(2 * half);
                    let columns = [_mm256_cvtepi8_epi16(*at), _mm256_cvtepi8_epi16(*at.add(1))];
                    for (total, row) in total.iter_mut().zip(&mut rows) {
                        let four = _mm256_set1_epi64x(row.read_unaligned());
                        *row = row.add(1);
                        total[0] = _mm256_add_epi32(total[0], _mm256_madd_epi16(four, columns[0]));
                        total[1] = _mm256_add_epi32(total[1], _mm256_madd_epi16(four, columns[1]));
                    }
                }
                for (total, sums) in total.iter().zip(sums.iter_mut()) {
                    // Partial sums of columns 0 1 4 5 | 2 3 6 7 are joined, then put in order.
                    let joined = _mm256_hadd_epi32(total[0], total[1]);
                    let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(joined);
                    _mm256_store_si256(sums[panel].0.as_mut_ptr().add(8 * half).cast(), ordered);
                }
            }
        }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn scale8(value: __m256, power: __m256) -> __m256 {
    _mm256_castsi256_ps(_mm256_add_epi32(
        _mm256_castps_si256(value),
        _mm256_slli_epi32::<23>(_mm256_castps_si256(power)),
    ))
}
