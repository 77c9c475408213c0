//! Lines of bounded length out of a stream of any length.
//!
//! A line over the limit is not kept: its bytes are passed over up to the next line's beginning. Where that does not
//! come within the bounds of the search, the input is given up, so that a bomb costs bounded time as well as memory.

use std::io::{self, BufRead, Read};

use crate::limits::Limits;

/// What stands at one line's place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'b> {
    /// All its bytes without the line end.
    Whole(&'b [u8]),
    /// Longer than the limit; `abandoned` where the search for its end was given up as well.
    TooLong { abandoned: bool },
}

/// The lines of a stream.
pub(crate) struct Lines<R> {
    reader: R,
    limits: Limits,
    buffer: Vec<u8>,
    /// Of the line last given, from 1.
    pub(crate) number: u64,
    /// Bytes before the line last given.
    pub(crate) offset: u64,
    /// Bytes taken from the stream.
    taken: u64,
    abandoned: bool,
}

/// Capacity that a buffer may keep from one line to the next.
const KEPT: usize = 1 << 20;

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, limits: &Limits) -> Self {
        Self { reader, limits: *limits, buffer: Vec::new(), number: 0, offset: 0, taken: 0, abandoned: false }
    }

    /// The next line, or `None` at the end. A last line without line end is a line.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        if self.abandoned {
            return Ok(None);
        }
        self.buffer.clear();
        self.buffer.shrink_to(KEPT);
        self.number += 1;
        self.offset = self.taken;
        let room = self.limits.line.saturating_add(1); // the line end
        let count = (&mut self.reader).take(room).read_until(b'\n', &mut self.buffer)? as u64;
        self.taken += count;
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
        } else if count > self.limits.line {
            self.abandoned = !self.pass_over()?;
            return Ok(Some(Line::TooLong { abandoned: self.abandoned }));
        } else if count == 0 {
            return Ok(None);
        }
        Ok(Some(Line::Whole(&self.buffer)))
    }

    /// Passes over the rest of a line; whether its end, or the input's, came in time.
    fn pass_over(&mut self) -> io::Result<bool> {
        let mut passed = 0;
        while passed < self.limits.search {
            let block = match self.reader.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            // `contains` is quick, `position` is not, and most blocks hold no line end.
            let end = if block.contains(&b'\n') { block.iter().position(|&byte| byte == b'\n') } else { None };
            let (count, found) = end.map_or((block.len(), block.is_empty()), |at| (at + 1, true));
            self.reader.consume(count);
            passed += count as u64;
            self.taken += count as u64;
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(line: u64, search: u64) -> Limits {
        Limits { line, search, ..Limits::default() }
    }

    #[test]
    fn a_line_of_just_the_limit_is_kept_and_one_byte_more_is_not() {
        let mut lines = Lines::new(&b"12345\n123456\n1\n"[..], &limits(5, 100));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"12345")));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong { abandoned: false }));
        assert_eq!((lines.number, lines.offset), (2, 6));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"1")));
        assert_eq!((lines.number, lines.offset), (3, 13));
        assert_eq!(lines.next().unwrap(), None);
    }

    #[test]
    fn a_last_line_needs_no_line_end() {
        let mut lines = Lines::new(&b"a\n\nb"[..], &limits(5, 100));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"a")));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"")));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"b")));
        assert_eq!(lines.next().unwrap(), None);
    }

    #[test]
    fn a_line_of_a_gigabyte_is_passed_over_without_being_held() {
        let endless = io::repeat(b'x').take(1 << 30).chain(&b"\nnext\n"[..]);
        let mut lines = Lines::new(io::BufReader::with_capacity(1 << 16, endless), &limits(1 << 20, 4 << 30));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong { abandoned: false }));
        assert!(lines.buffer.capacity() <= 2 << 20, "held {} bytes", lines.buffer.capacity());
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"next")));
        assert_eq!(lines.offset, (1 << 30) + 1);
    }

    #[test]
    fn a_line_that_never_ends_is_given_up() {
        let endless = io::BufReader::new(io::repeat(b'x'));
        let mut lines = Lines::new(endless, &limits(1000, 1 << 20));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong { abandoned: true }));
        assert_eq!(lines.next().unwrap(), None);
    }
}
