//! Writing the files of one segment.
//!
//! First all tables under names that no reader looks at, each brought to the disk; then all names. If any step fails,
//! nothing of the segment stays.

use std::io::{self, Write};
use std::path::Path;

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use crate::catalogue::SegmentFile;
use crate::disk::{Disk, DiskFile};
use crate::error::StoreError;
use crate::layout::Layout;
use crate::tables::{TABLES, Table};

/// Writes a segment with these tables, all of which it must have.
///
/// # Errors
/// Where a file cannot be written; it and the segment's other files are then removed.
pub(crate) fn write(
    disk: &dyn Disk,
    layout: &Layout,
    segment: i64,
    batches: &[(Table, RecordBatch)],
) -> Result<Vec<SegmentFile>, StoreError> {
    let outcome = write_all(disk, layout, segment, batches);
    if outcome.is_err() {
        remove(disk, layout, segment);
    }
    outcome
}

/// Removes what there is of a segment that did not come about. What cannot be removed the next writer removes.
pub(crate) fn remove(disk: &dyn Disk, layout: &Layout, segment: i64) {
    for table in TABLES {
        disk.remove(&layout.unfinished(table, segment)).ok();
        disk.remove(&layout.segment(table, segment)).ok();
    }
}

fn write_all(
    disk: &dyn Disk,
    layout: &Layout,
    segment: i64,
    batches: &[(Table, RecordBatch)],
) -> Result<Vec<SegmentFile>, StoreError> {
    let mut files = Vec::with_capacity(batches.len());
    for (table, batch) in batches {
        let unfinished = layout.unfinished(*table, segment);
        let (bytes, blake3) = write_file(disk, &unfinished, *table, batch)?;
        let path = Layout::listed(*table, segment);
        files.push(SegmentFile { table: *table, path, rows: batch.num_rows() as u64, bytes, blake3 });
    }
    for (table, _) in batches {
        let path = layout.segment(*table, segment);
        disk.rename(&layout.unfinished(*table, segment), &path).map_err(StoreError::write(&path))?;
    }
    for (table, _) in batches {
        let folder = layout.table(*table);
        disk.sync_folder(&folder).map_err(StoreError::write(&folder))?;
    }
    Ok(files)
}

/// Writes one table's rows; gives size and hash.
fn write_file(disk: &dyn Disk, path: &Path, table: Table, batch: &RecordBatch) -> Result<(u64, String), StoreError> {
    let file = disk.create(path).map_err(StoreError::write(path))?;
    let mut hashed = Hashed { file, hasher: blake3::Hasher::new(), bytes: 0, failure: None };
    if let Err(cause) = to_parquet(&mut hashed, table, batch) {
        let path = path.to_owned();
        return Err(match hashed.failure {
            Some(cause) => StoreError::Write { path, cause },
            None => StoreError::Parquet { path, cause },
        });
    }
    hashed.file.sync().map_err(StoreError::write(path))?;
    Ok((hashed.bytes, hashed.hasher.finalize().to_hex().to_string()))
}

fn to_parquet(file: &mut Hashed, table: Table, batch: &RecordBatch) -> Result<(), ParquetError> {
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties(table, batch)?))?;
    writer.write(batch)?;
    writer.close().map(drop)
}

/// Compressed by zstd; each file says which contract and table it belongs to.
fn properties(table: Table, batch: &RecordBatch) -> Result<WriterProperties, ParquetError> {
    let fact = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let facts = vec![fact("onrecord.schema", onrecord_record::SCHEMA), fact("onrecord.table", table.name())];
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_created_by("onrecord".to_owned())
        .set_key_value_metadata(Some(facts));
    // Running text hardly repeats; a dictionary of it is work for nothing.
    for field in batch.schema().fields().iter().filter(|field| field.name().ends_with("text")) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(field.name().as_str()), false);
    }
    Ok(properties.build())
}

/// A file whose bytes are counted and hashed as they are written. It keeps the first failure, of which the Parquet
/// library passes on no more than the words.
struct Hashed {
    file: Box<dyn DiskFile>,
    hasher: blake3::Hasher,
    bytes: u64,
    failure: Option<io::Error>,
}

impl Write for Hashed {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self.file.write(buffer) {
            Ok(count) => {
                self.hasher.update(&buffer[..count]);
                self.bytes += count as u64;
                Ok(count)
            }
            Err(failure) if failure.kind() == io::ErrorKind::Interrupted => Err(failure),
            Err(failure) => {
                let kind = failure.kind();
                self.failure.get_or_insert(failure);
                Err(kind.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
