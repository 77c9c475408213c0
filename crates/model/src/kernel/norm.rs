//! LayerNorm, with the residual sum that stands before each of them.

use super::block::{Block, LANES, Matrix};
use super::simd::{Job, Simd};

/// What is added to the variance, so that a constant row does not divide by zero.
const EPSILON: f32 = 1e-12;

/// Weight and bias of a LayerNorm.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<Block>,
    pub(crate) bias: Vec<Block>,
}

/// `x = LayerNorm(x + y)`, row by row; without `y`, of `x` alone.
pub(crate) struct AddAndNorm<'a> {
    pub(crate) norm: &'a Norm,
    pub(crate) x: &'a mut Matrix,
    pub(crate) y: Option<&'a Matrix>,
}

impl Job for AddAndNorm<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Self { norm, x, y } = self;
        let share = 1.0 / (x.width() * LANES) as f32;
        for row in 0..x.rows() {
            let blocks = x.row_mut(row);
            if let Some(y) = y {
                for (x, y) in blocks.iter_mut().zip(y.row(row)) {
                    s.store(s.add(s.load(x), s.load(y)), x);
                }
            }
            let mut sum = s.splat(0.0);
            for x in &*blocks {
                sum = s.add(sum, s.load(x));
            }
            let mean = s.splat(s.sum(sum) * share);
            let mut squares = s.splat(0.0);
            for x in &*blocks {
                let away = s.sub(s.load(x), mean);
                squares = s.mul_add(away, away, squares);
            }
            let scale = s.splat(1.0 / (s.sum(squares) * share + EPSILON).sqrt());
            for ((x, weight), bias) in blocks.iter_mut().zip(&norm.weight).zip(&norm.bias) {
                let z = s.mul(s.sub(s.load(x), mean), scale);
                s.store(s.mul_add(z, s.load(weight), s.load(bias)), x);
            }
        }
    }
}
