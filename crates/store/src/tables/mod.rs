//! The tables: how a record becomes rows.
//!
//! Each table has a file here with its columns, each with its description, and the filling of them. Names are those of
//! the record; what is nested there is its own table here or a column with a prefix (`source_spans`).

mod columns;
mod documents;
mod entities;
mod events;
mod mentions;
mod roles;
mod sentences;
mod signatures;
mod statements;
mod times;

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use arrow::error::ArrowError;

use crate::checked::Checked;
pub(crate) use signatures::signatures_of;

/// The tables of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// One row a sentence.
    Sentences,
    /// One row a person, body, place or group of a document.
    Entities,
    /// One row a mention of one.
    Mentions,
    /// One row a stretch of days that the text names.
    Times,
    /// One row an attribution.
    Statements,
    /// One row an act.
    Events,
    /// One row an actor or recipient of an act.
    Roles,
    /// One row a document: by what its copies are found.
    Signatures,
    /// One row a document.
    Documents,
}

/// All tables, in the order in which a segment's files appear: documents last, so that a document that is seen has its
/// rows.
pub const TABLES: [Table; 9] = [
    Table::Sentences,
    Table::Entities,
    Table::Mentions,
    Table::Times,
    Table::Statements,
    Table::Events,
    Table::Roles,
    Table::Signatures,
    Table::Documents,
];

impl Table {
    /// Name of the table and of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Times => "times",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Roles => "roles",
            Self::Signatures => "signatures",
            Self::Documents => "documents",
        }
    }

    /// The table of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        TABLES.into_iter().find(|table| table.name() == name)
    }

    /// An empty buffer for its rows.
    pub(crate) fn buffer(self) -> Box<dyn Rows> {
        match self {
            Self::Sentences => Box::new(sentences::Sentences::default()),
            Self::Entities => Box::new(entities::Entities::default()),
            Self::Mentions => Box::new(mentions::Mentions::default()),
            Self::Times => Box::new(times::Times::default()),
            Self::Statements => Box::new(statements::Statements::default()),
            Self::Events => Box::new(events::Events::default()),
            Self::Roles => Box::new(roles::Roles::default()),
            Self::Signatures => Box::new(signatures::Signatures::default()),
            Self::Documents => Box::new(documents::Documents::default()),
        }
    }
}

/// The rows of one table that wait for their segment.
pub(crate) trait Rows: Send {
    /// Adds the rows of one record. `doc` is its key; `settings` those of the recipe.
    fn append(&mut self, doc: &str, settings: &str, checked: &Checked<'_>);
    /// All columns, which are empty afterwards.
    fn take(&mut self) -> Vec<ArrayRef>;
}

/// The columns of a table. Each field's metadata holds a `description`.
#[must_use]
pub fn schema(table: Table) -> SchemaRef {
    let columns = match table {
        Table::Sentences => sentences::columns(),
        Table::Entities => entities::columns(),
        Table::Mentions => mentions::columns(),
        Table::Times => times::columns(),
        Table::Statements => statements::columns(),
        Table::Events => events::columns(),
        Table::Roles => roles::columns(),
        Table::Signatures => signatures::columns(),
        Table::Documents => documents::columns(),
    };
    Arc::new(Schema::new(columns))
}

/// All rows of a buffer as one batch, and the buffer is empty.
pub(crate) fn batch(table: Table, rows: &mut dyn Rows) -> Result<RecordBatch, ArrowError> {
    RecordBatch::try_new(schema(table), rows.take())
}

/// A column that always has a value.
pub(crate) fn column(name: &str, kind: DataType, description: &str) -> Field {
    let metadata = HashMap::from([("description".to_owned(), description.to_owned())]);
    Field::new(name, kind, false).with_metadata(metadata)
}

/// A column that may be null.
pub(crate) fn optional(name: &str, kind: DataType, description: &str) -> Field {
    column(name, kind, description).with_nullable(true)
}

/// `list<string>`
fn strings() -> DataType {
    DataType::List(columns::string_element())
}

/// `list<struct<start: int32, end: int32>>`
fn spans() -> DataType {
    DataType::List(columns::span_element())
}

/// `struct<start: int32, end: int32>`
fn span() -> DataType {
    DataType::Struct(columns::span_fields())
}

/// The column by which all tables join.
pub(crate) fn doc() -> Field {
    column("doc", DataType::Utf8, "Key of the document as coded, by which all tables join; 32 hexadecimal digits")
}

/// For schemas, a shorter word.
type Columns = Fields;
