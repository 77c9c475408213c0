//! A bound on what a compressed input may unpack to, as a multiple of what it is.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::limits::Limits;

/// Compressed bytes that a decoder has taken.
pub(super) type Packed = Arc<AtomicU64>;

/// `reader`, and the count of its bytes.
pub(super) fn counted(reader: Box<dyn Read + Send>) -> (impl Read + Send, Packed) {
    let packed = Packed::default();
    (Counted { reader, packed: Arc::clone(&packed) }, packed)
}

struct Counted {
    reader: Box<dyn Read + Send>,
    packed: Packed,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.packed.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Unpacked bytes, for as long as they stand in proportion to the packed ones.
pub(super) struct Guard {
    unpacked: Box<dyn Read + Send>,
    packed: Packed,
    ratio: u64,
    count: u64,
}

impl Guard {
    pub(super) fn new(unpacked: Box<dyn Read + Send>, packed: Packed, ratio: u64) -> Self {
        Self { unpacked, packed, ratio, count: 0 }
    }
}

impl Read for Guard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let packed = self.packed.load(Ordering::Relaxed);
        if self.count > Limits::RATIO_FROM && self.count / self.ratio.max(1) > packed {
            return Err(io::Error::other(Bomb { packed, unpacked: self.count }));
        }
        let count = self.unpacked.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

/// An input that unpacks to far more than any text would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bomb {
    /// Compressed bytes.
    pub(crate) packed: u64,
    /// What came of them so far.
    pub(crate) unpacked: u64,
}

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes unpack to {} and more", self.packed, self.unpacked)
    }
}

impl std::error::Error for Bomb {}
