//! `event_days`: who did it to whom by their countries; `joint_days`: who did it together, to nobody.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Float32Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray,
};
use arrow::datatypes::DataType::{Date32, Float32, Float64, Int64, Utf8};
use arrow::datatypes::{Date32Type, Field, Float32Type, Schema};
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, optional};
use crate::error::QueryError;

const COLUMNS: [&str; 9] =
    ["doc", "type", "status", "quad", "intensity", "confidence", "actor_countries", "recipient_countries", "first_day"];

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    one: Word,
    other: Word,
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
    columns(optional("actor_country", Utf8), optional("recipient_country", Utf8))
}

/// Those of the acts that several countries do together.
pub(super) fn joint_schema() -> Schema {
    columns(column("one_country", Utf8), column("other_country", Utf8))
}

fn columns(one: Field, other: Field) -> Schema {
    Schema::new(vec![
        one,
        other,
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
    counted(files, schema(), dyads)
}

/// The same of acts that several countries do together, with no country as recipient, for each two of them.
pub(super) fn count_joint(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    counted(files, joint_schema(), joint)
}

/// Which pairs of countries an act counts for: those of its actors, those of its recipients.
type Pairs = fn(&Words, &[Word], &[Word]) -> Vec<(Word, Word)>;

fn counted(files: &Files<'_>, schema: Schema, pairs: Pairs) -> Result<RecordBatch, QueryError> {
    let mut counting = Counting::default();
    files.read(Table::Events, &COLUMNS, |batch| counting.add(batch, pairs))?;
    counting.rows(schema).map_err(|cause| files.broken(cause))
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
    fn add(&mut self, batch: &RecordBatch, pairs: Pairs) -> Option<()> {
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
                one: 0,
                other: 0,
                kind: self.words.number(kinds.value(row)),
                status: self.words.number(statuses.value(row)),
                quad: self.words.number(quads.value(row)),
                day: (!days.is_null(row)).then(|| days.value(row)),
            };
            let (actors, recipients) = (self.countries(actors, row)?, self.countries(recipients, row)?);
            for (one, other) in pairs(&self.words, &actors, &recipients) {
                let counts = self.counts.entry(Key { one, other, ..key }).or_default();
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

    fn rows(self, schema: Schema) -> Result<RecordBatch, arrow::error::ArrowError> {
        let word = |number: Word| self.words.word(number);
        let mut rows: Vec<(Key, Counts)> = self.counts.into_iter().collect();
        rows.sort_by_key(|(key, _)| {
            (word(key.one), word(key.other), word(key.kind), word(key.status), word(key.quad), key.day)
        });
        let texts = |of: fn(&Key) -> Word| -> ArrayRef {
            Arc::new(rows.iter().map(|(key, _)| word(of(key))).collect::<StringArray>())
        };
        let columns: Vec<ArrayRef> = vec![
            texts(|key| key.one),
            texts(|key| key.other),
            texts(|key| key.kind),
            texts(|key| key.status),
            texts(|key| key.quad),
            Arc::new(rows.iter().map(|(key, _)| key.day).collect::<Date32Array>()),
            Arc::new(rows.iter().map(|(_, counts)| counts.events).collect::<Int64Array>()),
            Arc::new(rows.iter().map(|(_, counts)| counts.documents).collect::<Int64Array>()),
            Arc::new(Float64Array::from_iter_values(rows.iter().map(|(_, counts)| counts.intensity))),
            Arc::new(Float32Array::from_iter_values(rows.iter().map(|(_, counts)| counts.confidence))),
        ];
        RecordBatch::try_new(Arc::new(schema), columns)
    }
}

/// Every actor with every recipient. A side without a country stays in the count, as none.
fn dyads(_: &Words, actors: &[Word], recipients: &[Word]) -> Vec<(Word, Word)> {
    let side = |countries: &[Word]| if countries.is_empty() { vec![0] } else { countries.to_vec() };
    let recipients = side(recipients);
    side(actors).iter().flat_map(|actor| recipients.iter().map(move |recipient| (*actor, *recipient))).collect()
}

/// Each two of the actors, in the order of their words, where there is no recipient.
fn joint(words: &Words, actors: &[Word], recipients: &[Word]) -> Vec<(Word, Word)> {
    if !recipients.is_empty() {
        return Vec::new();
    }
    let mut actors = actors.to_vec();
    actors.sort_unstable_by_key(|actor| words.word(*actor));
    let after = |n: usize| actors.iter().skip(n + 1);
    actors.iter().enumerate().flat_map(|(n, one)| after(n).map(|other| (*one, *other))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_it_to_whom_in_pairs() {
        let dyads = |actors: &[Word], recipients: &[Word]| dyads(&Words::default(), actors, recipients);
        assert_eq!(dyads(&[1, 2], &[3]), [(1, 3), (2, 3)]);
        assert_eq!(dyads(&[1, 2], &[]), [(1, 0), (2, 0)]);
        assert_eq!(dyads(&[], &[]), [(0, 0)]);
    }

    #[test]
    fn who_did_it_together() {
        let mut words = Words::default();
        let [swe, nor, fin] = ["SWE", "NOR", "FIN"].map(|country| words.number(country));
        assert_eq!(joint(&words, &[swe, nor, fin], &[]), [(fin, nor), (fin, swe), (nor, swe)]);
        assert_eq!(joint(&words, &[swe], &[]), []);
        assert_eq!(joint(&words, &[swe, nor], &[fin]), []);
    }
}
