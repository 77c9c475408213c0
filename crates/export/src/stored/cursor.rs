//! A place in one table's file, which moves along with the documents.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, RecordBatch, Scalar, StringArray};
use arrow::compute::kernels::cmp::eq;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowPredicateFn, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowFilter,
};
use parquet::file::metadata::PageIndexPolicy;
use parquet::schema::types::SchemaDescriptor;

use super::Rows;
use crate::error::ExportError;

/// Rows read at once. A text may be megabytes long, so few.
const BATCH: usize = 64;

/// Rows that are looked at together where one document is wanted; no more of them are kept than are its own.
const SEARCHED: usize = 8 << 10;

/// One table's file, or nothing where the segment has no such table.
pub(super) struct Cursor {
    path: PathBuf,
    reader: Option<ParquetRecordBatchReader>,
    batch: Option<RecordBatch>,
    row: usize,
}

impl Cursor {
    /// A cursor on all rows of a file, or on those of one document.
    pub(super) fn open(path: Option<PathBuf>, only: Option<&str>) -> Result<Self, ExportError> {
        let Some(path) = path else { return Ok(Self { path: PathBuf::new(), reader: None, batch: None, row: 0 }) };
        let file = File::open(&path).map_err(|cause| ExportError::Read { path: path.clone(), cause })?;
        let builder = match only {
            // With the index of pages, only those pages are read in which the document stands.
            Some(_) => {
                let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
                ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            }
            None => ParquetRecordBatchReaderBuilder::try_new(file),
        };
        let reader = builder
            .and_then(|builder| match only {
                Some(key) => {
                    let filter = of_document(builder.parquet_schema(), key);
                    builder.with_row_filter(filter).with_batch_size(SEARCHED).build()
                }
                None => builder.with_batch_size(BATCH).build(),
            })
            .map_err(|cause| ExportError::unreadable(&path, cause))?;
        Ok(Self { path, reader: Some(reader), batch: None, row: 0 })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The next row, with its key.
    pub(super) fn next_row(&mut self) -> Result<Option<(String, RecordBatch)>, ExportError> {
        let Some(batch) = self.current()? else { return Ok(None) };
        let key = keys(&self.path, &batch)?.value(self.row).to_owned();
        let row = batch.slice(self.row, 1);
        self.row += 1;
        Ok(Some((key, row)))
    }

    /// All rows of a document, which must come next.
    pub(super) fn take(&mut self, key: &str) -> Result<Rows, ExportError> {
        let mut rows = Rows::new();
        while let Some(batch) = self.current()? {
            let keys = keys(&self.path, &batch)?;
            let from = self.row;
            while self.row < keys.len() && keys.value(self.row) == key {
                self.row += 1;
            }
            if self.row > from {
                rows.push(batch.slice(from, self.row - from));
            }
            if self.row < batch.num_rows() {
                break;
            }
        }
        Ok(rows)
    }

    /// Whether nothing is left.
    pub(super) fn finish(&mut self) -> Result<(), ExportError> {
        match self.next_row()? {
            None => Ok(()),
            Some((doc, _)) => Err(ExportError::OutOfOrder { path: self.path.clone(), doc }),
        }
    }

    /// The batch that holds the next row.
    fn current(&mut self) -> Result<Option<RecordBatch>, ExportError> {
        while self.batch.as_ref().is_none_or(|batch| self.row >= batch.num_rows()) {
            let Some(reader) = &mut self.reader else { return Ok(None) };
            match reader.next() {
                None => return Ok(None),
                Some(Err(cause)) => return Err(ExportError::unreadable(&self.path, cause)),
                Some(Ok(batch)) => (self.batch, self.row) = (Some(batch), 0),
            }
        }
        Ok(self.batch.clone())
    }
}

/// Keeps the rows of one document.
fn of_document(schema: &SchemaDescriptor, key: &str) -> RowFilter {
    let key = Scalar::new(StringArray::from(vec![key]));
    let doc = ProjectionMask::columns(schema, ["doc"]);
    let is_its = ArrowPredicateFn::new(doc, move |batch: RecordBatch| eq(batch.column(0), &key));
    RowFilter::new(vec![Box::new(is_its)])
}

fn keys<'b>(path: &Path, batch: &'b RecordBatch) -> Result<&'b StringArray, ExportError> {
    let column = batch.column_by_name("doc").and_then(|column| column.as_string_opt());
    column.ok_or_else(|| ExportError::unreadable(path, "no such column as doc should be"))
}
