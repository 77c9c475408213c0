//! Anchors of events in one window, with all that the heads say of each.

use super::Window;
use crate::analysis::{Act, Analysis};
use crate::config::Projection;
use crate::heads::{acts, links};
use crate::kernel::quantise::Quantised;

/// How far the best type may lie below "no anchor", in logits, for a word to be told as a possible one.
const MARGIN: f32 = 1.6;
/// Types, statuses and contexts less likely than this are not told, beyond the first.
const LEAST: f32 = 0.1;
/// A word heads a role where that is so likely.
const ROLE: f32 = 0.25;

/// Memory of acts, kept from window to window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    details: acts::Room,
    links: links::Room,
}

impl<'m> Window<'m, '_, '_> {
    pub(super) fn read_acts(&self, bytes: &mut Quantised, room: &mut Room, analysis: &mut Analysis<'m>) {
        let (rows, heads, labels) = (self.rows(&self.words), &self.model.heads, &self.model.labels);
        let anchors: Vec<usize> = (0..self.words.len())
            .filter(|word| heads.acts.may_be(self.scores.events.row(rows.start + word), MARGIN))
            .collect();
        if anchors.is_empty() {
            return;
        }
        let part = |projection| self.scores.projected.part(rows.clone(), heads.blocks(projection));
        let details =
            heads.acts.details(self.kernel, &anchors, &part(Projection::Event), (&mut *bytes, &mut room.details));
        let stretches: Vec<_> = anchors.iter().map(|&anchor| anchor..anchor + 1).collect();
        let views = (&part(Projection::Anchor), &part(Projection::Argument));
        let roles = heads.acts.roles.links(self.kernel, &stretches, views, (bytes, &mut room.links));
        for ((anchor, [statuses, modes, contexts]), [actors, recipients]) in anchors.into_iter().zip(details).zip(roles)
        {
            let shares = heads.acts.shares(self.scores.events.row(rows.start + anchor));
            let types = likely(labels.event.iter().map(String::as_str).zip(shares).skip(1));
            let first = types.first().map_or("", |(kind, _)| kind);
            let modes = labels.mode.iter().zip(modes).filter(|(label, _)| label.as_ref().is_none_or(|l| l.0 == first));
            let mode = modes
                .reduce(|best, next| if next.1 > best.1 { next } else { best })
                .and_then(|(label, _)| label.as_ref());
            let heads_of = |shares: Vec<f32>| {
                let likely = shares.into_iter().enumerate().filter(|(_, share)| *share >= ROLE);
                likely.map(|(word, share)| (self.words.start + word, share)).collect()
            };
            analysis.acts.push(Act {
                anchor: self.words.start + anchor,
                mode: mode.map(|(_, mode)| mode.as_str()),
                types,
                statuses: likely(labels.status.iter().copied().zip(statuses)),
                contexts: likely(labels.context.iter().map(String::as_str).zip(contexts)),
                actors: heads_of(actors),
                recipients: heads_of(recipients),
            });
        }
    }
}

/// Those of some labels that are likely, the likeliest first; always the likeliest.
fn likely<L>(labels: impl Iterator<Item = (L, f32)>) -> Vec<(L, f32)> {
    let mut all: Vec<(L, f32)> = labels.collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    let kept = all.iter().take_while(|(_, share)| *share >= LEAST).count().max(1);
    all.truncate(kept);
    all
}
