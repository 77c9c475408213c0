//! Joining small segments: those of a run a day become one a month.
//!
//! Neighbours that one recipe coded are written again as one segment, row after row as they stand, and take the place of
//! the old in one transaction. What an older program did not write yet is filled in on the way.

use crate::catalogue::SegmentInfo;
use crate::error::StoreError;
use crate::held::Coming;
use crate::reading::{Batches, whole_table};
use crate::segment::Filling;
use crate::upkeep::Upkeep;

/// Which segments are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// Bytes on the disk from which a segment is not small, and beyond which none is made by joining.
    pub bytes: u64,
}

impl Default for Joining {
    /// 64 MB: some 60,000 documents, which any tool reads in a second, and whose texts `verify` can hold.
    fn default() -> Self {
        Self { bytes: 64 << 20 }
    }
}

/// What joining came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Segments that there were.
    pub before: u64,
    /// Segments that there are.
    pub after: u64,
    /// Bytes of all files before.
    pub bytes_before: u64,
    /// Bytes of all files after.
    pub bytes_after: u64,
}

impl Upkeep {
    /// Joins small segments. Each joining is a commit of its own: a kill between two loses nothing.
    ///
    /// # Errors
    /// Where a segment cannot be read or the disk refuses; what was joined by then stays.
    pub fn compact(&mut self, joining: Joining) -> Result<Compacted, StoreError> {
        let before = self.held.catalogue.segments()?;
        for group in self.groups(&before, joining)? {
            let root = self.held.layout.root().to_owned();
            let mut rows = |table| {
                let tables = group.iter().map(|segment| whole_table(&root, segment, table));
                let tables = tables.collect::<Result<Vec<_>, _>>()?;
                Ok::<Batches, _>(Box::new(tables.into_iter().flatten()))
            };
            let replaced: Vec<_> = group.iter().map(|segment| segment.segment).collect();
            let recipe = self.held.catalogue.recipe_of(replaced[0])?;
            let coming = Coming { recipe, replaced: &replaced, ..Coming::default() };
            self.held.put(&coming, Some(Filling::Rows(&mut rows)))?;
        }
        let after = self.held.catalogue.segments()?;
        Ok(Compacted {
            before: before.len() as u64,
            after: after.len() as u64,
            bytes_before: before.iter().map(bytes).sum(),
            bytes_after: after.iter().map(bytes).sum(),
        })
    }

    /// Neighbours, by number among those of one recipe, that are joined: two or more each.
    fn groups(&self, segments: &[SegmentInfo], joining: Joining) -> Result<Vec<Vec<SegmentInfo>>, StoreError> {
        let mut by_recipe = segments
            .iter()
            .filter(|segment| bytes(segment) < joining.bytes)
            .map(|segment| Ok((self.held.catalogue.recipe_of(segment.segment)?, segment)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        by_recipe.sort_by_key(|(recipe, segment)| (*recipe, segment.segment));
        let mut groups = Vec::new();
        for same in by_recipe.chunk_by(|one, next| one.0 == next.0) {
            let (mut group, mut size) = (Vec::new(), 0);
            for (_, segment) in same {
                if size + bytes(segment) > joining.bytes {
                    groups.push(std::mem::take(&mut group));
                    size = 0;
                }
                size += bytes(segment);
                group.push((*segment).clone());
            }
            groups.push(group);
        }
        groups.retain(|group| group.len() > 1);
        Ok(groups)
    }
}

fn bytes(segment: &SegmentInfo) -> u64 {
    segment.files.iter().map(|file| file.bytes).sum()
}
