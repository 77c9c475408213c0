//! Which mentions are of the same entity.

use std::collections::HashMap;

use onrecord_actors::{Context, Sector, resolve};
use onrecord_record::{EntityType, MentionKind};

use super::names::Names;
use super::phrases::Phrase;
use super::pronouns::Pronoun;
use crate::actors::tokens;
use crate::reading::Reading;

/// By how much referring back to an entity may be less likely than referring back to nothing: pronouns hardly ever refer to
/// nothing, names have their letters to go by. Chosen on GUM's development part.
const PRONOUN: f32 = 8.0;
const NOMINAL: f32 = 1.0;
const NAME: f32 = 0.4;
/// A noun that stood before with the same words needs less.
const SAME_NOUN: f32 = 2.0;
const SAME_PHRASE: f32 = 12.0;
/// In so many sentences somebody is looked for whom a pronoun may mean.
const NEAR: usize = 3;

/// Mentions in groups; grows mention by mention, in the order of the text.
pub(crate) struct Clusters {
    /// Group of each phrase.
    of: Vec<usize>,
    groups: Vec<Group>,
    /// What each phrase tells of its power.
    offices: Vec<Office>,
}

/// What is known of one entity so far.
#[derive(Debug, Default)]
struct Group {
    members: Vec<usize>,
    /// How much speaks for each type.
    kinds: Vec<(EntityType, f32)>,
    pronouns: Vec<Pronoun>,
    /// It has been joined to another and is empty.
    gone: bool,
}

