//! A Parquet file as the library reads it: pieces from anywhere, each counted.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

use crate::progress::Progress;

/// Bytes of a file; clones share it. What was never read counts as read once the last clone is gone.
#[derive(Clone)]
pub(super) struct Chunks(Arc<Shared>);

struct Shared {
    file: File,
    length: u64,
    counted: AtomicU64,
    progress: Progress,
}

impl Chunks {
    pub(super) fn new(file: File, progress: &Progress) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self(Arc::new(Shared { file, length, counted: AtomicU64::new(0), progress: progress.clone() })))
    }
}

impl Shared {
    fn count(&self, bytes: u64) {
        let before = self.counted.load(Ordering::Relaxed);
        let new = bytes.min(self.length.saturating_sub(before));
        self.counted.store(before + new, Ordering::Relaxed);
        self.progress.add(new);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.count(u64::MAX);
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.length
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<File>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut file = self.0.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        Ok(BufReader::new(file))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // Before anything is allocated: a damaged file may ask for any number.
        if start.saturating_add(length as u64) > self.0.length {
            return Err(ParquetError::EOF(format!("{length} bytes at {start}, where the file has {}", self.0.length)));
        }
        let mut buffer = Vec::with_capacity(length);
        self.get_read(start)?.take(length as u64).read_to_end(&mut buffer)?;
        if buffer.len() < length {
            return Err(ParquetError::EOF(format!("{length} bytes at {start}, of which {} are there", buffer.len())));
        }
        self.0.count(length as u64);
        Ok(buffer.into())
    }
}
