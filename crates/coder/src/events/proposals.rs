//! What might be an act: each word for which the model's head or the codebook speaks, once with each type that it may be of, and
//! what speaks for and against.

use onrecord_codebook::{Candidate, Codebook, Effect};
use onrecord_model::Act;

use crate::alike::Alike;
use crate::entities::Entities;
use crate::judgement::odds;
use crate::reading::Reading;
use onrecord_record::EntityType;

/// The names of what is weighed, in the order of [`Proposal::signs`]; `tables/acts.tsv` has a weight for each.
pub(crate) const SIGNS: [&str; 21] = [
    "constant",
    "type",
    "anchor",
    "best_type",
    "codebook",
    "neither",
    "both",
    "forbidden",
    "retyped",
    "retyped_away",
    "other_type",
    "verb",
    "noun",
    "actor",
    "recipient",
    "actor_somebody",
    "recipient_somebody",
    "same_near",
    "same_here",
    "lexicon_only",
    "unlikely",
];

/// A word as the anchor of an act of one type.
#[derive(Debug, Clone)]
pub(crate) struct Proposal<'a> {
    pub(crate) anchor: usize,
    pub(crate) kind: &'a str,
    /// The head's word on the anchor, whatever type it prefers.
    pub(crate) act: Option<&'a Act<'a>>,
    /// The head's probability of this type.
    pub(crate) share: f32,
    /// What the codebook says for this type here, entries of the lexicon before patterns.
    pub(crate) entries: Vec<Candidate<'a>>,
    pub(crate) signs: [f32; SIGNS.len()],
}

/// All proposals of a document, in the order of their anchors, the types that the head prefers first.
pub(crate) fn proposals<'a>(
    reading: &'a Reading<'a>,
    entities: &Entities,
    codebook: &'a Codebook,
    alike: Option<&Alike>,
) -> Vec<Proposal<'a>> {
    let mut acts = reading.analysis.acts.iter().peekable();
    let mut found = Vec::new();
    for word in 0..reading.analysis.words.len() {
        let act = acts.next_if(|act| act.anchor == word);
        let heavy = matches!(reading.word(word).upos, "VERB" | "NOUN" | "PROPN" | "ADJ");
        let mut said = if heavy { codebook.candidates(reading, word) } else { Vec::new() };
        let like = alike.filter(|_| heavy).and_then(|alike| alike.candidate(reading, codebook, word));
        said.extend(like.filter(|like| !said.iter().any(|it| it.kind == like.kind)));
        of_word(reading, entities, codebook, (word, act, &said), &mut found);
    }
    beside_others(reading, &mut found);
    found
}

fn of_word<'a>(
    reading: &Reading<'_>,
    entities: &Entities,
    codebook: &'a Codebook,
    (anchor, act, said): (usize, Option<&'a Act<'a>>, &[Candidate<'a>]),
    found: &mut Vec<Proposal<'a>>,
) {
    let mut kinds: Vec<&str> = act.into_iter().flat_map(|act| act.types.iter().map(|(kind, _)| *kind)).collect();
    let given = |c: &&Candidate<'_>| c.effect != Effect::Forbids;
    for candidate in said.iter().filter(given) {
        if !kinds.contains(&candidate.kind) && (candidate.effect == Effect::Adds || act.is_some()) {
            kinds.push(candidate.kind);
        }
    }
    // A type of the model's that this codebook does not have is none.
    let known = kinds.into_iter().filter_map(|name| codebook.get(name)).map(|kind| kind.name.as_str());
    for kind in known {
        let share = share(act, said, kind);
        let mut entries: Vec<Candidate<'a>> = said.iter().filter(given).filter(|c| c.kind == kind).cloned().collect();
        entries.sort_by_key(|candidate| candidate.origin);
        let mut proposal = Proposal { anchor, kind, act, share, entries, signs: [0.0; SIGNS.len()] };
        weigh(reading, entities, said, &mut proposal);
        found.push(proposal);
    }
}

/// The head's probability of a type; where the codebook makes the head's first type into this one, what it gives that.
fn share(act: Option<&Act<'_>>, said: &[Candidate<'_>], kind: &str) -> f32 {
    let Some(act) = act else { return 0.0 };
    let of = |kind: &str| act.types.iter().find(|(name, _)| *name == kind).map_or(0.0, |it| it.1);
    let retyped = said.iter().filter(|c| c.effect == Effect::Retypes && c.kind == kind);
    let taken = retyped.filter_map(|c| act.types.first().filter(|(first, _)| c.from.is_none_or(|from| from == *first)));
    taken.map(|(_, share)| *share).fold(of(kind), f32::max)
}