impl Clusters {
    pub(super) fn new(reading: &Reading<'_>, phrases: &[Phrase]) -> Self {
        let offices = phrases.iter().map(|phrase| Office::of(reading, phrase)).collect();
        let mut out = Self { of: Vec::with_capacity(phrases.len()), groups: Vec::new(), offices };
        let mut names = Names::default();
        let mut by_mention: HashMap<usize, usize> = HashMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            let group = out.antecedent(reading, phrases, &names, &by_mention, phrase).unwrap_or_else(|| {
                out.groups.push(Group::default());
                out.groups.len() - 1
            });
            out.of.push(group);
            out.groups[group].add(index, phrase);
            if phrase.kind == MentionKind::Name {
                names.learn(reading, phrase, group);
            }
            if let Some(mention) = phrase.mention {
                by_mention.insert(mention, index);
            }
        }
        out.join_equals(reading, phrases);
        out.join_lead(reading, phrases);
        out
    }

    /// The group that a mention belongs to, if there is one already.
    fn antecedent(
        &self,
        reading: &Reading<'_>,
        phrases: &[Phrase],
        names: &Names,
        by_mention: &HashMap<usize, usize>,
        phrase: &Phrase,
    ) -> Option<usize> {
        if phrase.kind == MentionKind::Name
            && let Some(group) = names.find(reading, phrase)
        {
            return Some(group);
        }
        self.by_apposition(reading, phrases, phrase)
            .or_else(|| self.by_model(reading, phrases, by_mention, phrase))
            .or_else(|| self.by_clause(reading, phrases, phrase))
            .or_else(|| self.by_place(reading, phrases, phrase))
    }

    /// For a name that explains the noun before it, which the tree says more surely than the model: "the minister, Petra Lind".
    fn by_apposition(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase) -> Option<usize> {
        let word = reading.word(phrase.head);
        let noun = word.head.filter(|_| phrase.kind == MentionKind::Name && word.deprel == "appos")?;
        let before = (0..self.of.len()).rev().find(|&other| phrases[other].head == noun)?;
        (self.fits(reading, phrases, phrase, self.of[before]) >= 0.9).then(|| self.of[before])
    }

    /// For "it" of which the model says nothing: who says so, where it does something in what is said ("the army denied it had …").
    fn by_clause(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase) -> Option<usize> {
        let word = phrase.pronoun.filter(|pronoun| *pronoun == Pronoun::It).map(|_| reading.word(phrase.head))?;
        let clause = word.head.filter(|_| word.deprel.starts_with("nsubj")).map(|verb| reading.word(verb))?;
        let says = clause.head.filter(|_| clause.deprel == "ccomp" && clause.upos == "VERB")?;
        let subject = |other: &usize| {
            let it = reading.word(phrases[*other].head);
            it.deprel.starts_with("nsubj") && it.head == Some(says)
        };
        let sentence = reading.sentence_of(phrase.head);
        let mut here = (0..self.of.len()).rev().take_while(|&other| phrases[other].head >= sentence.start);
        let before = here.find(subject)?;
        let body = matches!(self.groups[self.of[before]].kind(), EntityType::Organization | EntityType::Place);
        let fits = self.fits(reading, phrases, phrase, self.of[before]) >= 0.9;
        (body && fits).then(|| self.of[before])
    }

    /// What the model's word on antecedents gives.
    fn by_model(
        &self,
        reading: &Reading<'_>,
        phrases: &[Phrase],
        by_mention: &HashMap<usize, usize>,
        phrase: &Phrase,
    ) -> Option<usize> {
        let mention = &reading.analysis.mentions[phrase.mention?];
        let mut shares: Vec<(usize, f32)> = Vec::new();
        let mut nothing = 1.0;
        for antecedent in &mention.antecedents {
            nothing -= antecedent.share;
            let Some(&index) = by_mention.get(&antecedent.mention) else { continue };
            let group = self.of[index];
            let share = antecedent.share * self.fits(reading, phrases, phrase, group);
            match shares.iter_mut().find(|(known, _)| *known == group) {
                Some((_, sum)) => *sum = sum.max(share) + 0.25 * sum.min(share),
                None => shares.push((group, share)),
            }
        }
        let (group, share) = shares.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let favour = match phrase.kind {
            MentionKind::Pronoun => PRONOUN,
            MentionKind::Name => NAME,
            MentionKind::Nominal if self.same_phrase(reading, phrases, phrase, group) => SAME_PHRASE,
            MentionKind::Nominal if self.same_noun(reading, phrases, phrase, group) => SAME_NOUN,
            MentionKind::Nominal => NOMINAL,
        };
        (share * favour > nothing.max(0.02)).then_some(group)
    }

    /// For pronouns of which the model says nothing that agrees: who stands nearest before, subjects first, in this sentence or
    /// the ones just before it.
    fn by_place(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase) -> Option<usize> {
        let pronoun = phrase.pronoun.filter(|pronoun| matches!(pronoun, Pronoun::He | Pronoun::She | Pronoun::They))?;
        let mut sentence = reading.sentence_of(phrase.head);
        for _ in 0..NEAR {
            let here = (0..self.of.len()).rev().filter(|&other| {
                sentence.contains(&phrases[other].head) && self.fits(reading, phrases, phrase, self.of[other]) >= 0.9
            });
            let people = here.filter(|&other| {
                pronoun != Pronoun::They
                    || plural(reading, phrases[other].head)
                    || phrases[other].of == EntityType::Group
            });
            let people: Vec<usize> = people.collect();
            let subject = people.iter().find(|&&other| reading.word(phrases[other].head).deprel.starts_with("nsubj"));
            if let Some(&other) = subject.or_else(|| people.first()) {
                return Some(self.of[other]);
            }
            sentence = reading.sentence_of(sentence.start.checked_sub(1)?);
        }
        None
    }

    /// How well a mention fits a group, 0 to 1.
    fn fits(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase, group: usize) -> f32 {
        let group = &self.groups[group];
        let of = group.kind();
        // Nobody holds himself: "the minister" of "the minister's office".
        if group.members.iter().any(|&other| overlap(&phrases[other], phrase)) {
            return 0.0;
        }
        // Nor is a member of the staff the minister, or the prosecutor's office a company.
        if group.members.iter().any(|&other| self.unlike_offices(reading, phrases, other, phrase)) {
            return 0.0;
        }
        match phrase.pronoun {
            Some(pronoun) => pronoun.agreement(of, &group.pronouns),
            // "The army" is the state's, whatever others call themselves.
            None if phrase.kind == MentionKind::Nominal
                && matches!(reading.lemma(phrase.head).as_str(), "army" | "military")
                && group.members.iter().any(|&other| outside_law(reading, &phrases[other])) =>
            {
                0.0
            }
            None if phrase.kind == MentionKind::Name => {
                // Another name of the same kind is another entity.
                let named = group.members.iter().any(|&other| phrases[other].kind == MentionKind::Name);
                if named || !alike(of, phrase.of) { 0.0 } else { 1.0 }
            }
            None => {
                let mixed = plural(reading, phrase.head)
                    && group.members.iter().any(|&other| {
                        phrases[other].kind != MentionKind::Pronoun
                            && !plural(reading, phrases[other].head)
                            && of == EntityType::Person
                    });
                if mixed || !alike(of, phrase.of) { 0.2 } else { 1.0 }
            }
        }
    }

    /// Whether two described people or bodies are of different powers, or a name is not of the body that was described before it.
    fn unlike_offices(&self, reading: &Reading<'_>, phrases: &[Phrase], before: usize, phrase: &Phrase) -> bool {
        let told = self.offices[before];
        let Some(one) = told.power.filter(|_| told.described) else { return false };
        // The phrase that looks for its group is the first one without.
        let other = || self.offices[self.of.len()].power;
        match phrase.kind {
            MentionKind::Nominal if reading.lemma(phrases[before].head) == reading.lemma(phrase.head) => false,
            MentionKind::Nominal => other().is_some_and(|other| other != one),
            MentionKind::Name => phrase.of == EntityType::Organization && other() != Some(one),
            MentionKind::Pronoun => false,
        }
    }

    /// "the ministry" again, or "his mother".
    fn same_phrase(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase, group: usize) -> bool {
        let definite = matches!(reading.word(phrase.words.start).xpos, "DT" | "PRP$")
            && !matches!(
                reading.lemma(phrase.words.start).as_str(),
                "a" | "an" | "some" | "any" | "no" | "every" | "each"
            );
        let text = |phrase: &Phrase| reading.slice(&phrase.words).to_lowercase();
        definite && self.groups[group].members.iter().any(|&other| text(&phrases[other]) == text(phrase))
    }

    fn same_noun(&self, reading: &Reading<'_>, phrases: &[Phrase], phrase: &Phrase, group: usize) -> bool {
        let lemma = reading.lemma(phrase.head);
        let same =
            |&other: &usize| phrases[other].kind != MentionKind::Pronoun && reading.lemma(phrases[other].head) == lemma;
        self.groups[group].members.iter().any(same)
    }

    /// Appositions and predicates: the tree says that two phrases are of the same.
    fn join_equals(&mut self, reading: &Reading<'_>, phrases: &[Phrase]) {
        let by_head: HashMap<usize, usize> = phrases.iter().enumerate().map(|(i, phrase)| (phrase.head, i)).collect();
        for (index, phrase) in phrases.iter().enumerate() {
            let word = reading.word(phrase.head);
            let equal = match word.deprel {
                "appos" => word.head,
                _ => predicate_of(reading, phrase.head),
            };
            if let Some(&other) = equal.and_then(|head| by_head.get(&head))
                && alike(self.groups[self.of[index]].kind(), self.groups[self.of[other]].kind())
                && !self.two_names(phrases, index, other)
                && !overlap(phrase, &phrases[other])
            {
                self.join(self.of[other], self.of[index], phrases);
            }
        }
    }

    /// Whom a story begins with and then names: "A former soldier has fled the country. Joe Marsh, 25, was on bail …". The subject of the
    /// first sentence with "a" is the one whose full name is the subject of the next one.
    fn join_lead(&mut self, reading: &Reading<'_>, phrases: &[Phrase]) {
        let subject = |phrase: &Phrase| reading.word(phrase.head).deprel.starts_with("nsubj");
        let person = |phrase: &Phrase| phrase.of == EntityType::Person && !plural(reading, phrase.head);
        let Some(first) = phrases.iter().position(|phrase| {
            subject(phrase) && reading.word(phrase.head).head.is_some_and(|verb| reading.word(verb).deprel == "root")
        }) else {
            return;
        };
        let lead = &phrases[first];
        let indefinite = matches!(reading.lemma(lead.words.start).as_str(), "a" | "an");
        if lead.kind != MentionKind::Nominal || !indefinite || !person(lead) {
            return;
        }
        let next = reading.sentence_of(reading.sentence_of(lead.head).end);
        let whole = |phrase: &Phrase| phrase.kind == MentionKind::Name && phrase.bare.len() > 1;
        let Some(named) = phrases.iter().position(|phrase| next.contains(&phrase.head) && subject(phrase)) else {
            return;
        };
        let opens = phrases[named].words.start == next.start && whole(&phrases[named]) && person(&phrases[named]);
        let is_new = self.groups[self.of[named]].members.iter().all(|&member| member >= named);
        if opens && is_new && !self.two_names(phrases, first, named) {
            self.join(self.of[first], self.of[named], phrases);
        }
    }

    fn two_names(&self, phrases: &[Phrase], a: usize, b: usize) -> bool {
        let named = |index: usize| {
            self.groups[self.of[index]].members.iter().any(|&other| phrases[other].kind == MentionKind::Name)
        };
        self.of[a] != self.of[b] && named(a) && named(b)
    }

    /// Makes one group of two.
    fn join(&mut self, into: usize, from: usize, phrases: &[Phrase]) {
        if into == from {
            return;
        }
        let taken = std::mem::take(&mut self.groups[from]);
        self.groups[from].gone = true;
        for member in taken.members {
            self.of[member] = into;
            self.groups[into].add(member, &phrases[member]);
        }
    }

    /// Moves one mention to another's group.
    pub(super) fn attach(&mut self, phrases: &[Phrase], index: usize, to: usize) {
        let (from, into) = (self.of[index], self.of[to]);
        if from == into {
            return;
        }
        self.groups[from].members.retain(|&member| member != index);
        self.groups[from].gone = self.groups[from].members.is_empty();
        self.of[index] = into;
        self.groups[into].add(index, &phrases[index]);
    }

    /// Takes a mention out of its group into one of its own.
    pub(super) fn part(&mut self, phrases: &[Phrase], index: usize) {
        let from = self.of[index];
        if self.groups[from].members.len() > 1 {
            self.groups[from].members.retain(|&member| member != index);
            self.of[index] = self.groups.len();
            let mut group = Group::default();
            group.add(index, &phrases[index]);
            self.groups.push(group);
        }
    }

    /// The members of each group.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().filter(|group| !group.gone && !group.members.is_empty()).map(|group| &*group.members)
    }
}

