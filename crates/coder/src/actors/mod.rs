//! Who the entities are: country, sectors and role, from what the text says of them and from the tables.
//!
//! Every phrase of an entity is asked by itself (`onrecord_actors`), the described ones before bare names, so that the text's own
//! word comes before the tables'. What then lacks a country takes that of the body, state or person in its phrase ("its army",
//! "the ministry's spokesman"), and bare roles at last take the document's own ("the president", "police").
//! Of whom all that tells no sector, the model's guess is taken.

mod asking;
mod guess;
mod home;
#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;
use onrecord_actors::{Actor, Code, Reason, Sector, Token};
use onrecord_record::{EntityType, MentionKind};
use onrecord_registry::Entry;

use crate::entities::{Entities, Phrase};
use crate::places::Places;
use crate::reading::Reading;

/// What is known of an entity as an actor.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Who {
    pub(crate) country: Option<Code>,
    /// The country is only the document's own, or that where it plays.
    pub(crate) guessed: bool,
    /// The words tell that it is of no one state.
    pub(crate) of_no_state: bool,
    pub(crate) sectors: Vec<Sector>,
    pub(crate) role: Option<String>,
    pub(crate) reasons: Vec<Reason>,
}

/// The entities of a document as actors.
pub(crate) struct Actors<'a> {
    reading: &'a Reading<'a>,
    entities: &'a Entities,
    places: &'a Places,
    date: Option<Date>,
    home: Option<Code>,
    /// Where it plays.
    scene: Option<Code>,
    /// How often each country is spoken of; known once the first phrases are.
    spoken: Vec<(Code, usize)>,
    known: &'a Known<'a>,
    who: Vec<Who>,
}

/// What a registry says of a name.
type Known<'a> = dyn Fn(&str, EntityType) -> Option<Who> + 'a;

/// What a possessor, a body spoken for and the like lend to the phrase that they stand in.
const LENDING: [&str; 5] = ["nmod", "compound", "nsubj", "obl", "amod"];

impl<'a> Actors<'a> {
    pub(crate) fn new(
        reading: &'a Reading<'a>,
        entities: &'a Entities,
        places: &'a Places,
        date: Option<Date>,
        known: &'a Known<'a>,
    ) -> Self {
        let count = entities.len();
        let who = vec![Who::default(); count];
        let mut out = Self { reading, entities, places, date, home: None, scene: None, spoken: Vec::new(), known, who };
        for entity in 0..count {
            out.who[entity] = out.by_its_phrases(entity);
        }
        out.borrow_all();
        out.spoken = home::counts(&out);
        out.home = home::of(&out);
        out.scene = home::scene(&out);
        if let Some(home) = out.home {
            for entity in 0..count {
                if out.who[entity].country.is_none() {
                    out.who[entity] = merged(out.who[entity].clone(), out.by_its_phrases(entity));
                } else if out.who[entity].reasons.iter().any(|reason| reason.table == "agencies") {
                    // A name that several states use ("Congress") is that of the document's own.
                    out.who[entity] = out.by_its_phrases(entity);
                }
            }
            out.borrow_all();
            if home::plain(&out, home) {
                out.settle(home);
            }
        }
        out.guess_sectors();
        out
    }

    /// Takes named persons and bodies of which nothing tells a country for the document's own. Armed groups and bodies above
    /// states are left alone.
    fn settle(&mut self, home: Code) {
        for entity in 0..self.who.len() {
            let named = self.entities.phrases(entity).iter().any(|phrase| phrase.kind == MentionKind::Name);
            let somebody = matches!(self.entities.kind_of(entity), EntityType::Person | EntityType::Organization);
            let free = !self.who[entity].sectors.iter().any(|sector| {
                sector.above_states() || matches!(sector.as_str(), "REB" | "UAF" | "PRM" | "CRM" | "REF")
            });
            let free = free && !self.who[entity].of_no_state;
            if self.who[entity].country.is_none() && named && somebody && free {
                let gave = format!("country {home}");
                (self.who[entity].country, self.who[entity].guessed) = (Some(home), true);
                self.who[entity].reasons.push(Reason { table: "context", entry: "home".to_owned(), words: 0..0, gave });
            }
        }
    }

