//! Upkeep of a store: what is derived is made again, small segments are joined, documents are taken out.

use crate::derived::{self, DERIVED};
use crate::error::StoreError;
use crate::held::Held;
use crate::stories::{StoryCounts, Told};
use crate::views;

/// The one writer, for upkeep. Ends when it is dropped.
pub struct Upkeep {
    pub(crate) held: Held,
}

/// Stories that are named one by one.
const LARGEST: usize = 10;

impl Upkeep {
    pub(crate) fn new(held: Held) -> Self {
        Self { held }
    }

    /// Files of writers that were killed, removed at the beginning.
    #[must_use]
    pub fn leftovers(&self) -> u64 {
        self.held.leftovers
    }

    /// Makes all that is derived, and the views, where it is not of the present state; the numbers of stories then.
    ///
    /// # Errors
    /// Where segments cannot be read or the disk refuses. What was there before stays.
    pub fn refresh(&mut self) -> Result<Option<StoryCounts>, StoreError> {
        let state = self.held.catalogue.state()?;
        let listed = self.held.catalogue.derived()?;
        let fresh = DERIVED.iter().all(|derived| {
            let path = derived.path();
            listed.iter().any(|file| file.path == path && file.state == state)
                && self.held.layout.root().join(path).is_file()
        });
        if !fresh {
            return self.rebuild().map(Some);
        }
        if !self.held.layout.views().is_file() {
            views::write(&mut self.held)?;
        }
        Ok(None)
    }

    /// Makes all that is derived, and the views, of what is committed: stories first, then what counts by them.
    ///
    /// # Errors
    /// As [`Upkeep::refresh`].
    pub fn rebuild(&mut self) -> Result<StoryCounts, StoreError> {
        let stories = {
            let layout = &self.held.layout;
            Told::of(layout.root(), &layout.derived(), &self.held.catalogue.segments()?)?
        };
        let counts = stories.counts(LARGEST);
        derived::make_all(&mut self.held, stories)?;
        views::write(&mut self.held)?;
        Ok(counts)
    }

    /// Ends the upkeep; the catalogue's file can then be copied alone.
    pub fn finish(self) {
        // All is committed; what cannot be settled now, the next writer settles.
        self.held.catalogue.settle().ok();
    }
}
