//! Where rows begin and end: at line ends outside quotation marks.
//!
//! A row is held whole, never more than the limit. Where its quotation marks are wrong or one is never closed, reading goes
//! on with the next line of the text, so that one stray mark does not swallow the rest of the table. What is read twice that
//! way is bounded as well.

use std::io::{self, BufRead};

use crate::error::RowFault;
use crate::limits::Limits;

/// What stands at one row's place.
pub(super) enum Found<R> {
    Row(R),
    Broken(Fault),
    End,
}

/// A row without its line end.
pub(super) struct Row<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) number: u64,
    /// Bytes before it.
    pub(super) offset: u64,
    /// Whether quotation marks mean nothing in it.
    pub(super) plain: bool,
}

/// A row that is none.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) why: RowFault,
    pub(super) number: u64,
    pub(super) offset: u64,
    /// Whether nothing can be read after it.
    pub(super) abandoned: bool,
}

/// The rows of a stream.
pub(super) struct Rows<R> {
    reader: R,
    delimiter: Option<u8>,
    limits: Limits,
    /// Cells of the header, once it was read.
    pub(super) width: Option<usize>,
    /// Of the row last given, from 1.
    pub(super) number: u64,
    buffer: Vec<u8>,
    /// Where in the buffer the next row begins.
    start: usize,
    /// Bytes of the stream before the buffer.
    before: u64,
    ended: bool,
    /// Bytes of broken rows, which are read twice.
    twice: u64,
    abandoned: bool,
}

/// Bytes that are asked for at a time.
const BLOCK: usize = 64 << 10;

/// Where the scan of a row stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotation marks, where a mark in the middle is a character as others.
    Bare,
    Quoted,
    /// Behind a quotation mark that closes, or is the first of two.
    Closed,
    /// Behind that and a carriage return.
    Return,
}

