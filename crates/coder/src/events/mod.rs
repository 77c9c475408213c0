//! Who did what to whom: what the model's head and the codebook say of words becomes events.
//!
//! ```text
//! acts, codebook ──proposals──▶ words with types ──verdict──▶ acts ──┬─ roles ───▶ actors, recipients ─┐
//!                                                                   ├─ status ──▶ did it happen? ─────┼─▶ events
//!                                                                   ├─ voice ───▶ on whose word? ─────┤
//!                                                                   └─ setting ─▶ when and where? ────┘
//! ```

mod once;
mod proposals;
mod roles;
mod setting;
mod several;
mod special;
mod status;
mod tree;
mod understood;
mod verdict;
mod voice;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use onrecord_codebook::{Codebook, Effect, Origin};
use onrecord_record::{Event, Reason, ReasonSource, Statement, Status, TimeRange};
use onrecord_times::Expression;

use crate::actors::Actors;
use crate::alike::Alike;
use crate::entities::Entities;
use crate::places::Places;
use crate::reading::Reading;
pub(crate) use proposals::{Proposal, SIGNS, proposals};
use roles::Sides;
use status::Told;
pub(crate) use verdict::confidence;

/// What is known of a document when its events are made.
pub(crate) struct Scene<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) entities: &'a Entities,
    pub(crate) actors: &'a Actors<'a>,
    pub(crate) places: &'a Places,
    pub(crate) statements: &'a [Statement],
    pub(crate) times: &'a [Expression],
    pub(crate) published: Option<Date>,
}

/// All events of a document, in the order of their anchors. `learned` tells the types that the model's head knows; `least` is
/// how sure they must be, where the user says so.
pub(crate) fn events(
    scene: &Scene<'_>,
    codebook: &Codebook,
    learned: &dyn Fn(&str) -> bool,
    (least, alike): (Option<f32>, Option<&Alike>),
) -> Vec<Event> {
    let held = verdict::held(proposals(scene.reading, scene.entities, codebook, alike), learned, least);
    let mut events = Vec::new();
    for (it, sure) in &held {
        if held
            .iter()
            .any(|(other, _)| special::asked_for(scene.reading, (it.anchor, it.act), (other.anchor, other.kind)))
        {
            continue;
        }
        let event = event(scene, codebook, it, *sure);
        let twin = match event.mode.as_deref() {
            Some("convict") if special::imprisons(scene.reading, it.anchor) => {
                twin(&event, codebook, "COERCE", "arrest")
            }
            Some("arrest") if special::convicts(scene.reading, it.anchor) => {
                twin(&event, codebook, "SANCTION", "convict")
            }
            _ => None,
        };
        events.push((it.anchor, event));
        events.extend(twin.map(|twin| (it.anchor, twin)));
    }
    understood::actors(scene.reading, &mut events);
    let sentence = |anchor: usize| scene.reading.sentence_of(anchor).start;
    let mut events = once::each(events.into_iter().map(|(anchor, event)| (sentence(anchor), event)).collect());
    for (number, event) in (1..).zip(&mut events) {
        event.id = format!("v{number}");
    }
    events
}

/// The second event of a prison sentence, which is conviction and arrest.
fn twin(event: &Event, codebook: &Codebook, kind: &str, mode: &str) -> Option<Event> {
    let kind = codebook.get(kind).filter(|kind| kind.modes.contains_key(mode))?;
    let mut reasons = event.reasons.clone();
    reasons.push(rule("SANCTION: a prison sentence is conviction and arrest"));
    Some(Event {
        kind: kind.name.clone(),
        mode: Some(mode.to_owned()),
        quad: kind.quad.clone(),
        cameo: codebook.cameo(&kind.name, Some(mode), &event.contexts).map(str::to_owned),
        intensity: codebook.intensity(&kind.name, Some(mode)).unwrap_or(0.0),
        reasons,
        ..event.clone()
    })
}

/// A score to three digits.
fn three(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}

fn rule(id: &str) -> Reason {
    Reason { by: ReasonSource::Rule, id: id.to_owned(), score: None }
}

