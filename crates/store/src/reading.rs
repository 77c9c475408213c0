//! Reading tables back: some columns of a file, batch after batch; and whole tables of a segment as this program writes
//! them, whatever version wrote the segment.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryArray, Date32Array, Int32Array, ListArray, RecordBatch, StringArray, new_null_array,
};
use arrow::datatypes::{Date32Type, Int32Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;

use crate::catalogue::SegmentInfo;
use crate::error::StoreError;
use crate::tables::{self, Table};

/// Rows that come bit by bit.
pub(crate) type Batches = Box<dyn Iterator<Item = Result<RecordBatch, StoreError>>>;

/// All rows of one table of a segment, with the columns that this program knows. What the segment's own program did not
/// know is null; signatures are made of the texts.
pub(crate) fn whole_table(root: &Path, segment: &SegmentInfo, table: Table) -> Result<Batches, StoreError> {
    let file = |table| segment.files.iter().find(|file| file.table == table).map(|file| root.join(&file.path));
    match (file(table), file(Table::Documents)) {
        (Some(path), _) => {
            let reader = TableReader::all_columns(path)?;
            Ok(Box::new(reader.map(move |batch| batch.and_then(|batch| batch.conforming(table)))))
        }
        (None, Some(path)) if table == Table::Signatures => {
            let documents = TableReader::open(path, &["doc", "text"])?;
            Ok(Box::new(documents.map(|batch| {
                let batch = batch?;
                let rows = tables::signatures_of(batch.text("doc")?, batch.text("text")?);
                rows.map_err(|cause| batch.unreadable(cause.into()))
            })))
        }
        _ => Ok(Box::new(std::iter::empty())),
    }
}

/// Some columns of one table's file, batch after batch.
pub(crate) struct TableReader {
    path: PathBuf,
    batches: ParquetRecordBatchReader,
}

impl TableReader {
    pub(crate) fn open(path: PathBuf, columns: &[&str]) -> Result<Self, StoreError> {
        let file = File::open(&path).map_err(StoreError::read(&path))?;
        let batches = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|builder| {
            let columns = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
            builder.with_projection(columns).build()
        });
        match batches {
            Ok(batches) => Ok(Self { path, batches }),
            Err(cause) => Err(StoreError::Unreadable { path, cause }),
        }
    }

    pub(crate) fn all_columns(path: PathBuf) -> Result<Self, StoreError> {
        let file = File::open(&path).map_err(StoreError::read(&path))?;
        match ParquetRecordBatchReaderBuilder::try_new(file).and_then(ParquetRecordBatchReaderBuilder::build) {
            Ok(batches) => Ok(Self { path, batches }),
            Err(cause) => Err(StoreError::Unreadable { path, cause }),
        }
    }

    pub(crate) fn next_batch(&mut self) -> Result<Option<Batch>, StoreError> {
        let batch = self.batches.next().transpose();
        let path = self.path.clone();
        match batch {
            Ok(batch) => Ok(batch.map(|rows| Batch { path, rows })),
            Err(cause) => Err(StoreError::Unreadable { path, cause: cause.into() }),
        }
    }

    pub(crate) fn each(mut self, mut take: impl FnMut(&Batch) -> Result<(), StoreError>) -> Result<(), StoreError> {
        while let Some(batch) = self.next_batch()? {
            take(&batch)?;
        }
        Ok(())
    }
}

impl Iterator for TableReader {
    type Item = Result<Batch, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

/// Some rows, with the file that they are from.
pub(crate) struct Batch {
    path: PathBuf,
    pub(crate) rows: RecordBatch,
}

impl Batch {
    pub(crate) fn rows(&self) -> usize {
        self.rows.num_rows()
    }

    pub(crate) fn text(&self, name: &str) -> Result<&StringArray, StoreError> {
        self.column(name)?.as_string_opt().ok_or_else(|| self.lacks(name))
    }

    pub(crate) fn days(&self, name: &str) -> Result<&Date32Array, StoreError> {
        self.column(name)?.as_primitive_opt::<Date32Type>().ok_or_else(|| self.lacks(name))
    }

    pub(crate) fn lists(&self, name: &str) -> Result<&ListArray, StoreError> {
        self.column(name)?.as_list_opt().ok_or_else(|| self.lacks(name))
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<&BinaryArray, StoreError> {
        self.column(name)?.as_binary_opt().ok_or_else(|| self.lacks(name))
    }

    pub(crate) fn numbers(&self, name: &str) -> Result<&Int32Array, StoreError> {
        self.column(name)?.as_primitive_opt::<Int32Type>().ok_or_else(|| self.lacks(name))
    }

    fn column(&self, name: &str) -> Result<&ArrayRef, StoreError> {
        self.rows.column_by_name(name).ok_or_else(|| self.lacks(name))
    }

    /// The same rows with the columns of `table` as this program knows it.
    fn conforming(self, table: Table) -> Result<RecordBatch, StoreError> {
        let schema = tables::schema(table);
        if self.rows.schema() == schema {
            return Ok(self.rows);
        }
        let columns = schema.fields().iter().map(|field| match self.rows.column_by_name(field.name()) {
            Some(column) if column.data_type() == field.data_type() => Ok(ArrayRef::clone(column)),
            None if field.is_nullable() => Ok(new_null_array(field.data_type(), self.rows.num_rows())),
            _ => Err(self.lacks(field.name())),
        });
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        RecordBatch::try_new(schema, columns).map_err(|cause| self.unreadable(cause.into()))
    }

    fn lacks(&self, name: &str) -> StoreError {
        self.unreadable(ParquetError::General(format!("no such column as {name} should be")))
    }

    fn unreadable(&self, cause: ParquetError) -> StoreError {
        StoreError::Unreadable { path: self.path.clone(), cause }
    }
}
