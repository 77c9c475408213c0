//! gzip, member after member, also past a damaged one.
//!
//! Web archives are written with one member a record so that each can be fetched by itself. Damage in one is told once, as
//! an error; whoever reads on after it gets what the next sound member holds.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::peek::Bytes;

/// How a member begins: the mark, the one method that there is (deflate), and flags of which the upper three are zero.
const MARK: [u8; 3] = [0x1f, 0x8b, 8];
const RESERVED_FLAGS: u8 = 0xe0;

/// Bytes that tell a member.
const HEAD: usize = 4;

/// All members of a stream as one.
pub(super) struct Members {
    state: State,
}

enum State {
    /// Between members.
    Between(Raw),
    /// In a member that gave nothing yet, or something.
    Within(Box<GzDecoder<Raw>>, Given),
    /// Behind damage that was told.
    Damaged(Raw),
    /// At the end.
    Over,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Nothing,
    Some,
}

/// What is wrong with a member.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub(super) struct Damage {
    /// Whether the member gave nothing before.
    pub(super) untouched: bool,
    #[source]
    cause: io::Error,
}

impl Members {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self { state: State::Between(Raw { bytes, head: [0; HEAD], left: 0 }) }
    }
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(mut raw) => match at_end(&mut raw) {
                    Ok(true) => {}
                    Ok(false) => self.state = State::Within(Box::new(GzDecoder::new(raw)), Given::Nothing),
                    Err(error) => {
                        self.state = State::Between(raw);
                        return Err(error);
                    }
                },
                State::Damaged(mut raw) => match find(&mut raw) {
                    Ok(true) => self.state = State::Between(raw),
                    Ok(false) => {}
                    Err(error) => {
                        self.state = State::Damaged(raw);
                        return Err(error);
                    }
                },
                State::Within(mut member, given) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(count) => {
                        self.state = State::Within(member, Given::Some);
                        return Ok(count);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Within(member, given)
                    }
                    Err(error) => {
                        self.state = State::Damaged(member.into_inner());
                        let untouched = given == Given::Nothing;
                        return Err(io::Error::new(error.kind(), Damage { untouched, cause: error }));
                    }
                },
            }
        }
    }
}

/// Whether nothing more comes. Zero bytes behind the last member are padding, as tapes and some tools write it.
fn at_end(raw: &mut Raw) -> io::Result<bool> {
    loop {
        let block = raw.fill()?;
        if block.is_empty() {
            return Ok(true);
        }
        let zeros = block.iter().take_while(|&&byte| byte == 0).count();
        let more = zeros < block.len();
        raw.consume(zeros);
        if more {
            return Ok(false);
        }
    }
}

/// Goes on to what looks like the beginning of a member; whether there is one.
fn find(raw: &mut Raw) -> io::Result<bool> {
    let mut last = [0; HEAD];
    loop {
        let block = raw.fill()?;
        if block.is_empty() {
            return Ok(false);
        }
        let mut taken = 0;
        let found = block.iter().any(|&byte| {
            last.rotate_left(1);
            last[HEAD - 1] = byte;
            taken += 1;
            is_head(last)
        });
        raw.consume(taken);
        if found {
            raw.put_back(last);
            return Ok(true);
        }
    }
}

fn is_head(bytes: [u8; HEAD]) -> bool {
    bytes.starts_with(&MARK) && bytes[HEAD - 1] & RESERVED_FLAGS == 0
}

/// The stream, into which the head of a member can be put back.
struct Raw {
    bytes: Bytes,
    head: [u8; HEAD],
    /// How much of the head is still to come.
    left: usize,
}

impl Raw {
    fn put_back(&mut self, head: [u8; HEAD]) {
        (self.head, self.left) = (head, HEAD);
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        while let Err(error) = self.fill_buf() {
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
        self.fill_buf()
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left > 0 { Ok(&self.head[HEAD - self.left..]) } else { self.bytes.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.left > 0 {
            self.left -= count.min(self.left);
        } else {
            self.bytes.consume(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Write};

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn members(raw: Vec<u8>) -> Members {
        Members::new(Box::new(BufReader::new(Cursor::new(raw))))
    }

    #[test]
    fn members_are_one_stream_and_padding_is_nothing() {
        let raw = [member("The talks "), member(""), member("ended."), vec![0; 700]].concat();
        let mut text = String::new();
        members(raw).read_to_string(&mut text).unwrap();
        assert_eq!(text, "The talks ended.");
    }

    #[test]
    fn after_a_damaged_member_the_next_one_comes() {
        let mut damaged = member("The minister of the interior resigned on Monday, and nobody was surprised.");
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0x55;
        let mut members = members([member("First."), damaged, member("Third.")].concat());
        let mut before = Vec::new();
        assert!(members.read_to_end(&mut before).is_err());
        assert!(before.starts_with(b"First."));
        let mut after = String::new();
        members.read_to_string(&mut after).unwrap();
        assert_eq!(after, "Third.");
    }
}
