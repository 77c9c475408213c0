//! "I", "we" and "you" in somebody's words: the first person is who speaks there, or the side that is spoken for.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::Attribution;
use onrecord_record::MentionKind;

use super::clusters::Clusters;
use super::phrases::Phrase;
use super::pronouns::Pronoun;
use crate::judgement::Held;
use crate::reading::Reading;

/// Gives every pronoun of speech inside a quotation to its speaker. What comes back is for each "we" of a person the head of that
/// person's phrase: whoever they are, they are of his side.
pub(super) fn join(
    reading: &Reading<'_>,
    held: &[Held<'_>],
    phrases: &[Phrase],
    clusters: &mut Clusters,
) -> HashMap<usize, usize> {
    let mut with = HashMap::new();
    let by_head: HashMap<usize, usize> = phrases.iter().enumerate().map(|(i, phrase)| (phrase.head, i)).collect();
    // For each speech the first "we" or "you" of it, to which its others belong.
    let mut sides: HashMap<(usize, Pronoun), usize> = HashMap::new();
    for (index, phrase) in phrases.iter().enumerate() {
        let Some(pronoun) = phrase.pronoun.filter(|pronoun| pronoun.of_speech()) else { continue };
        let Some((speech, attribution)) = speech(reading, held, phrase.head) else { continue };
        let speaker = attribution.source.first().and_then(|source| speaker(reading, &by_head, source));
        let side = match pronoun {
            Pronoun::I => speaker,
            Pronoun::We => speaker.and_then(|speaker| spoken_for(reading, phrases, &by_head, speaker)),
            _ => None,
        };
        let key = (attribution.source.first().map_or(usize::MAX - speech, |source| source.start), pronoun);
        match side.filter(|&side| side != index) {
            Some(side) => clusters.attach(phrases, index, side),
            None => {
                if let Some(speaker) = speaker.filter(|_| pronoun == Pronoun::We) {
                    with.insert(phrase.head, phrases[speaker].head);
                }
                match sides.get(&key) {
                    Some(&first) => clusters.attach(phrases, index, first),
                    None => {
                        clusters.part(phrases, index);
                        sides.insert(key, index);
                    }
                }
            }
        }
    }
    with
}

/// The innermost attribution in whose quoted content a word stands.
fn speech<'h>(reading: &Reading<'_>, held: &'h [Held<'_>], word: usize) -> Option<(usize, &'h Attribution)> {
    if !reading.text.words[word].quoted {
        return None;
    }
    let holds = |a: &Attribution| a.content.iter().any(|piece| piece.contains(&word));
    let size = |a: &Attribution| a.content.iter().map(ExactSizeIterator::len).sum::<usize>();
    // What is reported without marks of its own inside of a quotation still is the outer speaker's "I".
    let quoted = |a: &Attribution| !reading.text.words[a.cue.start].quoted;
    let all = || held.iter().map(|it| it.attribution).enumerate();
    all().filter(|(_, a)| holds(a) && quoted(a)).min_by_key(|(_, a)| size(a)).or_else(|| {
        // A quotation without a cue of its own goes on for who spoke last in its paragraph.
        let paragraph = reading.paragraph_of(word);
        let named = |a: &Attribution| !a.source.is_empty() && quoted(a) && paragraph.contains(&a.cue.start);
        all().filter(|(_, a)| named(a) && a.cue.start < word).max_by_key(|(_, a)| a.cue.start)
    })
}

/// The mention that a source's words are.
fn speaker(reading: &Reading<'_>, by_head: &HashMap<usize, usize>, source: &Range<usize>) -> Option<usize> {
    let top = reading.top(source)?;
    let relatives =
        ["flat", "appos", "compound"].into_iter().flat_map(|relation| reading.dependents(top, source, relation));
    std::iter::once(top).chain(relatives).find_map(|word| by_head.get(&word).copied())
}

/// For whom somebody speaks: the body or state in the phrase ("the ministry's spokesman", "a spokesman for the army"), else
/// himself where he is a body or a group.
fn spoken_for(
    reading: &Reading<'_>,
    phrases: &[Phrase],
    by_head: &HashMap<usize, usize>,
    speaker: usize,
) -> Option<usize> {
    use onrecord_record::EntityType::{Group, Organization, Person, Place};
    let phrase = &phrases[speaker];
    if matches!(phrase.of, Group | Organization | Place) {
        return Some(speaker);
    }
    let held = phrase.words.clone().filter(|&word| word != phrase.head);
    let bodies = held.filter_map(|word| by_head.get(&word).copied()).filter(|&other| {
        let body =
            matches!(phrases[other].of, Organization | Group | Place) && phrases[other].kind != MentionKind::Pronoun;
        body && reading.word(phrases[other].head).head == Some(phrase.head) && phrases[other].of != Person
    });
    bodies.reduce(|_, next| next)
}
