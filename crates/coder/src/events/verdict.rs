//! Which proposals are acts, and how sure each is: as for statements (`judgement.rs`), a logistic curve over what speaks for and
//! against, with the weights of `tables/acts.tsv`, which `training/calibrate.py acts` fits on passages that the model was not
//! trained on.

use super::proposals::{Proposal, RETYPED, RETYPED_AWAY, SIGNS};
use crate::judgement::probability;
use crate::tables::ACTS;

/// Less likely acts are not told. Of 7,500 acts in newspapers that the model had not seen F1 is best from 0.3 to 0.37, by half a point; but of what
/// lies between 0.35 and 0.4 only two in five are right, and roles, dyads and sentences without an act fare worse for it.
const KEEP: f32 = 0.4;

/// The probability, 0 to 1, with three digits.
pub(crate) fn confidence(it: &Proposal<'_>) -> f32 {
    probability(&it.signs, &SIGNS, &ACTS)
}

/// What is held to be an act, with its confidence: of each word the likeliest type, in the order of the text. A type that the model has
/// never seen goes before those that it has: who lays one over the codebook wants its acts told as such.
pub(crate) fn held<'a>(
    proposals: Vec<Proposal<'a>>,
    learned: &dyn Fn(&str) -> bool,
    least: Option<f32>,
) -> Vec<(Proposal<'a>, f32)> {
    let least = least.unwrap_or(KEEP);
    let retyped = retyped(&proposals);
    let mut held: Vec<(Proposal<'a>, f32)> = Vec::new();
    for it in proposals {
        let own = !learned(it.kind);
        // A type that the model has never seen has only its entries' word.
        let mut sure =
            if own { it.entries.iter().map(|entry| entry.weight).fold(0.0, f32::max) } else { confidence(&it) };
        if let Some((_, source)) = retyped.iter().find(|(anchor, _)| *anchor == it.anchor) {
            if it.signs[RETYPED_AWAY] > 0.0 {
                continue;
            }
            if it.signs[RETYPED] > 0.0 {
                sure = sure.max(*source).max(without(&it, RETYPED));
            }
        }
        if sure < least {
            continue;
        }
        match held.last_mut().filter(|(last, _)| last.anchor == it.anchor) {
            Some(last) if (!learned(last.0.kind), last.1) >= (own, sure) => {}
            Some(last) => *last = (it, sure),
            None => held.push((it, sure)),
        }
    }
    held
}

/// The words of which a pattern makes the type that the head prefers into another one, and how sure that they are an act: as sure as
/// they would be of the first type, were there no pattern. That first type is not told then, however likely.
fn retyped(proposals: &[Proposal<'_>]) -> Vec<(usize, f32)> {
    let words = proposals.chunk_by(|a, b| a.anchor == b.anchor);
    let found = words.filter(|all| all.iter().any(|it| it.signs[RETYPED] > 0.0)).filter_map(|all| {
        let away = all.iter().filter(|it| it.signs[RETYPED_AWAY] > 0.0).map(|it| without(it, RETYPED_AWAY));
        Some((all[0].anchor, away.reduce(f32::max)?))
    });
    found.collect()
}

/// How sure a proposal would be without one of its signs.
fn without(it: &Proposal<'_>, sign: usize) -> f32 {
    let mut signs = it.signs;
    signs[sign] = 0.0;
    probability(&signs, &SIGNS, &ACTS)
}
