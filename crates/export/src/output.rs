//! Files that are there whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::ExportError;

/// A file that gets its name when all of it is on the disk. Dropped before that, it leaves nothing.
pub struct AtomicFile {
    path: PathBuf,
    writer: BufWriter<NamedTempFile>,
}

impl AtomicFile {
    /// Begins a file beside the place where it is to stand.
    ///
    /// # Errors
    /// [`ExportError::Write`] where the folder is missing or may not be written to, or the path is a folder.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        if path.is_dir() {
            let cause = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; give the name of a file");
            return Err(ExportError::write(path)(cause));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".onrecord-").suffix(".part");
        #[cfg(unix)]
        {
            // As any file that is made here, not for its owner alone.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder(path)).map_err(ExportError::write(path))?;
        Ok(Self { path: path.to_owned(), writer: BufWriter::with_capacity(256 << 10, file) })
    }

    /// Brings all to the disk and gives the file its name; one that was there is replaced.
    ///
    /// # Errors
    /// [`ExportError::Write`]; what was there before then still is.
    pub fn commit(self) -> Result<(), ExportError> {
        self.settle(|file, path| file.persist(path).map_err(|error| error.error))
    }

    /// The same, where nothing may be there before.
    ///
    /// # Errors
    /// As [`AtomicFile::commit`].
    pub fn commit_new(self) -> Result<(), ExportError> {
        self.settle(|file, path| file.persist_noclobber(path).map_err(|error| error.error))
    }

    fn settle(self, name: impl FnOnce(NamedTempFile, &Path) -> io::Result<File>) -> Result<(), ExportError> {
        let Self { path, writer } = self;
        let settled = writer.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            file.as_file().sync_all()?;
            name(file, &path)?;
            // Only Unix opens folders; elsewhere a rename reaches the disk by itself.
            if cfg!(unix) { File::open(folder(&path))?.sync_all() } else { Ok(()) }
        });
        settled.map_err(ExportError::write(&path))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.writer.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The folder in which a path stands.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_not_committed_leaves_nothing_and_what_was_there_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.csv");
        fs::write(&path, "before").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"after").unwrap();
        let mut second = AtomicFile::create(&path).unwrap();
        second.write_all(b"other").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        let refused = second.commit_new().unwrap_err().to_string();
        assert!(refused.contains("give the name of a file that is not there yet"), "{refused}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
