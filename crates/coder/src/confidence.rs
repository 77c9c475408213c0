//! How sure a statement is: the model's certainty as a probability that a careful reader would agree.
//!
//! A logistic curve whose constants `training/calibrate.py` fits on development data and measures on documents that it did not
//! see; the reliability table stands in `docs/scores.md`.

use onrecord_model::Attribution;

const SLOPE: f32 = 0.694;
const OFFSET: f32 = -0.626;
/// Statements without words for their source are right less often than the model thinks.
const NO_SOURCE: f32 = -1.081;
/// Certainties beyond these are as sure as the development data can tell.
const LEAST: f32 = 0.001;

/// The probability, 0 to 1, with three digits, so that no last bit of a float shows.
pub(crate) fn confidence(attribution: &Attribution) -> f32 {
    let certainty = attribution.confidence.clamp(LEAST, 1.0 - LEAST);
    let silent = if attribution.source.is_empty() { NO_SOURCE } else { 0.0 };
    // exp(-(a logit(c) + b)) = ((1 - c) / c)^a exp(-b), in f64: its last bits differ between systems far below three digits.
    let odds = f64::from((1.0 - certainty) / certainty).powf(f64::from(SLOPE)) * (-f64::from(OFFSET + silent)).exp();
    ((1.0 / (1.0 + odds) * 1000.0).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(certainty: f32, sources: usize) -> f32 {
        confidence(&Attribution {
            cue: 3..4,
            source: vec![0..1; sources],
            content: std::iter::once(4..9).collect(),
            inner: false,
            confidence: certainty,
        })
    }

    #[test]
    fn a_source_without_words_makes_a_statement_less_sure() {
        assert!(of(0.9, 0) < of(0.9, 1));
    }

    #[test]
    fn it_is_a_probability_of_three_digits_that_grows_with_certainty() {
        let all: Vec<f32> = (-5..=105).map(|percent| of(percent as f32 / 100.0, 1)).collect();
        assert!(all.windows(2).all(|two| two[0] <= two[1]) && all[10] < all[90]);
        assert!(all.iter().all(|p| *p > 0.0 && *p < 1.0));
        assert!(all.iter().all(|p| ((p * 1000.0).round() - p * 1000.0).abs() < 1e-3));
    }
}
