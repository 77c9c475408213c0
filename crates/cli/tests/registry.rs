//! `registry`, and the registries that `read` and `code` are given. Nothing here depends on what the model finds.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::fs;
use std::path::Path;

use onrecord_record::Record;
use onrecord_store::{Identity, Recipe, Store, Table};
use program::{Folder, run};

const SHEET: &[u8] = b"name,kind,role,country,sectors,from,to\n\
    Ana Roy,person,foreign minister,KEN,GOV,2026-03-02,2026-03-20\n\
    Ana Roy,person,ambassador,KEN,GOV,2026-06-04,\n\
    Bela Roy,person,striker,HUN,CVL,2010-01-01,2012-01-01\n";

/// A store that holds one record a line of "id day role".
fn store(path: &str, lines: &[(&str, &str, &str)]) {
    let recipe = Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() };
    let mut writer = Store::create_or_open(Path::new(path)).unwrap().writer(&recipe, "0.1.0").unwrap();
    for (id, day, role) in lines {
        let record: Record = serde_json::from_value(serde_json::json!({
            "schema": "onrecord/1",
            "made": {"program": "0.1.0", "model": "wire-1@0a1b", "codebook": null, "registry": null},
            "doc": {"id": id, "uri": null, "publisher": null, "title": null, "language": "en",
                    "published": if day.is_empty() { None } else { Some(day) },
                    "dateline": null, "headline": null, "story": null},
            "text": "Ana Roy said no.", "paragraphs": [[0, 16]], "sentences": [[0, 16]],
            "entities": [{"id": "e1", "type": "person", "name": "Ana Roy", "country": "KEN", "sectors": ["GOV"],
                          "role": role, "wikidata": null,
                          "mentions": [{"span": [0, 7], "head": [4, 7], "kind": "name"}]}],
            "statements": [], "events": []
        }))
        .unwrap();
        let key = recipe.key(&Identity { id: Some(id), text: &record.text, ..Identity::default() });
        assert!(writer.add(&key, &record).unwrap());
    }
    writer.finish().unwrap();
}

