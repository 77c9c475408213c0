//! CSV and TSV: a header, then one document a row (RFC 4180, and what spreadsheets and databases make of it).
//!
//! ```text
//! bytes ──rows──▶ whole rows, or broken ones ──cells──▶ values ──columns, row──▶ Document
//! ```
//!
//! The header tells the delimiter (`,`, `;`, tab, `|`) and which column holds what. A row that is broken is one error; where
//! its quotation marks are wrong, the lines behind it that make no whole row are part of it, since they most likely belong
//! to its text. Rows count as spreadsheets count them: the header is row 1.

mod cells;
mod rows;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::charset;
use crate::columns::{Columns, Layout};
use crate::compression::Compression;
use crate::document::{Document, Origin, Place};
use crate::error::{Problem, ReadError, RowFault};
use crate::limits::Limits;
use crate::options::Options;
use crate::peek::Bytes;
use crate::row;
use crate::source::failed_read;
use cells::cells;
use rows::{Found, Rows};

/// What may stand between two cells; the first is taken where a header has none.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The documents of one table.
pub(crate) struct Table {
    name: String,
    compression: Option<Compression>,
    rows: Rows<Bytes>,
    columns: Columns,
    limits: Limits,
    /// What the header says; none before it was read.
    header: Option<Header>,
    /// A row that is whole, behind a broken one.
    next: Option<Taken>,
    /// Whether a row or an error has come.
    begun: bool,
    done: bool,
}

struct Header {
    layout: Layout,
    /// How many columns there are.
    width: usize,
}

/// A row with its cells.
struct Taken {
    number: u64,
    offset: u64,
    /// The encoding of the row, and its cells.
    cells: (&'static Encoding, Vec<Vec<u8>>),
}

type Step = Result<Option<Document>, (Problem, u64, u64)>;

impl Table {
    /// `tabs` where the name says that they delimit.
    pub(crate) fn new(
        name: &str,
        compression: Option<Compression>,
        bytes: Bytes,
        tabs: bool,
        options: &Options,
    ) -> Self {
        let limits = options.limits;
        let rows = Rows::new(bytes, tabs.then_some(b'\t'), &limits);
        let columns = options.columns.clone();
        Self {
            name: name.to_owned(),
            compression,
            rows,
            columns,
            limits,
            header: None,
            next: None,
            begun: false,
            done: false,
        }
    }

    /// The next row's document, `None` at the end.
    fn step(&mut self) -> Step {
        if self.header.is_none() && !self.read_header()? {
            return Ok(None);
        }
        let Some(row) = self.row()? else { return Ok(None) };
        let Some(header) = &self.header else { return Ok(None) };
        let (encoding, cells) = &row.cells;
        if cells.len() != header.width {
            let why = RowFault::Cells { found: cells.len(), wanted: header.width };
            return Err((Problem::BrokenRow { why, lines: 0 }, row.number, row.offset));
        }
        let value = |column: usize| cells.get(column).map(|cell| encoding.decode_without_bom_handling(cell).0);
        let place = Place::Row(row.number);
        row::document(&header.layout, value, &self.name, place, encoding.name(), &self.limits)
            .map(Some)
            .map_err(|problem| (problem, row.number, row.offset))
    }

    /// Whether there is a header.
    fn read_header(&mut self) -> Result<bool, (Problem, u64, u64)> {
        let row = match self.found()? {
            Found::Row(row) => row,
            Found::End => return Ok(false),
            Found::Broken(fault) => return Err((fault_of(&self.limits, fault.why, 0), fault.number, fault.offset)),
        };
        let (encoding, cells) = &row.cells;
        let names: Vec<String> =
            cells.iter().map(|cell| encoding.decode_without_bom_handling(cell).0.trim().to_owned()).collect();
        let layout = self.columns.layout(&names).map_err(|missing| (missing.into(), row.number, row.offset))?;
        self.rows.width = Some(names.len());
        self.header = Some(Header { layout, width: names.len() });
        Ok(true)
    }

    /// The next row that is not blank. A broken one takes with it what follows and is no whole row.
    fn row(&mut self) -> Result<Option<Taken>, (Problem, u64, u64)> {
        if let Some(row) = self.next.take() {
            return Ok(Some(row));
        }
        let broken = match self.found()? {
            Found::Row(row) => return Ok(Some(row)),
            Found::End => return Ok(None),
            Found::Broken(fault) => fault,
        };
        let (mut why, mut abandoned, mut lines) = (broken.why, broken.abandoned, 0);
        let width = self.rows.width;
        while !abandoned {
            match self.found()? {
                Found::Row(row) if Some(row.cells.1.len()) == width => {
                    self.rows.number = broken.number + 1;
                    self.next = Some(Taken { number: broken.number + 1, ..row });
                    break;
                }
                Found::End => break,
                Found::Broken(next) if next.abandoned => (why, abandoned) = (next.why, true),
                Found::Row(_) | Found::Broken(_) => lines += 1,
            }
        }
        Err((fault_of(&self.limits, why, lines), broken.number, broken.offset))
    }

    /// What stands next in the input, without blank rows.
    fn found(&mut self) -> Result<Found<Taken>, (Problem, u64, u64)> {
        loop {
            let (number, offset) = (self.rows.number + 1, self.rows.offset());
            let (delimiter, found) =
                self.rows.next().map_err(|cause| (failed_read(self.compression, cause), number, offset))?;
            return Ok(match found {
                Found::End => Found::End,
                Found::Broken(fault) => Found::Broken(fault),
                Found::Row(row) if row.bytes.iter().all(u8::is_ascii_whitespace) && !row.bytes.contains(&delimiter) => {
                    continue;
                }
                Found::Row(row) => {
                    let encoding =
                        if std::str::from_utf8(row.bytes).is_ok() { UTF_8 } else { charset::guess(row.bytes) };
                    let cells = cells(row.bytes, delimiter, row.plain).map(Cow::into_owned).collect();
                    Found::Row(Taken { number: row.number, offset: row.offset, cells: (encoding, cells) })
                }
            });
        }
    }
}

/// The names in the first line of a table, for looking whether it is one.
pub(crate) fn header_of(head: &[u8]) -> Vec<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let names = cells(line, rows::delimiter(line), false);
    names.map(|name| String::from_utf8_lossy(&name).trim().to_owned()).collect()
}

fn fault_of(limits: &Limits, why: RowFault, lines: u64) -> Problem {
    match why {
        RowFault::TooLong { abandoned } => Problem::LineTooLong { limit: limits.line, abandoned },
        RowFault::Wide(encoding) => Problem::WideTable(encoding),
        why => Problem::BrokenRow { why, lines },
    }
}

impl Iterator for Table {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.step() {
            Ok(Some(document)) => {
                self.begun = true;
                Some(Ok(document))
            }
            Ok(None) => {
                self.done = true;
                (!self.begun).then(|| Err(Problem::Empty.at(Origin::whole(&self.name), None)))
            }
            Err((problem, number, offset)) => {
                self.begun = true;
                self.done = problem.ends_input() || self.header.is_none();
                Some(Err(problem.at(Origin::at(&self.name, Place::Row(number)), Some(offset))))
            }
        }
    }
}
