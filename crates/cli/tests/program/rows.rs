//! All rows of a store, so that two stores can be held against each other.

use std::fs::File;
use std::path::Path;

use arrow::util::display::{ArrayFormatter, FormatOptions};
use onrecord_store::{Store, TABLES};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Each row of each table as a line, sorted.
pub fn of(path: &Path) -> Vec<String> {
    let store = Store::open(path).unwrap();
    let mut rows = Vec::new();
    for table in TABLES {
        for file in store.files(table).unwrap() {
            let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(file).unwrap()).unwrap();
            for batch in reader.build().unwrap().map(Result::unwrap) {
                let options = FormatOptions::default().with_null("null");
                let columns: Vec<_> =
                    batch.columns().iter().map(|it| ArrayFormatter::try_new(it, &options).unwrap()).collect();
                rows.extend((0..batch.num_rows()).map(|row| {
                    let values: Vec<_> = columns.iter().map(|column| column.value(row).to_string()).collect();
                    format!("{}: {}", table.name(), values.join(" | "))
                }));
            }
        }
    }
    rows.sort();
    rows
}
