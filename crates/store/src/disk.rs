//! The few things that the store does with files, so that tests can put a disk in their place that fills up, breaks or
//! stops at any step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::kill::reached;

/// Where segments are written.
pub(crate) trait Disk: Send {
    /// A new, empty file, in the place of any that was there.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file its name; one that was there is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Brings the names in a folder to the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
}

/// A file that is being written.
pub(crate) trait DiskFile: Write + Send {
    /// Brings its bytes to the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The disk itself.
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = File::create(path)?;
        reached("file created");
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        reached("file renamed");
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)?;
        reached("file removed");
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Only Unix opens folders; elsewhere a rename reaches the disk by itself.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }
}

impl DiskFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()?;
        reached("file synced");
        Ok(())
    }
}
