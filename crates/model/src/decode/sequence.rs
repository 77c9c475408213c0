//! The best legal sequence of BIO labels (Viterbi), and the spans that it marks.

use std::ops::Range;

use crate::labels::Bio;

/// Memory of the search, kept from use to use.
#[derive(Debug, Default)]
pub(crate) struct Room {
    totals: Vec<f32>,
    /// For each word and label, the label before.
    back: Vec<u8>,
}

/// For each word the label on the path with the largest sum of scores, among paths in which every `I-` continues its kind.
/// `scores` gives a word's scores, one for each label, of which the first is `O`; `outside` is added to that one.
pub(crate) fn best_labels<'s, K: Copy + PartialEq>(
    labels: &[Bio<K>],
    words: usize,
    scores: impl Fn(usize) -> &'s [f32],
    outside: f32,
    room: &mut Room,
) -> Vec<usize> {
    let count = labels.len();
    let score = |scores: &[f32], label: usize| scores[label] + if label == 0 { outside } else { 0.0 };
    if words == 0 {
        return Vec::new();
    }
    let Room { totals, back } = room;
    totals.clear();
    totals.extend(
        labels.iter().enumerate().map(
            |(label, bio)| {
                if bio.may_follow(None) { score(scores(0), label) } else { f32::NEG_INFINITY }
            },
        ),
    );
    back.clear();
    back.resize(count, 0);
    for word in 1..words {
        let scores = scores(word);
        for (to, label) in labels.iter().enumerate() {
            let mut best = (f32::NEG_INFINITY, 0);
            for (from, before) in labels.iter().enumerate() {
                if totals[from] > best.0 && label.may_follow(Some(*before)) {
                    best = (totals[from], from);
                }
            }
            totals.push(best.0 + score(scores, to));
            back.push(best.1 as u8);
        }
        totals.drain(..count);
    }
    let mut label = crate::decode::argmax(totals);
    let mut path = vec![label; words];
    for word in (1..words).rev() {
        label = usize::from(back[word * count + label]);
        path[word - 1] = label;
    }
    path
}

/// The spans of a path of labels.
pub(crate) fn spans<K: Copy + PartialEq>(labels: &[Bio<K>], path: &[usize]) -> Vec<(K, Range<usize>)> {
    let mut spans: Vec<(K, Range<usize>)> = Vec::new();
    for (word, label) in path.iter().enumerate() {
        match labels[*label] {
            Bio::Outside => {}
            Bio::Inside(kind) if spans.last().is_some_and(|(open, span)| *open == kind && span.end == word) => {
                if let Some((_, span)) = spans.last_mut() {
                    span.end = word + 1;
                }
            }
            Bio::Begin(kind) | Bio::Inside(kind) => spans.push((kind, word..word + 1)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LABELS: [Bio<char>; 5] = [Bio::Outside, Bio::Begin('p'), Bio::Inside('p'), Bio::Begin('o'), Bio::Inside('o')];

    fn best(scores: &[[f32; 5]]) -> Vec<usize> {
        best_labels(&LABELS, scores.len(), |word| &scores[word][..], 0.0, &mut Room::default())
    }

    #[test]
    fn an_inside_that_nothing_opened_is_not_taken() {
        // "Ana Roy spoke": alone, the first word would be I-person.
        let scores = [[0.0, 2.0, 3.0, 0.0, 0.0], [0.0, 0.0, 4.0, 0.0, 0.0], [5.0, 0.0, 0.0, 0.0, 0.0]];
        assert_eq!(best(&scores), [1, 2, 0]);
        assert_eq!(spans(&LABELS, &best(&scores)), [('p', 0..2)]);
    }

    #[test]
    fn a_kind_does_not_change_inside_a_span() {
        let scores = [[0.0, 2.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 1.5]];
        assert_eq!(best(&scores), [1, 2]);
    }

    #[test]
    fn what_holds_back_outside_lets_more_be_found() {
        let scores = [[1.0, 0.8, 0.0, 0.0, 0.0], [1.0, 0.0, 0.8, 0.0, 0.0]];
        assert_eq!(best(&scores), [0, 0]);
        let found = best_labels(&LABELS, 2, |word| &scores[word][..], -0.6, &mut Room::default());
        assert_eq!(found, [1, 2]);
    }

    #[test]
    fn neighbours_that_each_begin_are_two_spans() {
        assert_eq!(spans(&LABELS, &[1, 1, 2, 3, 0, 3]), [('p', 0..1), ('p', 1..3), ('o', 3..4), ('o', 5..6)]);
    }

    fn total(scores: &[[f32; 5]], path: &[usize]) -> f32 {
        path.iter().zip(scores).map(|(label, scores)| scores[*label]).sum()
    }

    proptest! {
        #[test]
        fn no_legal_path_is_better(scores in prop::collection::vec(prop::array::uniform5(-9i8..9), 1..5)) {
            let scores: Vec<[f32; 5]> = scores.iter().map(|s| s.map(f32::from)).collect();
            let found = best(&scores);
            let legal = |path: &[usize]| path.iter().enumerate().all(|(i, l)| {
                LABELS[*l].may_follow(i.checked_sub(1).map(|i| LABELS[path[i]]))
            });
            prop_assert!(legal(&found));
            for code in 0..5usize.pow(scores.len() as u32) {
                let path: Vec<usize> = (0..scores.len()).map(|i| code / 5usize.pow(i as u32) % 5).collect();
                prop_assert!(!legal(&path) || total(&scores, &path) <= total(&scores, &found));
            }
        }
    }
}
