//! Reading back: the records of a store, document by document, made again from the rows of all tables.
//!
//! ```text
//! catalogue ──▶ segment after segment: documents ──▶ each document with its rows of the other tables ──▶ Record
//! ```
//!
//! In every segment the rows of all tables stand in the order of its documents, so that one cursor a table runs along; in memory
//! are one document and one batch of each table, however large a segment is. What lies in the folders without being listed in
//! the catalogue is not looked at.

mod cursor;
mod rebuild;
mod row;

use std::collections::HashSet;
use std::path::PathBuf;
use std::vec;

use arrow::array::RecordBatch;
use onrecord_record::{Entity, MentionKind, Record};
use onrecord_store::{DocKey, SegmentInfo, Store, Table};

use crate::error::ExportError;
use cursor::Cursor;
pub(crate) use row::iso_day;

/// A document of a store.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// The key by which all tables join: 32 hexadecimal digits.
    pub key: String,
    /// Settings other than the defaults that it was coded with.
    pub settings: Option<String>,
    /// The record. Where a place of an event is named in the text is not kept in the tables, so `location.span` is always none
    /// there.
    pub record: Record,
}

impl StoredDocument {
    /// The document of a key; none where the store has none. What else is in the store costs next to nothing.
    ///
    /// # Errors
    /// Where the catalogue or a file of its segment cannot be read.
    pub fn find(store: &Store, key: &DocKey) -> Result<Option<Self>, ExportError> {
        let Some(number) = store.segment_of(key)? else { return Ok(None) };
        let segments = store.segments()?;
        let Some(segment) = segments.iter().find(|segment| segment.segment == number) else { return Ok(None) };
        let found = Segment::open(store.path(), segment, None, Some(&key.to_string()))?.next()?;
        Ok(found.map(|found| found.document))
    }

    /// Key by which documents stand in order: day of publication, those without one first, then the document's key.
    #[must_use]
    pub fn order(&self) -> String {
        format!("{:<10} {}", self.record.doc.published.as_deref().unwrap_or_default(), self.key)
    }

    /// Ids of the entities that have no name of their own: what stands in place of one are words of the article.
    pub(crate) fn nameless(&self) -> HashSet<String> {
        let has_name = |entity: &Entity| entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
        self.record.entities.iter().filter(|entity| !has_name(entity)).map(|entity| entity.id.clone()).collect()
    }
}

/// The rows of one table that belong to one document: pieces of the file's batches.
pub(crate) type Rows = Vec<RecordBatch>;

/// A document with the raw rows of one more table.
pub(crate) struct WithRows {
    pub(crate) document: StoredDocument,
    pub(crate) rows: Rows,
}

/// The documents of a store in the order of writing. After an error there is nothing more.
pub struct StoredDocuments {
    root: PathBuf,
    segments: vec::IntoIter<SegmentInfo>,
    open: Option<Segment>,
    /// A table whose rows are wanted as they are.
    raw: Option<Table>,
}

impl StoredDocuments {
    /// All documents of the segments that are committed now.
    ///
    /// # Errors
    /// Where the catalogue cannot be read. Each item may be an error where a segment's file cannot.
    pub fn of(store: &Store) -> Result<Self, ExportError> {
        let segments = store.segments()?.into_iter();
        Ok(Self { root: store.path().to_owned(), segments, open: None, raw: None })
    }

    /// Gives the rows of a table as well.
    pub(crate) fn with_rows(mut self, table: Table) -> Self {
        self.raw = Some(table);
        self
    }

    /// The next document; none where all are read.
    pub(crate) fn advance(&mut self) -> Result<Option<WithRows>, ExportError> {
        loop {
            if let Some(segment) = &mut self.open {
                if let Some(document) = segment.next()? {
                    return Ok(Some(document));
                }
                self.open = None;
            }
            let Some(next) = self.segments.next() else { return Ok(None) };
            self.open = Some(Segment::open(&self.root, &next, self.raw, None)?);
        }
    }
}

impl Iterator for StoredDocuments {
    type Item = Result<StoredDocument, ExportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        if next.is_err() {
            (self.open, self.segments) = (None, Vec::new().into_iter());
        }
        next.map(|found| found.map(|found| found.document)).transpose()
    }
}

/// One segment that is being read: a cursor on each table.
struct Segment {
    documents: Cursor,
    sentences: Cursor,
    entities: Cursor,
    mentions: Cursor,
    times: Cursor,
    statements: Cursor,
    events: Cursor,
    roles: Cursor,
    raw: Option<Cursor>,
}

impl Segment {
    fn open(
        root: &std::path::Path,
        segment: &SegmentInfo,
        raw: Option<Table>,
        only: Option<&str>,
    ) -> Result<Self, ExportError> {
        let open = |table: Table| {
            // A store of an older version may lack a table: then it has no rows.
            let listed = segment.files.iter().find(|file| file.table == table);
            Cursor::open(listed.map(|file| root.join(&file.path)), only)
        };
        Ok(Self {
            documents: open(Table::Documents)?,
            sentences: open(Table::Sentences)?,
            entities: open(Table::Entities)?,
            mentions: open(Table::Mentions)?,
            times: open(Table::Times)?,
            statements: open(Table::Statements)?,
            events: open(Table::Events)?,
            roles: open(Table::Roles)?,
            raw: raw.map(open).transpose()?,
        })
    }

    fn next(&mut self) -> Result<Option<WithRows>, ExportError> {
        let Some((key, document)) = self.documents.next_row()? else {
            self.finish()?;
            return Ok(None);
        };
        let tables = rebuild::Tables {
            sentences: self.sentences.take(&key)?,
            entities: self.entities.take(&key)?,
            mentions: self.mentions.take(&key)?,
            times: self.times.take(&key)?,
            statements: self.statements.take(&key)?,
            events: self.events.take(&key)?,
            roles: self.roles.take(&key)?,
        };
        let rows = self.raw.as_mut().map(|raw| raw.take(&key)).transpose()?.unwrap_or_default();
        let at = self.documents.path().to_owned();
        let document =
            rebuild::document(key, &document, &tables).map_err(|cause| ExportError::unreadable(&at, cause))?;
        Ok(Some(WithRows { document, rows }))
    }

    /// Whether all rows have found their documents.
    fn finish(&mut self) -> Result<(), ExportError> {
        let tables = [
            &mut self.sentences,
            &mut self.entities,
            &mut self.mentions,
            &mut self.times,
            &mut self.statements,
            &mut self.events,
            &mut self.roles,
        ];
        tables.into_iter().try_for_each(Cursor::finish)
    }
}
