//! Why a document came to nothing, as one line on standard error.

use std::fmt;

use onrecord_ingest::{Origin, Problem, ReadError};

/// What went wrong with one document.
#[derive(Debug)]
pub enum Fault {
    /// It could not be read.
    Read(ReadError),
    /// The program itself failed on it.
    Worker {
        /// Where the document was read.
        origin: Origin,
        /// What the panic said, and where.
        message: String,
    },
    /// The program failed while it was reading; nothing after this place was read.
    Reader {
        /// What the panic said, and where.
        message: String,
    },
}

/// `PATH` or `PATH:NUMBER` of a line, row or record, the way compilers name places.
pub struct Place<'o>(pub &'o Origin);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.path == "-" { "standard input" } else { &self.0.path })?;
        match self.0.place {
            Some(place) => write!(f, ":{}", place.number()),
            None => Ok(()),
        }
    }
}

impl Fault {
    /// Where, as [`Place`] says it, and what is wrong.
    pub fn parts(&self) -> (String, String) {
        match self {
            Self::Read(ReadError { origin, problem, .. }) => (Place(origin).to_string(), problem.to_string()),
            Self::Worker { origin, message } => (Place(origin).to_string(), format!("the program failed: {message}")),
            Self::Reader { message } => (String::new(), format!("the program failed while reading: {message}")),
        }
    }
}

impl fmt::Display for Fault {
    /// `PATH:LINE: what is wrong; what to do`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(ReadError { origin, problem, .. }) => {
                write!(f, "{}: {problem}; {}", Place(origin), problem.remedy())?;
                match problem {
                    Problem::TextTooLong { .. } | Problem::LineTooLong { .. } => f.write_str(" (--max-text)"),
                    _ => Ok(()),
                }
            }
            Self::Worker { origin, message } => write!(
                f,
                "{}: the program itself failed on this document ({message}); please report it with this line",
                Place(origin)
            ),
            Self::Reader { message } => write!(
                f,
                "the program itself failed while reading ({message}), and the rest was not read; please report it with this line"
            ),
        }
    }
}