    /// Takes those of whom nothing tells a sector for what the model takes them for.
    fn guess_sectors(&mut self) {
        for (entity, who) in self.who.iter_mut().enumerate() {
            if !who.sectors.is_empty() || self.entities.kind_of(entity) == EntityType::Other {
                continue;
            }
            let guess = guess::sector(self.reading, self.entities, entity);
            // Who is of a state is of no body above states.
            let of_state = who.country.is_some();
            if let Some((sector, reason)) = guess.filter(|(sector, _)| !(of_state && sector.above_states())) {
                who.sectors.push(sector);
                who.reasons.push(reason);
            }
        }
    }

    /// What is known of an entity.
    pub(crate) fn who(&self, entity: usize) -> &Who {
        &self.who[entity]
    }

    /// The actor that some words name, asked by themselves, completed by what is known of the entity that they mean.
    pub(crate) fn at(&self, words: &Range<usize>) -> Who {
        let word = |word| self.reading.antecedent(word);
        let entity = self.reading.tops(words).chain(words.clone()).find_map(|at| self.entities.index_at(word(at)));
        let pronoun = words.len() == 1 && self.reading.word(words.start).upos == "PRON";
        let in_arms = if pronoun { None } else { self.in_arms(words) };
        let armed = in_arms.is_some();
        let own = if pronoun { Who::default() } else { in_arms.unwrap_or_else(|| who(self.asked(words))) };
        // What the text says of a person elsewhere comes before what the tables say of his bare name.
        let bare = |entity: usize| {
            let phrase = self.entities.phrases(entity).iter().find(|phrase| phrase.words == *words);
            phrase.is_some_and(|it| it.kind == MentionKind::Name && it.of == EntityType::Person && it.bare.len() < 3)
        };
        let known = match entity {
            Some(entity) if bare(entity) && !armed => merged(self.who[entity].clone(), own),
            Some(entity) => merged(own, self.who[entity].clone()),
            None => own,
        };
        match self.entities.side_of(words.start).filter(|_| pronoun) {
            Some(speaker) => merged(known, self.who[speaker].clone()),
            None => known,
        }
    }

    fn by_its_phrases(&self, entity: usize) -> Who {
        let phrases = self.entities.phrases(entity);
        // The last word of a person's full name is his family's.
        let last = |phrase: &Phrase| phrase.bare.end.checked_sub(1).map(|word| self.reading.form(word));
        let of_person = |phrase: &Phrase| phrase.kind == MentionKind::Name && phrase.of == EntityType::Person;
        let full = |phrase: &&Phrase| of_person(phrase) && phrase.bare.len() > 1;
        let families: Vec<_> = phrases.iter().filter(full).map(last).collect();
        let family = |phrase: &Phrase| of_person(phrase) && families.contains(&last(phrase));
        let longest = phrases.iter().filter(full).map(|phrase| phrase.bare.len()).max().unwrap_or(1);
        let mut answers: Vec<(Weight, String, Who)> = Vec::new();
        for phrase in phrases.iter().filter(|phrase| matches!(phrase.kind, MentionKind::Name | MentionKind::Nominal)) {
            let text = self.reading.slice(&phrase.bare);
            if !answers.iter().any(|(_, asked, _)| asked == text) {
                let answer = who(self.asked(&phrase.bare));
                let answer = if family(phrase) { without_people(answer, phrase.bare.len() - 1) } else { answer };
                answers.push((Weight::of(phrase, phrase.bare.len() == longest, &answer), text.to_owned(), answer));
            }
        }
        answers.sort_by_key(|(weight, ..)| *weight);
        let found = answers.into_iter().fold(Who::default(), |found, (.., answer)| merged(found, answer));
        // A registry is asked last of what the text says, but before the tables' guess at a bare name would be all there is.
        let registered = (found.role.is_none() || found.country.is_none())
            .then(|| (self.known)(self.entities.name(entity), self.entities.kind_of(entity)))
            .flatten();
        match registered {
            Some(registered) if found.role.is_none() => merged(registered, found),
            Some(registered) => merged(found, registered),
            None => found,
        }
    }

