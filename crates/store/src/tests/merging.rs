//! Merging: other stores come in once, whole or not at all, whatever is killed in between.

use std::fs;
use std::path::Path;

use onrecord_record::Record;

use super::faults::{FaultyDisk, nothing_unlisted};
use super::{article, derived_bytes, key, recipe, sorted_rows};
use crate::held::Held;
use crate::layout::Layout;
use crate::upkeep::Upkeep;
use crate::writer::Writer;
use crate::{Bounds, DocKey, Identity, Merged, Recipe, Selection, Store, StoreError, TABLES, Table};

/// Ten articles, each of another text, and their keys.
fn articles() -> Vec<(DocKey, Record)> {
    let records = (0..10).map(|i| article(&format!("a{i}"), &format!("Ana Lind {i}")));
    records.map(|record| (key(&record), record)).collect()
}

/// A store with some of the articles, two documents a segment.
fn part(path: &Path, numbers: impl IntoIterator<Item = usize>) {
    Store::create_or_open(path).unwrap();
    let bounds = Bounds { documents: 2, ..Bounds::default() };
    let writer = Writer::open(&Layout::new(path), &recipe(), "0.1.0", Box::new(FaultyDisk::sound())).unwrap();
    let mut writer = writer.with_bounds(bounds);
    let articles = articles();
    for (key, record) in numbers.into_iter().map(|number| &articles[number]) {
        writer.add(key, record).unwrap();
    }
    writer.finish().unwrap();
}

fn merge_with(into: &Path, others: &[&Path], disk: FaultyDisk) -> Result<Merged, StoreError> {
    Store::create_or_open(into)?;
    let mut upkeep = Upkeep::new(Held::take(&Layout::new(into), "0.1.0", Box::new(disk))?);
    let mut all = Merged::default();
    for other in others {
        all += upkeep.merge(&Store::open(other)?)?;
    }
    Ok(all)
}

/// Merges, and makes what is derived.
fn merge(into: &Path, others: &[&Path]) -> Merged {
    let merged = merge_with(into, others, FaultyDisk::sound()).unwrap();
    Upkeep::new(Held::take(&Layout::new(into), "0.1.0", Box::new(FaultyDisk::sound())).unwrap()).refresh().unwrap();
    merged
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

fn sound(store: &Path) {
    assert_eq!(Store::open(store).unwrap().verify().unwrap().findings, []);
    nothing_unlisted(store);
}

fn take_out(store: &Path, id: &str) {
    let selection = Selection { ids: [id.to_owned()].into(), ..Selection::default() };
    assert_eq!(Store::open(store).unwrap().upkeep("0.1.0").unwrap().remove(&selection).unwrap().documents, 1);
}

/// Rows and derived tables of a store that has coded all by itself.
fn whole(folder: &Path) -> (Vec<String>, Vec<Vec<u8>>) {
    let path = folder.join("whole");
    part(&path, 0..10);
    Store::open(&path).unwrap().upkeep("0.1.0").unwrap().rebuild().unwrap();
    (sorted_rows(&path), derived_bytes(&path))
}

#[test]
fn parts_that_overlap_make_the_whole_and_a_second_merge_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    part(&at("a"), 0..5);
    part(&at("b"), 3..8);
    part(&at("c"), [9, 8, 0]);
    let parts = [&*at("a"), &*at("b"), &*at("c")];
    let merged = merge(&at("all"), &parts);
    assert_eq!(merged, Merged { segments: 6, documents: 10, known: 3, ..Merged::default() });
    assert_eq!((sorted_rows(&at("all")), derived_bytes(&at("all"))), whole(folder.path()));
    sound(&at("all"));

    let state = || Store::open(at("all")).unwrap().state().unwrap();
    let before = state();
    let again = merge(&at("all"), &parts);
    assert_eq!(again, Merged { known: 13, ..Merged::default() });
    assert_eq!(state(), before);
}

#[test]
fn a_segment_of_which_nothing_is_known_is_copied_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (from, into) = (folder.path().join("from"), folder.path().join("into"));
    part(&from, 0..2);
    merge(&into, &[&from]);
    for table in TABLES {
        let file = format!("{}/000001.parquet", table.name());
        assert!(fs::read(from.join(&file)).unwrap() == fs::read(into.join(&file)).unwrap(), "{file}");
    }
}

