//! For tests: a small store of invented news, and requests to it without a socket.
#![allow(dead_code)]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use onrecord_record::Record;
use onrecord_store::{Identity, Recipe, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::app::{App, Limits};
use crate::guard::{Guard, Reply, Request};
use crate::routes::reply;

/// A page over a store of its own.
pub(crate) struct Page {
    pub(crate) folder: TempDir,
    pub(crate) app: Arc<App>,
}

/// Where the words stand in the text, in code points.
pub(crate) fn at(text: &str, words: &str) -> [usize; 2] {
    let start = text[..text.find(words).unwrap()].chars().count();
    [start, start + words.chars().count()]
}

/// An article in which a minister rejects a demand, two states meet, and one accuses the other.
pub(crate) fn article(id: &str, published: &str, publisher: &str, minister: &str) -> Record {
    let text = format!(
        "ÖREBRO — Minister {minister} said Sweden “will not pay”. Sweden and Norway held talks on Friday. Norway accused Sweden."
    );
    let role =
        |entity: &str, country: &str| json!({"span": null, "entity": entity, "country": country, "sectors": ["GOV"]});
    let event = |id: &str, kind: &str, quad: &str, status: &str, anchor: &str, confidence: f32, sides: [Value; 2]| {
        json!({"id": id, "type": kind, "mode": null, "contexts": ["diplomatic"], "cameo": "12", "quad": quad,
               "intensity": if quad.ends_with("conflict") { -4.0 } else { 2.5 },
               "anchor": [at(&text, anchor)], "actors": sides[0], "recipients": sides[1],
               "location": {"span": null, "name": "Örebro", "country": "SWE", "admin1": null, "geonames": null,
                            "lat": 59.27, "lon": 15.21, "precision": "city"},
               "time": {"span": null, "start": published, "end": published}, "status": status,
               "statement": if id == "v1" { Some("s1") } else { None }, "confidence": confidence,
               "reasons": [{"by": "head", "id": "type ACCUSE", "score": 0.5},
                           {"by": "rule", "id": "actor Norway ↓subj", "score": null},
                           {"by": "rule", "id": "status plain past", "score": null}]})
    };
    let place = |id: &str, name: &str, country: &str| {
        json!({"id": id, "type": "place", "name": name, "country": country, "sectors": ["GOV"], "role": null,
               "wikidata": null, "mentions": [{"span": at(&text, name), "head": at(&text, name), "kind": "name"}]})
    };
    let record = json!({
        "schema": "onrecord/1",
        "made": {"program": "0.1.0", "model": "m", "codebook": null, "registry": null},
        "doc": {"id": id, "uri": "https://news.example/1", "publisher": publisher, "title": "On pay", "language": "en",
                "published": published,
                "dateline": {"span": at(&text, "ÖREBRO"), "place": "Örebro", "country": "SWE", "agency": null},
                "headline": null, "story": null},
        "text": text,
        "paragraphs": [[0, text.chars().count()]],
        "sentences": [at(&text, &format!("ÖREBRO — Minister {minister} said Sweden “will not pay”.")),
                      at(&text, "Sweden and Norway held talks on Friday."), at(&text, "Norway accused Sweden.")],
        "entities": [
            {"id": "e1", "type": "person", "name": minister, "country": "SWE", "sectors": ["GOV"], "role": "Minister",
             "wikidata": null, "mentions": [{"span": at(&text, minister), "head": at(&text, minister), "kind": "name"}]},
            place("e2", "Sweden", "SWE"), place("e3", "Norway", "NOR")
        ],
        "times": [{"span": at(&text, "Friday"), "start": published, "end": published}],
        "statements": [
            {"id": "s1", "kind": "mixed", "within": null, "negated": false, "confidence": 0.9,
             "source": {"spans": [at(&text, &format!("Minister {minister}"))], "entities": ["e1"], "kind": "named"},
             "cue": {"spans": [at(&text, "said")], "class": "deny"},
             "content": {"spans": [at(&text, "Sweden “will not pay”")]}}
        ],
        "events": [
            event("v1", "REJECT", "verbal_conflict", "negated", "not pay", 0.75, [json!([role("e2", "SWE")]), json!([])]),
            event("v2", "CONSULT", "verbal_cooperation", "actual", "held talks", 0.9,
                  [json!([role("e2", "SWE"), role("e3", "NOR")]), json!([])]),
            event("v3", "ACCUSE", "verbal_conflict", "actual", "accused", 0.5,
                  [json!([role("e3", "NOR")]), json!([role("e2", "SWE")])]),
        ]
    });
    serde_json::from_value(record).unwrap()
}

/// Codes articles into a store, one segment.
pub(crate) fn add(store: &Path, records: &[Record]) {
    let recipe = Recipe { model: "m".into(), ..Recipe::default() };
    let mut writer = Store::create_or_open(store).unwrap().writer(&recipe, "0.1.0").unwrap();
    for record in records {
        let key = recipe.key(&Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() });
        writer.add(&key, record).unwrap();
    }
    writer.finish().unwrap();
    Store::open(store).unwrap().upkeep("0.1.0").unwrap().refresh().unwrap();
}

/// A page over these articles.
pub(crate) fn page_of(records: &[Record]) -> Page {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    Store::create_or_open(&store).unwrap();
    if !records.is_empty() {
        add(&store, records);
    }
    let limits = Limits { time: Duration::from_secs(60), rows: 100, taken: 1_000 };
    let app = Arc::new(App::open(&store, limits, |_| {}).unwrap());
    Page { folder, app }
}

/// A page over three articles; two of them tell of the same day.
pub(crate) fn page() -> Page {
    let wire = "Harbour Wire";
    page_of(&[
        article("a1", "2026-03-01", wire, "Ana Lind"),
        article("a2", "2026-03-01", "Fjord Post", "Ana Lind"),
        article("a3", "2026-04-02", wire, "Per Ek"),
    ])
}

impl Page {
    /// The reply to a GET of an address.
    pub(crate) fn get(&self, url: &str) -> Reply {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let request = Request {
            method: "GET".into(),
            host: Some("127.0.0.1:8480".into()),
            path: path.into(),
            query: query.into(),
            cookie: None,
        };
        reply(&self.app, &Guard::new([127, 0, 0, 1].into(), None), &request)
    }

    /// The body of a page that must be there.
    pub(crate) fn html(&self, url: &str) -> String {
        let reply = self.get(url);
        let body = String::from_utf8(reply.body).unwrap();
        assert_eq!(reply.status, 200, "{url}: {body}");
        body
    }

    /// The JSON of an address that must be there.
    pub(crate) fn json(&self, url: &str) -> Value {
        serde_json::from_str(&self.html(url)).unwrap()
    }

    /// Status and body of a page that is refused.
    pub(crate) fn refused(&self, url: &str) -> (u16, String) {
        let reply = self.get(url);
        (reply.status, String::from_utf8(reply.body).unwrap())
    }

    /// The store's folder.
    pub(crate) fn store(&self) -> std::path::PathBuf {
        self.folder.path().join("store")
    }

    /// The key of the document with an id.
    pub(crate) fn doc(&self, id: &str) -> String {
        let rows = self.app.inquiry(crate::asked::Asked::default(), String::new(), true);
        let grid = rows.quiet_rows(&format!("SELECT doc FROM documents WHERE id = '{id}'"), 1).unwrap();
        grid.text(0, "doc").to_owned()
    }
}
