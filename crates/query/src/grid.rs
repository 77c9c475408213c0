//! An answer held in memory: names of columns, and rows of JSON values, as many as somebody wants to look at.

use serde_json::Value;

use crate::error::QueryError;
use crate::format::value;
use crate::rows::Rows;

/// Rows of an answer, in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows; each has a value for every column. Days and times are strings, as ISO 8601 writes them.
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows than were wanted.
    pub more: bool,
}

impl Rows {
    /// Takes up to `most` rows.
    ///
    /// # Errors
    /// Where the query fails on its way.
    pub fn grid(self, most: usize) -> Result<Grid, QueryError> {
        let columns = self.schema().fields().iter().map(|field| field.name().clone()).collect();
        let mut grid = Grid { columns, ..Grid::default() };
        for batch in self {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                if grid.rows.len() == most {
                    grid.more = true;
                    return Ok(grid);
                }
                grid.rows.push(batch.columns().iter().map(|column| value(column, row)).collect());
            }
        }
        Ok(grid)
    }
}

impl Grid {
    /// The value of a column in a row; null where there is none.
    #[must_use]
    pub fn value(&self, row: usize, column: &str) -> &Value {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|place| self.rows.get(row)?.get(place)).unwrap_or(&Value::Null)
    }

    /// The text of a column in a row; empty where it is null or no text.
    #[must_use]
    pub fn text(&self, row: usize, column: &str) -> &str {
        self.value(row, column).as_str().unwrap_or_default()
    }

    /// The whole number of a column in a row; 0 where it is null or no number.
    #[must_use]
    pub fn count(&self, row: usize, column: &str) -> i64 {
        self.value(row, column).as_i64().unwrap_or_default()
    }
}
