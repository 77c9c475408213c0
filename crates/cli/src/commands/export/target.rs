//! Where an export goes: a file that is there whole or not at all, or standard output.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use onrecord_export::AtomicFile;

use crate::failure::Failure;

/// A file or standard output.
pub(in crate::commands) enum Target {
    File { file: AtomicFile, folder: PathBuf },
    Stdout(BufWriter<StdoutLock<'static>>),
}

impl Target {
    /// The file, or standard output where none is named.
    pub(in crate::commands) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(BufWriter::with_capacity(64 << 10, io::stdout().lock()))) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self::File { file: AtomicFile::create(path)?, folder: folder.to_owned() })
    }

    /// A folder for sorting: where the file is to be, there must be room anyhow.
    pub(in crate::commands) fn scratch(&self) -> PathBuf {
        match self {
            Self::File { folder, .. } => folder.clone(),
            Self::Stdout(_) => std::env::temp_dir(),
        }
    }

    /// Gives the file its name.
    pub(in crate::commands) fn commit(self) -> Result<(), Failure> {
        match self {
            Self::File { file, .. } => Ok(file.commit()?),
            Self::Stdout(mut stdout) => stdout.flush().map_err(Failure::Output),
        }
    }
}

impl Write for Target {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => file.write(buffer),
            Self::Stdout(stdout) => stdout.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File { file, .. } => file.flush(),
            Self::Stdout(stdout) => stdout.flush(),
        }
    }
}
