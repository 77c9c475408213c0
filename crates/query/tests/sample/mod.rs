//! A small store of invented news.
#![allow(dead_code)]

use std::path::Path;

use onrecord_query::{Database, Format, Means, QueryError, WriteError};
use onrecord_record::Record;
use onrecord_store::{Identity, Recipe, Store};
use serde_json::json;
use tempfile::TempDir;

/// Where the words stand in the text, in code points.
fn at(text: &str, words: &str) -> [usize; 2] {
    let start = text[..text.find(words).unwrap()].chars().count();
    [start, start + words.chars().count()]
}

/// An article in which a minister rejects a demand, two states meet, and one accuses the other.
pub fn article(id: &str, published: &str, publisher: &str, minister: &str) -> Record {
    let text = format!(
        "ÖREBRO — Minister {minister} said Sweden “will not pay”. Sweden and Norway held talks on Friday. Norway accused Sweden."
    );
    let role =
        |entity: &str, country: &str| json!({"span": null, "entity": entity, "country": country, "sectors": ["GOV"]});
    let event = |id: &str, kind: &str, status: &str, anchor: &str, confidence: f32, actors, recipients| {
        json!({"id": id, "type": kind, "mode": null, "contexts": ["diplomatic"], "cameo": "12", "quad": "verbal_conflict",
               "intensity": -4.0, "anchor": [at(&text, anchor)], "actors": actors, "recipients": recipients,
               "location": {"span": null, "name": "Örebro", "country": "SWE", "admin1": null, "geonames": null,
                            "lat": 59.27, "lon": 15.21, "precision": "city"},
               "time": {"span": null, "start": published, "end": published}, "status": status,
               "statement": if id == "v1" { Some("s1") } else { None }, "confidence": confidence,
               "reasons": [{"by": "head", "id": "type", "score": 0.5}]})
    };
    let place = |id: &str, name: &str, country: &str| {
        json!({"id": id, "type": "place", "name": name, "country": country, "sectors": ["GOV"], "role": null,
               "wikidata": null, "mentions": [{"span": at(&text, name), "head": at(&text, name), "kind": "name"}]})
    };
    let record = json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "m", "codebook": null, "registry": null},
        "doc": {"id": id, "uri": null, "publisher": publisher, "title": "On | pay", "language": "en", "published": published,
                "dateline": {"span": at(&text, "ÖREBRO"), "place": "Örebro", "country": "SWE", "agency": null},
                "headline": null, "story": null},
        "text": text,
        "paragraphs": [[0, text.chars().count()]],
        "sentences": [at(&text, &format!("ÖREBRO — Minister {minister} said Sweden “will not pay”.")),
                      at(&text, "Sweden and Norway held talks on Friday."), at(&text, "Norway accused Sweden.")],
        "entities": [
            {"id": "e1", "type": "person", "name": minister, "country": "SWE", "sectors": ["GOV"], "role": "Minister",
             "wikidata": null, "mentions": [{"span": at(&text, minister), "head": at(&text, minister), "kind": "name"}]},
            place("e2", "Sweden", "SWE"), place("e3", "Norway", "NOR")
        ],
        "times": [{"span": at(&text, "Friday"), "start": published, "end": published}],
        "statements": [
            {"id": "s1", "kind": "mixed", "within": null, "negated": false, "confidence": 0.9,
             "source": {"spans": [at(&text, &format!("Minister {minister}"))], "entities": ["e1"], "kind": "named"},
             "cue": {"spans": [at(&text, "said")], "class": "deny"},
             "content": {"spans": [at(&text, "Sweden “will not pay”")]}}
        ],
        "events": [
            event("v1", "REJECT", "negated", "not pay", 0.75, json!([role("e2", "SWE")]), json!([])),
            event("v2", "CONSULT", "actual", "held talks", 0.9, json!([role("e2", "SWE"), role("e3", "NOR")]), json!([])),
            event("v3", "ACCUSE", "actual", "accused", 0.5, json!([role("e3", "NOR")]), json!([role("e2", "SWE")])),
        ]
    });
    serde_json::from_value(record).unwrap()
}

/// Codes articles into a store, one segment.
pub fn add(store: &Path, records: &[Record]) {
    let recipe = Recipe { model: "m".into(), ..Recipe::default() };
    let mut writer = Store::create_or_open(store).unwrap().writer(&recipe, "0.1.0").unwrap();
    for record in records {
        let key = recipe.key(&Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() });
        writer.add(&key, record).unwrap();
    }
    writer.finish().unwrap();
}

/// Three articles in two segments; two of them tell of the same day.
pub fn store() -> TempDir {
    let folder = tempfile::Builder::new().prefix("störe #1 50% ").tempdir().unwrap();
    let wire = "Harbour Wire";
    add(
        folder.path(),
        &[article("a1", "2026-03-01", wire, "Ana Lind"), article("a2", "2026-03-01", "Fjord Post", "Ana Lind")],
    );
    add(folder.path(), &[article("a3", "2026-04-02", wire, "Per Ek")]);
    folder
}

pub fn open(store: &Path) -> Database {
    Database::open(store, Means::default()).unwrap()
}

/// The answer as CSV.
pub fn csv(store: &Path, sql: &str) -> String {
    written(store, sql, Format::Csv).unwrap()
}

pub fn written(store: &Path, sql: &str, format: Format) -> Result<String, QueryError> {
    let mut out = Vec::new();
    match format.write(open(store).query(sql)?, &mut out) {
        Ok(_) => Ok(String::from_utf8(out).unwrap()),
        Err(WriteError::Query(error)) => Err(error),
        Err(WriteError::Output(error)) => panic!("{error}"),
    }
}

/// What is said of a query that gets no answer.
pub fn refused(store: &Path, sql: &str) -> String {
    match written(store, sql, Format::Csv) {
        Ok(rows) => panic!("{sql} gave {rows}"),
        Err(error) => error.to_string(),
    }
}
