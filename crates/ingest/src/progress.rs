//! How far the reading has come, for whoever shows it from another thread.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::document::Origin;
use crate::peek::Bytes;

/// A handle on the state of a stream of documents; clones show the same stream.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    read: AtomicU64,
    /// One more than the total, 0 while it is not known.
    total: AtomicU64,
    /// Bytes after decompression.
    unpacked: AtomicU64,
    skipped: Mutex<BTreeMap<SkipReason, Skipped>>,
}

/// Why something was passed over that is no fault of the input: a file in a folder, a record of an archive, a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// Its bytes are no text.
    NotText,
    /// A text format that is not read: "HTML".
    OtherFormat(&'static str),
    /// A device, pipe or socket.
    NotAFile,
    /// A folder that is a store of ours: what was made of texts, and no text.
    Store,
    /// A document in a language that is not read: its name.
    Language(&'static str),
    /// A record of an archive that holds neither HTML nor plain text.
    NotAPage,
    /// A page that a server gave instead of the one that was asked for: moved, not found, and so on.
    NotOk,
    /// A page without an article, such as an index.
    NoArticle,
}

impl SkipReason {
    /// Whether files are passed over for it; else it is documents and records.
    #[must_use]
    pub fn is_of_files(self) -> bool {
        matches!(self, Self::NotText | Self::OtherFormat(_) | Self::NotAFile | Self::Store)
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("not text"),
            Self::OtherFormat(name) => write!(f, "{name}, which is not read"),
            Self::NotAFile => f.write_str("not a regular file"),
            Self::Store => f.write_str("a store, and no input"),
            Self::Language(name) => write!(f, "in {name}"),
            Self::NotAPage => f.write_str("neither HTML nor plain text"),
            Self::NotOk => f.write_str("pages that a server gave with another status than 200"),
            Self::NoArticle => f.write_str("no article on the page"),
        }
    }
}

/// The files, records or documents that were passed over for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub count: u64,
    /// Path of the file that the first of them is, or is in.
    pub path: String,
    /// The first of them: the path, and the place in it.
    pub first: String,
}

impl Progress {
    /// Bytes read so far, of files as they lie on the disk, compressed or not. A file that was left early counts whole
    /// once it is left.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.0.read.load(Ordering::Relaxed)
    }

    /// Bytes of all inputs together, where that is known: from the beginning if all inputs are files, otherwise after
    /// [`Progress::set_total`].
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.0.total.load(Ordering::Relaxed).checked_sub(1)
    }

    /// Makes the total known, as [`crate::Input::measure`] counts it.
    pub fn set_total(&self, bytes: u64) {
        self.0.total.store(bytes.saturating_add(1), Ordering::Relaxed);
    }

    /// Bytes that came out of all inputs so far, decompressed.
    #[must_use]
    pub fn unpacked(&self) -> u64 {
        self.0.unpacked.load(Ordering::Relaxed)
    }

    /// What was passed over, by reason.
    #[must_use]
    pub fn skipped(&self) -> Vec<Skipped> {
        self.ledger().values().cloned().collect()
    }

    pub(crate) fn skip(&self, reason: SkipReason, origin: &Origin) {
        let mut ledger = self.ledger();
        let first = || {
            let first = match origin.place {
                Some(place) => format!("{}:{}", origin.path, place.number()),
                None => origin.path.clone(),
            };
            Skipped { reason, count: 0, path: origin.path.clone(), first }
        };
        ledger.entry(reason).or_insert_with(first).count += 1;
    }

    fn ledger(&self) -> MutexGuard<'_, BTreeMap<SkipReason, Skipped>> {
        self.0.skipped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `reader`, its bytes counted. `length` is the file's, where it is one.
    pub(crate) fn count<R: Read>(&self, reader: R, length: Option<u64>) -> Counted<R> {
        Counted { reader, left: length.unwrap_or(0), progress: self.clone() }
    }

    /// `bytes`, counted as they are unpacked.
    pub(crate) fn count_unpacked(&self, bytes: Bytes) -> Bytes {
        Box::new(Unpacked { bytes, progress: self.clone() })
    }

    /// So many bytes more were read.
    pub(crate) fn add(&self, bytes: u64) {
        self.0.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many bytes more were unpacked.
    pub(crate) fn add_unpacked(&self, bytes: u64) {
        self.0.unpacked.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A reader whose bytes are counted as they come; what is left when it is dropped counts then.
pub(crate) struct Counted<R> {
    reader: R,
    left: u64,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        self.progress.add(count as u64);
        Ok(count)
    }
}

impl<R> Drop for Counted<R> {
    fn drop(&mut self) {
        self.progress.add(self.left);
    }
}

/// Unpacked bytes, counted as they are consumed.
struct Unpacked {
    bytes: Bytes,
    progress: Progress,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.progress.add_unpacked(count as u64);
        Ok(count)
    }
}

impl BufRead for Unpacked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.progress.add_unpacked(count as u64);
        self.bytes.consume(count);
    }
}
