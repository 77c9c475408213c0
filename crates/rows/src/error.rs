//! Why rows are no records, or records no rows.

use arrow::error::ArrowError;

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// A record does not fit the columns.
    #[error("the record of {id:?} is no row: {field} is {found}; please report it")]
    NoRow {
        /// Id of the document.
        id: String,
        /// The field that does not fit.
        field: String,
        /// What it holds.
        found: &'static str,
    },
    /// The rows do not go into one batch.
    #[error("the rows make no batch ({0})")]
    Batch(#[from] ArrowError),
    /// A table that holds no records.
    #[error("no column `{column}` of type {wanted}; give rows as the crate `onrecord-rows` makes them")]
    NoColumn {
        /// Name of the column.
        column: String,
        /// The type that it should have.
        wanted: String,
    },
    /// A row that holds no record and no reason why.
    #[error("row {row} is no record ({message}); it was changed after it was coded")]
    NoRecord {
        /// From 1.
        row: usize,
        /// What is wrong with it.
        message: String,
    },
}
