//! Looking at a stream's first bytes without losing them.

use std::io::{self, BufRead, BufReader, Cursor, Read};

/// A stream that another thread may read.
pub(crate) type Bytes = Box<dyn BufRead + Send>;

/// Reads on until `enough` is content with what came, the stream ends, or `most` bytes are there. Gives those bytes
/// and the stream as it was before. It never waits for more than `enough` needs, so a slow pipe is read as it comes.
pub(crate) fn peek(
    mut reader: Box<dyn Read + Send>,
    most: usize,
    enough: impl Fn(&[u8]) -> bool,
) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    let mut block = [0; 4096];
    while head.len() < most && !enough(&head) {
        match reader.read(&mut block) {
            Ok(0) => break,
            Ok(count) => head.extend_from_slice(&block[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(BufReader::with_capacity(1 << 16, whole))))
}
