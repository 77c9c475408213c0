//! From the record's JSON to columns: the schema says where each value goes.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Float32Builder, Float64Builder, Int32Builder, Int64Builder, ListArray, StringBuilder,
    StructArray,
};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::datatypes::{DataType, FieldRef, Fields};
use arrow::error::ArrowError;
use serde_json::Value;

use crate::schema::span;

/// A column that is being filled, with the columns inside it.
pub(crate) enum Column {
    Text(StringBuilder),
    Flag(BooleanBuilder),
    Int(Int32Builder),
    Long(Int64Builder),
    Float(Float32Builder),
    Double(Float64Builder),
    List { element: FieldRef, lengths: Vec<usize>, present: Vec<bool>, values: Box<Self> },
    Struct { fields: Fields, columns: Vec<Self>, present: Vec<bool> },
}

/// A value that does not fit, and where in the record it stands.
pub(crate) struct Misfit {
    pub(crate) path: String,
    pub(crate) found: &'static str,
}

impl Column {
    /// An empty column of a type of the schema.
    pub(crate) fn new(of: &DataType) -> Result<Self, ArrowError> {
        Ok(match of {
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Boolean => Self::Flag(BooleanBuilder::new()),
            DataType::Int32 => Self::Int(Int32Builder::new()),
            DataType::Int64 => Self::Long(Int64Builder::new()),
            DataType::Float32 => Self::Float(Float32Builder::new()),
            DataType::Float64 => Self::Double(Float64Builder::new()),
            DataType::List(element) => Self::List {
                element: Arc::clone(element),
                lengths: Vec::new(),
                present: Vec::new(),
                values: Box::new(Self::new(element.data_type())?),
            },
            DataType::Struct(fields) => Self::Struct {
                columns: fields.iter().map(|field| Self::new(field.data_type())).collect::<Result<_, _>>()?,
                fields: fields.clone(),
                present: Vec::new(),
            },
            other => return Err(ArrowError::SchemaError(format!("no column of type {other}"))),
        })
    }

    /// Adds a value; null where there is none.
    pub(crate) fn push(&mut self, value: Option<&Value>) -> Result<(), Misfit> {
        let value = value.filter(|value| !value.is_null());
        match self {
            Self::Text(builder) => builder.append_option(fit(value, Value::as_str)?),
            Self::Flag(builder) => builder.append_option(fit(value, Value::as_bool)?),
            Self::Int(builder) => builder.append_option(fit(value, |it| i32::try_from(it.as_i64()?).ok())?),
            Self::Long(builder) => builder.append_option(fit(value, Value::as_i64)?),
            // Written as the wider type, which holds each value of the narrower one exactly.
            Self::Float(builder) => builder.append_option(fit(value, Value::as_f64)?.map(|it| it as f32)),
            Self::Double(builder) => builder.append_option(fit(value, Value::as_f64)?),
            Self::List { lengths, present, values, .. } => {
                let list = fit(value, Value::as_array)?;
                for item in list.into_iter().flatten() {
                    values.push(Some(item)).map_err(|misfit| misfit.under("[]"))?;
                }
                lengths.push(list.map_or(0, Vec::len));
                present.push(list.is_some());
            }
            // A span is a pair in the JSON.
            Self::Struct { fields, columns, present } if span().eq(&DataType::Struct(fields.clone())) => {
                let pair = fit(value, |it| it.as_array().filter(|pair| pair.len() == 2))?;
                for (at, column) in columns.iter_mut().enumerate() {
                    column.push_or_zero(pair.and_then(|pair| pair.get(at)))?;
                }
                present.push(pair.is_some());
            }
            Self::Struct { fields, columns, present } => {
                let object = fit(value, Value::as_object)?;
                for (field, column) in fields.iter().zip(columns) {
                    let inner = object.and_then(|object| object.get(field.name()));
                    column.push(inner).map_err(|misfit| misfit.under(field.name()))?;
                }
                present.push(object.is_some());
            }
        }
        Ok(())
    }

    fn push_or_zero(&mut self, value: Option<&Value>) -> Result<(), Misfit> {
        self.push(Some(value.unwrap_or(&Value::from(0))))
    }

    /// All values, and the column is empty again.
    pub(crate) fn take(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
            Self::Int(builder) => Arc::new(builder.finish()),
            Self::Long(builder) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Double(builder) => Arc::new(builder.finish()),
            Self::List { element, lengths, present, values } => {
                let offsets = OffsetBuffer::from_lengths(std::mem::take(lengths));
                Arc::new(ListArray::try_new(Arc::clone(element), offsets, values.take()?, nulls(present))?)
            }
            Self::Struct { fields, columns, present } => {
                let columns = columns.iter_mut().map(Self::take).collect::<Result<_, _>>()?;
                Arc::new(StructArray::try_new(fields.clone(), columns, nulls(present))?)
            }
        })
    }
}

impl Misfit {
    fn under(mut self, name: &str) -> Self {
        self.path = if self.path.is_empty() { name.to_owned() } else { format!("{name}.{}", self.path) };
        self
    }
}

/// What a value is as one of the column's type; an error where it is none.
fn fit<'v, T>(value: Option<&'v Value>, of: impl Fn(&'v Value) -> Option<T>) -> Result<Option<T>, Misfit> {
    let Some(value) = value else { return Ok(None) };
    of(value).map(Some).ok_or_else(|| Misfit { path: String::new(), found: kind(value) })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number out of bounds",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn nulls(present: &mut Vec<bool>) -> Option<NullBuffer> {
    let nulls = NullBuffer::from(std::mem::take(present));
    (nulls.null_count() > 0).then_some(nulls)
}
