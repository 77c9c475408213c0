//! Registries from where the user says: CSV files, or stores that are learned from at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use onrecord_registry::{Learner, Registry, Sighting};
use onrecord_store::Store;

use crate::args::Known;
use crate::failure::Failure;

/// What the flags name, one laid over the other; none where there is no flag.
pub fn known(known: &Known) -> Result<Option<Arc<Registry>>, Failure> {
    let mut all: Option<Registry> = None;
    for path in &known.registries {
        let next = registry(path)?;
        all = Some(match all {
            Some(earlier) => earlier.corrected_by(&next),
            None => next,
        });
    }
    Ok(all.map(Arc::new))
}

/// The registry in a file or of a store.
pub(super) fn registry(path: &Path) -> Result<Registry, Failure> {
    if path.is_dir() {
        return Ok(learned(path)?.finish());
    }
    let bytes = fs::read(path).map_err(|cause| Failure::RegistryFile { path: path.to_owned(), cause })?;
    Registry::from_csv(&bytes).map_err(|cause| Failure::RegistrySheet { path: PathBuf::from(path), cause })
}

/// What the documents of a store say of names.
pub(super) fn learned(store: &Path) -> Result<Learner, Failure> {
    let mut learner = Learner::default();
    for entity in Store::open(store)?.named_entities()? {
        let entity = entity?;
        learner.see(&Sighting {
            name: &entity.name,
            kind: entity.kind,
            role: entity.role.as_deref(),
            country: entity.country.as_deref(),
            sectors: &entity.sectors,
            day: entity.document.published,
            document: &entity.document.id,
            told_text: entity.document.told_text.as_deref(),
        });
    }
    Ok(learner)
}
