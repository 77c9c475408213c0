//! Archives and tables, from the command line.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use program::{Folder, run};

const ENGLISH: &str = "The minister of transport said on Monday that the ferry would run again. \
    Her office had asked the harbour for more time, and nobody should expect a boat before Thursday.";
const FRENCH: &str = "Le ministre des transports a déclaré lundi que le bac circulerait de nouveau. \
    Son cabinet avait demandé un délai au port et personne ne devait attendre un bateau avant jeudi.";

/// An archive with one page for each text.
fn archive(texts: &[&str]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let block = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
             <html><title>Ferry {n}</title><article><h1>Ferry</h1><p>{text}</p></article></html>"
        );
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2026-03-02T00:00:00Z\r\n\
             WARC-Target-URI: https://post.example/{n}\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        archive.extend(record.bytes());
    }
    archive
}

#[test]
fn an_archive_is_coded_and_what_is_passed_over_is_counted() {
    let folder = Folder::new(&[("news.warc", &archive(&[ENGLISH, FRENCH, "Search", FRENCH]))]);
    let coded = run(&["code", &folder.path("news.warc"), "--into", &folder.path("store")]);
    assert_eq!(coded.status, 0, "{}", coded.err);
    assert!(coded.err.contains("coded     1 documents"), "{}", coded.err);
    assert!(
        coded.err.contains("news.warc:2 and 1 more: passed over: in French (--language any reads all)"),
        "{}",
        coded.err
    );
    assert!(
        coded.err.contains("0 not read, 3 passed over: 2 in other languages, 1 without an article"),
        "{}",
        coded.err
    );
    let all = run(&["code", &folder.path("news.warc"), "--into", &folder.path("store"), "--language", "any"]);
    assert!(all.err.contains("coded     2 documents") && all.err.contains("1 done before"), "{}", all.err);
}

#[test]
fn a_record_names_the_language_and_columns_have_any_name() {
    let table = format!("key,seen,Story\nk1,2 March 2026,\"{ENGLISH}\"\nk2,,\"{FRENCH}\"\n");
    let folder = Folder::new(&[("dump.csv", table.as_bytes())]);
    let columns = ["--columns", "text=story,date=seen,id=key"];
    let read = run(&[&["read", &folder.path("dump.csv"), "--format", "jsonl"], &columns[..]].concat());
    assert_eq!(read.status, 0, "{}", read.err);
    let records: Vec<serde_json::Value> = read.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 2, "`read` takes any language");
    assert_eq!((&records[0]["doc"]["id"], &records[0]["doc"]["language"]), (&"k1".into(), &"en".into()));
    assert_eq!(records[0]["doc"]["published"], "2026-03-02");
    assert_eq!(records[1]["doc"]["language"], "fr");

    let wrong = run(&["read", &folder.path("dump.csv"), "--columns", "texts=story"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("the fields are text, id, title, date, publisher, url, language"), "{}", wrong.err);
}

#[test]
fn the_bench_of_reading_tells_what_was_read() {
    let folder = Folder::new(&[("news.warc", &archive(&[ENGLISH, FRENCH]))]);
    let bench = run(&["bench", "--ingest", &folder.path("news.warc"), "--rounds", "2"]);
    assert_eq!(bench.status, 0, "{}", bench.err);
    assert!(bench.out.contains("read      1 documents") && bench.out.contains("MB/s unpacked"), "{}", bench.out);
}
