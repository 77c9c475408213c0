//! What stands in the tables.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Float32Type, Int32Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{all_rows, article, key, recipe, rows, undisturbed};
use crate::{Store, StoreError, TABLES, Table, schema};

/// A store with one article.
fn one() -> (tempfile::TempDir, super::Record) {
    let folder = tempfile::tempdir().unwrap();
    let record = article("a7", "Zoë Öst");
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    writer.add(&key(&record), &record).unwrap();
    writer.finish().unwrap();
    (folder, record)
}

fn texts<'b>(batch: &'b RecordBatch, column: &str) -> Vec<Option<&'b str>> {
    batch.column_by_name(column).unwrap().as_string::<i32>().iter().collect()
}

fn numbers(batch: &RecordBatch, column: &str) -> Vec<i32> {
    batch.column_by_name(column).unwrap().as_primitive::<Int32Type>().values().to_vec()
}

/// The spans of one row of a column of lists of spans.
fn spans(batch: &RecordBatch, column: &str, row: usize) -> Vec<[u32; 2]> {
    let list = batch.column_by_name(column).unwrap().as_list::<i32>().value(row);
    let fields = list.as_struct();
    let field = |name| fields.column_by_name(name).unwrap().as_primitive::<Int32Type>().values().to_vec();
    field("start").into_iter().zip(field("end")).map(|(start, end)| [start as u32, end as u32]).collect()
}

#[test]
fn a_statement_can_be_read_alone_and_found_in_its_text() {
    let (folder, record) = one();
    let statements = rows(folder.path(), Table::Statements);
    assert_eq!(texts(&statements, "source_text"), [Some("The Gazette"), None]);
    assert_eq!(texts(&statements, "cue_text"), [Some("reported … that"), Some("had not said")]);
    assert_eq!(
        texts(&statements, "content_text"),
        [Some("Zoë Öst had not said when the talks “would end”"), Some("when the talks “would end”")]
    );
    assert_eq!(texts(&statements, "within"), [None, Some("s1")]);
    assert_eq!(texts(&statements, "kind"), [Some("mixed"), Some("indirect")]);
    assert_eq!(texts(&statements, "source_kind"), [Some("named"), Some("none")]);
    assert_eq!(texts(&statements, "cue_class"), [Some("say"), None]);
    assert!(statements.column_by_name("negated").unwrap().as_boolean().value(1));
    assert_eq!(statements.column_by_name("confidence").unwrap().as_primitive::<Float32Type>().value(0), 0.97);
    for (row, statement) in record.statements.iter().enumerate() {
        let arrays = |spans: &[super::Span<super::Chars>]| spans.iter().map(|span| span.as_array()).collect::<Vec<_>>();
        assert_eq!(spans(&statements, "source_spans", row), arrays(&statement.source.spans));
        assert_eq!(spans(&statements, "cue_spans", row), arrays(&statement.cue.spans));
        assert_eq!(spans(&statements, "content_spans", row), arrays(&statement.content.spans));
    }
    let entities = statements.column_by_name("source_entities").unwrap().as_list::<i32>();
    assert_eq!(entities.value(0).as_string::<i32>().iter().collect::<Vec<_>>(), [Some("e1")]);
    assert_eq!(entities.value(1).len(), 0);
}

#[test]
fn sentences_entities_and_mentions_have_a_row_each() {
    let (folder, record) = one();
    let sentences = rows(folder.path(), Table::Sentences);
    assert_eq!(numbers(&sentences, "sentence"), [1, 2]);
    assert_eq!(texts(&sentences, "text")[1], Some("She left on Friday."));
    let [start, end] = record.sentences[1].as_array().map(|position| position as i32);
    assert_eq!((numbers(&sentences, "start")[1], numbers(&sentences, "end")[1]), (start, end));

    let entities = rows(folder.path(), Table::Entities);
    assert_eq!(texts(&entities, "type"), [Some("organization"), Some("person")]);
    assert_eq!(texts(&entities, "name"), [Some("The Gazette"), Some("Zoë Öst")]);
    assert_eq!(texts(&entities, "role"), [None, Some("Minister")]);
    let sectors = entities.column_by_name("sectors").unwrap().as_list::<i32>().value(1);
    assert_eq!(sectors.as_string::<i32>().iter().collect::<Vec<_>>(), [Some("GOV"), Some("PTY")]);

    assert_eq!(texts(&entities, "place"), [Some("Örebro"), None]);
    assert_eq!(texts(&entities, "precision"), [Some("city"), None]);
    let geonames = entities.column_by_name("geonames").unwrap().as_primitive::<Int64Type>();
    assert_eq!((geonames.value(0), geonames.is_null(1)), (2_686_657, true));

    let times = rows(folder.path(), Table::Times);
    assert_eq!(texts(&times, "text"), [Some("Friday")]);
    let day = |name: &str| times.column_by_name(name).unwrap().as_primitive::<Date32Type>().value_as_date(0);
    assert_eq!(day("first_day").unwrap().to_string(), "2020-05-15");
    assert!(times.column_by_name("last_day").unwrap().is_null(0));

    let mentions = rows(folder.path(), Table::Mentions);
    assert_eq!(texts(&mentions, "text"), [Some("The Gazette"), Some("Zoë Öst"), Some("She")]);
    assert_eq!(texts(&mentions, "kind"), [Some("name"), Some("name"), Some("pronoun")]);
    assert_eq!(texts(&mentions, "entity"), [Some("e1"), Some("e2"), Some("e2")]);
    assert_eq!(numbers(&mentions, "mention"), [1, 1, 2]);
    assert_eq!(numbers(&mentions, "head_start")[0], numbers(&mentions, "start")[0] + 4, "“Gazette” in “The Gazette”");
}

