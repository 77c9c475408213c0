//! Who did it and to whom: the head's and the codebook's words for each side become phrases, and these entities.

use std::ops::Range;

use onrecord_codebook::Tree;
use onrecord_record::{Chars, EntityType, Role, Span};

use super::proposals::Proposal;
use super::several::{Named, Party};
use crate::actors::Actors;
use crate::entities::{Entities, noun_phrase};
use crate::reading::Reading;

/// A word is a role where the head's probability, with what the codebook's entry adds, is so high.
const KEEP: f32 = 0.5;
/// What an entry's word for a role adds; alone it names somebody only where the head knows nothing of the type.
const ENTRY: f32 = 0.3;

/// Both sides of an act: heads of phrases with what speaks for them, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sides {
    pub(crate) actors: Vec<(usize, f32)>,
    pub(crate) recipients: Vec<(usize, f32)>,
}

impl Sides {
    /// Recipients that are alike to the actors become actors.
    pub(crate) fn all_act(&mut self, alike: impl Fn(usize) -> bool) {
        let (moved, kept): (Vec<_>, Vec<_>) = self.recipients.drain(..).partition(|(word, _)| alike(*word));
        self.recipients = kept;
        self.actors.extend(moved);
        self.actors.sort_unstable_by_key(|(word, _)| *word);
    }
}

/// The words of both sides. One word is on one side only, the likelier.
pub(crate) fn sides(reading: &Reading<'_>, entities: &Entities, it: &Proposal<'_>) -> Sides {
    let entry = it.entries.first();
    let sentence = reading.sentence_of(it.anchor);
    let weigh = |head: &[(usize, f32)], entry: &[usize]| {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        let given = head.iter().copied().chain(entry.iter().map(|&word| (word, ENTRY)));
        for (word, share) in given.map(|(word, share)| (reading.antecedent(word), share)) {
            // Nobody is named first in a later sentence.
            if word == it.anchor || word >= sentence.end {
                continue;
            }
            match shares.iter_mut().find(|(known, _)| *known == word) {
                Some(known) => known.1 += share,
                None => shares.push((word, share)),
            }
        }
        shares
    };
    let (actors, recipients) = it.act.map(|act| (act.actors.as_slice(), act.recipients.as_slice())).unwrap_or_default();
    let actors = weigh(actors, entry.map_or(&[], |entry| &entry.actors));
    let recipients = weigh(recipients, entry.map_or(&[], |entry| &entry.recipients));
    let somebody =
        |word: usize| entities.index_at(word).is_some_and(|entity| entities.kind_of(entity) != EntityType::Other);
    let same = |a: usize, b: usize| a == b || entities.index_at(a).is_some_and(|e| entities.index_at(b) == Some(e));
    let share_in = |side: &[(usize, f32)], word: usize| {
        side.iter().filter(|(other, _)| same(*other, word)).map(|(_, share)| *share).fold(0.0, f32::max)
    };
    // The subject of a passive never does it, nor who is told of by a clause in which another does it: "the state that he accuses".
    let clause = reading.word(it.anchor);
    let told_of = (clause.deprel == "acl:relcl").then_some(clause.head).flatten().filter(|_| {
        let mut subjects = reading.dependents(it.anchor, &sentence, "nsubj");
        subjects.any(|word| reading.deprel(word) == "nsubj" && reading.antecedent(word) == word)
    });
    let passive = |word: usize| reading.word(word).deprel == "nsubj:pass" && reading.word(word).head == Some(it.anchor);
    let suffers = |word: usize| passive(word) || told_of == Some(word);
    let (actors, suffering): (Vec<_>, Vec<_>) = actors.into_iter().partition(|(word, _)| !suffers(*word));
    let mut recipients = recipients;
    for (word, share) in suffering {
        match recipients.iter_mut().find(|(known, _)| *known == word) {
            Some(known) => known.1 = known.1.max(share),
            None => recipients.push((word, share)),
        }
    }
    let kept = |side: &[(usize, f32)], other: &[(usize, f32)], ties: bool| {
        let wins = |&&(word, share): &&(usize, f32)| {
            let there = share_in(other, word);
            share > there || ties && share >= there
        };
        let of = |least: f32| side.iter().filter(wins).filter(move |(_, share)| *share >= least).copied();
        let mut words: Vec<(usize, f32)> = of(KEEP).collect();
        // Of a type that the head sees nothing of here only the codebook's entry can name somebody.
        if words.is_empty() && it.share == 0.0 {
            words.extend(of(ENTRY).filter(|(word, _)| somebody(*word)));
        }
        // Whom the sentence names itself needs nobody from another one beside it.
        if words.iter().any(|(word, _)| sentence.contains(word) && somebody(*word)) {
            words.retain(|(word, _)| sentence.contains(word));
        }
        with_their_like(reading, &mut words, |word| {
            sentence.contains(&word) && word != it.anchor && somebody(word) && share_in(other, word) < KEEP
        });
        words.sort_unstable_by_key(|(word, _)| *word);
        without_nested(reading, entities, &words)
    };
    Sides { actors: kept(&actors, &recipients, true), recipients: kept(&recipients, &actors, false) }
}

