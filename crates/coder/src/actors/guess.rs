//! What the model takes somebody for, of whom neither text nor tables tell it.

use onrecord_actors::{Reason, Sector};

use crate::entities::Entities;
use crate::reading::Reading;

/// A sector must be as likely as this, in the mean of all mentions, to be taken.
const LEAST: f32 = 0.25;

/// The likeliest primary sector of an entity by the mean of what the model says of its mentions, and the reason to give.
pub(super) fn sector(reading: &Reading<'_>, entities: &Entities, entity: usize) -> Option<(Sector, Reason)> {
    let mentions = entities.phrases(entity).iter().filter_map(|phrase| phrase.mention);
    let mut shares: Vec<(&str, f32)> = Vec::new();
    let mut count = 0.0;
    for mention in mentions {
        count += 1.0;
        for (code, share) in &reading.analysis.mentions[mention].sectors {
            match shares.iter_mut().find(|(known, _)| known == code) {
                Some((_, sum)) => *sum += share,
                None => shares.push((code, *share)),
            }
        }
    }
    let (code, sum) = shares.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let sector = Sector::parse(code).filter(|_| sum >= LEAST * count)?;
    let (entry, gave) = (entities.name(entity).to_owned(), format!("sector {sector}"));
    Some((sector, Reason { table: "model", entry, words: 0..0, gave }))
}
