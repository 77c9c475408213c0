//! The mentions of a document as phrases: names mended by `names`, and what else the model takes for the head of a mention, with
//! the words that the tree hangs on it.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model as model;
use onrecord_record::{EntityType, MentionKind};

use super::pronouns::{self, Pronoun};
use crate::names::{Found, names};
use crate::reading::Reading;
use crate::tables::GENDERS;

/// The most words of a noun phrase; beyond, only its head and what stands before it count.
const LONGEST: usize = 24;

/// One mention.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    /// All its words.
    pub(crate) words: Range<usize>,
    /// The same without an article before a name and a possessive behind it.
    pub(crate) bare: Range<usize>,
    /// The word on which the others hang.
    pub(crate) head: usize,
    pub(crate) kind: MentionKind,
    /// What it speaks of, as far as it can tell by itself.
    pub(crate) of: EntityType,
    pub(crate) pronoun: Option<Pronoun>,
    /// The pronoun that its noun or given name asks for.
    pub(crate) gender: Option<Pronoun>,
    /// The model's mention with this head.
    pub(crate) mention: Option<usize>,
}

/// The mentions in the order of their heads.
pub(super) fn phrases(reading: &Reading<'_>) -> Vec<Phrase> {
    let mentions = &reading.analysis.mentions;
    let mut found: Vec<Phrase> = names(reading).iter().map(|name| of_name(reading, name)).collect();
    let mut heads: HashMap<usize, usize> = found.iter().enumerate().map(|(i, phrase)| (phrase.head, i)).collect();
    // The innermost name of a word; names come outer before inner ones.
    let mut inside: HashMap<usize, usize> = HashMap::new();
    for (i, phrase) in found.iter().enumerate() {
        inside.extend(phrase.words.clone().map(|word| (word, i)));
    }
    for (index, mention) in mentions.iter().enumerate() {
        // Only what is part of a name belongs to it: "his" of "Foes of his People" does not.
        let pronoun = matches!(reading.word(mention.word).xpos, "PRP" | "PRP$");
        let part = |name: &&usize| !pronoun && part_of(reading, mention.word, &found[**name]);
        let name = heads.get(&mention.word).or_else(|| inside.get(&mention.word).filter(part));
        if let Some(&name) = name {
            found[name].mention.get_or_insert(index);
        } else if let Some(phrase) = of_mention(reading, index, mention) {
            heads.insert(mention.word, found.len());
            found.push(phrase);
        }
    }
    for phrase in &mut found {
        phrase.gender = gender(reading, phrase);
    }
    found.sort_by_key(|phrase| (phrase.head, phrase.words.start, std::cmp::Reverse(phrase.words.end)));
    found
}

fn of_name(reading: &Reading<'_>, name: &Found) -> Phrase {
    let bare = bare(reading, &name.words);
    let head = reading.top(&bare).unwrap_or(bare.start);
    let of = of_kind(reading, name, head);
    Phrase {
        words: name.words.clone(),
        bare,
        head,
        kind: MentionKind::Name,
        of,
        pronoun: None,
        gender: None,
        mention: None,
    }
}

fn of_mention(reading: &Reading<'_>, index: usize, mention: &model::Mention<'_>) -> Option<Phrase> {
    let head = mention.word;
    let of = match mention.kind {
        model::MentionKind::Person => EntityType::Person,
        model::MentionKind::Organization => EntityType::Organization,
        model::MentionKind::Place => EntityType::Place,
        model::MentionKind::Group => EntityType::Group,
        model::MentionKind::Other => EntityType::Other,
    };
    let pronoun = pronouns::pronoun(&reading.form(head).to_lowercase());
    let (words, kind) = match pronoun {
        Some(_) => (head..head + 1, MentionKind::Pronoun),
        // Things without a name are nobody's business here.
        None if of == EntityType::Other
            || !matches!(reading.word(head).upos, "NOUN" | "PROPN" | "ADJ" | "NUM" | "DET" | "PRON") =>
        {
            return None;
        }
        None => (noun_phrase(reading, head), MentionKind::Nominal),
    };
    Some(Phrase { bare: words.clone(), words, head, kind, of, pronoun, gender: None, mention: Some(index) })
}

