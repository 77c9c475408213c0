//! A record with every field filled goes through a row, a Parquet file and the types of other tools, and comes back the
//! same to the byte.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Int32Type, Schema};
use onrecord_record::Record;
use onrecord_rows::{Row, RowError, Rows, read, schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const KEY: &str = "0f51cc41b6e6041fb391da2eedee42ae";

/// Zoë Marr told Kenya no in Oslo; numbers that have no exact form in binary among them.
const FULL: &str = r#"{"schema":"onrecord/1","made":{"program":"0.1.0","model":"wire-1@0a1b","codebook":"plover@1","registry":null},"doc":{"id":"a7","uri":"https://example.org/a7","publisher":"The Harbour Gazette","title":"No","language":"en","published":"2026-03-02","dateline":{"span":[0,4],"place":"Oslo","country":"NOR","agency":null},"headline":{"span":[0,4]},"story":null},"text":"OSLO — Zoë Marr “refused” Kenya's plea.","paragraphs":[[0,39]],"sentences":[[0,39]],"entities":[{"id":"e1","type":"person","name":"Zoë Marr","country":null,"sectors":["GOV","LEG"],"role":"envoy","wikidata":null,"location":null,"mentions":[{"span":[7,15],"head":[11,15],"kind":"name"}]},{"id":"e2","type":"place","name":"Oslo","country":"NOR","sectors":[],"role":null,"wikidata":"Q585","location":{"span":[0,4],"name":"Oslo","country":"NOR","admin1":"Oslo","geonames":3143244,"lat":59.91273,"lon":10.74609,"precision":"city"},"mentions":[]}],"times":[{"span":[0,4],"start":"2026-03-01","end":"2026-03-02"},{"span":null,"start":null,"end":null}],"statements":[{"id":"s1","kind":"mixed","within":null,"negated":true,"confidence":0.84,"source":{"spans":[[7,15]],"entities":["e1"],"kind":"named"},"cue":{"spans":[[17,24]],"class":"deny"},"content":{"spans":[[26,33],[34,38]]}}],"events":[{"id":"v1","type":"REJECT","mode":null,"contexts":["diplomatic"],"cameo":"12","quad":"verbal_conflict","intensity":-4.7,"anchor":[[17,24]],"actors":[{"span":[7,15],"entity":"e1","country":null,"sectors":["GOV"]}],"recipients":[{"span":null,"entity":null,"country":"KEN","sectors":[]}],"location":null,"time":{"span":null,"start":"2026-03-02","end":"2026-03-02"},"status":"actual","statement":"s1","confidence":0.1,"reasons":[{"by":"lexicon","id":"refuse","score":0.7},{"by":"rule","id":"once","score":null}]}]}"#;

fn full() -> Record {
    serde_json::from_str(FULL).unwrap()
}

/// The record, an error, and the record again.
fn batch() -> RecordBatch {
    let record = full();
    let mut rows = Rows::new(record.made.clone(), "min-confidence=0.2");
    rows.push(Some("a7"), KEY, &record).unwrap();
    rows.push_error(Some("b2"), "the text is null");
    rows.push(None, KEY, &record).unwrap();
    assert_eq!((rows.len(), rows.bytes()), (3, 2 * record.text.len()));
    rows.take().unwrap()
}

fn json_of(row: &Row) -> String {
    match row {
        Row::Coded { record, .. } => serde_json::to_string(record).unwrap(),
        Row::Failed { reason, .. } => panic!("{reason}"),
    }
}

#[test]
fn a_record_comes_back_from_its_row_to_the_byte() {
    let back = read(&batch()).unwrap();
    assert_eq!(json_of(&back[0]), FULL);
    assert_eq!(json_of(&back[2]), FULL);
    let Row::Coded { id, key, settings, .. } = &back[2] else { panic!("a record") };
    assert_eq!((id, key.as_str(), settings.as_str()), (&None, KEY, "min-confidence=0.2"));
}

#[test]
fn an_error_has_its_reason_and_what_would_have_made_the_record_and_nothing_else() {
    let batch = batch();
    let Row::Failed { id, made, reason } = &read(&batch).unwrap()[1] else { panic!("an error") };
    assert_eq!((id.as_deref(), reason.as_str()), (Some("b2"), "the text is null"));
    assert_eq!(made.as_ref().unwrap(), &full().made);
    for name in ["key", "schema", "doc", "text", "sentences", "events"] {
        assert!(batch.column_by_name(name).unwrap().is_null(1), "{name}");
    }
}

#[test]
fn spans_are_pairs_of_start_and_end() {
    let batch = batch();
    let sentences = batch.column_by_name("sentences").unwrap().as_list::<i32>().value(0);
    let end = Arc::clone(sentences.as_struct().column_by_name("end").unwrap());
    assert_eq!(end.as_primitive::<Int32Type>().values(), &[39]);
}

#[test]
fn rows_go_through_a_parquet_file() {
    let batch = batch();
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let mut reader =
        ParquetRecordBatchReaderBuilder::try_new(parquet_bytes(file)).unwrap().with_batch_size(10).build().unwrap();
    assert_eq!(json_of(&read(&reader.next().unwrap().unwrap()).unwrap()[2]), FULL);
}

fn parquet_bytes(file: Vec<u8>) -> std::fs::File {
    use std::io::Write;
    let mut temporary = tempfile::tempfile().unwrap();
    temporary.write_all(&file).unwrap();
    temporary
}

#[test]
fn rows_of_other_tools_have_their_columns_in_any_order_and_long_or_viewed_strings() {
    let batch = batch();
    let mut columns: Vec<(Field, ArrayRef)> = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()).rev() {
        let of = match field.name().as_str() {
            "text" => DataType::LargeUtf8,
            "id" | "error" => DataType::Utf8View,
            "sentences" => match field.data_type() {
                DataType::List(element) => DataType::LargeList(Arc::new(element.as_ref().clone().with_name("item"))),
                other => panic!("{other}"),
            },
            _ => field.data_type().clone(),
        };
        columns.push((Field::new(field.name(), of.clone(), true), cast(column, &of).unwrap()));
    }
    columns.push((Field::new("mine", DataType::Utf8, true), Arc::clone(batch.column(0))));
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    let other = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
    assert_eq!(read(&other).unwrap(), read(&batch).unwrap());
}

