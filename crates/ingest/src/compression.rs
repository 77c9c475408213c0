//! Compressed inputs, known by their first bytes and never by their name.

use std::fmt;
use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;

use crate::peek::{self, Bytes};

/// How an input is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// One or several gzip members.
    Gzip,
    /// One or several zstd frames.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

impl Compression {
    /// What the first bytes of an input say, four of which are enough.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A zstd frame, or one to be passed over, with which parallel compressors begin.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// The bytes that a stream holds, decompressed if it is compressed. A zstd window may take 128 MB and no more.
pub(crate) fn decompress(raw: Box<dyn Read + Send>) -> io::Result<(Option<Compression>, Box<dyn Read + Send>)> {
    let (head, raw): (Vec<u8>, Bytes) = peek::peek(raw, 4, |head| head.len() >= 4)?;
    let compression = Compression::of(&head);
    let bytes: Box<dyn Read + Send> = match compression {
        Some(Compression::Gzip) => Box::new(MultiGzDecoder::new(raw)),
        Some(Compression::Zstd) => {
            let mut decoder = zstd::Decoder::with_buffer(raw)?;
            decoder.window_log_max(27)?;
            Box::new(decoder)
        }
        None => Box::new(raw),
    };
    Ok((compression, bytes))
}
