//! A store, seen from outside: opened, asked, and given to a writer.

use std::path::{Path, PathBuf};

use crate::catalogue::{Catalogue, DerivedFile, SegmentInfo};
use crate::disk::RealDisk;
use crate::error::StoreError;
use crate::held::Held;
use crate::key::{DocKey, Recipe};
use crate::layout::Layout;
use crate::runs::KeptRun;
use crate::tables::Table;
use crate::upkeep::Upkeep;
use crate::writer::Writer;

/// A store on the disk, open for reading. Any number of programs may read it, whether or not one writes.
pub struct Store {
    layout: Layout,
    catalogue: Catalogue,
}

impl Store {
    /// Opens the store at `path`; a new one is made where there is nothing or an empty folder.
    ///
    /// # Errors
    /// Where the folder holds other things, the store is a newer program's, or the disk refuses.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let layout = Layout::new(path.as_ref());
        if !layout.catalogue().exists() && layout.is_occupied()? && !layout.is_begun() {
            return Err(StoreError::OtherFolder(layout.root().to_owned()));
        }
        layout.create()?;
        Catalogue::create(&layout.catalogue(), env!("CARGO_PKG_VERSION"))?;
        Self::open(path)
    }

    /// Opens the store at `path`.
    ///
    /// # Errors
    /// Where there is none, or it is a newer program's.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let layout = Layout::new(path.as_ref());
        if !layout.catalogue().exists() {
            return Err(StoreError::NoStore(layout.root().to_owned()));
        }
        let catalogue = Catalogue::reader(&layout.catalogue())?;
        Ok(Self { layout, catalogue })
    }

    /// Becomes the one writer, for documents coded by `recipe` in `program` (its version). Leftovers of writers that
    /// were killed are removed.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where there is another writer; [`StoreError::Damaged`] where files that were committed
    /// are missing or of another size.
    pub fn writer(&self, recipe: &Recipe, program: &str) -> Result<Writer, StoreError> {
        Writer::open(&self.layout, recipe, program, Box::new(RealDisk))
    }

    /// Becomes the one writer for upkeep: stories, joining, taking out. Leftovers of writers that were killed are removed,
    /// and a store of an older version is brought to this one.
    ///
    /// # Errors
    /// As [`Store::writer`].
    pub fn upkeep(&self, program: &str) -> Result<Upkeep, StoreError> {
        Ok(Upkeep::new(Held::take(&self.layout, program, Box::new(RealDisk))?))
    }

    /// A name for what is committed, 32 hexadecimal digits. It changes with every segment that comes or goes, so what is
    /// derived is up to date where it was made of the same.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn state(&self) -> Result<String, StoreError> {
        self.catalogue.state()
    }

    /// Derived files that there are, up to date or not.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn derived(&self) -> Result<Vec<DerivedFile>, StoreError> {
        self.catalogue.derived()
    }

    /// How many contents were taken out for good and are not coded again.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn removed(&self) -> Result<u64, StoreError> {
        self.catalogue.removed()
    }

    /// What runs that coded into the store came to, the first first. None of before version 3.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn runs(&self) -> Result<Vec<KeptRun>, StoreError> {
        self.catalogue.runs()
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Whether the document is in the store, coded by the recipe that the key was made with.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn is_done(&self, key: &DocKey) -> Result<bool, StoreError> {
        self.catalogue.holds(key)
    }

    /// The number of the segment in which a document stands; none where it is not in the store.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn segment_of(&self, key: &DocKey) -> Result<Option<i64>, StoreError> {
        self.catalogue.segment_of(key)
    }

    /// All committed segments.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn segments(&self) -> Result<Vec<SegmentInfo>, StoreError> {
        self.catalogue.segments()
    }

    /// The files of one table that are committed, in the order of writing.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn files(&self, table: Table) -> Result<Vec<PathBuf>, StoreError> {
        let files = self.segments()?.into_iter().flat_map(|segment| segment.files);
        Ok(files.filter(|file| file.table == table).map(|file| self.layout.root().join(file.path)).collect())
    }

    /// Rows of one table.
    ///
    /// # Errors
    /// Where the catalogue cannot be read.
    pub fn rows(&self, table: Table) -> Result<u64, StoreError> {
        let files = self.segments()?.into_iter().flat_map(|segment| segment.files);
        Ok(files.filter(|file| file.table == table).map(|file| file.rows).sum())
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.layout.root()
    }
}
