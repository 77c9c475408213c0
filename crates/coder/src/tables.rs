//! The tables of words that the rules look up, read from `tables/*.tsv` once.
//!
//! A line is a class, a tab and its lemmas; `#` begins a comment. A line of another shape, an unknown class or a lemma
//! that stands twice is a mistake of the table, named by its line; a test holds the shipped ones to that.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_model::NameKind;

use crate::entities::Pronoun;
use onrecord_record::SourceKind;

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A line without a tab, or with nothing on one side of it.
    #[error("line {0}: expected a class, a tab and lemmas")]
    Shape(usize),
    /// A lemma has two classes.
    #[error("line {line}: `{lemma}` stands in this table already")]
    Twice {
        /// Line of the second place, counted from 1.
        line: usize,
        /// The lemma.
        lemma: String,
    },
    /// No such class.
    #[error("line {line}: there is no class `{class}`")]
    Class {
        /// Line, counted from 1.
        line: usize,
        /// What stands there.
        class: String,
    },
}

/// Lemma → class.
pub(crate) type Table<C> = HashMap<&'static str, C>;

/// What a head noun says about a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceNoun {
    /// "resolution"
    Document,
    /// "sources"
    Anonymous,
    /// "official": anonymous where indefinite.
    Person,
}

/// Lemma of a cue → its class.
pub(crate) static CUES: LazyLock<Table<&'static str>> =
    LazyLock::new(|| read(include_str!("../tables/cues.tsv"), Some).unwrap_or_default());

/// Lemma of a source's head → what it says about the source.
pub(crate) static SOURCES: LazyLock<Table<SourceNoun>> =
    LazyLock::new(|| read(include_str!("../tables/sources.tsv"), source_noun).unwrap_or_default());

/// Last noun of a name → the kind of the name.
pub(crate) static NAME_HEADS: LazyLock<Table<NameKind>> =
    LazyLock::new(|| read(include_str!("../tables/name_heads.tsv"), name_kind).unwrap_or_default());

/// Whole names → their kind, `_` for a blank.
pub(crate) static KNOWN_NAMES: LazyLock<Table<NameKind>> =
    LazyLock::new(|| read(include_str!("../tables/known_names.tsv"), name_kind).unwrap_or_default());

/// Noun or given name, in small letters → the pronoun that stands for such a person.
pub(crate) static GENDERS: LazyLock<Table<Pronoun>> =
    LazyLock::new(|| read(include_str!("../tables/genders.tsv"), gender).unwrap_or_default());

fn gender(pronoun: &str) -> Option<Pronoun> {
    match pronoun {
        "he" => Some(Pronoun::He),
        "she" => Some(Pronoun::She),
        _ => None,
    }
}

/// Weights of what speaks for a statement, by the names in `judgement.rs`.
pub(crate) static CONFIDENCE: LazyLock<HashMap<&'static str, f64>> =
    LazyLock::new(|| weights(include_str!("../tables/confidence.tsv")).unwrap_or_default());

/// Weights of what speaks for an act, by the names in `events/proposals.rs`.
pub(crate) static ACTS: LazyLock<HashMap<&'static str, f64>> =
    LazyLock::new(|| weights(include_str!("../tables/acts.tsv")).unwrap_or_default());

/// A table of names with a number each.
fn weights(table: &'static str) -> Result<HashMap<&'static str, f64>, TableError> {
    let mut out = HashMap::new();
    for (number, line) in (1..).zip(table.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, weight) = line.split_once('\t').ok_or(TableError::Shape(number))?;
        let weight = weight.trim().parse().map_err(|_| TableError::Shape(number))?;
        if out.insert(name, weight).is_some() {
            return Err(TableError::Twice { line: number, lemma: name.to_owned() });
        }
    }
    Ok(out)
}

fn name_kind(kind: &str) -> Option<NameKind> {
    match kind {
        "person" => Some(NameKind::Person),
        "organization" => Some(NameKind::Organization),
        "place" => Some(NameKind::Place),
        "other" => Some(NameKind::Other),
        _ => None,
    }
}

fn source_noun(class: &str) -> Option<SourceNoun> {
    match class {
        "document" => Some(SourceNoun::Document),
        "anonymous" => Some(SourceNoun::Anonymous),
        "person" => Some(SourceNoun::Person),
        _ => None,
    }
}

impl SourceNoun {
    /// The kind of a source with this head, where nothing else in the phrase says more.
    pub(crate) const fn kind(self, indefinite: bool) -> SourceKind {
        match self {
            Self::Document => SourceKind::Document,
            Self::Anonymous => SourceKind::Anonymous,
            Self::Person if indefinite => SourceKind::Anonymous,
            Self::Person => SourceKind::Named,
        }
    }
}

fn read<C: Clone>(table: &'static str, class: impl Fn(&'static str) -> Option<C>) -> Result<Table<C>, TableError> {
    let mut out = Table::new();
    for (number, line) in (1..).zip(table.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, lemmas) = line.split_once('\t').ok_or(TableError::Shape(number))?;
        if name.is_empty() || lemmas.trim().is_empty() {
            return Err(TableError::Shape(number));
        }
        let known = class(name).ok_or_else(|| TableError::Class { line: number, class: name.to_owned() })?;
        for lemma in lemmas.split_whitespace() {
            if out.insert(lemma, known.clone()).is_some() {
                return Err(TableError::Twice { line: number, lemma: lemma.to_owned() });
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_sound() {
        let cues = read(include_str!("../tables/cues.tsv"), Some).unwrap();
        assert_eq!(cues["deny"], "deny");
        assert_eq!(cues["accord"], "say");
        let sources = read(include_str!("../tables/sources.tsv"), source_noun).unwrap();
        assert_eq!(sources["resolution"], SourceNoun::Document);
        let genders = read(include_str!("../tables/genders.tsv"), gender).unwrap();
        assert_eq!((genders["widow"], genders["spokesman"]), (Pronoun::She, Pronoun::He));
        let heads = read(include_str!("../tables/name_heads.tsv"), name_kind).unwrap();
        let known = read(include_str!("../tables/known_names.tsv"), name_kind).unwrap();
        assert_eq!(known["New_Zealand"], NameKind::Place);
        assert_eq!(heads["University"], NameKind::Organization);
    }

    #[test]
    fn a_mistake_is_named_by_its_line() {
        assert_eq!(read("# nothing\nsay says", Some), Err(TableError::Shape(2)));
        assert_eq!(read("say\tsay\ndeny\tdeny say", Some), Err(TableError::Twice { line: 2, lemma: "say".into() }));
        assert_eq!(weights("cue\t0.5\ncue\t0.6"), Err(TableError::Twice { line: 2, lemma: "cue".into() }));
        assert_eq!(weights("cue\thalf"), Err(TableError::Shape(1)));
        assert_eq!(read("rumour\tthey", source_noun), Err(TableError::Class { line: 1, class: "rumour".into() }));
    }
}
