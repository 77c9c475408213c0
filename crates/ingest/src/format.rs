//! Which reader an input goes to: by the ending of its name, and where that says nothing, by its first bytes.

use crate::columnar::MARK;
use crate::columns::Columns;
use crate::csv;
use crate::error::{NotText, Problem};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// One text, one document.
    Plain,
    /// One HTML page, one document.
    Html,
    /// RSS, Atom or JSON Feed, each entry a document.
    Feed,
    /// One JSON object a line, each a document.
    JsonLines,
    /// A header, then one document a row.
    Csv,
    /// The same with tabs between cells.
    Tsv,
    /// Columns of a table, one document a row.
    Parquet,
    /// Pages as they were fetched.
    Warc,
}

/// What a name's ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Known(Format),
    Other(&'static str),
    Silent,
}

/// Endings of compressed files, which say nothing of what is inside.
const COMPRESSED: [&str; 7] = ["gz", "gzip", "zst", "zstd", "bz2", "xz", "z"];

/// First bytes that name a binary format, and its name.
const MAGIC: [(&[u8], &str); 17] = [
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "compressed twice"),
    (b"\x28\xb5\x2f\xfd", "compressed twice"),
    (b"\xfd7zXZ\0", "compressed twice"),
    (b"BZh91AY", "compressed twice"),
    (b"ARROW1", "Arrow"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\0asm", "a program"),
];

/// First bytes, in lower case, that name a text format that is not read.
const MARKUP: [(&[u8], &str); 1] = [(b"<?xml", "XML")];

/// First bytes that tell a format whatever the name says.
const OWN: [(&[u8], Format); 3] = [(MARK, Format::Parquet), (b"WARC/1.", Format::Warc), (b"WARC/0.", Format::Warc)];

/// What shows that an input is a page or a feed: the first of these in its beginning, in lower case.
const ROOTS: [(&[u8], Format); 6] = [
    (b"<!doctype html", Format::Html),
    (b"<html", Format::Html),
    (b"<rss", Format::Feed),
    (b"<feed", Format::Feed),
    (b"<rdf:rdf", Format::Feed),
    (b"jsonfeed.org/version", Format::Feed),
];

/// Bytes in which one of [`ROOTS`] may stand.
const ROOM_FOR_ROOT: usize = 2048;

impl Format {
    /// The format of an input named `name`, whose first decompressed bytes are `head`.
    ///
    /// # Errors
    /// [`Problem::NotText`] and [`Problem::OtherFormat`].
    pub(crate) fn of(name: &str, head: &[u8], columns: &Columns) -> Result<Self, Problem> {
        if let Some((_, format)) = OWN.iter().find(|(mark, _)| head.starts_with(mark)) {
            return Ok(*format);
        }
        if let Some(what) = magic(head) {
            return Err(Problem::NotText(NotText::Known(what)));
        }
        match ending(name) {
            // A JSON Feed has the ending of JSON Lines.
            Ending::Known(Format::JsonLines) if root(head) == Some(Format::Feed) => Ok(Format::Feed),
            Ending::Known(format) => Ok(format),
            Ending::Other("XML") => root(head).ok_or(Problem::OtherFormat("XML")),
            Ending::Other(what) => Err(Problem::OtherFormat(what)),
            // Where the user says what columns hold and the first line has just these, it is a header.
            Ending::Silent if columns.is_named() && columns.are_in(&csv::header_of(head)) => Ok(Self::Csv),
            Ending::Silent => by_content(head),
        }
    }

    /// Whether `head` is enough for [`Format::of`]: the longest mark, and two bytes that are not blank; of what may be a
    /// page or a feed also its root. A first line that is a whole object is JSON Lines and keeps nobody waiting.
    pub(crate) fn shows_in(head: &[u8]) -> bool {
        let (Some(first), Some(_)) = first_marks(head) else { return false };
        let may_have_root = match first {
            b'<' => true,
            b'{' => {
                !head.trim_ascii_start().split(|&byte| byte == b'\n').next().is_some_and(|line| line.ends_with(b"}"))
            }
            _ => false,
        };
        head.len() >= 16 && (!may_have_root || head.len() >= ROOM_FOR_ROOT || root(head).is_some())
    }
}

