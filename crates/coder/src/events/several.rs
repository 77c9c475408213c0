//! One phrase that names several parties: "Russian and Syrian forces", "the leaders of France and Japan", "the two leaders". Each state in
//! it is a party of its own.

use std::ops::Range;

use onrecord_actors::{Code, Sector};
use onrecord_record::EntityType;

use crate::actors::{Actors, Who};
use crate::entities::Entities;
use crate::reading::Reading;

/// A party: its words, the word whose entity it is, and who it is.
pub(super) struct Party {
    pub(super) words: Range<usize>,
    pub(super) entity: Option<usize>,
    pub(super) who: Who,
}

/// Sectors of those who act for a state.
const OF_STATES: [&str; 6] = ["GOV", "LEG", "JUD", "MIL", "COP", "SPY"];

/// The parties that a phrase names, two or more; none where it names one.
pub(super) fn parties(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &Actors<'_>,
    phrase: &Range<usize>,
    head: usize,
) -> Option<Vec<Party>> {
    before_head(reading, actors, phrase, head)
        .or_else(|| behind_head(reading, entities, actors, phrase, head))
        .or_else(|| the_two(reading, entities, actors, phrase, head))
}

/// "Russian and Syrian forces": Russian ones, and Syrian forces.
fn before_head(reading: &Reading<'_>, actors: &Actors<'_>, phrase: &Range<usize>, head: usize) -> Option<Vec<Party>> {
    let states = list(reading, actors, phrase.start..head.min(phrase.end), |word| {
        matches!(reading.word(word).upos, "ADJ" | "PROPN") && reading.form(word).starts_with(char::is_uppercase)
    })?;
    let (last, _) = states.last()?;
    // What the list belongs to stands right behind it.
    if last.end > head || reading.form(last.end) == "-" || states.iter().any(|(words, _)| words.len() > 1) {
        return None;
    }
    let whole = actors.at(phrase);
    let sectors = actors.at(&(last.start..phrase.end)).sectors;
    let sectors = if sectors.is_empty() { whole.sectors.clone() } else { sectors };
    let party = |(at, (words, country)): (usize, (Range<usize>, Code))| {
        let last = at + 1 == states.len();
        let words = if last { words.start..phrase.end } else { words };
        Party { words, entity: last.then_some(head), who: of(country, &sectors, &whole) }
    };
    Some(states.iter().cloned().enumerate().map(party).collect())
}

/// "The leaders of France and Japan": those of France, and Japan's.
fn behind_head(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &Actors<'_>,
    phrase: &Range<usize>,
    head: usize,
) -> Option<Vec<Party>> {
    let link = (head + 1..phrase.end).find(|&word| reading.word(word).upos == "ADP")?;
    if link != head + 1 || !matches!(reading.form(link), "of" | "from") || !reading.word(head).xpos.ends_with('S') {
        return None;
    }
    let states = list(reading, actors, link + 1..phrase.end, |word| reading.word(word).upos == "PROPN")?;
    let whole = actors.at(&(phrase.start..link));
    // Whoever left several states is one crowd.
    let of_states = whole.sectors.first().is_some_and(|first| OF_STATES.contains(&first.as_str()));
    if states.last()?.0.end != phrase.end || !of_states {
        return None;
    }
    let party = |(at, (words, country)): (usize, (Range<usize>, Code))| {
        let first = at == 0;
        let entity = if first { Some(head) } else { words.clone().find(|&word| entities.index_at(word).is_some()) };
        let words = if first { phrase.start..words.end } else { words };
        Party { words, entity, who: of(country, &whole.sectors, &whole) }
    };
    Some(states.into_iter().enumerate().map(party).collect())
}

/// "The two leaders": of the two states of which was spoken just before.
fn the_two(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &Actors<'_>,
    phrase: &Range<usize>,
    head: usize,
) -> Option<Vec<Party>> {
    const NOUNS: [&str; 9] =
        ["leader", "side", "country", "state", "nation", "government", "president", "minister", "neighbour"];
    const BACK: usize = 2;
    let two = (phrase.start..head).any(|word| matches!(reading.form(word).to_lowercase().as_str(), "two" | "both"));
    let noun = NOUNS.contains(&reading.lemma(head).to_lowercase().as_str());
    let named = phrase.clone().any(|word| reading.word(word).upos == "PROPN");
    if !two || !noun || named {
        return None;
    }
    let mut found: Vec<Code> = Vec::new();
    let mut stretch = reading.sentence_of(head).start..phrase.start;
    for _ in 0..=BACK {
        for word in stretch.clone().rev() {
            let entity = entities.index_at(word).filter(|&entity| entities.kind_of(entity) != EntityType::Other);
            let country = entity.and_then(|entity| actors.who(entity).country);
            if let Some(country) = country.filter(|country| !found.contains(country)) {
                found.push(country);
            }
        }
        if found.len() >= 2 || stretch.start == 0 {
            break;
        }
        stretch = reading.sentence_of(reading.sentence_of(stretch.start - 1).start);
    }
    if found.len() != 2 {
        return None;
    }
    let government: Vec<Sector> = Sector::parse("GOV").into_iter().collect();
    let party =
        |&country: &Code| Party { words: phrase.clone(), entity: None, who: of(country, &government, &Who::default()) };
    Some(found.iter().rev().map(party).collect())
}

/// States in a row, of which two or more differ: "France, Japan and Chile".
fn list(
    reading: &Reading<'_>,
    actors: &Actors<'_>,
    words: Range<usize>,
    is_part: impl Fn(usize) -> bool,
) -> Option<Vec<(Range<usize>, Code)>> {
    let mut found: Vec<(Range<usize>, Code)> = Vec::new();
    let mut at = words.start;
    let mut joined = false;
    while at < words.end {
        let form = reading.form(at);
        if is_part(at) {
            let end = (at..words.end).find(|&word| !is_part(word)).unwrap_or(words.end);
            found.push((at..end, actors.state_of(&(at..end))?));
            at = end;
            continue;
        }
        joined |= form == "and" && !found.is_empty();
        let between = matches!(form, "," | "and") || reading.word(at).upos == "DET";
        if !between {
            break;
        }
        at += 1;
    }
    let differ = found.windows(2).all(|two| two[0].1 != two[1].1);
    (joined && found.len() > 1 && differ).then_some(found)
}

fn of(country: Code, sectors: &[Sector], whole: &Who) -> Who {
    Who { country: Some(country), of_no_state: false, sectors: sectors.to_vec(), ..whole.clone() }
}
