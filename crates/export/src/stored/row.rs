//! One row of a table, asked by column.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StructArray};
use arrow::datatypes::{Date32Type, Float32Type, Float64Type, Int32Type, Int64Type};
use jiff::civil::Date;
use onrecord_record::{Chars, Span};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

/// Why rows make no record.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoRecord {
    /// A column is missing or of another type.
    #[error("no such column as {0} should be")]
    Column(String),
    /// Rows that name nothing in their document.
    #[error("rows of {0} belong to nothing in their document, so tables do not stand in one order")]
    Stray(&'static str),
}

impl From<&str> for NoRecord {
    fn from(column: &str) -> Self {
        Self::Column(column.to_owned())
    }
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'b> {
    batch: &'b RecordBatch,
    index: usize,
}

/// All rows of some batches.
pub(crate) fn all(batches: &[RecordBatch]) -> impl Iterator<Item = Row<'_>> {
    batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |index| Row { batch, index }))
}

impl<'b> Row<'b> {
    /// The one row of a batch.
    pub(crate) fn only(batch: &'b RecordBatch) -> Self {
        Self { batch, index: 0 }
    }

    fn column(&self, name: &str) -> Result<&'b ArrayRef, NoRecord> {
        self.batch.column_by_name(name).ok_or_else(|| name.into())
    }

    /// A string, which may be null.
    pub(crate) fn optional(&self, name: &str) -> Result<Option<&'b str>, NoRecord> {
        let column = self.column(name)?.as_string_opt::<i32>().ok_or(name)?;
        Ok(column.is_valid(self.index).then(|| column.value(self.index)))
    }

    /// A string.
    pub(crate) fn text(&self, name: &str) -> Result<&'b str, NoRecord> {
        self.optional(name)?.ok_or_else(|| name.into())
    }

    /// A copy of a string, which may be null.
    pub(crate) fn owned(&self, name: &str) -> Result<Option<String>, NoRecord> {
        Ok(self.optional(name)?.map(str::to_owned))
    }

    /// A word of a closed list.
    pub(crate) fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, NoRecord> {
        T::deserialize(StrDeserializer::<Error>::new(self.text(name)?)).map_err(|_| name.into())
    }

    /// A position or number.
    pub(crate) fn number(&self, name: &str) -> Result<u32, NoRecord> {
        let column = self.column(name)?.as_primitive_opt::<Int32Type>().ok_or(name)?;
        u32::try_from(column.value(self.index)).map_err(|_| name.into())
    }

    /// A larger number, which may be null.
    pub(crate) fn optional_number(&self, name: &str) -> Result<Option<u32>, NoRecord> {
        let column = self.column(name)?.as_primitive_opt::<Int64Type>().ok_or(name)?;
        Ok(column.is_valid(self.index).then(|| column.value(self.index)).and_then(|number| u32::try_from(number).ok()))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, NoRecord> {
        Ok(self.column(name)?.as_boolean_opt().ok_or(name)?.value(self.index))
    }

    pub(crate) fn decimal(&self, name: &str) -> Result<f32, NoRecord> {
        Ok(self.column(name)?.as_primitive_opt::<Float32Type>().ok_or(name)?.value(self.index))
    }

    pub(crate) fn degrees(&self, name: &str) -> Result<Option<f64>, NoRecord> {
        let column = self.column(name)?.as_primitive_opt::<Float64Type>().ok_or(name)?;
        Ok(column.is_valid(self.index).then(|| column.value(self.index)))
    }

    /// A day as an ISO date.
    pub(crate) fn day(&self, name: &str) -> Result<Option<String>, NoRecord> {
        let column = self.column(name)?.as_primitive_opt::<Date32Type>().ok_or(name)?;
        Ok(column.is_valid(self.index).then(|| column.value(self.index)).and_then(iso_day))
    }

    pub(crate) fn strings(&self, name: &str) -> Result<Vec<String>, NoRecord> {
        let list = self.column(name)?.as_list_opt::<i32>().ok_or(name)?.value(self.index);
        let strings = list.as_string_opt::<i32>().ok_or(name)?;
        Ok(strings.iter().flatten().map(str::to_owned).collect())
    }

    pub(crate) fn spans(&self, name: &str) -> Result<Vec<Span<Chars>>, NoRecord> {
        let list = self.column(name)?.as_list_opt::<i32>().ok_or(name)?.value(self.index);
        let spans = list.as_struct_opt().ok_or(name)?;
        (0..spans.len()).map(|index| span_at(spans, index).ok_or_else(|| name.into())).collect()
    }

    pub(crate) fn span(&self, name: &str) -> Result<Option<Span<Chars>>, NoRecord> {
        let column = self.column(name)?.as_struct_opt().ok_or(name)?;
        if column.is_null(self.index) {
            return Ok(None);
        }
        span_at(column, self.index).map(Some).ok_or_else(|| name.into())
    }
}

fn span_at(spans: &StructArray, index: usize) -> Option<Span<Chars>> {
    let end = |name| {
        let column = spans.column_by_name(name)?.as_primitive_opt::<Int32Type>()?;
        u32::try_from(column.value(index)).ok()
    };
    Some(Span::new(end("start")?, end("end")?))
}

/// The ISO date of a day counted from 1970-01-01.
pub(crate) fn iso_day(since_1970: i32) -> Option<String> {
    let day = jiff::Span::new().try_days(since_1970).ok()?;
    Date::constant(1970, 1, 1).checked_add(day).ok().map(|day| day.to_string())
}