/// Which known format that is no text begins like this.
pub(crate) fn magic(head: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

fn ending(name: &str) -> Ending {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut parts = name.rsplit('.').map(str::to_ascii_lowercase).peekable();
    let mut ending = parts.next().unwrap_or_default();
    if COMPRESSED.contains(&ending.as_str()) {
        ending = parts.next().unwrap_or_default();
    }
    if parts.peek().is_none() {
        return Ending::Silent; // the name has no ending
    }
    match ending.as_str() {
        "txt" | "text" | "md" => Ending::Known(Format::Plain),
        "jsonl" | "json" | "ndjson" => Ending::Known(Format::JsonLines),
        "html" | "htm" | "xhtml" => Ending::Known(Format::Html),
        "xml" | "rss" | "atom" => Ending::Other("XML"),
        "csv" => Ending::Known(Format::Csv),
        "tsv" | "tab" => Ending::Known(Format::Tsv),
        "warc" | "wet" => Ending::Known(Format::Warc),
        "parquet" | "parq" | "pq" => Ending::Known(Format::Parquet),
        _ => Ending::Silent,
    }
}

fn by_content(head: &[u8]) -> Result<Format, Problem> {
    if let Some(format) = root(head) {
        return Ok(format);
    }
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(head.len());
    let marks = head[start..].iter().take(16).map(u8::to_ascii_lowercase).collect::<Vec<_>>();
    if let Some((_, what)) = MARKUP.iter().find(|(mark, _)| marks.starts_with(mark)) {
        return Err(Problem::OtherFormat(what));
    }
    // An object and its first name. A broken one is then told as such and not taken for an article.
    Ok(if first_marks(head) == (Some(b'{'), Some(b'"')) { Format::JsonLines } else { Format::Plain })
}

/// What the root of a page or feed says, if one begins here.
fn root(head: &[u8]) -> Option<Format> {
    let (Some(b'<' | b'{'), _) = first_marks(head) else { return None };
    let head = head[..head.len().min(ROOM_FOR_ROOT)].to_ascii_lowercase();
    let at = |mark: &[u8]| head.windows(mark.len()).position(|window| window == mark);
    let found = ROOTS.iter().filter_map(|(mark, format)| Some((at(mark)?, *format)));
    found.min_by_key(|(at, _)| *at).map(|(_, format)| format)
}

/// The first two bytes that are neither blank nor of a UTF-8 byte order mark.
fn first_marks(head: &[u8]) -> (Option<u8>, Option<u8>) {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut marks = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    (marks.next(), marks.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str, head: &str) -> Result<Format, String> {
        Format::of(name, head.as_bytes(), &Columns::default()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn endings_speak_before_content_and_through_compression() {
        assert_eq!(format("a/wire.txt", "{\"id\""), Ok(Format::Plain));
        assert_eq!(format("a/wire.JSONL.zst", "The minister"), Ok(Format::JsonLines));
        assert_eq!(format("2020.05/wire", "The minister"), Ok(Format::Plain));
        assert_eq!(format("wire.gz", "\u{feff}\n {\n\"id\": 1}"), Ok(Format::JsonLines));
        assert_eq!(format("-", "{\"id\": 1}"), Ok(Format::JsonLines));
        assert_eq!(format("-", "{sic} is what the editor wrote"), Ok(Format::Plain));
        assert_eq!(format("gz", "A village"), Ok(Format::Plain));
        assert_eq!(format("news.csv.xz", "id,text"), Ok(Format::Csv));
        assert_eq!(format("news.gz", "WARC/1.0\r\n"), Ok(Format::Warc));
        assert_eq!(format("news.txt", "PAR1"), Ok(Format::Parquet), "what only these files begin with");
    }

    #[test]
    fn a_stream_is_a_table_where_its_first_line_has_the_columns_that_were_named() {
        let columns = "text=body,date=day".parse().unwrap();
        assert_eq!(Format::of("-", b"day;body\n2026-03-02;No.", &columns).unwrap(), Format::Csv);
        assert_eq!(Format::of("-", b"day;text\n2026-03-02;No.", &columns).unwrap(), Format::Plain);
        assert_eq!(Format::of("a.txt", b"day;body\n", &columns).unwrap(), Format::Plain);
    }

    #[test]
    fn pages_and_feeds_are_known_by_ending_or_root() {
        assert_eq!(format("page.html", "<p>"), Ok(Format::Html));
        assert_eq!(format("page", "\n<!DOCTYPE HTML><html>"), Ok(Format::Html));
        assert_eq!(format("-", "<?xml version='1.0'?>\n<!-- x --><html xmlns='y'>"), Ok(Format::Html));
        assert_eq!(format("news.xml", "<?xml version='1.0'?><rss version='2.0'>"), Ok(Format::Feed));
        assert_eq!(format("news.json", "{\n \"version\": \"https://jsonfeed.org/version/1\""), Ok(Format::Feed));
        assert_eq!(format("notes.txt", "<html>"), Ok(Format::Plain));
        assert_eq!(format("-", "<angle brackets> are not markup"), Ok(Format::Plain));
        assert!(Format::shows_in(b"{\"text\": \"A line.\"}\n"));
        assert!(!Format::shows_in(b"<?xml version='1.0'?>"));
    }

    #[test]
    fn what_is_not_read_is_named() {
        assert_eq!(format("data.xml", "<?xml version='1.0'?><table/>"), Err("XML, which is not read".into()));
        assert_eq!(format("paper.txt", "%PDF-1.7"), Err("a PDF, not text".into()));
    }
}
