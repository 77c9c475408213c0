//! One writer at a time: a lock on a file, which ends with the process that holds it however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use crate::error::StoreError;
use crate::layout::Layout;

/// The lock, held until it is dropped.
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock and leaves word of who holds it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] with the other writer's word.
    pub(crate) fn take(layout: &Layout, program: &str) -> Result<Self, StoreError> {
        let path = layout.lock();
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(StoreError::write(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked { path: layout.root().to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(cause)) => return Err(StoreError::NoLock { path, cause }),
        }
        leave_word(&mut file, &path, program)?;
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The lock goes with the file. Word of a holder who is gone would only mislead, but does no harm.
        self.file.set_len(0).ok();
    }
}

fn leave_word(file: &mut File, path: &Path, program: &str) -> Result<(), StoreError> {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC");
    file.set_len(0)
        .and_then(|()| write!(file, "onrecord {program}, process {}, since {now}", std::process::id()))
        .map_err(StoreError::write(path))
}

fn holder(file: &mut File) -> String {
    let mut word = String::new();
    let read = file.take(200).read_to_string(&mut word);
    if read.is_err() || word.is_empty() { "it has left no name".to_owned() } else { word }
}
