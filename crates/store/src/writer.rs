//! The one writer of a store: takes records, commits segments.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use onrecord_record::Record;

use crate::catalogue::{Catalogue, SegmentFile};
use crate::checked::Checked;
use crate::disk::Disk;
use crate::error::StoreError;
use crate::held::{Coming, Held};
use crate::key::{ContentKey, DocKey, Identity, Recipe};
use crate::layout::Layout;
use crate::reading::Batches;
use crate::runs::Run;
use crate::segment::Filling;
use crate::tables::{self, Rows, TABLES, Table};

/// When a segment is full. What is not yet committed lies in memory and is coded again after a kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of rows in memory, about.
    pub bytes: usize,
    /// Documents.
    pub documents: usize,
}

impl Default for Bounds {
    /// 24 MB, which is a minute or two of coding on two cores, or 10,000 documents.
    fn default() -> Self {
        Self { bytes: 24 << 20, documents: 10_000 }
    }
}

/// What a writer has committed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents.
    pub documents: u64,
    /// Sentences.
    pub sentences: u64,
    /// Entities.
    pub entities: u64,
    /// Their mentions.
    pub mentions: u64,
    /// Stretches of days.
    pub times: u64,
    /// Statements.
    pub statements: u64,
    /// Acts.
    pub events: u64,
    /// Their actors and recipients.
    pub roles: u64,
    /// Segments.
    pub segments: u64,
    /// Bytes of their files.
    pub bytes: u64,
    /// Files of writers that were killed, removed at the beginning.
    pub leftovers: u64,
}

/// The one writer. What was added and not committed is lost when it is dropped; [`Writer::finish`] commits all.
pub struct Writer {
    held: Held,
    recipe: i64,
    settings: String,
    bounds: Bounds,
    /// Whether documents that were taken out for good may come in again.
    again: bool,
    tables: Vec<(Table, Box<dyn Rows>)>,
    /// Documents in the tables' buffers, in their order.
    waiting: Vec<DocKey>,
    waiting_bytes: usize,
    /// Contents among them that had been taken out.
    readmitted: Vec<ContentKey>,
    claimed: Claimed,
    summary: Summary,
}

/// Documents that somebody has taken on and that are not yet committed.
type Claimed = Arc<Mutex<HashSet<DocKey>>>;

impl Writer {
    /// Takes the lock, holds the folders against the catalogue, removes leftovers.
    pub(crate) fn open(
        layout: &Layout,
        recipe: &Recipe,
        program: &str,
        disk: Box<dyn Disk>,
    ) -> Result<Self, StoreError> {
        let mut held = Held::take(layout, program, disk)?;
        Ok(Self {
            recipe: held.catalogue.recipe(recipe)?,
            settings: recipe.settings.clone(),
            bounds: Bounds::default(),
            again: false,
            tables: TABLES.map(|table| (table, table.buffer())).into(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            readmitted: Vec::new(),
            claimed: Claimed::default(),
            summary: Summary { leftovers: held.leftovers, ..Summary::default() },
            held,
        })
    }

    /// The same writer with other bounds.
    #[must_use]
    pub fn with_bounds(mut self, bounds: Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// The same writer, which takes documents in again that were taken out for good.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.again = true;
        self
    }

    /// For the thread that reads the documents: says which are still to be coded.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn claims(&self) -> Result<Claims, StoreError> {
        let catalogue = Catalogue::reader(&self.held.layout.catalogue())?;
        Ok(Claims { catalogue, claimed: Arc::clone(&self.claimed), again: self.again })
    }

    /// Adds a record, and commits a segment when it is full. `false` where the document is in the store already, which is
    /// then left as it is, or was taken out for good.
    ///
    /// # Errors
    /// [`StoreError::SpanOutside`] where the record is not sound; nothing of it is kept then. Otherwise a segment could
    /// not be committed; its documents are not done.
    pub fn add(&mut self, key: &DocKey, record: &Record) -> Result<bool, StoreError> {
        if self.holds(key)? {
            return Ok(false);
        }
        let content = ContentKey::new(&record.text, record.doc.publisher.as_deref());
        let removed = self.held.catalogue.is_removed(&content)?;
        if removed && !self.again {
            return Ok(false);
        }
        let checked = Checked::new(record)?;
        let doc = key.to_string();
        for (_, rows) in &mut self.tables {
            rows.append(&doc, &self.settings, &checked);
        }
        self.waiting.push(*key);
        self.readmitted.extend(removed.then_some(content));
        self.waiting_bytes += weight(record);
        if self.waiting_bytes >= self.bounds.bytes || self.waiting.len() >= self.bounds.documents {
            self.commit()?;
        }
        Ok(true)
    }

