//! Words that decide whether an act happened (`statuses.toml`): modals, negators, verbs that plan, deny or urge.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use crate::mistake::{Mistake, Notes};
use crate::phrase::{Classes, lemmas};

/// What a word does to the act in its scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusClass {
    /// "will": it is to come.
    FutureModal,
    /// "could": it is thinkable.
    HypotheticalModal,
    /// "not": it did not happen.
    Negator,
    /// "deny": the complement is denied.
    Denying,
    /// "refuse", "fail": the complement did not happen.
    Failing,
    /// "prevent": what is prevented did not happen.
    Preventing,
    /// "plan": the complement is to come.
    Planning,
    /// "promise": a cooperative complement is promised.
    Promising,
    /// "urge": the complement is asked for.
    Urging,
    /// "consider", "fear": the complement is thought of.
    Supposing,
    /// "allow", "authorise": the complement may happen.
    Allowing,
    /// "threaten": the complement is threatened.
    Threatening,
    /// "manage", "begin": the complement happened.
    Achieving,
    /// "if": the clause is a condition.
    Conditional,
    /// "alleged": somebody's word only.
    Alleging,
    /// "ago", "anniversary": told as history.
    Historical,
    /// "upcoming": it is to come.
    FutureWord,
}

/// The words with their classes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    by_lemma: HashMap<String, Vec<StatusClass>>,
}

impl Statuses {
    pub(crate) fn read(file: &str, text: &str, classes: &Classes) -> Result<Self, Vec<Mistake>> {
        let mut notes = Notes::new(file, text);
        let mut statuses = Self::default();
        for (class, words) in notes.read::<BTreeMap<StatusClass, Spanned<String>>>().unwrap_or_default() {
            let found = notes.keep(&words.span(), lemmas(words.get_ref(), ',', classes));
            for lemma in found.unwrap_or_default() {
                statuses.by_lemma.entry(lemma).or_default().push(class);
            }
        }
        if notes.mistakes.is_empty() { Ok(statuses) } else { Err(notes.mistakes) }
    }

    /// What a lemma does; `lemma` is in lower case.
    #[must_use]
    pub fn of(&self, lemma: &str) -> &[StatusClass] {
        self.by_lemma.get(lemma).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a lemma is of a class.
    #[must_use]
    pub fn is(&self, lemma: &str, class: StatusClass) -> bool {
        self.of(lemma).contains(&class)
    }
}
