//! The registry as a CSV sheet, for people and for their spreadsheets.
//!
//! One header, one row an entry, quoted after RFC 4180, lines ended by a line feed. What is read may have its columns in any
//! order, and all but `name` and `kind` may be missing. A mistake is named by its line, with what to do.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use jiff::civil::Date;
use onrecord_record::EntityType;

use crate::entry::Entry;
use crate::registry::Registry;
use crate::{name, words};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 11] =
    ["name", "kind", "role", "country", "sectors", "from", "to", "documents", "witness_1", "witness_2", "witness_3"];

/// What is wrong with a sheet, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {mistake}")]
pub struct SheetError {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// What it is.
    pub mistake: Mistake,
}

/// What can be wrong with a row, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The file is empty or has no header.
    #[error("no header; begin the file with the line: {}", COLUMNS.join(","))]
    NoHeader,
    /// The header lacks a column.
    #[error("the header has no column `{0}`; columns are parted by commas: {columns}", columns = COLUMNS.join(","))]
    Missing(&'static str),
    /// The header names a column that there is not.
    #[error("there is no column `{0}`; take it out, or name it as one of: {columns}", columns = COLUMNS.join(","))]
    Unknown(String),
    /// The header names a column twice.
    #[error("the column `{0}` stands there twice; take one out")]
    ColumnTwice(String),
    /// Bytes that are no UTF-8.
    #[error("not UTF-8; save the file as UTF-8")]
    Encoding,
    /// A row of another length.
    #[error("{found} fields where the header has {expected}; put fields that hold commas between quotation marks")]
    Fields {
        /// Fields of this row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A row without a name.
    #[error("no name; give one with at least one letter, or take the row out")]
    NoName,
    /// Neither person nor organization.
    #[error("`{0}` is no kind; write person or organization")]
    Kind(String),
    /// Not three capital letters.
    #[error("`{0}` is no country code; write ISO 3166-1 alpha-3, such as KEN")]
    Country(String),
    /// Not a sector.
    #[error("`{0}` is no sector; write codes such as GOV, parted by blanks, the first one first in rank")]
    Sector(String),
    /// Not a date.
    #[error("`{0}` is no date; write it as 2026-03-01, or leave it empty where it is open")]
    Date(String),
    /// The end lies before the beginning.
    #[error("the period ends on {to}, before it begins on {from}; change the two")]
    Reversed {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Not a count.
    #[error("`{0}` is no number of documents; write a whole number, or leave it empty")]
    Documents(String),
    /// The same entry on an earlier line.
    #[error("the same entry stands in line {0} already; take one out")]
    Twice(u64),
}

impl Registry {
    /// Reads a sheet.
    ///
    /// # Errors
    /// The first mistake, with its line.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, SheetError> {
        // Spreadsheets put a byte order mark before UTF-8.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut rows = reader.records().map(|row| {
            row.map(|row| (row.position().map_or(1, csv::Position::line), row)).map_err(|error| SheetError {
                line: error.position().map_or(1, csv::Position::line),
                mistake: Mistake::Encoding,
            })
        });
        let (line, header) = rows.next().ok_or(SheetError { line: 1, mistake: Mistake::NoHeader })??;
        let header = Header::new(&header).map_err(|mistake| SheetError { line, mistake })?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: HashMap<[String; 7], u64> = HashMap::new();
        for row in rows {
            let (line, row) = row?;
            let entry = header.entry(&row).map_err(|mistake| SheetError { line, mistake })?;
            if let Some(first) = seen.insert(said(&entry), line) {
                return Err(SheetError { line, mistake: Mistake::Twice(first) });
            }
            entries.push(entry);
        }
        Ok(Self::from_entries(entries))
    }

    /// The sheet of all entries. Read again, it gives the same registry.
    #[must_use]
    pub fn to_csv(&self) -> String {
        written(self.entries())
    }
}

