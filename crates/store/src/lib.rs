//! The store: records as tables that any tool reads.
//!
//! ```text
//! STORE/
//!   catalogue.sqlite            which segments are committed, with row counts, sizes and hashes; which documents are done; what runs came to
//!   writer.lock                 held by the one writer
//!   documents/000001.parquet    one row a document      ┐
//!   sentences/000001.parquet    one row a sentence      │ the same number in each table: one segment,
//!   entities/000001.parquet     one row an entity       │ a thousand documents or so
//!   mentions/000001.parquet     one row a mention       │
//!   statements/000001.parquet   one row a statement     │ … and times, events, roles
//!   signatures/000001.parquet   one row a document      ┘
//!   derived/stories/table.parquet   made of the segments, and can be made again: stories, counts by month
//!   views.sql                   all of it as DuckDB sees it, committed segments alone
//! ```
//!
//! Segments are immutable Parquet files; `STORE/statements/*.parquet` is a whole table. All tables join on `doc`, the
//! hash of a document and of what coded it ([`DocKey`]), so that a document is coded once and another model codes it
//! anew beside the old rows.
//!
//! A [`Writer`] takes records, keeps the rows of one segment in memory, and commits them together: each file is written
//! under another name, brought to the disk and renamed; then one transaction in the catalogue makes the segment true.
//! A run that is killed before that leaves files that the catalogue does not know; the next writer removes them and
//! their documents are coded again. Nothing is ever changed in place: [`Upkeep`] joins segments and takes documents out
//! by writing new segments, which stand in the place of the old from one transaction on, and takes in those of other
//! stores. [`Store::verify`] proves that
//! all is as the catalogue says.
//!
//! ```
//! # use onrecord_store::{Identity, Recipe, Store};
//! # fn main() -> Result<(), onrecord_store::StoreError> {
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("store");
//! let store = Store::create_or_open(&path)?;
//! let recipe = Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() };
//! let key = recipe.key(&Identity { text: "The minister resigned.", ..Identity::default() });
//! assert!(!store.is_done(&key)?);
//! let writer = store.writer(&recipe, "0.1.0")?; // writer.add(&key, &record)? for each record
//! let summary = writer.finish()?;
//! assert_eq!(summary.documents, 0);
//! # Ok(())
//! # }
//! ```

mod catalogue;
mod checked;
mod compact;
mod cubes;
mod derived;
mod disk;
mod error;
mod held;
mod import;
mod key;
mod kill;
mod layout;
mod lock;
mod merge;
mod named;
mod reading;
mod remove;
mod runs;
mod segment;
mod shard;
mod store;
mod stories;
mod tables;
#[cfg(test)]
mod tests;
mod upkeep;
mod verify;
mod views;
mod writer;

pub use catalogue::{DerivedFile, SegmentFile, SegmentInfo};
pub use compact::{Compacted, Joining};
pub use derived::{DERIVED, Derived};
pub use error::StoreError;
pub use import::Imported;
pub use key::{DocKey, Identity, Recipe};
pub use merge::Merged;
pub use named::{NamedEntities, NamedEntity, NamingDocument};
pub use remove::{Removed, Selection};
pub use runs::{KeptRun, LeftOut, Run};
pub use shard::{Shard, ShardError};
pub use store::Store;
pub use stories::{Named, StoryCounts};
pub use tables::{TABLES, Table, schema};
pub use upkeep::Upkeep;
pub use verify::{Finding, Verified};
pub use writer::{Bounds, Claims, Summary, Writer};
