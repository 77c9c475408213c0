//! What the codebook says of one word: a look-up by lemma, then conditions over the tree.

use crate::act_type::{Effect, Rule};
use crate::codebook::Codebook;
use crate::inflection::lemmas;
use crate::pattern::{Bound, Pattern};
use crate::tree::Tree;

/// What one entry or pattern says of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'c> {
    /// Whether it adds, forbids or retypes.
    pub effect: Effect,
    /// The type it gives, or forbids.
    pub kind: &'c str,
    /// The type that it takes where it retypes; none is any other.
    pub from: Option<&'c str>,
    /// The mode, where the entry fixes it.
    pub mode: Option<&'c str>,
    /// Contexts that the entry brings along.
    pub contexts: &'c [String],
    /// How much it counts, 0 to 1.
    pub weight: f32,
    /// The entry or pattern, or the sentence of the example, for the reasons of an event.
    pub entry: &'c str,
    /// Where it comes from.
    pub origin: Origin,
    /// Heads of those who did it.
    pub actors: Vec<usize>,
    /// Heads of those to whom it was done.
    pub recipients: Vec<usize>,
}

/// What part of a codebook speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// An entry of the lexicon.
    Lexicon,
    /// A pattern.
    Pattern,
    /// An example that the word is used like.
    Example,
}

impl Codebook {
    /// All that the codebook says of the word, the most special first. Of the entries that add one type only the most
    /// special is given.
    #[must_use]
    pub fn candidates(&self, tree: &dyn Tree, word: usize) -> Vec<Candidate<'_>> {
        let names = lemmas(tree, word);
        let of = |name: &String| self.by_lemma.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut indices: Vec<usize> = names.iter().flat_map(of).chain(&self.anywhere).copied().collect();
        indices.sort_unstable();
        indices.dedup();
        let rules = indices.into_iter().filter_map(|index| self.rules.get(index));
        let mut found: Vec<(usize, Candidate<'_>)> =
            rules.filter_map(|rule| Some((rule.pattern.weight(), self.candidate(tree, word, rule)?))).collect();
        found.sort_by(|(asked, a), (other, b)| other.cmp(asked).then(b.weight.total_cmp(&a.weight)));
        let mut out: Vec<Candidate<'_>> = Vec::new();
        for (_, candidate) in found {
            let same = |other: &Candidate<'_>| other.effect == candidate.effect && other.kind == candidate.kind;
            if !out.iter().any(same) {
                out.push(candidate);
            }
        }
        out
    }

    fn candidate<'c>(&'c self, tree: &dyn Tree, word: usize, rule: &'c Rule) -> Option<Candidate<'c>> {
        let guide = self.guide();
        let mut bound = Bound::default();
        if !rule.pattern.holds(tree, word, guide, &mut bound) {
            return None;
        }
        let kind = self.types.get(rule.kind)?;
        let tempts = rule.unless.iter().any(|clause| {
            let only = Pattern { clauses: vec![clause.clone()], ..Pattern::default() };
            only.holds(tree, word, guide, &mut Bound::default())
        });
        let carriers = rule.pattern.carriers();
        let or_place = |mut bound: Vec<usize>, place: &crate::relation::Place| {
            if bound.is_empty() {
                bound = place.words(tree, word, guide, carriers);
            }
            bound.sort_unstable();
            bound.dedup();
            bound
        };
        let actors = or_place(bound.actors, &rule.actor);
        let mut recipients = or_place(bound.recipients, &rule.recipient);
        // Nobody does it to himself: "between" and "with" may name one side twice.
        recipients.retain(|word| !actors.contains(word));
        Some(Candidate {
            effect: if tempts { Effect::Forbids } else { rule.effect },
            kind: &kind.name,
            from: rule.from.as_deref(),
            mode: rule.mode.as_deref(),
            contexts: &rule.contexts,
            weight: rule.weight,
            entry: &rule.id,
            origin: if rule.from_lexicon { Origin::Lexicon } else { Origin::Pattern },
            actors,
            recipients,
        })
    }
}
