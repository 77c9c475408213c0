//! Compressed inputs, known by their first bytes and never by their name.
//!
//! ```text
//! raw bytes ──counted──▶ decoder: member after member, frame after frame ──guard──▶ bytes, or an error for a bomb
//! ```
//!
//! All four formats allow several compressed streams one after another, and parallel compressors and archives write them.

mod guard;
mod gzip;

use std::fmt;
use std::io::{self, Read};

use bzip2::bufread::MultiBzDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use crate::limits::Limits;
use crate::peek::{self, Bytes};
pub(crate) use guard::Bomb;
use guard::{Guard, counted};
use gzip::{Damage, Members};

/// How an input is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// One or several gzip members.
    Gzip,
    /// One or several zstd frames.
    Zstd,
    /// One or several bzip2 streams.
    Bzip2,
    /// One or several xz streams.
    Xz,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        })
    }
}

/// Bytes that show how an input is compressed.
const HEAD: usize = 6;

/// What an xz stream may ask for, in bytes; the highest preset asks for 65 MB.
const XZ_MEMORY: u64 = 192 << 20;

/// The largest zstd window, as a power of two: 128 MB.
const ZSTD_WINDOW: u32 = 27;

impl Compression {
    /// What the first bytes of an input say, six of which are enough.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A zstd frame, or one to be passed over, with which parallel compressors begin.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// A decoder for all that `raw` holds.
    fn decoder(self, raw: Bytes) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Gzip => Box::new(Members::new(raw)),
            Self::Zstd => {
                let mut decoder = zstd::Decoder::with_buffer(raw)?;
                decoder.window_log_max(ZSTD_WINDOW)?;
                Box::new(decoder)
            }
            Self::Bzip2 => Box::new(MultiBzDecoder::new(raw)),
            Self::Xz => Box::new(XzDecoder::new_stream(raw, Stream::new_stream_decoder(XZ_MEMORY, CONCATENATED)?)),
        })
    }
}

/// Whether damage was found before a member gave anything, so that all that came before it is sound.
pub(crate) fn is_of_next(cause: &io::Error) -> bool {
    cause.get_ref().and_then(|cause| cause.downcast_ref::<Damage>()).is_some_and(|damage| damage.untouched)
}

/// The bytes that a stream holds, decompressed if it is compressed.
pub(crate) fn decompress(
    raw: Box<dyn Read + Send>,
    limits: &Limits,
) -> io::Result<(Option<Compression>, Box<dyn Read + Send>)> {
    let (raw, packed) = counted(raw);
    let (head, raw) = peek::peek(Box::new(raw), HEAD, |head| head.len() >= HEAD)?;
    let Some(compression) = Compression::of(&head) else { return Ok((None, Box::new(raw))) };
    let unpacked = Guard::new(compression.decoder(raw)?, packed, limits.ratio);
    Ok((Some(compression), Box::new(unpacked)))
}
