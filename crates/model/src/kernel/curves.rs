//! The two curves of the network, as polynomials of fused multiply-adds: GELU and the exponential function.

use super::simd::Simd;

/// Added to a float below 2^22 in size, this leaves the nearest integer in the low bits.
pub(crate) const TO_INTEGER: f32 = 12_582_912.0;

/// Beyond this the error function is 1 in single precision as far as GELU can tell.
const GELU_REACH: f32 = 5.0;

/// `erf(x / sqrt 2) / x` as a polynomial of `s = 2 (x / 5)^2 - 1`, from `s^11` down: a least-maximum fit of the error that
/// GELU makes with it, which stays under 5e-6 (and is 0 to the left of -5 but for rounding).
const ERF: [f32; 12] = [
    -0.002_192_751_7,
    0.006_388_946_4,
    -0.007_773_654_5,
    0.010_226_472,
    -0.020_330_979,
    0.033_820_316,
    -0.047_249_883,
    0.062_713_44,
    -0.080_783_97,
    0.103_050_8,
    -0.140_596_46,
    0.282_727_5,
];

/// `x * Phi(x)`, Phi being the normal distribution (the exact GELU, not the tanh one).
#[inline(always)]
pub(crate) fn gelu<S: Simd>(s: S, x: S::Floats) -> S::Floats {
    let near = s.max(s.min(x, s.splat(GELU_REACH)), s.splat(-GELU_REACH));
    let t = s.mul_add(s.mul(near, near), s.splat(2.0 / (GELU_REACH * GELU_REACH)), s.splat(-1.0));
    let mut sum = s.splat(ERF[0]);
    for coefficient in &ERF[1..] {
        sum = s.mul_add(sum, t, s.splat(*coefficient));
    }
    let half = s.mul(x, s.splat(0.5));
    s.mul_add(s.mul(sum, near), half, half)
}

/// `2^f` on `-0.5..0.5`, from `f^5` down, to one part in 10^7.
const EXP2: [f32; 6] = [0.001_327_647_2, 0.009_675_541, 0.055_507_13, 0.240_221_2, 0.693_146_94, 1.000_000_1];

/// `e^x` for `x <= 0`; below -80, `e^-80`.
#[inline(always)]
pub(crate) fn exp<S: Simd>(s: S, x: S::Floats) -> S::Floats {
    let x = s.max(x, s.splat(-80.0));
    let (log2_e, to_integer) = (s.splat(std::f32::consts::LOG2_E), s.splat(TO_INTEGER));
    let power = s.mul_add(x, log2_e, to_integer);
    let rest = s.mul_add(x, log2_e, s.sub(to_integer, power));
    let mut sum = s.splat(EXP2[0]);
    for coefficient in &EXP2[1..] {
        sum = s.mul_add(sum, rest, s.splat(*coefficient));
    }
    s.scale_by_low_bits(sum, power)
}

#[cfg(test)]
mod tests {
    use super::super::Kernel;
    use super::super::block::{Block, blocks_of, floats};
    use super::super::simd::Job;
    use super::*;

    struct Both<'a>(&'a [Block]);
    impl Job for Both<'_> {
        type Output = (Vec<Block>, Vec<Block>);
        #[inline(always)]
        fn run<S: Simd>(self, s: S) -> Self::Output {
            let apply = |curve: fn(S, S::Floats) -> S::Floats| {
                let mut out = self.0.to_vec();
                for block in &mut out {
                    s.store(curve(s, s.load(block)), block);
                }
                out
            };
            (apply(gelu), apply(exp))
        }
    }

    /// The error function by its series, for small arguments, and by its continued fraction elsewhere.
    fn erf(x: f64) -> f64 {
        let a = x.abs();
        let value = if a < 3.0 {
            let mut term = a;
            let mut sum = a;
            for n in 1..200 {
                term *= -a * a / f64::from(n);
                sum += term / f64::from(2 * n + 1);
            }
            2.0 / std::f64::consts::PI.sqrt() * sum
        } else {
            let mut fraction = a;
            for n in (1..60).rev() {
                fraction = a + f64::from(n) / 2.0 / fraction;
            }
            1.0 - (-a * a).exp() / (fraction * std::f64::consts::PI.sqrt())
        };
        value.copysign(x)
    }

    #[test]
    fn gelu_and_exp_follow_their_definitions_in_every_kernel() {
        let points: Vec<f32> = (-160_000..=160_000).map(|i| i as f32 / 16_000.0).collect();
        let blocks = blocks_of(&points);
        let plain = Kernel::plain().run(Both(&blocks));
        for (x, y) in points.iter().zip(floats(&plain.0)) {
            let x = f64::from(*x);
            let exact = x * 0.5 * (1.0 + erf(x / std::f64::consts::SQRT_2));
            assert!((f64::from(*y) - exact).abs() < 6e-6, "gelu({x}) = {y}, not {exact}");
        }
        for (x, y) in points.iter().zip(floats(&plain.1)).filter(|(x, _)| **x <= 0.0) {
            let exact = f64::from(*x).exp();
            assert!((f64::from(*y) / exact - 1.0).abs() < 4e-7, "exp({x}) = {y}, not {exact}");
        }
        for kernel in Kernel::all_available() {
            assert!(kernel.run(Both(&blocks)) == plain, "{kernel:?} differs from the plain kernel");
        }
    }
}
