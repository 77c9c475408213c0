//! The tables of words: read once from what is compiled in, and refused by line where they are wrong.
//!
//! `tables/words.tsv` says which words are no part of a name, `family_name_first.tsv` whose surnames come first,
//! `generic.tsv` which words name no body alone, `sectors.tsv` which codes there are.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a small word does in a name or a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// "Mr": before a name.
    Before,
    /// "Jr": behind one.
    After,
    /// "the"
    Article,
    /// "former": makes it another office.
    Other,
}

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TableError {
    /// Not the columns of this table.
    #[error("line {0}: expected other columns, parted by tabs")]
    Columns(usize),
    /// The word has a line already.
    #[error("line {0}: `{1}` stands in the table already")]
    Twice(usize, String),
    /// No such use.
    #[error("line {0}: `{1}` is no use of a word; there are before, after, article and other")]
    Use(usize, String),
    /// Not three capital letters.
    #[error("line {0}: `{1}` is no code of three capital letters")]
    Code(usize, String),
}

// A table with a mistake would be empty; the tests below read each one.
static WORDS: LazyLock<HashMap<String, Use>> =
    LazyLock::new(|| words(include_str!("../tables/words.tsv")).unwrap_or_default());
static FAMILY_NAME_FIRST: LazyLock<Vec<String>> =
    LazyLock::new(|| codes(include_str!("../tables/family_name_first.tsv")).unwrap_or_default());
static SECTORS: LazyLock<Vec<String>> =
    LazyLock::new(|| codes(include_str!("../tables/sectors.tsv")).unwrap_or_default());

static GENERIC: LazyLock<HashSet<String>> =
    LazyLock::new(|| generic(include_str!("../tables/generic.tsv")).unwrap_or_default());

/// Whether the word tells no body from another: "foreign", "ministry".
pub(crate) fn is_generic(word: &str) -> bool {
    GENERIC.contains(word)
}

/// What the word does, where it is one of the small ones.
pub(crate) fn use_of(word: &str) -> Option<Use> {
    WORDS.get(word).copied()
}

/// Whether people of this country are called by the first word of their name.
pub(crate) fn family_name_first(country: &str) -> bool {
    FAMILY_NAME_FIRST.iter().any(|code| code == country)
}

/// Whether there is such a sector.
pub(crate) fn is_sector(code: &str) -> bool {
    SECTORS.iter().any(|sector| sector == code)
}

/// Whether this looks like an ISO 3166-1 alpha-3 code.
pub(crate) fn is_country(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The lines of a table with their numbers, without comments.
fn lines(table: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn words(table: &str) -> Result<HashMap<String, Use>, TableError> {
    let mut words = HashMap::new();
    for (number, line) in lines(table) {
        let (word, of) = line.split_once('\t').ok_or(TableError::Columns(number))?;
        let of = match of {
            "before" => Use::Before,
            "after" => Use::After,
            "article" => Use::Article,
            "other" => Use::Other,
            _ => return Err(TableError::Use(number, of.to_owned())),
        };
        if words.insert(word.to_owned(), of).is_some() {
            return Err(TableError::Twice(number, word.to_owned()));
        }
    }
    Ok(words)
}

fn generic(table: &str) -> Result<HashSet<String>, TableError> {
    let mut words = HashSet::new();
    for (number, line) in lines(table) {
        if line.contains(char::is_whitespace) {
            return Err(TableError::Columns(number));
        }
        if !words.insert(line.to_owned()) {
            return Err(TableError::Twice(number, line.to_owned()));
        }
    }
    Ok(words)
}

fn codes(table: &str) -> Result<Vec<String>, TableError> {
    let mut codes = Vec::new();
    for (number, line) in lines(table) {
        if !is_country(line) {
            return Err(TableError::Code(number, line.to_owned()));
        }
        if codes.iter().any(|code| code == line) {
            return Err(TableError::Twice(number, line.to_owned()));
        }
        codes.push(line.to_owned());
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_no_mistake() {
        assert!(words(include_str!("../tables/words.tsv")).unwrap().contains_key("former"));
        assert!(generic(include_str!("../tables/generic.tsv")).unwrap().contains("ministry"));
        assert!(codes(include_str!("../tables/family_name_first.tsv")).unwrap().contains(&"CHN".to_owned()));
        assert!(codes(include_str!("../tables/sectors.tsv")).unwrap().contains(&"GOV".to_owned()));
    }

    #[test]
    fn mistakes_are_named_by_their_line() {
        assert_eq!(words("# head\nmr before"), Err(TableError::Columns(2)));
        assert_eq!(words("mr\tbehind"), Err(TableError::Use(1, "behind".into())));
        assert_eq!(words("mr\tbefore\nmr\tafter"), Err(TableError::Twice(2, "mr".into())));
        assert_eq!(generic("court\nhigh court"), Err(TableError::Columns(2)));
        assert_eq!(generic("court\ncourt"), Err(TableError::Twice(2, "court".into())));
        assert_eq!(codes("CHN\nChina"), Err(TableError::Code(2, "China".into())));
    }
}
