//! Feeds and articles of a server of our own, with all that a server may do.

mod server;

use std::time::Duration;

use onrecord_ingest::{Document, ReadError};
use tempfile::TempDir;

use super::*;
use server::{Reply, Server};

/// Watches with no pauses, small limits and a file of its own.
struct Desk {
    folder: TempDir,
    server: Server,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), server: Server::start() }
    }

    fn manners() -> Manners {
        Manners {
            pause: Duration::ZERO,
            timeout: Duration::from_secs(20),
            most: 1 << 20,
            back_off: Duration::ZERO,
            ..Manners::new("onrecord-test/1 (+https://onrecord.example)")
        }
    }

    fn watch(&self) -> Watch {
        self.watch_with(Self::manners())
    }

    fn watch_with(&self, manners: Manners) -> Watch {
        Watch::open(self.folder.path().join("watch.json"), manners).unwrap()
    }

    /// Puts a feed at `/feed` whose items are at these paths, and articles there.
    fn publish(&self, paths: &[&str]) {
        self.server.set("/feed", Reply::Tagged(self.feed(paths), "one"));
        for path in paths {
            self.server.set(path, Reply::Ok(article(path), "Content-Type: text/html; charset=utf-8\r\n"));
        }
    }

    fn feed(&self, paths: &[&str]) -> String {
        let item = |path: &&str| {
            let link = self.server.at(path);
            format!("<item><title>Item {path}</title><link>{link}</link><description>Short.</description></item>")
        };
        let items: String = paths.iter().map(item).collect();
        format!("<rss><channel><title>Harbour Post</title>{items}</channel></rss>")
    }

    /// A round; what it gave is settled.
    fn round(&self, watch: &Watch) -> (Vec<Document>, Vec<String>) {
        let got = watch.round(&[self.server.at("/feed")]);
        let parts = split(got);
        watch.settle().unwrap();
        parts
    }
}

fn split(round: Round) -> (Vec<Document>, Vec<String>) {
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for item in round {
        match item {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(ReadError::to_string(&error)),
        }
    }
    (documents, errors)
}

fn article(path: &str) -> String {
    format!(
        "<html lang=en><title>Ferry {path} runs again | Harbour Post</title><nav><a href=/>Home</a></nav><article>\
         <h1>Ferry {path} runs again</h1><p>The ferry {path} to Lissa runs again, the harbour office said on Friday after \
         three weeks.</p><p>“The island needs its boat,” said Ivo Brandt, who leads the office of the harbour.</p></article>"
    )
}

#[test]
fn what_is_new_is_fetched_once() {
    let desk = Desk::new();
    desk.publish(&["/a", "/b"]);
    let (documents, errors) = desk.round(&desk.watch());
    assert_eq!(errors, [] as [&str; 0]);
    assert_eq!(documents.len(), 2);
    let first = &documents[0];
    assert!(first.text.starts_with("The ferry /a to Lissa") && first.text.contains("\n\n“The island"));
    assert_eq!(first.title.as_deref(), Some("Ferry /a runs again"));
    assert_eq!(first.publisher.as_deref(), Some("Harbour Post"));
    assert_eq!(first.id, desk.server.at("/a"));

    // Another process, an unchanged feed: one request, answered by 304.
    let watch = desk.watch();
    assert_eq!(desk.round(&watch), (vec![], vec![]));
    assert!(desk.server.last().to_ascii_lowercase().contains("user-agent: onrecord-test/1"));
    assert_eq!((desk.server.hits("/feed"), desk.server.hits("/a")), (2, 1));

    desk.publish(&["/c", "/a"]);
    desk.server.set("/feed", Reply::Tagged(desk.feed(&["/c", "/a"]), "two"));
    let (documents, _) = desk.round(&watch);
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].id, desk.server.at("/c"));
    assert_eq!(desk.server.hits("/a"), 1);
}

#[test]
fn what_was_not_settled_is_fetched_again() {
    let desk = Desk::new();
    desk.publish(&["/a"]);
    let (documents, _) = split(desk.watch().round(&[desk.server.at("/feed")]));
    assert_eq!(documents.len(), 1); // and the program is killed before they are kept
    let (again, _) = desk.round(&desk.watch());
    assert_eq!(again, documents);
}

#[test]
fn redirects_are_followed_and_loops_are_not() {
    let desk = Desk::new();
    desk.publish(&["/a", "/loop"]);
    desk.server.set("/a", Reply::Status(301, format!("Location: {}\r\n", desk.server.at("/b"))));
    desk.server.set("/b", Reply::Ok(article("/b"), ""));
    desk.server.set("/loop", Reply::Status(302, "Location: /loop\r\n".to_owned()));
    let (documents, errors) = desk.round(&desk.watch());
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].uri, Some(desk.server.at("/b")));
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("/loop: no answer (") && desk.server.hits("/loop") <= 7, "{errors:?}");
}

