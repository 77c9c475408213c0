//! One writer, each document once.

use std::fs;

use super::{all_rows, article, articles, files, key, recipe, undisturbed};
use crate::{Bounds, Recipe, Store, StoreError, Summary, TABLES, Table};

#[test]
fn the_summary_counts_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer =
        store.writer(&recipe(), "0.1.0").unwrap().with_bounds(Bounds { documents: 4, ..Bounds::default() });
    for (key, record) in articles() {
        writer.add(&key, &record).unwrap();
    }
    assert_eq!(writer.summary().documents, 8, "two segments are full, two documents wait");
    let summary = writer.finish().unwrap();
    let bytes = files(folder.path()).iter().map(|name| fs::metadata(folder.path().join(name)).unwrap().len()).sum();
    assert_eq!(
        summary,
        Summary {
            documents: 10,
            sentences: 20,
            entities: 20,
            mentions: 30,
            times: 10,
            statements: 20,
            events: 10,
            roles: 20,
            segments: 3,
            bytes,
            leftovers: 0
        }
    );
    assert_eq!(TABLES.map(|table| store.rows(table).unwrap()), [20, 20, 30, 10, 20, 10, 20, 10, 10]);
    assert_eq!(store.files(Table::Mentions).unwrap().len(), 3);
}

#[test]
fn how_rows_are_cut_into_segments_changes_no_row() {
    let whole = tempfile::tempdir().unwrap();
    undisturbed(whole.path());
    for bounds in [Bounds { documents: 1, ..Bounds::default() }, Bounds { bytes: 3000, ..Bounds::default() }] {
        let cut = tempfile::tempdir().unwrap();
        let store = Store::create_or_open(cut.path()).unwrap();
        let mut writer = store.writer(&recipe(), "0.1.0").unwrap().with_bounds(bounds);
        articles().iter().for_each(|(key, record)| assert!(writer.add(key, record).unwrap()));
        assert!(writer.finish().unwrap().segments > 2);
        assert_eq!(all_rows(cut.path()), all_rows(whole.path()));
    }
}

#[test]
fn run_twice_nothing_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let before = files(folder.path());
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    let claims = writer.claims().unwrap();
    for (key, record) in articles() {
        assert!(store.is_done(&key).unwrap());
        assert!(!claims.claim(&key).unwrap());
        assert!(!writer.add(&key, &record).unwrap(), "even where nobody asked before");
    }
    assert_eq!(writer.finish().unwrap(), Summary::default());
    assert_eq!(files(folder.path()), before);
}

#[test]
fn the_same_content_twice_in_one_run_is_coded_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    let claims = writer.claims().unwrap();
    let record = article("a", "Ana Lind");
    let key = key(&record);
    // The reading thread asks before coding, and again for the copy: while it is coded, written, and done.
    assert!(claims.claim(&key).unwrap());
    assert!(!claims.claim(&key).unwrap());
    assert!(writer.add(&key, &record).unwrap());
    assert!(!writer.add(&key, &record).unwrap());
    assert!(!store.is_done(&key).unwrap());
    writer.commit().unwrap();
    assert!(store.is_done(&key).unwrap());
    assert!(!claims.claim(&key).unwrap());
    assert_eq!(writer.finish().unwrap().documents, 1);
}

#[test]
fn another_model_codes_anew_beside_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let newer = Recipe { model: "wire-2@ffff".into(), settings: "sources=strict".into(), ..Recipe::default() };
    let record = article("a0", "Ana Lind");
    let key = newer.key(&crate::Identity { id: Some("a0"), text: &record.text, ..crate::Identity::default() });
    let mut writer = store.writer(&newer, "0.1.0").unwrap();
    assert!(writer.add(&key, &record).unwrap());
    writer.finish().unwrap();
    assert_eq!(store.rows(Table::Documents).unwrap(), 11);
}

#[test]
fn a_second_writer_is_told_by_whom_and_readers_are_not_disturbed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.7.3").unwrap();
    let told = store.writer(&recipe(), "0.1.0").err().unwrap();
    assert!(matches!(told, StoreError::Locked { .. }));
    let (told, process) = (told.to_string(), format!("process {}", std::process::id()));
    assert!(told.contains("another writer is at work (onrecord 0.7.3") && told.contains(&process), "{told}");

    let (key, record) = &articles()[0];
    writer.add(key, record).unwrap();
    writer.commit().unwrap();
    assert_eq!(Store::open(folder.path()).unwrap().rows(Table::Documents).unwrap(), 1);
    drop(writer);
    assert!(store.writer(&recipe(), "0.1.0").is_ok(), "the lock goes with the writer");
}

#[test]
fn what_was_not_committed_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    let (key, record) = &articles()[0];
    writer.add(key, record).unwrap();
    drop(writer);
    assert_eq!((store.is_done(key).unwrap(), files(folder.path())), (false, Vec::new()));
}