/// What the scan came to.
enum Scan {
    /// The row's length without its line end, and with it.
    Whole(usize, usize),
    /// What is wrong, and how many bytes it took to see it.
    Broken(RowFault, usize),
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: R, delimiter: Option<u8>, limits: &Limits) -> Self {
        Self {
            reader,
            delimiter,
            limits: *limits,
            width: None,
            number: 0,
            buffer: Vec::new(),
            start: 0,
            before: 0,
            ended: false,
            twice: 0,
            abandoned: false,
        }
    }

    /// Bytes before the next row.
    pub(super) fn offset(&self) -> u64 {
        self.before + self.start as u64
    }

    /// The delimiter, and the next row.
    pub(super) fn next(&mut self) -> io::Result<(u8, Found<Row<'_>>)> {
        let first = self.number == 0 && self.offset() == 0;
        if first && let Some(found) = self.open()? {
            return Ok((0, found));
        }
        let delimiter = self.find_delimiter()?;
        if self.abandoned || (self.start == self.buffer.len() && !self.fill()?) {
            return Ok((delimiter, Found::End));
        }
        self.number += 1;
        let (number, offset) = (self.number, self.offset());
        let (broken, seen) = match self.scan(delimiter)? {
            Scan::Whole(length, with_end) => {
                let start = self.start;
                self.start += with_end;
                let bytes = &self.buffer[start..start + length];
                return Ok((delimiter, Found::Row(Row { bytes, number, offset, plain: false })));
            }
            Scan::Broken(why, seen) => (why, seen),
        };
        self.twice += seen as u64;
        let line = self.buffer[self.start..].iter().position(|&byte| byte == b'\n');
        let Some(line) = line else {
            // One line that is too long, or the last of all.
            self.before += self.buffer.len() as u64;
            self.buffer.clear();
            self.start = 0;
            let why = if let RowFault::TooLong { .. } = broken {
                self.abandoned = !self.pass_over()?;
                RowFault::TooLong { abandoned: self.abandoned }
            } else {
                broken
            };
            return Ok((delimiter, Found::Broken(Fault { why, number, offset, abandoned: self.abandoned })));
        };
        let start = self.start;
        self.start += line + 1;
        // Tables of tabs are often written without any quoting, and quotations in them begin with a quotation mark.
        let tabs = self.buffer[start..start + line].iter().filter(|&&byte| byte == b'\t').count();
        if delimiter == b'\t' && self.width == Some(tabs + 1) {
            let bytes = trimmed(&self.buffer[start..start + line]);
            return Ok((delimiter, Found::Row(Row { bytes, number, offset, plain: true })));
        }
        self.abandoned = self.twice > self.limits.search;
        let why = if self.abandoned { RowFault::TooLong { abandoned: true } } else { broken };
        Ok((delimiter, Found::Broken(Fault { why, number, offset, abandoned: self.abandoned })))
    }

    /// Passes over a byte order mark; a fault where the text is not made of single bytes.
    fn open(&mut self) -> io::Result<Option<Found<Row<'static>>>> {
        while self.buffer.len() < 3 && self.fill()? {}
        let wide = match self.buffer.as_slice() {
            [0xff, 0xfe, ..] => Some("UTF-16LE"),
            [0xfe, 0xff, ..] => Some("UTF-16BE"),
            _ => None,
        };
        if self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.start = 3;
        }
        let fault = |encoding| Fault { why: RowFault::Wide(encoding), number: 1, offset: 0, abandoned: true };
        self.abandoned = wide.is_some();
        Ok(wide.map(|encoding| Found::Broken(fault(encoding))))
    }

    /// The delimiter that the first line shows.
    fn find_delimiter(&mut self) -> io::Result<u8> {
        if let Some(delimiter) = self.delimiter {
            return Ok(delimiter);
        }
        while !self.buffer[self.start..].contains(&b'\n') && self.buffer.len() < BLOCK && self.fill()? {}
        let line = self.buffer[self.start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
        let found = delimiter(line);
        // A blank line before the header shows nothing.
        if !line.trim_ascii().is_empty() {
            self.delimiter = Some(found);
        }
        Ok(found)
    }

    /// Finds the end of the row that begins here.
    fn scan(&mut self, delimiter: u8) -> io::Result<Scan> {
        let mut state = State::Start;
        let mut at = 0;
        loop {
            while let Some(&byte) = self.buffer.get(self.start + at) {
                state = match (state, byte) {
                    (State::Start | State::Bare | State::Closed | State::Return, b'\n') => {
                        let length = trimmed(&self.buffer[self.start..self.start + at]).len();
                        return Ok(Scan::Whole(length, at + 1));
                    }
                    (State::Start | State::Bare | State::Closed, _) if byte == delimiter => State::Start,
                    (State::Start | State::Closed, b'"') => State::Quoted,
                    (State::Start | State::Bare, _) => State::Bare,
                    (State::Quoted, b'"') => State::Closed,
                    (State::Quoted, _) => State::Quoted,
                    (State::Closed, b'\r') => State::Return,
                    (State::Closed | State::Return, _) => {
                        return Ok(Scan::Broken(RowFault::QuoteWithin, at));
                    }
                };
                at += 1;
            }
            if at as u64 > self.limits.line {
                return Ok(Scan::Broken(RowFault::TooLong { abandoned: false }, at));
            }
            if !self.fill()? {
                return Ok(match state {
                    State::Quoted => Scan::Broken(RowFault::QuoteOpen, at),
                    _ => Scan::Whole(trimmed(&self.buffer[self.start..]).len(), at),
                });
            }
        }
    }

    /// Takes some more bytes into the buffer; whether there were any.
    fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.start >= BLOCK {
            self.buffer.drain(..self.start);
            self.before += self.start as u64;
            self.start = 0;
            self.buffer.shrink_to(4 * BLOCK);
        }
        loop {
            match self.reader.fill_buf() {
                Ok(block) => {
                    self.ended = block.is_empty();
                    self.buffer.extend_from_slice(block);
                    let count = block.len();
                    self.reader.consume(count);
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Passes over the rest of a line; whether its end, or the input's, came in time.
    fn pass_over(&mut self) -> io::Result<bool> {
        let mut passed = 0;
        while passed < self.limits.search {
            if !self.fill()? {
                return Ok(true);
            }
            let end = self.buffer.iter().position(|&byte| byte == b'\n');
            let count = end.map_or(self.buffer.len(), |at| at + 1);
            self.buffer.drain(..count);
            self.before += count as u64;
            passed += count as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The delimiter of a header: what stands there most often outside quotation marks.
pub(super) fn delimiter(header: &[u8]) -> u8 {
    let mut counts = [0_usize; super::DELIMITERS.len()];
    let mut quoted = false;
    for byte in header {
        quoted ^= *byte == b'"';
        if !quoted && let Some(at) = super::DELIMITERS.iter().position(|delimiter| delimiter == byte) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|&count| count == most).unwrap_or(0);
    super::DELIMITERS[at]
}

fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
