//! Who the words of a source name: entities, and the kind of source they are.

use std::ops::Range;

use onrecord_record::{EntityType, Source, SourceKind};

use crate::entities::Entities;
use crate::reading::Reading;
use crate::tables::SOURCES;

/// The most words between the beginning of a phrase and its noun for the phrase to be completed.
const NEAR: usize = 6;

/// The words of a source, whole: a phrase that breaks off before its noun ("A" of "A diplomat who …") goes on to it, and a
/// comma behind the phrase, or the preposition by which it hangs on another ("for the Senate"), does not belong to it.
/// `other` says whether a word is the statement's cue or content.
pub(crate) fn whole(reading: &Reading<'_>, range: &Range<usize>, other: impl Fn(usize) -> bool) -> Range<usize> {
    let mut words = range.clone();
    let modifier = |word: usize| {
        matches!(reading.word(word).deprel.split(':').next(), Some("det" | "amod" | "nummod" | "compound"))
    };
    if let Some(noun) = reading.tops(range).next().filter(|&top| modifier(top)).and_then(|top| reading.word(top).head) {
        let near = words.end <= noun && noun < words.end + NEAR;
        if near && matches!(reading.word(noun).upos, "NOUN" | "PROPN") && !(words.end..=noun).any(other) {
            words.end = noun + 1;
        }
    }
    while words.len() > 1 && reading.form(words.end - 1) == "," {
        words.end -= 1;
    }
    let preposition = |word| {
        reading.word(word).deprel == "case" && matches!(reading.lemma(word).as_str(), "for" | "of" | "by" | "from")
    };
    while words.len() > 1 && preposition(words.start) {
        words.start += 1;
    }
    words
}

/// The source of a statement, from the ranges of words that name it.
pub(crate) fn source(reading: &Reading<'_>, entities: &Entities, ranges: &[Range<usize>]) -> Source {
    let mut ids: Vec<String> = Vec::new();
    for range in ranges {
        for speaker in speakers(reading, range) {
            if let Some(id) = entities.at(speaker)
                && !ids.iter().any(|known| known == id)
            {
                ids.push(id.to_owned());
            }
        }
    }
    Source {
        spans: ranges.iter().map(|range| reading.chars(range)).collect(),
        kind: kind(reading, entities, ranges, &ids),
        entities: ids,
    }
}

/// The words that stand for the speakers: the top of the phrase, those coordinated with it, and an apposition or the
/// name behind a title ("the minister, Ana Roy"; "President Roy", where treebanks may hang either on the other).
fn speakers(reading: &Reading<'_>, range: &Range<usize>) -> Vec<usize> {
    let mut found: Vec<usize> = reading.top(range).into_iter().collect();
    let mut next = 0;
    while let Some(&word) = found.get(next) {
        for relation in ["conj", "appos", "flat"] {
            found.extend(reading.dependents(word, range, relation));
        }
        next += 1;
    }
    found
}

fn kind(reading: &Reading<'_>, entities: &Entities, ranges: &[Range<usize>], ids: &[String]) -> SourceKind {
    let Some(range) = ranges.first() else { return SourceKind::None };
    let Some(top) = reading.top(range) else { return SourceKind::None };
    let lemma = reading.lemma(top);
    let noun = SOURCES.get(lemma.as_str()).copied();
    let bears_a_name = |id: &String| {
        entities.named(id) && matches!(entities.kind(id), Some(EntityType::Person | EntityType::Organization))
    };
    if ids.iter().any(bears_a_name) {
        return SourceKind::Named;
    }
    if range.clone().any(|word| is_unnamed(&reading.lemma(word))) {
        return SourceKind::Anonymous;
    }
    if let Some(noun) = noun {
        return noun.kind(indefinite(reading, range, top));
    }
    match reading.word(top).upos {
        "NOUN" if matches!(reading.word(top).xpos, "NNS") && indefinite(reading, range, top) => SourceKind::Collective,
        "ADJ" | "NUM" | "DET" => SourceKind::Collective,
        "PRON"
            if matches!(
                lemma.as_str(),
                "some" | "many" | "others" | "most" | "several" | "few" | "those" | "people" | "all"
            ) =>
        {
            SourceKind::Collective
        }
        "PRON" if matches!(lemma.as_str(), "someone" | "somebody" | "one" | "anyone") => SourceKind::Anonymous,
        _ => SourceKind::Named,
    }
}

fn is_unnamed(lemma: &str) -> bool {
    matches!(lemma, "anonymous" | "unnamed" | "unidentified" | "anonymity" | "undisclosed")
}

/// Whether a phrase has no definite determiner, possessor or name: "two aides", "a senior official".
fn indefinite(reading: &Reading<'_>, range: &Range<usize>, top: usize) -> bool {
    let definite = |word: usize| match reading.word(word).xpos {
        "DT" => matches!(reading.lemma(word).as_str(), "the" | "this" | "that" | "these" | "those"),
        "PRP$" => true,
        _ => reading.word(word).deprel == "nmod:poss",
    };
    !range.clone().any(|word| reading.word(word).head == Some(top) && definite(word))
}
