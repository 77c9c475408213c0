//! Records and sheets as the tests write them.
#![allow(dead_code, clippy::unwrap_used)]

use jiff::civil::Date;
use onrecord_record::{EntityType, Record};
use onrecord_registry::{Learner, Registry};
use serde_json::json;

/// A document: id, day, and for each entity "Ana Roy | foreign minister | MRV | GOV".
pub fn record(id: &str, day: &str, entities: &[&str]) -> Record {
    of_kind("person", id, day, entities)
}

/// The same with organizations.
pub fn bodies(id: &str, day: &str, entities: &[&str]) -> Record {
    of_kind("organization", id, day, entities)
}

fn of_kind(kind: &str, id: &str, day: &str, entities: &[&str]) -> Record {
    let entities: Vec<_> = entities
        .iter()
        .map(|line| {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let part = |index: usize| parts.get(index).copied().filter(|part| !part.is_empty());
            let sectors: Vec<&str> = part(3).into_iter().flat_map(str::split_whitespace).collect();
            json!({"id": "e1", "type": kind, "name": parts[0], "country": part(2), "sectors": sectors,
                   "role": part(1), "wikidata": null,
                   "mentions": [{"span": [0, 1], "head": [0, 1], "kind": "name"}]})
        })
        .collect();
    let day = Some(day).filter(|day| !day.is_empty());
    serde_json::from_value(json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "wire-1@0a1b", "codebook": null, "registry": null},
        "doc": {"id": id, "uri": null, "publisher": null, "title": null, "language": "en", "published": day,
                "dateline": null, "headline": null, "story": null},
        "text": "No.", "paragraphs": [[0, 3]], "sentences": [[0, 3]],
        "entities": entities, "statements": [], "events": []
    }))
    .unwrap()
}

/// What is learned of these records.
pub fn learned<'r>(records: impl IntoIterator<Item = &'r Record>) -> Registry {
    let mut learner = Learner::default();
    records.into_iter().for_each(|record| learner.add(record));
    learner.finish()
}

/// A sheet with the usual columns.
pub fn sheet(rows: &[&str]) -> Registry {
    let lines = format!("name,kind,role,country,sectors,from,to,documents\n{}\n", rows.join("\n"));
    Registry::from_csv(lines.as_bytes()).unwrap()
}

/// The title that a person has on a day, `?` where nothing is known.
pub fn role<'r>(registry: &'r Registry, name: &str, day: &str) -> &'r str {
    let day: Option<Date> = Some(day).filter(|day| !day.is_empty()).map(|day| day.parse().unwrap());
    registry.lookup(name, day, EntityType::Person).map_or("?", |entry| entry.role.as_deref().unwrap_or("-"))
}

/// The periods of a registry, one line each.
pub fn periods(registry: &Registry) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let line = |entry: &onrecord_registry::Entry| {
        let role = entry.role.as_deref().unwrap_or("-");
        format!("{}: {role} {}..{} ({})", entry.name, day(entry.from), day(entry.to), entry.documents)
    };
    registry.entries().iter().map(line).collect()
}
