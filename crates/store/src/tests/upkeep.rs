//! Joining, taking out and making anew: what must come of it, and that a kill or a full disk at any step changes nothing
//! of that.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::faults::{FaultyDisk, nothing_unlisted};
use super::{article, articles, derived_bytes, files, key, recipe, rows, sorted_rows, texts_of, undisturbed};
use crate::held::Held;
use crate::layout::Layout;
use crate::upkeep::Upkeep;
use crate::{Bounds, Compacted, Identity, Joining, Removed, Selection, Store, StoreError, TABLES, Table};

/// A store with all articles, in segments of so many.
fn in_segments(path: &Path, documents: usize) {
    let store = Store::create_or_open(path).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap().with_bounds(Bounds { documents, ..Bounds::default() });
    for (key, record) in articles() {
        writer.add(&key, &record).unwrap();
    }
    writer.finish().unwrap();
}

fn upkeep(store: &Path, disk: FaultyDisk) -> Result<Upkeep, StoreError> {
    Ok(Upkeep::new(Held::take(&Layout::new(store), "0.1.0", Box::new(disk))?))
}

fn compact(store: &Path, disk: FaultyDisk) -> Result<Compacted, StoreError> {
    let mut upkeep = upkeep(store, disk)?;
    let compacted = upkeep.compact(Joining::default())?;
    upkeep.refresh()?;
    Ok(compacted)
}

fn ids(ids: &[&str]) -> Selection {
    Selection { ids: ids.iter().map(|id| (*id).to_owned()).collect(), ..Selection::default() }
}

fn remove(store: &Path, disk: FaultyDisk) -> Result<Removed, StoreError> {
    upkeep(store, disk)?.remove(&ids(&["a1", "a6"]))
}

#[test]
fn joined_segments_hold_the_same_rows_and_the_old_files_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    in_segments(folder.path(), 1);
    let before = sorted_rows(folder.path());
    let compacted = compact(folder.path(), FaultyDisk::sound()).unwrap();
    assert_eq!((compacted.before, compacted.after), (10, 1));
    assert!(compacted.bytes_after < compacted.bytes_before);
    assert_eq!(files(folder.path()).len(), TABLES.len());
    assert!(sorted_rows(folder.path()) == before);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.verify().unwrap().findings, []);
    assert!(articles().iter().all(|(key, _)| store.is_done(key).unwrap()));
    assert_eq!(compact(folder.path(), FaultyDisk::sound()).unwrap().after, 1, "there is nothing more to join");
}

#[test]
fn what_different_recipes_coded_is_not_joined() {
    let folder = tempfile::tempdir().unwrap();
    in_segments(folder.path(), 5);
    let other = crate::Recipe { model: "wire-2@ffff".into(), ..crate::Recipe::default() };
    let store = Store::open(folder.path()).unwrap();
    let mut writer = store.writer(&other, "0.1.0").unwrap();
    let record = article("a0", "Ana Lind");
    writer.add(&other.key(&Identity { text: &record.text, ..Identity::default() }), &record).unwrap();
    writer.finish().unwrap();
    assert_eq!(compact(folder.path(), FaultyDisk::sound()).unwrap().after, 2);
}

#[test]
fn a_document_that_was_taken_out_is_in_no_file_and_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    in_segments(folder.path(), 4);
    let store = Store::open(folder.path()).unwrap();
    store.upkeep("0.1.0").unwrap().rebuild().unwrap();
    let (gone, record) = articles()[6].clone();
    fs::create_dir(folder.path().join("derived/search")).unwrap();
    fs::write(folder.path().join("derived/search/index"), "words of a6").unwrap();
    let removed = remove(folder.path(), FaultyDisk::sound()).unwrap();
    assert_eq!(removed, Removed { documents: 2, segments: 2, unknown: Vec::new() });
    nothing_unlisted(folder.path());
    for table in TABLES {
        assert!(!texts_of(&rows(folder.path(), table), "doc").contains(&gone.to_string()), "{table:?}");
    }
    assert!(!folder.path().join("derived/search").exists(), "what others derived goes too");
    assert_eq!(store.verify().unwrap().findings, []);
    assert_eq!((store.rows(Table::Documents).unwrap(), store.removed().unwrap()), (8, 1), "both have the same text");

    // Not under another id nor by another model.
    let other = crate::Recipe { model: "wire-2@ffff".into(), ..crate::Recipe::default() };
    let identity = Identity { text: &record.text, publisher: record.doc.publisher.as_deref(), ..Identity::default() };
    let mut writer = store.writer(&other, "0.1.0").unwrap();
    assert!(writer.claims().unwrap().is_removed(&identity).unwrap());
    assert!(!writer.add(&other.key(&identity), &record).unwrap());
    drop(writer);
    // Only if somebody asks for it; and then it is in like any other.
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap().again();
    assert!(!writer.claims().unwrap().is_removed(&identity).unwrap());
    assert!(writer.add(&gone, &record).unwrap());
    writer.finish().unwrap();
    assert_eq!((store.rows(Table::Documents).unwrap(), store.removed().unwrap()), (9, 0));
}

