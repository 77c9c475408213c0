//! The examples of a codebook as its tests: each sentence is parsed and matched, and what comes out is held against the marks.
//!
//! The trees come from whoever calls: the model of the program, or a hand-made one in a test.

use std::ops::Range;

use crate::act_type::{ActType, Effect, Example};
use crate::candidates::{Candidate, Origin};
use crate::codebook::Codebook;
use crate::sentence::Parsed;
use crate::tree::Tree;

/// Makes trees of texts.
pub trait Analyser {
    /// Parses one text.
    fn parse(&self, text: &str) -> Parsed;
}

/// What came out for one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial<'c> {
    /// The type whose example it is.
    pub kind: &'c str,
    /// The file it stands in.
    pub file: &'c str,
    /// Its line.
    pub line: usize,
    /// The sentence.
    pub text: &'c str,
    /// What came out.
    pub outcome: Outcome<'c>,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<'c> {
    /// The act was found; whether its mode and roles are those marked.
    Found {
        /// The entry that found it.
        entry: &'c str,
        /// Whether the mode is the one given; true where none is given.
        mode: bool,
        /// Whether each marked actor is found and nobody else.
        actors: bool,
        /// The same of recipients.
        recipients: bool,
    },
    /// No word of the anchor is an act of the type.
    Missed,
    /// A non-event was taken for an act.
    Phantom {
        /// The word.
        word: String,
        /// The entry that took it.
        entry: &'c str,
    },
    /// A non-event is none.
    Quiet,
}

impl Outcome<'_> {
    /// Whether act or non-event were told rightly, whatever the roles.
    #[must_use]
    pub fn is_right(&self) -> bool {
        matches!(self, Self::Found { .. } | Self::Quiet)
    }
}

impl Codebook {
    /// What entries and patterns alone make of a word: the most special that adds and is not forbidden, retyped where a
    /// pattern says so.
    #[must_use]
    pub fn verdict(&self, tree: &dyn Tree, word: usize) -> Option<Candidate<'_>> {
        let all = self.candidates(tree, word);
        // A pattern forbids whatever adds; an entry's own condition, only what is no more special than the entry.
        let forbidden = |at: usize, kind: &str| {
            let forbids = |other: &&Candidate<'_>| other.effect == Effect::Forbids && other.kind == kind;
            all.iter().filter(forbids).any(|other| other.origin == Origin::Pattern)
                || all.iter().take(at).any(|other| forbids(&other))
        };
        let mut adding = all.iter().enumerate().filter(|(_, it)| it.effect == Effect::Adds);
        let (_, best) = adding.find(|(at, it)| !forbidden(*at, it.kind))?;
        let retyped = all.iter().find(|it| {
            it.effect == Effect::Retypes && it.kind != best.kind && it.from.is_none_or(|from| from == best.kind)
        });
        let Some(retyped) = retyped else { return Some(best.clone()) };
        let mut out = retyped.clone();
        if out.actors.is_empty() && out.recipients.is_empty() {
            out.actors.clone_from(&best.actors);
            out.recipients.clone_from(&best.recipients);
        }
        Some(out)
    }

    /// Tries all examples and non-events.
    pub fn trials<'c>(&'c self, analyser: &dyn Analyser) -> Vec<Trial<'c>> {
        let of_type = |kind: &'c ActType| {
            let trial = move |example: &'c Example, outcome| Trial {
                kind: &kind.name,
                file: &kind.file,
                line: example.line,
                text: &example.marked.text,
                outcome,
            };
            let examples = kind.examples.iter().map(move |it| trial(it, self.example(kind, it, analyser)));
            let others = kind.non_events.iter().map(move |it| trial(it, self.non_event(kind, it, analyser)));
            examples.chain(others)
        };
        self.types.iter().flat_map(of_type).collect()
    }

    fn example<'c>(&'c self, kind: &ActType, example: &Example, analyser: &dyn Analyser) -> Outcome<'c> {
        let tree = analyser.parse(&example.marked.text);
        let anchors = within(&tree, &example.marked.anchor);
        let found = anchors.into_iter().filter_map(|word| self.verdict(&tree, word)).find(|it| it.kind == kind.name);
        let Some(found) = found else { return Outcome::Missed };
        let same = |heads: &[usize], marks: &[Range<usize>]| {
            let inside = |head: &usize| marks.iter().any(|mark| holds(&tree, mark, *head));
            let met = |mark: &Range<usize>| heads.iter().any(|&head| holds(&tree, mark, head));
            heads.iter().all(inside) && marks.iter().all(met)
        };
        Outcome::Found {
            entry: found.entry,
            mode: example.mode.is_none() || example.mode.as_deref() == found.mode,
            actors: same(&found.actors, &example.marked.actors),
            recipients: same(&found.recipients, &example.marked.recipients),
        }
    }

    fn non_event<'c>(&'c self, kind: &ActType, example: &Example, analyser: &dyn Analyser) -> Outcome<'c> {
        let tree = analyser.parse(&example.marked.text);
        let marked = within(&tree, &example.marked.anchor);
        let words = if marked.is_empty() { (0..tree.words()).collect() } else { marked };
        let phantom = words
            .into_iter()
            .find_map(|word| self.verdict(&tree, word).filter(|it| it.kind == kind.name).map(|it| (word, it.entry)));
        match phantom {
            Some((word, entry)) => Outcome::Phantom { word: tree.form(word).to_owned(), entry },
            None => Outcome::Quiet,
        }
    }
}

fn holds(tree: &Parsed, mark: &Range<usize>, word: usize) -> bool {
    tree.words.get(word).is_some_and(|word| mark.start <= word.bytes.start && word.bytes.end <= mark.end)
}

fn within(tree: &Parsed, marks: &[Range<usize>]) -> Vec<usize> {
    (0..tree.words.len()).filter(|&word| marks.iter().any(|mark| holds(tree, mark, word))).collect()
}
