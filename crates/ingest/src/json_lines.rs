//! JSON Lines: one object a line, each a document. A line that is broken, too long or without text is an error of its
//! own, and the next line is read.

use crate::compression::Compression;
use crate::document::{Document, Origin, Place};
use crate::error::{Problem, ReadError};
use crate::json_document;
use crate::limits::Limits;
use crate::lines::{Line, Lines};
use crate::peek::Bytes;
use crate::source::failed_read;

/// The documents of one input, in its order.
pub(crate) struct JsonLines {
    name: String,
    compression: Option<Compression>,
    lines: Lines<Bytes>,
    limits: Limits,
    /// Whether a line that is not blank has come.
    begun: bool,
    done: bool,
}

/// What came of one step.
enum Step {
    Document(Box<Document>),
    /// A blank line of so many bytes.
    Blank(u64),
    End,
}

impl JsonLines {
    pub(crate) fn new(name: &str, compression: Option<Compression>, bytes: Bytes, limits: &Limits) -> Self {
        let lines = Lines::new(bytes, limits);
        Self { name: name.to_owned(), compression, lines, limits: *limits, begun: false, done: false }
    }

    /// One line.
    fn step(&mut self) -> Result<Step, Problem> {
        let number = self.lines.number + 1; // of the line that comes
        let line = match self.lines.next().map_err(|cause| failed_read(self.compression, cause))? {
            Some(Line::Whole(line)) => line,
            Some(Line::TooLong { abandoned }) => {
                return Err(Problem::LineTooLong { limit: self.limits.line, abandoned });
            }
            None => return Ok(Step::End),
        };
        let length = line.len() as u64 + 1;
        let line = if self.begun { line } else { json_document::opening(line)? };
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(Step::Blank(length));
        }
        let document = json_document::read(line, &self.name, number, &self.limits)?;
        Ok(Step::Document(Box::new(document)))
    }

    fn here(&self) -> Origin {
        Origin::at(&self.name, Place::Line(self.lines.number))
    }
}

impl Iterator for JsonLines {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut blank = 0;
        while !self.done {
            match self.step() {
                Ok(Step::Document(document)) => {
                    self.begun = true;
                    return Some(Ok(*document));
                }
                Ok(Step::Blank(length)) => {
                    blank += length;
                    if blank > self.limits.search {
                        self.done = true;
                        let problem = Problem::LineTooLong { limit: self.limits.search, abandoned: true };
                        return Some(Err(problem.at(self.here(), Some(self.lines.offset))));
                    }
                }
                Ok(Step::End) => {
                    self.done = true;
                    return (!self.begun).then(|| Err(Problem::Empty.at(Origin::whole(&self.name), None)));
                }
                Err(problem) => {
                    self.begun = true;
                    self.done = problem.ends_input();
                    let within = if let Problem::NotUtf8 { byte } = problem { byte - 1 } else { 0 };
                    return Some(Err(problem.at(self.here(), Some(self.lines.offset + within))));
                }
            }
        }
        None
    }
}
