//! What can go wrong with a store: each error says where, what, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing under this path.
    #[error("{}: no store here; check the path", .0.display())]
    NoStore(PathBuf),
    /// The folder holds something else.
    #[error("{}: a folder with other things in it and no store; give a new or empty folder", .0.display())]
    OtherFolder(PathBuf),
    /// A catalogue that OnRecord did not make.
    #[error("{}: not the catalogue of a store; give a new or empty folder", .0.display())]
    OtherCatalogue(PathBuf),
    /// Made by a newer program.
    #[error(
        "{}: a store of version {found}, made by onrecord {by}; this program knows versions up to {known}: \
         use onrecord {by} or newer", .path.display()
    )]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
        /// Version of the program that made or last upgraded it.
        by: String,
    },
    /// Somebody else writes to it.
    #[error("{}: another writer is at work ({holder}); wait until it is done", .path.display())]
    Locked {
        /// The store.
        path: PathBuf,
        /// Program, process and since when, as the other writer left it.
        holder: String,
    },
    /// The lock file cannot be locked.
    #[error("{}: cannot be locked ({cause}); keep the store on a disk that knows file locks", .path.display())]
    NoLock {
        /// The lock file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A folder or file cannot be made, written or renamed.
    #[error(
        "{}: cannot be written ({cause}); {}, then run again: all that was committed is kept, nothing half written stays",
        .path.display(), written_remedy(.cause)
    )]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A folder or file of the store cannot be read.
    #[error("{}: cannot be read ({cause}); check the disk and the permissions", .path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A committed segment is not what the catalogue says.
    #[error(
        "{}: {found}, but the catalogue says {expected} bytes; bring the file back from a copy, or make a new store",
        .path.display()
    )]
    Damaged {
        /// The segment's file.
        path: PathBuf,
        /// "missing", or its size.
        found: String,
        /// Its size when it was committed.
        expected: u64,
    },
    /// A committed file has other bytes than it had.
    #[error("{}: not the bytes that were committed; run `onrecord verify` with that store and bring the file back from a copy", .0.display())]
    OtherBytes(PathBuf),
    /// A store that is to be merged into itself.
    #[error("{}: the same store; name others to be taken into it", .0.display())]
    Itself(PathBuf),
    /// SQLite refuses.
    #[error("{}: {cause}; {}", .path.display(), catalogue_remedy(.cause))]
    Catalogue {
        /// The catalogue.
        path: PathBuf,
        /// What SQLite says.
        #[source]
        cause: rusqlite::Error,
    },
    /// Rows cannot be made a Parquet file.
    #[error("{}: the rows make no Parquet file ({cause}); this is a fault of the program, please report it", .path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the library says.
        #[source]
        cause: parquet::errors::ParquetError,
    },
    /// A committed file is no Parquet file of its table any more.
    #[error("{}: cannot be read ({cause}); bring the file back from a copy, or make a new store", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the library says.
        #[source]
        cause: parquet::errors::ParquetError,
    },
    /// What a manifest names cannot be taken in.
    #[error("{}: {fault}; {remedy}", .path.display())]
    Refused {
        /// The manifest, or a file that it names.
        path: PathBuf,
        /// What is wrong, with the place in it.
        fault: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A record points outside its text.
    #[error(
        "{id}: [{start}, {end}] lies outside the text of {length} characters; this is a fault of the program, please report it"
    )]
    SpanOutside {
        /// The document's id.
        id: String,
        /// First code point.
        start: u32,
        /// First code point after.
        end: u32,
        /// Code points of the text.
        length: u32,
    },
}

impl StoreError {
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::Write { path: path.to_owned(), cause }
    }

    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::Read { path: path.to_owned(), cause }
    }
}

fn written_remedy(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "check the permissions",
        _ => "check the disk",
    }
}

fn catalogue_remedy(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "make room on the disk and run again: all that was committed is kept",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds it; run again when it is done"
        }
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => "check the permissions",
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => "bring it back from a copy, or make a new store",
        _ => "check the disk and the permissions",
    }
}
