//! The manifest: which files are the result of a job, each with size, hash and number of rows.
//!
//! ```json
//! { "onrecord": "manifest/1",
//!   "files": [ { "path": "part-00000.parquet", "rows": 812, "bytes": 5120334, "sha256": "9f86d081…" } ] }
//! ```
//!
//! Paths are as seen from the manifest's folder.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// The form that this program knows.
const FORM: &str = "manifest/1";

const WRITE_AGAIN: &str = "write the manifest again when the job is done and its files are in place";
/// What to do where a file is not what the manifest says.
pub(super) const WHOLE: &str = "copy the file again from where the job wrote it, or write the manifest again";

/// The files of one job, with paths that can be opened.
pub(super) struct Manifest {
    pub(super) files: Vec<Listed>,
}

/// One file.
pub(super) struct Listed {
    pub(super) path: PathBuf,
    rows: u64,
    bytes: u64,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    onrecord: String,
    files: Vec<WrittenFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    path: String,
    rows: u64,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// Reads a manifest, and looks at what can be seen without its files.
    pub(super) fn read(path: &Path) -> Result<Self, StoreError> {
        let refuse = |fault: String, remedy| StoreError::Refused { path: path.to_owned(), fault, remedy };
        let text = fs::read_to_string(path)
            .map_err(|cause| refuse(format!("the manifest cannot be read ({cause})"), "check the path"))?;
        let written: Written = serde_json::from_str(&text).map_err(|cause| {
            refuse(format!("no manifest ({cause})"), "docs/many-machines.md shows how it is written")
        })?;
        if written.onrecord != FORM {
            let fault = format!("a manifest of the form {:?}, but this program knows {FORM:?}", written.onrecord);
            return Err(refuse(fault, "use the version of onrecord that goes with it"));
        }
        if written.files.is_empty() {
            return Err(refuse("it names no file".to_owned(), WRITE_AGAIN));
        }
        let mut seen = HashSet::new();
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut files = Vec::new();
        for (file, number) in written.files.into_iter().zip(1..) {
            let refuse = |fault: &str, remedy| refuse(format!("file {number}, {:?}: {fault}", file.path), remedy);
            if file.path.contains("://") {
                return Err(refuse(
                    "an address and no path",
                    "copy the files to where the manifest is and name them from there",
                ));
            }
            if file.sha256.len() != 64 || !file.sha256.bytes().all(|it| it.is_ascii_hexdigit()) {
                return Err(refuse("no SHA-256 of 64 hexadecimal digits", WRITE_AGAIN));
            }
            if !seen.insert(file.path.clone()) {
                return Err(refuse("named twice", WRITE_AGAIN));
            }
            let WrittenFile { path, rows, bytes, sha256 } = file;
            files.push(Listed { path: folder.join(path), rows, bytes, sha256: sha256.to_ascii_lowercase() });
        }
        Ok(Self { files })
    }
}

impl Listed {
    /// Whether the file is there, whole, and the one that is meant.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        let cannot = |cause: &dyn std::fmt::Display| self.refuse(format!("cannot be read ({cause})"), WHOLE);
        let mut file = File::open(&self.path).map_err(|cause| cannot(&cause))?;
        let found = file.metadata().map_err(|cause| cannot(&cause))?.len();
        if found != self.bytes {
            return Err(self.refuse(format!("{found} bytes, but the manifest says {}", self.bytes), WHOLE));
        }
        let mut hasher = Sha256::new();
        io::copy(&mut file, &mut hasher).map_err(|cause| cannot(&cause))?;
        let sha256: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256 != self.sha256 {
            return Err(self.refuse("not the bytes that the manifest means: another SHA-256".to_owned(), WHOLE));
        }
        let reader = SerializedFileReader::new(file)
            .map_err(|cause| self.refuse(format!("no Parquet file ({cause})"), WHOLE))?;
        let rows = reader.metadata().file_metadata().num_rows().unsigned_abs();
        if rows != self.rows {
            return Err(self.refuse(format!("{rows} rows, but the manifest says {}", self.rows), WRITE_AGAIN));
        }
        Ok(())
    }

    /// An error of this file.
    pub(super) fn refuse(&self, fault: String, remedy: &'static str) -> StoreError {
        StoreError::Refused { path: self.path.clone(), fault, remedy }
    }
}
