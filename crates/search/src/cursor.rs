//! Some columns of one table's file, document by document.
//!
//! All tables of a segment hold the rows of its documents in the same order, so that they are read side by side with one
//! batch of each in memory, however large the segment is.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, ListArray, RecordBatch, StringArray};
use arrow::datatypes::{Date32Type, Int32Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::error::SearchError;

/// Rows in memory.
const BATCH: usize = 1024;

pub(crate) struct Cursor {
    path: PathBuf,
    batches: ParquetRecordBatchReader,
    rows: Option<RecordBatch>,
    row: usize,
}

/// One row of a table.
pub(crate) struct Row<'c> {
    path: &'c Path,
    rows: &'c RecordBatch,
    row: usize,
}

impl Cursor {
    /// Opens a file; `doc` is always read.
    pub(crate) fn open(path: &Path, columns: &[&str]) -> Result<Self, SearchError> {
        let failed = |cause: &dyn ToString| SearchError::table(path, cause.to_string());
        let file = File::open(path).map_err(|cause| failed(&cause))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| failed(&cause))?;
        let columns = columns.iter().chain(&["doc"]).copied();
        let columns = ProjectionMask::columns(builder.parquet_schema(), columns);
        let batches =
            builder.with_projection(columns).with_batch_size(BATCH).build().map_err(|cause| failed(&cause))?;
        let mut cursor = Self { path: path.to_owned(), batches, rows: None, row: 0 };
        cursor.fill()?;
        Ok(cursor)
    }

    /// The row at hand; none at the end.
    pub(crate) fn row(&self) -> Option<Row<'_>> {
        self.rows.as_ref().map(|rows| Row { path: &self.path, rows, row: self.row })
    }

    /// Goes on by one row.
    pub(crate) fn advance(&mut self) -> Result<(), SearchError> {
        self.row += 1;
        if self.rows.as_ref().is_some_and(|rows| self.row >= rows.num_rows()) {
            self.fill()?;
        }
        Ok(())
    }

    /// Takes the rows of one document, at which the cursor must stand, if it has any.
    pub(crate) fn document(
        &mut self,
        doc: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        while let Some(row) = self.row() {
            if row.text("doc")? != Some(doc) {
                break;
            }
            take(&row)?;
            self.advance()?;
        }
        Ok(())
    }

    /// Makes sure that all rows were taken.
    pub(crate) fn finish(&self) -> Result<(), SearchError> {
        match &self.rows {
            None => Ok(()),
            Some(_) => Err(SearchError::table(&self.path, "its rows stand in another order than the documents")),
        }
    }

    fn fill(&mut self) -> Result<(), SearchError> {
        self.row = 0;
        loop {
            self.rows = self.batches.next().transpose().map_err(|cause| SearchError::table(&self.path, cause))?;
            if self.rows.as_ref().is_none_or(|rows| rows.num_rows() > 0) {
                return Ok(());
            }
        }
    }
}

impl Row<'_> {
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, SearchError> {
        let column: &StringArray = self.column(name)?.as_string_opt().ok_or_else(|| self.lacks(name))?;
        Ok((!column.is_null(self.row)).then(|| column.value(self.row)))
    }

    /// A text that is never null.
    pub(crate) fn owned(&self, name: &str) -> Result<String, SearchError> {
        Ok(self.text(name)?.unwrap_or_default().to_owned())
    }

    pub(crate) fn number(&self, name: &str) -> Result<i32, SearchError> {
        let column = self.column(name)?.as_primitive_opt::<Int32Type>().ok_or_else(|| self.lacks(name))?;
        Ok(column.value(self.row))
    }

    /// Days from 1970-01-01.
    pub(crate) fn day(&self, name: &str) -> Result<Option<i32>, SearchError> {
        let column = self.column(name)?.as_primitive_opt::<Date32Type>().ok_or_else(|| self.lacks(name))?;
        Ok((!column.is_null(self.row)).then(|| column.value(self.row)))
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, SearchError> {
        let list = self.list(name)?;
        let texts: &StringArray = list.as_string_opt().ok_or_else(|| self.lacks(name))?;
        Ok(texts.iter().flatten().map(str::to_owned).collect())
    }

    pub(crate) fn spans(&self, name: &str) -> Result<Vec<(i32, i32)>, SearchError> {
        let list = self.list(name)?;
        let spans = list.as_struct_opt().ok_or_else(|| self.lacks(name))?;
        let side = |side: &str| -> Option<&Int32Array> { spans.column_by_name(side)?.as_primitive_opt() };
        let (Some(starts), Some(ends)) = (side("start"), side("end")) else { return Err(self.lacks(name)) };
        Ok(starts.values().iter().copied().zip(ends.values().iter().copied()).collect())
    }

    fn list(&self, name: &str) -> Result<ArrayRef, SearchError> {
        let lists: &ListArray = self.column(name)?.as_list_opt().ok_or_else(|| self.lacks(name))?;
        Ok(lists.value(self.row))
    }

    fn column(&self, name: &str) -> Result<&ArrayRef, SearchError> {
        self.rows.column_by_name(name).ok_or_else(|| self.lacks(name))
    }

    fn lacks(&self, name: &str) -> SearchError {
        SearchError::table(self.path, format!("no such column as {name} should be"))
    }
}