impl Group {
    fn add(&mut self, index: usize, phrase: &Phrase) {
        self.members.push(index);
        self.pronouns.extend(phrase.pronoun.or(phrase.gender));
        self.kinds.push((phrase.of, weight(phrase)));
    }

    fn kind(&self) -> EntityType {
        heaviest(self.kinds.iter().copied())
    }
}

/// What several mentions of one entity say that it is.
pub(super) fn of<'p>(members: impl Iterator<Item = &'p Phrase>) -> EntityType {
    heaviest(members.map(|phrase| (phrase.of, weight(phrase))))
}

/// How much a mention says of what its entity is.
const fn weight(phrase: &Phrase) -> f32 {
    match phrase.kind {
        MentionKind::Name => 3.0,
        MentionKind::Nominal => 2.0,
        MentionKind::Pronoun => 1.0,
    }
}

fn heaviest(kinds: impl Iterator<Item = (EntityType, f32)>) -> EntityType {
    let mut sums: Vec<(EntityType, f32)> = Vec::new();
    for (kind, weight) in kinds {
        match sums.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((kind, weight)),
        }
    }
    sums.into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(EntityType::Other, |(kind, _)| kind)
}

/// Kinds that one entity may seem to be: a state is a place and a body, a body a group.
const fn alike(a: EntityType, b: EntityType) -> bool {
    use EntityType::{Group, Organization, Person, Place};
    matches!(
        (a, b),
        (Person, Person) | (Group | Organization, Group | Organization) | (Place | Organization, Place | Organization)
    ) || matches!((a, b), (Person, Group) | (Group, Person))
        || a as u8 == b as u8
}

