//! The list of feeds: one address a line, `#` begins a comment.

/// A line that is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {found:?} is no address of a feed; write it as https://…")]
pub struct ListError {
    /// From 1.
    pub line: usize,
    /// What stands there.
    pub found: String,
}

/// The addresses of a list, each once, in order.
///
/// # Errors
/// The first line that is none.
pub fn read_list(text: &str) -> Result<Vec<String>, ListError> {
    let mut feeds: Vec<String> = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        // Addresses have parts behind `#` too, so only one behind a blank begins a comment.
        let address = line.split_once(" #").map_or(line, |(address, _)| address.trim_end());
        if address.is_empty() || address.starts_with('#') {
            continue;
        }
        let is_address =
            ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme) && address.len() > scheme.len());
        if !is_address || address.contains(char::is_whitespace) {
            return Err(ListError { line: at + 1, found: address.chars().take(60).collect() });
        }
        if !feeds.iter().any(|known| known == address) {
            feeds.push(address.to_owned());
        }
    }
    Ok(feeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_repetitions() {
        let list =
            "# papers\n\nhttps://post.example/feed\r\n  https://post.example/feed\nhttp://b.example/#x # the other\n";
        assert_eq!(read_list(list).unwrap(), ["https://post.example/feed", "http://b.example/#x"]);
        let wrong = read_list("https://a.example/\npost.example/feed").unwrap_err();
        assert_eq!((wrong.line, wrong.found.as_str()), (2, "post.example/feed"));
    }
}
