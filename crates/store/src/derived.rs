//! What is derived: tables that are made of the segments and can be made again at any time.
//!
//! Each has a folder with one file, `derived/stories/table.parquet`, which is replaced as a whole: written under another
//! name, brought to the disk, renamed. The catalogue lists it with the state of the store that it was made of. A kill
//! between leaves a table of an earlier state, or a new one that the catalogue still takes for the earlier one; either
//! is made again. All under `derived/` may be deleted at any time.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::DataType::{Int32, Int64, Utf8};
use arrow::datatypes::{Field, Schema, SchemaRef};

use crate::catalogue::DerivedFile;
use crate::cubes;
use crate::error::StoreError;
use crate::held::Held;
use crate::layout::{DERIVED as FOLDER, Layout, UNFINISHED};
use crate::reading::Batches;
use crate::segment::{self, Written};
use crate::tables::{column, doc, optional};

/// The derived tables of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Derived {
    /// One row a document: its story.
    Stories,
    /// Acts by month, type, quad category and status.
    EventsByMonth,
    /// Acts by month, countries of both sides, type and status.
    DyadsByMonth,
    /// Statements by month of publication, kind, kind of source, class of cue.
    StatementsByMonth,
}

/// All derived tables; stories first, which the others count by.
pub const DERIVED: [Derived; 4] =
    [Derived::Stories, Derived::EventsByMonth, Derived::DyadsByMonth, Derived::StatementsByMonth];

impl Derived {
    /// Name of the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stories => "stories",
            Self::EventsByMonth => "events_by_month",
            Self::DyadsByMonth => "dyads_by_month",
            Self::StatementsByMonth => "statements_by_month",
        }
    }

    /// Its file within the store.
    #[must_use]
    pub fn path(self) -> String {
        format!("{FOLDER}/{}/table.parquet", self.name())
    }

    /// Its columns; each field's metadata holds a `description`.
    #[must_use]
    pub fn schema(self) -> SchemaRef {
        let keys = |keys: &[(&str, &str)]| keys.iter().map(|(name, words)| optional(name, Utf8, words)).collect();
        let mut columns: Vec<Field> = match self {
            Self::Stories => {
                return Arc::new(Schema::new(vec![
                    doc(),
                    column(
                        "story",
                        Utf8,
                        "Key of the smallest document with the same text or nearly so, which names the story",
                    ),
                    column("documents", Int32, "Documents of the story"),
                ]));
            }
            Self::EventsByMonth => keys(&[
                ("month", "Month of the first day: 2026-05; null where it cannot be told"),
                ("type", "Type of the codebook"),
                ("quad", "Quad category"),
                ("status", "actual, historical, future, hypothetical or negated"),
            ]),
            Self::DyadsByMonth => keys(&[
                ("month", "Month of the first day: 2026-05; null where it cannot be told"),
                ("actor_country", "Country of one who did it; an act of several countries counts for each"),
                ("recipient_country", "Country of one to whom it was done"),
                ("type", "Type of the codebook"),
                ("status", "actual, historical, future, hypothetical or negated"),
            ]),
            Self::StatementsByMonth => keys(&[
                ("month", "Month of publication: 2026-05; null where it is not known"),
                ("kind", "direct, mixed or indirect"),
                ("source_kind", "named, anonymous, collective, document or none"),
                ("cue_class", "Class of the cue: say, deny, ask, …"),
            ]),
        };
        let counted = if self == Self::StatementsByMonth { "statements" } else { "events" };
        columns.push(column(counted, Int64, "How many there are"));
        columns.push(column("documents", Int64, "In how many documents"));
        columns.push(column(
            &format!("{counted}_by_story"),
            Int64,
            "How many there are in the documents that name their stories: copies do not count",
        ));
        Arc::new(Schema::new(columns))
    }
}

/// Makes one anew of rows, and lists it.
pub(crate) fn put(held: &mut Held, derived: Derived, state: &str, rows: Batches) -> Result<(), StoreError> {
    let (layout, path) = (&held.layout, derived.path());
    let folder = layout.derived().join(derived.name());
    fs::create_dir_all(&folder).map_err(StoreError::write(&folder))?;
    let whole = layout.root().join(&path);
    let unfinished = layout.root().join(path.clone() + UNFINISHED);
    let written = segment::write_file(&*held.disk, &unfinished, derived.name(), &derived.schema(), rows);
    let renamed = written.and_then(|written| {
        held.disk.rename(&unfinished, &whole).map_err(StoreError::write(&whole))?;
        held.disk.sync_folder(&folder).map_err(StoreError::write(&folder))?;
        Ok(written)
    });
    let Written { rows, bytes, blake3 } = renamed.inspect_err(|_| {
        held.disk.remove(&unfinished).ok();
    })?;
    held.catalogue.list_derived(&DerivedFile { path, state: state.to_owned(), rows, bytes, blake3 })
}

/// Files that were not finished.
pub(crate) fn unfinished(layout: &Layout) -> impl Iterator<Item = PathBuf> {
    let files = DERIVED.map(|derived| layout.root().join(derived.path() + UNFINISHED));
    files.into_iter().chain([layout.root().join("views.sql.part")]).filter(|path| path.exists())
}

/// Makes all of them of what is committed.
pub(crate) fn make_all(held: &mut Held, stories: crate::stories::Told) -> Result<(), StoreError> {
    let state = held.catalogue.state()?;
    let copies = stories.copies();
    put(held, Derived::Stories, &state, stories.into_rows())?;
    for (derived, rows) in cubes::count(held, &copies)? {
        put(held, derived, &state, rows)?;
    }
    Ok(())
}
