//! Which attributions are statements, and how sure each is: a probability that a careful reader would mark it the same way.
//!
//! The model gives more candidates than hold, each with what its heads say of cue, source and content ([`onrecord_model::Signs`]).
//! A logistic curve over these, with the weights of `tables/confidence.tsv`, makes one probability of them; what is too unlikely
//! is dropped, and so are inner voices whose outer one was. `training/calibrate.py` fits the weights on development data
//! and measures them on documents that it did not see; the reliability table stands in `docs/scores.md`.

use std::collections::HashMap;

use onrecord_model::Attribution;

use crate::reading::Reading;
use crate::tables::CONFIDENCE;

/// Less likely statements are not told. Half of the F1 that is reached is where F1 is highest; statements without a source are
/// rarer and less agreed on, so that more of them have to be told for every second one to be found.
const KEEP: f32 = 0.27;
const KEEP_WITHOUT_SOURCE: f32 = 0.11;
/// Inner voices are marked in few texts to learn from, so that the model is shy of them.
const KEEP_INNER: f32 = 0.15;

/// The names of what is weighed, in the order of [`signs`]; the table has a weight for each.
pub(crate) const SIGNS: [&str; 21] = [
    "constant",
    "cue",
    "cue_least",
    "voice",
    "source",
    "content",
    "content_least",
    "content_edges",
    "silent",
    "silent_cue",
    "silent_source_most",
    "content_label",
    "source_label",
    "content_words",
    "quoted",
    "all_quoted",
    "inner",
    "weak",
    "weak_inner",
    "pieces",
    "long_cue",
];

/// An attribution that is held to be a statement, and its probability.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) attribution: &'a Attribution,
    pub(crate) confidence: f32,
}

/// The attributions of a document that are statements.
pub(crate) fn held<'a>(reading: &Reading<'a>) -> Vec<Held<'a>> {
    let likely =
        reading.analysis.attributions.iter().filter(|a| attributes(reading, a) && !a.content.is_empty()).filter_map(
            |a| {
                let confidence = confidence(&signs(reading, a));
                let least = match (a.source.is_empty(), a.inner) {
                    (true, _) => KEEP_WITHOUT_SOURCE,
                    (false, true) => KEEP_INNER,
                    (false, false) => KEEP,
                };
                (confidence >= least).then_some(Held { attribution: a, confidence })
            },
        );
    let mut held: Vec<Held<'a>> = likely.collect();
    held.sort_by_key(|it| it.attribution.cue.start);
    // An inner voice needs one around it. What is dropped may have been around another.
    loop {
        let stands = |it: &Held<'_>| {
            !it.attribution.inner || near(&held, it).any(|other| it.attribution.stands_in(other.attribution))
        };
        let kept: Vec<Held<'a>> = held.iter().filter(|it| stands(it)).copied().collect();
        if kept.len() == held.len() {
            return kept;
        }
        held = kept;
    }
}

/// Whether the cue is one at all: articles alone are what is left of a noun that the model lost, and an inner voice has more than a
/// preposition ("quoted him *as* saying").
fn attributes(reading: &Reading<'_>, a: &Attribution) -> bool {
    a.cue.clone().any(|word| match reading.word(word).upos {
        "DET" => false,
        "ADP" | "SCONJ" => !a.inner,
        _ => true,
    })
}

/// No attribution reaches over more words than the model reads at once.
const WINDOW: usize = 512;

fn near<'h, 'a>(held: &'h [Held<'a>], it: &Held<'_>) -> impl Iterator<Item = &'h Held<'a>> {
    let at = it.attribution.cue.start;
    let from = held.partition_point(|other| other.attribution.cue.start + WINDOW < at);
    let to = held.partition_point(|other| other.attribution.cue.start <= at + WINDOW);
    held[from..to].iter()
}