    /// Entities without a country take that of another one in their phrases.
    fn borrow_all(&mut self) {
        for entity in 0..self.who.len() {
            if self.who[entity].country.is_none() && !self.above_states(entity) && !self.who[entity].of_no_state {
                let lent = self.entities.phrases(entity).iter().find_map(|phrase| self.lent(entity, phrase));
                if let Some(lent) = lent {
                    let mine = &mut self.who[entity];
                    mine.country = lent.country;
                    if mine.sectors.is_empty() {
                        mine.sectors = lent.sectors;
                    }
                }
            }
        }
    }

    fn above_states(&self, entity: usize) -> bool {
        self.who[entity].sectors.first().is_some_and(|sector| sector.above_states())
    }

    fn lent(&self, entity: usize, phrase: &Phrase) -> Option<Who> {
        let inner = |word: usize| {
            let it = self.reading.word(word);
            let relation = it.deprel.split(':').next().unwrap_or_default();
            let held = it.head == Some(phrase.head) && LENDING.contains(&relation);
            held.then(|| self.entities.index_at(word)).flatten().filter(|&other| other != entity)
        };
        let known = |other: &usize| self.who[*other].country.is_some();
        let within = phrase.words.clone().filter_map(inner).find(known);
        let lender = within.or_else(|| self.comes_from(phrase.head))?;
        let lender_is_place = self.entities.kind_of(lender) == EntityType::Place;
        let mut who = self.who[lender].clone();
        who.country = who.country.or_else(|| self.places.country_of(lender).and_then(Code::parse));
        who.country?;
        if lender_is_place || phrase.of == EntityType::Group {
            who.sectors.clear();
        }
        Some(who)
    }

    /// Whence somebody is said to be: "She was one of eight Britons", "Ode, who is from Lagos, …".
    fn comes_from(&self, subject: usize) -> Option<usize> {
        const ONE: [&str; 4] = ["one", "member", "citizen", "native"];
        let sentence = self.reading.sentence_of(subject);
        let word = |at: usize| self.reading.word(at);
        let first = |at: usize, relation: &'static str| self.reading.dependents(at, &sentence, relation).next();
        let is_who = |at: usize| self.reading.form(at).eq_ignore_ascii_case("who");
        let above = word(subject).head.filter(|_| word(subject).deprel == "nsubj");
        // A parser takes "who is from Lagos" for what the name hangs by.
        let clauses = ["acl", "nmod"].into_iter();
        let mut clauses = clauses.flat_map(|relation| self.reading.dependents(subject, &sentence, relation));
        let aux = |it: usize| {
            let verb =
                |word: usize| self.reading.word(word).upos == "AUX" || self.reading.word(word).xpos.starts_with("VB");
            self.reading.dependents(it, &sentence, "case").any(verb)
        };
        let clause = clauses.find(|&it| aux(it) || self.reading.dependents(it, &sentence, "nsubj").any(is_who));
        let is = |it: usize| first(it, "cop").is_some() || aux(it);
        let told = [above, clause].into_iter().flatten().filter(|&it| is(it));
        let among = |it: usize| match word(it).upos {
            "PROPN" => self.reading.hangs_by(it, &["from"]).then_some(it),
            "NUM" | "NOUN" if ONE.contains(&self.reading.form(it)) => first(it, "nmod"),
            _ => None,
        };
        told.filter_map(among).find_map(|it| self.entities.index_at(it))
    }

