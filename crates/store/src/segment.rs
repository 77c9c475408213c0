//! Writing the files of one segment.
//!
//! First all tables under names that no reader looks at, each brought to the disk; then all names. If any step fails,
//! nothing of the segment stays.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

#[cfg(test)]
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
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
use crate::reading::Batches;
use crate::tables::{TABLES, Table, schema};

/// Writes a segment with these tables, for tests.
#[cfg(test)]
pub(crate) fn write(
    disk: &dyn Disk,
    layout: &Layout,
    segment: i64,
    batches: &[(Table, RecordBatch)],
) -> Result<Vec<SegmentFile>, StoreError> {
    let mut rows = |table| {
        let rows: Vec<_> = batches.iter().filter(|(of, _)| *of == table).map(|(_, rows)| Ok(rows.clone())).collect();
        Ok::<Batches, _>(Box::new(rows.into_iter()))
    };
    fill(disk, layout, segment, Filling::Rows(&mut rows))
}

/// What the files of a segment are made of.
pub(crate) enum Filling<'r> {
    /// Rows, which come bit by bit and are written.
    Rows(&'r mut dyn FnMut(Table) -> Result<Batches, StoreError>),
    /// Files in another folder, one for each table, which are copied byte for byte. They have been held against their hashes.
    Files(&'r Path, &'r [SegmentFile]),
}

/// Makes the files of a segment.
///
/// # Errors
/// Where what it is made of cannot be read or a file not be written; what there is of the segment is then removed.
pub(crate) fn fill(
    disk: &dyn Disk,
    layout: &Layout,
    segment: i64,
    filling: Filling<'_>,
) -> Result<Vec<SegmentFile>, StoreError> {
    let files = match filling {
        Filling::Rows(rows) => write_all(disk, layout, segment, rows),
        Filling::Files(root, others) => copy_all(disk, layout, segment, root, others),
    };
    let outcome = files.and_then(|files| put_in_place(disk, layout, segment).map(|()| files));
    if outcome.is_err() {
        remove(disk, layout, segment);
    }
    outcome
}

fn copy_all(
    disk: &dyn Disk,
    layout: &Layout,
    segment: i64,
    root: &Path,
    others: &[SegmentFile],
) -> Result<Vec<SegmentFile>, StoreError> {
    let mut files = Vec::with_capacity(others.len());
    for other in others {
        let (from, unfinished) = (root.join(&other.path), layout.unfinished(other.table, segment));
        let mut read = File::open(&from).map_err(StoreError::read(&from))?;
        let mut file = disk.create(&unfinished).map_err(StoreError::write(&unfinished))?;
        io::copy(&mut read, &mut file).and_then(|_| file.sync()).map_err(StoreError::write(&unfinished))?;
        files.push(SegmentFile { path: Layout::listed(other.table, segment), ..other.clone() });
    }
    Ok(files)
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
    rows: &mut dyn FnMut(Table) -> Result<Batches, StoreError>,
) -> Result<Vec<SegmentFile>, StoreError> {
    let mut files = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let unfinished = layout.unfinished(table, segment);
        let Written { rows, bytes, blake3 } =
            write_file(disk, &unfinished, table.name(), &schema(table), rows(table)?)?;
        files.push(SegmentFile { table, path: Layout::listed(table, segment), rows, bytes, blake3 });
    }
    Ok(files)
}

/// Gives all files of a segment their names.
fn put_in_place(disk: &dyn Disk, layout: &Layout, segment: i64) -> Result<(), StoreError> {
    for table in TABLES {
        let path = layout.segment(table, segment);
        disk.rename(&layout.unfinished(table, segment), &path).map_err(StoreError::write(&path))?;
    }
    for table in TABLES {
        let folder = layout.table(table);
        disk.sync_folder(&folder).map_err(StoreError::write(&folder))?;
    }
    Ok(())
}

/// A file that is on the disk.
pub(crate) struct Written {
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) blake3: String,
}

/// Writes one table's rows and brings them to the disk.
pub(crate) fn write_file(
    disk: &dyn Disk,
    path: &Path,
    table: &str,
    schema: &SchemaRef,
    rows: Batches,
) -> Result<Written, StoreError> {
    let file = disk.create(path).map_err(StoreError::write(path))?;
    let mut hashed = Hashed { file, hasher: blake3::Hasher::new(), bytes: 0, failure: None };
    let rows = match to_parquet(&mut hashed, table, schema, rows) {
        Ok(rows) => rows,
        Err(Unwritten::NoRows(error)) => return Err(error),
        Err(Unwritten::Parquet(cause)) => {
            let path = path.to_owned();
            return Err(match hashed.failure {
                Some(cause) => StoreError::Write { path, cause },
                None => StoreError::Parquet { path, cause },
            });
        }
    };
    hashed.file.sync().map_err(StoreError::write(path))?;
    Ok(Written { rows, bytes: hashed.bytes, blake3: hashed.hasher.finalize().to_hex().to_string() })
}

/// Bytes of the words of a column that are written once and then by their numbers: enough for the keys of a large segment's documents,
/// by which all tables are joined and looked up.
const DICTIONARY: usize = 8 << 20;

/// Bytes of rows in memory at which a row group ends.
const ROW_GROUP: usize = 64 << 20;

fn to_parquet(file: &mut Hashed, table: &str, schema: &SchemaRef, rows: Batches) -> Result<u64, Unwritten> {
    let mut writer = ArrowWriter::try_new(file, SchemaRef::clone(schema), Some(properties(table, schema)?))?;
    let mut written = 0;
    for batch in rows {
        let batch = batch.map_err(Unwritten::NoRows)?;
        written += batch.num_rows() as u64;
        writer.write(&batch)?;
        if writer.memory_size() > ROW_GROUP {
            writer.flush()?;
        }
    }
    writer.close()?;
    Ok(written)
}

/// Why there is no file.
enum Unwritten {
    /// The rows could not be had.
    NoRows(StoreError),
    /// They could not be written.
    Parquet(ParquetError),
}

impl From<ParquetError> for Unwritten {
    fn from(cause: ParquetError) -> Self {
        Self::Parquet(cause)
    }
}

/// Compressed by zstd; each file says which contract and table it belongs to.
fn properties(table: &str, schema: &SchemaRef) -> Result<WriterProperties, ParquetError> {
    let fact = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let facts = vec![fact("onrecord.schema", onrecord_record::SCHEMA), fact("onrecord.table", table)];
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_created_by("onrecord".to_owned())
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_key_value_metadata(Some(facts));
    // Running text hardly repeats; a dictionary of it is work for nothing.
    for field in schema.fields().iter().filter(|field| field.name().ends_with("text")) {
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
