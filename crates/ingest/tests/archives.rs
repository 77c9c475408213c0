//! Web archives and compressed inputs: what comes out, and what damage costs.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};

use onrecord_ingest::{Document, Documents, Limits, Place, ReadError, SkipReason, open_reader};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    bzip2::bufread::BzEncoder::new(bytes, bzip2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    liblzma::bufread::XzEncoder::new(bytes, 1).read_to_end(&mut packed).unwrap();
    packed
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn documents(name: &str, bytes: Vec<u8>) -> Documents {
    open_reader(name, Cursor::new(bytes), &Limits::default())
}

fn read(name: &str, bytes: Vec<u8>) -> Vec<Result<Document, ReadError>> {
    documents(name, bytes).collect()
}

/// Ids of documents, messages of errors.
fn told(items: &[Result<Document, ReadError>]) -> Vec<String> {
    items.iter().map(|item| item.as_ref().map_or_else(ToString::to_string, |document| document.id.clone())).collect()
}

/// One record. Its length is that of the block.
fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A page with an article.
fn page(n: usize) -> String {
    format!(
        "<html><head><title>Ferry {n} runs again | Harbour Post</title></head><body><nav><a href=/>Home</a></nav><h1>Ferry {n} runs again</h1>\
         <p>The ferry to Lissa runs again, the harbour office said on Friday after three weeks of storm.</p>\
         <p>\u{201c}The island needs boat number {n},\u{201d} said Ivo Brandt, who leads the office of the harbour.</p></body></html>"
    )
}

fn response(n: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Target-URI: https://www.post.example/{n}\r\n\
         WARC-Date: 2026-03-02T09:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

fn ok(n: usize) -> Vec<u8> {
    response(n, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", page(n).as_bytes())
}

#[test]
fn compression_of_any_kind_is_known_by_content_in_any_number_of_streams() {
    let (first, second) = (&b"{\"id\": \"a\", \"text\": \"Yes.\"}\n{\"id\": \"b\", "[..], &b"\"text\": \"No.\"}\n"[..]);
    for pack in [gzip, zstd, bzip2, xz] {
        let packed = [pack(first), pack(second)].concat();
        assert_eq!(told(&read("news.jsonl", packed.clone())), ["a", "b"]);
        let said = told(&read("news.jsonl", packed[..packed.len() - 9].to_vec()));
        assert!(said.last().unwrap().contains(" data are cut or damaged ("), "{said:?}");
    }
    assert_eq!(told(&read("news.jsonl.bz2", first.to_vec()))[0], "a", "whatever the name says");
}

#[test]
fn a_bomb_is_an_error_whatever_it_is_packed_with() {
    let blank = vec![b' '; 4 << 20];
    for (pack, name) in [(zstd as fn(&[u8]) -> Vec<u8>, "zstd"), (bzip2, "bzip2"), (xz, "xz")] {
        let bomb = pack(&blank).repeat(40);
        let said = told(&read("news.jsonl", [pack(b"{\"id\": \"a\", \"text\": \"Yes.\"}\n"), bomb].concat()));
        assert_eq!(said[0], "a");
        let told = said[1].contains(&format!("the {name} data unpack to ")) || said[1].contains("the line is longer");
        assert!(told && said.len() == 2, "{said:?}");
    }
    let line = format!("{{\"id\": \"a\", \"text\": \"{}\"}}\n", "Yes. ".repeat(20_000));
    let bomb = zstd(&line.into_bytes().repeat(40)).repeat(20);
    let limits = Limits { ratio: 50, ..Limits::default() };
    let last = open_reader("news.jsonl", Cursor::new(bomb), &limits).last().unwrap().unwrap_err().to_string();
    assert!(last.contains("times their size and more, which no text does"), "{last}");
}

#[test]
fn a_page_in_an_archive_is_a_document() {
    let archive = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: a crawler\r\n"),
        record("request", "Content-Type: application/http; msgtype=request\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        ok(1),
        record("metadata", "Content-Type: application/warc-fields\r\n", b"fetchTimeMs: 5"),
        ok(2),
    ];
    let whole = archive.concat();
    let by_member: Vec<u8> = archive.iter().flat_map(|record| gzip(record)).collect();
    for packed in [whole.clone(), by_member, gzip(&whole), zstd(&whole), bzip2(&whole), xz(&whole)] {
        let items = read("CC-NEWS-20260302.warc.gz", packed);
        assert_eq!(told(&items), ["urn:uuid:1", "urn:uuid:2"]);
        let document = items[0].as_ref().unwrap();
        assert!(document.text.starts_with("The ferry to Lissa runs again") && !document.text.contains("Home"));
        assert_eq!(document.title.as_deref(), Some("Ferry 1 runs again"));
        assert_eq!(document.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(document.uri.as_deref(), Some("https://www.post.example/1"));
        assert_eq!(document.published.as_deref(), Some("2026-03-02"), "the day of the fetch, where the page has none");
        assert_eq!((document.origin.place, document.language.as_deref()), (Some(Place::Record(3)), Some("en")));
    }
}

#[test]
fn transfer_and_content_encodings_come_off() {
    let html = page(1);
    let packed = gzip(html.as_bytes());
    let mut chunked = Vec::new();
    for chunk in packed.chunks(50) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&html);
    let archive = [
        response(
            1,
            "HTTP/1.1 200\r\ncontent-type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            &chunked,
        ),
        response(2, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", html.as_bytes()),
        response(3, "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=windows-1252", &latin),
        response(4, "HTTP/1.1 200 OK\r\nContent-Type: text/plain", b"The talks go on, the office said.\n"),
    ];
    let items = read("a.warc", archive.concat());
    assert_eq!(told(&items), ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3", "urn:uuid:4"]);
    let texts: Vec<_> = items.iter().map(|item| item.as_ref().unwrap().text.as_str()).collect();
    assert!(
        texts[..3].iter().all(|text| text.contains("\u{201c}The island needs boat number 1,\u{201d}")),
        "{texts:?}"
    );
    assert_eq!(texts[3], "The talks go on, the office said.\n");
}

#[test]
fn resources_and_plain_text_conversions_are_read_and_the_rest_is_counted() {
    let archive = [
        record("resource", "WARC-Target-URI: <file:///a.html>\r\nContent-Type: text/html\r\n", page(1).as_bytes()),
        record("conversion", "WARC-Target-URI: https://b.example/\r\nContent-Type: text/plain\r\n", b"No ferry today."),
        response(3, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page(3).as_bytes()),
        response(4, "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG\0\0"),
        response(5, "HTTP/1.1 200 OK\r\nContent-Type: text/html", b"<form><input name=q></form>"),
        record("response", "WARC-Target-URI: dns:post.example\r\nContent-Type: text/dns\r\n", b"20260302 127.0.0.1"),
    ];
    let mut documents = documents("a.warc", archive.concat());
    let items: Vec<_> = documents.by_ref().collect();
    assert_eq!(told(&items), ["file:///a.html", "https://b.example/"], "the address is the id where there is no other");
    let skipped: Vec<_> = documents.progress().skipped().into_iter().map(|each| (each.reason, each.first)).collect();
    assert_eq!(
        skipped,
        [
            (SkipReason::NotAPage, "a.warc:4".to_owned()),
            (SkipReason::NotOk, "a.warc:3".to_owned()),
            (SkipReason::NoArticle, "a.warc:5".to_owned()),
        ]
    );
}

#[test]
fn a_broken_record_is_one_error_with_number_and_offset() {
    let too_long = String::from_utf8(ok(2)).unwrap().replacen("Content-Length: ", "Content-Length: 9", 1);
    let too_short = String::from_utf8(ok(4)).unwrap().replacen("Content-Length: ", "Content-Length: 1\r\nX: ", 1);
    let none = String::from_utf8(ok(6)).unwrap().replacen("Content-Length: ", "Length: ", 1);
    let archive =
        [ok(1), too_long.into(), ok(3), too_short.into(), ok(5), none.into(), ok(7), b"no record\r\n".to_vec(), ok(9)];
    let items = read("a.warc", archive.concat());
    let remedy = "it was skipped; fetch or write the archive again";
    assert_eq!(
        told(&items),
        [
            "urn:uuid:1".to_owned(),
            format!("a.warc, record 2: broken record: its Content-Length is wrong; {remedy}"),
            "urn:uuid:3".to_owned(),
            format!("a.warc, record 4: broken record: its Content-Length is wrong; {remedy}"),
            "urn:uuid:5".to_owned(),
            format!("a.warc, record 6: broken record: its header has no Content-Length; {remedy}"),
            "urn:uuid:7".to_owned(),
            format!("a.warc, record 8: broken record: no record begins where one should; {remedy}"),
            "urn:uuid:9".to_owned(),
        ]
    );
    let second = items[1].as_ref().unwrap_err();
    assert_eq!(second.offset, Some(archive[0].len() as u64));
}

#[test]
fn a_damaged_member_costs_its_record_alone_and_a_cut_one_ends_the_archive() {
    let members: Vec<Vec<u8>> = (1..=5).map(|n| gzip(&ok(n))).collect();
    let mut damaged = members.clone();
    let middle = damaged[2].len() / 2;
    damaged[2][middle] ^= 0x5a;
    let said = told(&read("a.warc.gz", damaged.concat()));
    assert_eq!([&said[0], &said[1]], ["urn:uuid:1", "urn:uuid:2"]);
    assert!(said[2].starts_with("a.warc.gz, record 3: broken record: "), "{said:?}");
    assert_eq!(said[3..], ["urn:uuid:4", "urn:uuid:5"]);

    let whole = members.concat();
    let said = told(&read("a.warc.gz", whole[..whole.len() - 100].to_vec()));
    assert_eq!(said[..4], ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3", "urn:uuid:4"]);
    assert_eq!(
        said[4..],
        [
            "a.warc.gz, record 5: broken record: the input ends within it; it was skipped; fetch or write the archive again"
        ]
    );
}

#[test]
fn a_record_over_the_limit_is_skipped_and_not_held() {
    let limits = Limits { record: 1 << 16, ..Limits::default() };
    let long = page(1).replace("<nav>", &format!("<nav>{}", "x".repeat(1 << 17)));
    let packed = gzip(page(2).replace("<nav>", &format!("<nav>{}", " ".repeat(1 << 20))).as_bytes());
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let archive =
        [response(1, html, long.as_bytes()), response(2, &format!("{html}\r\nContent-Encoding: gzip"), &packed), ok(3)];
    let items: Vec<_> = open_reader("a.warc", Cursor::new(archive.concat()), &limits).collect();
    assert_eq!(
        told(&items),
        [
            "a.warc, record 1: the record is longer than 64 KB; it was skipped",
            "a.warc, record 2: the record is longer than 64 KB; it was skipped",
            "urn:uuid:3"
        ]
    );
}

#[test]
fn a_page_that_speaks_of_archives_is_no_record() {
    let mut html = page(1);
    write!(html, "<pre>\nWARC/1.0\nWARC-Type: response\n</pre>").unwrap();
    let archive = [response(1, "HTTP/1.1 200 OK\r\nContent-Type: text/html", html.as_bytes()), ok(2)];
    assert_eq!(told(&read("a.warc", archive.concat())), ["urn:uuid:1", "urn:uuid:2"]);
}
