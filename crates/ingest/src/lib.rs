//! Ingest: whatever a user points at becomes a stream of documents.
//!
//! ```text
//! inputs ──source──▶ files, one after another ──compression──▶ bytes ──format──▶ which reader
//!                     plain text ──charset──▶ one Document           JSON Lines ──lines──▶ one a line
//!                     HTML ──page──▶ one Document                    RSS, Atom ──feed──▶ one an entry
//!                     CSV, TSV ──csv──▶ one a row                    Parquet ──columnar──▶ one a row
//!                     web archives ──warc──▶ one a page
//! batches of Arrow that a caller hands over ──columnar──▶ one a row, or why it is none
//!                                                        each ──language──▶ read, or counted and passed over
//! ```
//!
//! Everything streams: at any time the crate holds one line, text, record or batch of rows, never more than [`Limits`]
//! allows, whatever a compressed file pretends to be. Nothing stops the stream: an input, a line or a date that cannot be
//! read is an item or a warning of its own, naming the place and what to do, and the rest goes on. The order is that of the
//! inputs, folders sorted by name, so that the same inputs give the same stream.
//!
//! ```
//! use onrecord_ingest::{Limits, open_reader};
//!
//! let lines = r#"{"id": "a7", "text": "The minister resigned.", "date": "May 17, 2020"}"#;
//! let documents: Vec<_> = open_reader("news.jsonl", lines.as_bytes(), &Limits::default()).collect();
//! let document = documents[0].as_ref().unwrap();
//! assert_eq!((document.id.as_str(), document.published.as_deref()), ("a7", Some("2020-05-17")));
//! ```

mod charset;
mod columnar;
mod columns;
mod compression;
mod csv;
mod date;
mod document;
mod error;
pub mod feed;
mod format;
mod html;
mod json_document;
mod json_lines;
mod language;
mod limits;
mod lines;
mod options;
mod peek;
mod plain;
mod progress;
mod row;
mod source;
mod stream;
mod warc;

pub use columnar::{BatchRow, Batches};
pub use columns::{Columns, ColumnsError};
pub use compression::Compression;
pub use date::iso_date;
pub use document::{Document, Origin, Place, Warning};
pub use error::{NotText, Problem, ReadError, RecordFault, RowFault};
pub use html::document_of;
pub use language::Languages;
pub use limits::Limits;
pub use options::Options;
pub use progress::{Progress, SkipReason, Skipped};
pub use source::Input;
pub use stream::{Documents, open, open_reader, open_reader_with, open_with};
