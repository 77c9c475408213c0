//! Every kind of damage is found and named.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{articles, recipe, undisturbed};
use crate::{Store, Table, Verified};

fn verified(store: &Path) -> Verified {
    Store::open(store).unwrap().verify().unwrap()
}

/// What is wrong, after something was done to a sound store.
fn after(damage: impl Fn(&Path)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    store.upkeep("0.1.0").unwrap().rebuild().unwrap();
    assert_eq!(verified(folder.path()).findings, []);
    damage(folder.path());
    let findings = verified(folder.path()).findings;
    findings.iter().map(|it| format!("{}: {}; {}", it.place, it.fault, it.remedy)).collect()
}

fn catalogue(store: &Path, sql: &str) {
    Connection::open(store.join("catalogue.sqlite")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_sound_store_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    store.upkeep("0.1.0").unwrap().rebuild().unwrap();
    fs::write(folder.path().join("events/000007.parquet.part"), "left behind").unwrap();
    let verified = verified(folder.path());
    assert_eq!((verified.segments, verified.documents, verified.rows), (1, 10, 150));
    assert_eq!(verified.files, 9 + 4);
    assert_eq!(verified.leftovers, ["events/000007.parquet.part"]);
}

#[test]
fn files_that_are_gone_cut_or_changed_are_named() {
    let gone = after(|store| fs::remove_file(store.join("roles/000001.parquet")).unwrap());
    assert_eq!(gone.len(), 1);
    assert!(gone[0].starts_with("roles/000001.parquet: missing; bring the file back from a copy"), "{gone:?}");
    let changed = after(|store| {
        let path = store.join("statements/000001.parquet");
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    });
    assert!(changed[0].starts_with("statements/000001.parquet: not the bytes that were committed"), "{changed:?}");
    let derived = after(|store| fs::write(store.join("derived/stories/table.parquet"), "").unwrap());
    assert!(
        derived[0].contains("0 bytes, but the catalogue says") && derived[0].contains("onrecord rebuild"),
        "{derived:?}"
    );
}

#[test]
fn a_catalogue_that_says_otherwise_is_named() {
    let documents =
        after(|store| catalogue(store, "DELETE FROM documents WHERE doc = (SELECT min(doc) FROM documents)"));
    assert!(documents[0].contains("its documents are not those that the catalogue lists"), "{documents:?}");
    let table = after(|store| catalogue(store, "DELETE FROM files WHERE table_name = 'events'"));
    assert!(table[0].starts_with("events: segment 1 has no file of this table"), "{table:?}");
}

#[test]
fn rows_that_contradict_each_other_are_named() {
    // Such a store comes of a fault of the program alone, so it is made of a record with one.
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    let (key, mut record) = articles()[0].clone();
    record.events[0].statement = Some("s9".to_owned());
    record.entities[1].id = "e1".to_owned();
    writer.add(&key, &record).unwrap();
    writer.finish().unwrap();
    let findings = verified(folder.path()).findings;
    let faults: Vec<_> = findings.iter().map(|it| (it.place.as_str(), it.fault.as_str())).collect();
    let has =
        |place: &str, words: &str| faults.iter().any(|(at, fault)| at.starts_with(place) && fault.contains(words));
    assert!(has("entities/", "e1 stands there twice"), "{faults:?}");
    assert!(has("events/", "there is no statement s9"), "{faults:?}");
    assert!(has("roles/", "there is no entity e2"), "{faults:?}");
}

#[test]
fn what_was_derived_of_an_earlier_state_is_named() {
    let findings = after(|store| {
        let store = Store::open(store).unwrap();
        let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
        let record = super::article("b1", "Una Berg");
        writer.add(&super::key(&record), &record).unwrap();
        writer.finish().unwrap();
        assert_eq!(store.rows(Table::Signatures).unwrap(), 11);
    });
    assert_eq!(findings.len(), 4);
    assert!(findings.iter().all(|it| it.contains("made of an earlier state of the store")), "{findings:?}");
}
