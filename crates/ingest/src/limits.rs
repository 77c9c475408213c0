//! How much of an input is held at a time.

/// Bounds on what one document may cost. They hold for decompressed bytes, so a small file that unpacks without end is
/// an error and not an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document's text.
    pub text: u64,
    /// Bytes of one line of JSON Lines or one row of a table, all fields together.
    pub line: u64,
    /// Bytes of one record of an archive: a page as it was fetched, and again as it is unpacked.
    pub record: u64,
    /// Bytes of a line that is too long (or of blank lines on end) that are passed over in search of its end, before
    /// the rest of the input is given up.
    pub search: u64,
    /// Bytes that one compressed byte may stand for, on the average of an input. Looked at from [`Limits::RATIO_FROM`]
    /// unpacked bytes on, since a short text may well repeat itself.
    pub ratio: u64,
}

impl Limits {
    /// Unpacked bytes before the ratio counts: 64 MB.
    pub const RATIO_FROM: u64 = 64 << 20;
}

impl Default for Limits {
    /// 16 MB of text (some three million words), 32 MB a line or record, 4 GB passed over, 400 bytes for one: news has 3 to
    /// 10, a file of zeros 1,000 and more.
    fn default() -> Self {
        Self { text: 16 << 20, line: 32 << 20, record: 32 << 20, search: 4 << 30, ratio: 400 }
    }
}
