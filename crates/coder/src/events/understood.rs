//! Who did it where the sentence does not say and the act goes on with one that was just told: "Police fired on the crowd. Dozens were
//! wounded." Such a role has an entity and no words.

use onrecord_codebook::Tree;
use onrecord_record::{Event, Role, Status};

use super::rule;
use crate::reading::Reading;

/// Types of acts that are told again without their doers. Who accused or asked is named again, or is somebody else.
const TOLD_AGAIN: [&str; 8] = ["AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST"];

/// Gives acts without actors those of the last act of their type, where that stands in the same sentence or the one before. `events` are
/// in the order of their anchors, which are given as words.
pub(super) fn actors(reading: &Reading<'_>, events: &mut [(usize, Event)]) {
    for at in 1..events.len() {
        let (before, rest) = events.split_at_mut(at);
        let (anchor, event) = &mut rest[0];
        if !event.actors.is_empty() || !is_told_again(event) || !is_agentless(reading, *anchor) {
            continue;
        }
        let sentence = reading.sentence_of(*anchor);
        let near = |word: usize| word >= sentence.start || reading.sentence_of(word).end == sentence.start;
        let doers = |(word, other): &(usize, Event)| {
            near(*word) && other.kind == event.kind && other.status == Status::Actual && !other.actors.is_empty()
        };
        let Some((_, told)) = before.iter().rev().find(|it| doers(it)).filter(|(_, told)| may_be(told, event)) else {
            continue;
        };
        // Who is no entity could not be shown without his words.
        let known = told.actors.iter().filter(|role| role.entity.is_some());
        event.actors = known.map(|role| Role { span: None, ..role.clone() }).collect();
        if !event.actors.is_empty() {
            event.reasons.push(rule("actor understood from the act before"));
        }
    }
}

fn is_told_again(event: &Event) -> bool {
    TOLD_AGAIN.contains(&event.kind.as_str()) && event.status == Status::Actual
}

/// Whether an anchor leaves its doer unsaid: a noun, a passive, a participle.
fn is_agentless(reading: &Reading<'_>, anchor: usize) -> bool {
    let word = reading.word(anchor);
    let sentence = reading.sentence_of(anchor);
    match word.upos {
        "NOUN" => true,
        "VERB" => {
            word.xpos == "VBN"
                && reading.dependents(anchor, &sentence, "nsubj").all(|it| reading.deprel(it) == "nsubj:pass")
        }
        _ => false,
    }
}

/// Whether the doers of one act may be those of the other: nobody suffers now who did it then, unless that act too was among their like.
fn may_be(told: &Event, event: &Event) -> bool {
    let doer = |role: &Role| {
        let same = |other: &Role| {
            role.entity.is_some() && role.entity == other.entity
                || role.country.is_some() && role.country == other.country
        };
        told.actors.iter().any(same) && !told.recipients.iter().any(same)
    };
    !event.recipients.iter().any(doer)
}
