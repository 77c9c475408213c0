//! What acts are about: the contexts with their cue words (`contexts.toml`).

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::inflection;
use crate::mistake::{Mistake, Notes};
use crate::phrase::{Classes, lemmas};
use crate::tree::Tree;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    definition: String,
    cues: Spanned<String>,
}

/// All contexts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contexts {
    definitions: BTreeMap<String, String>,
    by_cue: HashMap<String, Vec<String>>,
}

impl Contexts {
    pub(crate) fn read(file: &str, text: &str, classes: &Classes) -> Result<Self, Vec<Mistake>> {
        let mut notes = Notes::new(file, text);
        let mut contexts = Self::default();
        for (name, raw) in notes.read::<BTreeMap<String, Raw>>().unwrap_or_default() {
            contexts.definitions.insert(name.clone(), raw.definition);
            let cues = notes.keep(&raw.cues.span(), lemmas(raw.cues.get_ref(), ',', classes));
            for cue in cues.unwrap_or_default() {
                contexts.by_cue.entry(cue).or_default().push(name.clone());
            }
        }
        if notes.mistakes.is_empty() { Ok(contexts) } else { Err(notes.mistakes) }
    }

    /// Names with their definitions, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.definitions.iter().map(|(name, definition)| (name.as_str(), definition.as_str()))
    }

    /// Whether there is such a context.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.definitions.contains_key(name)
    }

    /// Contexts whose cues stand among the words, with how many do, the most first.
    #[must_use]
    pub fn among(&self, tree: &dyn Tree, words: Range<usize>) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in words {
            let mut names: Vec<&str> = inflection::lemmas(tree, word)
                .iter()
                .filter_map(|lemma| self.by_cue.get(lemma))
                .flatten()
                .map(String::as_str)
                .collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        let mut found: Vec<(&str, usize)> = counts.into_iter().collect();
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        found
    }
}
