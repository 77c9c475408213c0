//! `export`, `sample` and `judge`: from a store to files and back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;

use program::{Folder, example, run};

/// A folder with a store of two articles.
fn coded() -> (Folder, String) {
    let folder = Folder::new(&[]);
    let store = folder.path("store");
    let coded = run(&["code", &example("brief.txt"), &example("wire.jsonl"), "--into", &store]);
    assert_eq!(coded.status, 0, "{}", coded.err);
    (folder, store)
}

#[test]
fn the_records_of_a_store_are_those_that_read_prints() {
    let (_folder, store) = coded();
    let line = |text: &str| -> Vec<serde_json::Value> {
        let mut records: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        records.sort_by_key(|record| record["doc"]["id"].to_string());
        for event in records.iter_mut().flat_map(|record| record["events"].as_array_mut().unwrap()) {
            if !event["location"].is_null() {
                event["location"]["span"] = serde_json::Value::Null; // which the tables do not keep
            }
        }
        records
    };
    let read = run(&["read", &example("brief.txt"), &example("wire.jsonl"), "--format", "jsonl"]);
    let exported = run(&["export", &store, "--format", "jsonl"]);
    assert_eq!(exported.status, 0, "{}", exported.err);
    assert_eq!(line(&exported.out), line(&read.out));
    assert!(exported.err.contains("exported  4 records of 4 documents"), "{}", exported.err);
}

#[test]
fn trees_are_read_again_and_are_those_that_parse_prints() {
    let (_folder, store) = coded();
    let parsed = run(&["parse", &example("brief.txt"), "--format", "conllu"]);
    let exported = run(&["export", &store, "--format", "conllu", "--threads", "2"]);
    assert_eq!(exported.status, 0, "{}", exported.err);
    assert!(exported.out.contains(&parsed.out), "the tree of one article among those of all");
    assert!(exported.err.contains("stores hold no trees"), "{}", exported.err);
    let refused = run(&["export", &store, "--format", "conllu", "--without-text"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
}

#[test]
fn a_lossy_format_has_a_note_beside_it_and_a_file_is_replaced_whole() {
    let (folder, store) = coded();
    let path = folder.path("events.csv");
    fs::write(&path, "before").unwrap();
    let exported = run(&["export", &store, "--format", "gdelt", "--output", &path]);
    assert_eq!((exported.status, exported.out.as_str()), (0, ""), "{}", exported.err);
    assert!(fs::read_to_string(&path).unwrap().lines().all(|line| line.split('\t').count() == 61));
    let note = fs::read_to_string(folder.path("events.csv.about.txt")).unwrap();
    assert!(note.starts_with("GDELT 2.0 event columns hold less"), "{note}");
    let nowhere = run(&["export", &store, "--format", "csv", "--output", &folder.path("no/such/folder.csv")]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.contains("check the folder"), "{}", nowhere.err);
}

#[test]
fn what_cannot_be_meant_is_said() {
    let (folder, store) = coded();
    let unknown = run(&["export", &store, "--format", "csv", "--table", "quotes"]);
    assert!(unknown.status == 2 && unknown.err.contains("statements"), "{}", unknown.err);
    let no_table = run(&["export", &store, "--format", "plover", "--table", "events"]);
    assert!(no_table.status == 2 && no_table.err.contains("--format csv"), "{}", no_table.err);
    let no_store = run(&["export", &folder.path("nothing"), "--format", "csv"]);
    assert!(no_store.status == 2 && no_store.err.contains("no store here"), "{}", no_store.err);
    let no_strata = run(&["sample", &store, "--by", "colour"]);
    assert!(no_strata.status == 2 && no_strata.err.contains("status"), "{}", no_strata.err);
}

#[test]
fn a_sample_is_judged_and_never_overwritten() {
    let (folder, store) = coded();
    let sheet = folder.path("sheet.csv");
    let drawn = run(&["sample", &store, "-n", "8", "--seed", "7", "--kind", "statements", "--output", &sheet]);
    assert_eq!(drawn.status, 0, "{}", drawn.err);
    assert!(drawn.err.contains("drawn     8 of "), "{}", drawn.err);
    let again = run(&["sample", &store, "-n", "8", "--output", &sheet]);
    assert!(again.status == 2 && again.err.contains("somebody may have judged"), "{}", again.err);

    let nothing = run(&["judge", &sheet]);
    assert!(nothing.status == 2 && nothing.err.contains("nothing is judged yet"), "{}", nothing.err);
    // The last two cells are empty; six say yes, two say no.
    let text = fs::read_to_string(&sheet).unwrap();
    let judged: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(row, line)| match row {
            0 => line.to_owned(),
            1 | 2 => format!("{}no,why", line.strip_suffix(',').unwrap()),
            _ => format!("{}yes,", line.strip_suffix(',').unwrap()),
        })
        .collect();
    fs::write(&sheet, judged.join("\n")).unwrap();
    let told = run(&["judge", &sheet, "--by", "kind"]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.out.contains("0.750 [0.409, 0.929]      6 of     8"), "{}", told.out);
    assert!(told.out.contains("right by kind"), "{}", told.out);
    fs::write(&sheet, "type,right\nAID,mabye\n").unwrap();
    let mistaken = run(&["judge", &sheet]);
    assert!(mistaken.status == 2 && mistaken.err.contains("row 2"), "{}", mistaken.err);
}
