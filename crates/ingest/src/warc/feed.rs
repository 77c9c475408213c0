//! The bytes of an archive: taken, passed over, put back, and searched for the next record.

use std::io::{self, BufRead};

use crate::peek::Bytes;

/// How a record begins; a digit follows.
const MARK: &[u8] = b"WARC/";

/// Bytes of a line that are looked at in search of a record.
const LINE: u64 = 4096;

/// The rest of an archive.
pub(super) struct Feed {
    /// What was put back, and how much of it was taken again.
    back: Vec<u8>,
    taken: usize,
    bytes: Bytes,
    /// Bytes before what comes next.
    pub(super) offset: u64,
}

impl Feed {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self { back: Vec::new(), taken: 0, bytes, offset: 0 }
    }

    /// What comes next, as much as is at hand; nothing at the end.
    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.taken < self.back.len() {
            return Ok(&self.back[self.taken..]);
        }
        while let Err(error) = self.bytes.fill_buf() {
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.offset += count as u64;
        if self.taken < self.back.len() {
            self.taken += count;
        } else {
            self.bytes.consume(count);
        }
    }

    /// Puts back what was just taken.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.offset = self.offset.saturating_sub(bytes.len() as u64);
        let rest = self.back.split_off(self.taken.min(self.back.len()));
        self.back = [bytes, &rest].concat();
        self.taken = 0;
    }

    pub(super) fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(self.fill()?.is_empty())
    }

    /// Whether a record begins here.
    pub(super) fn is_at_record(&mut self) -> io::Result<bool> {
        let mut head = Vec::new();
        self.take(MARK.len() as u64 + 1, &mut head)?;
        self.put_back(&head);
        Ok(begins_record(&head))
    }

    /// Goes to the next thing that is not blank; counts the line ends on the way.
    pub(super) fn pass_blank(&mut self, line_ends: &mut usize) -> io::Result<()> {
        loop {
            let block = self.fill()?;
            let blank = block.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            *line_ends += block[..blank].iter().filter(|&&byte| byte == b'\n').count();
            let go_on = blank > 0 && blank == block.len();
            self.consume(blank);
            if !go_on {
                return Ok(());
            }
        }
    }

    /// Passes over `count` bytes, or as many as there are; how many.
    pub(super) fn pass(&mut self, count: u64) -> io::Result<u64> {
        let mut passed = 0;
        while passed < count {
            let length = self.fill()?.len();
            if length == 0 {
                break;
            }
            let now = usize::try_from(count - passed).map_or(length, |left| left.min(length));
            self.consume(now);
            passed += now as u64;
        }
        Ok(passed)
    }

    /// Takes `count` bytes, or as many as there are; whether all were there.
    pub(super) fn take(&mut self, count: u64, into: &mut Vec<u8>) -> io::Result<bool> {
        let mut left = count;
        while left > 0 {
            let block = self.fill()?;
            if block.is_empty() {
                return Ok(false);
            }
            let now = usize::try_from(left).map_or(block.len(), |left| left.min(block.len()));
            into.extend_from_slice(&block[..now]);
            self.consume(now);
            left -= now as u64;
        }
        Ok(true)
    }

    /// Takes a line with its end, or `most` bytes of it; whether its end was there.
    pub(super) fn line(&mut self, most: u64, into: &mut Vec<u8>) -> io::Result<bool> {
        let mut left = most;
        loop {
            let block = self.fill()?;
            if block.is_empty() || left == 0 {
                return Ok(false);
            }
            let room = usize::try_from(left).map_or(block.len(), |left| left.min(block.len()));
            let end = block[..room].iter().position(|&byte| byte == b'\n');
            let now = end.map_or(room, |at| at + 1);
            into.extend_from_slice(&block[..now]);
            self.consume(now);
            left -= now as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    /// Goes to the next line that begins a record, or to the end.
    pub(super) fn find_record(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        let mut at_start = true;
        loop {
            line.clear();
            let ended = self.line(LINE, &mut line)?;
            if at_start && begins_record(&line) {
                self.put_back(&line);
                return Ok(());
            }
            if line.is_empty() {
                return Ok(());
            }
            at_start = ended;
        }
    }
}

/// Where, in what was taken for one record's block, another record begins.
pub(super) fn record_within(block: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = block[from..].iter().position(|&byte| byte == b'\n') {
        from += at + 1;
        // A blank line is before it, which a page that speaks of archives has not.
        let blank = block[..from - 1].ends_with(b"\n") || block[..from - 1].ends_with(b"\n\r");
        if blank && begins_record(&block[from..]) {
            return Some(from);
        }
    }
    None
}

fn begins_record(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MARK).and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit)
}
