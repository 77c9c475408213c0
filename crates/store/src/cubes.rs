//! Cubes: acts and statements counted by month and the columns that are asked for most, so that a plot reads a few
//! kilobytes and not all segments.
//!
//! ```text
//! segment after segment: rows ──▶ cells (month, type, …) ──▶ one small table each, in the order of the cells
//! ```

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array, ListArray, RecordBatch, StringArray};

use crate::catalogue::SegmentInfo;
use crate::derived::Derived;
use crate::error::StoreError;
use crate::held::Held;
use crate::key::DocKey;
use crate::named::day;
use crate::reading::{Batches, TableReader};
use crate::tables::Table;

/// One cell's place: a value for each key column.
type Place = Vec<Option<String>>;

#[derive(Default)]
struct Cell {
    rows: u64,
    documents: u64,
    by_story: u64,
    /// The document that was counted last; its rows stand together.
    last: u64,
}

#[derive(Default)]
struct Cube(BTreeMap<Place, Cell>);

impl Cube {
    fn add(&mut self, place: Place, document: &Document) {
        let cell = self.0.entry(place).or_default();
        cell.rows += 1;
        cell.by_story += u64::from(!document.copy);
        if cell.last != document.number {
            cell.last = document.number;
            cell.documents += 1;
        }
    }

    fn into_rows(self, derived: Derived) -> Result<Batches, StoreError> {
        let schema = derived.schema();
        let keys = schema.fields().len() - 3;
        let mut columns: Vec<ArrayRef> = Vec::new();
        for key in 0..keys {
            columns.push(Arc::new(self.0.keys().map(|place| place[key].as_deref()).collect::<StringArray>()));
        }
        for count in [|cell: &Cell| cell.rows, |cell: &Cell| cell.documents, |cell: &Cell| cell.by_story] {
            columns.push(Arc::new(Int64Array::from_iter_values(self.0.values().map(|cell| count(cell).cast_signed()))));
        }
        let batch = RecordBatch::try_new(schema, columns)
            .map_err(|cause| StoreError::Parquet { path: derived.path().into(), cause: cause.into() });
        Ok(Box::new(std::iter::once(batch)))
    }
}

/// The document that a row belongs to.
struct Document {
    /// Counted from 1, over all segments.
    number: u64,
    copy: bool,
}

/// Which document each row belongs to, while rows go by.
struct Walk<'c> {
    copies: &'c HashSet<DocKey>,
    key: String,
    document: Document,
}

impl Walk<'_> {
    fn to(&mut self, doc: &str) -> &Document {
        if self.key != doc {
            doc.clone_into(&mut self.key);
            let copy = doc.parse().is_ok_and(|key| self.copies.contains(&key));
            self.document = Document { number: self.document.number + 1, copy };
        }
        &self.document
    }
}

/// Counts all committed segments. `copies` are the documents whose stories others name.
pub(crate) fn count(held: &Held, copies: &HashSet<DocKey>) -> Result<Vec<(Derived, Batches)>, StoreError> {
    let (mut events, mut dyads, mut statements) = (Cube::default(), Cube::default(), Cube::default());
    let mut walk = Walk { copies, key: String::new(), document: Document { number: 0, copy: false } };
    let root = held.layout.root();
    for segment in held.catalogue.segments()? {
        count_events(root, &segment, &mut walk, &mut events, &mut dyads)?;
        count_statements(root, &segment, &mut walk, &mut statements)?;
    }
    [(Derived::EventsByMonth, events), (Derived::DyadsByMonth, dyads), (Derived::StatementsByMonth, statements)]
        .into_iter()
        .map(|(derived, cube)| Ok((derived, cube.into_rows(derived)?)))
        .collect()
}

fn count_events(
    root: &Path,
    segment: &SegmentInfo,
    walk: &mut Walk<'_>,
    events: &mut Cube,
    dyads: &mut Cube,
) -> Result<(), StoreError> {
    let columns = ["doc", "type", "quad", "status", "first_day", "actor_countries", "recipient_countries"];
    for file in segment.files.iter().filter(|file| file.table == Table::Events) {
        TableReader::open(root.join(&file.path), &columns)?.each(|batch| {
            let (doc, kind) = (batch.text("doc")?, batch.text("type")?);
            let (quad, status, days) = (batch.text("quad")?, batch.text("status")?, batch.days("first_day")?);
            let (actors, recipients) = (batch.lists("actor_countries")?, batch.lists("recipient_countries")?);
            for row in 0..batch.rows() {
                let document = walk.to(doc.value(row));
                let (month, kind, status) = (month(days, row), text(kind, row), text(status, row));
                events.add(vec![month.clone(), kind.clone(), text(quad, row), status.clone()], document);
                for actor in countries(actors, row) {
                    for recipient in countries(recipients, row) {
                        dyads
                            .add(vec![month.clone(), actor.clone(), recipient, kind.clone(), status.clone()], document);
                    }
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn count_statements(
    root: &Path,
    segment: &SegmentInfo,
    walk: &mut Walk<'_>,
    statements: &mut Cube,
) -> Result<(), StoreError> {
    let path = |table| segment.files.iter().find(|file| file.table == table).map(|file| root.join(&file.path));
    let (Some(documents), Some(path)) = (path(Table::Documents), path(Table::Statements)) else { return Ok(()) };
    let mut published = HashMap::new();
    TableReader::open(documents, &["doc", "published"])?.each(|batch| {
        let (doc, days) = (batch.text("doc")?, batch.days("published")?);
        published.extend((0..batch.rows()).filter_map(|row| Some((doc.value(row).to_owned(), month(days, row)?))));
        Ok(())
    })?;
    TableReader::open(path, &["doc", "kind", "source_kind", "cue_class"])?.each(|batch| {
        let (doc, kind) = (batch.text("doc")?, batch.text("kind")?);
        let (source, class) = (batch.text("source_kind")?, batch.text("cue_class")?);
        for row in 0..batch.rows() {
            let month = published.get(doc.value(row)).cloned();
            statements.add(vec![month, text(kind, row), text(source, row), text(class, row)], walk.to(doc.value(row)));
        }
        Ok(())
    })
}

/// `2026-05`
fn month(days: &Date32Array, row: usize) -> Option<String> {
    let day = (!days.is_null(row)).then(|| day(days.value(row))).flatten()?;
    Some(format!("{:04}-{:02}", day.year(), day.month()))
}

fn text(column: &StringArray, row: usize) -> Option<String> {
    (!column.is_null(row)).then(|| column.value(row).to_owned())
}

/// The countries of one side; one unknown country where there is none.
fn countries(lists: &ListArray, row: usize) -> Vec<Option<String>> {
    let list = lists.value(row);
    let countries: Vec<_> = list.as_string::<i32>().iter().map(|country| country.map(str::to_owned)).collect();
    if countries.is_empty() { vec![None] } else { countries }
}
