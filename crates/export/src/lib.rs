//! From a store to the files of other people's tools, and to sheets that people judge.
//!
//! ```text
//! Store ──StoredDocuments──▶ records ──┬─ export ──▶ PLOVER, POLECAT, GDELT, CSV, JSON Lines, annotations, displaCy, Croissant
//!                                      └─ draw ────▶ a sheet of a random sample ──people──▶ judge ──▶ precision with its interval
//! ```
//!
//! [`StoredDocuments`] makes the records again from the tables, one document at a time. [`export()`] makes each into a format and puts
//! them in order by day of publication and key, whatever the order of the segments; what does not fit in memory is sorted on the
//! disk. [`AtomicFile`] is there whole or not at all. [`draw`] takes a sample that depends on the seed and the records alone, and
//! [`judge`] reads the sheet back.

mod countries;
mod error;
mod export;
mod formats;
mod judging;
mod order;
mod output;
mod selection;
mod stored;
mod view;

pub use countries::{country_name, country_names};
pub use error::ExportError;
pub use export::{Format, Report, Request, export};
pub use judging::{Design, Draw, Estimate, JudgeError, Judged, Kind, Sheet, draw, judge};
pub use order::Sorter;
pub use output::AtomicFile;
pub use selection::Selection;
pub use stored::{StoredDocument, StoredDocuments};
