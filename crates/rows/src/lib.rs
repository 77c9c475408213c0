//! Records as rows of Arrow, one row a document with all that is nested in it, and records again from such rows.
//!
//! ```text
//! Record, or why there is none ──Rows──▶ RecordBatch ──any tool that knows Arrow or Parquet──▶ RecordBatch ──Row──▶ Record
//! ```
//!
//! The columns are the fields of the record's JSON under the same names ([`schema()`]), a span a pair `start`, `end`. Beside them
//! stand the document's id and its key in a store, and `error`, which says why there is no record. Nothing is lost: a record
//! that went through a row gives the same JSON to the byte. This is what programs that
//! code in many processes write, and what a store takes back from them.
//!
//! ```
//! use onrecord_record::{Doc, Made, Record};
//! use onrecord_rows::{Row, Rows, read};
//!
//! # fn main() -> Result<(), onrecord_rows::RowError> {
//! let made = Made { program: "0.1.0".into(), model: "wire-1@0a1b".into(), codebook: None, registry: None };
//! let mut rows = Rows::new(made.clone(), "");
//! let record = Record {
//!     schema: "onrecord/1".into(), made, doc: Doc { id: "a7".into(), ..Doc::default() }, text: "No.".into(),
//!     paragraphs: vec![], sentences: vec![], entities: vec![], times: vec![], statements: vec![], events: vec![],
//! };
//! rows.push(Some("a7"), "0f51cc41b6e6041fb391da2eedee42ae", &record)?;
//! rows.push_error(None, "the text is null");
//! let back = read(&rows.take()?)?;
//! assert!(matches!(&back[0], Row::Coded { record: same, .. } if **same == record));
//! assert!(matches!(&back[1], Row::Failed { reason, .. } if reason == "the text is null"));
//! # Ok(())
//! # }
//! ```

mod append;
mod back;
mod error;
mod rows;
mod schema;

pub use back::{Row, read};
pub use error::RowError;
pub use rows::Rows;
pub use schema::schema;
