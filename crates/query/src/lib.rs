//! SQL over a store: its committed segments as tables, a few views, and answers in the forms that people and programs take.
//!
//! ```text
//! query ──statement──▶ checked: short, flat, only reading, tables known ──database──▶ plan ──rows──▶ batches ──format──▶ bytes
//! ```
//!
//! The engine is DataFusion; the store stays what it is, Parquet files that any other tool opens as well. Nothing is ever
//! changed: whatever is no `SELECT` is refused. Rows stream; sorting and grouping go to temporary files where memory ends.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("store");
//! # onrecord_store::Store::create_or_open(&path)?;
//! use onrecord_query::{Database, Format, Means};
//!
//! let database = Database::open(&path, Means::default())?;
//! let mut out = Vec::new();
//! let rows = database.query("SELECT type, count(*) AS events FROM events GROUP BY type ORDER BY type")?;
//! Format::Csv.write(rows, &mut out)?;
//! assert_eq!(String::from_utf8(out)?, "type,events\n");
//! # Ok(())
//! # }
//! ```

mod daily;
mod database;
mod derived;
mod documents;
mod error;
mod format;
mod grid;
mod nearest;
mod nesting;
mod rows;
mod runs;
mod segments;
mod share;
mod statement;
mod views;

pub use daily::refresh as refresh_daily;
pub use database::{Database, Means};
pub use error::{Place, QueryError};
pub use format::{Format, Shape, WriteError};
pub use grid::Grid;
pub use rows::Rows;

use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;

/// What the engine says, in our words, with the place in the query where it knows it.
pub(crate) fn failed(sql: &str, error: DataFusionError) -> QueryError {
    let place = error
        .diagnostic()
        .and_then(|diagnostic| diagnostic.span)
        .and_then(|span| Place::new(sql, span.start.line, span.start.column));
    // Operators wrap it in what they were at, some of them shared among threads.
    if let DataFusionError::ResourcesExhausted(cause) = error.find_root() {
        return QueryError::Memory { megabytes: 0, cause: cause.clone() };
    }
    match unwrapped(error) {
        DataFusionError::External(cause) => match cause.downcast::<QueryError>() {
            Ok(own) => *own,
            Err(other) => QueryError::Run(other.to_string()),
        },
        DataFusionError::SchemaError(cause, _) => QueryError::Query { message: schema_words(&cause), place },
        DataFusionError::Plan(message) | DataFusionError::NotImplemented(message) => {
            QueryError::Query { message: statement::lowered(&first_line(&message)), place }
        }
        DataFusionError::SQL(parser, _) => QueryError::Query { message: parser.to_string(), place },
        other => QueryError::Run(first_line(&other.strip_backtrace())),
    }
}

/// The error inside the wrappings that tell where it passed.
fn unwrapped(error: DataFusionError) -> DataFusionError {
    match error {
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => unwrapped(*inner),
        DataFusionError::Collection(mut all) if !all.is_empty() => unwrapped(all.swap_remove(0)),
        other => other,
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

fn schema_words(error: &SchemaError) -> String {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let name = field.name();
            let near = nearest::nearest(name, valid_fields.iter().map(|valid| valid.name()));
            let mut columns: Vec<_> = valid_fields.iter().map(|valid| valid.name()).collect();
            columns.dedup();
            match near {
                Some(near) => format!("no column `{name}`; did you mean `{near}`?"),
                None if columns.is_empty() => format!("no column `{name}`: there is no table to take it from"),
                None => format!("no column `{name}`; there are: {}", columns.join(", ")),
            }
        }
        other => statement::lowered(&other.to_string()),
    }
}
