//! Rows as text: comma and tab separated.

use csv::{QuoteStyle, WriterBuilder};

use crate::error::ExportError;
use crate::view::one_line;

/// Rows after RFC 4180, lines ended by a line feed.
pub(crate) fn csv<R, F>(rows: &[R]) -> Result<String, ExportError>
where
    R: AsRef<[F]>,
    F: AsRef<str>,
{
    write(rows, WriterBuilder::new().delimiter(b','), |field| field.to_owned())
}

/// Tab separated rows; tabs and line breaks in a field become blanks, and fields with quotation marks are quoted.
pub(crate) fn tsv<R, F>(rows: &[R]) -> Result<String, ExportError>
where
    R: AsRef<[F]>,
    F: AsRef<str>,
{
    write(rows, WriterBuilder::new().delimiter(b'\t'), one_line)
}

/// Tab separated rows for readers that know no quotes: quotation marks become apostrophes.
pub(crate) fn bare_tsv<R, F>(rows: &[R]) -> Result<String, ExportError>
where
    R: AsRef<[F]>,
    F: AsRef<str>,
{
    let builder = &mut WriterBuilder::new();
    write(rows, builder.delimiter(b'\t').quote_style(QuoteStyle::Never), |field| one_line(field).replace('"', "'"))
}

fn write<R, F>(rows: &[R], builder: &mut WriterBuilder, clean: impl Fn(&str) -> String) -> Result<String, ExportError>
where
    R: AsRef<[F]>,
    F: AsRef<str>,
{
    let mut writer = builder.from_writer(Vec::new());
    for row in rows {
        let row = row.as_ref().iter().map(|field| clean(field.as_ref()));
        writer.write_record(row).map_err(|error| ExportError::Row(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| ExportError::Row(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ExportError::Row(error.to_string()))
}
