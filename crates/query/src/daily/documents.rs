//! `name_docs`: in which documents a name speaks, acts or is acted on.
//!
//! ```text
//! entities (names) + statements (sources) ──▶ source, words
//!                  + events (day) + roles ──▶ actor, recipient     one row a part, name and document
//! ```

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Float32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::DataType::{Date32, Float32, Int64, Utf8};
use arrow::datatypes::{Date32Type, Float32Type, Schema};
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, optional, text};
use crate::error::QueryError;

/// The columns.
pub(super) fn schema() -> Schema {
    Schema::new(vec![
        column("part", Utf8),
        column("name", Utf8),
        optional("day", Date32),
        column("doc", Utf8),
        column("times", Int64),
        column("confidence", Float32),
    ])
}

/// The rows of a segment, sorted by part, name, day and the order of documents.
pub(super) fn count(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    let mut finding = Finding::default();
    files.read(Table::Documents, &["doc", "published"], |batch| finding.documents(batch))?;
    files.read(Table::Entities, &["doc", "entity", "name"], |batch| finding.entities(batch))?;
    let columns = ["doc", "confidence", "source_text", "source_entities"];
    files.read(Table::Statements, &columns, |batch| finding.statements(batch))?;
    files.read(Table::Events, &["doc", "event", "first_day", "confidence"], |batch| finding.events(batch))?;
    files.read(Table::Roles, &["doc", "event", "side", "entity"], |batch| finding.roles(batch))?;
    finding.rows().map_err(|cause| files.broken(cause))
}

/// As what a name stands in a document; the words stand in the table, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Actor,
    Recipient,
    /// Who says something, by name.
    Source,
    /// Words that name who says something and are none of its names: "a spokesman".
    Words,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Source => "source",
            Self::Words => "words",
        }
    }
}

/// What a row tells: how often, the last day, the surest.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    times: i64,
    day: Option<i32>,
    confidence: f32,
}

/// A document and what has this id in it.
type Id = (Word, Word);

#[derive(Default)]
struct Finding {
    names: Words,
    docs: Words,
    ids: Words,
    /// Day of publication.
    published: HashMap<Word, i32>,
    /// Name of an entity.
    entities: HashMap<Id, Word>,
    /// Day and confidence of an act.
    acts: HashMap<Id, (Option<i32>, f32)>,
    rows: HashMap<(Part, Word, Word), Told>,
}

impl Finding {
    fn documents(&mut self, batch: &RecordBatch) -> Option<()> {
        let docs = text(batch, "doc")?;
        let days = batch.column_by_name("published")?.as_primitive_opt::<Date32Type>()?;
        for row in 0..batch.num_rows() {
            let doc = self.docs.number(docs.value(row));
            if !days.is_null(row) {
                self.published.insert(doc, days.value(row));
            }
        }
        Some(())
    }

    fn entities(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, entities, names) = (text(batch, "doc")?, text(batch, "entity")?, text(batch, "name")?);
        for row in 0..batch.num_rows() {
            let id = (self.docs.number(docs.value(row)), self.ids.number(entities.value(row)));
            self.entities.insert(id, self.names.number(names.value(row)));
        }
        Some(())
    }

    fn statements(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, words) = (text(batch, "doc")?, text(batch, "source_text")?);
        let sources = batch.column_by_name("source_entities")?.as_list_opt::<i32>()?;
        let confidences = batch.column_by_name("confidence")?.as_primitive_opt::<Float32Type>()?;
        for row in 0..batch.num_rows() {
            let doc = self.docs.number(docs.value(row));
            let told = (self.published.get(&doc).copied(), confidences.value(row));
            let entities = sources.value(row);
            let ids = entities.as_string_opt::<i32>()?.iter().flatten();
            let names: BTreeSet<Word> =
                ids.filter_map(|id| self.entities.get(&(doc, self.ids.number(id))).copied()).collect();
            let words = (!words.is_null(row)).then(|| self.names.number(words.value(row)));
            for name in &names {
                self.add(Part::Source, *name, doc, told);
            }
            if let Some(words) = words.filter(|words| !names.contains(words)) {
                self.add(Part::Words, words, doc, told);
            }
        }
        Some(())
    }

    fn events(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events) = (text(batch, "doc")?, text(batch, "event")?);
        let days = batch.column_by_name("first_day")?.as_primitive_opt::<Date32Type>()?;
        let confidences = batch.column_by_name("confidence")?.as_primitive_opt::<Float32Type>()?;
        for row in 0..batch.num_rows() {
            let id = (self.docs.number(docs.value(row)), self.ids.number(events.value(row)));
            self.acts.insert(id, ((!days.is_null(row)).then(|| days.value(row)), confidences.value(row)));
        }
        Some(())
    }

    /// Takes roles. Those of one act stand together, and one who has several in it has a part in it once.
    fn roles(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events) = (text(batch, "doc")?, text(batch, "event")?);
        let (sides, entities) = (text(batch, "side")?, text(batch, "entity")?);
        let (mut act, mut seen) = (Id::default(), BTreeSet::new());
        for row in 0..batch.num_rows() {
            let doc = self.docs.number(docs.value(row));
            let id = (doc, self.ids.number(events.value(row)));
            if id != act {
                act = id;
                seen.clear();
            }
            if entities.is_null(row) {
                continue;
            }
            let entity = (doc, self.ids.number(entities.value(row)));
            let (Some(name), Some(told)) = (self.entities.get(&entity).copied(), self.acts.get(&act).copied()) else {
                continue;
            };
            let part = if sides.value(row) == "actor" { Part::Actor } else { Part::Recipient };
            if seen.insert((part, name)) {
                self.add(part, name, doc, told);
            }
        }
        Some(())
    }

    fn add(&mut self, part: Part, name: Word, doc: Word, (day, confidence): (Option<i32>, f32)) {
        let told = self.rows.entry((part, name, doc)).or_default();
        told.times += 1;
        told.day = told.day.max(day);
        told.confidence = told.confidence.max(confidence);
    }

    fn rows(self) -> Result<RecordBatch, arrow::error::ArrowError> {
        let mut rows: Vec<((Part, Word, Word), Told)> = self.rows.into_iter().collect();
        rows.sort_by_key(|((part, name, doc), told)| (*part, self.names.word(*name), told.day, *doc));
        let parts: StringArray = rows.iter().map(|((part, ..), _)| Some(part.word())).collect();
        let names: StringArray = rows.iter().map(|((_, name, _), _)| self.names.word(*name)).collect();
        let docs: StringArray = rows.iter().map(|((.., doc), _)| self.docs.word(*doc)).collect();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(parts),
            Arc::new(names),
            Arc::new(rows.iter().map(|(_, told)| told.day).collect::<Date32Array>()),
            Arc::new(docs),
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, told)| told.times))),
            Arc::new(Float32Array::from_iter_values(rows.iter().map(|(_, told)| told.confidence))),
        ];
        RecordBatch::try_new(Arc::new(schema()), columns)
    }
}
