//! What users point at, and the documents that come of it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::write::GzEncoder;
use onrecord_ingest::{Document, Input, Limits, Place, ReadError, SkipReason, Warning, open, open_reader};

const RIVER: &str = "GENEVA, March 3 (Wire) — The river commission met on Tuesday.\n\nIt reached no agreement.\n";

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Document, ReadError>> {
    open_reader(name, std::io::Cursor::new(bytes.into()), &Limits::default()).collect()
}

fn read_path(path: &Path) -> Vec<Result<Document, ReadError>> {
    open(&[Input::from(path)], &Limits::default()).collect()
}

fn ids(items: &[Result<Document, ReadError>]) -> Vec<&str> {
    items.iter().map(|item| item.as_ref().unwrap().id.as_str()).collect()
}

#[test]
fn a_text_file_is_one_document_and_its_text_is_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("river.txt");
    let text = format!("\r\n {RIVER}\u{a0}\r\n");
    fs::write(&path, &text).unwrap();
    let items = read_path(&path);
    let document = items[0].as_ref().unwrap();
    assert_eq!((document.text.as_str(), document.encoding), (text.as_str(), "UTF-8"));
    assert_eq!((document.id.as_str(), document.id_given), (path.to_str().unwrap(), false));
    assert_eq!(items.len(), 1);
}

#[test]
fn a_line_of_json_brings_its_own_facts() {
    let lines = concat!(
        "\u{feff}",
        r#"{"id": 17, "text": "No.", "title": "A short answer", "date": "Sun, 17 May 2020 10:00:00 GMT", "#,
        r#""publisher": "The Gazette", "url": "https://gazette.example/17", "words": [1, {"a": null}]}"#,
        "\r\n\n",
        r#"{"text": "Caf\u00e9 \ud83d\ude00 talks", "published": null, "date": "2021-01-02T00:30:00+09:00"}"#,
    );
    let items = read("news.jsonl", lines);
    let (first, second) = (items[0].as_ref().unwrap(), items[1].as_ref().unwrap());
    assert_eq!((first.id.as_str(), first.id_given), ("17", true));
    assert_eq!(first.title.as_deref(), Some("A short answer"));
    assert_eq!(first.published.as_deref(), Some("2020-05-17"));
    assert_eq!(first.publisher.as_deref(), Some("The Gazette"));
    assert_eq!(first.uri.as_deref(), Some("https://gazette.example/17"));
    assert_eq!((second.id.as_str(), second.id_given), ("news.jsonl:3", false));
    assert_eq!(second.text, "Café 😀 talks");
    assert_eq!(second.published.as_deref(), Some("2021-01-02"), "the writer's own day");
    assert_eq!((second.origin.place, second.warnings.len()), (Some(Place::Line(3)), 0));
}

#[test]
fn a_date_that_is_none_is_left_out_with_a_warning() {
    let items = read(
        "news.jsonl",
        r#"{"id": "a", "text": "No.", "published": "last Tuesday", "date": "2020-05-17"}
           {"id": "b", "text": "No.", "date": "05/06/2020", "title": 9, "publisher": {"name": "x"}}"#,
    );
    let (first, second) = (items[0].as_ref().unwrap(), items[1].as_ref().unwrap());
    assert_eq!(first.published.as_deref(), Some("2020-05-17"));
    assert_eq!(first.warnings, [Warning::NoDate { field: "published", found: "last Tuesday".into() }]);
    assert_eq!((second.published.as_ref(), second.title.as_ref()), (None, None));
    let said: Vec<_> = second.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "`date` is no date: \"05/06/2020\"; left out (write it as 2020-05-17)",
            "`title` is a number, not a string; left out",
            "`publisher` is an object, not a string; left out",
        ]
    );
}

#[test]
fn compression_is_known_by_content_in_any_number_of_members() {
    let (first, second) = ("{\"id\": \"a\", \"text\": \"Yes.\"}\n{\"id\": \"b\", ", "\"text\": \"No.\"}\n");
    let two_members = [gzip(first), gzip(second)].concat();
    let two_frames = [zstd::encode_all(first.as_bytes(), 1).unwrap(), zstd::encode_all(second.as_bytes(), 1).unwrap()];
    assert_eq!(ids(&read("news.jsonl.gz", two_members.clone())), ["a", "b"]);
    assert_eq!(ids(&read("news.jsonl", two_members)), ["a", "b"], "whatever the name says");
    assert_eq!(ids(&read("news.jsonl.gz", two_frames.concat())), ["a", "b"]);
    assert_eq!(read("river.txt.gz", gzip(RIVER))[0].as_ref().unwrap().text, RIVER);
    assert_eq!(ids(&read("news.jsonl.gz", first.replace("{\"id\": \"b\", ", ""))), ["a"]);
}