fn event(scene: &Scene<'_>, codebook: &Codebook, it: &Proposal<'_>, confidence: f32) -> Event {
    let reading = scene.reading;
    let anchor = reading.chars(&(it.anchor..it.anchor + 1));
    let voice = voice::voice(scene.statements, anchor);
    let time = setting::time(reading, scene.times, it.anchor, scene.published);
    let told = Told { denied: voice.is_some_and(denies), long_ago: setting::long_ago(&time, scene.published) };
    let (status, rule_of_status, share) = status::status(reading, codebook, it, &told);
    let mut sides = roles::sides(reading, scene.entities, it);
    if let Some(statement) = voice {
        roles::without_teller(reading, scene.entities, &mut sides.actors, &statement.source.spans);
    }
    let mode = mode(codebook, it);
    if special::reciprocal(reading, it.kind, mode.as_deref(), it.anchor) {
        sides.all_act(|word| it.kind != "COOPERATE" || reading.hangs_by(word, &["with", "between"]));
    }
    sides.all_act(|word| special::is_fled(reading, scene.entities, (it.anchor, it.kind), word));
    sides.recipients.retain(|&(word, _)| !special::only_where(reading, scene.entities, it.kind, word));
    let of_both: Vec<usize> = sides.actors.iter().chain(&sides.recipients).map(|(word, _)| *word).collect();
    let mut reasons = reasons(reading, it, &sides, (rule_of_status, share));
    let instead = special::instead(it.kind, status).filter(|(kind, ..)| codebook.get(kind).is_some());
    let ahead = setting::lies_ahead(&time, scene.published);
    let time = match status {
        Status::Actual if ahead => setting::of_publication(scene.published),
        // When something was that is told as history, nobody says by saying nothing.
        Status::Historical if ahead || time.span.is_none() => TimeRange { span: None, start: None, end: None },
        _ => time,
    };
    let (name, status, mode) = match instead {
        Some((kind, status, paragraph)) => {
            reasons.push(rule(paragraph));
            (kind, status, None)
        }
        None => (it.kind, status, mode),
    };
    let contexts = contexts(it);
    let kind = codebook.get(name);
    let side = |words: &[(usize, f32)]| roles::told(reading, scene.entities, scene.actors, words);
    Event {
        id: String::new(),
        kind: name.to_owned(),
        cameo: codebook.cameo(name, mode.as_deref(), &contexts).map(str::to_owned),
        quad: kind.map_or_else(String::new, |kind| kind.quad.clone()),
        intensity: codebook.intensity(name, mode.as_deref()).unwrap_or(0.0),
        anchor: vec![anchor],
        actors: side(&sides.actors),
        recipients: side(&sides.recipients),
        location: setting::place(reading, scene.entities, scene.places, (it.anchor, &of_both)),
        time,
        status,
        statement: voice.map(|statement| statement.id.clone()),
        confidence,
        reasons,
        mode,
        contexts,
    }
}

/// Whether whoever tells it says that it is not so.
fn denies(statement: &Statement) -> bool {
    statement.cue.class.as_deref() == Some("deny") && !statement.negated
}

/// The mode that the head gives where it is the head's type, else that of the entry.
fn mode(codebook: &Codebook, it: &Proposal<'_>) -> Option<String> {
    let first = it.act.and_then(|act| act.types.first()).is_some_and(|(kind, _)| *kind == it.kind);
    let of_head = it.act.filter(|_| first).and_then(|act| act.mode);
    let of_entry = it.entries.iter().find_map(|entry| entry.mode);
    let mode = if first && it.act.is_some() { of_head } else { of_entry };
    let known = |mode: &&str| codebook.get(it.kind).is_some_and(|kind| kind.modes.contains_key(*mode));
    mode.filter(known).map(str::to_owned)
}

/// Up to three: the head's, else those that the entry brings along.
fn contexts(it: &Proposal<'_>) -> Vec<String> {
    const LIKELY: f32 = 0.35;
    let of_head = it.act.into_iter().flat_map(|act| &act.contexts).filter(|(_, share)| *share >= LIKELY);
    let mut contexts: Vec<String> = of_head.map(|(name, _)| (*name).to_owned()).take(3).collect();
    if contexts.is_empty() {
        contexts.extend(it.entries.iter().flat_map(|entry| entry.contexts).take(3).cloned());
    }
    contexts
}

/// Why it was coded: the type, each role with its way through the tree, the status.
fn reasons(reading: &Reading<'_>, it: &Proposal<'_>, sides: &Sides, status: (Option<&str>, f32)) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if it.act.is_some() {
        reasons.push(Reason { by: ReasonSource::Head, id: format!("type {}", it.kind), score: Some(three(it.share)) });
    }
    reasons.extend(it.entries.iter().map(|entry| Reason {
        by: if entry.origin == Origin::Lexicon { ReasonSource::Lexicon } else { ReasonSource::Pattern },
        id: match (entry.effect, entry.origin) {
            (Effect::Retypes, _) => format!("retyped by {}", entry.entry),
            (_, Origin::Example) => format!("{} like “{}”", entry.kind, entry.entry),
            _ => entry.entry.to_owned(),
        },
        score: Some(three(entry.weight)),
    }));
    for (side, words) in [("actor", &sides.actors), ("recipient", &sides.recipients)] {
        for &(word, share) in words {
            let from_head = it.act.is_some_and(|act| {
                act.actors.iter().chain(&act.recipients).any(|(head, share)| *head == word && *share > 0.0)
            });
            let by = if from_head { ReasonSource::Head } else { ReasonSource::Lexicon };
            let id = format!("{side} {} {}", reading.form(word), roles::way(reading, it.anchor, word));
            reasons.push(Reason { by, id, score: Some(three(share.min(1.0))) });
        }
    }
    let (rule, share) = status;
    reasons.push(match rule {
        Some(rule) => Reason { by: ReasonSource::Rule, id: format!("status: {rule}"), score: None },
        None => Reason { by: ReasonSource::Head, id: "status".to_owned(), score: Some(three(share)) },
    });
    reasons
}
