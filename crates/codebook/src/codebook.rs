//! A loaded codebook: what the coder asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::act_type::{ActType, Rule};
use crate::cameo::Cameo;
use crate::contexts::Contexts;
use crate::files::Files;
use crate::loader;
use crate::mistake::Mistakes;
use crate::relation::Guide;
use crate::statuses::Statuses;
use crate::version;

/// Types, modes, contexts, lexicon and patterns, checked and ready to be matched.
#[derive(Debug, Clone)]
pub struct Codebook {
    pub(crate) about: About,
    pub(crate) types: Vec<ActType>,
    pub(crate) rules: Vec<Rule>,
    /// Lemma → rules that may hold of it.
    pub(crate) by_lemma: HashMap<String, Vec<usize>>,
    /// Rules that ask for no lemma.
    pub(crate) anywhere: Vec<usize>,
    pub(crate) light: BTreeSet<String>,
    pub(crate) agents: BTreeSet<String>,
    pub(crate) things: BTreeSet<String>,
    pub(crate) contexts: Contexts,
    pub(crate) statuses: Statuses,
    pub(crate) cameo: Cameo,
    pub(crate) version: String,
}

/// What `codebook.toml` says of the whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// Short name, the first half of the version.
    pub name: String,
    /// Version of the ontology.
    pub ontology: String,
    /// Where the ontology comes from.
    pub source: String,
    /// Its licence.
    pub licence: String,
    /// Quad categories with the sign of their scores and the types that the ontology's own table lists.
    pub quads: BTreeMap<String, (i8, Vec<String>)>,
    /// Two-digit CAMEO roots and the types that they lead to.
    pub cameo_roots: BTreeMap<String, Vec<String>>,
    /// CAMEO codes that the ontology has dropped, by their first digits.
    pub cameo_dropped: Vec<String>,
    /// Findings of the linter that stand: rule, of what, why.
    pub known: Vec<(String, String, String, usize)>,
}

impl Codebook {
    /// Reads and checks files.
    ///
    /// # Errors
    /// All mistakes that keep the codebook from being used, by file and line.
    pub fn load(files: &Files) -> Result<Self, Mistakes> {
        let mut codebook = loader::load(files)?;
        codebook.version = version::of(&codebook.about.name, files);
        codebook.index();
        Ok(codebook)
    }

    /// The codebook inside the program.
    ///
    /// # Errors
    /// Never of the one that is shipped, as a test holds.
    pub fn plover() -> Result<Self, Mistakes> {
        Self::load(&Files::plover())
    }

    /// A user's files laid over PLOVER, or on their own where they hold a `codebook.toml`.
    ///
    /// # Errors
    /// All mistakes, by file and line.
    pub fn with(files: Files) -> Result<Self, Mistakes> {
        if files.stand_alone() { Self::load(&files) } else { Self::load(&Files::plover().under(files)) }
    }

    /// Name and hash of the content, as records give it: `plover@0123456789ab`. Comments and layout do not count.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What `codebook.toml` says.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// All types in the order of their names.
    #[must_use]
    pub fn types(&self) -> &[ActType] {
        &self.types
    }

    /// A type by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&ActType> {
        self.types.iter().find(|kind| kind.name == name)
    }

    /// The contexts.
    #[must_use]
    pub fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// The words that decide whether an act happened.
    #[must_use]
    pub fn statuses(&self) -> &Statuses {
        &self.statuses
    }

    /// The CAMEO code that fits best; none where the type has none.
    #[must_use]
    pub fn cameo(&self, kind: &str, mode: Option<&str>, contexts: &[String]) -> Option<&str> {
        let kind = self.get(kind)?;
        let of_mode = mode.and_then(|mode| kind.modes.get(mode)).map_or("", |mode| &mode.cameo);
        let general = if of_mode.is_empty() { kind.cameo.as_str() } else { of_mode };
        let special = self.cameo.special(&kind.name, mode, contexts, general);
        special.or(Some(general)).filter(|code| !code.is_empty())
    }

    /// What a CAMEO code means here: type, mode, contexts.
    #[must_use]
    pub fn from_cameo(&self, code: &str) -> Option<(&str, Option<&str>, &[String])> {
        self.cameo.get(code)
    }

    /// The intensity of an act: its mode's score, else its type's.
    #[must_use]
    pub fn intensity(&self, kind: &str, mode: Option<&str>) -> Option<f32> {
        let kind = self.get(kind)?;
        mode.and_then(|mode| kind.modes.get(mode)).and_then(|mode| mode.score).or(kind.score)
    }

    pub(crate) fn guide(&self) -> Guide<'_> {
        Guide { light: &self.light, agents: &self.agents, things: &self.things }
    }

    fn index(&mut self) {
        for (index, rule) in self.rules.iter().enumerate() {
            if rule.pattern.lemmas.is_empty() {
                self.anywhere.push(index);
            }
            for lemma in &rule.pattern.lemmas {
                self.by_lemma.entry(lemma.clone()).or_default().push(index);
            }
        }
    }
}
