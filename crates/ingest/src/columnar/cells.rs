//! Cells of a batch as text, whatever the columns hold.

use std::borrow::Cow;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;

/// The rows of a batch, one after another.
pub(super) struct Cells {
    columns: Vec<Option<ArrayRef>>,
    rows: usize,
    /// One more than the row that is looked at.
    next: usize,
}

impl Cells {
    /// Before the first row. A column that is no text, number or date is empty.
    pub(super) fn new(batch: &RecordBatch) -> Self {
        let columns = batch.columns().iter().map(text).collect();
        Self { columns, rows: batch.num_rows(), next: 0 }
    }

    /// Goes on to the next row, if there is one.
    pub(super) fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.rows
    }

    /// A cell of the row.
    pub(super) fn get(&self, column: usize) -> Option<Cow<'_, str>> {
        let array = self.columns.get(column)?.as_ref()?;
        let row = self.next.checked_sub(1)?;
        if array.is_null(row) {
            return None;
        }
        Some(match array.data_type() {
            DataType::Utf8 => Cow::Borrowed(array.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Cow::Borrowed(array.as_string::<i64>().value(row)),
            DataType::Utf8View => Cow::Borrowed(array.as_string_view().value(row)),
            DataType::Binary => String::from_utf8_lossy(array.as_binary::<i32>().value(row)),
            DataType::LargeBinary => String::from_utf8_lossy(array.as_binary::<i64>().value(row)),
            _ => return None,
        })
    }
}

/// A column as text; texts themselves are not copied.
fn text(column: &ArrayRef) -> Option<ArrayRef> {
    match column.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Binary | DataType::LargeBinary => {
            Some(column.clone())
        }
        DataType::List(_) | DataType::LargeList(_) | DataType::Struct(_) | DataType::Map(..) => None,
        _ => cast(column, &DataType::Utf8).ok(),
    }
}