#[test]
fn standard_input_is_known_by_its_first_marks() {
    assert_eq!(ids(&read("-", "\n {\"id\": \"a\", \"text\": \"Yes.\"}\n{\"text\": \"No.\"}")), ["a", "-:3"]);
    let items = read("-", RIVER);
    assert_eq!((ids(&items), items[0].as_ref().unwrap().text.as_str()), (vec!["-"], RIVER));
    let cut = read("-", "{\"id\": \"a\", \"text\": \"Ye");
    assert!(cut[0].as_ref().unwrap_err().to_string().starts_with("standard input, line 1: cut or broken JSON"));
}

#[test]
fn an_old_character_set_is_named_on_the_document() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Le président a jugé la trêve « fragile », à Genève.");
    let items = read("depeche.txt", bytes.into_owned());
    let document = items[0].as_ref().unwrap();
    assert_eq!(document.encoding, "windows-1252");
    assert!(document.text.contains("la trêve « fragile », à Genève"));
}

#[test]
fn a_folder_is_read_by_name_without_what_is_hidden_or_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/.git")).unwrap();
    fs::write(at("b/.git/config"), "hidden").unwrap();
    fs::write(at(".hidden.txt"), "hidden").unwrap();
    fs::write(at("b/1.txt"), "One.").unwrap();
    fs::write(at("b/10.txt"), "Ten.").unwrap();
    fs::write(at("a.jsonl"), "{\"id\": \"x\", \"text\": \"First.\"}").unwrap();
    fs::write(at("c.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(at("d.bin"), b"ab\0cd").unwrap();
    fs::write(at("e.html"), "<a href=/>Index</a>").unwrap();
    fs::write(at("f.xml"), "<?xml version='1.0'?><table/>").unwrap();

    let mut documents = open(&[Input::from(folder.path())], &Limits::default());
    let progress = documents.progress();
    assert_eq!(progress.total(), None, "a folder's size is not known before it is measured");
    let items: Vec<_> = documents.by_ref().collect();
    let (one, ten) = (at("b/1.txt"), at("b/10.txt"));
    assert_eq!(ids(&items), ["x", one.to_str().unwrap(), ten.to_str().unwrap()]);
    let skipped: Vec<_> = progress.skipped().into_iter().map(|each| (each.reason, each.count)).collect();
    assert_eq!(skipped, [(SkipReason::NotText, 2), (SkipReason::OtherFormat("XML"), 1), (SkipReason::NoArticle, 1)]);
    assert_eq!(Some(progress.read()), Input::measure(&[Input::from(folder.path())]), "skipped files count as read");
}

#[test]
fn pages_and_feeds_are_documents() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let page = "<html lang=en><title>Ferry runs again | Harbour Post</title><meta name=date content=2026-03-02>\
                <link rel=canonical href=https://post.example/ferry><nav><a href=/>Home</a></nav><h1>Ferry runs again</h1>\
                <p>The ferry to Lissa runs again, the harbour office said on Friday after a pause of three weeks.\
                <p>“The island needs its boat,” said Ivo Brandt, who leads the office of the harbour.";
    fs::write(at("a.html"), page).unwrap();
    fs::write(at("b.gz"), gzip(&format!("<!-- kept --> <!DOCTYPE html>{page}"))).unwrap();
    let feed = "<?xml version='1.0'?><rss><channel><title>Post</title><item><guid>x1</guid><description>Short news.</description>\
                </item><item><guid>x2</guid></item></channel></rss>";
    fs::write(at("c.xml"), feed).unwrap();
    let items: Vec<_> = open(&[Input::from(folder.path())], &Limits::default()).collect();
    let pages: Vec<_> = items[..2].iter().map(|item| item.as_ref().unwrap()).collect();
    for document in &pages {
        assert!(
            document.text.starts_with("The ferry to Lissa runs again") && document.text.ends_with("of the harbour.")
        );
        assert_eq!(document.title.as_deref(), Some("Ferry runs again"));
        assert_eq!(document.published.as_deref(), Some("2026-03-02"));
        assert_eq!(document.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(document.uri.as_deref(), Some("https://post.example/ferry"));
        assert!(!document.id_given && document.warnings.is_empty());
    }
    let entry = items[2].as_ref().unwrap();
    assert_eq!((entry.id.as_str(), entry.text.as_str(), entry.id_given), ("x1", "Short news.", true));
    assert_eq!(entry.warnings, [Warning::Summary]);
    let said = items[3].as_ref().unwrap_err().to_string();
    assert!(said.contains("c.xml: entry 2 of the feed has neither content nor summary"), "{said}");
    assert_eq!(items.len(), 4);
}

#[test]
fn progress_counts_compressed_bytes_from_another_thread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl.gz");
    fs::write(&path, gzip(&"{\"text\": \"The talks went on for another day.\"}\n".repeat(20_000))).unwrap();
    let documents = open(&[Input::from(&path)], &Limits::default());
    let progress = documents.progress();
    let size = fs::metadata(&path).unwrap().len();
    assert_eq!((progress.read(), progress.total()), (0, Some(size)));
    let count = std::thread::spawn(move || documents.filter(Result::is_ok).count()).join().unwrap();
    assert_eq!((count, progress.read()), (20_000, size));
}
