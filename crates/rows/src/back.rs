//! From rows to records again, whichever tool the rows went through: columns are found by name, and their types may be what
//! that tool made of them (long strings, views, lists with other names inside).

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StructArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float32Type, Float64Type, Int32Type, Int64Type};
use onrecord_record::{Made, Record};
use serde_json::{Map, Value};

use crate::error::RowError;
use crate::schema::{schema, span};

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A document with its record.
    Coded {
        /// Id that the input gave.
        id: Option<String>,
        /// Key under which a store keeps it: 32 hexadecimal digits.
        key: String,
        /// Settings other than the defaults; empty for these.
        settings: String,
        /// The record.
        record: Box<Record>,
    },
    /// A document without one.
    Failed {
        /// Id that the input gave.
        id: Option<String>,
        /// What would have made the record.
        made: Option<Made>,
        /// Why there is none.
        reason: String,
    },
}

/// All rows of a batch.
///
/// # Errors
/// Where a column is missing, or a row holds neither a record nor a reason why there is none.
pub fn read(batch: &RecordBatch) -> Result<Vec<Row>, RowError> {
    let schema = schema();
    let mut columns = Vec::new();
    for field in schema.fields() {
        let column = batch.column_by_name(field.name()).and_then(|column| cast(column, field.data_type()).ok());
        columns.push(column.ok_or_else(|| RowError::NoColumn {
            column: field.name().clone(),
            wanted: shown(field.data_type()).to_owned(),
        })?);
    }
    let table = StructArray::try_new(schema.fields().clone(), columns, None)?;
    let table: ArrayRef = std::sync::Arc::new(table);
    (0..batch.num_rows()).map(|at| row(&table, at)).collect()
}

fn row(table: &ArrayRef, at: usize) -> Result<Row, RowError> {
    let broken = |message: String| RowError::NoRecord { row: at + 1, message };
    let mut fields = match value(table, at) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (id, key, settings, reason) = (text("id"), text("key"), text("settings"), text("error"));
    if let Some(reason) = reason {
        let made = fields.remove("made").and_then(|made| serde_json::from_value(made).ok());
        return Ok(Row::Failed { id, made, reason });
    }
    let key = key.ok_or_else(|| broken("it has no key".to_owned()))?;
    let record = serde_json::from_value(Value::Object(fields)).map_err(|error| broken(error.to_string()))?;
    Ok(Row::Coded { id, key, settings: settings.unwrap_or_default(), record: Box::new(record) })
}

/// The JSON of one value.
fn value(array: &ArrayRef, at: usize) -> Value {
    if array.is_null(at) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => Value::from(array.as_string::<i32>().value(at)),
        DataType::Boolean => Value::from(array.as_boolean().value(at)),
        DataType::Int32 => Value::from(array.as_primitive::<Int32Type>().value(at)),
        DataType::Int64 => Value::from(array.as_primitive::<Int64Type>().value(at)),
        DataType::Float32 => Value::from(array.as_primitive::<Float32Type>().value(at)),
        DataType::Float64 => Value::from(array.as_primitive::<Float64Type>().value(at)),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(at);
            (0..items.len()).map(|item| value(&items, item)).collect()
        }
        of if *of == span() => array.as_struct().columns().iter().map(|column| value(column, at)).collect(),
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            columns.map(|(field, column)| (field.name().clone(), value(column, at))).collect()
        }
        _ => Value::Null,
    }
}

/// The name of a type in an error.
fn shown(of: &DataType) -> &'static str {
    match of {
        DataType::List(_) => "list",
        DataType::Struct(_) => "struct",
        _ => "text",
    }
}