#[test]
fn an_act_has_its_sides_in_a_table_of_their_own() {
    let (folder, record) = one();
    let events = rows(folder.path(), Table::Events);
    assert_eq!(texts(&events, "type"), [Some("REJECT")]);
    assert_eq!(texts(&events, "anchor_text"), [Some("left")]);
    assert_eq!(texts(&events, "place"), [Some("Örebro")]);
    assert_eq!(spans(&events, "anchor_spans", 0), [record.events[0].anchor[0].as_array()]);
    let countries = events.column_by_name("recipient_countries").unwrap().as_list::<i32>().value(0);
    assert_eq!(countries.as_string::<i32>().iter().collect::<Vec<_>>(), [Some("NOR")]);
    let first_day = events.column_by_name("first_day").unwrap().as_primitive::<Date32Type>();
    assert_eq!(first_day.value_as_date(0).unwrap().to_string(), "2020-05-15");
    let reasons = events.column_by_name("reasons").unwrap().as_list::<i32>().value(0);
    assert_eq!(reasons.as_string::<i32>().iter().collect::<Vec<_>>(), [Some("head: type REJECT 0.5")]);

    let roles = rows(folder.path(), Table::Roles);
    assert_eq!(texts(&roles, "side"), [Some("actor"), Some("recipient")]);
    assert_eq!(texts(&roles, "text"), [Some("She"), None]);
    assert_eq!(texts(&roles, "country"), [Some("SWE"), Some("NOR")]);
    assert!(roles.column_by_name("span").unwrap().is_null(1));
}

#[test]
fn a_document_keeps_its_text_its_facts_and_what_made_it() {
    let (folder, record) = one();
    let documents = rows(folder.path(), Table::Documents);
    assert_eq!(texts(&documents, "text"), [Some(record.text.as_str())]);
    assert_eq!(texts(&documents, "id"), [Some("a7")]);
    assert_eq!(texts(&documents, "doc"), [Some(key(&record).to_string().as_str())]);
    assert_eq!(texts(&documents, "dateline_place"), [Some("Örebro")]);
    assert_eq!(texts(&documents, "made_model"), [Some("wire-1@0a1b")]);
    assert_eq!(texts(&documents, "made_settings"), [None]);
    let published = documents.column_by_name("published").unwrap().as_primitive::<Date32Type>();
    assert_eq!(published.value_as_date(0).unwrap().to_string(), "2020-05-17");
    assert_eq!(spans(&documents, "paragraphs", 0), record.paragraphs.iter().map(|p| p.as_array()).collect::<Vec<_>>());
    assert!(documents.column_by_name("headline_span").unwrap().is_null(0));
    assert!(!documents.column_by_name("dateline_span").unwrap().is_null(0));
}

#[test]
fn every_row_finds_its_document() {
    let folder = tempfile::tempdir().unwrap();
    undisturbed(folder.path());
    let documents = rows(folder.path(), Table::Documents);
    let known = texts(&documents, "doc");
    assert_eq!(known.len(), 10);
    for batch in all_rows(folder.path()) {
        assert!(batch.num_rows() >= 10);
        let mut of = texts(&batch, "doc");
        of.dedup();
        assert_eq!(of, known, "in the order in which they were added");
    }
}

#[test]
fn each_file_says_what_it_is_and_what_its_columns_mean() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    for table in TABLES {
        let path = &store.files(table).unwrap()[0];
        let reader = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(path).unwrap()).unwrap();
        assert_eq!(reader.schema().fields(), schema(table).fields());
        for field in reader.schema().fields() {
            assert!(field.metadata().get("description").is_some_and(|words| words.len() > 5), "{field:?}");
        }
        let facts = reader.metadata().file_metadata().key_value_metadata().unwrap();
        let fact = |key: &str| facts.iter().find(|fact| fact.key == key).and_then(|fact| fact.value.clone());
        assert_eq!(fact("onrecord.schema").as_deref(), Some("onrecord/1"));
        assert_eq!(fact("onrecord.table").as_deref(), Some(table.name()));
    }
}

#[test]
fn the_same_records_make_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(undisturbed(one.path()).segments().unwrap(), undisturbed(two.path()).segments().unwrap());
}

#[test]
fn a_record_that_points_outside_its_text_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    let mut bad = article("bad", "Ana Lind");
    let length = bad.text.chars().count() as u32;
    bad.statements[1].content.spans[0] = super::Span::new(3, length + 1);
    let refused = writer.add(&key(&bad), &bad);
    assert!(matches!(refused, Err(StoreError::SpanOutside { ref id, end, .. }) if id == "bad" && end == length + 1));
    let good = article("good", "Ana Lind");
    writer.add(&key(&good), &good).unwrap();
    writer.finish().unwrap();
    assert_eq!(rows(folder.path(), Table::Documents).num_rows(), 1);
    assert_eq!(rows(folder.path(), Table::Statements).num_rows(), 2);
}
