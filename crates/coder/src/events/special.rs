//! Where PLOVER codes an act as another one, whatever its words: paragraphs of the manual that rest on status or on a sentence.

use onrecord_codebook::Tree;
use onrecord_model::{Act, ActStatus};
use onrecord_record::{EntityType, Status};

use crate::entities::Entities;
use crate::reading::Reading;

/// What is coded in place of an act of this type and status, and the paragraph that says so.
pub(crate) const fn instead(kind: &str, status: Status) -> Option<(&'static str, Status, &'static str)> {
    match (kind.as_bytes(), status) {
        (b"CONSULT" | b"SUPPORT" | b"COOPERATE" | b"AID", Status::Future) => {
            Some(("AGREE", Status::Actual, "AGREE: cooperation to come is agreed to"))
        }
        (b"AGREE", Status::Future) => Some(("AGREE", Status::Actual, "AGREE: the promise has happened")),
        (b"CONCEDE", Status::Future) => Some(("CONCEDE", Status::Actual, "CONCEDE: the promise has happened")),
        (b"RETREAT", Status::Future) => Some(("CONCEDE", Status::Actual, "CONCEDE: a withdrawal that is announced")),
        _ => None,
    }
}

/// Whether all sides of an act are actors: who meets, works together or clashes does so with one another. A visitor and his host are
/// not alike, and neither are caller and called.
pub(crate) fn reciprocal(reading: &Reading<'_>, kind: &str, mode: Option<&str>, anchor: usize) -> bool {
    const CLASHES: [&str; 6] = ["clash", "skirmish", "firefight", "gunfight", "shootout", "crossfire"];
    match kind {
        "CONSULT" => !matches!(mode, Some("visit" | "phone")),
        "COOPERATE" => true,
        "ASSAULT" => CLASHES.contains(&reading.lemma(anchor).as_str()),
        _ => false,
    }
}

/// Whether a place is where forces move and nobody to whom that is done: they patrol in it, or leave it as was agreed.
pub(crate) fn only_where(reading: &Reading<'_>, entities: &Entities, kind: &str, word: usize) -> bool {
    let prepositions: &[&str] = match kind {
        "MOBILIZE" => &["in", "within", "across", "throughout"],
        "CONCEDE" => &["from", "in"],
        _ => return false,
    };
    let place = entities.index_at(word).is_some_and(|entity| entities.kind_of(entity) == EntityType::Place);
    place && reading.hangs_by(word, prepositions)
}

/// Whether somebody is whom people flee from, the doer where fleeing is coded as being driven out (SANCTION: the causer is the actor): "fled
/// from the militia", "a government from which they fled". From a place nobody flees who did it.
pub(crate) fn is_fled(reading: &Reading<'_>, entities: &Entities, (anchor, kind): (usize, &str), word: usize) -> bool {
    let flees = kind == "SANCTION" && matches!(reading.lemma(anchor).as_str(), "flee" | "escape");
    let place = entities.index_at(word).is_none_or(|entity| entities.kind_of(entity) == EntityType::Place);
    let mut means = reading.sentence_of(anchor).filter(|&other| reading.antecedent(other) == word);
    flees && !place && means.any(|other| reading.hangs_by(other, &["from"]))
}

/// Whether an anchor tells of a conviction to prison, which is coded as an arrest besides (SANCTION: "prison sentence also gets COERCE
/// arrest").
pub(crate) fn imprisons(reading: &Reading<'_>, anchor: usize) -> bool {
    const CELLS: [&str; 7] = ["prison", "jail", "imprisonment", "life", "bar", "labour", "labor"];
    match reading.lemma(anchor).as_str() {
        "jail" | "imprison" => true,
        "sentence" => is_near(reading, anchor, &CELLS) || is_near(reading, anchor, &TERMS),
        _ => false,
    }
}

/// Whether an arrest is the prison of a sentence, which is coded as a conviction besides: "was jailed for two years" is what a court gave, "was
/// imprisoned for two years" how long somebody was held.
pub(crate) fn convicts(reading: &Reading<'_>, anchor: usize) -> bool {
    match reading.lemma(anchor).as_str() {
        "jail" => is_near(reading, anchor, &TERMS),
        "sentence" => imprisons(reading, anchor),
        _ => false,
    }
}

/// Units of prison terms.
const TERMS: [&str; 2] = ["year", "month"];

/// Whether one of some words stands around an anchor in its sentence.
fn is_near(reading: &Reading<'_>, anchor: usize, lemmas: &[&str]) -> bool {
    let near = anchor.saturating_sub(4)..(anchor + 10).min(reading.analysis.words.len());
    let sentence = reading.sentence_of(anchor);
    near.filter(|word| sentence.contains(word)).any(|word| lemmas.contains(&reading.lemma(word).as_str()))
}

/// Whether a word is what a request asks for: it stands below the request's anchor as a complement does and has not happened. The
/// contract codes the request alone.
pub(crate) fn asked_for(
    reading: &Reading<'_>,
    (word, act): (usize, Option<&Act<'_>>),
    (anchor, kind): (usize, &str),
) -> bool {
    const STEPS: usize = 3;
    const COMPLEMENTS: [&str; 7] = ["xcomp", "ccomp", "obj", "obl", "acl", "nmod", "conj"];
    let happened = |act: &Act<'_>| {
        act.statuses.first().is_none_or(|(status, _)| matches!(status, ActStatus::Actual | ActStatus::Historical))
    };
    let complement = |&word: &usize| COMPLEMENTS.contains(&reading.deprel(word));
    let way = std::iter::successors(Some(word), |&word| reading.word(word).head.filter(|_| complement(&word)));
    kind == "REQUEST"
        && word != anchor
        && !act.is_some_and(happened)
        && way.skip(1).take(STEPS).any(|above| above == anchor)
}
