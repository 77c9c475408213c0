//! How much of an input is held at a time.

/// Bounds on what one document may cost. They hold for decompressed bytes, so a small file that unpacks without end is
/// an error and not an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document's text.
    pub text: u64,
    /// Bytes of one line of JSON Lines, all fields together.
    pub line: u64,
    /// Bytes of a line that is too long (or of blank lines on end) that are passed over in search of its end, before
    /// the rest of the input is given up.
    pub search: u64,
}

impl Default for Limits {
    /// 16 MB of text (some three million words), 32 MB a line, 4 GB passed over.
    fn default() -> Self {
        Self { text: 16 << 20, line: 32 << 20, search: 4 << 30 }
    }
}
