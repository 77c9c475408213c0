//! Searches over a small store of invented news.

use std::fs;
use std::path::Path;

use onrecord_record::Record;
use onrecord_store::{Identity, Recipe, Store};
use serde_json::json;
use tempfile::TempDir;

use crate::{Filters, Notice, Search};

/// Where the words stand in the text, in code points.
fn at(text: &str, words: &str) -> [usize; 2] {
    let start = text[..text.find(words).unwrap()].chars().count();
    [start, start + words.chars().count()]
}

/// An article of two sentences: a minister says something, and an act is told in the article's own voice.
fn article(id: &str, published: &str, minister: &str) -> Record {
    let first = format!("“Örebro will not pay,” Minister {minister} said on Friday.");
    let second = "Norrland's senators had condemned the ferry tax before.";
    let text = format!("{first} {second}");
    let record = json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "m", "codebook": null, "registry": null},
        "doc": {"id": id, "uri": null, "publisher": "Harbour Wire", "title": null, "language": "en",
                "published": published, "dateline": null, "headline": null, "story": null},
        "text": text,
        "paragraphs": [[0, text.chars().count()]],
        "sentences": [at(&text, &first), at(&text, second)],
        "entities": [
            {"id": "e1", "type": "person", "name": minister, "country": "SWE", "sectors": ["GOV"], "role": "Minister",
             "wikidata": null, "mentions": [{"span": at(&text, minister), "head": at(&text, minister), "kind": "name"}]},
            {"id": "e2", "type": "place", "name": "Norrland", "country": "NOR", "sectors": [], "role": null,
             "wikidata": null, "mentions": [{"span": at(&text, "Norrland"), "head": at(&text, "Norrland"), "kind": "name"}]}
        ],
        "times": [],
        "statements": [
            {"id": "s1", "kind": "direct", "within": null, "negated": false, "confidence": 0.9,
             "source": {"spans": [at(&text, &format!("Minister {minister}"))], "entities": ["e1"], "kind": "named"},
             "cue": {"spans": [at(&text, "said")], "class": "say"},
             "content": {"spans": [at(&text, "“Örebro will not pay,”")]}}
        ],
        "events": [
            {"id": "v1", "type": "REJECT", "mode": null, "contexts": [], "cameo": null, "quad": "verbal_conflict",
             "intensity": -4.0, "anchor": [at(&text, "not pay")],
             "actors": [{"span": null, "entity": "e1", "country": "SWE", "sectors": ["GOV"]}], "recipients": [],
             "location": null, "time": {"span": null, "start": published, "end": published}, "status": "future",
             "statement": "s1", "confidence": 0.8, "reasons": []},
            {"id": "v2", "type": "ACCUSE", "mode": null, "contexts": [], "cameo": null, "quad": "verbal_conflict",
             "intensity": -2.0, "anchor": [at(&text, "condemned")],
             "actors": [{"span": null, "entity": "e2", "country": "NOR", "sectors": ["LEG"]}], "recipients": [],
             "location": null, "time": {"span": null, "start": published, "end": published}, "status": "actual",
             "statement": null, "confidence": 0.8, "reasons": []}
        ]
    });
    serde_json::from_value(record).unwrap()
}

fn add(store: &Path, records: &[Record]) {
    let recipe = Recipe { model: "m".into(), ..Recipe::default() };
    let mut writer = Store::create_or_open(store).unwrap().writer(&recipe, "0.1.0").unwrap();
    for record in records {
        let key = recipe.key(&Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() });
        writer.add(&key, record).unwrap();
    }
    writer.finish().unwrap();
}

fn store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), &[article("a1", "2026-03-01", "Ana Lind"), article("a2", "2026-04-01", "Per Ek")]);
    folder
}

fn open(store: &Path) -> (Search, Vec<Notice>) {
    let mut notices = Vec::new();
    let search = Search::open(store, |notice| notices.push(notice)).unwrap();
    (search, notices)
}

/// `a1:2` for the second sentence of document a1.
fn found(search: &Search, words: &str, filters: &Filters) -> Vec<String> {
    let mut found: Vec<_> = search
        .find(words, filters, 10)
        .unwrap()
        .hits
        .iter()
        .map(|hit| format!("{}:{}", hit.sentence.id, hit.sentence.sentence))
        .collect();
    found.sort();
    found
}

#[test]
fn words_in_any_form_phrases_in_order_and_what_must_not_stand_there() {
    let folder = store();
    let search = open(folder.path()).0;
    let found = |words| found(&search, words, &Filters::default());
    assert_eq!(found("ferries"), ["a1:2", "a2:2"], "by the stem");
    assert_eq!(found("orebro ana"), ["a1:1"], "without accents and case");
    assert_eq!(found("\"will not pay\""), ["a1:1", "a2:1"]);
    assert_eq!(found("\"not will pay\""), [""; 0]);
    assert_eq!(found("minister NOT lind"), ["a2:1"]);
    assert_eq!(found("lind OR ek"), ["a1:1", "a2:1"]);
    assert_eq!(found("NOT minister"), ["a1:2", "a2:2"]);
    assert_eq!(found("sen*"), ["a1:2", "a2:2"]);
}

