//! The columns of a row.
//!
//! Only types that every tool knows: signed numbers, text, lists and structures. Days are text, as in the JSON.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow::datatypes::DataType::{self, Boolean, Float32, Float64, Int32, Int64, Utf8};
use arrow::datatypes::{Field, Fields, Schema, SchemaRef};

/// The columns of a row, each with its description.
#[must_use]
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(columns())));
    Arc::clone(&SCHEMA)
}

/// Where something stands, in code points of `text`: `start` is the first inside, `end` the first after.
pub(crate) fn span() -> DataType {
    DataType::Struct(Fields::from(vec![Field::new("start", Int32, false), Field::new("end", Int32, false)]))
}

fn columns() -> Vec<Field> {
    vec![
        column("id", Utf8, "Id that the input gives; none where it gives none"),
        column("key", Utf8, "Key under which a store keeps the document, its `doc`; none where there is no record"),
        column("schema", Utf8, "The contract of the record: onrecord/1; none where there is no record"),
        column("made", made(), "Program, model, codebook and registry that made the record"),
        column("settings", Utf8, "Settings other than the defaults"),
        column("doc", doc(), "What is known of the document"),
        column("text", Utf8, "Exactly the text that was read; all spans count its code points"),
        column("paragraphs", list(span()), "Where the paragraphs stand"),
        column("sentences", list(span()), "Where the sentences stand"),
        column("entities", list(entity()), "Who and what is named"),
        column("times", list(time()), "Which days the text names"),
        column("statements", list(statement()), "Who said what"),
        column("events", list(event()), "Who did what to whom"),
        column("error", Utf8, "Why there is no record, and what to do; none where there is one"),
    ]
}

/// A column of the table. All may be null: a row that is an error has little else.
fn column(name: &str, of: DataType, description: &str) -> Field {
    let words = HashMap::from([("description".to_owned(), description.to_owned())]);
    Field::new(name, of, true).with_metadata(words)
}

fn made() -> DataType {
    structure([field("program", Utf8), field("model", Utf8), field("codebook", Utf8), field("registry", Utf8)])
}

fn doc() -> DataType {
    let dateline = [field("span", span()), field("place", Utf8), field("country", Utf8), field("agency", Utf8)];
    structure([
        field("id", Utf8),
        field("uri", Utf8),
        field("publisher", Utf8),
        field("title", Utf8),
        field("language", Utf8),
        field("published", Utf8),
        field("dateline", structure(dateline)),
        field("headline", structure([field("span", span())])),
        field("story", Utf8),
    ])
}

fn location() -> DataType {
    structure([
        field("span", span()),
        field("name", Utf8),
        field("country", Utf8),
        field("admin1", Utf8),
        field("geonames", Int64),
        field("lat", Float64),
        field("lon", Float64),
        field("precision", Utf8),
    ])
}

fn entity() -> DataType {
    let mention = [field("span", span()), field("head", span()), field("kind", Utf8)];
    structure([
        field("id", Utf8),
        field("type", Utf8),
        field("name", Utf8),
        field("country", Utf8),
        field("sectors", list(Utf8)),
        field("role", Utf8),
        field("wikidata", Utf8),
        field("location", location()),
        field("mentions", list(structure(mention))),
    ])
}

fn time() -> DataType {
    structure([field("span", span()), field("start", Utf8), field("end", Utf8)])
}

fn statement() -> DataType {
    let source = [field("spans", list(span())), field("entities", list(Utf8)), field("kind", Utf8)];
    structure([
        field("id", Utf8),
        field("kind", Utf8),
        field("within", Utf8),
        field("negated", Boolean),
        field("confidence", Float32),
        field("source", structure(source)),
        field("cue", structure([field("spans", list(span())), field("class", Utf8)])),
        field("content", structure([field("spans", list(span()))])),
    ])
}

fn event() -> DataType {
    let role = [field("span", span()), field("entity", Utf8), field("country", Utf8), field("sectors", list(Utf8))];
    let reason = [field("by", Utf8), field("id", Utf8), field("score", Float32)];
    structure([
        field("id", Utf8),
        field("type", Utf8),
        field("mode", Utf8),
        field("contexts", list(Utf8)),
        field("cameo", Utf8),
        field("quad", Utf8),
        field("intensity", Float32),
        field("anchor", list(span())),
        field("actors", list(structure(role.clone()))),
        field("recipients", list(structure(role))),
        field("location", location()),
        field("time", time()),
        field("status", Utf8),
        field("statement", Utf8),
        field("confidence", Float32),
        field("reasons", list(structure(reason))),
    ])
}

/// A part of a structure. It may be null even where the record always has it: many tools refuse a part that may not in a
/// structure that may.
fn field(name: &str, of: DataType) -> Field {
    Field::new(name, of, true)
}

fn structure<const N: usize>(fields: [Field; N]) -> DataType {
    DataType::Struct(Fields::from(fields.to_vec()))
}

/// "element" is Parquet's own name for what a list holds.
fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", of, false)))
}
