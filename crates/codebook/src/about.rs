//! `codebook.toml`: what holds of the whole.

use std::collections::BTreeSet;

use crate::codebook::About;
use crate::mistake::{Mistake, Notes};
use crate::phrase::{Classes, lemmas};
use crate::raw;

/// What the file gives.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub about: About,
    pub light: BTreeSet<String>,
    pub agents: BTreeSet<String>,
    pub things: BTreeSet<String>,
}

pub(crate) fn read(file: &str, text: &str, classes: &Classes) -> Result<Head, Vec<Mistake>> {
    let mut notes = Notes::new(file, text);
    let Some(raw) = notes.read::<raw::Head>() else { return Err(notes.mistakes) };
    let mut words = |list: Option<toml::Spanned<String>>| {
        list.and_then(|list| notes.keep(&list.span(), lemmas(list.get_ref(), ',', classes))).unwrap_or_default()
    };
    let light = words(raw.light_verbs);
    let agents = words(raw.agents);
    let things = words(raw.things);
    let known = raw.known.into_iter().map(|known| {
        let line = notes.line(&known.span());
        let known = known.into_inner();
        (known.rule, known.of, known.why, line)
    });
    let about = About {
        name: raw.name,
        ontology: raw.version,
        source: raw.source,
        licence: raw.licence,
        quads: raw.quads.into_iter().map(|(name, quad)| (name, (quad.sign, quad.types))).collect(),
        cameo_roots: raw.cameo.roots,
        cameo_dropped: raw.cameo.dropped,
        known: known.collect(),
    };
    if notes.mistakes.is_empty() { Ok(Head { about, light, agents, things }) } else { Err(notes.mistakes) }
}
