//! A whole row cut into cells.

use std::borrow::Cow;

/// The cells of a row whose quotation marks are right. `plain` where they mean nothing and only delimiters count.
pub(super) fn cells(row: &[u8], delimiter: u8, plain: bool) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let row = rest?;
        let (cell, after) = if plain { bare(row, delimiter) } else { cell(row, delimiter) };
        rest = after;
        Some(cell)
    })
}

type Cut<'r> = (Cow<'r, [u8]>, Option<&'r [u8]>);

fn bare(row: &[u8], delimiter: u8) -> Cut<'_> {
    match row.iter().position(|&byte| byte == delimiter) {
        Some(at) => (Cow::Borrowed(&row[..at]), Some(&row[at + 1..])),
        None => (Cow::Borrowed(row), None),
    }
}

fn cell(row: &[u8], delimiter: u8) -> Cut<'_> {
    let Some(quoted) = row.strip_prefix(b"\"") else { return bare(row, delimiter) };
    let mut value = Vec::new();
    let mut rest = quoted;
    loop {
        let Some(end) = rest.iter().position(|&byte| byte == b'"') else {
            return (Cow::Owned([value, rest.to_vec()].concat()), None);
        };
        let after = &rest[end + 1..];
        match after.first() {
            Some(b'"') => {
                value.extend_from_slice(&rest[..=end]);
                rest = &after[1..];
            }
            next => {
                let whole = if value.is_empty() {
                    Cow::Borrowed(&rest[..end])
                } else {
                    value.extend_from_slice(&rest[..end]);
                    Cow::Owned(value)
                };
                return (whole, (next == Some(&delimiter)).then(|| &after[1..]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(row: &str) -> Vec<String> {
        cells(row.as_bytes(), b',', false).map(|cell| String::from_utf8(cell.into_owned()).unwrap()).collect()
    }

    #[test]
    fn quotation_marks_keep_delimiters_line_ends_and_themselves() {
        assert_eq!(cut("7,\"\"\"No,\"\" he said.\nHe left.\",,x\"y"), ["7", "\"No,\" he said.\nHe left.", "", "x\"y"]);
        assert_eq!(cut(""), [""]);
        assert_eq!(cut("\"\","), ["", ""]);
    }
}
