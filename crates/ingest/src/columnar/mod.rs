//! Parquet: one document a row, row group by row group.
//!
//! ```text
//! file ──schema, columns──▶ the columns that are needed ──batches of rows──▶ text of each cell ──row──▶ Document
//! ```
//!
//! Only the columns that hold something of a document are read, and of these some hundred rows at a time, so that memory
//! does not grow with the file. A file that comes through a pipe or is compressed as a whole is put in a temporary file
//! first, since Parquet is read from its end. A row group that is damaged is one error, and the next one is read.

mod batches;
mod cells;
mod file;

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow::array::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::Length;

use crate::columns::Layout;
use crate::document::{Document, Origin, Place};
use crate::error::{Problem, ReadError};
use crate::limits::Limits;
use crate::options::Options;
use crate::peek::Bytes;
use crate::progress::Progress;
use crate::row;
pub use batches::{BatchRow, Batches};
use cells::Cells;
use file::Chunks;

/// How a Parquet file begins and ends.
pub(crate) const MARK: &[u8] = b"PAR1";

/// Rows that are held at a time.
const BATCH: usize = 128;

/// The documents of one file.
pub(crate) struct Columnar {
    name: String,
    limits: Limits,
    progress: Progress,
    file: Chunks,
    metadata: ArrowReaderMetadata,
    layout: Layout,
    mask: ProjectionMask,
    /// The row group that comes next, and the rows before it.
    group: usize,
    before: u64,
    /// Batches of the open row group.
    open: Option<ParquetRecordBatchReader>,
    batch: Option<Cells>,
    /// Of the row last given, from 1.
    row: u64,
    /// Bytes of the batches so far. A run of equal rows takes a few bytes, however long it is.
    unpacked: u64,
    begun: bool,
}

impl Columnar {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is cut or damaged, or has no column of texts.
    pub(crate) fn new(name: &str, file: File, options: &Options, progress: &Progress) -> Result<Self, Problem> {
        let file = Chunks::new(file, progress).map_err(Problem::Broken)?;
        let metadata = guarded(|| ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()))?;
        let fields = metadata.schema().fields();
        let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let mut layout = options.columns.layout(&names)?;
        // Batches hold the columns that are read alone, in the order of the file.
        let mut read: Vec<usize> = layout.fields.iter().flat_map(|(_, columns)| columns.iter().copied()).collect();
        read.sort_unstable();
        read.dedup();
        for (_, columns) in &mut layout.fields {
            for column in columns {
                *column = read.iter().position(|at| at == column).unwrap_or(0);
            }
        }
        let mask = ProjectionMask::roots(metadata.parquet_schema(), read);
        Ok(Self {
            name: name.to_owned(),
            limits: options.limits,
            progress: progress.clone(),
            file,
            metadata,
            layout,
            mask,
            group: 0,
            before: 0,
            open: None,
            batch: None,
            row: 0,
            unpacked: 0,
            begun: false,
        })
    }

    /// Puts a stream in a temporary file, and opens that.
    ///
    /// # Errors
    /// As of [`Columnar::new`], and where the stream is longer than the limit of the search.
    pub(crate) fn from_stream(
        name: &str,
        bytes: Bytes,
        options: &Options,
        failed: impl Fn(io::Error) -> Problem,
    ) -> Result<Self, Problem> {
        let mut file = tempfile::tempfile().map_err(Problem::Broken)?;
        let limit = options.limits.search;
        let count = io::copy(&mut bytes.take(limit.saturating_add(1)), &mut file).map_err(failed)?;
        if count > limit {
            return Err(Problem::RecordTooLong { limit });
        }
        // What is read of it now was counted when it came.
        Self::new(name, file, options, &Progress::default())
    }

    /// The next batch of rows, `None` at the end.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, Problem> {
        loop {
            if let Some(rows) = &mut self.open {
                if let Some(batch) = guarded(|| rows.next().transpose().map_err(ParquetError::from))? {
                    return Ok(Some(batch));
                }
                self.open = None;
            }
            let Some(group) = self.metadata.metadata().row_groups().get(self.group) else { return Ok(None) };
            self.row = self.before;
            self.before += u64::try_from(group.num_rows()).unwrap_or(0);
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(self.file.clone(), self.metadata.clone());
            let builder = builder.with_row_groups(vec![self.group]).with_projection(self.mask.clone());
            self.group += 1;
            self.open = Some(guarded(|| builder.with_batch_size(BATCH).build())?);
        }
    }

    /// The next row's document, `None` at the end.
    fn step(&mut self) -> Result<Option<Document>, Problem> {
        while !self.batch.as_mut().is_some_and(Cells::advance) {
            let Some(batch) = self.next_batch()? else { return Ok(None) };
            let bytes = (batch.get_array_memory_size() + batch.num_rows()) as u64;
            self.progress.add_unpacked(bytes);
            self.unpacked += bytes;
            if self.unpacked > Limits::RATIO_FROM && self.unpacked / self.limits.ratio.max(1) > self.file.len() {
                self.group = usize::MAX;
                return Err(Problem::Parquet("it unpacks to far more than any text does".to_owned()));
            }
            self.batch = Some(Cells::new(&batch));
        }
        self.row += 1;
        let batch = self.batch.as_ref();
        let value = |column| batch?.get(column);
        row::document(&self.layout, value, &self.name, Place::Row(self.row), "UTF-8", &self.limits).map(Some)
    }
}

impl Iterator for Columnar {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        let first = !std::mem::replace(&mut self.begun, true);
        match step {
            Ok(Some(document)) => Some(Ok(document)),
            Ok(None) => first.then(|| Err(Problem::Empty.at(Origin::whole(&self.name), None))),
            Err(problem) => {
                if matches!(problem, Problem::Parquet(_)) {
                    // What is left of the row group is lost.
                    (self.open, self.batch) = (None, None);
                    self.row += 1;
                }
                Some(Err(problem.at(Origin::at(&self.name, Place::Row(self.row)), None)))
            }
        }
    }
}

/// What the library gives. It promises no panic on damaged files; where it breaks that, the file is damaged all the same.
fn guarded<T>(job: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Problem> {
    // Nothing that a panic may leave half done is used again: the row group is closed.
    match catch_unwind(AssertUnwindSafe(job)) {
        Ok(result) => result.map_err(|error| Problem::Parquet(error.to_string())),
        Err(_) => Err(Problem::Parquet("its pages do not fit together".to_owned())),
    }
}
