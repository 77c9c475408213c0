//! One value: as JSON, or as plain text for tables, where lists and structs are JSON as well.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, SchemaRef};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::Value;

/// A value as text; none for null.
pub(super) fn plain(column: &ArrayRef, row: usize) -> Option<String> {
    if null(column, row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        kind if kind.is_nested() => json(column, row),
        _ => shown(column, row),
    })
}

/// A value in memory: numbers as numbers, lists and structs as they are, all else as text.
pub(crate) fn value(column: &ArrayRef, row: usize) -> Value {
    if null(column, row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        kind if kind.is_nested() || kind.is_numeric() => serde_json::from_str(&json(column, row)).unwrap_or_default(),
        _ => plain(column, row).map_or(Value::Null, Value::String),
    }
}

/// A column of the type null has no list of its nulls.
fn null(column: &ArrayRef, row: usize) -> bool {
    column.is_null(row) || *column.data_type() == DataType::Null
}

/// A row as a JSON object.
pub(super) fn json_row(schema: &SchemaRef, batch: &RecordBatch, row: usize) -> String {
    let mut out = String::from("{");
    for (i, (field, column)) in schema.fields().iter().zip(batch.columns()).enumerate() {
        if i > 0 {
            out.push(',');
        }
        quote(field.name(), &mut out);
        out.push(':');
        json_value(column, row, &mut out);
    }
    out.push('}');
    out
}

fn json(column: &ArrayRef, row: usize) -> String {
    let mut out = String::new();
    json_value(column, row, &mut out);
    out
}

fn json_value(column: &ArrayRef, row: usize, out: &mut String) {
    if null(column, row) {
        out.push_str("null");
        return;
    }
    match column.data_type() {
        DataType::List(_) => json_list(&column.as_list::<i32>().value(row), out),
        DataType::LargeList(_) => json_list(&column.as_list::<i64>().value(row), out),
        DataType::FixedSizeList(..) => json_list(&column.as_fixed_size_list().value(row), out),
        DataType::Struct(fields) => {
            out.push('{');
            for (i, (field, child)) in fields.iter().zip(column.as_struct().columns()).enumerate() {
                if i > 0 {
                    out.push(',');
                }
                quote(field.name(), out);
                out.push(':');
                json_value(child, row, out);
            }
            out.push('}');
        }
        DataType::Boolean => out.push_str(if column.as_boolean().value(row) { "true" } else { "false" }),
        kind if kind.is_integer() => out.push_str(&shown(column, row)),
        kind if kind.is_floating() => {
            let number = shown(column, row);
            // JSON knows no infinity.
            out.push_str(if number.parse().is_ok_and(f64::is_finite) { &number } else { "null" });
        }
        _ => quote(&plain(column, row).unwrap_or_default(), out),
    }
}

fn json_list(list: &ArrayRef, out: &mut String) {
    out.push('[');
    for row in 0..list.len() {
        if row > 0 {
            out.push(',');
        }
        json_value(list, row, out);
    }
    out.push(']');
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// Numbers, days, times and all else as Arrow shows them.
fn shown(column: &ArrayRef, row: usize) -> String {
    let options = FormatOptions::default();
    ArrayFormatter::try_new(column, &options)
        .ok()
        .and_then(|formatter| formatter.value(row).try_to_string().ok())
        .unwrap_or_default()
}
