//! `name_roles`: which roles, countries and types documents give a name, and when.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::DataType::{Date32, Int64, Utf8};
use arrow::datatypes::Schema;
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, optional, published, text};
use crate::error::QueryError;

/// The columns.
pub(super) fn schema() -> Schema {
    Schema::new(vec![
        column("name", Utf8),
        optional("role", Utf8),
        optional("country", Utf8),
        column("type", Utf8),
        optional("first_day", Date32),
        optional("last_day", Date32),
        column("entities", Int64),
    ])
}

/// The rows of a segment, sorted by their words.
pub(super) fn find(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    let mut finding = Finding::default();
    files.read(Table::Documents, &["doc", "published"], |batch| {
        published(batch, &mut finding.docs, &mut finding.published)
    })?;
    let columns = ["doc", "name", "role", "country", "type"];
    files.read(Table::Entities, &columns, |batch| finding.entities(batch))?;
    finding.rows().map_err(|cause| files.broken(cause))
}

/// First and last day of publication, and how many entities.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    first: Option<i32>,
    last: Option<i32>,
    entities: i64,
}

#[derive(Default)]
struct Finding {
    words: Words,
    docs: Words,
    published: HashMap<Word, i32>,
    /// By name, role, country and type.
    rows: HashMap<[Word; 4], Told>,
}

impl Finding {
    fn entities(&mut self, batch: &RecordBatch) -> Option<()> {
        let docs = text(batch, "doc")?;
        let columns = ["name", "role", "country", "type"].map(|name| text(batch, name));
        for row in 0..batch.num_rows() {
            let mut key = [0; 4];
            for (word, column) in key.iter_mut().zip(&columns) {
                let column = column.as_ref()?;
                if !column.is_null(row) {
                    *word = self.words.number(column.value(row));
                }
            }
            let day = self.published.get(&self.docs.number(docs.value(row))).copied();
            let told = self.rows.entry(key).or_default();
            told.first = told.first.into_iter().chain(day).min();
            told.last = told.last.max(day);
            told.entities += 1;
        }
        Some(())
    }

    fn rows(self) -> Result<RecordBatch, arrow::error::ArrowError> {
        let mut rows: Vec<([Word; 4], Told)> = self.rows.into_iter().collect();
        rows.sort_by_cached_key(|(key, _)| key.map(|word| self.words.word(word)));
        let texts = |part: usize| -> ArrayRef {
            Arc::new(rows.iter().map(|(key, _)| self.words.word(key[part])).collect::<StringArray>())
        };
        let columns: Vec<ArrayRef> = vec![
            texts(0),
            texts(1),
            texts(2),
            texts(3),
            Arc::new(rows.iter().map(|(_, told)| told.first).collect::<Date32Array>()),
            Arc::new(rows.iter().map(|(_, told)| told.last).collect::<Date32Array>()),
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, told)| told.entities))),
        ];
        RecordBatch::try_new(Arc::new(schema()), columns)
    }
}
