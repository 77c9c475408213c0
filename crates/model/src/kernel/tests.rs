//! Every kernel against the plain one, to the bit, and the plain one against the definitions, over many shapes.

use proptest::prelude::*;

use super::Kernel;
use super::attention::{Attention, HEAD, Room};
use super::block::{Block, LANES, Matrix, floats, floats_mut};
use super::linear::{Linear, Slice, Weights, slice_blocks};
use super::norm::{AddAndNorm, Norm};
use super::quantise::Quantised;

/// Numbers that look random and are the same every time.
fn noise(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// A matrix of noise of about the given size, with one large number in a while, as activations have.
fn matrix(rows: usize, width: usize, size: f32, seed: u64) -> Matrix {
    let mut number = noise(seed);
    let mut matrix = Matrix::default();
    matrix.shape(rows, width);
    for row in 0..rows {
        for x in floats_mut(matrix.row_mut(row)) {
            *x = number() * size * if number() > 0.99 { 8.0 } else { 1.0 };
        }
    }
    matrix
}

fn bits(matrix: &Matrix) -> Vec<u32> {
    floats(matrix.blocks()).iter().map(|x| x.to_bits()).collect()
}

/// The result of every kernel, which must be the same; that of the plain one.
fn same_in_all(run: impl Fn(Kernel) -> Matrix) -> Matrix {
    let plain = run(Kernel::plain());
    for kernel in Kernel::all_available() {
        let same = bits(&run(kernel)) == bits(&plain);
        assert!(same, "{kernel:?} differs from the plain kernel");
    }
    plain
}

fn erf(x: f64) -> f64 {
    // By Simpson's rule; good to 1e-12 in the range that the tests need.
    let steps = 2000;
    let h = x / f64::from(steps);
    let f = |i: i32| (-(f64::from(i) * h).powi(2)).exp();
    let inner: f64 = (1..steps).map(|i| f(i) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
    (f(0) + inner + f(steps)) * h / 3.0 * 2.0 / std::f64::consts::PI.sqrt()
}

fn gelu(x: f64) -> f64 {
    x * 0.5 * (1.0 + erf(x / std::f64::consts::SQRT_2))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn integer_layers_are_the_same_in_all_kernels(
        rows in 1usize..30, width in 1usize..8, first in 1usize..90, second in 0usize..40, seed: u64,
    ) {
        let inputs = width * LANES;
        let outputs = first + second;
        let mut number = noise(seed);
        // All bytes there are, the least as well, which export does not write.
        let weight: Vec<u8> = (0..outputs * inputs).map(|_| (number() * 128.0).floor() as i8 as u8).collect();
        let scale: Vec<f32> = (0..outputs).map(|_| number().abs() * 0.01).collect();
        let bias: Vec<f32> = (0..outputs).map(|_| number()).collect();
        let slices = [Slice { outputs: first, gelu: true }, Slice { outputs: second, gelu: false }];
        let layer = Linear::new(inputs, &slices, &Weights::Int8 { weight: &weight, scale: &scale }, &bias);
        let input = matrix(rows, width, 2.0, seed ^ 1);
        let out = same_in_all(|kernel| {
            let mut out = Matrix::default();
            out.shape(rows + 1, layer.width());
            layer.apply(kernel, &input.view(0..rows), &mut Quantised::default(), &mut out, 1);
            out
        });
        for row in 0..rows {
            let x = floats(input.row(row));
            let range = x.iter().fold((0.0f32, 0.0f32), |(low, high), x| (low.min(*x), high.max(*x)));
            let step = f64::from(range.1 - range.0) / 255.0;
            for (slice, start) in [(0, 0), (1, first)] {
                let found = floats(&out.row(row + 1)[slice_blocks(&slices, slice)]);
                for o in start..start + slices[slice].outputs {
                    let weights = weight[o * inputs..(o + 1) * inputs].iter().map(|w| f64::from(w.cast_signed()));
                    let (mut exact, mut size) = (0.0, 0.0);
                    for (w, x) in weights.zip(x) {
                        exact += w * f64::from(*x);
                        size += w.abs();
                    }
                    let exact = exact * f64::from(scale[o]) + f64::from(bias[o]);
                    // Each activation is off by half a step at most, and so is the zero point.
                    let tolerance = size * f64::from(scale[o]) * step * 0.51 + 1e-4 + exact.abs() * 1e-5;
                    let exact = if slices[slice].gelu { gelu(exact) } else { exact };
                    let found = f64::from(found[o - start]);
                    prop_assert!((found - exact).abs() <= tolerance * 1.2, "{} is not {} +- {}", found, exact, tolerance);
                }
            }
        }
    }

    #[test]
    fn float_layers_are_the_same_in_all_kernels(rows in 1usize..14, inputs in 1usize..70, outputs in 1usize..80, seed: u64) {
        let mut number = noise(seed);
        let weight: Vec<f32> = (0..outputs * inputs).map(|_| number()).collect();
        let bias: Vec<f32> = (0..outputs).map(|_| number()).collect();
        let slices = [Slice { outputs, gelu: false }];
        let layer = Linear::new(inputs, &slices, &Weights::Dense(&weight), &bias);
        let input = matrix(rows, inputs.div_ceil(LANES) + 1, 1.0, seed ^ 1);
        let out = same_in_all(|kernel| {
            let mut out = Matrix::default();
            out.shape(rows, layer.width());
            layer.apply(kernel, &input.view(0..rows), &mut Quantised::default(), &mut out, 0);
            out
        });
        for row in 0..rows {
            for o in 0..outputs {
                let products = weight[o * inputs..(o + 1) * inputs].iter().zip(floats(input.row(row)));
                let exact: f64 = products.map(|(w, x)| f64::from(*w) * f64::from(*x)).sum::<f64>() + f64::from(bias[o]);
                prop_assert!((f64::from(floats(out.row(row))[o]) - exact).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn attention_is_the_same_in_all_kernels(before in 0usize..5, length in 1usize..70, heads in 1usize..3, seed: u64) {
        let hidden = heads * HEAD / LANES;
        let projected = matrix(before + length, 3 * hidden, 1.0, seed);
        let window = before..before + length;
        let out = same_in_all(|kernel| {
            let mut out = Matrix::default();
            out.shape(before + length, hidden);
            // Leftovers of a longer window must not show.
            let mut room = Room::default();
            let long = matrix(200, 3 * hidden, 9.0, seed ^ 3);
            let mut other = Matrix::default();
            other.shape(200, hidden);
            kernel.run(Attention { projected: &long, window: 0..200, room: &mut room, out: &mut other });
            kernel.run(Attention { projected: &projected, window: window.clone(), room: &mut room, out: &mut out });
            out
        });
        let number = |row: usize, part: usize, head: usize, i: usize| {
            f64::from(floats(projected.row(row))[(part * heads + head) * HEAD + i])
        };
        for row in window.clone() {
            for head in 0..heads {
                let score = |key: usize| (0..HEAD).map(|i| number(row, 0, head, i) * number(key, 1, head, i)).sum::<f64>();
                let powers: Vec<f64> = window.clone().map(|key| score(key).exp()).collect();
                let sum: f64 = powers.iter().sum();
                for i in 0..HEAD {
                    let products = window.clone().zip(&powers).map(|(key, power)| power * number(key, 2, head, i));
                    let exact = products.sum::<f64>() / sum;
                    prop_assert!((f64::from(floats(out.row(row))[head * HEAD + i]) - exact).abs() < 1e-4);
                }
            }
        }
    }

    #[test]
    fn norms_are_the_same_in_all_kernels(rows in 1usize..5, width in 1usize..30, seed: u64) {
        let mut number = noise(seed);
        let mut vector = || (0..width).map(|_| Block(std::array::from_fn(|_| number()))).collect::<Vec<_>>();
        let norm = Norm { weight: vector(), bias: vector() };
        let (x, y) = (matrix(rows, width, 3.0, seed ^ 1), matrix(rows, width, 1.0, seed ^ 2));
        let out = same_in_all(|kernel| {
            let mut out = x.clone();
            kernel.run(AddAndNorm { norm: &norm, x: &mut out, y: Some(&y) });
            out
        });
        for row in 0..rows {
            let sums: Vec<f64> =
                floats(x.row(row)).iter().zip(floats(y.row(row))).map(|(x, y)| f64::from(x + y)).collect();
            let count = sums.len() as f64;
            let mean = sums.iter().sum::<f64>() / count;
            let variance = sums.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
            for (i, found) in floats(out.row(row)).iter().enumerate() {
                let exact = (sums[i] - mean) / variance.sqrt() * f64::from(floats(&norm.weight)[i]) + f64::from(floats(&norm.bias)[i]);
                prop_assert!((f64::from(*found) - exact).abs() < 1e-4);
            }
        }
    }
}

#[test]
fn a_row_of_equal_numbers_survives() {
    let mut input = Matrix::default();
    input.shape(2, 1);
    input.row_mut(1).fill(Block([3.5; LANES]));
    let weight = [127u8; LANES];
    let layer = Linear::new(
        LANES,
        &[Slice { outputs: 1, gelu: false }],
        &Weights::Int8 { weight: &weight, scale: &[0.01] },
        &[0.0],
    );
    let out = same_in_all(|kernel| {
        let mut out = Matrix::default();
        out.shape(2, layer.width());
        layer.apply(kernel, &input.view(0..2), &mut Quantised::default(), &mut out, 0);
        out
    });
    assert_eq!(out.row(0)[0].0[0], 0.0);
    assert!((out.row(1)[0].0[0] - 16.0 * 3.5 * 1.27).abs() < 1e-3);
}

#[test]
fn kernels_are_known_by_name() {
    let kernels = Kernel::all_available();
    assert_eq!(kernels.last(), Some(&Kernel::plain()));
    for kernel in kernels {
        assert_eq!(Kernel::by_name(kernel.name()), Some(kernel));
    }
    assert_eq!(Kernel::by_name("abacus"), None);
}
