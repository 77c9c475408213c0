//! The answer to "who is this?": one phrase as an actor, with the reasons.

use std::ops::Range;

use serde::Serialize;

use crate::actors::Actors;
use crate::entities::Entities;
use crate::reading::Reading;

/// Who some words mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorAnswer {
    /// ISO 3166-1 alpha-3; Kosovo is `XKX`.
    pub country: Option<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
    /// The fullest name that the text gives, else the words themselves.
    pub name: String,
    /// The title or description in the text.
    pub role: Option<String>,
    /// What each part was taken from.
    pub reasons: Vec<ActorReason>,
}

/// Why a country or a sector was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorReason {
    /// The table, by its file's name, or `context`.
    pub table: String,
    /// Which entry of it.
    pub entry: String,
    /// What it gave: `country KEN`, `sector GOV`.
    pub gave: String,
}

pub(crate) fn answer(
    reading: &Reading<'_>,
    entities: &Entities,
    actors: &Actors<'_>,
    words: &Range<usize>,
) -> ActorAnswer {
    let who = actors.at(words);
    let entity = reading.tops(words).find_map(|word| entities.index_at(word));
    let name = entity.map_or_else(|| reading.slice(words), |entity| entities.name(entity));
    let reason = |reason: &onrecord_actors::Reason| ActorReason {
        table: reason.table.to_owned(),
        entry: reason.entry.clone(),
        gave: reason.gave.clone(),
    };
    let mut reasons: Vec<ActorReason> = Vec::new();
    for it in who.reasons.iter().map(reason) {
        if !reasons.contains(&it) {
            reasons.push(it);
        }
    }
    ActorAnswer {
        country: who.country.map(|code| code.to_string()),
        sectors: who.sectors.iter().map(|sector| sector.as_str().to_owned()).collect(),
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        role: who.role,
        reasons,
    }
}
