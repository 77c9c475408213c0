//! Builders for the columns that Arrow has none for, and short words for those that it has.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, ListArray, StringBuilder, StructArray,
};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::datatypes::{DataType, Field, FieldRef, Fields};
use jiff::civil::{Date, date};
use onrecord_record::{Chars, Location, Span};

/// What a list of strings holds; "element" is Parquet's own name for it.
pub(super) fn string_element() -> FieldRef {
    Arc::new(Field::new("element", DataType::Utf8, false))
}

/// What a list of spans holds.
pub(super) fn span_element() -> FieldRef {
    Arc::new(Field::new("element", DataType::Struct(span_fields()), false))
}

/// Start and end in code points. Signed, so that the difference of two positions is a number in every tool.
pub(super) fn span_fields() -> Fields {
    Fields::from(vec![Field::new("start", DataType::Int32, false), Field::new("end", DataType::Int32, false)])
}

/// A column of strings, one or none a row.
#[derive(Default)]
pub(super) struct Strings(StringBuilder);

impl Strings {
    pub(super) fn push(&mut self, value: &str) {
        self.0.append_value(value);
    }

    pub(super) fn push_option(&mut self, value: Option<impl AsRef<str>>) {
        self.0.append_option(value);
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// A column of whole numbers.
#[derive(Default)]
pub(super) struct Numbers(Vec<i32>);

impl Numbers {
    /// The first row is 1, and so on: for people, who count sentences from one.
    pub(super) fn push_ordinal(&mut self, index: usize) {
        self.0.push(i32::try_from(index + 1).unwrap_or(i32::MAX));
    }

    /// A position in a text.
    pub(super) fn push_position(&mut self, position: u32) {
        self.0.push(signed(position));
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        Arc::new(Int32Array::from(std::mem::take(&mut self.0)))
    }
}

/// A column of whole numbers, one or none a row.
#[derive(Default)]
struct OptionalNumbers(Vec<Option<i64>>);

impl OptionalNumbers {
    pub(super) fn push(&mut self, value: Option<u32>) {
        self.0.push(value.map(i64::from));
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        Arc::new(Int64Array::from(std::mem::take(&mut self.0)))
    }
}

/// A column of days, one or none a row.
#[derive(Default)]
pub(super) struct Days(Vec<Option<i32>>);

impl Days {
    /// An ISO date; what is none is null.
    pub(super) fn push(&mut self, iso: Option<&str>) {
        self.0.push(iso.and_then(days));
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        Arc::new(Date32Array::from(std::mem::take(&mut self.0)))
    }
}

/// Days from 1970-01-01 to an ISO date.
fn days(iso: &str) -> Option<i32> {
    let day: Date = iso.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}

/// A column of decimal numbers, one or none a row.
#[derive(Default)]
struct Decimals(Vec<Option<f64>>);

impl Decimals {
    pub(super) fn push(&mut self, value: Option<f64>) {
        self.0.push(value);
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        Arc::new(Float64Array::from(std::mem::take(&mut self.0)))
    }
}

/// The columns of a place, one or none a row: its name, division, GeoNames id, degrees north and east, precision.
#[derive(Default)]
pub(super) struct Located {
    place: Strings,
    admin1: Strings,
    geonames: OptionalNumbers,
    lat: Decimals,
    lon: Decimals,
    precision: Strings,
}

impl Located {
    pub(super) fn push(&mut self, location: Option<&Location>) {
        self.place.push_option(location.map(|it| &it.name));
        self.admin1.push_option(location.and_then(|it| it.admin1.as_ref()));
        self.geonames.push(location.and_then(|it| it.geonames));
        self.lat.push(location.and_then(|it| it.lat));
        self.lon.push(location.and_then(|it| it.lon));
        self.precision.push_option(location.map(|it| it.precision.name()));
    }

    pub(super) fn take(&mut self) -> [ArrayRef; 6] {
        [
            self.place.take(),
            self.admin1.take(),
            self.geonames.take(),
            self.lat.take(),
            self.lon.take(),
            self.precision.take(),
        ]
    }
}

/// A column of lists of strings.
#[derive(Default)]
pub(super) struct StringLists {
    values: StringBuilder,
    lengths: Vec<usize>,
}

impl StringLists {
    pub(super) fn push(&mut self, list: &[String]) {
        list.iter().for_each(|value| self.values.append_value(value));
        self.lengths.push(list.len());
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        let offsets = OffsetBuffer::from_lengths(std::mem::take(&mut self.lengths));
        Arc::new(ListArray::new(string_element(), offsets, Arc::new(self.values.finish()), None))
    }
}

/// A column of lists of spans.
#[derive(Default)]
pub(super) struct SpanLists {
    spans: Spans,
    lengths: Vec<usize>,
}

impl SpanLists {
    pub(super) fn push(&mut self, list: &[Span<Chars>]) {
        list.iter().for_each(|&span| self.spans.push(Some(span)));
        self.lengths.push(list.len());
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        let offsets = OffsetBuffer::from_lengths(std::mem::take(&mut self.lengths));
        Arc::new(ListArray::new(span_element(), offsets, self.spans.take(), None))
    }
}

/// A column of spans, one or none a row.
#[derive(Default)]
pub(super) struct Spans {
    starts: Vec<i32>,
    ends: Vec<i32>,
    present: Vec<bool>,
}

impl Spans {
    pub(super) fn push(&mut self, span: Option<Span<Chars>>) {
        let [start, end] = span.map_or([0, 0], Span::as_array);
        self.starts.push(signed(start));
        self.ends.push(signed(end));
        self.present.push(span.is_some());
    }

    pub(super) fn take(&mut self) -> ArrayRef {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(Int32Array::from(std::mem::take(&mut self.starts))),
            Arc::new(Int32Array::from(std::mem::take(&mut self.ends))),
        ];
        let present = NullBuffer::from(std::mem::take(&mut self.present));
        let nulls = (present.null_count() > 0).then_some(present);
        Arc::new(StructArray::new(span_fields(), columns, nulls))
    }
}

/// Positions have been held against the text, which is shorter than this type reaches.
fn signed(position: u32) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
