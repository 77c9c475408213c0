//! What a model says of itself: sizes, labels, and how its projections are cut.

use serde::Deserialize;

use crate::file::ModelError;
use crate::kernel::attention::HEAD;
use crate::kernel::block::LANES;
use crate::kernel::linear::Slice;

/// The `config` entry of a model file's header.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Config {
    pub(crate) layers: usize,
    pub(crate) hidden: usize,
    pub(crate) attention_heads: usize,
    pub(crate) feed_forward: usize,
    /// Word pieces that are kept of one word.
    pub(crate) max_pieces_word: usize,
    /// Most pieces of a window, without `[CLS]` and `[SEP]`.
    pub(crate) window: usize,
    pub(crate) labels: Labels,
    projections: Vec<(String, usize, String)>,
}

/// The labels of each head, in the order of its outputs.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    pub(crate) rel: Vec<String>,
    pub(crate) lemma: Vec<String>,
    pub(crate) name: Vec<String>,
    pub(crate) attribution: Vec<String>,
    pub(crate) voice: Vec<String>,
    pub(crate) mention: Vec<String>,
    pub(crate) sector: Vec<String>,
    pub(crate) event: Vec<String>,
    pub(crate) status: Vec<String>,
    pub(crate) mode: Vec<String>,
    pub(crate) context: Vec<String>,
}

/// The parts of a word's projections. The order is that of [`Projection::ALL`], which is how a model file lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Projection {
    /// Logits of part of speech (UPOS, XPOS), lemma script and sentence end.
    Tags,
    Name,
    Attribution,
    ArcDependent,
    ArcHead,
    RelDependent,
    RelHead,
    Cue,
    Word,
    /// A mention as one that refers back, and as what is referred back to.
    Anaphor,
    Antecedent,
    /// A word as the anchor of an event: what it is, and what it looks for in its actors and recipients.
    Event,
    Anchor,
    /// A word as the head of an actor or recipient.
    Argument,
}

impl Projection {
    pub(crate) const ALL: [Self; 14] = [
        Self::Tags,
        Self::Name,
        Self::Attribution,
        Self::ArcDependent,
        Self::ArcHead,
        Self::RelDependent,
        Self::RelHead,
        Self::Cue,
        Self::Word,
        Self::Anaphor,
        Self::Antecedent,
        Self::Event,
        Self::Anchor,
        Self::Argument,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Name => "name",
            Self::Attribution => "attribution",
            Self::ArcDependent => "arc_dependent",
            Self::ArcHead => "arc_head",
            Self::RelDependent => "rel_dependent",
            Self::RelHead => "rel_head",
            Self::Cue => "cue",
            Self::Word => "word",
            Self::Anaphor => "anaphor",
            Self::Antecedent => "antecedent",
            Self::Event => "event",
            Self::Anchor => "anchor",
            Self::Argument => "argument",
        }
    }
}

impl Config {
    /// Reads and checks the configuration.
    pub(crate) fn parse(json: &str) -> Result<Self, ModelError> {
        let config: Self = serde_json::from_str(json).map_err(|error| broken(error.to_string()))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ModelError> {
        let need = |holds: bool, what: &str| if holds { Ok(()) } else { Err(broken(what.to_owned())) };
        need(self.layers >= 1, "it has no layers")?;
        need(self.attention_heads >= 1, "it has no attention heads")?;
        need(
            self.attention_heads.checked_mul(HEAD) == Some(self.hidden),
            "`hidden` is not 32 for each attention head",
        )?;
        need(
            self.feed_forward >= LANES && self.feed_forward.is_multiple_of(LANES),
            "`feed_forward` is no multiple of 16",
        )?;
        need(
            (1..=self.window).contains(&self.max_pieces_word),
            "`max_pieces_word` does not lie between 1 and `window`",
        )?;
        need(self.window <= 510, "`window` is over 510, and there are 512 positions")?;
        let labels = &self.labels;
        for (name, list) in [
            ("upos", &labels.upos),
            ("xpos", &labels.xpos),
            ("rel", &labels.rel),
            ("lemma", &labels.lemma),
            ("mention", &labels.mention),
            ("sector", &labels.sector),
            ("event", &labels.event),
            ("status", &labels.status),
            ("mode", &labels.mode),
            ("context", &labels.context),
        ] {
            need(!list.is_empty(), &format!("there are no labels for `{name}`"))?;
        }
        need(labels.rel.iter().any(|label| label == "root"), "the labels for `rel` lack `root`")?;
        need(labels.rel.len() > 1, "the labels for `rel` are only `root`")?;
        let tags = labels.upos.len() + labels.xpos.len() + labels.lemma.len() + 1;
        need(self.projections.len() == Projection::ALL.len(), "`projections` are not fourteen")?;
        for (projection, (name, size, curve)) in Projection::ALL.into_iter().zip(&self.projections) {
            let here = format!("the projection `{name}`");
            need(name == projection.name(), &format!("{here} stands where `{}` should", projection.name()))?;
            need((1..=65_536).contains(size), &format!("{here} has {size} outputs"))?;
            need(matches!(curve.as_str(), "none" | "gelu"), &format!("{here} has the unknown curve `{curve}`"))?;
        }
        need(
            self.size(Projection::Tags) == tags,
            &format!("the projection `tags` has not the labels' {tags} outputs"),
        )?;
        need(
            self.size(Projection::RelDependent) == self.size(Projection::RelHead),
            "the projections `rel_dependent` and `rel_head` differ in size",
        )
    }

    /// Outputs of a projection.
    pub(crate) fn size(&self, projection: Projection) -> usize {
        self.projections[projection as usize].1
    }

    /// How the projections are cut.
    pub(crate) fn slices(&self) -> Vec<Slice> {
        self.projections.iter().map(|(_, outputs, curve)| Slice { outputs: *outputs, gelu: curve == "gelu" }).collect()
    }
}

fn broken(why: String) -> ModelError {
    ModelError::Configuration { why }
}
