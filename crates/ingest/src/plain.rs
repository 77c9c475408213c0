//! Plain text: one input, one document.

use std::io::Read;

use crate::Compression;
use crate::charset;
use crate::document::{Document, Origin, Warning};
use crate::error::{Problem, ReadError};
use crate::limits::Limits;
use crate::peek::Bytes;
use crate::source::failed_read;

/// Reads the one text that `bytes` holds.
pub(crate) fn read(
    name: &str,
    compression: Option<Compression>,
    bytes: Bytes,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let origin = Origin::whole(name);
    match text(compression, bytes, limits) {
        Ok((text, encoding, warnings)) => Ok(Document {
            id: name.to_owned(),
            id_given: false,
            text,
            title: None,
            published: None,
            publisher: None,
            uri: None,
            language: None,
            encoding,
            origin,
            warnings,
        }),
        Err(problem) => Err(problem.at(origin, None)),
    }
}

fn text(
    compression: Option<Compression>,
    bytes: Bytes,
    limits: &Limits,
) -> Result<(String, &'static str, Vec<Warning>), Problem> {
    let too_long = Problem::TextTooLong { limit: limits.text };
    let raw = all_of(compression, bytes, limits.text)?;
    let decoded = charset::decode(raw).map_err(Problem::NotText)?;
    if decoded.text.len() as u64 > limits.text {
        return Err(too_long);
    }
    if decoded.text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    let replaced = (decoded.replaced > 0).then_some(Warning::Replaced { places: decoded.replaced });
    Ok((decoded.text, decoded.encoding, replaced.into_iter().collect()))
}

/// All bytes of an input that is read whole.
///
/// # Errors
/// Where there are more than `most`, or reading stops.
pub(crate) fn all_of(compression: Option<Compression>, bytes: Bytes, most: u64) -> Result<Vec<u8>, Problem> {
    let mut raw = Vec::new();
    bytes.take(most.saturating_add(1)).read_to_end(&mut raw).map_err(|cause| failed_read(compression, cause))?;
    if raw.len() as u64 > most {
        return Err(Problem::TextTooLong { limit: most });
    }
    Ok(raw)
}
