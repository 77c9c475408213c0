//! AVX-512 with VNNI: a block is one register, and one instruction makes sixty-four integer products.
//!
//! The tile is six rows by four panels: twenty-four sums stay in registers while each weight that is read serves six rows
//! and each activation sixty-four columns.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::block::{Block, LANES, Sums};
use super::simd::{GROUP, Job, Quad, Simd};

/// Token: only [`enter`] makes one.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// Runs the job with AVX-512 instructions.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")]
pub(super) fn enter<J: Job>(job: J) -> J::Output {
    job.run(Avx512(()))
}

pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("fma")
}

const ROWS: usize = 6;

/// Methods that are one expression of register operations.
///
/// SAFETY of every block that it makes: the intrinsics touch registers only and need nothing but the features that
/// `enter` enables; the `Avx512` at hand was made there, and `inline(always)` puts the code there too.
macro_rules! registers {
    ($(fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty { $body:expr })*) => {
        $(#[inline(always)] fn $name(self, $($arg: $type),*) -> $out { unsafe { $body } })*
    };
}

impl Simd for Avx512 {
    type Floats = __m512;
    const TILE_ROWS: usize = ROWS;
    const ACTIVATION_BYTES: usize = 1;
    const QUERY_ROWS: usize = 8;
    const DENSE_PANELS: usize = 4;

    registers! {
        fn splat(value: f32) -> __m512 { _mm512_set1_ps(value) }
        fn add(a: __m512, b: __m512) -> __m512 { _mm512_add_ps(a, b) }
        fn sub(a: __m512, b: __m512) -> __m512 { _mm512_sub_ps(a, b) }
        fn mul(a: __m512, b: __m512) -> __m512 { _mm512_mul_ps(a, b) }
        fn mul_add(a: __m512, b: __m512, c: __m512) -> __m512 { _mm512_fmadd_ps(a, b, c) }
        fn max(a: __m512, b: __m512) -> __m512 { _mm512_max_ps(a, b) }
        fn min(a: __m512, b: __m512) -> __m512 { _mm512_min_ps(a, b) }
        fn scale_by_low_bits(value: __m512, power: __m512) -> __m512 {
            _mm512_castsi512_ps(_mm512_add_epi32(
                _mm512_castps_si512(value),
                _mm512_slli_epi32::<23>(_mm512_castps_si512(power)),
            ))
        }
        fn sum(value: __m512) -> f32 {
            super::avx2::sum8(_mm256_add_ps(_mm512_castps512_ps256(value), _mm512_extractf32x8_ps::<1>(value)))
        }
        fn largest(value: __m512) -> f32 {
            super::avx2::largest8(_mm256_max_ps(_mm512_castps512_ps256(value), _mm512_extractf32x8_ps::<1>(value)))
        }
    }

    #[inline(always)]
    fn load(self, block: &Block) -> __m512 {
        // SAFETY: the features as above; a `Block` is 64 readable bytes at a 64-byte boundary.
        unsafe { _mm512_load_ps(block.0.as_ptr()) }
    }
    #[inline(always)]
    fn store(self, value: __m512, block: &mut Block) {
        // SAFETY: as in `load`, and the borrow is exclusive.
        unsafe { _mm512_store_ps(block.0.as_mut_ptr(), value) }
    }
    #[inline(always)]
    fn sums_to_floats(self, sums: &Sums) -> __m512 {
        // SAFETY: the features as above; `Sums` is 64 readable bytes at a 64-byte boundary.
        unsafe { _mm512_cvtepi32_ps(_mm512_load_si512(sums.0.as_ptr().cast())) }
    }
    #[inline(always)]
    fn store_integers(self, value: __m512, to: &mut [u8]) {
        assert_eq!(to.len(), LANES);
        // SAFETY: the features as above; sixteen bytes are written to sixteen bytes, at any alignment.
        unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(_mm512_castps_si512(value))) };
    }

    #[inline(always)]
    fn tile(self, weights: &[[Quad; GROUP]], activations: &[u8], sums: &mut [[Sums; GROUP]]) {
        let row_bytes = 4 * weights.len();
        assert!(activations.len() == ROWS * row_bytes && sums.len() >= ROWS);
        // SAFETY: the features as above. `rows[r]` walks from `r * row_bytes` in steps of four bytes, one for each element of
        // `weights`, so by the assertion each read of four bytes (at any alignment) lies inside `activations`, and the
        // pointer ends at most one past it; a `Quad` is 64 readable bytes at a 64-byte boundary, `Sums` 64 writable ones.
        unsafe {
            let mut rows: [*const i32; ROWS] = [activations.as_ptr().cast(); ROWS];
            for (r, row) in rows.iter_mut().enumerate() {
                *row = activations.as_ptr().add(r * row_bytes).cast();
            }
            let mut total = [[_mm512_setzero_si512(); GROUP]; ROWS];
            for quads in weights {
                let mut columns = [_mm512_setzero_si512(); GROUP];
                for (column, quad) in columns.iter_mut().zip(quads) {
                    *column = _mm512_load_si512(quad.0.as_ptr().cast());
                }
                for (total, row) in total.iter_mut().zip(&mut rows) {
                    let four = _mm512_set1_epi32(row.read_unaligned());
                    *row = row.add(1);
                    for (sum, column) in total.iter_mut().zip(columns) {
                        *sum = _mm512_dpbusd_epi32(*sum, four, column);
                    }
                }
            }
            for (total, sums) in total.iter().zip(sums) {
                for (total, sums) in total.iter().zip(sums) {
                    _mm512_store_si512(sums.0.as_mut_ptr().cast(), *total);
                }
            }
        }
    }
}