#[test]
fn bad_answers_cost_themselves_alone_and_are_given_up_after_three() {
    let desk = Desk::new();
    desk.publish(&["/good", "/huge", "/cut", "/slow", "/garbage", "/gone", "/pdf", "/index"]);
    desk.server.set("/huge", Reply::Endless);
    desk.server.set("/cut", Reply::Truncated("<html><p>The".to_owned()));
    desk.server.set("/slow", Reply::Slow(Duration::from_secs(3)));
    desk.server.set("/garbage", Reply::Garbage);
    desk.server.set("/gone", Reply::Status(410, String::new()));
    desk.server.set("/pdf", Reply::Ok("%PDF".to_owned(), "Content-Type: application/pdf\r\n"));
    desk.server.set("/index", Reply::Ok("<a href=/a>News</a>".to_owned(), "Content-Type: text/html\r\n"));
    let watch = desk.watch_with(Manners { timeout: Duration::from_secs(1), ..Desk::manners() });
    let (documents, errors) = desk.round(&watch);
    assert_eq!(documents.len(), 1);
    let all = errors.join("\n");
    for what in [
        "/huge: longer than 1048576 bytes",
        "/cut: the answer broke off",
        "/slow: no answer (timeout",
        "/garbage: no answer",
        "/gone: the server says 410",
        "/pdf: application/pdf, no page",
        "/index: no article on the page",
    ] {
        assert!(all.contains(what), "{what} in\n{all}");
    }
    let asked = |path| (desk.server.hits(path), path);
    desk.server.set("/slow", Reply::Status(500, String::new()));
    for _ in 0..3 {
        desk.round(&watch);
    }
    assert_eq!(
        ["/good", "/gone", "/pdf", "/index"].map(asked),
        [(1, "/good"), (1, "/gone"), (1, "/pdf"), (1, "/index")]
    );
    assert_eq!(["/huge", "/cut", "/slow"].map(asked), [(3, "/huge"), (3, "/cut"), (3, "/slow")]);
}

#[test]
fn who_asks_for_peace_gets_it() {
    let desk = Desk::new();
    desk.publish(&["/a", "/b"]);
    desk.server.set("/a", Reply::Status(429, "Retry-After: 3600\r\n".to_owned()));
    let (documents, errors) = desk.round(&desk.watch());
    assert_eq!((documents.len(), errors.len()), (0, 1), "{errors:?}");
    assert_eq!(desk.server.hits("/b"), 0, "the same host");
    let watch = desk.watch();
    let round = watch.round(&[desk.server.at("/feed")]);
    let report = round.report();
    assert_eq!(split(round), (vec![], vec![]));
    assert_eq!(report().resting, 1, "remembered by the next process");
}

#[test]
fn a_feed_that_fails_is_asked_less_often() {
    let desk = Desk::new();
    let hour = Manners { back_off: Duration::from_secs(3600), ..Desk::manners() };
    for (hits, reply) in [(1, Reply::Status(503, String::new())), (1, Reply::Ok("<rss></rss>".to_owned(), ""))] {
        desk.server.set("/feed", reply);
        desk.round(&desk.watch_with(hour.clone()));
        assert_eq!(desk.server.hits("/feed"), hits);
    }
    let mut state = ledger::FeedState::default();
    let waits = [1, 2, 4].map(|_| {
        state.failed(Duration::from_secs(1000), None);
        state.not_before
    });
    assert!(waits[1] - waits[0] >= 1000 && waits[2] - waits[1] >= 2000, "{waits:?}");
    state.failed(Duration::from_secs(1), Some(Duration::from_secs(50_000)));
    assert!(!state.is_due() && state.not_before > waits[2] + 40_000);
}

#[test]
fn a_feed_with_whole_articles_stands_in_for_pages_that_fail() {
    let desk = Desk::new();
    let content = "<p>The whole of it, said the mayor.</p>".repeat(3);
    let link = desk.server.at("/missing");
    let feed = format!(
        "<rss><channel><title>Post</title><item><link>{link}</link><title>A</title><content:encoded><![CDATA[{content}]]>\
         </content:encoded></item></channel></rss>"
    );
    desk.server.set("/feed", Reply::Ok(feed, ""));
    let (documents, errors) = desk.round(&desk.watch());
    assert_eq!(errors, [] as [&str; 0]);
    assert!(documents[0].text.starts_with("The whole of it, said the mayor."));
    assert_eq!((documents[0].title.as_deref(), documents[0].publisher.as_deref()), (Some("A"), Some("Post")));
}

#[test]
fn between_two_requests_to_one_host_there_is_a_pause() {
    let desk = Desk::new();
    desk.publish(&["/a"]);
    let watch = desk.watch_with(Manners { pause: Duration::from_millis(300), ..Desk::manners() });
    let began = std::time::Instant::now();
    let (documents, _) = desk.round(&watch);
    assert_eq!(documents.len(), 1);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let desk = Desk::new();
    let file = desk.folder.path().join("watch.json");
    for content in ["{\"form\": 9, \"feeds\": {}}", "no JSON"] {
        std::fs::write(&file, content).unwrap();
        assert!(matches!(Watch::open(file.clone(), Desk::manners()), Err(WatchError::Foreign { .. })));
    }
}
