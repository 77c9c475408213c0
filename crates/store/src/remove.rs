//! Taking documents out for good.
//!
//! ```text
//! which? ──▶ contents remembered as removed ──▶ segment after segment written anew without them, the old one deleted
//!        ──▶ all that is derived made anew
//! ```
//!
//! The contents come first: a kill after that leaves documents that are still there and will not come back, and the same
//! command, given again, takes out the rest.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use arrow::array::{Array, AsArray, BooleanArray};
use arrow::compute::filter_record_batch;

use crate::catalogue::SegmentInfo;
use crate::derived::DERIVED;
use crate::error::StoreError;
use crate::held::Coming;
use crate::key::{ContentKey, DocKey};
use crate::reading::{Batches, TableReader, whole_table};
use crate::segment::Filling;
use crate::tables::Table;
use crate::upkeep::Upkeep;

/// Which documents are taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// By the id of the input, or by key (`doc`).
    pub ids: BTreeSet<String>,
    /// All of these publishers.
    pub publishers: BTreeSet<String>,
}

/// What was taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removed {
    /// Documents.
    pub documents: u64,
    /// Segments that were written anew, or are no more.
    pub segments: u64,
    /// Ids and publishers of the selection that no document has.
    pub unknown: Vec<String>,
}

impl Selection {
    fn holds(&self, doc: &str, id: &str, publisher: Option<&str>) -> bool {
        self.ids.contains(id) || self.ids.contains(doc) || publisher.is_some_and(|it| self.publishers.contains(it))
    }
}

impl Upkeep {
    /// Takes documents out of all tables and of what is derived, and remembers not to code them again.
    ///
    /// # Errors
    /// Where a segment cannot be read or the disk refuses. Do it again then: what is out by then stays out.
    pub fn remove(&mut self, selection: &Selection) -> Result<Removed, StoreError> {
        let segments = self.held.catalogue.segments()?;
        let mut removed = Removed::default();
        let mut seen = BTreeSet::new();
        let mut goners: BTreeMap<i64, HashSet<DocKey>> = BTreeMap::new();
        let mut contents = Vec::new();
        for segment in &segments {
            let found = self.find(segment, selection, &mut seen)?;
            if !found.is_empty() {
                contents.extend(self.contents(segment, &found)?);
                goners.insert(segment.segment, found);
            }
        }
        self.held.catalogue.remove(&contents)?;
        self.take_out(&goners)?;
        removed.documents = goners.values().map(|goners| goners.len() as u64).sum();
        removed.segments = goners.len() as u64;
        self.refresh()?;
        let wanted = selection.ids.iter().chain(&selection.publishers);
        removed.unknown = wanted.filter(|it| !seen.contains(*it)).cloned().collect();
        Ok(removed)
    }

