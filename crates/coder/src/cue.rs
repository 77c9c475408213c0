//! What a cue says about its statement: the class of the act, and whether the act itself is denied.

use std::ops::Range;

use crate::reading::Reading;
use crate::tables::CUES;

/// The class of a cue from the table; the word that carries the cue decides, then its other words from left to right.
pub(crate) fn class(reading: &Reading<'_>, cue: &Range<usize>) -> Option<String> {
    let verbs = cue.clone().filter(|&word| reading.word(word).upos == "VERB");
    let carriers = reading.top(cue).into_iter().chain(verbs).chain(cue.clone());
    let known = carriers.filter(|&word| reading.word(word).upos != "AUX").find_map(|word| {
        let lemma = reading.lemma(word);
        CUES.get(lemma.as_str()).or_else(|| CUES.get(reading.form(word).to_lowercase().as_str())).copied()
    });
    known.map(str::to_owned)
}

/// Whether the cue is denied: "did not say", "never claimed", "denied having said".
pub(crate) fn negated(reading: &Reading<'_>, cue: &Range<usize>) -> bool {
    // What hangs on a coordinated part denies that part alone: "are confident, but not certain" is said.
    // A cue that is itself the second of two ("left and did not say") is no part of this sort: its first stands outside.
    let inside = |word: usize| reading.word(word).head.filter(|head| cue.contains(head));
    let aside =
        |word: usize| inside(word).is_some_and(|head| reading.word(head).deprel == "conj" && inside(head).is_some());
    let negation = |word: usize| {
        let denies = matches!(reading.lemma(word).as_str(), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor");
        denies && !aside(word)
    };
    let denied_saying = |word| {
        reading.lemma(word) == "deny"
            && (word + 1..cue.end).any(|other| reading.word(other).xpos == "VBG" || reading.word(other).xpos == "VBN")
    };
    cue.clone().any(|word| negation(word) || denied_saying(word))
}
