//! Where a name begins and ends.
//!
//! - A name does not end in a preposition, a conjunction, an article or an opening sign, nor begin with one of the first two; an age
//!   or an adverb behind a comma is not part of it.
//! - Nor does it hold a clause that tells more of it, or a bracket that it does not close.
//! - A pronoun by itself is none.
//! - It goes on over the proper nouns that the tree joins to it ("Michiel" + flat "Cock", "Transbay" compound of "Tube") or that a hyphen
//!   does ("al" + "-Baghdadi").

use std::ops::Range;

use super::proper;
use crate::reading::Reading;

/// The words of a name where the model takes some words for one. `taken` tells of each word of the document whether the model has it in a
/// name.
pub(super) fn name(reading: &Reading<'_>, taken: &[bool], words: &Range<usize>) -> Option<Range<usize>> {
    let words = without_clause(reading, trimmed(reading, &without_bracket(reading, words.clone())));
    let says_nothing = |word| matches!(reading.word(word).upos, "PRON" | "DET" | "PUNCT");
    (!words.clone().all(says_nothing)).then(|| completed(reading, taken, words))
}

/// The words before a bracket that opens and does not close among them.
fn without_bracket(reading: &Reading<'_>, words: Range<usize>) -> Range<usize> {
    let is = |sign: &'static str| move |&word: &usize| reading.form(word) == sign;
    match words.clone().find(is("(")) {
        Some(open) if !(open..words.end).any(|word| is(")")(&word)) => words.start..open,
        _ => words,
    }
}

/// The words without what a name does not end or begin with.
fn trimmed(reading: &Reading<'_>, words: &Range<usize>) -> Range<usize> {
    let mut words = words.clone();
    let upos = |word: usize| reading.word(word).upos;
    // "Mary Shaw, 36", "Joshua Bell, formerly"
    let added = |words: &Range<usize>| {
        words.len() > 2 && matches!(upos(words.end - 1), "NUM" | "ADV") && reading.form(words.end - 2) == ","
    };
    let ends_in_none = |words: &Range<usize>| {
        let last = words.end - 1;
        matches!(upos(last), "ADP" | "CCONJ" | "SCONJ" | "DET") && reading.word(last).xpos != "POS"
            || opens(reading.form(last))
    };
    while !words.is_empty() && (added(&words) || ends_in_none(&words)) {
        words.end -= 1;
    }
    while !words.is_empty() && (matches!(upos(words.start), "ADP" | "CCONJ") || reading.form(words.start) == ",") {
        words.start += 1;
    }
    words
}

/// The name without the clause that tells more of it: "Mary Shaw" of "Mary Shaw, whom he met at school".
fn without_clause(reading: &Reading<'_>, mut words: Range<usize>) -> Range<usize> {
    let relative = |&word: &usize| reading.word(word).xpos.starts_with('W') && reading.form(word - 1) == ",";
    if let Some(relative) = words.clone().skip(1).find(relative) {
        words = trimmed(reading, &(words.start..relative));
    }
    let clause = words.clone().find(|&word| {
        let it = reading.word(word);
        let told_of = it.head.is_some_and(|head| words.contains(&head) && head < word);
        told_of && (matches!(it.deprel, "acl:relcl" | "acl") || it.deprel == "advcl" && it.upos == "VERB")
    });
    let Some(clause) = clause else { return words };
    let inside = |mut word: usize| {
        for _ in 0..words.len() {
            if word == clause {
                return true;
            }
            match reading.word(word).head.filter(|head| words.contains(head)) {
                Some(head) => word = head,
                None => break,
            }
        }
        false
    };
    let start = words.clone().find(|&word| inside(word)).unwrap_or(clause);
    trimmed(reading, &(words.start..start))
}

fn opens(form: &str) -> bool {
    matches!(form, "," | "(" | "[" | "“" | "‘" | ":" | ";" | "-" | "–" | "—")
}

/// The further words of a name, as far as they follow without a break and are in no other name.
fn completed(reading: &Reading<'_>, taken: &[bool], mut words: Range<usize>) -> Range<usize> {
    let goes_on = |words: &Range<usize>| {
        let next = reading.analysis.words.get(words.end)?;
        let last = reading.analysis.words.get(words.end.checked_sub(1)?)?;
        let part = next.deprel == "flat" && words.contains(&next.head?);
        let whole = last.deprel == "compound" && last.head == Some(words.end) && last.upos == "PROPN";
        Some(next.upos == "PROPN" && !taken[words.end] && (part || whole))
    };
    // "Abu Bakr al" + "-Baghdadi": what hyphens join without blanks is one word to its reader.
    let hyphened = |words: &Range<usize>| {
        let (hyphen, next) = (words.end, words.end + 1);
        let tight = |word: usize| reading.text.words.get(word).is_some_and(|it| !it.space_before);
        let joined = tight(hyphen) && tight(next) && reading.form(hyphen) == "-" && !taken[hyphen] && !taken[next];
        joined && proper(reading, &(words.end - 1..words.end)) && proper(reading, &(next..next + 1))
    };
    while !words.is_empty() {
        if goes_on(&words) == Some(true) {
            words.end += 1;
        } else if hyphened(&words) {
            words.end += 2;
        } else {
            break;
        }
    }
    words
}
