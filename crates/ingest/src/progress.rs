//! How far the reading has come, for whoever shows it from another thread.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle on the state of a stream of documents; clones show the same stream.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    read: AtomicU64,
    /// One more than the total, 0 while it is not known.
    total: AtomicU64,
    skipped: Mutex<BTreeMap<SkipReason, Skipped>>,
}

/// Why a file in a folder was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// Its bytes are no text.
    NotText,
    /// A text format that is not read: "HTML".
    OtherFormat(&'static str),
    /// A page without an article, such as an index.
    NoArticle,
    /// A device, pipe or socket.
    NotAFile,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("not text"),
            Self::OtherFormat(name) => write!(f, "{name}, which is not read"),
            Self::NoArticle => f.write_str("no article on the page"),
            Self::NotAFile => f.write_str("not a regular file"),
        }
    }
}

/// The files that were passed over for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub files: u64,
    /// The first of them.
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

    /// Files that were found in folders and passed over, by reason.
    #[must_use]
    pub fn skipped(&self) -> Vec<Skipped> {
        self.ledger().values().cloned().collect()
    }

    pub(crate) fn skip(&self, reason: SkipReason, path: &str) {
        let mut ledger = self.ledger();
        ledger.entry(reason).or_insert_with(|| Skipped { reason, files: 0, first: path.to_owned() }).files += 1;
    }

    fn ledger(&self) -> MutexGuard<'_, BTreeMap<SkipReason, Skipped>> {
        self.0.skipped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `reader`, its bytes counted. `length` is the file's, where it is one.
    pub(crate) fn count<R: Read>(&self, reader: R, length: Option<u64>) -> Counted<R> {
        Counted { reader, left: length.unwrap_or(0), progress: self.clone() }
    }

    fn add(&self, bytes: u64) {
        self.0.read.fetch_add(bytes, Ordering::Relaxed);
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