    /// Whether the document is in the store or waits for its segment.
    pub(crate) fn holds(&self, key: &DocKey) -> Result<bool, StoreError> {
        Ok(self.waiting.contains(key) || self.held.catalogue.holds(key)?)
    }

    /// Commits what was added so far.
    ///
    /// # Errors
    /// Where the disk or the catalogue refuses. Nothing of the segment stays, and its documents are not done.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let keys = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        let outcome = self.commit_segment(&keys);
        // Only now: whoever asks finds each document either claimed or done.
        let mut claimed = locked(&self.claimed);
        keys.iter().for_each(|key| {
            claimed.remove(key);
        });
        outcome
    }

    fn commit_segment(&mut self, keys: &[DocKey]) -> Result<(), StoreError> {
        let path = self.held.layout.table(Table::Documents);
        let batches = self.tables.iter_mut().map(|(table, rows)| Ok((*table, tables::batch(*table, &mut **rows)?)));
        let batches = batches
            .collect::<Result<Vec<_>, arrow::error::ArrowError>>()
            .map_err(|cause| StoreError::Parquet { path, cause: cause.into() })?;
        let readmitted = std::mem::take(&mut self.readmitted);
        let coming = Coming { recipe: self.recipe, added: keys, readmitted: &readmitted, ..Coming::default() };
        let mut rows = |table| {
            let rows: Vec<_> =
                batches.iter().filter(|(of, _)| *of == table).map(|(_, rows)| Ok(rows.clone())).collect();
            Ok::<Batches, _>(Box::new(rows.into_iter()))
        };
        let files = self.held.put(&coming, Some(Filling::Rows(&mut rows)))?;
        self.count(&files);
        Ok(())
    }

    fn count(&mut self, files: &[SegmentFile]) {
        self.summary.segments += 1;
        for file in files {
            self.summary.bytes += file.bytes;
            *match file.table {
                Table::Documents => &mut self.summary.documents,
                // As many as documents.
                Table::Signatures => continue,
                Table::Sentences => &mut self.summary.sentences,
                Table::Entities => &mut self.summary.entities,
                Table::Mentions => &mut self.summary.mentions,
                Table::Times => &mut self.summary.times,
                Table::Statements => &mut self.summary.statements,
                Table::Events => &mut self.summary.events,
                Table::Roles => &mut self.summary.roles,
            } += file.rows;
        }
    }

    /// For tests of a catalogue that runs out of room.
    #[cfg(test)]
    pub(crate) fn fill_catalogue(&self) {
        self.held.catalogue.fill();
    }

    /// What has been committed so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// Keeps with the store what the run that writes came to; to be called when all is committed.
    ///
    /// # Errors
    /// Where the catalogue refuses; what is committed stays so.
    pub fn keep(&mut self, run: &Run) -> Result<(), StoreError> {
        self.held.catalogue.keep(run, &self.held.program)
    }

    /// Commits all and gives the store free.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(mut self) -> Result<Summary, StoreError> {
        self.commit()?;
        // All is committed; what cannot be settled now, the next writer settles.
        self.held.catalogue.settle().ok();
        Ok(self.summary)
    }
}

/// Says which documents are still to be coded, and remembers to whom it said so. Belongs to a [`Writer`], but may be
/// used in another thread.
pub struct Claims {
    catalogue: Catalogue,
    claimed: Claimed,
    again: bool,
}

impl Claims {
    /// Takes a document on: `true` for the first who asks, `false` where it is done or was taken on before in this run.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn claim(&self, key: &DocKey) -> Result<bool, StoreError> {
        let mut claimed = locked(&self.claimed);
        // In this order: a claim is given back only after the document is in the catalogue.
        if claimed.contains(key) || self.catalogue.holds(key)? {
            return Ok(false);
        }
        claimed.insert(*key);
        Ok(true)
    }

    /// Whether the document was taken out for good, whatever coded it, and is not to be coded again.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn is_removed(&self, document: &Identity<'_>) -> Result<bool, StoreError> {
        Ok(!self.again && self.catalogue.is_removed(&ContentKey::new(document.text, document.publisher))?)
    }
}

fn locked(claimed: &Claimed) -> MutexGuard<'_, HashSet<DocKey>> {
    claimed.lock().unwrap_or_else(PoisonError::into_inner)
}

/// About how many bytes a record's rows take in memory.
fn weight(record: &Record) -> usize {
    let said: u32 =
        record.statements.iter().flat_map(|statement| &statement.content.spans).map(|span| span.len()).sum();
    let mentions: usize = record.entities.iter().map(|entity| entity.mentions.len()).sum();
    // The text stands in two tables, what is said in a third; each row has a key of 32 bytes.
    2 * record.text.len()
        + said as usize
        + 512
        + 60 * record.sentences.len()
        + 140 * record.entities.len()
        + 90 * mentions
        + 260 * record.statements.len()
}
