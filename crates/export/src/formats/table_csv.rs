//! Any table of the store as CSV, with the columns that it has there.
//!
//! Lists of words are joined by `;` (which becomes a comma within), spans are JSON: `[0,5]`, `[[0,5],[9,12]]`.

use std::collections::HashSet;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Date32Type, Field, Float32Type, Float64Type, Int32Type, Int64Type, SchemaRef};

use super::sheet::csv;
use crate::error::ExportError;
use crate::stored::{Rows, iso_day};

/// The names of the columns.
pub(crate) fn header(schema: &SchemaRef) -> Result<String, ExportError> {
    csv(&[schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>()])
}

/// The rows with the columns of the schema; how many. Without text, columns that hold words of the article are empty, and so are
/// the names of entities that are `nameless`.
pub(crate) fn rows(
    schema: &SchemaRef,
    batches: &Rows,
    without_text: bool,
    nameless: &HashSet<String>,
) -> Result<(String, u64), ExportError> {
    let mut rows = Vec::new();
    for batch in batches {
        let columns = schema.fields().iter().map(|field| {
            // A column that a file of an older version lacks is empty.
            let hidden = without_text && holds_text(field);
            (field.name(), batch.column_by_name(field.name()).filter(|_| !hidden))
        });
        let columns: Vec<(&String, Option<&ArrayRef>)> = columns.collect();
        let ids = batch.column_by_name("entity").and_then(|ids| ids.as_string_opt::<i32>());
        for row in 0..batch.num_rows() {
            let is_nameless = ids.is_some_and(|ids| ids.is_valid(row) && nameless.contains(ids.value(row)));
            let cells = columns.iter().map(|(name, column)| match column {
                Some(column) if !(is_nameless && *name == "name") => cell(column, row),
                _ => String::new(),
            });
            rows.push(cells.collect::<Vec<_>>());
        }
    }
    Ok((csv(&rows)?, rows.len() as u64))
}

/// Whether a column holds the words of the article.
fn holds_text(field: &Field) -> bool {
    field.name() == "text" || field.name().ends_with("_text")
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float32 => column.as_primitive::<Float32Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Date32 => iso_day(column.as_primitive::<Date32Type>().value(row)).unwrap_or_default(),
        DataType::Struct(_) => {
            let parts: Vec<String> = column.as_struct().columns().iter().map(|part| cell(part, row)).collect();
            format!("[{}]", parts.join(","))
        }
        DataType::List(field) => {
            let list = column.as_list::<i32>().value(row);
            let cells = (0..list.len()).map(|index| cell(&list, index));
            match field.data_type() {
                DataType::Utf8 => cells.map(|cell| cell.replace(';', ",")).collect::<Vec<_>>().join(";"),
                _ => format!("[{}]", cells.collect::<Vec<_>>().join(",")),
            }
        }
        other => arrow::util::display::array_value_to_string(column, row).unwrap_or_else(|_| other.to_string()),
    }
}
