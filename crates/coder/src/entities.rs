//! Names become entities: the same name, or a person's surname after the full name, is the same entity.
//!
//! This is what names alone can tell; nominal and pronominal mentions, countries and sectors need more than that.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::NameKind;
use onrecord_record::{Entity, EntityType, Mention, MentionKind};

use crate::names::{Found, names};
use crate::reading::Reading;

/// The entities of one document, and which of them each word belongs to.
pub(crate) struct Entities {
    entities: Vec<Entity>,
    /// Word → index of the innermost entity whose name's head it is, or else that holds it.
    words: HashMap<usize, usize>,
}

impl Entities {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let mut out = Self { entities: Vec::new(), words: HashMap::new() };
        let mut known: HashMap<(EntityType, String), usize> = HashMap::new();
        let mut surnames: HashMap<String, usize> = HashMap::new();
        for name in names(reading) {
            let bare = bare(reading, &name.words);
            let (kind, key) = (kind(reading, &name, &bare), key(reading.slice(&bare)));
            let heir = (kind == EntityType::Person && bare.len() == 1).then(|| surnames.get(&key).copied()).flatten();
            let entity = known.get(&(kind, key.clone())).copied().or(heir).unwrap_or_else(|| {
                out.entities.push(new_entity(out.entities.len() + 1, kind, reading.slice(&bare)));
                out.entities.len() - 1
            });
            known.entry((kind, key)).or_insert(entity);
            if kind == EntityType::Person && bare.len() > 1 {
                surnames.insert(self::key(reading.form(bare.end - 1)), entity);
            }
            let head = head(reading, &bare);
            out.entities[entity].mentions.push(Mention {
                span: reading.chars(&name.words),
                head: reading.chars(&head),
                kind: MentionKind::Name,
            });
            for word in name.words.clone() {
                out.words.entry(word).or_insert(entity);
            }
            out.words.insert(head.start, entity);
        }
        out
    }

    /// Id of the entity that a word names.
    pub(crate) fn at(&self, word: usize) -> Option<&str> {
        self.words.get(&word).map(|&entity| self.entities[entity].id.as_str())
    }

    pub(crate) fn kind(&self, id: &str) -> Option<EntityType> {
        let number: usize = id.strip_prefix('e')?.parse().ok()?;
        self.entities.get(number.checked_sub(1)?).map(|entity| entity.kind)
    }

    pub(crate) fn into_vec(self) -> Vec<Entity> {
        self.entities
    }
}

fn new_entity(number: usize, kind: EntityType, name: &str) -> Entity {
    Entity {
        id: format!("e{number}"),
        kind,
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        country: None,
        sectors: Vec::new(),
        role: None,
        wikidata: None,
        mentions: Vec::new(),
    }
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

/// Names are the same whatever their capitals, full stops and blanks: `U.N.` is `UN`.
fn key(name: &str) -> String {
    name.split_whitespace().map(|word| word.to_lowercase().replace('.', "")).collect::<Vec<_>>().join(" ")
}

/// The word of a name on which its others hang.
fn head(reading: &Reading<'_>, bare: &Range<usize>) -> Range<usize> {
    reading.top(bare).map_or_else(|| bare.clone(), |word| word..word + 1)
}

/// The model knows no groups (its training data count them as persons): a plural proper name or a people's adjective
/// used as a noun is one.
fn kind(reading: &Reading<'_>, name: &Found, bare: &Range<usize>) -> EntityType {
    let plural = head(reading, bare).any(|word| reading.word(word).xpos == "NNPS");
    match name.kind {
        NameKind::Person if plural => EntityType::Group,
        NameKind::Person => EntityType::Person,
        NameKind::Organization => EntityType::Organization,
        NameKind::Place => EntityType::Place,
        NameKind::Other => EntityType::Other,
    }
}