pub(crate) fn written(entries: &[Entry]) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Nothing that is written to memory can fail.
    let _ = writer.write_record(COLUMNS);
    for entry in entries {
        let witness = |index: usize| entry.witnesses.get(index).cloned().unwrap_or_default();
        let [name, kind, role, country, sectors, from, to] = said(entry);
        let documents = if entry.documents == 0 { String::new() } else { entry.documents.to_string() };
        let row = [name, kind, role, country, sectors, from, to, documents, witness(0), witness(1), witness(2)];
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// What an entry says, as it is written.
fn said(entry: &Entry) -> [String; 7] {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        entry.name.clone(),
        kind_name(entry.kind).to_owned(),
        entry.role.clone().unwrap_or_default(),
        entry.country.clone().unwrap_or_default(),
        entry.sectors.join(" "),
        day(entry.from),
        day(entry.to),
    ]
}

fn kind_name(kind: EntityType) -> &'static str {
    if kind == EntityType::Person { "person" } else { "organization" }
}

/// Which column stands where.
struct Header {
    columns: HashMap<&'static str, usize>,
    length: usize,
}

impl Header {
    fn new(row: &StringRecord) -> Result<Self, Mistake> {
        let mut columns = HashMap::new();
        for (index, found) in row.iter().enumerate() {
            let found = found.trim();
            let column = COLUMNS.into_iter().find(|column| *column == found);
            // With other separators than commas the whole header is one strange column.
            let column = column.ok_or_else(|| match row.len() {
                1 => Mistake::Missing("name"),
                _ => Mistake::Unknown(found.to_owned()),
            })?;
            if columns.insert(column, index).is_some() {
                return Err(Mistake::ColumnTwice(found.to_owned()));
            }
        }
        match ["name", "kind"].into_iter().find(|column| !columns.contains_key(column)) {
            Some(missing) => Err(Mistake::Missing(missing)),
            None => Ok(Self { columns, length: row.len() }),
        }
    }

    fn entry(&self, row: &StringRecord) -> Result<Entry, Mistake> {
        if row.len() != self.length {
            return Err(Mistake::Fields { found: row.len(), expected: self.length });
        }
        let field = |column: &str| self.columns.get(column).and_then(|&index| row.get(index)).unwrap_or_default();
        let kind = match field("kind").trim() {
            "person" => EntityType::Person,
            "organization" => EntityType::Organization,
            other => return Err(Mistake::Kind(other.to_owned())),
        };
        let mut entry = Entry::new(field("name"), kind);
        if entry.key().is_empty() {
            return Err(Mistake::NoName);
        }
        entry.role = Some(name::one_line(field("role"))).filter(|role| !role.is_empty());
        entry.country = given(field("country")).map(country).transpose()?;
        entry.sectors = field("sectors").split_whitespace().map(sector).collect::<Result<_, _>>()?;
        entry.from = given(field("from")).map(day).transpose()?;
        entry.to = given(field("to")).map(day).transpose()?;
        if let (Some(from), Some(to)) = (entry.from, entry.to)
            && to < from
        {
            return Err(Mistake::Reversed { from, to });
        }
        if let Some(documents) = given(field("documents")) {
            entry.documents = documents.parse().map_err(|_| Mistake::Documents(documents.to_owned()))?;
        }
        let witnesses = ["witness_1", "witness_2", "witness_3"].map(field);
        entry.witnesses = witnesses.into_iter().filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Ok(entry)
    }
}

fn given(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|field| !field.is_empty())
}

fn country(code: &str) -> Result<String, Mistake> {
    if words::is_country(code) { Ok(code.to_owned()) } else { Err(Mistake::Country(code.to_owned())) }
}

fn sector(code: &str) -> Result<String, Mistake> {
    if words::is_sector(code) { Ok(code.to_owned()) } else { Err(Mistake::Sector(code.to_owned())) }
}

fn day(written: &str) -> Result<Date, Mistake> {
    // Only as it is written out again: other forms of ISO dates would pass, and 03/04 is two days.
    let day: Option<Date> = written.parse().ok();
    day.filter(|day| day.to_string() == written).ok_or_else(|| Mistake::Date(written.to_owned()))
}