/// The power that a phrase tells of somebody or some body.
#[derive(Debug, Clone, Copy, Default)]
struct Office {
    /// Its sector, where that is a power in a state.
    power: Option<Sector>,
    /// Whether the words describe: "the minister" and "Senator Roy" do, "Roy" does not.
    described: bool,
}

impl Office {
    fn of(reading: &Reading<'_>, phrase: &Phrase) -> Self {
        if phrase.kind == MentionKind::Pronoun {
            return Self::default();
        }
        let actor = resolve(&tokens(reading, &phrase.words), &Context::default());
        let power = actor.sectors.first().copied().filter(|first| first.of_a_state() || first.as_str() == "LAB");
        let titled = phrase.of == EntityType::Person && actor.role.is_some();
        Self { power, described: phrase.kind == MentionKind::Nominal || titled }
    }
}

/// Whether a name is that of an armed group.
fn outside_law(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let asked = || resolve(&tokens(reading, &phrase.bare), &Context::default());
    let armed = |sector: &Sector| matches!(sector.as_str(), "REB" | "UAF" | "CRM");
    phrase.kind == MentionKind::Name && asked().sectors.first().is_some_and(armed)
}

fn plural(reading: &Reading<'_>, word: usize) -> bool {
    matches!(reading.word(word).xpos, "NNS" | "NNPS")
}

fn overlap(a: &Phrase, b: &Phrase) -> bool {
    a.words.start < b.words.end && b.words.start < a.words.end
}

/// The subject of which a noun is said: "She is the minister". Nothing denied, asked or supposed.
fn predicate_of(reading: &Reading<'_>, word: usize) -> Option<usize> {
    let sentence = reading.sentence_of(word);
    let has = |relation: &str| reading.dependents(word, &sentence, relation).next();
    let copula = has("cop")?;
    let plain = reading.lemma(copula) == "be"
        && has("aux").is_none()
        && !reading
            .dependents(word, &sentence, "advmod")
            .any(|it| matches!(reading.lemma(it).as_str(), "not" | "n't" | "n’t" | "never"));
    plain.then(|| has("nsubj")).flatten()
}
