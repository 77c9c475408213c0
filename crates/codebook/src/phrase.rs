//! Lexicon phrases: "crack down +on", "sign object:treaty|pact", "hunger strike".
//!
//! A phrase is short for a [`Pattern`]. Its head is the first word of a verb phrase and the last of a noun phrase; further
//! bare words must be children ("open fire", "tear gas"); what carries a `+` or a `:` is a condition (`+on`, `+inf`,
//! `+against:rule|law`, `object:curfew`), and `!` before it forbids. Classes of words stand for their words: `$envoy`.

use std::collections::{BTreeMap, BTreeSet};

use crate::pattern::{Clause, Pattern};
use crate::relation::{Relation, is_word};

/// Classes of words by name.
pub(crate) type Classes = BTreeMap<String, BTreeSet<String>>;

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// No such class.
    #[error("there is no class of words `${0}`; see classes.toml")]
    Class(String),
    /// Not a lemma.
    #[error("`{0}` is no lemma; write it in lower case, and parts with `+`, `:` or `!` as codebook/README.md says")]
    Lemma(String),
    /// No such way.
    #[error("there is no way `{0}`; use subject, object, possessor, a preposition such as +on, …")]
    Relation(String),
    /// A phrase without a head.
    #[error("the phrase `{0}` has no head word")]
    Headless(String),
    /// A light verb entry without `>`.
    #[error("`{0}` lacks the sign `>` between light verbs and nouns")]
    Light(String),
}

/// What a phrase stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Verb,
    Noun,
    Any,
}

impl Kind {
    fn upos(self) -> BTreeSet<String> {
        let tags: &[&str] = match self {
            Self::Verb => &["VERB"],
            Self::Noun => &["NOUN"],
            Self::Any => &[],
        };
        tags.iter().map(|&tag| tag.to_owned()).collect()
    }
}

/// The lemmas of a list; each `$class` gives its words. `sign` parts them.
pub(crate) fn lemmas(text: &str, sign: char, classes: &Classes) -> Result<BTreeSet<String>, PhraseError> {
    let mut found = BTreeSet::new();
    for item in text.split(sign).map(str::trim).filter(|item| !item.is_empty()) {
        match item.strip_prefix('$') {
            Some(name) => {
                let class = classes.get(name).ok_or_else(|| PhraseError::Class(name.to_owned()))?;
                found.extend(class.iter().cloned());
            }
            None if is_word(item) => {
                found.insert(item.to_owned());
            }
            None => return Err(PhraseError::Lemma(item.to_owned())),
        }
    }
    Ok(found)
}

/// Replaces each `$class` in a pattern by its words.
pub(crate) fn with_classes(text: &str, classes: &Classes) -> Result<String, PhraseError> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let class = classes.get(name).ok_or_else(|| PhraseError::Class(name.to_owned()))?;
        out += before;
        out += &class.iter().map(String::as_str).collect::<Vec<_>>().join("|");
        rest = behind;
    }
    Ok(out + rest)
}

/// Reads one phrase.
pub(crate) fn phrase(text: &str, kind: Kind, classes: &Classes) -> Result<Pattern, PhraseError> {
    let mut words = Vec::new();
    let mut clauses = Vec::new();
    for token in text.split_whitespace() {
        if token.contains(':') || token.starts_with(['+', '!']) {
            clauses.push(condition(token, classes)?);
        } else if is_word(token) {
            words.push(token);
        } else {
            return Err(PhraseError::Lemma(token.to_owned()));
        }
    }
    let head = if kind == Kind::Noun { words.pop() } else { words.first().copied() };
    let head = head.ok_or_else(|| PhraseError::Headless(text.trim().to_owned()))?;
    let fixed = words.into_iter().skip(usize::from(kind != Kind::Noun));
    let fixed = fixed.map(|word| clause(false, Relation::Child, BTreeSet::from([word.to_owned()])));
    let clauses = fixed.chain(clauses).collect();
    Ok(Pattern { lemmas: BTreeSet::from([head.to_owned()]), upos: kind.upos(), clauses })
}

/// One condition: `+on`, `+on:law|rule`, `!object:budget`.
fn condition(token: &str, classes: &Classes) -> Result<Clause, PhraseError> {
    let (negated, rest) = token.strip_prefix('!').map_or((false, token), |rest| (true, rest));
    let (way, wanted) = rest.split_once(':').unwrap_or((rest, ""));
    let relation = Relation::parse(way).ok_or_else(|| PhraseError::Relation(way.to_owned()))?;
    Ok(clause(negated, relation, lemmas(wanted, '|', classes)?))
}

pub(crate) fn clause(negated: bool, relation: Relation, lemmas: BTreeSet<String>) -> Clause {
    let word = Pattern { lemmas, ..Pattern::default() };
    Clause { negated, relation, word, argument: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: Kind) -> Result<String, PhraseError> {
        let classes = Classes::from([("envoy".to_owned(), lemmas("ambassador|consul", '|', &Classes::new())?)]);
        phrase(text, kind, &classes).map(|pattern| pattern.to_string())
    }

    #[test]
    fn verbs_lead_and_nouns_close_their_phrase() {
        assert_eq!(read("crack down +on", Kind::Verb).unwrap(), "crack/VERB { child down; +on }");
        assert_eq!(read("hunger strike", Kind::Noun).unwrap(), "strike/NOUN { child hunger }");
        assert_eq!(
            read("summon object:$envoy !+to:dinner", Kind::Verb).unwrap(),
            "summon/VERB { object ambassador|consul; !+to dinner }"
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(read("sumon $envoi", Kind::Verb), Err(PhraseError::Lemma("$envoi".to_owned())));
        assert_eq!(read("summon object:$envoi", Kind::Verb), Err(PhraseError::Class("envoi".to_owned())));
        assert_eq!(read("summon objet:envoy", Kind::Verb), Err(PhraseError::Relation("objet".to_owned())));
        assert_eq!(read("+on", Kind::Verb), Err(PhraseError::Headless("+on".to_owned())));
    }
}
