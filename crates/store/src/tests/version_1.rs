//! A store that the first version wrote, `tests/version-1`: it opens, is complete, and can be gone on with.

use std::fs;
use std::path::Path;

use super::{article, key, recipe};
use crate::{Joining, Store, Table};

/// A copy, since opening for writing changes it.
fn copy(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/version-1");
    for entry in fs::read_dir(&from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            fs::copy(path.join("000001.parquet"), target.join("000001.parquet")).unwrap();
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

#[test]
fn a_store_of_version_1_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    copy(folder.path());
    let before = fs::read(folder.path().join("catalogue.sqlite")).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!((store.rows(Table::Documents).unwrap(), store.rows(Table::Signatures).unwrap()), (2, 0));
    assert_eq!((store.removed().unwrap(), store.derived().unwrap()), (0, Vec::new()));
    assert_eq!(store.verify().unwrap().findings, []);
    assert_eq!(store.named_entities().unwrap().filter(Result::is_ok).count(), store.named_entities().unwrap().count());
    assert_eq!(fs::read(folder.path().join("catalogue.sqlite")).unwrap(), before, "reading changes nothing");
}

#[test]
fn a_writer_brings_it_to_this_version_and_its_stories_are_found() {
    let folder = tempfile::tempdir().unwrap();
    copy(folder.path());
    let store = Store::open(folder.path()).unwrap();
    let counts = store.upkeep("0.2.0").unwrap().refresh().unwrap().unwrap();
    assert_eq!((counts.documents, counts.stories), (2, 2));
    let mut writer = store.writer(&recipe(), "0.2.0").unwrap();
    let record = article("a7", "Ana Lind");
    writer.add(&key(&record), &record).unwrap();
    writer.finish().unwrap();
    assert_eq!(store.verify().unwrap().findings.len(), 4, "only what is derived is behind");
    let mut upkeep = store.upkeep("0.2.0").unwrap();
    upkeep.compact(Joining::default()).unwrap();
    assert_eq!(upkeep.refresh().unwrap().unwrap().documents, 3);
    drop(upkeep);
    assert_eq!(store.verify().unwrap().findings, []);
}
