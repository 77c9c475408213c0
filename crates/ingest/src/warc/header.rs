//! The header of a record: a version, then named fields up to a blank line.

use super::Stop;
use super::feed::Feed;
use crate::error::RecordFault;
use crate::row::bare_id;

/// Bytes that a header may have; real ones have about 500.
const MOST: u64 = 256 << 10;

/// What a record holds, as far as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered, with the header of HTTP.
    Response,
    /// A thing by itself: a file that was fetched otherwise, or the plain text of a page.
    Bare,
}

/// What the header says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// None for records that hold nothing to read: requests, metadata, revisits.
    pub(super) kind: Option<Kind>,
    /// Bytes of the block.
    pub(super) length: u64,
    pub(super) id: Option<String>,
    pub(super) uri: Option<String>,
    pub(super) date: Option<String>,
    pub(super) content_type: Option<String>,
}

impl Header {
    /// Takes the header that begins here.
    pub(super) fn read(feed: &mut Feed) -> Result<Self, Stop> {
        if !feed.is_at_record()? {
            return Err(RecordFault::NoRecord.into());
        }
        let mut bytes = Vec::new();
        let mut line_at;
        loop {
            line_at = bytes.len();
            if !feed.line(MOST.saturating_sub(line_at as u64), &mut bytes)? {
                let fault = if feed.is_at_end()? { RecordFault::Cut } else { RecordFault::Header };
                return Err(fault.into());
            }
            if bytes[line_at..].trim_ascii().is_empty() {
                break;
            }
        }
        Self::parse(&String::from_utf8_lossy(&bytes[..line_at])).map_err(Stop::from)
    }

    fn parse(text: &str) -> Result<Self, RecordFault> {
        let mut header = Self::default();
        let (mut length, mut what) = (None, None);
        for line in text.lines().skip(1) {
            if line.starts_with([' ', '\t']) {
                continue; // the rest of a folded field; none that is needed is ever folded
            }
            let (name, value) = line.split_once(':').ok_or(RecordFault::Header)?;
            let value = value.trim();
            let owned = || Some(value.to_owned());
            match name.trim().to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.parse().map_err(|_| RecordFault::NoLength)?),
                "content-type" => header.content_type = owned(),
                "warc-type" => what = Some(value.to_ascii_lowercase()),
                "warc-record-id" => header.id = owned(),
                "warc-target-uri" => header.uri = Some(bare_id(value).to_owned()),
                "warc-date" => header.date = owned(),
                _ => {}
            }
        }
        header.length = length.ok_or(RecordFault::NoLength)?;
        let mime = header.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        header.kind = match what.as_deref() {
            // Answers of DNS are responses as well.
            Some("response") if mime.is_empty() || mime.starts_with("application/http") => Some(Kind::Response),
            Some("resource" | "conversion") => Some(Kind::Bare),
            _ => None,
        };
        Ok(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_any_case_and_order() {
        let header = Header::parse(
            "WARC/1.0\r\nwarc-target-uri: <https://gazette.example/a>\r\nContent-Length: 17\r\nWARC-Type: response\r\n\
             WARC-Record-ID: <urn:uuid:1>\r\nX-Note: a\r\n  b\r\nContent-Type: application/http;msgtype=response\r\n",
        );
        assert_eq!(
            header,
            Ok(Header {
                kind: Some(Kind::Response),
                length: 17,
                id: Some("<urn:uuid:1>".into()),
                uri: Some("https://gazette.example/a".into()),
                date: None,
                content_type: Some("application/http;msgtype=response".into()),
            })
        );
        assert_eq!(Header::parse("WARC/1.1\r\nWARC-Type: request\r\nContent-Length: 0").unwrap().kind, None);
        assert_eq!(Header::parse("WARC/1.1\r\nWARC-Type: response"), Err(RecordFault::NoLength));
        assert_eq!(Header::parse("WARC/1.1\r\nContent-Length: -5"), Err(RecordFault::NoLength));
        assert_eq!(Header::parse("WARC/1.1\r\nno field"), Err(RecordFault::Header));
    }
}
