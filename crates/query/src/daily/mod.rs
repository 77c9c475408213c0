//! What lists and counts of a large store need, read off its segments once: events by day, type, status and who did it to whom,
//! `event_days` by countries and `name_days` by names; who did it together, `joint_days`; which part a name has in which act or statement, `name_parts`; which roles it has,
//! `name_roles`. Derived, one file of each for each segment.
//!
//! ```text
//! STORE/derived/event_days/000001-9f86d081884c7d65-1.parquet    segment, hash of its events, version of the table: never out of date
//! ```
//!
//! Questions about one dyad over years would read the lists of countries of all events, or join all roles with all entities. Here
//! they read a few pages: rows are sorted by dyad. A document stands in one segment only, so counts of segments add up. What is
//! missing is made when a query needs it or when coding ends; what belongs to no segment any more is removed. All may be deleted
//! at any time.

mod countries;
mod names;
mod parts;
mod roles;
mod words;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Date32Type, Field, Schema};
use onrecord_store::{SegmentFile, SegmentInfo, Store, Table};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use self::words::{Word, Words};
use crate::error::QueryError;
use crate::segments::TableFile;

/// A table of counts.
pub(crate) struct Daily {
    /// Its name, and that of its folder below `derived`.
    pub(crate) name: &'static str,
    /// Another number where another program wrote other columns or counted otherwise.
    version: u32,
    pub(crate) schema: fn() -> Schema,
    count: fn(&Files<'_>) -> Result<RecordBatch, QueryError>,
}

/// All of them.
pub(crate) const DAILY: [&Daily; 5] = [
    &Daily { name: "event_days", version: 1, schema: countries::schema, count: countries::count },
    &Daily { name: "joint_days", version: 1, schema: countries::joint_schema, count: countries::count_joint },
    &Daily { name: "name_days", version: 1, schema: names::schema, count: names::count },
    &Daily { name: "name_parts", version: 1, schema: parts::schema, count: parts::find },
    &Daily { name: "name_roles", version: 1, schema: roles::schema, count: roles::find },
];

/// Where derived tables lie in a store.
const DERIVED: &str = "derived";

/// Rows of a page: a page is the least that is read of a column.
const PAGE_ROWS: usize = 2_000;

/// Most bytes of a column's list of words: keys of all documents of a segment have room, so that each is written once.
const DICTIONARY: usize = 8 << 20;

/// The files of a segment that is counted.
pub(super) struct Files<'s> {
    root: &'s Path,
    segment: &'s SegmentInfo,
}

impl Files<'_> {
    /// Some columns of one of its tables, batch by batch; nothing where the segment has no such table.
    fn read(
        &self,
        table: Table,
        columns: &[&str],
        mut take: impl FnMut(&RecordBatch) -> Option<()>,
    ) -> Result<(), QueryError> {
        let Some(listed) = self.segment.files.iter().find(|file| file.table == table) else { return Ok(()) };
        let path = self.root.join(&listed.path);
        let file = File::open(&path).map_err(|cause| broken(&path, cause))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| broken(&path, cause))?;
        let columns = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        for batch in builder.with_projection(columns).build().map_err(|cause| broken(&path, cause))? {
            let batch = batch.map_err(|cause| broken(&path, cause))?;
            take(&batch).ok_or_else(|| broken(&path, format!("not the columns of a table of {}", table.name())))?;
        }
        Ok(())
    }

    /// An error of a segment's counts.
    fn broken(&self, cause: impl ToString) -> QueryError {
        broken(self.root, cause)
    }
}

/// Counts the segments that are not counted yet: how many those were.
///
/// # Errors
/// Where the store cannot be read or its folder not be written.
pub fn refresh(store: &Path) -> Result<usize, QueryError> {
    let segments = Store::open(store)?.segments()?;
    let mut counted = 0;
    for daily in DAILY {
        let before = segments.iter().filter_map(events).filter(|file| path(store, daily, file).is_file()).count();
        let files = update(store, daily, &segments)?;
        sweep(store, daily, &segments);
        counted = counted.max(files.len() - before.min(files.len()));
    }
    Ok(counted)
}