fn weigh(reading: &Reading<'_>, entities: &Entities, said: &[Candidate<'_>], it: &mut Proposal<'_>) {
    let flag = |is: bool| if is { 1.0 } else { 0.0 };
    let most =
        |of: &dyn Fn(&Candidate<'_>) -> bool| said.iter().filter(|c| of(c)).map(|c| c.weight).fold(0.0, f32::max);
    let adds = |c: &Candidate<'_>| c.effect == Effect::Adds && c.kind == it.kind;
    let added = most(&adds);
    let forbidden = said.iter().any(|c| c.effect == Effect::Forbids && c.kind == it.kind);
    let best = it.act.and_then(|act| act.types.first());
    let from_best = |c: &Candidate<'_>| c.from.is_none() || best.is_some_and(|(kind, _)| c.from == Some(*kind));
    let retyped = said.iter().any(|c| c.effect == Effect::Retypes && c.kind == it.kind && from_best(c));
    let away = said.iter().any(|c| c.effect == Effect::Retypes && c.kind != it.kind && c.from == Some(it.kind));
    let anchor = it.act.map_or(0.0, |act| act.types.iter().map(|(_, share)| share).sum());
    let most_likely =
        |side: &[(usize, f32)]| side.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let actor = it.act.and_then(|act| most_likely(&act.actors));
    let recipient = it.act.and_then(|act| most_likely(&act.recipients));
    let somebody = |role: Option<(usize, f32)>| {
        role.and_then(|(word, _)| entities.index_at(word)).is_some_and(|e| entities.kind_of(e) != EntityType::Other)
    };
    let supported = added > 0.0;
    let upos = reading.word(it.anchor).upos;
    it.signs = [
        1.0,
        odds(it.share),
        odds(anchor),
        flag(best.is_some_and(|(kind, _)| *kind == it.kind)),
        added,
        flag(!supported),
        if supported { it.share } else { 0.0 },
        flag(forbidden),
        flag(retyped),
        flag(away),
        most(&|c| c.effect == Effect::Adds && c.kind != it.kind),
        flag(upos == "VERB"),
        flag(matches!(upos, "NOUN" | "PROPN")),
        actor.map_or(0.0, |(_, share)| share),
        recipient.map_or(0.0, |(_, share)| share),
        flag(somebody(actor)),
        flag(somebody(recipient)),
        0.0,
        0.0,
        flag(it.act.is_none()),
        flag(it.share < 0.1),
    ];
}

/// Where [`SIGNS`] tells that a pattern makes the head's type into this one, and this one into another.
pub(super) const RETYPED: usize = 8;
pub(super) const RETYPED_AWAY: usize = 9;

const SAME_NEAR: usize = 17;
const SAME_HERE: usize = 18;

/// Marks those that a likelier proposal of the same type has near by: in the same sentence, and as head or dependent.
fn beside_others(reading: &Reading<'_>, found: &mut [Proposal<'_>]) {
    let mut start = 0;
    for sentence in &reading.analysis.sentences {
        let end = start + found[start..].partition_point(|it| it.anchor < sentence.end);
        for i in start..end {
            let likelier = |j: &usize| {
                let (a, b) = (&found[i], &found[*j]);
                b.kind == a.kind && b.anchor != a.anchor && (b.share, a.anchor) > (a.share, b.anchor)
            };
            let tied = |j: usize| {
                let (a, b) = (found[i].anchor, found[j].anchor);
                reading.word(a).head == Some(b) || reading.word(b).head == Some(a)
            };
            let (here, near) =
                (start..end).filter(likelier).fold((false, false), |(_, near), j| (true, near || tied(j)));
            found[i].signs[SAME_HERE] = f32::from(u8::from(here));
            found[i].signs[SAME_NEAR] = f32::from(u8::from(near));
        }
        start = end;
    }
}