/// Adds the other names of a list of which one takes part: "She thanked Lima, Quito and Bogota".
fn with_their_like(reading: &Reading<'_>, words: &mut Vec<(usize, f32)>, may_be: impl Fn(usize) -> bool) {
    let name = |word: usize| reading.word(word).upos == "PROPN";
    for at in 0..words.len() {
        let (word, share) = words[at];
        let sentence = reading.sentence_of(word);
        for other in reading.dependents(word, &sentence, "conj").filter(|&other| name(word) && name(other)) {
            if may_be(other) && !words.iter().any(|(known, _)| *known == other) {
                words.push((other, share));
            }
        }
    }
}

/// Who only tells of an act is no actor beside one who is named in what is told.
pub(crate) fn without_teller(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &mut Vec<(usize, f32)>,
    source: &[Span<Chars>],
) {
    let tells = |word: usize| {
        let at = reading.chars(&(word..word + 1));
        source.iter().any(|span| span.start() <= at.start() && at.end() <= span.end())
    };
    let named = |word: usize| entities.index_at(word).is_some() && reading.word(word).upos != "PRON";
    if actors.iter().any(|&(word, _)| named(word) && !tells(word)) {
        actors.retain(|(word, _)| !tells(*word));
    }
}

/// A party and what belongs to it are one: of "diplomats from Poland" the diplomats, but of "the minister's plans" the minister,
/// since plans are nobody. Who is named as one of many ("officers, including the colonel") stands beside them.
fn without_nested(reading: &Reading<'_>, entities: &Entities, words: &[(usize, f32)]) -> Vec<(usize, f32)> {
    const FAR: usize = 4;
    const WITHIN: [&str; 5] = ["nmod", "nmod:poss", "amod", "compound", "conj"];
    let kind = |word: usize| entities.index_at(word).map_or(EntityType::Other, |entity| entities.kind_of(entity));
    let example = |word: usize| reading.hangs_by(word, &["including", "include", "such", "like"]);
    let within = |inner: usize, outer: usize| {
        let way = reading.upwards(inner, FAR);
        let steps = way.iter().position(|step| *step == outer).unwrap_or(0);
        let way = &way[..steps];
        let conjunct = |step: &usize| reading.deprel(*step) == "conj";
        // "France and Spain" are two, and what a parser hangs on a member of a list often belongs to the whole.
        way.last().is_some_and(|last| !conjunct(last))
            && way.iter().all(|step| WITHIN.contains(&reading.deprel(*step)) && !example(*step))
            && (kind(inner) == EntityType::Place || !way.iter().any(conjunct))
    };
    let gives_way = |&&(word, _): &&(usize, f32)| {
        words.iter().any(|&(other, _)| match kind(other) {
            EntityType::Other => false,
            _ => within(word, other) || kind(word) == EntityType::Other && within(other, word),
        })
    };
    words.iter().filter(|it| !gives_way(it)).copied().collect()
}

/// A side as the record tells it.
pub(crate) fn told(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &Actors<'_>,
    words: &[(usize, f32)],
) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for &(word, _) in words {
        let phrase = phrase(reading, entities, word);
        let one = || vec![Party { words: phrase.clone(), entity: Some(word), who: actors.at(&phrase) }];
        let named = Named { reading, entities, actors, phrase: phrase.clone(), head: word };
        for party in named.parties().unwrap_or_else(one) {
            let of = |entity: usize| entities.index_at(entity).map(|index| entities.kind_of(index));
            let thing = party.entity.and_then(of) == Some(EntityType::Other);
            let sectors = party.who.sectors.iter().map(|sector| sector.as_str().to_owned());
            let role = Role {
                span: Some(reading.chars(&party.words)),
                entity: party.entity.and_then(|word| entities.at(word)).map(str::to_owned),
                country: party.who.country.map(|code| code.to_string()),
                sectors: if thing { Vec::new() } else { sectors.collect() },
            };
            let same = |known: &Role| {
                known.span == role.span && known.country == role.country
                    || role.entity.is_some() && known.entity == role.entity
            };
            if !roles.iter().any(same) {
                roles.push(role);
            }
        }
    }
    roles
}

/// The whole phrase of a word: that of its mention, else what the tree hangs on it.
fn phrase(reading: &Reading<'_>, entities: &Entities, word: usize) -> Range<usize> {
    let mention = entities.index_at(word).and_then(|entity| {
        let holds = |phrase: &&crate::entities::Phrase| phrase.head == word || phrase.words.contains(&word);
        let all = entities.phrases(entity).iter().filter(holds);
        all.min_by_key(|phrase| (phrase.head != word, phrase.bare.len())).map(|phrase| phrase.bare.clone())
    });
    mention.unwrap_or_else(|| noun_phrase(reading, word))
}

/// The way through the tree from an anchor to a role, as relations: `↓nsubj`, `↑acl:relcl`.
pub(crate) fn way(reading: &Reading<'_>, anchor: usize, word: usize) -> String {
    const FAR: usize = 12;
    let up = |from: usize| reading.upwards(from, FAR);
    let (mine, theirs) = (up(anchor), up(word));
    let Some(meet) = mine.iter().position(|step| theirs.contains(step)) else { return "another sentence".to_owned() };
    let down = theirs.iter().take_while(|step| **step != mine[meet]).collect::<Vec<_>>();
    let rising = mine[..meet].iter().map(|&step| format!("↑{}", reading.word(step).deprel));
    let falling = down.into_iter().rev().map(|&step| format!("↓{}", reading.word(step).deprel));
    rising.chain(falling).collect::<Vec<_>>().join(" ")
}
