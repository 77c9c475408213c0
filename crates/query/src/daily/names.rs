//! `name_days`: who did it to whom by the names that the documents give them.
//!
//! ```text
//! entities (names) + events (type, status, day) ──▶ roles, act by act ──▶ every actor with every recipient
//! ```

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::DataType::{Date32, Float64, Int64, Utf8};
use arrow::datatypes::{Date32Type, Float32Type, Schema};
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, each_name, optional, text};
use crate::error::QueryError;

/// The columns.
pub(super) fn schema() -> Schema {
    Schema::new(vec![
        column("actor", Utf8),
        column("recipient", Utf8),
        optional("actor_country", Utf8),
        optional("recipient_country", Utf8),
        column("type", Utf8),
        column("status", Utf8),
        column("quad", Utf8),
        optional("day", Date32),
        column("events", Int64),
        column("intensity_sum", Float64),
    ])
}

/// The counts of a segment, sorted by names, countries, type, status and day. An act without an actor or a recipient that has an entity
/// is not in it.
pub(super) fn count(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    let mut counting = Counting::default();
    files.read(Table::Entities, &["doc", "entity", "name"], |batch| counting.entities(batch))?;
    files.read(Table::Events, &["doc", "event", "type", "status", "quad", "intensity", "first_day"], |batch| {
        counting.events(batch)
    })?;
    files.read(Table::Roles, &["doc", "event", "side", "entity", "country"], |batch| counting.roles(batch))?;
    counting.finish_act();
    counting.rows().map_err(|cause| files.broken(cause))
}

/// What is told of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Act {
    kind: Word,
    status: Word,
    quad: Word,
    day: Option<i32>,
}

/// A document and what has this id in it.
type Id = (Word, Word);

/// The country of each who has a name, as the first role has it that names one.
type Side = BTreeMap<Word, Word>;

/// Both names and their countries, what is told, and how often with which sum of intensities.
type Row = ([Word; 4], Act, (i64, f64));

#[derive(Default)]
struct Counting {
    words: Words,
    /// Documents and ids in them.
    ids: Words,
    names: HashMap<Id, Word>,
    /// Acts with their intensity.
    acts: HashMap<Id, (Act, f32)>,
    /// How many, and the sum of their intensities.
    counts: HashMap<[Word; 4], HashMap<Act, (i64, f64)>>,
    /// The act whose roles are being read.
    act: Id,
    actors: Side,
    recipients: Side,
}

impl Counting {
    fn id(&mut self, doc: &str, id: &str) -> Id {
        (self.ids.number(doc), self.ids.number(id))
    }

    /// Takes names; `None` where a column is lacking, as below.
    fn entities(&mut self, batch: &RecordBatch) -> Option<()> {
        each_name(batch, |doc, entity, name| {
            let id = (self.ids.number(doc), self.ids.number(entity));
            self.names.insert(id, self.words.number(name));
        })
    }

    fn events(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events) = (text(batch, "doc")?, text(batch, "event")?);
        let (kinds, statuses, quads) = (text(batch, "type")?, text(batch, "status")?, text(batch, "quad")?);
        let days = batch.column_by_name("first_day")?.as_primitive_opt::<Date32Type>()?;
        let intensities = batch.column_by_name("intensity")?.as_primitive_opt::<Float32Type>()?;
        for row in 0..batch.num_rows() {
            let act = Act {
                kind: self.words.number(kinds.value(row)),
                status: self.words.number(statuses.value(row)),
                quad: self.words.number(quads.value(row)),
                day: (!days.is_null(row)).then(|| days.value(row)),
            };
            let id = self.id(docs.value(row), events.value(row));
            self.acts.insert(id, (act, intensities.value(row)));
        }
        Some(())
    }

    /// Takes roles. Those of one act stand together.
    fn roles(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events, sides) = (text(batch, "doc")?, text(batch, "event")?, text(batch, "side")?);
        let (entities, countries) = (text(batch, "entity")?, text(batch, "country")?);
        for row in 0..batch.num_rows() {
            let act = self.id(docs.value(row), events.value(row));
            if act != self.act {
                self.finish_act();
                self.act = act;
            }
            if entities.is_null(row) {
                continue;
            }
            let entity = self.id(docs.value(row), entities.value(row));
            let Some(name) = self.names.get(&entity).copied() else { continue };
            let country = if countries.is_null(row) { 0 } else { self.words.number(countries.value(row)) };
            let side = if sides.value(row) == "actor" { &mut self.actors } else { &mut self.recipients };
            let known = side.entry(name).or_default();
            if *known == 0 {
                *known = country;
            }
        }
        Some(())
    }

    /// Counts the act whose roles were read.
    fn finish_act(&mut self) {
        let (actors, recipients) = (std::mem::take(&mut self.actors), std::mem::take(&mut self.recipients));
        let Some((act, intensity)) = self.acts.get(&self.act) else { return };
        for (actor, actor_country) in &actors {
            for (recipient, recipient_country) in &recipients {
                let pair = [*actor, *recipient, *actor_country, *recipient_country];
                let (events, sum) = self.counts.entry(pair).or_default().entry(*act).or_default();
                *events += 1;
                *sum += f64::from(*intensity);
            }
        }
    }

    fn rows(self) -> Result<RecordBatch, arrow::error::ArrowError> {
        let word = |number: Word| self.words.word(number);
        let counts = self.counts.iter();
        let mut rows: Vec<Row> =
            counts.flat_map(|(pair, acts)| acts.iter().map(|(act, counts)| (*pair, *act, *counts))).collect();
        rows.sort_by_cached_key(|(pair, act, _)| {
            (pair.map(word), word(act.kind), word(act.status), word(act.quad), act.day)
        });
        let texts = |of: fn(&Row) -> Word| -> ArrayRef {
            Arc::new(rows.iter().map(|row| word(of(row))).collect::<StringArray>())
        };
        let columns: Vec<ArrayRef> = vec![
            texts(|(pair, ..)| pair[0]),
            texts(|(pair, ..)| pair[1]),
            texts(|(pair, ..)| pair[2]),
            texts(|(pair, ..)| pair[3]),
            texts(|(_, act, _)| act.kind),
            texts(|(_, act, _)| act.status),
            texts(|(_, act, _)| act.quad),
            Arc::new(rows.iter().map(|(_, act, _)| act.day).collect::<Date32Array>()),
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|(.., (events, _))| *events))),
            Arc::new(Float64Array::from_iter_values(rows.iter().map(|(.., (_, sum))| *sum))),
        ];
        RecordBatch::try_new(Arc::new(schema()), columns)
    }
}
