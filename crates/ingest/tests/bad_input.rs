//! What cannot be read: each says where, what and what to do, and the rest goes on.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{self, Cursor, Read, Write};

use flate2::write::GzEncoder;
use onrecord_ingest::{Document, Input, Limits, Place, Problem, ReadError, open, open_reader};

const GOOD: &str = "{\"id\": \"good\", \"text\": \"The talks ended.\"}";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Ids of documents, messages of errors.
fn told(items: impl Iterator<Item = Result<Document, ReadError>>) -> Vec<String> {
    items.map(|item| item.map_or_else(|error| error.to_string(), |document| document.id)).collect()
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    told(open_reader(name, Cursor::new(bytes.as_ref().to_vec()), &Limits::default()))
}

#[test]
fn a_broken_line_costs_itself_alone() {
    let lines = format!(
        "{GOOD}\n{{\"id\": \"ü\", \"text\": \"cut in the mid\n{{\"id\": 1}}\n[1, 2]\n{{\"text\": 5}}\n\
         {{\"text\": \" \\n\\u00a0\"}}\n{{\"text\": \"a\\u0000b\"}}\n{GOOD}\n"
    );
    assert_eq!(
        read("news.jsonl", lines),
        [
            "good",
            "news.jsonl, line 2: cut or broken JSON at column 35 (EOF while parsing a string); \
             write one complete JSON object a line",
            "news.jsonl, line 3: no `text` in the object that ends at column 9; give each object a string `text`",
            "news.jsonl, line 4: cut or broken JSON at column 1 (no object); write one complete JSON object a line",
            "news.jsonl, line 5: `text` is a number, not a string, in the object that ends at column 11; \
             give each object a string `text`",
            "news.jsonl, line 6: nothing to read; leave it out, or see how it was made",
            "news.jsonl, line 7: binary, not text (zero byte at offset 1); give a text, page, feed, table or archive",
            "good",
        ]
    );
}

#[test]
fn json_that_is_not_utf8_is_told_with_line_and_offset() {
    let mut lines = format!("{GOOD}\n{{\"text\": \"caf").into_bytes();
    let broken = lines.len() as u64;
    lines.extend(b"\xe9\"}\n");
    lines.extend(GOOD.bytes());
    let items: Vec<_> = open_reader("news.jsonl", Cursor::new(lines), &Limits::default()).collect();
    let error = items[1].as_ref().unwrap_err();
    assert_eq!((error.origin.place, error.offset), (Some(Place::Line(2)), Some(broken)));
    assert_eq!(
        error.to_string(),
        "news.jsonl, line 2: not UTF-8 at byte 14 of the line; convert it, for example with iconv -t UTF-8"
    );
    assert!(items[2].is_ok());

    let wide: Vec<u8> = format!("\u{feff}{GOOD}\n{GOOD}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let said = read("news.jsonl", wide);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("news.jsonl, line 1: JSON in UTF-16LE, not UTF-8; convert it"), "{said:?}");
}

#[test]
fn json_of_another_form_is_one_error_and_not_one_a_line() {
    for whole in ["{\n  \"text\": \"No.\"\n}\n", "[{\"text\": \"No.\"},\n{\"text\": \"Yes.\"}]"] {
        let said = read("news.json", whole);
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("not JSON Lines; write one object a line, for example with jq -c"), "{said:?}");
    }
}

#[test]
fn nothing_and_no_text_are_told_apart() {
    let nothing = "nothing to read; leave it out, or see how it was made";
    assert_eq!(read("empty.txt", ""), [format!("empty.txt: {nothing}")]);
    assert_eq!(read("blank.txt", " \n\u{a0}\n"), [format!("blank.txt: {nothing}")]);
    assert_eq!(read("mark.txt", "\u{feff}"), [format!("mark.txt: {nothing}")]);
    assert_eq!(read("empty.jsonl", "\n\n"), [format!("empty.jsonl: {nothing}")]);
    assert_eq!(read("-", ""), [format!("standard input: {nothing}")]);
    assert_eq!(
        read("note.txt", "ab\0cd"),
        ["note.txt: binary, not text (zero byte at offset 2); give a text, page, feed, table or archive"]
    );
    assert_eq!(
        read("paper.gz", gzip(b"%PDF-1.4 ...")),
        ["paper.gz: a PDF, not text; give a text, page, feed, table or archive"]
    );
    assert_eq!(read("page.html", "<p>No.</p>"), ["page.html: no article on the page; give the page of one article"]);
}

#[test]
fn paths_that_lead_nowhere_do_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("images/2020")).unwrap();
    fs::create_dir(at("none")).unwrap();
    fs::write(at("images/2020/a.png"), b"\x89PNG\r\n").unwrap();
    fs::write(at("good.jsonl"), GOOD).unwrap();
    let inputs = ["missing.txt", "images", "none", "good.jsonl"].map(|name| Input::from(&at(name)));
    let said = told(open(&inputs, &Limits::default()));
    let shown = |name: &str| at(name).display().to_string();
    assert_eq!(
        said,
        [
            format!("{}: no such file or folder; check the path", shown("missing.txt")),
            format!(
                "{}: no file in this folder could be read (1 skipped); give a folder with texts, tables or archives",
                shown("images")
            ),
            format!(
                "{}: no file in this folder could be read; give a folder with texts, tables or archives",
                shown("none")
            ),
            "good".to_owned(),
        ]
    );
}