/// What is weighed of an attribution, in the order of [`SIGNS`]; probabilities as log odds.
pub(crate) fn signs(reading: &Reading<'_>, a: &Attribution) -> [f32; 21] {
    let s = &a.signs;
    let flag = |is: bool| if is { 1.0 } else { 0.0 };
    let silent = a.source.is_empty();
    let words: usize = a.content.iter().map(ExactSizeIterator::len).sum();
    let quoted = a.content.iter().cloned().flatten().filter(|&word| reading.text.words[word].quoted).count();
    let quoted = quoted as f32 / words.max(1) as f32;
    [
        1.0,
        odds(s.cue),
        odds(s.cue_least),
        odds(s.voice),
        if silent { 0.0 } else { odds(s.source) },
        odds(s.content),
        odds(s.content_least),
        odds(s.content_edges),
        flag(silent),
        if silent { odds(s.cue) } else { 0.0 },
        if silent { odds(1.0 - s.source_most) } else { 0.0 },
        odds(s.content_label),
        if silent { 0.0 } else { odds(s.source_label) },
        f64::from(words.max(1) as u32).ln() as f32,
        quoted,
        flag(quoted > 0.95),
        flag(a.inner && !a.weak),
        flag(a.weak && !a.inner),
        flag(a.weak && a.inner),
        flag(a.content.len() > 1),
        flag(a.cue.len() > 2),
    ]
}

/// Log odds of a probability; beyond one in a thousand the development data cannot tell.
pub(crate) fn odds(share: f32) -> f32 {
    const LEAST: f64 = 0.001;
    let share = f64::from(share).clamp(LEAST, 1.0 - LEAST);
    (share / (1.0 - share)).ln() as f32
}

/// The probability, 0 to 1, with three digits, so that no last bit of a float shows.
pub(crate) fn confidence(signs: &[f32; 21]) -> f32 {
    probability(signs, &SIGNS, &CONFIDENCE)
}

/// A logistic curve over signs with the weights of their names, 0 to 1.
pub(crate) fn probability(signs: &[f32], names: &[&str], weights: &HashMap<&str, f64>) -> f32 {
    let weight = |name: &str| weights.get(name).copied().unwrap_or(0.0);
    let sum: f64 = signs.iter().zip(names).map(|(sign, name)| f64::from(*sign) * weight(name)).sum();
    ((1000.0 / (1.0 + (-sum).exp())).round() / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: impl Fn(&mut [f32; 21])) -> f32 {
        // What a plain "the minister said that …" looks like.
        let mut signs =
            [1.0, 3.9, 3.9, 6.9, 6.3, 6.5, 5.7, 6.1, 0.0, 0.0, 0.0, 4.2, 5.2, 2.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        change(&mut signs);
        confidence(&signs)
    }

    #[test]
    fn every_sign_has_its_weight_and_every_weight_its_sign() {
        let mut signs = SIGNS.to_vec();
        let mut weights: Vec<&str> = CONFIDENCE.keys().copied().collect();
        signs.sort_unstable();
        weights.sort_unstable();
        assert_eq!(signs, weights);
    }

    #[test]
    fn a_plain_statement_is_sure_and_a_doubtful_cue_makes_it_less_so() {
        // Where the model doubts the cue, it is less sure of what belongs to it too.
        let doubt = |signs: &mut [f32; 21]| signs[1..8].copy_from_slice(&[-1.0, -2.0, 0.0, 5.0, 4.0, 2.0, 3.0]);
        let (sure, doubtful) = (of(|_| ()), of(doubt));
        assert!(sure > 0.7 && doubtful < sure - 0.3, "{sure}, {doubtful}");
    }

    #[test]
    fn it_is_a_probability_of_three_digits() {
        for cue in -70..70 {
            let p = of(|signs| signs[1] = cue as f32 / 10.0);
            assert!((0.0..=1.0).contains(&p) && ((p * 1000.0).round() - p * 1000.0).abs() < 1e-3);
        }
    }
}
