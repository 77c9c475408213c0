//! Codebooks from folders.

use std::fs;
use std::io;
use std::path::Path;

use onrecord_codebook::{Codebook, Files};

use crate::failure::Failure;

/// The codebook of a folder, over PLOVER or alone; without a folder, PLOVER.
///
/// # Errors
/// Where the folder cannot be read, or holds mistakes: all of them are named.
pub fn codebook(folder: Option<&Path>) -> Result<Codebook, Failure> {
    let Some(folder) = folder else {
        return Codebook::plover().map_err(Failure::ShippedCodebook);
    };
    let mut files = Vec::new();
    gather(folder, "", &mut files).map_err(|cause| Failure::CodebookFolder { path: folder.to_owned(), cause })?;
    let files: Files = files.into_iter().collect();
    Codebook::with(files).map_err(|cause| Failure::CodebookMistakes { path: folder.to_owned(), cause })
}

/// The `.toml` and `.tsv` files below a folder; pages about it and hidden files are passed over.
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
