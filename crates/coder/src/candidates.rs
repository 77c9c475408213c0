//! All that might be a statement or an act, with what is weighed of it: for `training/calibrate.py`, which fits the weights.

use onrecord_codebook::Codebook;
use onrecord_model::Analysis;
use onrecord_record::{Chars, Span};
use onrecord_text::Text;
use serde::Serialize;

use crate::entities::Entities;
use crate::events;
use crate::judgement::{SIGNS, confidence, held, signs};
use crate::reading::Reading;
use crate::source;

/// One candidate.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// The words that name who says it.
    pub source: Vec<Span<Chars>>,
    /// The words that attribute.
    pub cue: Vec<Span<Chars>>,
    /// What is attributed.
    pub content: Vec<Span<Chars>>,
    /// Whether it was found only inside the content of another.
    pub inner: bool,
    /// Whether its cue is only the second choice of its words.
    pub weak: bool,
    /// What is weighed, by [`Candidate::names`].
    pub signs: [f32; 21],
    /// What today's weights make of it.
    pub confidence: f32,
}

impl Candidate {
    /// The names of what is weighed.
    #[must_use]
    pub const fn names() -> [&'static str; 21] {
        SIGNS
    }

    /// The candidates of a text, in the order of their cues.
    #[must_use]
    pub fn all(text: &Text<'_>, analysis: &Analysis<'_>) -> Vec<Self> {
        let reading = Reading::new(text, analysis);
        let candidate = |a: &onrecord_model::Attribution| {
            let signs = signs(&reading, a);
            let other = |word: usize| a.cue.contains(&word) || a.content.iter().any(|piece| piece.contains(&word));
            let whole = a.source.iter().map(|range| reading.chars(&source::whole(&reading, range, other)));
            Self {
                source: whole.collect(),
                cue: vec![reading.chars(&a.cue)],
                content: a.content.iter().map(|words| reading.chars(words)).collect(),
                inner: a.inner,
                weak: a.weak,
                confidence: confidence(&signs),
                signs,
            }
        };
        let mut all: Vec<Self> = analysis.attributions.iter().map(candidate).collect();
        all.sort_by_key(|candidate| candidate.cue.first().map(|span| span.start()));
        all
    }
}

/// One word as the anchor of an act of one type.
#[derive(Debug, Clone, Serialize)]
pub struct ActCandidate {
    /// The anchor.
    pub anchor: Span<Chars>,
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is weighed, by [`ActCandidate::names`].
    pub signs: Vec<f32>,
    /// What today's weights make of it.
    pub confidence: f32,
}

impl ActCandidate {
    /// The names of what is weighed.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        events::SIGNS.to_vec()
    }

    /// The candidates of a text, in the order of their anchors.
    #[must_use]
    pub fn all(text: &Text<'_>, analysis: &Analysis<'_>, codebook: &Codebook) -> Vec<Self> {
        let reading = Reading::new(text, analysis);
        let entities = Entities::new(&reading, &held(&reading));
        let candidate = |it: &events::Proposal<'_>| Self {
            anchor: reading.chars(&(it.anchor..it.anchor + 1)),
            kind: it.kind.to_owned(),
            signs: it.signs.to_vec(),
            confidence: events::confidence(it),
        };
        events::proposals(&reading, &entities, codebook, None).iter().map(candidate).collect()
    }
}
