//! What can stand where a store should.

use std::fs;

use rusqlite::Connection;

use super::{files, recipe, undisturbed};
use crate::{Store, StoreError, Table};

fn catalogue(store: &std::path::Path) -> Connection {
    Connection::open(store.join("catalogue.sqlite")).unwrap()
}

#[test]
fn a_store_is_made_in_nothing_or_in_an_empty_folder_only() {
    let folder = tempfile::tempdir().unwrap();
    let (new, empty, other) = (folder.path().join("a/b"), folder.path().join("c"), folder.path().join("d"));
    fs::create_dir(&empty).unwrap();
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.txt"), "my thesis").unwrap();
    assert!(matches!(Store::open(&new), Err(StoreError::NoStore(_))));
    assert!(Store::create_or_open(&new).is_ok() && Store::open(&new).is_ok());
    assert!(Store::create_or_open(&empty).is_ok());
    assert!(matches!(Store::create_or_open(&other), Err(StoreError::OtherFolder(_))));
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "left as it was");
    let file = folder.path().join("d/thesis.txt");
    assert!(matches!(Store::create_or_open(file), Err(StoreError::Read { .. })));
}

#[test]
fn a_store_whose_making_was_cut_short_is_made_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sentences")).unwrap();
    assert!(Store::create_or_open(folder.path()).is_ok());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalogue.sqlite"), "").unwrap();
    assert!(Store::create_or_open(folder.path()).is_ok());
}

#[test]
fn a_newer_store_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    undisturbed(folder.path());
    catalogue(folder.path())
        .execute_batch("UPDATE about SET value = '3.1.4' WHERE name = 'written_by'; PRAGMA user_version = 7;")
        .unwrap();
    let said = Store::open(folder.path()).err().unwrap().to_string();
    assert!(said.ends_with(
        "a store of version 7, made by onrecord 3.1.4; this program knows versions up to 3: use onrecord 3.1.4 or newer"
    ));
    assert!(matches!(Store::create_or_open(folder.path()), Err(StoreError::Newer { found: 7, .. })));
}

#[test]
fn somebody_elses_database_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    catalogue(folder.path()).execute_batch("CREATE TABLE films (title TEXT)").unwrap();
    let before = fs::read(folder.path().join("catalogue.sqlite")).unwrap();
    assert!(matches!(Store::create_or_open(folder.path()), Err(StoreError::OtherCatalogue(_))));
    assert_eq!(fs::read(folder.path().join("catalogue.sqlite")).unwrap(), before);

    fs::write(folder.path().join("catalogue.sqlite"), "no database at all, but long enough to be looked at").unwrap();
    let said = Store::create_or_open(folder.path()).err().unwrap().to_string();
    assert!(said.contains("bring it back from a copy, or make a new store"), "{said}");
}

#[test]
fn a_committed_file_that_is_gone_or_cut_is_told_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let path = store.files(Table::Statements).unwrap().remove(0);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..100]).unwrap();
    let said = store.writer(&recipe(), "0.1.0").err().unwrap().to_string();
    assert!(said.contains("statements/000001.parquet: 100 bytes, but the catalogue says"), "{said}");
    fs::remove_file(&path).unwrap();
    assert!(matches!(store.writer(&recipe(), "0.1.0"), Err(StoreError::Damaged { .. })));
    fs::write(&path, &whole).unwrap();
    assert!(store.writer(&recipe(), "0.1.0").is_ok());
}

#[test]
fn files_of_the_users_own_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    for name in ["statements/mine.parquet", "statements/notes.txt", "views.sql"] {
        fs::write(folder.path().join(name), "mine").unwrap();
    }
    assert_eq!(store.writer(&recipe(), "0.1.0").unwrap().finish().unwrap().leftovers, 0);
    assert!(files(folder.path()).contains(&"statements/mine.parquet".to_owned()));
}
