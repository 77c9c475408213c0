//! The labels of a model, read once: BIO tags into their parts, lemma scripts into what they do.

use serde::{Deserialize, Serialize};

use crate::config;
use crate::decode::lemma::Script;
use crate::file::ModelError;

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NameKind {
    /// A human being, also an invented one.
    Person,
    /// A body with members or a will of its own: a state's organs, firms, parties, teams.
    Organization,
    /// A stretch of the world.
    Place,
    /// Anything else that bears a name.
    Other,
}

/// What kind of thing a mention speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// One human being.
    Person,
    /// A body with members or a will of its own.
    Organization,
    /// A stretch of the world.
    Place,
    /// A people, a crowd, a side.
    Group,
    /// Anything else.
    Other,
}

/// Whether an act took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActStatus {
    /// It did.
    Actual,
    /// Long ago, or told as history.
    Historical,
    /// Planned or announced.
    Future,
    /// Supposed, possible, asked for.
    Hypothetical,
    /// Denied, or it did not.
    Negated,
}

/// What a word is to some attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Source,
    Cue,
    Content,
}

/// A label of a sequence: outside of everything, the first word of a span, or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bio<K> {
    Outside,
    Begin(K),
    Inside(K),
}

impl<K: Copy + PartialEq> Bio<K> {
    pub(crate) const fn kind(self) -> Option<K> {
        match self {
            Self::Outside => None,
            Self::Begin(kind) | Self::Inside(kind) => Some(kind),
        }
    }

    /// Whether this label may follow that one (`None` at the start).
    pub(crate) fn may_follow(self, before: Option<Self>) -> bool {
        !matches!(self, Self::Inside(_)) || before.is_some_and(|before| before.kind() == self.kind())
    }
}

/// The labels of all heads.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    pub(crate) rel: Vec<String>,
    /// The index of `root` among the relations.
    pub(crate) root: usize,
    pub(crate) lemma: Vec<Script>,
    pub(crate) name: Vec<Bio<NameKind>>,
    /// Parts of the outermost attributions.
    pub(crate) attribution: Vec<Bio<Part>>,
    /// Cues of attributions at all levels.
    pub(crate) voice: Vec<Bio<Part>>,
    /// None for words that head no mention.
    pub(crate) mention: Vec<Option<MentionKind>>,
    /// None for those who have no sector.
    pub(crate) sector: Vec<Option<String>>,
    /// Types of events; the first stands for words that are no anchor.
    pub(crate) event: Vec<String>,
    pub(crate) status: Vec<ActStatus>,
    /// Type and mode; None for no mode.
    pub(crate) mode: Vec<Option<(String, String)>>,
    pub(crate) context: Vec<String>,
}

impl Labels {
    pub(crate) fn new(labels: &config::Labels) -> Result<Self, ModelError> {
        let lemma = labels.lemma.iter().map(|label| Script::parse(label).ok_or_else(|| unknown("lemma", label)));
        Ok(Self {
            upos: labels.upos.clone(),
            xpos: labels.xpos.clone(),
            rel: labels.rel.clone(),
            root: labels.rel.iter().position(|label| label == "root").ok_or_else(|| unknown("rel", "(no root)"))?,
            lemma: lemma.collect::<Result<_, _>>()?,
            name: sequence("name", &labels.name, |kind| match kind {
                "person" => Some(NameKind::Person),
                "organization" => Some(NameKind::Organization),
                "place" => Some(NameKind::Place),
                "other" => Some(NameKind::Other),
                _ => None,
            })?,
            attribution: sequence("attribution", &labels.attribution, |part| match part {
                "source" => Some(Part::Source),
                "cue" => Some(Part::Cue),
                "content" => Some(Part::Content),
                _ => None,
            })?,
            voice: sequence("voice", &labels.voice, |part| (part == "cue").then_some(Part::Cue))?,
            mention: each("mention", &labels.mention, |kind| match kind {
                "O" => Some(None),
                "person" => Some(Some(MentionKind::Person)),
                "organization" => Some(Some(MentionKind::Organization)),
                "place" => Some(Some(MentionKind::Place)),
                "group" => Some(Some(MentionKind::Group)),
                "other" => Some(Some(MentionKind::Other)),
                _ => None,
            })?,
            sector: labels.sector.iter().map(|code| (code != "-").then(|| code.clone())).collect(),
            event: outside_first("event", &labels.event)?,
            status: each("status", &labels.status, |status| match status {
                "actual" => Some(ActStatus::Actual),
                "historical" => Some(ActStatus::Historical),
                "future" => Some(ActStatus::Future),
                "hypothetical" => Some(ActStatus::Hypothetical),
                "negated" => Some(ActStatus::Negated),
                _ => None,
            })?,
            mode: each("mode", &labels.mode, |label| match label.split_once('/') {
                Some((kind, mode)) => Some(Some((kind.to_owned(), mode.to_owned()))),
                None => (label == "-").then_some(None),
            })?,
            context: labels.context.clone(),
        })
    }
}

/// Labels of one block at most: `O`, and `B-` and `I-` of known kinds.
fn sequence<K>(head: &str, labels: &[String], kind: impl Fn(&str) -> Option<K>) -> Result<Vec<Bio<K>>, ModelError> {
    if labels.len() > crate::kernel::block::LANES || labels.first().is_none_or(|label| label != "O") {
        let why = format!("the labels for `{head}` do not begin with O, or are more than sixteen");
        return Err(ModelError::Configuration { why });
    }
    let read = |label: &String| {
        let bio = match label.split_once('-') {
            None if label == "O" => Some(Bio::Outside),
            Some(("B", name)) => kind(name).map(Bio::Begin),
            Some(("I", name)) => kind(name).map(Bio::Inside),
            _ => None,
        };
        bio.ok_or_else(|| unknown(head, label))
    };
    labels.iter().map(read).collect()
}

/// Labels that are each of a known sort.
fn each<L>(head: &str, labels: &[String], read: impl Fn(&str) -> Option<L>) -> Result<Vec<L>, ModelError> {
    labels.iter().map(|label| read(label).ok_or_else(|| unknown(head, label))).collect()
}

/// Labels of which the first stands for none of the others.
fn outside_first(head: &str, labels: &[String]) -> Result<Vec<String>, ModelError> {
    match labels.first() {
        Some(first) if first == "O" && labels.len() > 1 => Ok(labels.to_vec()),
        first => Err(unknown(head, first.map_or("(none)", String::as_str))),
    }
}

fn unknown(head: &str, label: &str) -> ModelError {
    ModelError::Configuration { why: format!("the labels for `{head}` hold the unknown `{label}`") }
}