/// Brings the files of a table up to date; all of them.
pub(crate) fn update(root: &Path, daily: &Daily, segments: &[SegmentInfo]) -> Result<Vec<TableFile>, QueryError> {
    let folder = root.join(DERIVED).join(daily.name);
    let mut files = Vec::new();
    for segment in segments {
        let Some(file) = events(segment) else { continue };
        let path = path(root, daily, file);
        if !path.is_file() {
            fs::create_dir_all(&folder).map_err(|cause| broken(&folder, cause))?;
            write(&path, &(daily.count)(&Files { root, segment })?)?;
        }
        files.push(TableFile::found(&path)?);
    }
    Ok(files)
}

/// A segment's file of events.
fn events(segment: &SegmentInfo) -> Option<&SegmentFile> {
    segment.files.iter().find(|file| file.table == Table::Events)
}

/// Where the counts of a file of events lie.
fn path(root: &Path, daily: &Daily, events: &SegmentFile) -> PathBuf {
    let number = Path::new(&events.path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let hash = events.blake3.get(..16).unwrap_or(&events.blake3);
    root.join(DERIVED).join(daily.name).join(format!("{number}-{hash}-{}.parquet", daily.version))
}

/// Removes counts of segments that are no more. What cannot be removed does no harm: it is not read.
fn sweep(root: &Path, daily: &Daily, segments: &[SegmentInfo]) {
    let wanted: HashSet<PathBuf> = segments.iter().filter_map(events).map(|file| path(root, daily, file)).collect();
    for entry in fs::read_dir(root.join(DERIVED).join(daily.name)).into_iter().flatten().flatten() {
        let path = entry.path();
        let ours = path.extension().is_some_and(|ending| ending == "parquet");
        if ours && !wanted.contains(&path) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Writes under another name first: a file that has its name is whole.
fn write(path: &Path, rows: &RecordBatch) -> Result<(), QueryError> {
    let unfinished = path.with_extension(format!("part{}", std::process::id()));
    let outcome =
        write_file(&unfinished, rows).and_then(|()| fs::rename(&unfinished, path).map_err(|it| it.to_string()));
    outcome.map_err(|cause| {
        let _ = fs::remove_file(&unfinished);
        broken(path, cause)
    })
}

fn write_file(path: &Path, rows: &RecordBatch) -> Result<(), String> {
    let zstd = ZstdLevel::try_new(3).map_err(|cause| cause.to_string())?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(zstd))
        .set_created_by("onrecord".to_owned())
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_write_batch_size(PAGE_ROWS)
        .build();
    let file = File::create(path).map_err(|cause| cause.to_string())?;
    let mut writer = ArrowWriter::try_new(file, rows.schema(), Some(properties)).map_err(|cause| cause.to_string())?;
    writer.write(rows).map_err(|cause| cause.to_string())?;
    let file = writer.into_inner().map_err(|cause| cause.to_string())?;
    file.sync_all().map_err(|cause| cause.to_string())
}

fn broken(path: &Path, cause: impl ToString) -> QueryError {
    QueryError::Derived { path: path.to_owned(), cause: cause.to_string() }
}

fn column(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, false)
}

fn optional(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

/// Takes the days on which documents were published; `None` where a column is lacking.
fn published(batch: &RecordBatch, docs: &mut Words, days: &mut HashMap<Word, i32>) -> Option<()> {
    let its = text(batch, "doc")?;
    let day = batch.column_by_name("published")?.as_primitive_opt::<Date32Type>()?;
    for row in 0..batch.num_rows() {
        let doc = docs.number(its.value(row));
        if !day.is_null(row) {
            days.insert(doc, day.value(row));
        }
    }
    Some(())
}

/// Hands on document, id and name of each entity; `None` where a column is lacking.
fn each_name(batch: &RecordBatch, mut take: impl FnMut(&str, &str, &str)) -> Option<()> {
    let (docs, entities, names) = (text(batch, "doc")?, text(batch, "entity")?, text(batch, "name")?);
    for row in 0..batch.num_rows() {
        take(docs.value(row), entities.value(row), names.value(row));
    }
    Some(())
}

/// A column of texts.
fn text<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b StringArray> {
    batch.column_by_name(name)?.as_string_opt::<i32>()
}
