//! Import: records that other programs gathered as Parquet, registered by a manifest.
//!
//! ```text
//! manifest ──▶ every file it names: there, whole, of this hash, with so many rows? ──▶ nothing is written before that is so
//!          ──▶ row after row: a record, coded by one recipe, of this key, that names only what it holds ──▶ the store's writer
//! ```
//!
//! A file has one row a document, with the columns of `onrecord-rows`. Only files that the manifest names count: what a task that was
//! tried again has left beside them is nobody's. Documents come in by key, so a manifest given twice, or again after a kill,
//! or one that names two tasks with the same documents, brings each in once. What was taken out stays out. In memory are the
//! rows of one segment.

mod manifest;
mod sound;

use std::fs::File;
use std::ops::AddAssign;
use std::path::Path;

use onrecord_record::Record;
use onrecord_rows::Row;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::StoreError;
use crate::key::{DocKey, Identity, Recipe};
use crate::store::Store;
use crate::writer::{Bounds, Writer};
use manifest::{Listed, Manifest};

/// Rows read at once. A text may be megabytes long, so few.
const BATCH: usize = 64;

const CHANGED: &str = "give the rows as they were coded, or code these documents again";

/// What a manifest came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Files that the manifest names.
    pub files: u64,
    /// Documents that came in.
    pub documents: u64,
    /// Documents that were in the store already, or stand in the files twice.
    pub known: u64,
    /// Documents that were taken out for good.
    pub removed: u64,
    /// Rows that say why there is no record.
    pub errors: u64,
}

impl AddAssign for Imported {
    fn add_assign(&mut self, other: Self) {
        let Self { files, documents, known, removed, errors } = other;
        self.files += files;
        self.documents += documents;
        self.known += known;
        self.removed += removed;
        self.errors += errors;
    }
}

impl Store {
    /// Takes in all records of a manifest that the store does not hold. `tell` is given the id and the reason of each row
    /// that holds none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the manifest, a file or a row is not what it should be: with the place, and what to do. A
    /// fault of manifest or files is found before anything comes in; what came in before a row that is at fault stays.
    pub fn import(
        &self,
        manifest: &Path,
        program: &str,
        tell: &mut dyn FnMut(&str, &str),
    ) -> Result<Imported, StoreError> {
        self.import_in(manifest, program, Bounds::default(), tell)
    }

    pub(crate) fn import_in(
        &self,
        manifest: &Path,
        program: &str,
        bounds: Bounds,
        tell: &mut dyn FnMut(&str, &str),
    ) -> Result<Imported, StoreError> {
        let manifest = Manifest::read(manifest)?;
        manifest.files.iter().try_for_each(Listed::check)?;
        let imported = Imported { files: manifest.files.len() as u64, ..Imported::default() };
        let mut intake = Intake { store: self, program, bounds, open: None, imported };
        for file in &manifest.files {
            intake.file(file, tell)?;
        }
        intake.finish()
    }
}

/// Where rows go, one after the other.
struct Intake<'s> {
    store: &'s Store,
    program: &'s str,
    bounds: Bounds,
    /// From the first record on, which says what coded all of them.
    open: Option<(Recipe, Writer)>,
    imported: Imported,
}

impl Intake<'_> {
    fn file(&mut self, file: &Listed, tell: &mut dyn FnMut(&str, &str)) -> Result<(), StoreError> {
        let path = &file.path;
        let unreadable =
            |cause: &dyn std::fmt::Display| file.refuse(format!("cannot be read ({cause})"), manifest::WHOLE);
        let opened = File::open(path).map_err(StoreError::read(path))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(opened)
            .and_then(|builder| builder.with_batch_size(BATCH).build())
            .map_err(|cause| unreadable(&cause))?;
        let mut before = 0;
        for batch in reader {
            let batch = batch.map_err(|cause| unreadable(&cause))?;
            let rows = onrecord_rows::read(&batch).map_err(|error| {
                file.refuse(format!("rows {} to {}: {error}", before + 1, before + batch.num_rows()), CHANGED)
            })?;
            for (row, number) in rows.into_iter().zip(before + 1..) {
                self.row(file, number, row, tell)?;
            }
            before += batch.num_rows();
        }
        Ok(())
    }

    fn row(
        &mut self,
        file: &Listed,
        number: usize,
        row: Row,
        tell: &mut dyn FnMut(&str, &str),
    ) -> Result<(), StoreError> {
        let (id, key, settings, record) = match row {
            Row::Coded { id, key, settings, record } => (id, key, settings, record),
            Row::Failed { id, reason, .. } => {
                self.imported.errors += 1;
                let place = format!("{}: row {number}", file.path.display());
                tell(id.as_deref().unwrap_or(&place), &reason);
                return Ok(());
            }
        };
        let refuse = |fault: String, remedy| file.refuse(format!("row {number}: {fault}"), remedy);
        let recipe = Recipe {
            model: record.made.model.clone(),
            codebook: record.made.codebook.clone(),
            registry: record.made.registry.clone(),
            settings,
        };
        let key = checked_key(&recipe, &key, id.as_deref(), &record).map_err(|fault| refuse(fault, CHANGED))?;
        sound::check(&record).map_err(|fault| refuse(fault, CHANGED))?;
        let writer = match &mut self.open {
            Some((first, writer)) if *first == recipe => writer,
            Some((first, _)) => {
                let fault = format!("coded by {}, but the rows before by {}", shown(&recipe), shown(first));
                return Err(refuse(fault, "give what each model, codebook and registry coded a manifest of its own"));
            }
            None => {
                let writer = self.store.writer(&recipe, self.program)?.with_bounds(self.bounds);
                &mut self.open.insert((recipe, writer)).1
            }
        };
        if writer.holds(&key)? {
            self.imported.known += 1;
        } else {
            match writer.add(&key, &record) {
                Ok(true) => self.imported.documents += 1,
                Ok(false) => self.imported.removed += 1,
                Err(StoreError::SpanOutside { start, end, length, .. }) => {
                    let fault = format!("[{start}, {end}] lies outside the text of {length} characters");
                    return Err(refuse(fault, CHANGED));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Imported, StoreError> {
        if let Some((_, writer)) = self.open {
            writer.finish()?;
        }
        Ok(self.imported)
    }
}

/// The key of a row, if it is the one that its document has. What the record says of the day of publication may be from the
/// text itself, which is no part of the key.
fn checked_key(recipe: &Recipe, key: &str, id: Option<&str>, record: &Record) -> Result<DocKey, String> {
    let given: DocKey = key.parse().map_err(|()| format!("{key:?} is no key of 32 hexadecimal digits"))?;
    let doc = &record.doc;
    let document = Identity {
        id,
        text: &record.text,
        title: doc.title.as_deref(),
        published: doc.published.as_deref(),
        publisher: doc.publisher.as_deref(),
        uri: doc.uri.as_deref(),
    };
    let undated = Identity { published: None, ..document };
    if recipe.key(&document) == given || recipe.key(&undated) == given {
        Ok(given)
    } else {
        Err("its key is not that of its text, what is known of it and what coded it".to_owned())
    }
}

/// A recipe in words.
fn shown(recipe: &Recipe) -> String {
    let parts = [Some(recipe.model.as_str()), recipe.codebook.as_deref(), recipe.registry.as_deref()];
    let parts =
        parts.into_iter().flatten().chain(Some(recipe.settings.as_str()).filter(|settings| !settings.is_empty()));
    parts.collect::<Vec<_>>().join(", ")
}
