//! What can go wrong in exporting, sampling and judging: where, what, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use onrecord_store::StoreError;

/// Why nothing was exported, drawn or judged.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store cannot be opened or asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A committed file cannot be opened.
    #[error("{}: cannot be read ({cause}); check the disk and the permissions, or run `onrecord verify`", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A committed file is no Parquet file of its table.
    #[error("{}: cannot be read ({cause}); bring the file back from a copy, or run `onrecord verify`", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the library says, or which column is not as it should be.
        cause: String,
    },
    /// A table's rows do not stand in the order of the documents of their segment.
    #[error(
        "{}: rows of document {doc} do not stand where the order of the documents has them; the segment was not written by OnRecord",
        .path.display()
    )]
    OutOfOrder {
        /// The file.
        path: PathBuf,
        /// Key of the document whose rows are left over.
        doc: String,
    },
    /// The result cannot be written.
    #[error("{}: cannot be written ({cause}); {}", .path.display(), written_remedy(.cause))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// Standard output, or whatever else takes the result, refuses.
    #[error("the result cannot be written ({0})")]
    Output(#[source] io::Error),
    /// Room for sorting is lacking.
    #[error("{}: what is being sorted cannot be kept there ({cause}); make room, or name another folder in TMPDIR", .folder.display())]
    Scratch {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// No table has this name.
    #[error("no table {name:?}; there are: {known}")]
    NoTable {
        /// As given.
        name: String,
        /// All names.
        known: String,
    },
    /// A format that is nothing without the articles.
    #[error(
        "{0} holds the text itself and cannot be made without it; leave out --without-text, or take jsonl, csv or annotations"
    )]
    NeedsText(&'static str),
    /// A value cannot be written as JSON or CSV.
    #[error("a row cannot be written ({0}); this is a fault of the program, please report it")]
    Row(String),
    /// The codebook inside the program or a table of this crate is broken.
    #[error("{0}; this is a fault of the program, please report it")]
    Table(String),
}

impl ExportError {
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::Write { path: path.to_owned(), cause }
    }

    pub(crate) fn unreadable(path: &Path, cause: impl ToString) -> Self {
        Self::Unreadable { path: path.to_owned(), cause: cause.to_string() }
    }
}

fn written_remedy(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk; what was there before is untouched"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "check the permissions of the folder",
        io::ErrorKind::AlreadyExists => {
            "give the name of a file that is not there yet; somebody may have judged in this one"
        }
        io::ErrorKind::NotFound => "check the folder",
        _ => "check the disk",
    }
}
