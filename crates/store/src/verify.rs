//! Whether a store is what its catalogue says, down to the last row.
//!
//! ```text
//! catalogue sound? ──▶ each file there, whole, of this hash, with so many rows ──▶ rows of a segment against each other
//! ```
//!
//! In memory are the texts of one segment.

mod rows;

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::catalogue::{SegmentFile, SegmentInfo};
use crate::derived::DERIVED;
use crate::error::StoreError;
use crate::store::Store;
use crate::tables::{TABLES, schema};

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, within the store.
    pub place: String,
    /// What is wrong with it.
    pub fault: String,
    /// What to do.
    pub remedy: &'static str,
}

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Committed segments.
    pub segments: u64,
    /// Their files and the derived ones.
    pub files: u64,
    /// Bytes that were read and hashed.
    pub bytes: u64,
    /// Documents.
    pub documents: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// All that is wrong; nothing in a sound store.
    pub findings: Vec<Finding>,
    /// Files that no committed segment has; they do no harm, and the next writer removes them.
    pub leftovers: Vec<String>,
}

const RESTORE: &str = "bring the file back from a copy of the store, or take its documents out and code them again";
const REBUILD: &str = "run `onrecord rebuild` with the store";
const REPORT: &str = "this is a fault of the program, please report it; \
                      take the document out with `onrecord remove` and code it again with --again";
const COPY: &str = "bring the catalogue back from a copy of the store, or make a new store";

impl Store {
    /// Reads all that is committed and tells what is not as it should be.
    ///
    /// # Errors
    /// Where the catalogue cannot be asked. What is wrong with files is a finding and no error.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        if let Some(word) = self.catalogue().unsound()? {
            verified.find("catalogue.sqlite", word, COPY);
        }
        let segments = self.segments()?;
        for segment in &segments {
            self.verify_segment(segment, &mut verified)?;
        }
        self.verify_derived(&mut verified)?;
        let listed: HashSet<_> = segments.iter().flat_map(|segment| &segment.files).map(|file| &file.path).collect();
        let files = self.layout().segment_files()?.into_iter().map(|(name, _)| name);
        verified.leftovers = files.filter(|name| !listed.contains(name)).collect();
        Ok(verified)
    }

    fn verify_segment(&self, segment: &SegmentInfo, verified: &mut Verified) -> Result<(), StoreError> {
        verified.segments += 1;
        let before = verified.findings.len();
        for table in TABLES {
            match segment.files.iter().find(|file| file.table == table) {
                Some(file) => self.verify_file(file, verified),
                // An older program did not write all tables.
                None if table == crate::Table::Signatures => {}
                None => {
                    let fault = format!("segment {} has no file of this table", segment.segment);
                    verified.find(table.name(), fault, COPY);
                }
            }
        }
        // Rows of a file that is not the one that was committed would only repeat the complaint.
        if verified.findings.len() == before {
            let documents = self.catalogue().documents_of(segment.segment)?;
            verified.documents += documents.len() as u64;
            rows::verify(self.path(), segment, &documents, &mut verified.findings);
        }
        Ok(())
    }

    fn verify_file(&self, file: &SegmentFile, verified: &mut Verified) {
        let path = self.path().join(&file.path);
        if !verified.hash(&path, &file.path, file.bytes, &file.blake3, RESTORE) {
            return;
        }
        verified.rows += file.rows;
        let opened = File::open(&path).map_err(|cause| cause.to_string());
        let reader = opened
            .and_then(|opened| ParquetRecordBatchReaderBuilder::try_new(opened).map_err(|cause| cause.to_string()));
        match reader {
            Err(cause) => verified.find(&file.path, cause, RESTORE),
            Ok(reader) => {
                let rows = reader.metadata().file_metadata().num_rows();
                if rows != file.rows.cast_signed() {
                    verified.find(&file.path, format!("{rows} rows, but the catalogue says {}", file.rows), COPY);
                }
                let known = schema(file.table);
                for field in known.fields().iter().filter(|field| !field.is_nullable()) {
                    if reader.schema().field_with_name(field.name()).is_err() {
                        verified.find(&file.path, format!("there is no column `{}`", field.name()), RESTORE);
                    }
                }
            }
        }
    }

    fn verify_derived(&self, verified: &mut Verified) -> Result<(), StoreError> {
        let (state, listed) = (self.state()?, self.derived()?);
        for derived in DERIVED {
            let path = derived.path();
            match listed.iter().find(|file| file.path == path) {
                Some(file) if file.state == state => {
                    verified.hash(&self.path().join(&path), &path, file.bytes, &file.blake3, REBUILD);
                }
                Some(_) => verified.find(&path, "made of an earlier state of the store".to_owned(), REBUILD),
                // A store without documents, or of an older program, has none.
                None => {}
            }
        }
        Ok(())
    }
}

/// How a file is not the one that the catalogue lists.
pub(crate) enum Difference {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It has so many bytes.
    Size(u64),
    /// It has as many bytes, but others.
    Bytes,
}

/// Holds a file against its size and hash.
pub(crate) fn compare(path: &Path, bytes: u64, blake3: &str) -> Result<(), Difference> {
    let mut hasher = blake3::Hasher::new();
    let read = File::open(path).and_then(|mut file| io::copy(&mut file, &mut hasher));
    match read.map_err(Difference::Unreadable)? {
        found if found != bytes => Err(Difference::Size(found)),
        _ if hasher.finalize().to_hex().as_str() != blake3 => Err(Difference::Bytes),
        _ => Ok(()),
    }
}

impl Verified {
    fn find(&mut self, place: &str, fault: String, remedy: &'static str) {
        self.findings.push(Finding { place: place.to_owned(), fault, remedy });
    }

    /// Whether the file is there with this size and hash.
    fn hash(&mut self, path: &Path, place: &str, bytes: u64, blake3: &str, remedy: &'static str) -> bool {
        self.files += 1;
        let fault = match compare(path, bytes, blake3) {
            Err(Difference::Unreadable(cause)) if cause.kind() == io::ErrorKind::NotFound => "missing".to_owned(),
            Err(Difference::Unreadable(cause)) => format!("cannot be read ({cause})"),
            Err(Difference::Size(found)) => format!("{found} bytes, but the catalogue says {bytes}"),
            Err(Difference::Bytes) => "not the bytes that were committed".to_owned(),
            Ok(()) => {
                self.bytes += bytes;
                return true;
            }
        };
        self.find(place, fault, remedy);
        false
    }
}
