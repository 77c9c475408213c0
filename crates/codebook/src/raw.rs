//! The files of a codebook as TOML gives them, before anything is checked but names and shapes.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// `codebook.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Head {
    pub name: String,
    pub version: String,
    pub source: String,
    pub licence: String,
    #[serde(default)]
    pub light_verbs: Option<Spanned<String>>,
    #[serde(default)]
    pub agents: Option<Spanned<String>>,
    #[serde(default)]
    pub things: Option<Spanned<String>>,
    pub quads: BTreeMap<String, Quad>,
    #[serde(default)]
    pub cameo: CameoHead,
    #[serde(default)]
    pub known: Vec<Spanned<Known>>,
}

/// A quad category: which sign its scores have, and which types the ontology's own table lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quad {
    pub sign: i8,
    #[serde(default)]
    pub types: Vec<String>,
}

/// What holds of CAMEO as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CameoHead {
    #[serde(default)]
    pub dropped: Vec<String>,
    #[serde(default)]
    pub roots: BTreeMap<String, Vec<String>>,
}

/// A finding of the linter that is known and stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Known {
    pub rule: String,
    pub of: String,
    pub why: String,
}

/// `types/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Type {
    pub definition: String,
    pub quad: Spanned<String>,
    #[serde(default)]
    pub score: Option<f32>,
    #[serde(default)]
    pub recipient_required: bool,
    #[serde(default)]
    pub near: bool,
    #[serde(default)]
    pub modes: BTreeMap<String, Mode>,
    #[serde(default)]
    pub cameo: Option<Cameo>,
    #[serde(default)]
    pub contrasts: Vec<Spanned<Contrast>>,
    #[serde(default)]
    pub lexicon: Vec<Spanned<Entry>>,
    #[serde(default)]
    pub patterns: Vec<Spanned<Rule>>,
    #[serde(default)]
    pub examples: Vec<Spanned<Example>>,
    #[serde(default)]
    pub non_events: Vec<Spanned<Example>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mode {
    pub definition: String,
    #[serde(default)]
    pub score: Option<f32>,
}

/// The way to CAMEO: of the type, and of its modes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cameo {
    pub code: Spanned<String>,
    #[serde(default)]
    pub modes: BTreeMap<String, Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contrast {
    pub with: String,
    pub when: String,
}

/// A line of the lexicon: one shape for many words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub verb: Option<String>,
    pub noun: Option<String>,
    pub light: Option<String>,
    pub word: Option<String>,
    pub actor: Option<String>,
    pub recipient: Option<String>,
    pub mode: Option<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
    pub weight: Option<f32>,
    #[serde(default)]
    pub needs: BTreeMap<String, String>,
    #[serde(default)]
    pub not: BTreeMap<String, String>,
}

/// A pattern that adds, forbids or retypes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub id: String,
    pub adds: Option<String>,
    pub forbids: Option<String>,
    pub retypes: Option<String>,
    pub from: Option<String>,
    pub actor: Option<String>,
    pub recipient: Option<String>,
    pub mode: Option<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
    pub weight: Option<f32>,
    #[serde(default, rename = "why")]
    pub _why: Option<String>,
}

/// An example, or a tempting non-event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    pub text: String,
    pub mode: Option<String>,
    pub status: Option<String>,
    pub why: Option<String>,
}