#[test]
fn documents_are_taken_out_by_key_and_by_publisher_too() {
    let folder = tempfile::tempdir().unwrap();
    in_segments(folder.path(), 4);
    let store = Store::open(folder.path()).unwrap();
    let (key, _) = &articles()[3];
    let removed = store.upkeep("0.1.0").unwrap().remove(&ids(&[&key.to_string(), "nobody"])).unwrap();
    assert_eq!((removed.documents, removed.unknown), (1, vec!["nobody".to_owned()]));
    let publishers = BTreeSet::from(["Örebro Wire".to_owned()]);
    let all = Selection { publishers, ..Selection::default() };
    assert_eq!(store.upkeep("0.1.0").unwrap().remove(&all).unwrap().documents, 9);
    assert_eq!((store.segments().unwrap().len(), files(folder.path()).len()), (0, 0));
    assert_eq!(store.verify().unwrap().findings, []);
}

/// Does `what` with a fault at every step, and again without; then all must be as if there had been none.
fn at_every_step(killed: bool, what: fn(&Path, FaultyDisk) -> Result<(), StoreError>) {
    let wanted = tempfile::tempdir().unwrap();
    in_segments(wanted.path(), 4);
    what(wanted.path(), FaultyDisk::sound()).unwrap();
    let (rows, derived) = (sorted_rows(wanted.path()), derived_bytes(wanted.path()));
    let mut faults = 0;
    for fault in (0..).step_by(if killed { 3 } else { 4 }) {
        let folder = tempfile::tempdir().unwrap();
        in_segments(folder.path(), 4);
        if what(folder.path(), FaultyDisk::new(fault, killed)).is_ok() {
            break;
        }
        faults += 1;
        let verified = Store::open(folder.path()).unwrap().verify().unwrap();
        let serious: Vec<_> = verified.findings.iter().filter(|it| !it.place.starts_with("derived/")).collect();
        assert!(serious.is_empty(), "step {fault}: {serious:?}");
        what(folder.path(), FaultyDisk::sound()).unwrap();
        nothing_unlisted(folder.path());
        assert!(sorted_rows(folder.path()) == rows && derived_bytes(folder.path()) == derived, "step {fault}");
    }
    assert!(faults > 15, "only {faults} steps were tried");
}

#[test]
fn joining_stands_a_full_disk_and_a_kill_at_any_step() {
    at_every_step(true, |store, disk| compact(store, disk).map(drop));
    at_every_step(false, |store, disk| compact(store, disk).map(drop));
}

#[test]
fn taking_out_stands_a_full_disk_and_a_kill_at_any_step() {
    at_every_step(true, |store, disk| remove(store, disk).map(drop));
    at_every_step(false, |store, disk| remove(store, disk).map(drop));
}

#[test]
fn stories_and_counts_do_not_hang_on_segments_or_order() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    in_segments(one.path(), 3);
    let store = Store::create_or_open(two.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    for (key, record) in articles().iter().rev() {
        writer.add(key, record).unwrap();
    }
    writer.finish().unwrap();
    for folder in [&one, &two] {
        let store = Store::open(folder.path()).unwrap();
        let counts = store.upkeep("0.1.0").unwrap().refresh().unwrap().unwrap();
        assert_eq!((counts.documents, counts.stories < 10), (10, true), "they differ by a name");
        assert_eq!(store.upkeep("0.1.0").unwrap().refresh().unwrap(), None, "nothing has changed");
    }
    assert!(derived_bytes(one.path()) == derived_bytes(two.path()));
}

#[test]
fn the_views_name_what_is_committed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    store.upkeep("0.1.0").unwrap().rebuild().unwrap();
    fs::write(folder.path().join("events/000009.parquet"), "left behind").unwrap();
    let views = fs::read_to_string(folder.path().join("views.sql")).unwrap();
    assert!(views.contains("VIEW events AS SELECT * FROM read_parquet(['events/000001.parquet'],"), "{views}");
    for name in ["stories", "events_by_month", "events_daily", "events_by_story"] {
        assert!(views.contains(&format!("VIEW {name} AS")), "{name}: {views}");
    }
    assert!(!views.contains("000009"));
}

#[test]
fn a_key_is_found_again_with_what_to_call_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let record = article("a7", "Ana Lind");
    let named = store.named(&[key(&record), articles()[2].0]).unwrap();
    assert!(named.iter().any(|it| it.id == "a2" && it.title.starts_with("ÖREBRO: The Gazette reported")), "{named:?}");
}
