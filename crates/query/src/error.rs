//! What can be wrong with a query, told so that it can be mended: the place in the query, and names that are near.

use std::fmt;
use std::io;
use std::path::PathBuf;

use onrecord_store::StoreError;

/// Why a query gave no rows, or not all.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The store cannot be opened or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to ask.
    #[error("the query is empty; for example: SELECT type, count(*) FROM events GROUP BY type")]
    Empty,
    /// More than one query.
    #[error("{count} queries at once; give one at a time")]
    Several {
        /// How many.
        count: usize,
    },
    /// It would change something.
    #[error(
        "{what} is refused: a store is only read here; ask with SELECT, and keep results with --output FILE or in a database of your own"
    )]
    Refused {
        /// The first words of the statement.
        what: String,
    },
    /// Longer or deeper than the program goes.
    #[error("the query {what}; {remedy}")]
    TooMuch {
        /// In which way.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A name or the grammar is wrong.
    #[error("{message}{}", Shown(.place.as_ref()))]
    Query {
        /// What is wrong, and names that are near.
        message: String,
        /// Where, if that is known.
        place: Option<Place>,
    },
    /// The query is sound, but running it failed.
    #[error("the query stopped: {0}")]
    Run(String),
    /// It needs more memory than it may have, even with what it may keep on the disk.
    #[error(
        "the query needs more memory than the {megabytes} MB it may have ({cause}); narrow it with WHERE, or give --memory MB"
    )]
    Memory {
        /// Allowed.
        megabytes: usize,
        /// What the engine says.
        cause: String,
    },
    /// The time for it was over.
    #[error("the query needs more than the {seconds} s it may take; narrow it, by days for example")]
    TooSlow {
        /// Allowed.
        seconds: f64,
    },
    /// Results cannot be written.
    #[error("{}: cannot be written ({cause}); see whether the disk is full and the place may be written to", .path.display())]
    Output {
        /// The file; `-` is standard output.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A derived table cannot be read or made.
    #[error("{}: {cause}; remove the file, it is made again", .path.display())]
    Derived {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// No thread can be started.
    #[error("no thread can be started ({0}); see how many processes the system allows and how much memory is free")]
    Threads(#[source] io::Error),
}

/// A place in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The whole line.
    pub text: String,
}

impl Place {
    /// The place of a line and a column (both from 1) in a query.
    pub(crate) fn new(sql: &str, line: u64, column: u64) -> Option<Self> {
        let line = usize::try_from(line).ok().filter(|line| *line > 0)?;
        let text = sql.lines().nth(line - 1)?.to_owned();
        let column = usize::try_from(column).ok()?.clamp(1, text.chars().count() + 1);
        Some(Self { line, column, text })
    }
}

/// Characters of a line that are shown before and behind a place.
const AROUND: usize = 60;

struct Shown<'p>(Option<&'p Place>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Place { line, column, text }) = self.0 else { return Ok(()) };
        let from = (column - 1).saturating_sub(AROUND);
        let piece: String =
            text.chars().skip(from).take(2 * AROUND).map(|c| if c.is_control() { ' ' } else { c }).collect();
        write!(f, "\n  line {line}, column {column}\n  {piece}\n  {:>width$}", '^', width = column - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_under_its_line() {
        let place = Place::new("SELECT *\nFROM event", 2, 6);
        let error = QueryError::Query { message: "no table `event`".into(), place };
        assert_eq!(error.to_string(), "no table `event`\n  line 2, column 6\n  FROM event\n       ^");
    }

    #[test]
    fn long_lines_are_shown_around_the_place() {
        let sql = format!("SELECT {} FROM event", "a, ".repeat(200));
        let error = QueryError::Query { message: "no".into(), place: Place::new(&sql, 1, 609) };
        let said = error.to_string();
        let lines: Vec<_> = said.lines().collect();
        assert!(lines[2].chars().count() <= 2 * AROUND + 2, "{said}");
        let caret = lines[3].chars().count();
        assert_eq!(lines[2].chars().nth(caret - 1), Some('F'), "{said}");
    }
}