    /// Whether a place acts as the state that it is: it does something, or speaks.
    pub(crate) fn acts(&self, entity: usize) -> bool {
        self.entities.phrases(entity).iter().any(|phrase| {
            let relation = self.reading.word(phrase.head).deprel;
            relation.starts_with("nsubj") || relation == "obl:agent"
        })
    }
}

/// How much what a phrase tells of somebody weighs, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A name with a title: "President Roy".
    Titled,
    /// A whole name of whom the table of leaders says what he is on that day; what others call him comes after.
    InOffice,
    /// "The minister", and long names, which say what a body is.
    Described,
    /// A name and nothing else.
    Bare,
}

impl Weight {
    fn of(phrase: &Phrase, whole: bool, answer: &Who) -> Self {
        let name = phrase.kind == MentionKind::Name;
        let person = name && phrase.of == EntityType::Person;
        match answer.reasons.iter().find(|reason| reason.table == "leaders") {
            _ if person && answer.role.is_some() => Self::Titled,
            Some(leader) if person && whole && leader.entry.ends_with(')') => Self::InOffice,
            _ if !name || phrase.bare.len() > 2 => Self::Described,
            _ => Self::Bare,
        }
    }
}

/// What is left of an answer that rests on a family name which is also that of a people ("Mark Cuban"): nothing of the table of states.
fn without_people(who: Who, last: usize) -> Who {
    let of_people = |reason: &Reason| reason.table == "states" && reason.words == (last..last + 1);
    if !who.reasons.iter().any(of_people) {
        return who;
    }
    let reasons = who.reasons.into_iter().filter(|reason| !of_people(reason)).collect();
    Who { country: None, sectors: Vec::new(), reasons, ..who }
}

/// A registry's entry as what is known of an actor.
pub(crate) fn of_entry(entry: &Entry) -> Option<Who> {
    let country = entry.country.as_deref().and_then(Code::parse);
    let sectors: Vec<Sector> = entry.sectors.iter().filter_map(|code| Sector::parse(code)).collect();
    let gave = country
        .iter()
        .map(|code| format!("country {code}"))
        .chain(sectors.iter().map(|s| format!("sector {}", s.as_str())));
    let reason =
        Reason { table: "registry", entry: entry.name.clone(), words: 0..0, gave: gave.collect::<Vec<_>>().join(", ") };
    Some(Who { country, sectors, role: entry.role.clone(), reasons: vec![reason], ..Who::default() })
}

fn who(actor: Actor) -> Who {
    let Actor { country, of_no_state, sectors, role, reasons, .. } = actor;
    let guessed = country.is_some() && reasons.iter().any(|reason| reason.table == "context" && reason.entry == "home");
    Who { country, guessed, of_no_state, sectors, role, reasons }
}

/// The first, completed by the second.
fn merged(mut first: Who, second: Who) -> Who {
    let above = first.sectors.first().is_some_and(|sector| sector.above_states());
    if first.country.is_none() && !above && !first.of_no_state {
        (first.country, first.guessed) = (second.country, second.guessed);
        first.of_no_state = second.of_no_state;
    } else if first.guessed && second.country.is_some() && !second.guessed {
        (first.country, first.guessed) = (second.country, false);
    }
    if first.sectors.is_empty() {
        first.sectors = second.sectors;
    }
    first.role = first.role.or(second.role);
    first.reasons.extend(second.reasons);
    first
}

/// The words of a phrase as the tables want them.
pub(crate) fn tokens<'a>(reading: &'a Reading<'a>, words: &Range<usize>) -> Vec<Token<'a>> {
    let token = |word: usize| {
        let it = reading.word(word);
        Token {
            form: reading.form(word),
            lemma: &it.lemma,
            upos: it.upos,
            deprel: it.deprel,
            head: it.head.filter(|head| words.contains(head)).map(|head| head - words.start),
        }
    };
    words.clone().map(token).collect()
}
