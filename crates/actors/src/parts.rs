//! The parts of a phrase by position: chunks between commas, and in a chunk the head part and what prepositions hang on it.

use std::ops::Range;

use crate::items::{Item, Phrase};
use crate::meaning::{Meaning, ModifierKind, RoleKind, StateForm};

/// What joins a part to the head part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// "of": whose, or what is counted.
    Of,
    /// "for": for whom somebody speaks.
    For,
    /// "to": to whom somebody is sent, or whom he advises.
    To,
    /// "from": whence.
    From,
    /// "in" and its like: where.
    In,
    /// "at", "on": where, with which body.
    At,
    /// "with", "within".
    With,
    /// A participle: what follows says what was done, not who it is.
    Verb,
    /// "by": whose deed the head is.
    By,
    /// "and": another actor, but what follows it may place both.
    And,
    /// Nothing behind it tells who the actor is.
    Stop,
}

/// A part of a chunk.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What joins it; meaningless for the head part.
    pub link: Link,
    /// Its items.
    pub items: Range<usize>,
}

/// Articles, possessive pronouns and numbers by which a phrase may begin.
pub(crate) fn is_determiner(key: &str) -> bool {
    matches!(
        key,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "some"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "your"
            | "s"
    ) || key.starts_with(|c: char| c.is_ascii_digit())
}

fn link(key: &str) -> Option<Link> {
    Some(match key {
        "of" => Link::Of,
        "for" => Link::For,
        "to" => Link::To,
        "from" => Link::From,
        "in" | "near" | "outside" | "inside" | "across" | "throughout" | "around" => Link::In,
        "at" | "on" => Link::At,
        "with" | "within" => Link::With,
        "by" => Link::By,
        "who" | "whom" | "whose" | "which" | "that" | "where" | "when" | "while" | "whether" | "because" | "if"
        | "after" | "before" | "since" | "against" | "via" | "during" | "amid" | "despite" | "over" | "about"
        | "including" | "like" | "unlike" | "except" | "under" | "between" | "among" | "through" | "into" | "onto"
        | "behind" | "towards" | "toward" | "beyond" | "without" | "than" | "as" | "such" | "is" | "are" | "was"
        | "were" | "has" | "have" | "had" | "be" | "being" | "been" | "will" | "would" | "said" | "says" | "called"
        | "known" | "named" | "labelled" | "dubbed" | "regarding" | "concerning" | "not" | "but" => Link::Stop,
        _ => return None,
    })
}

/// Cuts at commas, brackets, dashes and quotation marks.
pub(crate) fn chunks(phrase: &Phrase<'_>, items: Range<usize>) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = items.start;
    for at in items.clone() {
        let cut = matches!(&phrase.items[at], Item::Word(word) if is_break(&phrase.words[*word].key));
        if cut {
            if at > start {
                chunks.push(start..at);
            }
            start = at + 1;
        }
    }
    if items.end > start {
        chunks.push(start..items.end);
    }
    chunks.retain(|chunk| {
        chunk.clone().any(|at| match &phrase.items[at] {
            Item::Word(word) => phrase.words[*word].is_word(),
            _ => true,
        })
    });
    chunks
}

fn is_break(key: &str) -> bool {
    matches!(
        key,
        "," | "(" | ")" | "—" | "–" | ":" | ";" | "[" | "]" | "--" | "“" | "”" | "\"" | "«" | "»" | "''" | "``"
    )
}

/// Cuts a chunk at prepositions, at participles behind a noun, and where a second actor is joined by "and".
pub(crate) fn parts(phrase: &Phrase<'_>, chunk: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut current = Part { link: Link::Of, items: chunk.start..chunk.start };
    for at in chunk.clone() {
        let item = &phrase.items[at];
        let key = phrase.key(item);
        let sponsor = item.modifier() == Some(ModifierKind::Sponsor) && !phrase.joined(item);
        if !sponsor && !matches!(item, Item::Word(_)) {
            continue;
        }
        let empty = at == current.items.start;
        let behind_noun = !empty && at > 0 && is_noun(&phrase.items[at - 1]);
        let next = if let Some(link) = link(key) {
            // "More than five people", "up to 200 farmers", "in the village": before a noun these words count or place.
            let counts =
                matches!(key, "than" | "to" | "as" | "at" | "about" | "over" | "under" | "between" | "around" | "on");
            // "Forces loyal to the president" are on his side.
            let sided = link == Link::To && current.link == Link::Verb && empty && !parts.is_empty();
            let contentless = current.items.start..at;
            if !sided
                && link != Link::Of
                && (counts || parts.is_empty())
                && (empty || counts)
                && contentless.clone().all(|at| is_count(&phrase.items[at]))
            {
                current.items.start = at + 1;
                continue;
            }
            Some(if sided { Link::From } else { link })
        } else if matches!(key, "and" | "or" | "&" | "/") && behind_noun {
            Some(Link::And)
        } else if behind_noun && !phrase.joined(item) && (sponsor || is_participle(key)) {
            Some(Link::Verb)
        } else {
            None
        };
        if let Some(link) = next {
            current.items.end = at;
            parts.push(current);
            current = Part { link, items: at + 1..at + 1 };
        }
    }
    current.items.end = chunk.end.max(current.items.start);
    parts.push(current);
    parts
}

/// Whether an item can be the head of a noun phrase, so that what follows is not part of a compound with certainty.
fn is_noun(item: &Item) -> bool {
    match item {
        Item::Name(_) => true,
        Item::Word(_) => false,
        Item::Match(found) => found.entries.first().is_some_and(|entry| match &*entry.meaning {
            Meaning::State { form, .. } | Meaning::Region { form } => *form != StateForm::Adjective,
            Meaning::Role { kind, .. } => *kind != RoleKind::Quantity,
            Meaning::Institution { .. } | Meaning::Body { .. } | Meaning::Party { .. } | Meaning::Person { .. } => true,
            Meaning::Place { .. } | Meaning::People { .. } => true,
            Meaning::Modifier(_) => false,
        }),
    }
}

/// Whether an item only counts: a number, "some", "up".
fn is_count(item: &Item) -> bool {
    match item {
        Item::Word(_) => true,
        Item::Name(_) => false,
        Item::Match(_) => matches!(item.meaning(), Some(Meaning::Role { kind: RoleKind::Quantity, .. })),
    }
}

fn is_participle(key: &str) -> bool {
    let regular = (key.ends_with("ed") || key.ends_with("ing")) && key.len() > 4;
    regular
        || matches!(
            key,
            "held" | "led" | "born" | "seen" | "sent" | "shot" | "run" | "found" | "made" | "loyal" | "close"
        )
}
