//! Answers in the forms that people and programs take.

mod boxed;
mod cell;

use std::io::{self, Write};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::error::QueryError;
use crate::rows::Rows;
pub(crate) use cell::value;
use cell::{json_row, plain};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A box for the eye: the first rows, wide values shortened.
    Box(Shape),
    /// Comma-separated values with a header; lists and structs as JSON.
    Csv,
    /// One JSON array of objects.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A table for Markdown.
    Markdown,
    /// A Parquet file.
    Parquet,
}

/// What a box may take up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Columns of the terminal.
    pub width: usize,
    /// Rows that are shown; the others are only counted.
    pub rows: usize,
}

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The query failed on the way.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The place to write to refuses.
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl Format {
    /// Writes all rows, as they come; how many there were.
    ///
    /// # Errors
    /// Where the query fails or `out` refuses; what was written before stays.
    pub fn write(self, rows: Rows, out: &mut (impl Write + Send)) -> Result<u64, WriteError> {
        let schema = Arc::clone(rows.schema());
        let count = match self {
            Self::Box(shape) => boxed::write(&schema, rows, shape, out)?,
            Self::Csv => csv(&schema, rows, out)?,
            Self::Json => json(&schema, rows, out)?,
            Self::Jsonl => jsonl(&schema, rows, out)?,
            Self::Markdown => markdown(&schema, rows, out)?,
            Self::Parquet => parquet(&schema, rows, out)?,
        };
        out.flush()?;
        Ok(count)
    }
}

/// Goes through all rows of all batches; how many there were.
fn each(rows: Rows, mut take: impl FnMut(&RecordBatch, usize) -> Result<(), WriteError>) -> Result<u64, WriteError> {
    let mut count = 0;
    for batch in rows {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            take(&batch, row)?;
        }
        count += batch.num_rows() as u64;
    }
    Ok(count)
}

fn names(schema: &SchemaRef) -> Vec<&str> {
    schema.fields().iter().map(|field| field.name().as_str()).collect()
}

fn csv(schema: &SchemaRef, rows: Rows, out: &mut impl Write) -> Result<u64, WriteError> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(64 << 10).from_writer(out);
    let failed = |error: csv::Error| WriteError::Output(error.into());
    writer.write_record(names(schema)).map_err(failed)?;
    let count = each(rows, |batch, row| {
        for column in batch.columns() {
            writer.write_field(plain(column, row).unwrap_or_default()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    })?;
    writer.flush()?;
    Ok(count)
}

fn json(schema: &SchemaRef, rows: Rows, out: &mut impl Write) -> Result<u64, WriteError> {
    let mut separator = "[\n";
    let count = each(rows, |batch, row| {
        write!(out, "{separator}{}", json_row(schema, batch, row))?;
        separator = ",\n";
        Ok(())
    })?;
    out.write_all(if count == 0 { b"[]\n" } else { b"\n]\n" })?;
    Ok(count)
}

fn jsonl(schema: &SchemaRef, rows: Rows, out: &mut impl Write) -> Result<u64, WriteError> {
    each(rows, |batch, row| Ok(writeln!(out, "{}", json_row(schema, batch, row))?))
}

fn markdown(schema: &SchemaRef, rows: Rows, out: &mut impl Write) -> Result<u64, WriteError> {
    let escaped = |cell: &str| cell.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.write_all(line(names(schema).into_iter().map(escaped).collect()).as_bytes())?;
    let rule = schema.fields().iter().map(|field| if field.data_type().is_numeric() { "---:" } else { "---" });
    out.write_all(line(rule.map(str::to_owned).collect()).as_bytes())?;
    each(rows, |batch, row| {
        let cells = batch.columns().iter().map(|column| escaped(&plain(column, row).unwrap_or_default()));
        Ok(out.write_all(line(cells.collect()).as_bytes())?)
    })
}

fn parquet(schema: &SchemaRef, rows: Rows, out: &mut (impl Write + Send)) -> Result<u64, WriteError> {
    let failed = |error: ParquetError| match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => WriteError::Output(*cause),
            Err(other) => WriteError::Output(io::Error::other(other)),
        },
        other => WriteError::Output(io::Error::other(other)),
    };
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(failed)?))
        .set_created_by("onrecord".to_owned());
    // The engine's own types of strings are nobody else's business.
    let options = parquet::arrow::arrow_writer::ArrowWriterOptions::new()
        .with_properties(properties.build())
        .with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(out, Arc::clone(schema), options).map_err(failed)?;
    let mut count = 0;
    for batch in rows {
        let batch = batch?;
        writer.write(&batch).map_err(failed)?;
        if writer.in_progress_size() > 32 << 20 {
            writer.flush().map_err(failed)?;
        }
        count += batch.num_rows() as u64;
    }
    writer.close().map_err(failed)?;
    Ok(count)
}