/// The stretch around a noun of the words that hang on it, without what only follows: relative clauses, appositions,
/// coordinated phrases.
pub(crate) fn noun_phrase(reading: &Reading<'_>, head: usize) -> Range<usize> {
    let sentence = reading.sentence_of(head);
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start && start + LONGEST > end && belongs(reading, start - 1, head) {
        start -= 1;
    }
    while end < sentence.end && belongs(reading, end, head) {
        end += 1;
    }
    if end - start > LONGEST {
        end = head + 1;
    }
    while start < head && reading.word(start).upos == "PUNCT" {
        start += 1;
    }
    while end > head + 1 && matches!(reading.word(end - 1).upos, "PUNCT" | "ADP") {
        end -= 1;
    }
    start..end
}

/// Whether a word is part of a name: of its noun phrase, or a proper noun that hangs on it in any way, as "Ana" of "spokeswoman Ana Roy".
fn part_of(reading: &Reading<'_>, word: usize, name: &Phrase) -> bool {
    let way = reading.upwards(word, name.words.len());
    let inside = || way.iter().take_while(|step| name.words.contains(step)).any(|step| *step == name.head);
    belongs(reading, word, name.head) || reading.word(word).upos == "PROPN" && inside()
}

/// Whether a word is part of the noun phrase of `head`.
fn belongs(reading: &Reading<'_>, word: usize, head: usize) -> bool {
    let mut at = word;
    for _ in 0..LONGEST {
        let it = reading.word(at);
        let Some(above) = it.head else { return false };
        let (relation, subtype) = it.deprel.split_once(':').unwrap_or((it.deprel, ""));
        let inside = match relation {
            "det" | "amod" | "compound" | "nummod" | "flat" | "fixed" | "goeswith" | "punct" => true,
            "nmod" => !matches!(subtype, "unmarked" | "tmod" | "npmod"),
            "advmod" => above != head || word < head && it.upos != "VERB" && reading.word(head).upos != "ADJ",
            "case" => above != head || it.xpos == "POS",
            "conj" | "cc" => above != head,
            _ => false,
        };
        if !inside {
            return false;
        }
        if above == head {
            return true;
        }
        at = above;
    }
    false
}

/// The name without an article before it and a possessive behind it.
fn bare(reading: &Reading<'_>, words: &Range<usize>) -> Range<usize> {
    let mut bare = words.clone();
    if bare.len() > 1 && matches!(reading.form(bare.start).to_lowercase().as_str(), "the" | "a" | "an") {
        bare.start += 1;
    }
    while bare.len() > 1 && reading.word(bare.end - 1).xpos == "POS" {
        bare.end -= 1;
    }
    bare
}

/// GUM counts groups as persons, so the model's names know none: a plural proper name is one.
fn of_kind(reading: &Reading<'_>, name: &Found, head: usize) -> EntityType {
    match name.kind {
        model::NameKind::Person if reading.word(head).xpos == "NNPS" => EntityType::Group,
        model::NameKind::Person => EntityType::Person,
        model::NameKind::Organization => EntityType::Organization,
        model::NameKind::Place => EntityType::Place,
        model::NameKind::Other => EntityType::Other,
    }
}

/// The pronoun that a noun or given name asks for.
fn gender(reading: &Reading<'_>, phrase: &Phrase) -> Option<Pronoun> {
    let of = |word: usize| GENDERS.get(reading.form(word).to_lowercase().trim_end_matches('.')).copied();
    match phrase.kind {
        MentionKind::Name if phrase.of == EntityType::Person => phrase.bare.clone().take(2).find_map(of),
        MentionKind::Nominal => GENDERS.get(reading.lemma(phrase.head).as_str()).copied(),
        _ => None,
    }
}