#[test]
fn what_another_model_coded_stands_beside() {
    let folder = tempfile::tempdir().unwrap();
    let (from, into) = (folder.path().join("from"), folder.path().join("into"));
    part(&into, 0..2);
    let other = Recipe { model: "wire-2@ffff".into(), ..recipe() };
    let record = article("a0", "Ana Lind");
    let mut writer = Store::create_or_open(&from).unwrap().writer(&other, "0.1.0").unwrap();
    writer.add(&other.key(&Identity { text: &record.text, ..Identity::default() }), &record).unwrap();
    writer.finish().unwrap();
    assert_eq!(merge(&into, &[&from]).documents, 1);
    let store = Store::open(&into).unwrap();
    assert_eq!(store.rows(Table::Documents).unwrap(), 3);
    // Both recipes are entered: what each coded is not joined with the other's.
    let compacted = store.upkeep("0.1.0").unwrap().compact(crate::Joining::default()).unwrap();
    assert_eq!(compacted.after, 2);
    sound(&into);
}

#[test]
fn what_was_taken_out_of_either_is_out_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    part(&at("a"), 0..6);
    part(&at("b"), 4..10);
    take_out(&at("a"), "a5"); // b has it still
    take_out(&at("b"), "a4"); // a has it still
    let merged = merge(&at("a"), &[&at("b")]);
    assert_eq!(merged, Merged { segments: 2, documents: 4, known: 0, removed: 1, taken_out: 1 });
    let store = Store::open(at("a")).unwrap();
    let articles = articles();
    let held: Vec<_> = (0..10).filter(|&number| store.is_done(&articles[number].0).unwrap()).collect();
    assert_eq!(held, [0, 1, 2, 3, 6, 7, 8, 9]);
    assert_eq!(store.removed().unwrap(), 2);
    sound(&at("a"));
    assert_eq!(merge(&at("a"), &[&at("b")]), Merged { known: 4, removed: 1, ..Merged::default() });
}

#[test]
fn a_file_that_is_not_what_was_committed_does_not_come_in() {
    let folder = tempfile::tempdir().unwrap();
    let (from, into) = (folder.path().join("from"), folder.path().join("into"));
    part(&from, 0..4);
    let path = from.join("events/000002.parquet");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let said = merge_with(&into, &[&from], FaultyDisk::sound()).unwrap_err().to_string();
    assert!(said.contains("events/000002.parquet: not the bytes that were committed"), "{said}");
    bytes.pop();
    fs::write(&path, &bytes).unwrap();
    let said = merge_with(&into, &[&from], FaultyDisk::sound()).unwrap_err().to_string();
    assert!(said.contains("but the catalogue says"), "{said}");
    assert_eq!(Store::open(&into).unwrap().rows(Table::Documents).unwrap(), 2, "the sound segment before it is in");
    nothing_unlisted(&into);
}

#[test]
fn a_store_is_not_merged_into_itself() {
    let folder = tempfile::tempdir().unwrap();
    part(folder.path(), 0..1);
    let said = merge_with(folder.path(), &[&folder.path().join(".")], FaultyDisk::sound()).unwrap_err().to_string();
    assert!(said.contains("the same store"), "{said}");
}

/// At every step the disk is full once, or the program is killed; then the same command is given again.
#[test]
fn a_merge_that_ends_at_any_step_is_made_whole_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    part(&at("b"), 2..5);
    part(&at("c"), [4, 5, 9]);
    take_out(&at("c"), "a9");
    part(&at("fresh"), [0, 3, 9]);
    let fresh = |into: &Path| copy(&at("fresh"), into);
    let others = [&*at("b"), &*at("c")];
    fresh(&at("wanted"));
    assert_eq!(merge(&at("wanted"), &others).taken_out, 1);
    let wanted = (sorted_rows(&at("wanted")), derived_bytes(&at("wanted")));
    for killed in [false, true] {
        let mut steps = 0;
        // Hundreds of steps are writes of a few bytes that are all alike: a stride that meets every kind of step suffices.
        for fault in (usize::from(killed)..).step_by(7) {
            let into = at(&format!("into-{killed}-{fault}"));
            fresh(&into);
            if merge_with(&into, &others, FaultyDisk::new(fault, killed)).is_ok() {
                break;
            }
            steps += 1;
            merge(&into, &others);
            assert!((sorted_rows(&into), derived_bytes(&into)) == wanted, "step {fault}");
            sound(&into);
            fs::remove_dir_all(&into).unwrap();
        }
        assert!(steps > 20, "only {steps} steps were tried");
    }
    assert!(!Store::open(at("wanted")).unwrap().is_done(&key(&articles()[9].1)).unwrap());
}