    /// Documents of a segment that are selected; notes in `seen` by which words.
    fn find(
        &self,
        segment: &SegmentInfo,
        selection: &Selection,
        seen: &mut BTreeSet<String>,
    ) -> Result<HashSet<DocKey>, StoreError> {
        let mut found = HashSet::new();
        for file in segment.files.iter().filter(|file| file.table == Table::Documents) {
            let path = self.held.layout.root().join(&file.path);
            TableReader::open(path, &["doc", "id", "publisher"])?.each(|batch| {
                let (doc, id, publisher) = (batch.text("doc")?, batch.text("id")?, batch.text("publisher")?);
                for row in 0..batch.rows() {
                    let publisher = (!publisher.is_null(row)).then(|| publisher.value(row));
                    let (doc, id) = (doc.value(row), id.value(row));
                    if selection.holds(doc, id, publisher) {
                        found.extend(doc.parse::<DocKey>());
                        seen.extend([doc, id].into_iter().chain(publisher).map(str::to_owned));
                    }
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    fn contents(&self, segment: &SegmentInfo, of: &HashSet<DocKey>) -> Result<Vec<ContentKey>, StoreError> {
        let mut contents = Vec::new();
        each_content(self.held.layout.root(), segment, |key, content| {
            contents.extend(of.contains(&key).then_some(content));
            Ok(())
        })?;
        Ok(contents)
    }

    /// Takes documents out of their segments, and all that was made of these.
    pub(crate) fn take_out(&mut self, goners: &BTreeMap<i64, HashSet<DocKey>>) -> Result<(), StoreError> {
        if goners.is_empty() {
            return Ok(());
        }
        // What is derived goes first, so that a run that is killed in between leaves no trace in it, and once more at the
        // end, since a reader may have made it anew in the meantime.
        self.clear_derived()?;
        for segment in self.held.catalogue.segments()? {
            if let Some(goners) = goners.get(&segment.segment) {
                self.without(&segment, goners)?;
            }
        }
        self.clear_derived()
    }

    /// Writes a segment anew without some of its documents.
    fn without(&mut self, segment: &SegmentInfo, goners: &HashSet<DocKey>) -> Result<(), StoreError> {
        let root = self.held.layout.root().to_owned();
        let names: HashSet<String> = goners.iter().map(DocKey::to_string).collect();
        let mut rows = |table| rows_where(&root, segment, table, names.clone(), false);
        let replaced = [segment.segment];
        let mut dropped: Vec<_> = goners.iter().copied().collect();
        dropped.sort_unstable();
        let recipe = self.held.catalogue.recipe_of(segment.segment)?;
        let anybody_left = self.held.catalogue.documents_of(segment.segment)?.len() > goners.len();
        let coming = Coming { recipe, replaced: &replaced, dropped: &dropped, ..Coming::default() };
        self.held.put(&coming, if anybody_left { Some(Filling::Rows(&mut rows)) } else { None })?;
        Ok(())
    }

    /// Nothing that was made of what is gone may stay, whoever made it: all under `derived/` can be made again.
    fn clear_derived(&mut self) -> Result<(), StoreError> {
        let folder = self.held.layout.derived();
        let own = DERIVED.map(crate::Derived::name);
        for entry in fs::read_dir(&folder).map_err(StoreError::read(&folder))? {
            let path = entry.map_err(StoreError::read(&folder))?.path();
            // Our own are replaced in a moment, without a time when there are none.
            if path.file_name().and_then(|name| name.to_str()).is_some_and(|name| own.contains(&name)) {
                continue;
            }
            let cleared = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            cleared.map_err(StoreError::write(&path))?;
        }
        Ok(())
    }
}

/// What is remembered of each document of a segment when it is taken out, with its key.
pub(crate) fn each_content(
    root: &Path,
    segment: &SegmentInfo,
    mut take: impl FnMut(DocKey, ContentKey) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for file in segment.files.iter().filter(|file| file.table == Table::Documents) {
        TableReader::open(root.join(&file.path), &["doc", "publisher", "text"])?.each(|batch| {
            let (doc, publisher, text) = (batch.text("doc")?, batch.text("publisher")?, batch.text("text")?);
            for row in 0..batch.rows() {
                let Ok(key) = doc.value(row).parse() else { continue };
                let publisher = (!publisher.is_null(row)).then(|| publisher.value(row));
                take(key, ContentKey::new(text.value(row), publisher))?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// The rows of a segment's table whose documents are among `docs`, or (not `among`) are not.
pub(crate) fn rows_where(
    root: &Path,
    segment: &SegmentInfo,
    table: Table,
    docs: HashSet<String>,
    among: bool,
) -> Result<Batches, StoreError> {
    let rows = whole_table(root, segment, table)?;
    Ok(Box::new(rows.map(move |batch| {
        let batch = batch?;
        let keys = batch.column(0).as_string::<i32>().iter();
        let stays: BooleanArray = keys.map(|doc| doc.map(|doc| docs.contains(doc) == among)).collect();
        filter_record_batch(&batch, &stays)
            .map_err(|cause| StoreError::Unreadable { path: table.name().into(), cause: cause.into() })
    })))
}
