//! A payload without the encodings of its transport. Archives often keep a header that names an encoding and a payload that is
//! unpacked already; so a payload that does not look encoded is taken as it is.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::http::Message;
use crate::error::{Problem, RecordFault};

/// The body of a message, unpacked to at most `limit` bytes.
pub(super) fn unpack<'b>(message: &Message<'b>, limit: u64) -> Result<Cow<'b, [u8]>, Problem> {
    let mut body = Cow::Borrowed(message.body);
    if message.chunked
        && let Some(joined) = unchunked(message.body)
    {
        body = Cow::Owned(joined.ok_or(Problem::BrokenRecord(RecordFault::Payload { encoding: "chunked" }))?);
    }
    // A server puts on one or two; more would be an attack.
    for name in message.encodings.iter().rev().take(3) {
        if let Some((encoding, unpacked)) = decoded(name, &body, limit) {
            let unpacked = unpacked.map_err(|_| Problem::BrokenRecord(RecordFault::Payload { encoding }))?;
            if unpacked.len() as u64 > limit {
                return Err(Problem::RecordTooLong { limit });
            }
            body = Cow::Owned(unpacked);
        }
    }
    Ok(body)
}

/// The encoding by its name, and what a body in it unpacks to; `None` where it is not known or the body is not in it.
fn decoded(name: &str, body: &[u8], limit: u64) -> Option<(&'static str, std::io::Result<Vec<u8>>)> {
    match name {
        "gzip" | "x-gzip" => body.starts_with(b"\x1f\x8b").then(|| ("gzip", all(MultiGzDecoder::new(body), limit))),
        "deflate" if !is_markup(body) => {
            // Some servers send zlib, as the standard says, and some bare deflate.
            let zlib = all(ZlibDecoder::new(body), limit);
            Some(("deflate", zlib.or_else(|_| all(DeflateDecoder::new(body), limit))))
        }
        "br" if !is_markup(body) => Some(("br", all(brotli_decompressor::Decompressor::new(body, 4096), limit))),
        "zstd" => body.starts_with(b"\x28\xb5\x2f\xfd").then(|| {
            let decoder = zstd::Decoder::with_buffer(body).and_then(|mut decoder| {
                decoder.window_log_max(27)?;
                Ok(decoder)
            });
            ("zstd", decoder.and_then(|decoder| all(decoder, limit)))
        }),
        _ => None,
    }
}

/// All that a decoder gives, or one byte more than the limit.
fn all(decoder: impl Read, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    decoder.take(limit.saturating_add(1)).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

fn is_markup(body: &[u8]) -> bool {
    body.is_empty() || body.trim_ascii_start().starts_with(b"<")
}

/// The chunks of a body joined: `None` where it does not begin with a chunk, `Some(None)` where one is broken. A body that
/// is cut between or within chunks gives what there is.
#[allow(clippy::option_option)]
fn unchunked(body: &[u8]) -> Option<Option<Vec<u8>>> {
    let mut joined = Vec::new();
    let mut rest = body;
    let (size, mut after) = chunk_size(rest)?;
    let mut next = Some(size);
    while let Some(size) = next {
        if size == 0 {
            return Some(Some(joined));
        }
        let Some((chunk, behind)) = after.split_at_checked(size) else {
            joined.extend_from_slice(after);
            return Some(Some(joined));
        };
        joined.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
        if rest.is_empty() {
            return Some(Some(joined));
        }
        let Some((size, behind)) = chunk_size(rest) else { return Some(None) };
        after = behind;
        next = Some(size);
    }
    Some(Some(joined))
}

/// `1a;name=value\r\n`: the size of a chunk, and what stands behind.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let fits = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = fits.then(|| usize::from_str_radix(digits, 16).ok())??;
    Some((size, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<p>The talks ended on Monday.</p>";

    fn message<'b>(encodings: &[&str], chunked: bool, body: &'b [u8]) -> Message<'b> {
        Message { encodings: encodings.iter().map(ToString::to_string).collect(), chunked, body, ..Message::default() }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        flate2::bufread::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
        packed
    }

    fn chunks(bytes: &[u8], size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for chunk in bytes.chunks(size) {
            out.extend(format!("{:x};note=1\r\n", chunk.len()).bytes());
            out.extend(chunk);
            out.extend(b"\r\n");
        }
        out.extend(b"0\r\n\r\n");
        out
    }

    #[test]
    fn chunks_and_encodings_come_off_in_their_order() {
        let body = chunks(&gzip(PAGE), 7);
        assert_eq!(unpack(&message(&["gzip"], true, &body), 1000).unwrap(), PAGE);
        let mut zlib = Vec::new();
        flate2::bufread::ZlibEncoder::new(PAGE, flate2::Compression::fast()).read_to_end(&mut zlib).unwrap();
        assert_eq!(unpack(&message(&["deflate"], false, &zlib), 1000).unwrap(), PAGE);
        let zstd = zstd::encode_all(PAGE, 1).unwrap();
        assert_eq!(unpack(&message(&["zstd"], false, &zstd), 1000).unwrap(), PAGE);
    }

    #[test]
    fn a_payload_that_is_unpacked_already_is_taken_as_it_is() {
        for encoding in ["gzip", "deflate", "br", "zstd", "unheard-of"] {
            assert_eq!(unpack(&message(&[encoding], true, PAGE), 1000).unwrap(), PAGE);
        }
    }

    #[test]
    fn damage_and_bombs_are_errors() {
        let mut damaged = gzip(PAGE);
        damaged[15] ^= 0xff;
        assert!(matches!(
            unpack(&message(&["gzip"], false, &damaged), 1000),
            Err(Problem::BrokenRecord(RecordFault::Payload { encoding: "gzip" }))
        ));
        let bomb = gzip(&vec![b' '; 1 << 20]);
        assert!(matches!(unpack(&message(&["gzip"], false, &bomb), 1000), Err(Problem::RecordTooLong { limit: 1000 })));
        assert!(unpack(&message(&[], true, b"4\r\nabcd\r\nzz\r\n"), 1000).is_err());
    }
}
