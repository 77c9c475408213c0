//! All entries of the tables by their words, and the search for the longest that a phrase holds at a place.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::keys::{Word, singular};
use crate::meaning::{Case, Entry, Meaning};
use crate::tables;

/// The index over the tables that are compiled in; its tests prove that they can be read.
pub(crate) static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(tables::read().unwrap_or_default()));

/// Entries by key, and how long the longest entry that begins with a word is.
#[derive(Debug)]
pub(crate) struct Index {
    entries: HashMap<String, Vec<Entry>>,
    longest: HashMap<String, usize>,
}

/// Words of a phrase that stand in the tables.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    /// The words.
    pub words: Range<usize>,
    /// What they may mean, the likeliest table first.
    pub entries: Vec<&'static Entry>,
    /// The table has them in the singular.
    pub plural: bool,
}

impl Index {
    fn new(read: Vec<(String, Entry)>) -> Self {
        let mut index = Self { entries: HashMap::new(), longest: HashMap::new() };
        for (key, entry) in read {
            let mut words = key.split(' ');
            let first = words.next().unwrap_or_default().to_owned();
            let length = index.longest.entry(first).or_default();
            *length = (*length).max(words.count() + 1);
            index.entries.entry(key).or_default().push(entry);
        }
        index
    }

    /// The longest entry that begins with word `at`.
    pub fn longest(&'static self, words: &[Word<'_>], at: usize) -> Option<Match> {
        let first = &words.get(at)?.key;
        let reach = self.longest.get(first).copied().unwrap_or(0);
        let reach = reach.max(singular(first).and_then(|one| self.longest.get(&one).copied()).map_or(0, |_| 1));
        for length in (1..=reach.min(words.len() - at)).rev() {
            let span = &words[at..at + length];
            let mut key: String = span[..length - 1].iter().flat_map(|word| [word.key.as_str(), " "]).collect();
            let stem = key.len();
            key.push_str(&span[length - 1].key);
            let mut found = self.fitting(&key, span);
            let mut plural = false;
            if found.is_empty()
                && let Some(one) = singular(&span[length - 1].key)
            {
                key.truncate(stem);
                key.push_str(&one);
                found = self.fitting(&key, span);
                found.retain(|entry| matches!(*entry.meaning, Meaning::Role { .. } | Meaning::Institution { .. }));
                plural = true;
            }
            if !found.is_empty() {
                return Some(Match { words: at..at + length, entries: found, plural });
            }
        }
        None
    }

    /// A number in digits that counts people who are not named: as "many".
    pub fn number(&'static self, at: usize) -> Option<Match> {
        let entries: Vec<_> = self.entries.get("many")?.iter().collect();
        Some(Match { words: at..at + 1, entries, plural: true })
    }

    fn fitting(&'static self, key: &str, words: &[Word<'_>]) -> Vec<&'static Entry> {
        let entries = self.entries.get(key).into_iter().flatten();
        let fits = |entry: &&Entry| match entry.case {
            Case::Any => true,
            Case::Capital => words.first().is_some_and(Word::capital),
            Case::Capitals => words.iter().filter(|word| word.is_word()).all(Word::capitals),
        };
        entries.filter(fits).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys;

    fn found(phrase: &str) -> Option<(&'static str, &'static str)> {
        let cut = onrecord_text::Text::new(phrase);
        let words = keys::words((0..cut.words.len()).map(|word| cut.form(word)));
        INDEX.longest(&words, 0).map(|found| (found.entries[0].table, found.entries[0].form))
    }

    #[test]
    fn the_longest_form_wins() {
        assert_eq!(found("South Sudanese soldiers"), Some(("states", "South Sudanese")));
        assert_eq!(found("foreign ministers of Kenya"), Some(("roles", "foreign minister")));
        assert_eq!(found("UN refugee agency"), Some(("international", "UN refugee agency")));
    }

    #[test]
    fn writing_tells_names_from_words() {
        assert_eq!(found("WHO"), Some(("international", "WHO")));
        assert_eq!(found("who"), None);
        assert_eq!(found("turkey"), None);
        assert_eq!(found("us"), None);
        assert_eq!(found("Nato"), Some(("international", "Nato")));
        assert_eq!(found("Arena"), None);
    }

    #[test]
    fn no_name_is_of_two_bodies_in_two_tables() {
        let body = |entry: &&Entry| matches!(*entry.meaning, Meaning::Body { .. } | Meaning::Party { .. });
        let mut twice: Vec<String> = Vec::new();
        for (key, entries) in &INDEX.entries {
            for one in entries.iter().filter(body) {
                let other = entries.iter().filter(body).find(|other| other.table > one.table && other.case == one.case);
                twice.extend(other.map(|other| format!("{key}: {} and {}", one.table, other.table)));
            }
        }
        twice.sort_unstable();
        assert_eq!(twice, Vec::<String>::new());
    }
}
