//! An answer in a box, for the eye.
//!
//! ```text
//! ┌─────────┬────────┐
//! │ type    │ events │
//! ├─────────┼────────┤
//! │ ACCUSE  │     12 │
//! │ CONSULT │      7 │
//! └─────────┴────────┘
//!  2 rows
//! ```

use std::io::Write;

use arrow::datatypes::SchemaRef;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cell::plain;
use super::{Shape, WriteError, each, names};
use crate::rows::Rows;

/// Wider than this no column is cut: it is the width of a date, a code or a key's beginning.
const NARROWEST: usize = 10;
/// Characters that are kept of a value; nothing shows more.
const LONGEST: usize = 2_000;

pub(super) fn write(schema: &SchemaRef, rows: Rows, shape: Shape, out: &mut impl Write) -> Result<u64, WriteError> {
    let mut table: Vec<Vec<String>> = vec![names(schema).into_iter().map(one_line).collect()];
    let count = each(rows, |batch, row| {
        if table.len() <= shape.rows {
            let cells =
                batch.columns().iter().map(|column| plain(column, row).map_or("∅".into(), |cell| one_line(&cell)));
            table.push(cells.collect());
        }
        Ok(())
    })?;
    let widths = widths(&table, shape.width);
    let right: Vec<bool> = schema.fields().iter().map(|field| field.data_type().is_numeric()).collect();
    let rule = |left: &str, middle: &str, end: &str| {
        let pieces: Vec<_> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
        format!("{left}{}{end}\n", pieces.join(middle))
    };
    out.write_all(rule("┌", "┬", "┐").as_bytes())?;
    for (number, cells) in table.iter().enumerate() {
        if number == 1 {
            out.write_all(rule("├", "┼", "┤").as_bytes())?;
        }
        let cells = cells.iter().zip(&widths).zip(&right);
        let cells: Vec<_> = cells.map(|((cell, width), right)| fitted(cell, *width, *right)).collect();
        writeln!(out, "│ {} │", cells.join(" │ "))?;
    }
    out.write_all(rule("└", "┴", "┘").as_bytes())?;
    let shown = table.len() as u64 - 1;
    match count {
        1 => writeln!(out, " 1 row")?,
        _ if count > shown => writeln!(out, " {count} rows, the first {shown} are shown; all with --format csv")?,
        _ => writeln!(out, " {count} rows")?,
    }
    Ok(count)
}

/// Nothing in a value breaks the box or commands the terminal.
fn one_line(text: &str) -> String {
    text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Widths that fit the terminal: the widest columns give way first.
fn widths(table: &[Vec<String>], terminal: usize) -> Vec<usize> {
    let columns = table.first().map_or(0, Vec::len);
    let mut widths: Vec<usize> =
        (0..columns).map(|column| table.iter().map(|row| row[column].width()).max().unwrap_or(0).max(1)).collect();
    let room = terminal.saturating_sub(3 * columns + 1);
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else { break };
        *widest -= 1;
    }
    widths
}

/// Cut or filled up to a width.
fn fitted(text: &str, width: usize, right: bool) -> String {
    let own = text.width();
    if own <= width {
        let blank = " ".repeat(width - own);
        return if right { format!("{blank}{text}") } else { format!("{text}{blank}") };
    }
    let mut cut = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width - 1 {
            break;
        }
        cut.push(c);
        used += wide;
    }
    format!("{cut}…{}", " ".repeat(width - 1 - used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_values_are_shortened_and_narrow_ones_left() {
        assert_eq!(fitted("Ana", 5, false), "Ana  ");
        assert_eq!(fitted("12", 5, true), "   12");
        assert_eq!(fitted("Ana Roy said no", 8, false), "Ana Roy…");
        assert_eq!(fitted("日本語", 5, false).width(), 5);
        let table = vec![vec!["type".to_owned(), "text".to_owned()], vec!["ACCUSE".to_owned(), "x".repeat(500)]];
        assert_eq!(widths(&table, 80), [6, 67]);
        assert_eq!(widths(&table, 10), [6, 10], "too narrow a terminal wraps");
    }
}
