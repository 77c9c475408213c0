//! What the model found in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::labels::{ActStatus, MentionKind, NameKind};
use crate::states::States;

/// The model's reading of one text. Words are indices into the text's words; labels are borrowed from the model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis<'m> {
    /// Sentences as ranges of words, in order: together all words of the text. None crosses a paragraph.
    pub sentences: Vec<Range<usize>>,
    /// One entry for each word.
    #[serde(borrow)]
    pub words: Vec<WordAnalysis<'m>>,
    /// Names in the order of their layer and first word, sentence by sentence.
    pub names: Vec<Name>,
    /// Attributions in the order of their cues.
    pub attributions: Vec<Attribution>,
    /// Mentions in the order of their words.
    #[serde(borrow)]
    pub mentions: Vec<Mention<'m>>,
    /// Words that may be anchors of events, in their order.
    #[serde(borrow)]
    pub acts: Vec<Act<'m>>,
    /// Directions of verbs, nouns and adjectives, where they were asked for ([`Analyser::with_states`](crate::Analyser::with_states)).
    pub states: States,
}

/// A word that heads a mention of somebody or something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention<'m> {
    /// The word that governs the others of the mention.
    pub word: usize,
    /// What it speaks of.
    pub kind: MentionKind,
    /// Probability that the word heads a mention at all; not calibrated.
    pub confidence: f32,
    /// What it may refer back to, the likeliest first; what is lacking to 1 is the probability that it refers back to nothing.
    pub antecedents: Vec<Antecedent>,
    /// The likeliest primary sectors of whom it speaks with their probabilities, the likeliest first; what is lacking to 1 is that
    /// there is none.
    #[serde(borrow)]
    pub sectors: Vec<(&'m str, f32)>,
}

/// An earlier mention to which one may refer back.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Antecedent {
    /// Its index among the mentions.
    pub mention: usize,
    /// How likely; not calibrated.
    pub share: f32,
}

/// A word that may be the anchor of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act<'m> {
    /// The head word of what expresses the act.
    pub anchor: usize,
    /// The likeliest types with their probabilities, the likeliest first; what is lacking to 1 is that it is no act.
    #[serde(borrow)]
    pub types: Vec<(&'m str, f32)>,
    /// The likeliest mode of the first type, if it has one here.
    #[serde(borrow)]
    pub mode: Option<&'m str>,
    /// Statuses with their probabilities, the likeliest first.
    pub statuses: Vec<(ActStatus, f32)>,
    /// What it is about, with probabilities, the likeliest first.
    #[serde(borrow)]
    pub contexts: Vec<(&'m str, f32)>,
    /// Heads of those who did it, with probabilities, in the order of the text.
    pub actors: Vec<(usize, f32)>,
    /// Heads of those to whom it was done, likewise.
    pub recipients: Vec<(usize, f32)>,
}

/// Tags, lemma and place in the tree of one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordAnalysis<'m> {
    /// Universal part of speech (`NOUN`, `VERB`, …).
    pub upos: &'m str,
    /// Penn Treebank tag (`NN`, `VBD`, …).
    pub xpos: &'m str,
    /// Dictionary form.
    pub lemma: String,
    /// The word's head, a word of the same sentence; `None` for the sentence's root.
    pub head: Option<usize>,
    /// Universal dependency relation with subtype (`nsubj:pass`, …); `root` exactly for the root.
    pub deprel: &'m str,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Whether the inner layer found it (`Geneva` in `University of Geneva`).
    pub inner: bool,
    /// Mean probability of its words' labels, 0 to 1; not calibrated.
    pub confidence: f32,
}

/// Somebody's words, thought or wish: a cue with its source and content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that attribute.
    pub cue: Range<usize>,
    /// The words that name the source: one range, or none.
    pub source: Vec<Range<usize>>,
    /// The words attributed: one range or more.
    pub content: Vec<Range<usize>>,
    /// Whether it was found only as one inside the content of another.
    pub inner: bool,
    /// Whether its cue is only the second choice of its words.
    pub weak: bool,
    /// What speaks for it and against it.
    pub signs: Signs,
}

/// What the heads say of one attribution: probabilities, 0 to 1, not calibrated. The coder makes one figure of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Signs {
    /// That its cue's words are one among the outermost, in the mean.
    pub cue: f32,
    /// The same of the least sure word.
    pub cue_least: f32,
    /// That they are a cue at any level, in the mean.
    pub voice: f32,
    /// That the source's words are linked to the cue, in the mean; 0 where there is no source.
    pub source: f32,
    /// That the source's words are a source, whoever's.
    pub source_label: f32,
    /// The largest probability that any word is linked as source.
    pub source_most: f32,
    /// That the content's words are linked to the cue, in the mean.
    pub content: f32,
    /// The same of the least sure words.
    pub content_least: f32,
    /// The same of the first and last words of its pieces.
    pub content_edges: f32,
    /// That the content's words are content, whosever.
    pub content_label: f32,
}

impl Attribution {
    /// Whether its content is part of the other's, and its cue too, or at least the other was found as the outer one of the
    /// two: "citing two officials, the paper said …" gives both one content. It does not stand in itself.
    #[must_use]
    pub fn stands_in(&self, other: &Self) -> bool {
        let held = |words: &Range<usize>| {
            other.content.iter().any(|piece| piece.start <= words.start && words.end <= piece.end)
        };
        self != other && self.content.iter().all(held) && (held(&self.cue) || self.inner && !other.inner)
    }
}
