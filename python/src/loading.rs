//! Model, codebook and registries from files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use onrecord_codebook::{Codebook, Files};
use onrecord_model::Model;
use onrecord_registry::{Learner, Registry, Sighting};
use onrecord_store::Store;
use pyo3::PyResult;

use crate::errors::unusable;

/// The model of a file, or the one inside the package, which is unpacked once.
pub(crate) fn model(path: Option<&Path>) -> PyResult<Arc<Model>> {
    static SHIPPED: OnceLock<Arc<Model>> = OnceLock::new();
    let Some(path) = path else {
        if let Some(model) = SHIPPED.get() {
            return Ok(Arc::clone(model));
        }
        let model = Arc::new(Model::shipped().map_err(unusable)?);
        return Ok(Arc::clone(SHIPPED.get_or_init(|| model)));
    };
    let bytes = fs::read(path).map_err(|cause| in_file(path, &cause))?;
    Ok(Arc::new(Model::from_bytes(&bytes).map_err(|cause| in_file(path, &cause))?))
}

/// The codebook of a folder, over PLOVER or alone; without a folder, PLOVER.
pub(crate) fn codebook(folder: Option<&Path>) -> PyResult<Codebook> {
    let Some(folder) = folder else { return Codebook::plover().map_err(unusable) };
    let mut files = Vec::new();
    gather(folder, "", &mut files).map_err(|cause| in_file(folder, &cause))?;
    Codebook::with(files.into_iter().collect::<Files>()).map_err(|cause| in_file(folder, &cause))
}

/// The `.toml` and `.tsv` files below a folder, as `--codebook` takes them.
fn gather(folder: &Path, below: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            gather(&path, &format!("{below}{name}/"), files)?;
        } else if name.ends_with(".toml") || name.ends_with(".tsv") {
            files.push((format!("{below}{name}"), fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// What sheets and stores know of names; later ones correct earlier ones.
pub(crate) fn registry(paths: &[PathBuf]) -> PyResult<Option<Arc<Registry>>> {
    let mut all: Option<Registry> = None;
    for path in paths {
        let next = if path.is_dir() { learned(path)? } else { sheet(path)? };
        all = Some(match all {
            Some(earlier) => earlier.corrected_by(&next),
            None => next,
        });
    }
    Ok(all.map(Arc::new))
}

fn sheet(path: &Path) -> PyResult<Registry> {
    let bytes = fs::read(path).map_err(|cause| in_file(path, &cause))?;
    Registry::from_csv(&bytes).map_err(|cause| in_file(path, &cause))
}

fn learned(store: &Path) -> PyResult<Registry> {
    let mut learner = Learner::default();
    for entity in Store::open(store).and_then(|store| store.named_entities()).map_err(unusable)? {
        let entity = entity.map_err(unusable)?;
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
    Ok(learner.finish())
}

fn in_file(path: &Path, cause: &dyn std::fmt::Display) -> pyo3::PyErr {
    unusable(format_args!("{}: {cause}", path.display()))
}
