//! `sql` and `search`, as a user meets them: the queries of docs/querying.md run on a store of the examples.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::path::Path;

use program::{Folder, run};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
const PAGE: &str = include_str!("../../../docs/querying.md");

fn coded() -> (Folder, String) {
    let folder = Folder::new(&[]);
    let store = folder.path("store");
    let code = run(&["code", EXAMPLES, "--into", &store]);
    assert!(Path::new(&store).is_dir(), "{}", code.err);
    (folder, store)
}

/// The queries of the page.
fn queries() -> Vec<&'static str> {
    PAGE.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_queries_of_the_page_run() {
    let (_folder, store) = coded();
    assert!(queries().len() >= 10);
    let mut rows = 0;
    for query in queries() {
        let asked = run(&["sql", &store, query, "--format", "jsonl"]);
        assert_eq!(asked.status, 0, "{query}\n{}", asked.err);
        for line in asked.out.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
            rows += 1;
        }
    }
    assert!(rows > 50, "{rows} rows");
}

#[test]
fn a_wrong_name_is_told_with_the_right_one_and_nothing_is_changed() {
    let (_folder, store) = coded();
    let wrong = run(&["sql", &store, "SELECT typ FROM events"]);
    assert!(wrong.status == 2 && wrong.err.contains("did you mean `type`?"), "{}", wrong.err);
    let refused = run(&["sql", &store, "DROP TABLE events"]);
    assert!(refused.status == 2 && refused.err.contains("only read"), "{}", refused.err);
    assert_eq!(run(&["verify", &store]).status, 0);
}

#[test]
fn what_is_found_stands_where_it_is_said_to_stand() {
    let (_folder, store) = coded();
    let found = run(&["search", &store, "minister", "--format", "jsonl", "--limit", "100"]);
    assert_eq!(found.status, 0, "{}", found.err);
    assert!(found.out.lines().count() > 3, "{}", found.out);
    for line in found.out.lines() {
        let sentence: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(sentence["text"].as_str().unwrap().to_lowercase().contains("minister"), "{line}");
    }
    assert_eq!(run(&["search", &store, "zeppelin", "--format", "jsonl"]).out, "");
    let acts = run(&["search", &store, "--status", "sleeping"]);
    assert!(acts.status == 2 && acts.err.contains("hypothetical"), "{}", acts.err);
}
