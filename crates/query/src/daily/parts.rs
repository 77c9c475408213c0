//! `name_parts`: which part a name has in each act and statement.
//!
//! ```text
//! entities (names) + statements (sources)       ──▶ source, words
//!                  + events (type, day) + roles ──▶ actor, recipient     one row a part, name and act or statement
//! ```

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Float32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::DataType::{Date32, Float32, Int64, Utf8};
use arrow::datatypes::{Date32Type, Float32Type, Schema};
use onrecord_store::Table;

use super::words::{Word, Words};
use super::{Files, column, each_name, optional, published, text};
use crate::error::QueryError;

/// The columns.
pub(super) fn schema() -> Schema {
    Schema::new(vec![
        column("part", Utf8),
        column("name", Utf8),
        optional("day", Date32),
        column("doc", Utf8),
        column("id", Utf8),
        optional("type", Utf8),
        optional("status", Utf8),
        optional("quad", Utf8),
        optional("intensity", Float32),
        optional("recipient_countries", Int64),
        optional("source_kind", Utf8),
    ])
}

/// The rows of a segment, sorted by part, name, day and the order of documents.
pub(super) fn find(files: &Files<'_>) -> Result<RecordBatch, QueryError> {
    let mut finding = Finding::default();
    files.read(Table::Documents, &["doc", "published"], |batch| {
        published(batch, &mut finding.docs, &mut finding.published)
    })?;
    files.read(Table::Entities, &["doc", "entity", "name"], |batch| finding.entities(batch))?;
    let columns = ["doc", "statement", "cue_class", "source_kind", "source_text", "source_entities"];
    files.read(Table::Statements, &columns, |batch| finding.statements(batch))?;
    let columns = ["doc", "event", "first_day", "type", "status", "quad", "intensity", "recipient_countries"];
    files.read(Table::Events, &columns, |batch| finding.events(batch))?;
    files.read(Table::Roles, &["doc", "event", "side", "entity"], |batch| finding.roles(batch))?;
    finding.rows().map_err(|cause| files.broken(cause))
}

/// Which part; the words stand in the table, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// What the table tells of an act or a statement; words by their numbers.
#[derive(Debug, Clone, Copy)]
struct Told {
    day: Option<i32>,
    kind: Word,
    status: Word,
    quad: Word,
    intensity: Option<f32>,
    recipients: Option<i64>,
    source: Word,
}

/// A document and what has this id in it.
type Id = (Word, Word);

#[derive(Default)]
struct Finding {
    words: Words,
    docs: Words,
    ids: Words,
    /// Day of publication.
    published: HashMap<Word, i32>,
    /// Name of an entity.
    names: HashMap<Id, Word>,
    acts: HashMap<Id, Told>,
    rows: Vec<(Part, Word, Id, Told)>,
}

impl Finding {
    fn entities(&mut self, batch: &RecordBatch) -> Option<()> {
        each_name(batch, |doc, entity, name| {
            let id = (self.docs.number(doc), self.ids.number(entity));
            self.names.insert(id, self.words.number(name));
        })
    }

