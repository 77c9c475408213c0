//! What can go wrong with a search.

use std::io;
use std::path::{Path, PathBuf};

use onrecord_store::StoreError;
use tantivy::TantivyError;

/// Why a search found nothing, not even nothing.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The store cannot be opened or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The words to look for make no question.
    #[error("{message}, at character {column} of: {words}")]
    Words {
        /// What is wrong, and what to do.
        message: &'static str,
        /// In characters, from 1.
        column: usize,
        /// The words as given.
        words: String,
    },
    /// Nothing to look for.
    #[error("nothing to look for: give words, or one of --speaker, --about, --type, --status, --country, --from, --to")]
    Nothing,
    /// No such status.
    #[error("no status `{0}`; there are: actual, historical, future, hypothetical, negated")]
    Status(String),
    /// A table of the store cannot be read.
    #[error("{}: {cause}; `onrecord verify` tells which files are damaged", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// The index cannot be made or read.
    #[error("{}: the search index cannot be used ({cause}); free some room on the disk, or make it again with `onrecord rebuild-search STORE`", .path.display())]
    Index {
        /// Its folder.
        path: PathBuf,
        /// What the library says.
        #[source]
        cause: TantivyError,
    },
    /// The index cannot be removed to be made again.
    #[error("{}: cannot be written ({cause}); check the permissions", .path.display())]
    Folder {
        /// Its folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// Another program makes the index.
    #[error("{}: another program is bringing the search index up to date; try again when it is done", .0.display())]
    Busy(PathBuf),
}

impl SearchError {
    pub(crate) fn index(path: &Path) -> impl FnOnce(TantivyError) -> Self {
        |cause| match cause {
            TantivyError::LockFailure(..) => Self::Busy(path.to_owned()),
            cause => Self::Index { path: path.to_owned(), cause },
        }
    }

    pub(crate) fn table(path: &Path, cause: impl ToString) -> Self {
        Self::Table { path: path.to_owned(), cause: cause.to_string() }
    }
}
