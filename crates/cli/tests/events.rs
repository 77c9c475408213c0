//! Events on the command line: in records, explained, after a codebook of one's own.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use program::{Folder, run};
use serde_json::Value;

const ARTICLE: &str = "OSLO, May 4, 2021 (Fjord Press) - Rebels killed three soldiers near Larvik on Monday, the defence ministry \
                       said. Youths looted shops in the town.\n";

fn events(out: &str) -> Vec<Value> {
    let record: Value = serde_json::from_str(out).unwrap();
    record["events"].as_array().unwrap().clone()
}

fn of_type<'e>(events: &'e [Value], kind: &str) -> Vec<&'e Value> {
    events.iter().filter(|event| event["type"] == kind).collect()
}

#[test]
fn an_act_is_told_with_its_sides_and_the_voice_that_vouches_for_it() {
    let folder = Folder::new(&[("a.txt", ARTICLE.as_bytes())]);
    let record = run(&["read", &folder.path("a.txt"), "--format", "jsonl"]);
    assert_eq!(record.status, 0, "{}", record.err);
    let events = events(&record.out);
    let killed = of_type(&events, "ASSAULT")[0];
    assert_eq!((killed["status"].as_str(), killed["quad"].as_str()), (Some("actual"), Some("material_conflict")));
    assert!(killed["statement"].is_string(), "the ministry's word: {killed}");
    let chars: Vec<char> = ARTICLE.chars().collect();
    let words = |span: &Value| {
        let [start, end] = [0, 1].map(|i| usize::try_from(span[i].as_u64().unwrap()).unwrap());
        chars[start..end].iter().collect::<String>()
    };
    assert_eq!(words(&killed["anchor"][0]), "killed");
    assert_eq!(words(&killed["actors"][0]["span"]), "Rebels");
    assert_eq!(words(&killed["recipients"][0]["span"]), "three soldiers");
    assert_eq!(killed["time"]["start"], "2021-05-03");
    let page = run(&["read", &folder.path("a.txt")]);
    assert!(page.out.contains("\nEvents (") && page.out.contains("ASSAULT"), "{}", page.out);
}

#[test]
fn an_act_is_explained_in_words() {
    let folder = Folder::new(&[("a.txt", ARTICLE.as_bytes())]);
    let record = run(&["read", &folder.path("a.txt"), "--format", "jsonl"]);
    let found = events(&record.out);
    let id = of_type(&found, "ASSAULT")[0]["id"].as_str().unwrap().to_owned();
    let told = run(&["explain", &folder.path("a.txt"), &id]);
    assert_eq!(told.status, 0, "{}", told.err);
    for part in ["ASSAULT", "the model: type ASSAULT", "Rebels", "whose word  s1", "“Monday”: 2021-05-03"] {
        assert!(told.out.contains(part), "{part}: {}", told.out);
    }
    let none = run(&["explain", &folder.path("a.txt"), "v99"]);
    assert!(none.out.is_empty() && none.err.contains("no such event"), "{}", none.err);
}

/// A codebook in the folder `mine` with a type of its own.
fn lay_looting_over(folder: &Folder) {
    std::fs::create_dir_all(folder.0.path().join("mine/types")).unwrap();
    let looting = "definition = 'Goods are taken by force in a disorder.'\nquad = 'material_conflict'\nscore = -6.0\n\
                   lexicon = [{ verb = 'loot' }]\nexamples = [{ text = '[a Youths] [v looted] [r shops].' }]\n";
    std::fs::write(folder.0.path().join("mine/types/LOOTING.toml"), looting).unwrap();
}

#[test]
fn a_type_of_ones_own_is_found_without_training() {
    let folder = Folder::new(&[("a.txt", ARTICLE.as_bytes())]);
    lay_looting_over(&folder);
    let args = ["read", &folder.path("a.txt"), "--format", "jsonl", "--codebook", &folder.path("mine")];
    let found = run(&args);
    assert_eq!(found.status, 0, "{}", found.err);
    let record: Value = serde_json::from_str(&found.out).unwrap();
    assert!(record["made"]["codebook"].as_str().unwrap().starts_with("plover@"));
    let events = events(&found.out);
    let looting = of_type(&events, "LOOTING");
    assert_eq!(looting.len(), 1, "{events:#?}");
    // Nobody but the lexicon's entry can tell who did it.
    assert_eq!(looting[0]["actors"].as_array().unwrap().len(), 1, "{events:#?}");
    let plain = run(&["read", &folder.path("a.txt"), "--format", "jsonl"]);
    assert_ne!(serde_json::from_str::<Value>(&plain.out).unwrap()["made"], record["made"]);
}

#[test]
fn how_sure_an_act_must_be_can_be_moved() {
    let folder = Folder::new(&[("a.txt", ARTICLE.as_bytes())]);
    let count = |least: &str| {
        let made = run(&["read", &folder.path("a.txt"), "--format", "jsonl", "--min-confidence", least]);
        events(&made.out).len()
    };
    assert_eq!(count("1"), 0);
    assert!(count("0.01") > count("0.9"));
    let wrong = run(&["read", &folder.path("a.txt"), "--min-confidence", "2"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("a probability is a number from 0 to 1"), "{}", wrong.err);
}

#[test]
fn another_codebook_codes_what_was_kept_without_the_encoder() {
    let folder = Folder::new(&[("a.txt", ARTICLE.as_bytes())]);
    lay_looting_over(&folder);
    let (text, kept, mine) = (folder.path("a.txt"), folder.path("kept"), folder.path("mine"));
    let code = |store: &str, more: &[&str]| {
        let done = run(&[&["code", &text, "--into", &folder.path(store)], more].concat());
        assert_eq!(done.status, 0, "{}", done.err);
        done.err
    };
    let first = code("one", &["--analyses", &kept]);
    assert!(first.contains("analyses  0 taken from what was kept"), "{first}");
    let second = code("two", &["--analyses", &kept, "--codebook", &mine]);
    assert!(second.contains("analyses  1 taken from what was kept"), "{second}");
    code("three", &["--codebook", &mine]);
    let rows = |store: &str| run(&["export", &folder.path(store), "--format", "jsonl"]).out;
    assert!(rows("two").contains("LOOTING"), "{}", rows("two"));
    assert_eq!(rows("two"), rows("three"));
    let odd = run(&["code", &text, "--into", &folder.path("four"), "--analyses", &text]);
    assert!(odd.status != 0 && odd.err.contains("analyses cannot be kept here"), "{}", odd.err);
}
