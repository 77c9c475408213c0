//! One answer in every form.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use arrow::array::AsArray;
use onrecord_query::{Format, Shape};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sample::{open, store, written};

const SQL: &str = "SELECT id, published, title, (SELECT count(*) FROM events) AS events, NULL AS nothing,
                          dateline_span, paragraphs[1] AS first, confidence / 0.0 AS infinite
                   FROM documents JOIN statements ON documents.doc = statements.doc WHERE id = 'a3'";

#[test]
fn csv_json_and_markdown() {
    let folder = store();
    let text = |format| written(folder.path(), SQL, format).unwrap();
    let csv = text(Format::Csv);
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines[0], "id,published,title,events,nothing,dateline_span,first,infinite");
    assert!(
        lines[1].starts_with("a3,2026-04-02,On | pay,9,,\"{\"\"start\"\":0,\"\"end\"\":6}\",\"{\"\"start\"\":0,"),
        "{csv}"
    );
    for json in [text(Format::Jsonl), text(Format::Json)] {
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let row = value.get(0).unwrap_or(&value);
        assert_eq!(row["id"], "a3");
        assert_eq!(row["events"], 9);
        assert_eq!(row["dateline_span"]["end"], 6);
        assert!(row["nothing"].is_null() && row["infinite"].is_null(), "JSON knows no infinity");
    }
    assert_eq!(written(folder.path(), "SELECT 1 AS a WHERE false", Format::Json).unwrap(), "[]\n");
    let markdown = text(Format::Markdown);
    assert!(
        markdown.starts_with("| id | published | title | events |") && markdown.contains("| On \\| pay | 9 |"),
        "{markdown}"
    );
}

#[test]
fn a_box_fits_its_terminal_and_counts_what_it_does_not_show() {
    let folder = store();
    let shape = Shape { width: 60, rows: 2 };
    let boxed = written(folder.path(), "SELECT id, text FROM documents ORDER BY id", Format::Box(shape)).unwrap();
    assert!(boxed.lines().all(|line| line.chars().count() <= 60), "{boxed}");
    let lines: Vec<_> = boxed.lines().collect();
    assert_eq!(lines[1], format!("│ id │ text{} │", " ".repeat(47)));
    assert!(lines[3].starts_with("│ a1 │ ÖREBRO — Minister Ana Lind") && lines[3].ends_with("… │"), "{boxed}");
    assert_eq!(*lines.last().unwrap(), " 3 rows, the first 2 are shown; all with --format csv");
}

#[test]
fn parquet_reads_back() {
    let folder = store();
    let path = folder.path().join("out.parquet");
    let rows = open(folder.path()).query("SELECT * FROM events ORDER BY doc, event").unwrap();
    let mut file = std::fs::File::create(&path).unwrap();
    assert_eq!(Format::Parquet.write(rows, &mut file).unwrap(), 9);
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&path).unwrap()).unwrap().build().unwrap();
    let batches: Vec<_> = reader.map(Result::unwrap).collect();
    assert_eq!(batches.iter().map(arrow::array::RecordBatch::num_rows).sum::<usize>(), 9);
    assert_eq!(batches[0].column_by_name("event").unwrap().as_string::<i32>().value(0), "v1");
}