#[test]
fn who_says_it_about_whom_and_what_is_done() {
    let folder = store();
    let search = open(folder.path()).0;
    let found = |words, filters| found(&search, words, &filters);
    let speaker = |name: &str| Filters { speaker: Some(name.into()), ..Filters::default() };
    let list = |word: &str| vec![word.to_owned()];
    assert_eq!(found("", speaker("lind")), ["a1:1"]);
    assert_eq!(found("", speaker("minister per")), ["a2:1"], "by the words of the source as well");
    assert_eq!(found("ferry", speaker("lind")), [""; 0]);
    assert_eq!(found("", Filters { about: Some("norrland".into()), ..Filters::default() }), ["a1:2", "a2:2"]);
    assert_eq!(found("", Filters { types: list("REJECT"), ..Filters::default() }), ["a1:1", "a2:1"]);
    assert_eq!(found("", Filters { countries: list("NOR"), ..Filters::default() }), ["a1:2", "a2:2"]);
    let act = |kind, status, country| Filters {
        types: list(kind),
        statuses: list(status),
        countries: list(country),
        ..Filters::default()
    };
    assert_eq!(found("", act("ACCUSE", "actual", "NOR")), ["a1:2", "a2:2"]);
    assert_eq!(found("", act("ACCUSE", "future", "NOR")), [""; 0], "all three of one and the same act");
    let march = Filters { from: Some(20_513), to: Some(20_543), ..Filters::default() };
    assert_eq!(found("ferry", march), ["a1:2"], "March 2026");
    assert!(search.find("", &Filters::default(), 10).is_err());
    assert!(search.find("a", &Filters { statuses: list("maybe"), ..Filters::default() }, 10).is_err());
}

#[test]
fn a_hit_says_where_it_stands_in_code_points_and_who_says_it() {
    let folder = store();
    let record = article("a1", "2026-03-01", "Ana Lind");
    let found = open(folder.path()).0.find("pay lind", &Filters::default(), 10).unwrap();
    let [hit] = &found.hits[..] else { panic!("{found:?}") };
    let text: Vec<char> = record.text.chars().collect();
    let words: Vec<String> =
        hit.spans().iter().map(|&(start, end)| text[start as usize..end as usize].iter().collect()).collect();
    assert_eq!(words, ["pay", "Lind"]);
    assert_eq!(hit.sentence.said_by, ["Ana Lind"]);
    assert_eq!(hit.sentence.published.as_deref(), Some("2026-03-01"));
    assert_eq!(hit.sentence.publisher.as_deref(), Some("Harbour Wire"));
}

#[test]
fn the_index_follows_the_store() {
    let folder = store();
    let store = folder.path();
    assert_eq!(open(store).1, [Notice::Missing { segments: 1 }]);
    assert_eq!(open(store).1, [], "nothing to do");
    add(store, &[article("a3", "2026-05-01", "Eva Ek")]);
    let (search, notices) = open(store);
    assert_eq!(notices, [Notice::Stale { new: 1, gone: 0 }]);
    assert_eq!(found(&search, "eva", &Filters::default()), ["a3:1"]);

    // As after a removal of documents: the segment is in the catalogue no more.
    let catalogue = rusqlite::Connection::open(store.join("catalogue.sqlite")).unwrap();
    catalogue
        .execute_batch("DELETE FROM files WHERE segment = 1; DELETE FROM documents WHERE segment = 1; DELETE FROM segments WHERE segment = 1;")
        .unwrap();
    let (search, notices) = open(store);
    assert_eq!(notices, [Notice::Stale { new: 0, gone: 1 }]);
    assert_eq!(found(&search, "ferry", &Filters::default()), ["a3:2"], "what was removed is not found");
    assert_eq!(search.sentences(), 2);
}

#[test]
fn what_was_removed_does_not_show_while_another_program_holds_the_index() {
    let folder = store();
    let store = folder.path();
    let (search, _) = open(store);
    let holder: tantivy::IndexWriter = search.opened.index.writer_with_num_threads(1, 16 << 20).unwrap();
    let catalogue = rusqlite::Connection::open(store.join("catalogue.sqlite")).unwrap();
    catalogue.execute_batch("DELETE FROM files; DELETE FROM documents; DELETE FROM segments;").unwrap();
    let (search, notices) = open(store);
    assert_eq!(notices, [Notice::Stale { new: 0, gone: 1 }, Notice::Busy]);
    assert_eq!(found(&search, "ferry", &Filters::default()), [""; 0]);
    drop(holder);
}

#[test]
fn a_damaged_index_is_made_again() {
    let folder = store();
    let store = folder.path();
    open(store);
    fs::write(store.join("derived/search/meta.json"), "{").unwrap();
    let (search, notices) = open(store);
    assert_eq!(notices[0], Notice::Damaged);
    assert_eq!(found(&search, "ferry", &Filters::default()).len(), 2);

    for entry in fs::read_dir(store.join("derived/search")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "term" || ending == "idx") {
            fs::remove_file(path).unwrap();
        }
    }
    let (search, notices) = open(store);
    assert_eq!(notices[0], Notice::Damaged);
    assert_eq!(found(&search, "ferry", &Filters::default()).len(), 2);
    assert_eq!(Search::rebuild(store, |_| {}).unwrap().sentences(), 4);
}
