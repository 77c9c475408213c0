//! From scores to decisions: trees, sequences, lemmas, attributions. Plain functions over plain numbers.

pub(crate) mod attribution;
pub(crate) mod lemma;
pub(crate) mod sequence;
pub(crate) mod tree;

/// Where the distance between two words falls among the twenty classes that the model knows: none, then by powers of two up
/// to 256, forwards and backwards.
pub(crate) fn distance_class(from: usize, to: usize) -> usize {
    let distance = from.abs_diff(to);
    let class = distance.checked_ilog2().map_or(0, |log| (log as usize + 1).min(9));
    if to < from { class + 10 } else { class }
}

/// The index of the largest number; the first of equals.
pub(crate) fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_classes_by_powers_of_two() {
        let classes = [0, 1, 2, 3, 4, 7, 8, 255, 256, 5000].map(|distance| distance_class(9, 9 + distance));
        assert_eq!(classes, [0, 1, 2, 2, 3, 3, 4, 8, 9, 9]);
        assert_eq!(distance_class(9, 8), 11);
        assert_eq!(distance_class(9, 5), 13);
    }

    #[test]
    fn of_equal_scores_the_first_wins() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
    }
}
