//! `event_days`: who did it to whom by their countries.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Float32Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray,
};
use arrow::datatypes::DataType::{Date32, Float32, Float64, Int64, Utf8};
use arrow::datatypes::{Date32Type, Float32Type, Schema};
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, optional};
use crate::error::QueryError;

const COLUMNS: [&str; 9] =
    ["doc", "type", "status", "quad", "intensity", "confidence", "actor_countries", "recipient_countries", "first_day"];

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    actor: Word,
    recipient: Word,
    kind: Word,
    status: Word,
    quad: Word,
    day: Option<i32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    events: i64,
    documents: i64,
    /// Number of the document that was counted last. A document's events stand together.
    last: u64,
    intensity: f64,
    confidence: f32,
}

/// The columns.
pub(super) fn schema() -> Schema {
    Schema::new(vec![
        optional("actor_country", Utf8),
        optional("recipient_country", Utf8),
        column("type", Utf8),
        column("status", Utf8),
        column("quad", Utf8),
        optional("day", Date32),
        column("events", Int64),
        column("documents", Int64),
        column("intensity_sum", Float64),
        column("confidence", Float32),
    ])
}

/// The counts of a segment, sorted by dyad, type, status and day.
pub(super) fn count(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    let mut counting = Counting::default();
    files.read(Table::Events, &COLUMNS, |batch| counting.add(batch))?;
    counting.rows().map_err(|cause| files.broken(cause))
}

#[derive(Default)]
struct Counting {
    words: Words,
    counts: HashMap<Key, Counts>,
    document: String,
    documents: u64,
}

impl Counting {
    /// Counts a batch; `None` where it lacks a column.
    fn add(&mut self, batch: &RecordBatch) -> Option<()> {
        let text = |name: &str| batch.column_by_name(name)?.as_string_opt::<i32>();
        let number = |name: &str| batch.column_by_name(name)?.as_primitive_opt::<Float32Type>();
        let list = |name: &str| batch.column_by_name(name)?.as_list_opt::<i32>();
        let (docs, kinds, statuses, quads) = (text("doc")?, text("type")?, text("status")?, text("quad")?);
        let (intensities, confidences) = (number("intensity")?, number("confidence")?);
        let (actors, recipients) = (list("actor_countries")?, list("recipient_countries")?);
        let days = batch.column_by_name("first_day")?.as_primitive_opt::<Date32Type>()?;
        for row in 0..batch.num_rows() {
            if docs.value(row) != self.document {
                docs.value(row).clone_into(&mut self.document);
                self.documents += 1;
            }
            let key = Key {
                actor: 0,
                recipient: 0,
                kind: self.words.number(kinds.value(row)),
                status: self.words.number(statuses.value(row)),
                quad: self.words.number(quads.value(row)),
                day: (!days.is_null(row)).then(|| days.value(row)),
            };
            let (actors, recipients) = (self.countries(actors, row)?, self.countries(recipients, row)?);
            for (actor, recipient) in dyads(&actors, &recipients) {
                let counts = self.counts.entry(Key { actor, recipient, ..key }).or_default();
                counts.events += 1;
                counts.documents += i64::from(counts.last != self.documents);
                counts.last = self.documents;
                counts.intensity += f64::from(intensities.value(row));
                counts.confidence = counts.confidence.max(confidences.value(row));
            }
        }
        Some(())
    }

    fn countries(&mut self, lists: &ListArray, row: usize) -> Option<Vec<Word>> {
        let list = lists.value(row);
        let countries: &StringArray = list.as_string_opt::<i32>()?;
        Some(countries.iter().flatten().map(|country| self.words.number(country)).collect())
    }

    fn rows(self) -> Result<RecordBatch, arrow::error::ArrowError> {
        let word = |number: Word| self.words.word(number);
        let mut rows: Vec<(Key, Counts)> = self.counts.into_iter().collect();
        rows.sort_by_key(|(key, _)| {
            (word(key.actor), word(key.recipient), word(key.kind), word(key.status), word(key.quad), key.day)
        });
        let texts = |of: fn(&Key) -> Word| -> ArrayRef {
            Arc::new(rows.iter().map(|(key, _)| word(of(key))).collect::<StringArray>())
        };
        let columns: Vec<ArrayRef> = vec![
            texts(|key| key.actor),
            texts(|key| key.recipient),
            texts(|key| key.kind),
            texts(|key| key.status),
            texts(|key| key.quad),
            Arc::new(rows.iter().map(|(key, _)| key.day).collect::<Date32Array>()),
            Arc::new(rows.iter().map(|(_, counts)| counts.events).collect::<Int64Array>()),
            Arc::new(rows.iter().map(|(_, counts)| counts.documents).collect::<Int64Array>()),
            Arc::new(Float64Array::from_iter_values(rows.iter().map(|(_, counts)| counts.intensity))),
            Arc::new(Float32Array::from_iter_values(rows.iter().map(|(_, counts)| counts.confidence))),
        ];
        RecordBatch::try_new(Arc::new(schema()), columns)
    }
}

/// Every actor with every recipient. A side without a country stays in the count, as none.
fn dyads(actors: &[Word], recipients: &[Word]) -> Vec<(Word, Word)> {
    let side = |countries: &[Word]| if countries.is_empty() { vec![0] } else { countries.to_vec() };
    let recipients = side(recipients);
    side(actors).iter().flat_map(|actor| recipients.iter().map(move |recipient| (*actor, *recipient))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_it_to_whom_in_pairs() {
        assert_eq!(dyads(&[1, 2], &[3]), [(1, 3), (2, 3)]);
        assert_eq!(dyads(&[1, 2], &[]), [(1, 0), (2, 0)]);
        assert_eq!(dyads(&[], &[]), [(0, 0)]);
    }
}
