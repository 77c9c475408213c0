//! `onrecord import`: what another program has coded comes into a store as if `code` had.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;
use std::path::Path;

use program::{Folder, example, results, rows, run};

#[test]
fn what_is_imported_has_the_rows_that_code_writes_and_comes_in_once() {
    let folder = Folder::new(&[]);
    let (coded, store) = (folder.path("coded"), folder.path("store"));
    let done = run(&["code", &example("wire.jsonl"), "--into", &coded]);
    assert_eq!(done.status, 0, "{}", done.err);
    let manifest = results::write(Path::new(&coded), Path::new(&folder.path("results")), 2);
    let manifest = manifest.to_str().unwrap();
    let done = run(&["import", &store, manifest]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("from 2 files\n") && !done.out.starts_with("came in   0"), "{}", done.out);
    assert!(rows::of(Path::new(&store)) == rows::of(Path::new(&coded)), "other rows");
    assert_eq!(run(&["verify", &store]).status, 0);

    let again = run(&["import", &store, manifest]);
    assert_eq!(again.status, 0);
    assert!(again.out.starts_with("came in   0 documents from 2 files\n"), "{}", again.out);
    // Nor does `code` do anew what came in so.
    let done = run(&["code", &example("wire.jsonl"), "--into", &store]);
    assert!(done.err.contains("coded     0 documents"), "{}", done.err);
}

#[test]
fn a_manifest_that_is_none_is_refused_by_name() {
    let folder = Folder::new(&[("manifest.json", b"{\"onrecord\": \"manifest/1\"}")]);
    let refused = run(&["import", &folder.path("store"), &folder.path("manifest.json")]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("missing field `files`"), "{}", refused.err);
    fs::remove_file(folder.path("manifest.json")).unwrap();
    let refused = run(&["import", &folder.path("store"), &folder.path("manifest.json")]);
    assert!(refused.err.contains("the manifest cannot be read"), "{}", refused.err);
}