#[test]
fn what_a_store_says_of_a_name_becomes_a_sheet_that_can_be_shown() {
    let folder = Folder::new(&[]);
    let (path, out) = (folder.path("store"), folder.path("learned.csv"));
    let documents = [
        ("a", "2026-03-02", "foreign minister"),
        ("b", "2026-03-20", "foreign minister"),
        ("c", "2026-06-04", "ambassador"),
        ("d", "", "ambassador"),
    ];
    store(&path, &documents);
    let built = run(&["registry", "build", &path, "--out", &out]);
    assert_eq!((built.status, built.out.as_str()), (0, ""), "{}", built.err);
    assert!(built.err.contains("learned   2 entries, registry@"), "{}", built.err);
    assert!(built.err.contains("left out  1 mentions in documents of which nobody knows the day"), "{}", built.err);
    let csv = fs::read_to_string(&out).unwrap();
    assert_eq!(
        csv,
        "name,kind,role,country,sectors,from,to,documents,witness_1,witness_2,witness_3\n\
         Ana Roy,person,foreign minister,KEN,GOV,2026-03-02,2026-03-20,2,a,b,\n\
         Ana Roy,person,ambassador,KEN,GOV,2026-06-04,2026-06-04,1,c,,\n"
    );
    assert_eq!(run(&["registry", "build", &path]).out, csv, "the same on standard output");

    let shown = run(&["registry", "show", &out, "roy", "--date", "2026-07-15"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert_eq!(
        shown.out,
        "Ana Roy, person\n\
         · 2026-03-02 – 2026-03-20  foreign minister, KEN, GOV  (2 documents: a, b)\n\
         ▸ 2026-06-04 – 2026-06-04  ambassador, KEN, GOV  (1 document: c)\n\
         \n\
         On 2026-07-15 “roy” is Ana Roy: ambassador, KEN, GOV\n"
    );
    assert_eq!(run(&["registry", "show", &path, "roy", "--date", "2026-07-15"]).out, shown.out, "of the store itself");
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let folder = Folder::new(&[("own.csv", SHEET)]);
    store(&folder.path("store"), &[("a", "2026-03-02", "foreign minister")]);
    let refused = run(&["registry", "build", &folder.path("store"), "--out", &folder.path("own.csv")]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("own.csv: the registry cannot be written"), "{}", refused.err);
    assert!(refused.err.contains("corrections belong in a file of their own"), "{}", refused.err);
    assert_eq!(fs::read(folder.path("own.csv")).unwrap(), SHEET);
}

#[test]
fn a_surname_that_two_bear_is_nobody_and_one_that_nobody_bears_is_said() {
    let folder = Folder::new(&[("own.csv", SHEET)]);
    let shown = run(&["registry", "show", &folder.path("own.csv"), "Roy", "--date", "2009-01-01"]);
    assert_eq!(shown.status, 0);
    assert!(shown.out.contains("Bela Roy, person\n"), "{}", shown.out);
    assert!(shown.out.contains("On 2009-01-01 “Roy” is nobody who can be told\n"), "{}", shown.out);
    let none = run(&["registry", "show", &folder.path("own.csv"), "Lind"]);
    assert_eq!((none.status, none.out.as_str()), (2, ""));
    assert!(none.err.contains("no such name in the registry"), "{}", none.err);
}

#[test]
fn each_record_names_the_registry_and_a_correction_makes_another() {
    let own = b"name,kind,role\nAna Roy,person,judge\n";
    let folder = Folder::new(&[("a.txt", b"Roy said no."), ("learned.csv", SHEET), ("own.csv", own)]);
    let version = |flags: &[&str]| {
        let mut arguments = vec!["read".to_owned(), folder.path("a.txt"), "--format".to_owned(), "jsonl".to_owned()];
        for flag in flags {
            arguments.extend(["--registry".to_owned(), folder.path(flag)]);
        }
        let read = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(read.status, 0, "{}", read.err);
        let record: serde_json::Value = serde_json::from_str(&read.out).unwrap();
        record["made"]["registry"].as_str().map(str::to_owned)
    };
    assert_eq!(version(&[]), None);
    let learned = version(&["learned.csv"]).unwrap();
    assert!(learned.starts_with("registry@") && learned.len() == 21, "{learned}");
    let corrected = version(&["learned.csv", "own.csv"]).unwrap();
    assert_ne!(corrected, learned);
    assert_ne!(version(&["own.csv", "learned.csv"]).unwrap(), corrected, "the last one wins");
}

#[test]
fn another_registry_codes_anew_and_the_same_one_does_not() {
    let folder = Folder::new(&[("a.txt", b"Roy said no."), ("own.csv", SHEET)]);
    let (input, path, own) = (folder.path("a.txt"), folder.path("store"), folder.path("own.csv"));
    let code = |flags: &[&str]| {
        let coded = run(&[&["code", &input, "--into", &path], flags].concat());
        assert_eq!(coded.status, 0, "{}", coded.err);
        Store::open(Path::new(&path)).unwrap().rows(Table::Documents).unwrap()
    };
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--registry", &own]), 2);
    assert_eq!(code(&["--registry", &own]), 2);
    assert_eq!(code(&[]), 2);
}

#[test]
fn a_mistake_in_a_registry_is_named_by_its_line_before_anything_is_done() {
    let bad = b"name,kind,country\nAna Roy,person,KEN\nAna Sol,person,Kenya\n";
    let folder = Folder::new(&[("a.txt", b"Roy said no."), ("bad.csv", bad)]);
    for arguments in [
        ["read", &folder.path("a.txt"), "--registry", &folder.path("bad.csv")],
        ["registry", "show", &folder.path("bad.csv"), "Roy"],
    ] {
        let refused = run(&arguments);
        assert_eq!((refused.status, refused.out.as_str()), (2, ""));
        assert!(refused.err.contains("bad.csv: no registry that can be used"), "{}", refused.err);
        assert!(refused.err.contains("line 3: `Kenya` is no country code"), "{}", refused.err);
    }
    let missing = run(&["registry", "show", &folder.path("none.csv"), "Roy"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("none.csv: the registry cannot be read"), "{}", missing.err);
}
