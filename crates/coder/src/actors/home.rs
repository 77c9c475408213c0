//! The state that a document is about: that of its dateline, or the one of which it speaks most.

use onrecord_actors::Code;

use onrecord_record::EntityType;

use super::Actors;
use crate::entities::Phrase;

/// The share of all mentions with a country that one country must have, to be the one that is meant by "the president".
const SHARE: f32 = 0.4;
/// And so many of them, where others are spoken of too.
const LEAST: usize = 2;
/// The share of all places in which something is that must lie in one state for it to be the scene.
const SCENE_SHARE: f32 = 0.6;
const WHERE: [&str; 12] =
    ["in", "at", "near", "inside", "outside", "around", "across", "throughout", "within", "from", "into", "to"];
/// So clearly must a document be about its home for names of which it says nothing to be taken as of there, …
const PLAIN_SHARE: f32 = 0.7;
/// … by so many mentions.
const PLAIN_LEAST: usize = 6;

/// Whether nearly all that a document speaks of is of its home.
pub(super) fn plain(actors: &Actors<'_>, home: Code) -> bool {
    let counts = counts(actors);
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let there = counts.iter().find(|(code, _)| *code == home).map_or(0, |(_, count)| *count);
    there >= PLAIN_LEAST && there as f32 >= PLAIN_SHARE * total as f32
}

/// How many mentions there are of each country, of what belongs to it and of places in it.
pub(super) fn counts(actors: &Actors<'_>) -> Vec<(Code, usize)> {
    let mut counts: Vec<(Code, usize)> = Vec::new();
    for entity in 0..actors.entities.len() {
        let lies = || actors.places.country_of(entity).and_then(Code::parse);
        let Some(country) = actors.who[entity].country.or_else(lies) else { continue };
        let mentions = actors.entities.phrases(entity).len();
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += mentions,
            None => counts.push((country, mentions)),
        }
    }
    counts
}

/// The state in which a document plays: where the places lie in which something is said to be. Who is merely there is of that state, whoever
/// is spoken of most: the rebels of a story about what the United States do in Syria are Syrians.
pub(super) fn scene(actors: &Actors<'_>) -> Option<Code> {
    let mut counts: Vec<(Code, usize)> = Vec::new();
    for entity in (0..actors.entities.len()).filter(|&it| actors.entities.kind_of(it) == EntityType::Place) {
        let Some(country) = actors.places.country_of(entity).and_then(Code::parse) else { continue };
        let there = actors.entities.phrases(entity).iter().filter(|phrase| lies_there(actors, phrase)).count();
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += there,
            None => counts.push((country, there)),
        }
    }
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let most = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    most.filter(|(_, count)| *count >= LEAST && *count as f32 >= SCENE_SHARE * total as f32).map(|(code, _)| code)
}

/// Whether a phrase tells where something is or goes.
fn lies_there(actors: &Actors<'_>, phrase: &Phrase) -> bool {
    let sentence = actors.reading.sentence_of(phrase.head);
    actors
        .reading
        .dependents(phrase.head, &sentence, "case")
        .any(|case| WHERE.contains(&actors.reading.form(case).to_lowercase().as_str()))
}

/// The home of a document. The country most spoken of comes before the dateline's: stories are filed from afar.
pub(super) fn of(actors: &Actors<'_>) -> Option<Code> {
    let counts = counts(actors);
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let filed = actors.places.dateline().and_then(|place| place.country).and_then(Code::parse);
    let most = counts.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let about = most.filter(|(_, count)| (*count >= LEAST || *count == total) && *count as f32 >= SHARE * total as f32);
    match (filed, about) {
        (Some(filed), Some((about, count))) => {
            let there = counts.iter().find(|(code, _)| *code == filed).map_or(0, |(_, count)| *count);
            Some(if there * 2 >= count { filed } else { about })
        }
        (filed, about) => filed.or(about.map(|(code, _)| code)),
    }
}