#[test]
fn a_table_of_other_things_is_refused_by_the_column_that_is_missing() {
    let batch = batch();
    let without = batch.project(&[0, 1, 2]).unwrap();
    let Err(RowError::NoColumn { column, .. }) = read(&without) else { panic!("refused") };
    assert_eq!(column, "made");
}

#[test]
fn a_row_that_lost_its_record_is_refused_by_its_number() {
    let batch = batch();
    let mut columns = batch.columns().to_vec();
    columns[6] = arrow::array::new_null_array(&DataType::Utf8, 3);
    let broken = RecordBatch::try_new(batch.schema(), columns).unwrap();
    let error = read(&broken).unwrap_err();
    assert!(error.to_string().starts_with("row 1 is no record"), "{error}");
}

#[test]
fn rows_are_empty_after_they_were_taken_and_can_be_filled_again() {
    let record = full();
    let mut rows = Rows::new(record.made.clone(), "");
    assert_eq!(rows.take().unwrap().num_rows(), 0);
    for _ in 0..2 {
        rows.push(Some("a7"), KEY, &record).unwrap();
        let batch = rows.take().unwrap();
        assert!(rows.is_empty() && rows.bytes() == 0);
        assert_eq!(json_of(&read(&batch).unwrap()[0]), FULL);
        assert!(batch.column_by_name("settings").unwrap().is_null(0), "the defaults are no settings");
    }
}
