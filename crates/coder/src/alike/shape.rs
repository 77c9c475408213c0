//! How states of words lie in general: their mean and covariance.
//!
//! A thousand words are few for the covariance of some hundred parts, so as much again of the mean variance is added to each part
//! (shrinkage, after Friedman's regularised discriminant analysis, 1989); half as much and twice as much tell examples about as well.

/// Share of the mean variance that is added to each part's own.
const SHRINKAGE: f64 = 1.0;

/// Mean and covariance of states.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    mean: Vec<f32>,
    /// The covariance as a lower triangle times its transpose (Cholesky), row by row.
    triangle: Vec<f64>,
}

impl Shape {
    /// The shape of some states, all of one width.
    pub(super) fn of(states: &[Vec<f32>]) -> Self {
        let width = states.first().map_or(0, Vec::len);
        let count = states.len().max(1) as f64;
        let mut mean = vec![0.0_f64; width];
        for state in states {
            mean.iter_mut().zip(state).for_each(|(sum, part)| *sum += f64::from(*part) / count);
        }
        let mut covariance = vec![0.0_f64; width * width];
        for state in states {
            let from: Vec<f64> = state.iter().zip(&mean).map(|(part, mean)| f64::from(*part) - mean).collect();
            for (row, a) in covariance.chunks_exact_mut(width).zip(&from) {
                row.iter_mut().zip(&from).for_each(|(sum, b)| *sum += a * b / count);
            }
        }
        let variance = (0..width).map(|at| covariance[at * width + at]).sum::<f64>() / width.max(1) as f64;
        for at in 0..width {
            covariance[at * width + at] += (SHRINKAGE * variance).max(f64::MIN_POSITIVE);
        }
        Self { mean: mean.iter().map(|part| *part as f32).collect(), triangle: triangle(covariance, width) }
    }

    pub(super) fn width(&self) -> usize {
        self.mean.len()
    }

    /// Makes a state one from the mean.
    pub(super) fn center(&self, state: &mut [f32]) {
        state.iter_mut().zip(&self.mean).for_each(|(part, mean)| *part -= mean);
    }

    /// The vector whose product with the covariance is the one given.
    pub(super) fn undo(&self, given: &[f32]) -> Vec<f32> {
        let width = self.width();
        let at = |row: usize, column: usize| self.triangle[row * width + column];
        let mut solved: Vec<f64> = given.iter().map(|part| f64::from(*part)).collect();
        for row in 0..width {
            let known: f64 = (0..row).map(|column| at(row, column) * solved[column]).sum();
            solved[row] = (solved[row] - known) / at(row, row);
        }
        for row in (0..width).rev() {
            let known: f64 = (row + 1..width).map(|below| at(below, row) * solved[below]).sum();
            solved[row] = (solved[row] - known) / at(row, row);
        }
        solved.into_iter().map(|part| part as f32).collect()
    }
}

/// Cholesky's lower triangle of a positive definite matrix.
fn triangle(mut of: Vec<f64>, width: usize) -> Vec<f64> {
    for row in 0..width {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| of[row * width + k] * of[column * width + k]).sum();
            let rest = of[row * width + column] - known;
            of[row * width + column] =
                if row == column { rest.max(f64::MIN_POSITIVE).sqrt() } else { rest / of[column * width + column] };
        }
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_is_the_inverse_of_the_covariance() {
        let states = [[1.0, 0.0, 0.5], [-1.0, 0.2, 0.0], [0.3, -2.0, 1.0], [0.0, 1.1, -1.0]].map(|it| it.to_vec());
        let shape = Shape::of(&states);
        let solved = shape.undo(&[0.4, -0.1, 0.7]);
        // The covariance again, with what is added to its diagonal.
        let at = |row: usize, column: usize| -> f64 {
            let from = |state: &Vec<f32>, part: usize| f64::from(state[part]) - f64::from(shape.mean[part]);
            states.iter().map(|state| from(state, row) * from(state, column)).sum::<f64>() / 4.0
        };
        let added = (at(0, 0) + at(1, 1) + at(2, 2)) / 3.0;
        for (row, given) in [0.4, -0.1, 0.7].into_iter().enumerate() {
            let product: f64 = (0..3).map(|column| at(row, column) * f64::from(solved[column])).sum();
            assert!((product + added * f64::from(solved[row]) - given).abs() < 1e-4, "{row}");
        }
    }

    #[test]
    fn nothing_has_a_shape_too() {
        assert_eq!(Shape::of(&[]).undo(&[]), Vec::<f32>::new());
        assert!(Shape::of(&[vec![1.0, 2.0]]).undo(&[0.0, 0.0]).iter().all(|part| *part == 0.0));
    }
}
