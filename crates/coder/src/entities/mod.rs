//! Mentions become entities: who is who in one document.
//!
//! ```text
//! names, mentions ──phrases──▶ phrases ──clusters──▶ who is who ──speakers──▶ I, we, you ──▶ entities
//! ```
//!
//! The same name is the same entity, and so is a surname after the full name; phrases that the tree sets equal are (appositions,
//! predicates); everything else goes by the model's word on what a mention refers back to, as far as number and gender agree.

mod clusters;
mod names;
mod phrases;
mod pronouns;
mod speakers;

use std::collections::HashMap;

use onrecord_record::{Entity, EntityType, Mention, MentionKind};

use crate::actors::Actors;
use crate::judgement::Held;
use crate::places::Places;
use crate::reading::Reading;
use clusters::Clusters;
pub(crate) use phrases::{Phrase, noun_phrase};
pub(crate) use pronouns::Pronoun;

/// The entities of one document, and which of them each word belongs to.
pub(crate) struct Entities {
    entities: Vec<Entity>,
    /// The phrases of each entity, in the order of the text.
    phrases: Vec<Vec<Phrase>>,
    /// Word → index of the innermost entity whose mention's head it is, or else whose name holds it.
    words: HashMap<usize, usize>,
    /// "We" in somebody's words → the head of his phrase.
    with: HashMap<usize, usize>,
}

impl Entities {
    pub(crate) fn new(reading: &Reading<'_>, held: &[Held<'_>]) -> Self {
        let phrases = phrases::phrases(reading);
        let mut clusters = Clusters::new(reading, &phrases);
        let with = speakers::join(reading, held, &phrases, &mut clusters);
        let mut out = Self { entities: Vec::new(), phrases: Vec::new(), words: HashMap::new(), with };
        for members in clusters.groups() {
            let mut members: Vec<Phrase> = members.iter().map(|&i| phrases[i].clone()).collect();
            members.sort_by_key(|phrase| (phrase.words.start, std::cmp::Reverse(phrase.words.end)));
            if worth_telling(&members) {
                out.phrases.push(members);
            }
        }
        out.phrases.sort_by_key(|members| members.first().map(|phrase| (phrase.words.start, phrase.words.end)));
        for (index, members) in out.phrases.iter().enumerate() {
            out.entities.push(entity(reading, index + 1, members));
            for phrase in members.iter().filter(|phrase| phrase.kind == MentionKind::Name) {
                for word in phrase.words.clone() {
                    out.words.entry(word).or_insert(index);
                }
            }
        }
        for (index, members) in out.phrases.iter().enumerate() {
            out.words.extend(members.iter().map(|phrase| (phrase.head, index)));
        }
        out
    }

    /// Id of the entity that a word names.
    pub(crate) fn at(&self, word: usize) -> Option<&str> {
        self.words.get(&word).map(|&entity| self.entities[entity].id.as_str())
    }

    /// The entity that a word names, by its number from 0.
    pub(crate) fn index_at(&self, word: usize) -> Option<usize> {
        self.words.get(&word).copied()
    }

    /// The entity of whose side a "we" is.
    pub(crate) fn side_of(&self, word: usize) -> Option<usize> {
        self.index_at(*self.with.get(&word)?)
    }

    pub(crate) fn len(&self) -> usize {
        self.entities.len()
    }

    /// The mentions of an entity, in the order of the text.
    pub(crate) fn phrases(&self, entity: usize) -> &[Phrase] {
        &self.phrases[entity]
    }

    pub(crate) fn name(&self, entity: usize) -> &str {
        &self.entities[entity].name
    }

    pub(crate) fn kind_of(&self, entity: usize) -> EntityType {
        self.entities[entity].kind
    }

    fn index(&self, id: &str) -> Option<usize> {
        let number: usize = id.strip_prefix('e')?.parse().ok()?;
        number.checked_sub(1).filter(|index| *index < self.entities.len())
    }

    pub(crate) fn kind(&self, id: &str) -> Option<EntityType> {
        self.index(id).map(|index| self.entities[index].kind)
    }

    /// Whether the document gives the entity a name.
    pub(crate) fn named(&self, id: &str) -> bool {
        let name = |phrase: &Phrase| phrase.kind == MentionKind::Name;
        self.index(id).is_some_and(|index| self.phrases[index].iter().any(name))
    }

    /// The entities as the record tells them: with what is known of them as actors, and where they lie.
    pub(crate) fn told(&self, actors: &Actors<'_>, places: &Places) -> Vec<Entity> {
        let told = |(index, entity): (usize, &Entity)| {
            let (who, place) = (actors.who(index), entity.kind == EntityType::Place);
            let location = place.then(|| places.location(index)).flatten();
            let country = who.country.map(|code| code.to_string());
            // A thing is nobody; a place is only somebody where it acts.
            let acts = entity.kind != EntityType::Other && (!place || actors.acts(index));
            Entity {
                country: country
                    .or_else(|| location.as_ref()?.country.clone())
                    .filter(|_| entity.kind != EntityType::Other),
                sectors: if acts {
                    who.sectors.iter().map(|sector| sector.as_str().to_owned()).collect()
                } else {
                    Vec::new()
                },
                role: who.role.clone().filter(|_| acts && !place),
                location,
                ..entity.clone()
            }
        };
        self.entities.iter().enumerate().map(told).collect()
    }
}

/// Things without a name are left out, and so are pronouns of which nobody can say whom they mean.
fn worth_telling(members: &[Phrase]) -> bool {
    let of = clusters::of(members.iter());
    let named = members.iter().any(|phrase| phrase.kind == MentionKind::Name);
    let pronouns = members.iter().all(|phrase| phrase.kind == MentionKind::Pronoun);
    named || of != EntityType::Other && (!pronouns || members.len() > 1 && of == EntityType::Person)
}

fn entity(reading: &Reading<'_>, number: usize, members: &[Phrase]) -> Entity {
    // The fullest name: that of the most words, but a sentence is no name.
    const LONGEST_NAME: usize = 8;
    let rank = |phrase: &&Phrase| {
        let words = phrase.bare.len().min(LONGEST_NAME + 1);
        (
            phrase.kind == MentionKind::Name,
            phrase.kind == MentionKind::Nominal,
            if words > LONGEST_NAME { 0 } else { words },
        )
    };
    let best = members.iter().reduce(|best, next| if rank(&next) > rank(&best) { next } else { best });
    Entity {
        id: format!("e{number}"),
        kind: clusters::of(members.iter()),
        name: best.map_or_else(String::new, |best| one_line(reading.slice(&best.bare))),
        country: None,
        sectors: Vec::new(),
        role: None,
        wikidata: None,
        location: None,
        mentions: members.iter().map(|phrase| mention(reading, phrase)).collect(),
    }
}

fn mention(reading: &Reading<'_>, phrase: &Phrase) -> Mention {
    let head = phrase.head..phrase.head + 1;
    Mention { span: reading.chars(&phrase.words), head: reading.chars(&head), kind: phrase.kind }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
