//! How the tables are written: columns parted by tabs, `#` begins a comment line. A mistake is named by its line.

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A line without the columns of its table.
    #[error("line {0}: expected other columns, parted by tabs")]
    Shape(usize),
    /// A form stands in the table already.
    #[error("line {line}: `{form}` stands in this table already")]
    Twice {
        /// Line of the second place, counted from 1.
        line: usize,
        /// The form.
        form: String,
    },
    /// No such kind or value.
    #[error("line {line}: `{value}` is nothing that this table knows")]
    Value {
        /// Line, counted from 1.
        line: usize,
        /// What stands there.
        value: String,
    },
}

/// The rows of a table with their line numbers.
pub(crate) fn rows<const N: usize>(
    table: &'static str,
) -> impl Iterator<Item = Result<(usize, [&'static str; N]), TableError>> {
    (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(number, line)| {
        let mut columns = line.split('\t');
        let row = std::array::from_fn(|_| columns.next().unwrap_or_default());
        let whole = columns.next().is_none() && row.iter().all(|column| !column.trim().is_empty());
        if whole { Ok((number, row)) } else { Err(TableError::Shape(number)) }
    })
}