    fn statements(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, statements) = (text(batch, "doc")?, text(batch, "statement")?);
        let (classes, kinds, words) =
            (text(batch, "cue_class")?, text(batch, "source_kind")?, text(batch, "source_text")?);
        let sources = batch.column_by_name("source_entities")?.as_list_opt::<i32>()?;
        for row in 0..batch.num_rows() {
            let doc = self.docs.number(docs.value(row));
            let id = (doc, self.ids.number(statements.value(row)));
            let mut word = |of: &StringArray| if of.is_null(row) { 0 } else { self.words.number(of.value(row)) };
            let (kind, source) = (word(classes), word(kinds));
            let day = self.published.get(&doc).copied();
            let told = Told { day, kind, status: 0, quad: 0, intensity: None, recipients: None, source };
            let entities = sources.value(row);
            let entities = entities.as_string_opt::<i32>()?.iter().flatten();
            let names: BTreeSet<Word> =
                entities.filter_map(|entity| self.names.get(&(doc, self.ids.number(entity))).copied()).collect();
            let words = (!words.is_null(row)).then(|| self.words.number(words.value(row)));
            let words = words.filter(|words| !names.contains(words));
            self.rows.extend(names.into_iter().map(|name| (Part::Source, name, id, told)));
            self.rows.extend(words.map(|words| (Part::Words, words, id, told)));
        }
        Some(())
    }

    fn events(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events) = (text(batch, "doc")?, text(batch, "event")?);
        let (kinds, statuses, quads) = (text(batch, "type")?, text(batch, "status")?, text(batch, "quad")?);
        let days = batch.column_by_name("first_day")?.as_primitive_opt::<Date32Type>()?;
        let intensities = batch.column_by_name("intensity")?.as_primitive_opt::<Float32Type>()?;
        let recipients = batch.column_by_name("recipient_countries")?.as_list_opt::<i32>()?;
        for row in 0..batch.num_rows() {
            let id = (self.docs.number(docs.value(row)), self.ids.number(events.value(row)));
            let countries = if recipients.is_null(row) { 0 } else { recipients.value_length(row) };
            let told = Told {
                day: (!days.is_null(row)).then(|| days.value(row)),
                kind: self.words.number(kinds.value(row)),
                status: self.words.number(statuses.value(row)),
                quad: self.words.number(quads.value(row)),
                intensity: (!intensities.is_null(row)).then(|| intensities.value(row)),
                recipients: Some(countries.into()),
                source: 0,
            };
            self.acts.insert(id, told);
        }
        Some(())
    }

    /// Takes roles. Those of one act stand together, and one who has several of a side in it has that part in it once.
    fn roles(&mut self, batch: &RecordBatch) -> Option<()> {
        let (docs, events) = (text(batch, "doc")?, text(batch, "event")?);
        let (sides, entities) = (text(batch, "side")?, text(batch, "entity")?);
        for row in 0..batch.num_rows() {
            if entities.is_null(row) {
                continue;
            }
            let doc = self.docs.number(docs.value(row));
            let act = (doc, self.ids.number(events.value(row)));
            let entity = (doc, self.ids.number(entities.value(row)));
            let (Some(name), Some(told)) = (self.names.get(&entity).copied(), self.acts.get(&act).copied()) else {
                continue;
            };
            let part = if sides.value(row) == "actor" { Part::Actor } else { Part::Recipient };
            let here = self.rows.iter().rev().take_while(|(.., id, _)| *id == act);
            if !here.into_iter().any(|(known, known_name, ..)| (*known, *known_name) == (part, name)) {
                self.rows.push((part, name, act, told));
            }
        }
        Some(())
    }

    fn rows(mut self) -> Result<RecordBatch, arrow::error::ArrowError> {
        self.rows.sort_by_key(|(part, name, id, told)| (*part, self.words.word(*name), told.day, *id));
        let rows = &self.rows;
        let parts: StringArray = rows.iter().map(|(part, ..)| Some(part.word())).collect();
        let docs: StringArray = rows.iter().map(|(_, _, (doc, _), _)| self.docs.word(*doc)).collect();
        let ids: StringArray = rows.iter().map(|(_, _, (_, id), _)| self.ids.word(*id)).collect();
        let names: StringArray = rows.iter().map(|(_, name, ..)| self.words.word(*name)).collect();
        let told = || rows.iter().map(|(.., told)| told);
        let words = |of: fn(&Told) -> Word| -> ArrayRef {
            Arc::new(told().map(|told| self.words.word(of(told))).collect::<StringArray>())
        };
        let columns: Vec<ArrayRef> = vec![
            Arc::new(parts),
            Arc::new(names),
            Arc::new(told().map(|told| told.day).collect::<Date32Array>()),
            Arc::new(docs),
            Arc::new(ids),
            words(|told| told.kind),
            words(|told| told.status),
            words(|told| told.quad),
            Arc::new(told().map(|told| told.intensity).collect::<Float32Array>()),
            Arc::new(told().map(|told| told.recipients).collect::<Int64Array>()),
            words(|told| told.source),
        ];
        RecordBatch::try_new(Arc::new(schema()), columns)
    }
}
