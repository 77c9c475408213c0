//! The work split between programs that know nothing of each other, and their stores merged.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;
use std::path::Path;

use onrecord_store::{DERIVED, Store, Table};
use program::{Folder, examples, rows, run};

fn contents(store: &Path) -> (Vec<String>, Vec<Vec<u8>>) {
    let derived = DERIVED.iter().map(|derived| fs::read(store.join(derived.path())).unwrap()).collect();
    (rows::of(store), derived)
}

fn documents(store: &str) -> u64 {
    Store::open(store).unwrap().rows(Table::Documents).unwrap()
}

/// Codes a shard into a store of its own.
fn code(inputs: &[&str], shard: &str, store: &str) -> String {
    let done = run(&[&["code"], inputs, &["--shard", shard, "--into", store]].concat());
    assert_eq!(done.status, 0, "{}", done.err);
    done.err
}

#[test]
fn any_number_of_shards_merged_holds_the_rows_of_one_run() {
    let folder = Folder::new(&[]);
    let inputs = examples();
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let turned: Vec<&str> = inputs.iter().rev().copied().collect();
    let plain = folder.path("plain");
    code(&inputs, "1/1", &plain);
    let wanted = contents(Path::new(&plain));
    for count in [2, 5] {
        let merged = folder.path(&format!("merged-{count}"));
        let parts: Vec<String> = (1..=count).map(|number| folder.path(&format!("part-{number}-of-{count}"))).collect();
        for (number, part) in parts.iter().enumerate() {
            // Each job may find the inputs in an order of its own.
            let inputs = if number % 2 == 0 { &inputs } else { &turned };
            code(inputs, &format!("{}/{count}", number + 1), part);
        }
        assert_eq!(parts.iter().map(|part| documents(part)).sum::<u64>(), documents(&plain));
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let done = run(&[&["merge", &merged], &parts[..]].concat());
        assert_eq!(done.status, 0, "{}", done.err);
        let found = contents(Path::new(&merged));
        assert!(found.0 == wanted.0, "{count} shards: other rows");
        assert!(found.1 == wanted.1, "{count} shards: other derived tables");
        assert_eq!(run(&["verify", &merged]).status, 0);

        let again = run(&[&["merge", &merged], &parts[..]].concat());
        assert!(again.out.starts_with("came in   0 documents in 0 segments\n"), "{}", again.out);
    }
}

#[test]
fn a_text_belongs_to_the_same_shard_wherever_its_file_lies() {
    let folder = Folder::new(&[]);
    let texts: Vec<String> = (0..12).map(|number| format!("The council met on Friday over pier {number}.")).collect();
    let write = |place: &str, name: &dyn Fn(usize) -> String| {
        fs::create_dir(folder.path(place)).unwrap();
        for (number, text) in texts.iter().enumerate() {
            fs::write(folder.path(&format!("{place}/{}", name(number))), text).unwrap();
        }
    };
    write("here", &|number| format!("{number:02}.txt"));
    write("there", &|number| format!("turned-{:02}.txt", 99 - number));
    let said = code(&[&folder.path("here")], "1/3", &folder.path("store"));
    let first = documents(&folder.path("store"));
    assert!(0 < first && first < 12, "{said}");
    assert!(said.contains(&format!("{} of other shards", 12 - first)), "{said}");
    let said = code(&[&folder.path("there")], "1/3", &folder.path("store"));
    assert!(said.contains("coded     0 documents") && said.contains(&format!("{first} done before")), "{said}");
}

#[test]
fn a_shard_that_there_is_not_is_explained() {
    let refused = run(&["code", "articles", "--shard", "0/4", "--into", "store"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("where jobs are counted from 0, add 1"), "{}", refused.err);
}

#[test]
fn what_is_no_store_is_named_before_anything_is_merged() {
    let folder = Folder::new(&[]);
    let refused = run(&["merge", &folder.path("all"), &folder.path("nothing")]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("no store here; check the path"), "{}", refused.err);
    assert!(!Path::new(&folder.path("all")).exists());
}
