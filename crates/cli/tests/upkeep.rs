//! `stories`, `verify`, `compact`, `remove`, `rebuild`, as a user meets them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;
use std::path::Path;

use onrecord_store::{Store, Table};
use program::{Folder, run};

/// A wire article, a copy of it in another house, and something else.
const WIRE: &str = r#"{"id": "w1", "publisher": "Night Wire", "text": "ARDEN BAY (NPW) - The harbour ministry rejected on Tuesday the accusation that its inspectors had altered a report on the loss of the ferry Saint Brannoc. Not one word was touched, the minister, Ilse Varga, told the chamber."}
{"id": "g1", "publisher": "Harbour Gazette", "text": "The harbour ministry rejected on Tuesday the accusation that its inspectors had altered a report on the loss of the ferry Saint Brannoc. “Not one word was touched”, the minister, Ilse Varga, told the chamber. (Reporting by Ana Roy)"}
{"id": "g2", "publisher": "Harbour Gazette", "text": "Rebels attacked the town of Orrel on Friday and withdrew before dawn, two officers said."}
"#;

fn coded() -> (Folder, String, String) {
    let folder = Folder::new(&[("wire.jsonl", WIRE.as_bytes())]);
    let (wire, store) = (folder.path("wire.jsonl"), folder.path("store"));
    let code = run(&["code", &wire, "--into", &store, "--segment-documents", "1"]);
    assert_eq!(code.status, 0, "{}", code.err);
    assert!(code.err.contains("stories   2 in the store's 3 documents"), "{}", code.err);
    (folder, wire, store)
}

#[test]
fn copies_of_a_story_are_counted_and_the_largest_is_named() {
    let (_folder, _, store) = coded();
    let told = run(&["stories", &store]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.out.starts_with("documents 3\nstories   2, 1 documents are copies\n"), "{}", told.out);
    let largest = told.out.lines().last().unwrap();
    assert!(largest.starts_with("     2  ") && largest.contains("The harbour ministry rejected"), "{}", told.out);
}

#[test]
fn a_sound_store_is_told_so_and_a_broken_one_by_file_and_remedy() {
    let (_folder, _, store) = coded();
    let sound = run(&["verify", &store]);
    assert_eq!(sound.status, 0, "{}{}", sound.out, sound.err);
    assert!(sound.out.contains("3 documents") && sound.out.ends_with("verdict   sound\n"), "{}", sound.out);
    let path = Store::open(Path::new(&store)).unwrap().files(Table::Events).unwrap().remove(0);
    fs::write(&path, "nothing").unwrap();
    let broken = run(&["verify", &store]);
    assert_eq!(broken.status, 1);
    assert!(broken.out.contains("events/000001.parquet: 7 bytes, but the catalogue says"), "{}", broken.out);
    assert!(broken.out.contains("bring the file back from a copy of the store"), "{}", broken.out);
    assert_eq!(run(&["verify", &format!("{store}/nothing")]).status, 2);
}

#[test]
fn small_segments_are_joined() {
    let (_folder, _, store) = coded();
    let joined = run(&["compact", &store]);
    assert_eq!(joined.status, 0, "{}", joined.err);
    assert!(joined.out.contains("3 before, 1 now"), "{}", joined.out);
    assert_eq!(run(&["verify", &store]).status, 0);
}

#[test]
fn what_is_taken_out_stays_out_until_somebody_wants_it_back() {
    let (folder, wire, store) = coded();
    let nobody = run(&["remove", &store, "x1"]);
    assert_eq!(nobody.status, 2);
    assert!(nobody.err.contains("x1: no document has this id or publisher"), "{}", nobody.err);
    fs::write(folder.path("takedown.txt"), "w1\n\n").unwrap();
    let removed = run(&["remove", &store, "--ids", &folder.path("takedown.txt")]);
    assert_eq!((removed.status, removed.err.as_str()), (0, ""));
    assert!(removed.out.contains("removed   1 documents"), "{}", removed.out);
    assert_eq!(run(&["verify", &store]).status, 0);

    let code = run(&["code", &wire, "--into", &store]);
    assert_eq!(code.status, 0, "{}", code.err);
    assert!(code.err.contains("coded     0 documents") && code.err.contains("1 removed for good"), "{}", code.err);
    let code = run(&["code", &wire, "--into", &store, "--again"]);
    assert!(code.err.contains("coded     1 documents"), "{}", code.err);

    let removed = run(&["remove", &store, "--publisher", "Harbour Gazette"]);
    assert!(removed.out.contains("removed   2 documents"), "{}", removed.out);
    let told = run(&["rebuild", &store]);
    assert_eq!((told.status, told.out.as_str()), (0, "documents 1\nstories   1, 0 documents are copies\n"));
}