/// Root may read anything, so a file without permissions shows nothing here; these two refuse even root.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_refuses_to_be_read_is_an_error_and_no_end() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
    fs::write(folder.path().join("s.jsonl"), GOOD).unwrap();
    let said = told(open(&[Input::from("/proc/self/mem"), Input::from(folder.path())], &Limits::default()));
    assert!(said[0].starts_with("/proc/self/mem: cannot be read to its end ("), "{said:?}");
    assert!(said[1].contains("/round: cannot be opened (a link that leads back"), "{said:?}");
    assert_eq!(said[2], "good");
}

#[test]
fn a_cut_or_damaged_archive_gives_what_came_before() {
    let whole = gzip(format!("{GOOD}\n").repeat(3).as_bytes());
    let said = read("news.jsonl.gz", &whole[..whole.len() - 10]);
    let (last, before) = said.split_last().unwrap();
    assert!(before.iter().all(|id| id == "good"));
    assert!(last.contains("the gzip data are cut or damaged ("), "{last}");
    assert!(last.ends_with("; fetch it or compress it again"));

    let mut frame = zstd::encode_all(&b"The talks ended. ".repeat(100)[..], 1).unwrap();
    let middle = frame.len() / 2;
    frame.truncate(middle);
    let said = read("river.txt.zst", frame);
    assert_eq!(said.len(), 1, "half an article is none");
    assert!(said[0].starts_with("river.txt.zst: the zstd data are cut or damaged ("), "{said:?}");
}

#[test]
fn a_line_of_a_gigabyte_is_told_and_the_next_is_read() {
    let line = Cursor::new(b"{\"id\": \"big\", \"text\": \"").chain(io::repeat(b'x').take(1 << 30));
    let lines = line.chain(Cursor::new(format!("\"}}\n{GOOD}\n")));
    assert_eq!(
        told(open_reader("news.jsonl", lines, &Limits::default())),
        ["news.jsonl, line 1: the line is longer than 32 MB; it was skipped; raise the limit, or divide it", "good"]
    );
}

#[test]
fn a_text_without_end_is_refused_once_it_is_too_long() {
    let limits = Limits { text: 1 << 20, ..Limits::default() };
    let said = told(open_reader("flood.txt", io::repeat(b'x'), &limits));
    assert_eq!(
        said,
        ["flood.txt: the text is longer than 1 MB; it was skipped; raise the limit, or divide the text into documents"]
    );
    let long = format!("{{\"text\": \"{}\"}}\n{GOOD}", "x".repeat((1 << 20) + 1));
    let said = told(open_reader("news.jsonl", Cursor::new(long), &limits));
    assert!(said[0].starts_with("news.jsonl, line 1: the text is longer than 1 MB"), "{said:?}");
    assert_eq!(said[1], "good");
}

/// The same gzip member for ever.
struct Bomb {
    member: Vec<u8>,
    at: usize,
}

impl Read for Bomb {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.member[self.at..]).read(buffer)?;
        self.at = (self.at + count) % self.member.len();
        Ok(count)
    }
}

#[test]
fn an_archive_that_unpacks_without_end_comes_to_an_end() {
    let limits = Limits { text: 1 << 20, line: 2 << 20, search: 16 << 20, ..Limits::default() };
    for (filling, name, problem) in [
        (b'x', "bomb.txt.gz", "the text is longer than 1 MB;"),
        (
            b'x',
            "bomb.jsonl.gz",
            "the line is longer than 2 MB, without an end in sight; the rest of the input was left",
        ),
        (b'\n', "bomb.jsonl.gz", "the line is longer than 16 MB, without an end in sight; the rest of the input"),
    ] {
        let bomb = Bomb { member: gzip(&vec![filling; 1 << 20]), at: 0 };
        let said = told(open_reader(name, bomb, &limits));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains(problem), "{said:?}");
    }
}

#[test]
fn an_error_carries_its_cause() {
    let items: Vec<_> = open_reader("a.txt", Cursor::new(""), &Limits::default()).collect();
    let error = items[0].as_ref().unwrap_err();
    assert!(matches!(error.problem, Problem::Empty));
    assert_eq!(error.problem.remedy(), "leave it out, or see how it was made");
}

proptest::proptest! {
    /// Whatever the bytes are, each input ends in documents or errors, and a text is never made up.
    #[test]
    fn any_bytes_under_any_name_come_to_an_end(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        start in proptest::sample::select(vec!["", "\u{1f}\u{8b}", "{\"text\": \"", "\u{feff}{", "<html", "\n\n{\"a\""]),
        name in proptest::sample::select(vec!["-", "a.txt", "a.jsonl", "a.jsonl.gz", "a", "a.zst"]),
    ) {
        // A gzip header is two bytes, not two characters.
        let start: Vec<u8> = if start.starts_with('\u{1f}') { vec![0x1f, 0x8b, 8, 0] } else { start.into() };
        let whole = [start, bytes].concat();
        let items: Vec<_> = open_reader(name, Cursor::new(whole), &Limits::default()).collect();
        proptest::prop_assert!(!items.is_empty());
        for document in items.into_iter().flatten() {
            proptest::prop_assert!(!document.text.trim().is_empty() && !document.text.contains('\0'));
        }
    }
}
