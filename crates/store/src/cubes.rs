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

/// Key columns of the widest cube.
const KEYS: usize = 5;
/// Rows of a batch.
const BATCH: usize = 1 << 16;

/// One cell's place: a value for each key column, as [`Words`] number them; [`NONE`] where there is none, and beyond the columns.
type Place = [u32; KEYS];

/// The number of no value.
const NONE: u32 = 0;

/// The values of all key columns, numbered from 1 as they come: a store of millions of acts has as many cells, but few words.
#[derive(Default)]
struct Words {
    numbers: HashMap<String, u32>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len() + 1).unwrap_or(NONE);
        self.numbers.insert(word.to_owned(), number);
        number
    }

    fn of(&mut self, column: &StringArray, row: usize) -> u32 {
        if column.is_null(row) { NONE } else { self.number(column.value(row)) }
    }

    /// `2026-05`
    fn month(&mut self, days: &Date32Array, row: usize) -> u32 {
        let day = (!days.is_null(row)).then(|| day(days.value(row))).flatten();
        day.map_or(NONE, |day| self.number(&format!("{:04}-{:02}", day.year(), day.month())))
    }

    /// The countries of one side; one unknown country where there is none.
    fn countries(&mut self, lists: &ListArray, row: usize) -> Vec<u32> {
        let list = lists.value(row);
        let countries: Vec<_> = list
            .as_string::<i32>()
            .iter()
            .map(|country| country.map_or(NONE, |country| self.number(country)))
            .collect();
        if countries.is_empty() { vec![NONE] } else { countries }
    }

    /// All words in their order, and for each number its place among them; no value stands first.
    fn sorted(&self) -> (Vec<Option<String>>, Vec<u32>) {
        let mut words: Vec<(&String, u32)> = self.numbers.iter().map(|(word, number)| (word, *number)).collect();
        words.sort_unstable();
        let mut places = vec![0; words.len() + 1];
        for (place, (_, number)) in (1..).zip(&words) {
            places[*number as usize] = place;
        }
        (std::iter::once(None).chain(words.into_iter().map(|(word, _)| Some(word.clone()))).collect(), places)
    }
}

#[derive(Default)]
struct Cell {
    rows: u32,
    documents: u32,
    by_story: u32,
    /// The document that was counted last; its rows stand together.
    last: u32,
}

#[derive(Default)]
struct Cube(BTreeMap<Place, Cell>);

impl Cube {
    fn add(&mut self, place: Place, document: &Document) {
        let cell = self.0.entry(place).or_default();
        cell.rows += 1;
        cell.by_story += u32::from(!document.copy);
        if cell.last != document.number {
            cell.last = document.number;
            cell.documents += 1;
        }
    }

    /// The rows, in the order of the words.
    fn into_rows(self, derived: Derived, words: &Words) -> Batches {
        let schema = derived.schema();
        let keys = schema.fields().len() - 3;
        let (words, places) = words.sorted();
        let sorted = |place: Place| place.map(|number| places[number as usize]);
        let counts = |cell: &Cell| [cell.rows, cell.documents, cell.by_story];
        let mut cells: Vec<_> = self.0.into_iter().map(|(place, cell)| (sorted(place), counts(&cell))).collect();
        cells.sort_unstable_by_key(|(place, _)| *place);
        let mut next = 0;
        Box::new(std::iter::from_fn(move || {
            let rows = cells.get(next..(next + BATCH).min(cells.len())).filter(|rows| !rows.is_empty())?;
            next += rows.len();
            let word = |key: usize| rows.iter().map(move |(place, _)| place[key] as usize);
            let mut columns: Vec<ArrayRef> = Vec::new();
            for key in 0..keys {
                columns.push(Arc::new(word(key).map(|place| words[place].as_deref()).collect::<StringArray>()));
            }
            for count in 0..3 {
                let counts = rows.iter().map(|(_, counts)| i64::from(counts[count]));
                columns.push(Arc::new(Int64Array::from_iter_values(counts)));
            }
            let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
            Some(batch.map_err(|cause| StoreError::Parquet { path: derived.path().into(), cause: cause.into() }))
        }))
    }
}

/// The document that a row belongs to.
struct Document {
    /// Counted from 1, over all segments.
    number: u32,
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
    let mut words = Words::default();
    let mut walk = Walk { copies, key: String::new(), document: Document { number: 0, copy: false } };
    let root = held.layout.root();
    for segment in held.catalogue.segments()? {
        count_events(root, &segment, (&mut walk, &mut words), &mut events, &mut dyads)?;
        count_statements(root, &segment, (&mut walk, &mut words), &mut statements)?;
    }
    let cubes =
        [(Derived::EventsByMonth, events), (Derived::DyadsByMonth, dyads), (Derived::StatementsByMonth, statements)];
    Ok(cubes.into_iter().map(|(derived, cube)| (derived, cube.into_rows(derived, &words))).collect())
}

fn count_events(
    root: &Path,
    segment: &SegmentInfo,
    (walk, words): (&mut Walk<'_>, &mut Words),
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
                let (month, kind, status) = (words.month(days, row), words.of(kind, row), words.of(status, row));
                events.add([month, kind, words.of(quad, row), status, NONE], document);
                let recipients = words.countries(recipients, row);
                for actor in words.countries(actors, row) {
                    for &recipient in &recipients {
                        dyads.add([month, actor, recipient, kind, status], document);
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
    (walk, words): (&mut Walk<'_>, &mut Words),
    statements: &mut Cube,
) -> Result<(), StoreError> {
    let path = |table| segment.files.iter().find(|file| file.table == table).map(|file| root.join(&file.path));
    let (Some(documents), Some(path)) = (path(Table::Documents), path(Table::Statements)) else { return Ok(()) };
    let mut published = HashMap::new();
    TableReader::open(documents, &["doc", "published"])?.each(|batch| {
        let (doc, days) = (batch.text("doc")?, batch.days("published")?);
        published.extend((0..batch.rows()).map(|row| (doc.value(row).to_owned(), words.month(days, row))));
        Ok(())
    })?;
    TableReader::open(path, &["doc", "kind", "source_kind", "cue_class"])?.each(|batch| {
        let (doc, kind) = (batch.text("doc")?, batch.text("kind")?);
        let (source, class) = (batch.text("source_kind")?, batch.text("cue_class")?);
        for row in 0..batch.rows() {
            let month = published.get(doc.value(row)).copied().unwrap_or(NONE);
            let place = [month, words.of(kind, row), words.of(source, row), words.of(class, row), NONE];
            statements.add(place, walk.to(doc.value(row)));
        }
        Ok(())
    })
}
