//! Where rows go: standard output, or a file that has its name only when it is whole.

use std::fs::{self, File};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};

use onrecord_query::QueryError;

use crate::failure::Failure;

pub(super) enum Place {
    Stdout(Stdout),
    /// What is left of an unfinished file is removed when it is dropped.
    File {
        file: File,
        unfinished: PathBuf,
        path: PathBuf,
    },
}

impl Place {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(io::stdout())) };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part{}", std::process::id()));
        let unfinished = path.with_file_name(name);
        let file = File::create(&unfinished).map_err(|cause| Self::failure(Some(path), cause))?;
        Ok(Self::File { file, unfinished, path: path.to_owned() })
    }

    /// All rows are written.
    pub(super) fn finish(self) -> io::Result<()> {
        match &self {
            Self::Stdout(stdout) => stdout.lock().flush(),
            Self::File { file, unfinished, path } => {
                file.sync_all()?;
                fs::rename(unfinished, path)
            }
        }
    }

    pub(super) fn failure(path: Option<&Path>, cause: io::Error) -> Failure {
        match path {
            None => Failure::Output(cause),
            Some(path) => Failure::Query(QueryError::Output { path: path.to_owned(), cause }),
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::File { unfinished, .. } = self {
            let _ = fs::remove_file(unfinished);
        }
    }
}
