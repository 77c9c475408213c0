//! Short lines that stand among an article's paragraphs on any site: "Advertisement", "Read more: …".

use std::collections::HashSet;
use std::sync::LazyLock;

/// The phrases of `tables/phrases.tsv`.
struct Phrases {
    whole: HashSet<&'static str>,
    starts: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = include_str!("../tables/phrases.tsv").lines().filter_map(|line| line.split_once('\t'));
    let mut phrases = Phrases { whole: HashSet::new(), starts: Vec::new() };
    for (kind, list) in lines {
        match kind {
            "whole" => phrases.whole.extend(list.split(", ")),
            _ => phrases.starts.extend(list.split(", ")),
        }
    }
    phrases.starts.sort_unstable();
    phrases
});

/// Bytes of a block that may be such a line.
const LONGEST: usize = 180;

/// Whether a block is no part of an article, wherever it stands.
pub(crate) fn is_beside_the_matter(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.trim().to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // Phrases that begin with the same letter stand together.
    let from = PHRASES.starts.partition_point(|start| start.as_bytes().first() < lower.as_bytes().first());
    let begins = PHRASES.starts[from..]
        .iter()
        .take_while(|start| start.as_bytes().first() == lower.as_bytes().first())
        .any(|start| lower.starts_with(start));
    begins || bare.is_empty() || PHRASES.whole.contains(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_between_paragraphs() {
        for line in ["ADVERTISEMENT", "Read more: Port opens", "Editors’ Picks", "* * *", "© 2026 The Post"] {
            assert!(is_beside_the_matter(line), "{line}");
        }
        for line in ["“No.”", "The advertisement ran for a week.", "Watch towers fell.", "7"] {
            assert!(!is_beside_the_matter(line), "{line}");
        }
    }
}
