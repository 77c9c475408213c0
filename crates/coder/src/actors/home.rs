//! The state that a document is about: that of its dateline, or the one of which it speaks most.

use onrecord_actors::Code;
use onrecord_record::EntityType;

use super::Actors;

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
    let there = often(&counts, home);
    there >= PLAIN_LEAST && there as f32 >= PLAIN_SHARE * sum(&counts) as f32
}

/// How many mentions there are of each country, of what belongs to it and of places in it.
pub(super) fn counts(actors: &Actors<'_>) -> Vec<(Code, usize)> {
    tally((0..actors.entities.len()).filter_map(|entity| {
        let country = actors.who[entity].country.or_else(|| lies_in(actors, entity))?;
        Some((country, actors.entities.phrases(entity).len()))
    }))
}

/// The state in which a document plays: where the places lie in which something is said to be. Who is merely there is of that state, whoever
/// is spoken of most: the rebels of a story about what the United States do in Syria are Syrians.
pub(super) fn scene(actors: &Actors<'_>) -> Option<Code> {
    let places = (0..actors.entities.len()).filter(|&it| actors.entities.kind_of(it) == EntityType::Place);
    let counts = tally(places.filter_map(|place| {
        let country = lies_in(actors, place)?;
        let phrases = actors.entities.phrases(place).iter();
        Some((country, phrases.filter(|phrase| actors.reading.hangs_by(phrase.head, &WHERE)).count()))
    }));
    let (country, count) = most(&counts)?;
    (count >= LEAST && count as f32 >= SCENE_SHARE * sum(&counts) as f32).then_some(country)
}

/// The home of a document. The country most spoken of comes before the dateline's: stories are filed from afar.
pub(super) fn of(actors: &Actors<'_>) -> Option<Code> {
    let counts = &actors.spoken;
    let total = sum(counts);
    let filed = actors.places.dateline().and_then(|place| place.country).and_then(Code::parse);
    let about =
        most(counts).filter(|(_, count)| (*count >= LEAST || *count == total) && *count as f32 >= SHARE * total as f32);
    match (filed, about) {
        (Some(filed), Some((about, count))) => Some(if often(counts, filed) * 2 >= count { filed } else { about }),
        (filed, about) => filed.or(about.map(|(code, _)| code)),
    }
}

/// The state in which an entity lies, if it is a place.
fn lies_in(actors: &Actors<'_>, entity: usize) -> Option<Code> {
    actors.places.country_of(entity).and_then(Code::parse)
}

/// Counts added up by country, in the order in which the countries first come.
fn tally(found: impl Iterator<Item = (Code, usize)>) -> Vec<(Code, usize)> {
    let mut counts: Vec<(Code, usize)> = Vec::new();
    for (country, count) in found {
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, sum)) => *sum += count,
            None => counts.push((country, count)),
        }
    }
    counts
}

/// What is counted of a country.
pub(super) fn often(counts: &[(Code, usize)], country: Code) -> usize {
    counts.iter().find(|(code, _)| *code == country).map_or(0, |(_, count)| *count)
}

/// The first of the countries of which most is counted.
fn most(counts: &[(Code, usize)]) -> Option<(Code, usize)> {
    counts.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn sum(counts: &[(Code, usize)]) -> usize {
    counts.iter().map(|(_, count)| count).sum()
}
