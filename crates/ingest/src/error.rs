//! What can go wrong with an input: each error says where, what, and what to do.

use std::fmt;
use std::io;

use crate::columns::Missing;
use crate::compression::Compression;
use crate::document::Origin;

/// A document, line or input that could not be read. The stream goes on after it.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {problem}; {}", .problem.remedy())]
pub struct ReadError {
    /// Input, and line, row or record in it.
    pub origin: Origin,
    /// Bytes before the line, row or record, or before the broken place where it is known exactly, in the decompressed
    /// input.
    pub offset: Option<u64>,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

/// What is wrong with an input, a line or a document.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is nothing under this path.
    #[error("no such file or folder")]
    NotFound,
    /// A folder that is a store of ours.
    #[error("a store, and no input")]
    Store,
    /// It exists, but cannot be opened.
    #[error("cannot be opened ({0})")]
    Unreadable(#[source] io::Error),
    /// Reading stopped in the middle.
    #[error("cannot be read to its end ({0})")]
    Broken(#[source] io::Error),
    /// The compressed data are cut or damaged.
    #[error("the {compression} data are cut or damaged ({cause})")]
    Damaged {
        /// How it is compressed.
        compression: Compression,
        /// What the decoder says.
        #[source]
        cause: io::Error,
    },
    /// The compressed data unpack to far more than text would.
    #[error("the {compression} data unpack to {} times their size and more, which no text does", *unpacked / (*packed).max(1))]
    Bomb {
        /// How it is compressed.
        compression: Compression,
        /// Compressed bytes so far.
        packed: u64,
        /// What came of them.
        unpacked: u64,
    },
    /// The input holds no text.
    #[error("{0}")]
    NotText(NotText),
    /// A text format that is not read, by its name.
    #[error("{0}, which is not read")]
    OtherFormat(&'static str),
    /// A page on which no article was found.
    #[error("{0}")]
    NoArticle(onrecord_page::NoArticle),
    /// A feed that is broken XML from some place on.
    #[error("the feed is broken after {entries} entries ({message})")]
    BrokenFeed {
        /// What the parser says, and where.
        message: String,
        /// Entries that were read before.
        entries: u64,
    },
    /// An entry of a feed without content and summary.
    #[error("entry {number} of the feed has neither content nor summary")]
    EmptyEntry {
        /// From 1.
        number: u64,
    },
    /// A feed or page that could not be fetched from the web.
    #[error("{0}")]
    NotFetched(String),
    /// No character but white space.
    #[error("nothing to read")]
    Empty,
    /// A line is longer than the limit.
    #[error("the line is longer than {}{}", bytes(*.limit), if *.abandoned { ", without an end in sight" } else { "" })]
    LineTooLong {
        /// The limit in bytes.
        limit: u64,
        /// Whether the rest of the input was given up with it.
        abandoned: bool,
    },
    /// A text is longer than the limit.
    #[error("the text is longer than {}", bytes(*.limit))]
    TextTooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// A line of JSON Lines is not UTF-8.
    #[error("not UTF-8 at byte {byte} of the line")]
    NotUtf8 {
        /// Place in the line, from 1.
        byte: u64,
    },
    /// JSON Lines in two-byte characters.
    #[error("JSON in {0}, not UTF-8")]
    WideJson(&'static str),
    /// A table in two-byte characters.
    #[error("a table in {0}, not UTF-8")]
    WideTable(&'static str),
    /// One JSON value over several lines, or a list of documents.
    #[error("a JSON document of its own form, not JSON Lines")]
    WholeJson,
    /// A line that is no complete JSON object.
    #[error("cut or broken JSON at column {column} ({message})")]
    Json {
        /// Code points, from 1.
        column: u64,
        /// What the parser says.
        message: String,
    },
    /// An object without `text`.
    #[error("no `text` in the object that ends at column {column}")]
    NoText {
        /// Code points, from 1.
        column: u64,
    },
    /// An object whose `text` is no string.
    #[error("`text` is {found}, not a string, in the object that ends at column {column}")]
    TextNoString {
        /// Code points, from 1.
        column: u64,
        /// What it holds: "a number", "a list", …
        found: &'static str,
    },
    /// A table without a column that is needed.
    #[error("{}", no_column(column.as_deref(), found))]
    NoColumn {
        /// The column that the user named; none where no column has a usual name of texts.
        column: Option<String>,
        /// The columns that there are.
        found: Vec<String>,
    },
    /// A row of a table that is none.
    #[error("broken row: {why}{}", and_lines(*lines))]
    BrokenRow {
        /// What is wrong with it.
        why: RowFault,
        /// Lines behind it that make no whole row and most likely belong to it.
        lines: u64,
    },
    /// A Parquet file that is cut, damaged, or of a form that is not read.
    #[error("cut or damaged Parquet ({0})")]
    Parquet(String),
    /// A record of a web archive that cannot be read.
    #[error("broken record: {0}")]
    BrokenRecord(RecordFault),
    /// A record is longer than the limit.
    #[error("the record is longer than {}", bytes(*.limit))]
    RecordTooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// A folder from which nothing came.
    #[error("no file in this folder could be read{}", if *.skipped == 0 { String::new() } else { format!(" ({skipped} skipped)") })]
    EmptyFolder {
        /// Files that were seen and skipped.
        skipped: u64,
    },
}

impl Problem {
    /// What the user can do about it, as the second half of a sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotFound => "check the path",
            Self::Store => "give what it was made from, or ask it with `onrecord sql`",
            Self::Unreadable(_) => "check its permissions",
            Self::Broken(_) => "check the disk or the pipe that it comes from",
            Self::Damaged { .. } => "fetch it or compress it again",
            Self::Bomb { .. } => "the rest of the input was left; unpack it by hand if it is sound",
            Self::NotText(_) => "give a text, page, feed, table or archive",
            Self::OtherFormat(_) => "turn it into plain text or JSON Lines first",
            Self::NoArticle(_) => "give the page of one article",
            Self::BrokenFeed { .. } => "fetch it again, or tell its publisher",
            Self::EmptyEntry { .. } => "fetch its article with `onrecord watch`",
            Self::NotFetched(_) => "it is tried again later",
            Self::Empty => "leave it out, or see how it was made",
            Self::LineTooLong { abandoned: false, .. } => "it was skipped; raise the limit, or divide it",
            Self::LineTooLong { abandoned: true, .. } => {
                "the rest of the input was left; raise the limit, or divide it"
            }
            Self::TextTooLong { .. } => "it was skipped; raise the limit, or divide the text into documents",
            Self::NotUtf8 { .. } | Self::WideJson(_) | Self::WideTable(_) => {
                "convert it, for example with iconv -t UTF-8"
            }
            Self::WholeJson => "write one object a line, for example with jq -c . (or jq -c '.[]' for a list)",
            Self::Json { .. } => "write one complete JSON object a line",
            Self::NoText { .. } | Self::TextNoString { .. } => "give each object a string `text`",
            Self::NoColumn { .. } => "say which column holds what, for example --columns text=body,date=published_at",
            Self::BrokenRow { why: RowFault::Cells { .. }, .. } => {
                "give each row as many cells as the header, with \"…\" around those that hold delimiters or line ends"
            }
            Self::BrokenRow { .. } => "write quotation marks within a quoted cell twice, and close each quoted cell",
            Self::Parquet(_) => "fetch it or write it again",
            Self::BrokenRecord(_) => "it was skipped; fetch or write the archive again",
            Self::RecordTooLong { .. } => "it was skipped",
            Self::EmptyFolder { .. } => "give a folder with texts, tables or archives",
        }
    }

    /// Why a file found in a folder is passed over and only counted, where it is.
    pub(crate) fn passes_over(&self) -> Option<crate::SkipReason> {
        match self {
            Self::NotText(_) => Some(crate::SkipReason::NotText),
            Self::NoArticle(_) => Some(crate::SkipReason::NoArticle),
            Self::OtherFormat(name) => Some(crate::SkipReason::OtherFormat(name)),
            _ => None,
        }
    }

    /// Whether nothing of the input can be read after it.
    pub(crate) fn ends_input(&self) -> bool {
        matches!(
            self,
            Self::Broken(_)
                | Self::Damaged { .. }
                | Self::Bomb { .. }
                | Self::WholeJson
                | Self::WideJson(_)
                | Self::WideTable(_)
                | Self::NoColumn { .. }
                | Self::LineTooLong { abandoned: true, .. }
        )
    }

    /// The error at its place.
    pub(crate) fn at(self, origin: Origin, offset: Option<u64>) -> ReadError {
        ReadError { origin, offset, problem: self }
    }
}

/// How it shows that bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// The beginning is that of a known format: "a PDF", "a ZIP archive".
    Known(&'static str),
    /// A zero byte.
    Nul {
        /// Bytes before it.
        offset: u64,
    },
    /// Too many control characters.
    Controls {
        /// Control characters in a hundred.
        percent: u8,
    },
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(name) => write!(f, "{name}, not text"),
            Self::Nul { offset } => write!(f, "binary, not text (zero byte at offset {offset})"),
            Self::Controls { percent } => write!(f, "binary, not text ({percent} % control characters)"),
        }
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// It has more or fewer cells than the header.
    Cells {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        wanted: usize,
    },
    /// A quotation mark within a quoted cell.
    QuoteWithin,
    /// A quoted cell that is never closed.
    QuoteOpen,
    /// Longer than the limit; `abandoned` where its end was not found.
    TooLong {
        /// Whether the rest of the input was given up with it.
        abandoned: bool,
    },
    /// In characters of two bytes: their name.
    Wide(&'static str),
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells { found: 1, wanted } => write!(f, "1 cell where the header has {wanted}"),
            Self::Cells { found, wanted } => write!(f, "{found} cells where the header has {wanted}"),
            Self::QuoteWithin => f.write_str("a quotation mark within a quoted cell"),
            Self::QuoteOpen => f.write_str("a quoted cell that is never closed"),
            Self::TooLong { .. } => f.write_str("longer than the limit"),
            Self::Wide(encoding) => f.write_str(encoding),
        }
    }
}

/// What is wrong with a record of a web archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFault {
    /// Where a record should begin, something else does.
    NoRecord,
    /// Its header has no end, or a line of it is no field.
    Header,
    /// Its header does not say how long it is.
    NoLength,
    /// It is not followed by the next: its length is wrong.
    Length,
    /// The input ends within it.
    Cut,
    /// The compressed data of it are damaged.
    Damaged(String),
    /// A message of HTTP that is none.
    NoHttp,
    /// The payload is not packed as its header says.
    Payload {
        /// The encoding that the header names.
        encoding: &'static str,
    },
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRecord => f.write_str("no record begins where one should"),
            Self::Header => f.write_str("its header is damaged"),
            Self::NoLength => f.write_str("its header has no Content-Length"),
            Self::Length => f.write_str("its Content-Length is wrong"),
            Self::Cut => f.write_str("the input ends within it"),
            Self::Damaged(cause) => write!(f, "its compressed data are damaged ({cause})"),
            Self::NoHttp => f.write_str("no HTTP message in it"),
            Self::Payload { encoding } => write!(f, "its payload is damaged ({encoding})"),
        }
    }
}

impl From<Missing> for Problem {
    fn from(missing: Missing) -> Self {
        Self::NoColumn { column: missing.column, found: missing.found }
    }
}

fn no_column(column: Option<&str>, found: &[String]) -> String {
    let mut names: Vec<String> = found.iter().take(30).map(|name| name.chars().take(40).collect()).collect();
    if found.len() > names.len() {
        names.push(format!("and {} more", found.len() - names.len()));
    }
    let wanted = column.map_or_else(|| "no column of texts".to_owned(), |column| format!("no column {column:?}"));
    format!("{wanted} among {}", names.join(", "))
}

fn and_lines(lines: u64) -> String {
    match lines {
        0 => String::new(),
        1 => " (and the line after it)".to_owned(),
        _ => format!(" (and the {lines} lines after it)"),
    }
}

/// A number of bytes as a person says it, to one digit where it is not round.
fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    match UNITS.into_iter().find(|(size, _)| count >= *size) {
        Some((size, unit)) if count.is_multiple_of(size) => format!("{} {unit}", count / size),
        Some((size, unit)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
        None => format!("{count} bytes"),
    }
}
