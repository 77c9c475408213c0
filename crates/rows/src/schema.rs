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
    structure([given("program", Utf8), given("model", Utf8), perhaps("codebook", Utf8), perhaps("registry", Utf8)])
}

fn doc() -> DataType {
    let dateline = [given("span", span()), perhaps("place", Utf8), perhaps("country", Utf8), perhaps("agency", Utf8)];
    structure([
        given("id", Utf8),
        perhaps("uri", Utf8),
        perhaps("publisher", Utf8),
        perhaps("title", Utf8),
        perhaps("language", Utf8),
        perhaps("published", Utf8),
        perhaps("dateline", structure(dateline)),
        perhaps("headline", structure([given("span", span())])),
        perhaps("story", Utf8),
    ])
}

fn location() -> DataType {
    structure([
        perhaps("span", span()),
        given("name", Utf8),
        perhaps("country", Utf8),
        perhaps("admin1", Utf8),
        perhaps("geonames", Int64),
        perhaps("lat", Float64),
        perhaps("lon", Float64),
        given("precision", Utf8),
    ])
}

fn entity() -> DataType {
    let mention = [given("span", span()), given("head", span()), given("kind", Utf8)];
    structure([
        given("id", Utf8),
        given("type", Utf8),
        given("name", Utf8),
        perhaps("country", Utf8),
        given("sectors", list(Utf8)),
        perhaps("role", Utf8),
        perhaps("wikidata", Utf8),
        perhaps("location", location()),
        given("mentions", list(structure(mention))),
    ])
}

fn time() -> DataType {
    structure([perhaps("span", span()), perhaps("start", Utf8), perhaps("end", Utf8)])
}

fn statement() -> DataType {
    let source = [given("spans", list(span())), given("entities", list(Utf8)), given("kind", Utf8)];
    structure([
        given("id", Utf8),
        given("kind", Utf8),
        perhaps("within", Utf8),
        given("negated", Boolean),
        given("confidence", Float32),
        given("source", structure(source)),
        given("cue", structure([given("spans", list(span())), perhaps("class", Utf8)])),
        given("content", structure([given("spans", list(span()))])),
    ])
}

fn event() -> DataType {
    let role =
        [perhaps("span", span()), perhaps("entity", Utf8), perhaps("country", Utf8), given("sectors", list(Utf8))];
    let reason = [given("by", Utf8), given("id", Utf8), perhaps("score", Float32)];
    structure([
        given("id", Utf8),
        given("type", Utf8),
        perhaps("mode", Utf8),
        given("contexts", list(Utf8)),
        perhaps("cameo", Utf8),
        given("quad", Utf8),
        given("intensity", Float32),
        given("anchor", list(span())),
        given("actors", list(structure(role.clone()))),
        given("recipients", list(structure(role))),
        perhaps("location", location()),
        given("time", time()),
        given("status", Utf8),
        perhaps("statement", Utf8),
        given("confidence", Float32),
        given("reasons", list(structure(reason))),
    ])
}

fn given(name: &str, of: DataType) -> Field {
    Field::new(name, of, false)
}

fn perhaps(name: &str, of: DataType) -> Field {
    Field::new(name, of, true)
}

fn structure<const N: usize>(fields: [Field; N]) -> DataType {
    DataType::Struct(Fields::from(fields.to_vec()))
}

/// "element" is Parquet's own name for what a list holds.
fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", of, false)))
}
