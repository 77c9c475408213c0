//! An act that a sentence tells twice ("an attack killed two") is one event.

use onrecord_record::{Event, Role};

/// The events, each given with the sentence of its anchor, without those that say again what a surer one of their sentence says: of the same type, on the same word, and with
/// nobody on either side who is not there too. What only the weaker one knows of a side goes over to the surer.
pub(super) fn each(events: Vec<(usize, Event)>) -> Vec<Event> {
    let mut kept: Vec<(usize, Event)> = Vec::new();
    for (here, event) in events {
        let same = kept.iter_mut().rev().take_while(|(at, _)| *at == here).find(|(_, other)| again(other, &event));
        match same {
            None => kept.push((here, event)),
            Some((_, other)) => {
                let (mut surer, weaker) =
                    if other.confidence >= event.confidence { (other.clone(), event) } else { (event, other.clone()) };
                if surer.actors.is_empty() {
                    surer.actors = weaker.actors;
                }
                if surer.recipients.is_empty() {
                    surer.recipients = weaker.recipients;
                }
                *other = surer;
            }
        }
    }
    // A surer one may stand behind others of its sentence.
    kept.sort_by_key(|(_, event)| event.anchor.first().map(|span| span.start()));
    kept.into_iter().map(|(_, event)| event).collect()
}

/// Whether two events of a sentence tell the same act.
fn again(a: &Event, b: &Event) -> bool {
    let alike = a.kind == b.kind && a.status == b.status && a.statement == b.statement && a.anchor != b.anchor;
    let somebody = |event: &Event| !event.actors.is_empty() || !event.recipients.is_empty();
    alike && somebody(a) && somebody(b) && fit(&a.actors, &b.actors) && fit(&a.recipients, &b.recipients)
}

/// Whether two sides may be the same: one is silent, or all of the shorter one are in the longer.
fn fit(a: &[Role], b: &[Role]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = |one: &Role, other: &Role| {
        one.span.is_some() && one.span == other.span || one.entity.is_some() && one.entity == other.entity
    };
    short.iter().all(|one| long.iter().any(|other| same(one, other)))
}
