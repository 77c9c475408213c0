//! The signatures of all documents in a file, in the order of the documents' keys: a few million are more than memory should hold.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int32Type;
use onrecord_stories::{SLOTS, Shelf, Signature, VERSION};

use crate::catalogue::SegmentInfo;
use crate::error::StoreError;
use crate::key::DocKey;
use crate::reading::{TableReader, whole_table};
use crate::tables::{Table, signatures_of};

/// Bytes of a signature.
const SIGNATURE: usize = 2 * SLOTS;
/// Bytes that are read or written at once.
const BUFFER: usize = 1 << 20;

/// Signatures as they come out of the segments.
pub(super) struct Shelving {
    folder: PathBuf,
    /// Each document, with the place of its signature in the file where it has one.
    documents: Vec<(DocKey, u32)>,
    file: BufWriter<File>,
    written: u32,
}

/// The place of a signature that there is not: the text has no words.
const NONE: u32 = u32::MAX;

impl Shelving {
    /// Nothing yet. The file has no name, so that it is gone whatever happens.
    pub(super) fn new(folder: &Path) -> Result<Self, StoreError> {
        let file = BufWriter::with_capacity(BUFFER, unnamed(folder)?);
        Ok(Self { folder: folder.to_owned(), documents: Vec::new(), file, written: 0 })
    }

    /// The signatures of a segment's documents. Those of another version are made anew of the texts.
    pub(super) fn segment(&mut self, root: &Path, segment: &SegmentInfo) -> Result<(), StoreError> {
        let before = self.documents.len();
        for batch in whole_table(root, segment, Table::Signatures)? {
            let batch = batch?;
            let mut versions = batch.column(1).as_primitive::<Int32Type>().iter();
            if versions.any(|version| version != Some(VERSION.cast_signed())) {
                // What was put in the file of them is not looked at.
                self.documents.truncate(before);
                return self.made_anew(root, segment);
            }
            self.put(&batch)?;
        }
        Ok(())
    }

    fn made_anew(&mut self, root: &Path, segment: &SegmentInfo) -> Result<(), StoreError> {
        for file in segment.files.iter().filter(|file| file.table == Table::Documents) {
            let path = root.join(&file.path);
            TableReader::open(path.clone(), &["doc", "text"])?.each(|batch| {
                let rows = signatures_of(batch.text("doc")?, batch.text("text")?);
                self.put(&rows.map_err(|cause| StoreError::Parquet { path: path.clone(), cause: cause.into() })?)
            })?;
        }
        Ok(())
    }

    fn put(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        let (docs, signatures) = (batch.column(0).as_string::<i32>(), batch.column(2).as_binary::<i32>());
        for (doc, bytes) in docs.iter().zip(signatures) {
            let Some(doc) = doc.and_then(|doc| doc.parse().ok()) else { continue };
            match bytes.filter(|bytes| bytes.len() == SIGNATURE) {
                Some(bytes) => {
                    self.file.write_all(bytes).map_err(StoreError::write(&self.folder))?;
                    self.documents.push((doc, self.written));
                    self.written += 1;
                }
                None => self.documents.push((doc, NONE)),
            }
        }
        Ok(())
    }

    /// All documents in the order of their keys; of those with a signature the places among these, and the signatures.
    pub(super) fn in_order(self) -> Result<(Vec<DocKey>, Vec<u32>, OnDisk), StoreError> {
        let Self { folder, mut documents, file, written } = self;
        let file = file.into_inner().map_err(|cause| StoreError::write(&folder)(cause.into_error()))?;
        let mut unsorted = OnDisk { file, members: written, folder: folder.clone() };
        // From here on nothing depends on where documents stood.
        documents.sort_unstable();
        documents.dedup_by_key(|(doc, _)| *doc);
        let mut sorted = BufWriter::with_capacity(BUFFER, unnamed(&folder)?);
        let mut places = Vec::new();
        for (place, (_, at)) in (0..).zip(&documents).filter(|(_, (_, at))| *at != NONE) {
            let bytes = unsorted.get(*at)?.to_bytes();
            sorted.write_all(&bytes).map_err(StoreError::write(&folder))?;
            places.push(place);
        }
        let file = sorted.into_inner().map_err(|cause| StoreError::write(&folder)(cause.into_error()))?;
        let members = u32::try_from(places.len()).unwrap_or(u32::MAX);
        let keys = documents.into_iter().map(|(doc, _)| doc).collect();
        Ok((keys, places, OnDisk { file, members, folder }))
    }
}

fn unnamed(folder: &Path) -> Result<File, StoreError> {
    tempfile::tempfile_in(folder).map_err(StoreError::write(folder))
}

/// Signatures one behind the other in a file.
pub(super) struct OnDisk {
    file: File,
    members: u32,
    folder: PathBuf,
}

impl Shelf for OnDisk {
    type Error = StoreError;

    fn members(&self) -> u32 {
        self.members
    }

    fn get(&mut self, member: u32) -> Result<Signature, StoreError> {
        let mut bytes = [0; SIGNATURE];
        let at = SeekFrom::Start(u64::from(member) * SIGNATURE as u64);
        self.file.seek(at).map_err(StoreError::read(&self.folder))?;
        self.file.read_exact(&mut bytes).map_err(StoreError::read(&self.folder))?;
        Ok(bytes.into())
    }

    fn each(&mut self, see: &mut dyn FnMut(u32, &Signature)) -> Result<(), StoreError> {
        self.file.rewind().map_err(StoreError::read(&self.folder))?;
        let mut reader = BufReader::with_capacity(BUFFER, &self.file);
        let mut bytes = [0; SIGNATURE];
        for member in 0..self.members {
            reader.read_exact(&mut bytes).map_err(StoreError::read(&self.folder))?;
            see(member, &bytes.into());
        }
        Ok(())
    }
}
