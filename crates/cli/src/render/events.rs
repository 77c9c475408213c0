//! Below the statements: who did what to whom, whether it happened, and on whose word.

use onrecord_record::{CharIndex, Event, Record, Role, TimeRange};
use unicode_width::UnicodeWidthStr;

use super::list::padded;
use super::marks::bytes;
use super::page::{Indent, Line, Page, one_line, shortened};
use crate::look::Ink;

/// Columns of one actor or recipient in the list.
const ROLE: usize = 60;

/// One entry for each event.
pub(super) fn events(record: &Record, index: &CharIndex<'_>, page: &mut Page) {
    if record.events.is_empty() {
        return;
    }
    page.blank_line();
    page.write(Indent::NONE, &Line::from(Ink::Strong, format!("Events ({})", record.events.len())));
    let widest = record.events.iter().map(|event| event.id.width()).max().unwrap_or(0);
    for event in &record.events {
        let mut line = Line::default();
        line.push(Ink::Quiet, &padded(&event.id, widest + 2));
        entry(&mut line, record, index, event);
        page.write(Indent { first: 2, rest: widest + 4 }, &line);
    }
}

/// `Pakistani senators (e1, PAK LEG)  rejected  ⟶  the charge  [REJECT, actual, on the word of s2, 0.91]`
fn entry(line: &mut Line, record: &Record, index: &CharIndex<'_>, event: &Event) {
    roles(line, record, index, &event.actors, "(nobody named)");
    let anchors = event.anchor.iter().filter_map(|&span| bytes(index, span)).map(|range| one_line(&record.text[range]));
    line.push(Ink::Plain, "  ");
    line.push(Ink::Cue, &anchors.collect::<Vec<_>>().join(" … "));
    if !event.recipients.is_empty() {
        line.push(Ink::Quiet, "  ⟶  ");
        roles(line, record, index, &event.recipients, "");
    }
    line.push(Ink::Quiet, &format!("  [{}]", one_line(&marginal(event))));
}

fn roles(line: &mut Line, record: &Record, index: &CharIndex<'_>, roles: &[Role], none: &str) {
    if roles.is_empty() {
        line.push(Ink::Quiet, none);
    }
    for (i, role) in roles.iter().enumerate() {
        if i > 0 {
            line.push(Ink::Quiet, ", ");
        }
        let words = role.span.and_then(|span| bytes(index, span)).map(|range| one_line(&record.text[range]));
        match words {
            Some(words) => line.push(Ink::Source, &shortened(&words, ROLE)),
            None => line.push(Ink::Quiet, &shortened(&understood(record, role), ROLE)),
        }
        let about = about(role);
        if !about.is_empty() {
            line.push(Ink::Quiet, &format!(" ({about})"));
        }
    }
}

/// `ASSAULT/aerial, negated, on the word of s1, Aleppo, 2020-05-17, 0.91`
fn marginal(event: &Event) -> String {
    let mut parts = vec![kind(event), event.status.name().to_owned()];
    parts.extend(event.statement.as_ref().map(|statement| format!("on the word of {statement}")));
    // What only comes from the head of the document stands there already.
    parts.extend(event.location.as_ref().filter(|it| it.span.is_some()).map(|location| location.name.clone()));
    if event.time.span.is_some() {
        parts.push(days(&event.time));
    }
    parts.push(format!("{:.2}", event.confidence));
    parts.join(", ")
}

/// `e1, PAK LEG`; empty where nothing is known.
pub(super) fn about(role: &Role) -> String {
    let code = role.country.iter().chain(&role.sectors).map(String::as_str).collect::<Vec<_>>().join(" ");
    let parts = role.entity.iter().map(String::as_str).chain((!code.is_empty()).then_some(code.as_str()));
    one_line(&parts.collect::<Vec<_>>().join(", "))
}

/// Who is only understood, by the name that it has elsewhere: `(understood: the rebels)`
pub(super) fn understood(record: &Record, role: &Role) -> String {
    let entity = record.entities.iter().find(|entity| role.entity.as_ref() == Some(&entity.id));
    let name = entity.map(|entity| format!(": {}", one_line(&entity.name))).unwrap_or_default();
    format!("(understood{name})")
}

/// `ASSAULT/aerial`
pub(super) fn kind(event: &Event) -> String {
    let mode = event.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    format!("{}{mode}", event.kind)
}

/// `2020-05-17`, `2020-05-01 to …`
pub(super) fn days(time: &TimeRange) -> String {
    let days = [&time.start, &time.end].map(|day| day.as_deref().unwrap_or("…"));
    if days[0] == days[1] { days[0].to_owned() } else { days.join(" to ") }
}
