//! `event_days`: events counted by day, dyad, type and status; derived, one small file for each segment.
//!
//! ```text
//! STORE/derived/event_days/000001-9f86d081884c7d65.parquet    segment and hash of its events: never out of date
//! ```
//!
//! Questions about one dyad over years would read the lists of countries of all events. Here they read a few pages: rows
//! are sorted by dyad. A document stands in one segment only, so counts of segments add up. What is missing is made when
//! a query needs it or when coding ends; what belongs to no segment any more is removed. All may be deleted at any time.

mod count;

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::DataType::{Date32, Float32, Float64, Int64, Utf8};
use arrow::datatypes::{DataType, Field, Schema};
use onrecord_store::{SegmentFile, SegmentInfo, Store, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::error::QueryError;
use crate::segments::TableFile;

/// Name of the table.
pub(crate) const TABLE: &str = "event_days";

/// Its folder in the store.
const FOLDER: &str = "derived/event_days";

/// Rows of a page: a page is the least that is read of a column.
const PAGE_ROWS: usize = 2_000;

/// The columns.
pub(crate) fn schema() -> Schema {
    let column = |name: &str, kind: DataType| Field::new(name, kind, false);
    let optional = |name: &str, kind: DataType| Field::new(name, kind, true);
    Schema::new(vec![
        optional("actor_country", Utf8),
        optional("recipient_country", Utf8),
        column("type", Utf8),
        column("status", Utf8),
        column("quad", Utf8),
        optional("day", Date32),
        column("events", Int64),
        column("documents", Int64),
        column("intensity_sum", Float64),
        column("confidence", Float32),
    ])
}

/// Counts the segments that are not counted yet: how many those were.
///
/// # Errors
/// Where the store cannot be read or its folder not be written.
pub fn refresh(store: &Path) -> Result<usize, QueryError> {
    let segments = Store::open(store)?.segments()?;
    let before = segments.iter().filter_map(events).filter(|file| path(store, file).is_file()).count();
    let files = update(store, &segments)?;
    sweep(store, &segments);
    Ok(files.len() - before.min(files.len()))
}

/// Brings the files up to date; all of them.
pub(crate) fn update(root: &Path, segments: &[SegmentInfo]) -> Result<Vec<TableFile>, QueryError> {
    let folder = root.join(FOLDER);
    let mut files = Vec::new();
    for file in segments.iter().filter_map(events) {
        let path = path(root, file);
        if !path.is_file() {
            fs::create_dir_all(&folder).map_err(|cause| broken(&folder, cause))?;
            write(&path, &count::count(&root.join(&file.path))?)?;
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
fn path(root: &Path, events: &SegmentFile) -> PathBuf {
    let number = Path::new(&events.path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let hash = events.blake3.get(..16).unwrap_or(&events.blake3);
    root.join(FOLDER).join(format!("{number}-{hash}.parquet"))
}

/// Removes counts of segments that are no more. What cannot be removed does no harm: it is not read.
fn sweep(root: &Path, segments: &[SegmentInfo]) {
    let wanted: HashSet<PathBuf> = segments.iter().filter_map(events).map(|file| path(root, file)).collect();
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten() {
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
