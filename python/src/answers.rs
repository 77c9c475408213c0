//! What a store answers, as Arrow.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Float32Array, Int32Array, ListArray, ListBuilder, RecordBatch, RecordBatchReader, StringArray,
    StringBuilder, StructArray,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Fields, SchemaRef};
use arrow::error::ArrowError;
use onrecord_query::Rows;
use onrecord_search::Hit;

/// An answer in Arrow's own words.
pub(crate) struct Answer(pub(crate) Rows);

impl Iterator for Answer {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.next()?.map_err(|error| ArrowError::ExternalError(Box::new(error))))
    }
}

impl RecordBatchReader for Answer {
    fn schema(&self) -> SchemaRef {
        self.0.schema().clone()
    }
}

/// Sentences that were found.
pub(crate) fn table(hits: &[Hit]) -> Result<RecordBatch, ArrowError> {
    let all = || hits.iter().map(|hit| &hit.sentence);
    let mut said_by = ListBuilder::new(StringBuilder::new());
    for sentence in all() {
        said_by.append_value(sentence.said_by.iter().map(Some));
    }
    let int = |numbers: Vec<i32>| -> ArrayRef { Arc::new(Int32Array::from(numbers)) };
    let text = |texts: Vec<Option<&str>>| -> ArrayRef { Arc::new(StringArray::from(texts)) };
    RecordBatch::try_from_iter_with_nullable([
        ("doc", text(all().map(|it| Some(it.doc.as_str())).collect()), false),
        ("id", text(all().map(|it| Some(it.id.as_str())).collect()), false),
        ("publisher", text(all().map(|it| it.publisher.as_deref()).collect()), true),
        ("published", text(all().map(|it| it.published.as_deref()).collect()), true),
        ("title", text(all().map(|it| it.title.as_deref()).collect()), true),
        ("sentence", int(all().map(|it| it.sentence).collect()), false),
        ("start", int(all().map(|it| it.span.0).collect()), false),
        ("end", int(all().map(|it| it.span.1).collect()), false),
        ("text", text(all().map(|it| Some(it.text.as_str())).collect()), false),
        ("said_by", Arc::new(said_by.finish()), false),
        ("marks", Arc::new(marks(hits)?), false),
        ("score", Arc::new(hits.iter().map(|hit| Some(hit.score)).collect::<Float32Array>()), false),
    ])
}

/// Where the words stand, in code points of the document's text.
fn marks(hits: &[Hit]) -> Result<ListArray, ArrowError> {
    let all: Vec<Vec<(i32, i32)>> = hits.iter().map(Hit::spans).collect();
    let part = |of: fn(&(i32, i32)) -> i32| -> ArrayRef {
        Arc::new(all.iter().flatten().map(|span| Some(of(span))).collect::<Int32Array>())
    };
    let fields =
        Fields::from(vec![Field::new("start", DataType::Int32, false), Field::new("end", DataType::Int32, false)]);
    let spans = StructArray::try_new(fields.clone(), vec![part(|it| it.0), part(|it| it.1)], None)?;
    let element = Arc::new(Field::new("element", DataType::Struct(fields), false));
    ListArray::try_new(element, OffsetBuffer::from_lengths(all.iter().map(Vec::len)), Arc::new(spans), None)
}
