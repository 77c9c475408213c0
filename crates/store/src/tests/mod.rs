//! Tests of the store as a whole, and the records that they share.

mod faults;
mod importing;
mod merging;
mod named;
mod opening;
mod tables;
mod upkeep;
mod verifying;
mod version_1;
mod writing;

use std::fs::File;
use std::path::Path;

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::concat_batches;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use onrecord_record::{Chars, Record, Span};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::json;

use crate::{DocKey, Identity, Recipe, Store, TABLES, Table, schema};

fn recipe() -> Recipe {
    Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() }
}

/// Where the words stand in the text, in code points.
fn at(text: &str, words: &str) -> Span<Chars> {
    let start = text[..text.find(words).unwrap()].chars().count();
    Span::new(start as u32, (start + words.chars().count()) as u32)
}

/// A short article in two voices, with characters of several bytes before all that is pointed at.
fn article(id: &str, minister: &str) -> Record {
    let text = format!(
        "ÖREBRO: The Gazette reported “on good authority” that {minister} had not said when the talks “would end”.\n\n\
         She left on Friday."
    );
    let at = |words: &str| at(&text, words);
    let record = json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "wire-1@0a1b", "codebook": null, "registry": null},
        "doc": {
            "id": id, "uri": null, "publisher": "Örebro Wire", "title": null, "language": "en",
            "published": "2020-05-17",
            "dateline": {"span": at("ÖREBRO"), "place": "Örebro", "country": "SWE", "agency": null},
            "headline": null, "story": null
        },
        "text": text,
        "paragraphs": [at(text.lines().next().unwrap()), at("She left on Friday.")],
        "sentences": [at(text.lines().next().unwrap()), at("She left on Friday.")],
        "entities": [
            {"id": "e1", "type": "organization", "name": "The Gazette", "country": null, "sectors": ["JRN"],
             "role": null, "wikidata": null,
             "location": {"span": null, "name": "Örebro", "country": "SWE", "admin1": null, "geonames": 2686657, "lat": 59.27,
                          "lon": 15.21, "precision": "city"},
             "mentions": [{"span": at("The Gazette"), "head": at("Gazette"), "kind": "name"}]},
            {"id": "e2", "type": "person", "name": minister, "country": "SWE", "sectors": ["GOV", "PTY"],
             "role": "Minister", "wikidata": null,
             "mentions": [{"span": at(minister), "head": at(minister), "kind": "name"},
                          {"span": at("She"), "head": at("She"), "kind": "pronoun"}]}
        ],
        "times": [{"span": at("Friday"), "start": "2020-05-15", "end": null}],
        "statements": [
            {"id": "s1", "kind": "mixed", "within": null, "negated": false, "confidence": 0.97,
             "source": {"spans": [at("The Gazette")], "entities": ["e1"], "kind": "named"},
             "cue": {"spans": [at("reported"), at("that")], "class": "say"},
             "content": {"spans": [at(&format!("{minister} had not said when the talks “would end”"))]}},
            {"id": "s2", "kind": "indirect", "within": "s1", "negated": true, "confidence": 0.5,
             "source": {"spans": [], "entities": [], "kind": "none"},
             "cue": {"spans": [at("had not said")], "class": null},
             "content": {"spans": [at("when the talks “would end”")]}}
        ],
        "events": [
            {"id": "v1", "type": "REJECT", "mode": null, "contexts": ["diplomatic"], "cameo": "12", "quad": "verbal_conflict",
             "intensity": -4.0, "anchor": [at("left")],
             "actors": [{"span": at("She"), "entity": "e2", "country": "SWE", "sectors": ["GOV", "PTY"]}],
             "recipients": [{"span": null, "entity": null, "country": "NOR", "sectors": []}],
             "location": {"span": at("ÖREBRO"), "name": "Örebro", "country": "SWE", "admin1": null, "geonames": 2686657,
                          "lat": 59.27, "lon": 15.21, "precision": "city"},
             "time": {"span": at("Friday"), "start": "2020-05-15", "end": "2020-05-15"},
             "status": "actual", "statement": null, "confidence": 0.75,
             "reasons": [{"by": "head", "id": "type REJECT", "score": 0.5}]}
        ]
    });
    serde_json::from_value(record).unwrap()
}

fn key(record: &Record) -> DocKey {
    recipe().key(&Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() })
}

/// Ten articles and their keys.
fn articles() -> Vec<(DocKey, Record)> {
    let names = ["Ana Lind", "Zoë Öst", "Per Å", "Eva Ek", "Ulf Al"];
    let records = (0..10).map(|i| article(&format!("a{i}"), names[i % 5]));
    records.map(|record| (key(&record), record)).collect()
}

/// All rows of a table, as any Parquet reader finds them with one glob.
fn rows(store: &Path, table: Table) -> RecordBatch {
    let mut files: Vec<_> = std::fs::read_dir(store.join(table.name()))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "parquet"))
        .collect();
    files.sort();
    let read = |path| ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let batches: Vec<_> = files.into_iter().flat_map(read).map(Result::unwrap).collect();
    concat_batches(&schema(table), &batches).unwrap()
}

fn all_rows(store: &Path) -> Vec<RecordBatch> {
    TABLES.map(|table| rows(store, table)).into()
}

/// Every file in a store's folders of tables.
fn files(store: &Path) -> Vec<String> {
    let folders = TABLES.map(|table| store.join(table.name()));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().path().strip_prefix(store).unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// A store with all articles, coded in one go.
fn undisturbed(path: &Path) -> Store {
    let store = Store::create_or_open(path).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    for (key, record) in articles() {
        assert!(writer.add(&key, &record).unwrap());
    }
    writer.finish().unwrap();
    store
}

/// All rows of a store's committed segments, each in words, sorted: what must be the same whatever happened in between.
fn sorted_rows(store: &Path) -> Vec<String> {
    let store = Store::open(store).unwrap();
    let mut all = Vec::new();
    for segment in store.segments().unwrap() {
        for table in TABLES {
            for batch in crate::reading::whole_table(store.path(), &segment, table).unwrap() {
                let batch = batch.unwrap();
                let options = FormatOptions::default().with_null("null");
                let columns: Vec<_> =
                    batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
                for row in 0..batch.num_rows() {
                    let values: Vec<_> = columns.iter().map(|column| column.value(row).to_string()).collect();
                    all.push(format!("{}: {}", table.name(), values.join(" | ")));
                }
            }
        }
    }
    all.sort();
    all
}

/// The derived tables, byte for byte.
fn derived_bytes(store: &Path) -> Vec<Vec<u8>> {
    crate::DERIVED.iter().map(|derived| std::fs::read(store.join(derived.path())).unwrap()).collect()
}

/// A column of strings.
fn texts_of(batch: &RecordBatch, column: &str) -> Vec<String> {
    let column = batch.column_by_name(column).unwrap().as_string::<i32>();
    column.iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}
