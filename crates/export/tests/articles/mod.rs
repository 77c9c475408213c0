//! A small store of invented articles that the tests export.
#![allow(dead_code)]

use std::path::Path;

use onrecord_codebook::Codebook;
use onrecord_export::{Format, Report, Request, Selection, export};
use onrecord_record::Record;
use onrecord_store::{Bounds, Identity, Recipe, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Where the words stand in the text, in code points.
pub fn at(text: &str, words: &str) -> [usize; 2] {
    let start = text[..text.find(words).unwrap_or_else(|| panic!("{words:?} in {text:?}"))].chars().count();
    [start, start + words.chars().count()]
}

/// An act told twice over: one that happened and one that did not, on the word of a minister.
pub fn record(id: &str, published: Option<&str>) -> Record {
    let text = format!(
        "ÖREBRO, Sweden — Rebels and smugglers shelled the “Łódź” depot on {id}.\n\nMinister Ana Roy denied that Freedonia\u{a0}had \
         expelled \"two\" envoys.\tShe left."
    );
    let at = |words: &str| at(&text, words);
    let first = [0, at(&format!("on {id}."))[1]];
    let second = [at("Minister Ana")[0], at("envoys.")[1]];
    let record: Value = json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "wire-1@0a1b", "codebook": "plover@1", "registry": null},
        "doc": {
            "id": id, "uri": format!("https://example.org/{id}"), "publisher": "Örebro Wire", "title": "Depot \"hit\"",
            "language": "en", "published": published,
            "dateline": {"span": at("ÖREBRO, Sweden"), "place": "Örebro", "country": "SWE", "agency": null},
            "headline": null, "story": null
        },
        "text": text,
        "paragraphs": [first, [second[0], at("She left.")[1]]],
        "sentences": [first, second, at("She left.")],
        "entities": [
            {"id": "e1", "type": "group", "name": "Rebels", "country": "FRE", "sectors": ["REB"], "role": null, "wikidata": null,
             "location": null, "mentions": [{"span": at("Rebels"), "head": at("Rebels"), "kind": "name"}]},
            {"id": "e2", "type": "person", "name": "Ana Roy", "country": "SWE", "sectors": ["GOV"], "role": "Minister",
             "wikidata": "Q1", "location": null, "mentions": [
                {"span": at("Minister Ana Roy"), "head": at("Ana Roy"), "kind": "name"},
                {"span": at("She"), "head": at("She"), "kind": "pronoun"}]},
            {"id": "e3", "type": "place", "name": "Örebro", "country": "SWE", "sectors": [], "role": null, "wikidata": null,
             "location": {"span": null, "name": "Örebro", "country": "SWE", "admin1": "Örebro County", "geonames": 2686657, "lat": 59.25,
                          "lon": 15.5, "precision": "city"},
             "mentions": [{"span": at("ÖREBRO"), "head": at("ÖREBRO"), "kind": "name"}]},
            {"id": "e4", "type": "group", "name": "smugglers", "country": null, "sectors": ["CRM"], "role": null, "wikidata": null,
             "location": null, "mentions": [{"span": at("smugglers"), "head": at("smugglers"), "kind": "nominal"}]}
        ],
        "times": [{"span": at(&format!("on {id}")), "start": "2026-03-02", "end": "2026-03-03"}],
        "statements": [
            {"id": "s1", "kind": "indirect", "within": null, "negated": false, "confidence": 0.875,
             "source": {"spans": [at("Minister Ana Roy")], "entities": ["e2"], "kind": "named"},
             "cue": {"spans": [at("denied")], "class": "deny"},
             "content": {"spans": [at("that Freedonia\u{a0}had"), at("expelled \"two\" envoys")]}}
        ],
        "events": [
            {"id": "v1", "type": "ASSAULT", "mode": "heavy-weapons", "contexts": ["military", "crime"], "cameo": "194",
             "quad": "material_conflict", "intensity": -9.5, "anchor": [at("shelled")],
             "actors": [{"span": at("Rebels"), "entity": "e1", "country": "FRE", "sectors": ["REB", "UAF"]},
                        {"span": at("smugglers"), "entity": "e4", "country": null, "sectors": ["CRM"]}],
             "recipients": [{"span": at("the “Łódź” depot"), "entity": null, "country": "SWE", "sectors": ["MED"]}],
             "location": {"span": null, "name": "Örebro", "country": "SWE", "admin1": "Örebro County", "geonames": 2686657, "lat": 59.25,
                          "lon": 15.5, "precision": "city"},
             "time": {"span": at(&format!("on {id}")), "start": "2026-03-02", "end": "2026-03-03"},
             "status": "actual", "statement": null, "confidence": 0.9375,
             "reasons": [{"by": "head", "id": "ASSAULT", "score": 0.75}, {"by": "rule", "id": "special: twice", "score": null}]},
            {"id": "v2", "type": "SANCTION", "mode": null, "contexts": ["diplomatic"], "cameo": "161",
             "quad": "material_conflict", "intensity": -5.0, "anchor": [at("expelled")],
             "actors": [{"span": at("Freedonia"), "entity": null, "country": "FRE", "sectors": ["GOV"]}],
             "recipients": [{"span": null, "entity": null, "country": "ROU", "sectors": ["GOV"]}],
             "location": null, "time": {"span": null, "start": null, "end": null},
             "status": "negated", "statement": "s1", "confidence": 0.5, "reasons": []}
        ]
    });
    serde_json::from_value(record).unwrap()
}

/// Three articles: two with a day of publication, one without.
pub fn records() -> [Record; 3] {
    [record("Monday", Some("2026-03-05")), record("Tuesday", None), record("Friday", Some("2026-01-09"))]
}

/// A store of the records, in this order, with so many documents a segment.
pub fn store(records: &[Record], segment: usize) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path().join("store")).unwrap();
    let recipe = Recipe { model: "wire-1@0a1b".into(), codebook: Some("plover@1".into()), ..Recipe::default() };
    let bounds = Bounds { documents: segment, ..Bounds::default() };
    let mut writer = store.writer(&recipe, "0.1.0").unwrap().with_bounds(bounds);
    for record in records {
        let key = recipe.key(&Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() });
        assert!(writer.add(&key, record).unwrap());
    }
    writer.finish().unwrap();
    (folder, store)
}

/// The whole of a store in a format.
pub fn exported(store: &Store, format: Format) -> String {
    chosen(store, format, Selection::default(), false).0
}

/// What is chosen of a store in a format.
pub fn chosen(store: &Store, format: Format, selection: Selection, without_text: bool) -> (String, Report) {
    let codebook = Codebook::plover().unwrap();
    let mut out = Vec::new();
    let request = Request { format, selection, without_text, codebook: &codebook };
    let report = export(store, &request, Path::new(&std::env::temp_dir()), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), report)
}

/// Rows of comma or tab separated text by the names of their columns.
pub fn rows(text: &str, delimiter: u8) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The words of a span `[start, end]`.
pub fn words(text: &str, span: &Value) -> String {
    let end = |index: usize| span[index].as_u64().unwrap() as usize;
    text.chars().skip(end(0)).take(end(1) - end(0)).collect()
}
