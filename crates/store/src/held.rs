//! A store that is held by its one writer: the lock, the catalogue and the disk, and the one way in which segments come,
//! go and are replaced.
//!
//! ```text
//! rows ──▶ files under other names ──▶ on the disk ──▶ renamed ──▶ one transaction ──▶ files of what was replaced removed
//!          a kill up to here leaves files that nobody lists          here the change is true    a kill here leaves as much
//! ```
//!
//! Whoever takes the store next removes what nobody lists.

use std::collections::HashSet;
use std::fs;

use crate::catalogue::{Catalogue, Change, SegmentFile};
use crate::derived;
use crate::disk::Disk;
use crate::error::StoreError;
use crate::key::{ContentKey, DocKey};
use crate::layout::Layout;
use crate::lock::Lock;
use crate::segment::{self, Filling};
use crate::views;

/// The store of this process alone, for writing.
pub(crate) struct Held {
    pub(crate) layout: Layout,
    pub(crate) disk: Box<dyn Disk>,
    pub(crate) catalogue: Catalogue,
    /// Version of the program that holds it.
    pub(crate) program: String,
    /// Files of writers that were killed, removed at the beginning.
    pub(crate) leftovers: u64,
    /// Last, so that it is given back when all else is closed.
    _lock: Lock,
}

/// A segment that comes, and what goes for it.
#[derive(Default)]
pub(crate) struct Coming<'c> {
    pub(crate) recipe: i64,
    pub(crate) added: &'c [DocKey],
    pub(crate) replaced: &'c [i64],
    pub(crate) dropped: &'c [DocKey],
    pub(crate) readmitted: &'c [ContentKey],
}

impl Held {
    /// Takes the lock, holds the folders against the catalogue, removes leftovers.
    pub(crate) fn take(layout: &Layout, program: &str, disk: Box<dyn Disk>) -> Result<Self, StoreError> {
        let lock = Lock::take(layout, program)?;
        layout.create()?;
        let catalogue = Catalogue::writer(&layout.catalogue(), program)?;
        let leftovers = clear_leftovers(layout, &catalogue, &*disk)?;
        let (layout, program) = (layout.clone(), program.to_owned());
        Ok(Self { layout, disk, catalogue, program, leftovers, _lock: lock })
    }

    /// Brings a segment in; without a filling there is none, and only what is replaced goes.
    pub(crate) fn put(
        &mut self,
        coming: &Coming<'_>,
        filling: Option<Filling<'_>>,
    ) -> Result<Vec<SegmentFile>, StoreError> {
        let segment = self.catalogue.next_segment()?;
        let segments = self.catalogue.segments()?;
        let going = segments.into_iter().filter(|it| coming.replaced.contains(&it.segment)).flat_map(|it| it.files);
        let going: Vec<_> = going.map(|file| self.layout.root().join(file.path)).collect();
        let files = match filling {
            Some(filling) => segment::fill(&*self.disk, &self.layout, segment, filling)?,
            None => Vec::new(),
        };
        let Coming { recipe, added, replaced, dropped, readmitted } = *coming;
        let program = &self.program;
        let change = Change { segment, recipe, program, files: &files, added, replaced, dropped, readmitted };
        if let Err(error) = self.catalogue.commit(&change) {
            // A commit may be answered by an error and stand all the same; then the files must stay. Where even that
            // cannot be asked, the next writer decides.
            if self.catalogue.has_segment(segment).is_ok_and(|committed| !committed) {
                segment::remove(&*self.disk, &self.layout, segment);
            }
            return Err(error);
        }
        if !going.is_empty() {
            // The views must not name files that are no more.
            views::write(self)?;
            for path in going {
                self.disk.remove(&path).map_err(StoreError::write(&path))?;
            }
        }
        Ok(files)
    }
}

/// Removes files that no committed segment has; how many. Committed ones must all be there.
fn clear_leftovers(layout: &Layout, catalogue: &Catalogue, disk: &dyn Disk) -> Result<u64, StoreError> {
    let mut listed = HashSet::new();
    for file in catalogue.segments()?.into_iter().flat_map(|segment| segment.files) {
        let path = layout.root().join(&file.path);
        let found = fs::metadata(&path).map(|found| found.len());
        if !found.as_ref().is_ok_and(|found| *found == file.bytes) {
            let found = found.map_or_else(|_| "missing".to_owned(), |bytes| format!("{bytes} bytes"));
            return Err(StoreError::Damaged { path, found, expected: file.bytes });
        }
        listed.insert(file.path);
    }
    let mut removed = 0;
    let unlisted = layout.segment_files()?.into_iter().filter(|(name, _)| !listed.contains(name)).map(|(_, path)| path);
    for path in unlisted.chain(derived::unfinished(layout)) {
        disk.remove(&path).map_err(StoreError::write(&path))?;
        removed += 1;
    }
    Ok(removed)
}
