//! However the work is split, a store holds the same: threads, sizes of segments, runs, the order of inputs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;
use std::path::Path;

use onrecord_store::DERIVED;
use program::{examples, rows, run};

/// Codes each group of inputs in a run of its own.
fn code(store: &Path, runs: &[&[String]], flags: &[&str]) {
    for inputs in runs {
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let done = run(&[&["code"], &inputs[..], &["--into", store.to_str().unwrap()], flags].concat());
        assert_eq!(done.status, 0, "{}", done.err);
    }
}

/// Rows and derived tables.
fn contents(store: &Path) -> (Vec<String>, Vec<Vec<u8>>) {
    let derived = DERIVED.iter().map(|derived| fs::read(store.join(derived.path())).unwrap()).collect();
    (rows::of(store), derived)
}

/// A way to split the work: its name, the inputs of each run, flags.
type Shape<'a> = (&'a str, &'a [&'a [String]], &'a [&'a str]);

#[test]
fn threads_segments_runs_and_order_change_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = examples();
    let turned: Vec<String> = inputs.iter().rev().cloned().collect();
    let plain = folder.path().join("plain");
    code(&plain, &[&inputs], &["--threads", "1"]);
    let wanted = contents(&plain);
    assert!(wanted.0.len() > 1_000, "{} rows", wanted.0.len());

    let half = inputs.len() / 2;
    let shapes: [Shape<'_>; 5] = [
        ("two threads", &[&inputs], &["--threads", "2"]),
        ("eight threads", &[&inputs], &["--threads", "8"]),
        ("small segments", &[&inputs], &["--threads", "8", "--segment-documents", "2"]),
        ("the other way round", &[&turned], &["--threads", "2", "--segment-documents", "5"]),
        ("two runs", &[&inputs[half..], &inputs[..half]], &["--threads", "1"]),
    ];
    for (name, runs, flags) in shapes {
        let store = folder.path().join(name);
        code(&store, runs, flags);
        let found = contents(&store);
        assert!(found.0 == wanted.0, "{name}: other rows");
        assert!(found.1 == wanted.1, "{name}: other derived tables");
    }
}
