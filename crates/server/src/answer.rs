//! What a view gives: a page for the eye, and the same as a table for whoever takes it away.

use maud::Markup;
use onrecord_query::Grid;
use serde_json::{Map, Value};

/// One view's answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Heading and title of the page.
    pub title: String,
    /// One sentence below it, where there is something to say.
    pub lead: Option<String>,
    /// The facts as a table; `.csv` and `.json` give this.
    pub table: Grid,
    /// What `.json` gives in place of the table, where it has a form of its own.
    pub json: Option<String>,
    /// What is shown.
    pub body: Markup,
    /// What one must know to read it right.
    pub notes: Vec<String>,
}

/// A table as CSV, with a header; lists and objects as JSON.
///
/// Programs for tables take a cell that begins with `=` for a formula. The values come from documents, so such a cell gets an
/// apostrophe before it, which those programs hide.
pub(crate) fn csv(table: &Grid) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(&table.columns);
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(cell));
    }
    writer.into_inner().unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A table as JSON: its rows as objects, the queries behind it, and whether there is more.
pub(crate) fn json(table: &Grid, title: &str, sql: &[String], notes: &[String]) -> String {
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| Value::Object(table.columns.iter().cloned().zip(row.iter().cloned()).collect::<Map<_, _>>()))
        .collect();
    serde_json::json!({"title": title, "rows": rows, "more": table.more, "notes": notes, "sql": sql}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_table_as_csv_holds_no_formulas() {
        let table = Grid {
            columns: vec!["name".into(), "events".into()],
            rows: vec![vec![json!("=HYPERLINK(\"x\")"), json!(-3)], vec![json!("a,\"b\""), Value::Null]],
            more: false,
        };
        let text = String::from_utf8(csv(&table)).unwrap();
        assert_eq!(text, "name,events\n\"'=HYPERLINK(\"\"x\"\")\",-3\n\"a,\"\"b\"\"\",\n");
        let value: Value = serde_json::from_str(&json(&table, "t", &["SELECT 1".into()], &[])).unwrap();
        assert_eq!(value["rows"][0]["events"], -3);
        assert_eq!(value["sql"][0], "SELECT 1");
    }
}
