//! Merging: the segments of other stores into this one, each document once.
//!
//! ```text
//! what the other took out ──▶ goes from here too, and is remembered
//! segment after segment ──▶ are its files those that were committed? (size, BLAKE3) ──▶ copied byte for byte
//!                                                                                  └──▶ without what is here already
//! ```
//!
//! Each segment is a commit of its own, and documents are told apart by key, so a merge that was killed goes on when it is
//! given again, and one that is done is done: nothing is copied then. What other models coded stands beside the old
//! rows, as `code` would have it. The other stores are only read.

use std::collections::{BTreeMap, HashSet};
use std::ops::AddAssign;

use crate::catalogue::{SegmentFile, SegmentInfo};
use crate::error::StoreError;
use crate::held::Coming;
use crate::key::{ContentKey, DocKey};
use crate::remove;
use crate::segment::Filling;
use crate::store::Store;
use crate::tables::{TABLES, Table};
use crate::upkeep::Upkeep;
use crate::verify::{Difference, compare};

/// What merging came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Segments that came in.
    pub segments: u64,
    /// Documents that came in.
    pub documents: u64,
    /// Documents that were here already, from this store or another.
    pub known: u64,
    /// Documents that did not come in because they were taken out for good, here or there.
    pub removed: u64,
    /// Documents that were here and were taken out there, and so are no longer here.
    pub taken_out: u64,
}

impl AddAssign for Merged {
    fn add_assign(&mut self, other: Self) {
        let Self { segments, documents, known, removed, taken_out } = other;
        self.segments += segments;
        self.documents += documents;
        self.known += known;
        self.removed += removed;
        self.taken_out += taken_out;
    }
}

impl Upkeep {
    /// Takes in all that `other` holds and this store does not. What is derived is not of the present state then: see
    /// [`Upkeep::refresh`].
    ///
    /// # Errors
    /// Where the other store is this one, one of its files is not what was committed, or the disk refuses. What came in by
    /// then stays.
    pub fn merge(&mut self, other: &Store) -> Result<Merged, StoreError> {
        let same = |path: &std::path::Path| path.canonicalize().ok();
        if same(other.path()) == same(self.held.layout.root()) {
            return Err(StoreError::Itself(other.path().to_owned()));
        }
        let mut merged = Merged { taken_out: self.take_out_as(other)?, ..Merged::default() };
        let anything_removed = self.held.catalogue.removed()? > 0;
        for segment in other.segments()? {
            self.merge_segment(other, &segment, anything_removed, &mut merged)?;
        }
        Ok(merged)
    }

    fn merge_segment(
        &mut self,
        other: &Store,
        segment: &SegmentInfo,
        anything_removed: bool,
        merged: &mut Merged,
    ) -> Result<(), StoreError> {
        let documents = other.catalogue().documents_of(segment.segment)?;
        let mut coming = Vec::with_capacity(documents.len());
        for key in &documents {
            if !self.held.catalogue.holds(key)? {
                coming.push(*key);
            }
        }
        merged.known += (documents.len() - coming.len()) as u64;
        if coming.is_empty() {
            return Ok(());
        }
        // Before anything is made of them: rows of a file that is not the one that was committed are nobody's.
        for file in &segment.files {
            same_as_committed(other, file)?;
        }
        if anything_removed {
            let goners = self.removed_of(other, segment)?;
            let before = coming.len();
            coming.retain(|key| !goners.contains(key));
            merged.removed += (before - coming.len()) as u64;
            if coming.is_empty() {
                return Ok(());
            }
        }
        let recipe = self.held.catalogue.recipe(&other.catalogue().recipe_in_full(segment.segment)?)?;
        let change = Coming { recipe, added: &coming, ..Coming::default() };
        let root = other.path();
        // An older program did not write all tables; they are filled in.
        if coming.len() == documents.len() && TABLES.iter().all(|table| file_of(segment, *table)) {
            self.held.put(&change, Some(Filling::Files(root, &segment.files)))?;
        } else {
            let wanted: HashSet<String> = coming.iter().map(DocKey::to_string).collect();
            let mut rows = |table| remove::rows_where(root, segment, table, wanted.clone(), true);
            self.held.put(&change, Some(Filling::Rows(&mut rows)))?;
        }
        merged.segments += 1;
        merged.documents += coming.len() as u64;
        Ok(())
    }

    /// Documents of another store's segment that are not to come in.
    fn removed_of(&self, other: &Store, segment: &SegmentInfo) -> Result<HashSet<DocKey>, StoreError> {
        let mut goners = HashSet::new();
        remove::each_content(other.path(), segment, |key, content| {
            if self.held.catalogue.is_removed(&content)? {
                goners.insert(key);
            }
            Ok(())
        })?;
        Ok(goners)
    }

    /// What the other store took out goes from this one too; how many documents that were. They go first and are remembered
    /// afterwards, so that the same merge, given again after a kill, takes out the rest.
    fn take_out_as(&mut self, other: &Store) -> Result<u64, StoreError> {
        let mut news: HashSet<ContentKey> = HashSet::new();
        for content in other.catalogue().all_removed()? {
            if !self.held.catalogue.is_removed(&content)? {
                news.insert(content);
            }
        }
        if news.is_empty() {
            return Ok(0);
        }
        let mut goners: BTreeMap<i64, HashSet<DocKey>> = BTreeMap::new();
        for segment in self.held.catalogue.segments()? {
            remove::each_content(self.held.layout.root(), &segment, |key, content| {
                if news.contains(&content) {
                    goners.entry(segment.segment).or_default().insert(key);
                }
                Ok(())
            })?;
        }
        self.take_out(&goners)?;
        let mut news: Vec<_> = news.into_iter().collect();
        news.sort_unstable();
        self.held.catalogue.remove(&news)?;
        Ok(goners.values().map(|goners| goners.len() as u64).sum())
    }
}

fn file_of(segment: &SegmentInfo, table: Table) -> bool {
    segment.files.iter().any(|file| file.table == table)
}

/// Whether a file of another store is the one that its catalogue lists.
fn same_as_committed(store: &Store, file: &SegmentFile) -> Result<(), StoreError> {
    let path = store.path().join(&file.path);
    compare(&path, file.bytes, &file.blake3).map_err(|difference| match difference {
        Difference::Unreadable(cause) => StoreError::read(&path)(cause),
        Difference::Size(found) => {
            StoreError::Damaged { path: path.clone(), found: format!("{found} bytes"), expected: file.bytes }
        }
        Difference::Bytes => StoreError::OtherBytes(path.clone()),
    })
}
