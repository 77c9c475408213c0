//! What the ontology itself gets wrong: scores, quads, codes.

use std::collections::BTreeMap;

use super::{Finding, finding};
use crate::act_type::ActType;
use crate::codebook::Codebook;

pub(super) fn findings(codebook: &Codebook) -> Vec<Finding> {
    let mut found = Vec::new();
    for kind in &codebook.types {
        scores(codebook, kind, &mut found);
        quads(codebook, kind, &mut found);
        code_of(codebook, kind, &mut found);
    }
    codes(codebook, &mut found);
    found
}

fn scores(codebook: &Codebook, kind: &ActType, found: &mut Vec<Finding>) {
    let sign = codebook.about.quads.get(&kind.quad).map(|&(sign, _)| sign);
    let modes = kind.modes.iter().map(|(name, mode)| (format!("{} {name}", kind.name), mode.score));
    for (of, score) in std::iter::once((kind.name.clone(), kind.score)).chain(modes) {
        let place = (kind.file.as_str(), 1);
        let Some(score) = score else {
            found.push(finding("score-missing", of, place, "it has no score"));
            continue;
        };
        if sign.is_some_and(|sign| f32::from(sign) * score <= 0.0) {
            let what = format!("the score {score} has not the sign of {}", kind.quad);
            found.push(finding("score-sign", of, place, what));
        }
    }
}

fn quads(codebook: &Codebook, kind: &ActType, found: &mut Vec<Finding>) {
    let quads = &codebook.about.quads;
    let place = (kind.file.as_str(), 1);
    if !quads.contains_key(&kind.quad) {
        let known: Vec<&str> = quads.keys().map(String::as_str).collect();
        let what = format!("there is no quad `{}`; there are: {}", kind.quad, known.join(", "));
        found.push(finding("quad-unknown", &kind.name, place, what));
    }
    let listed = quads.iter().filter(|(_, (_, types))| types.contains(&kind.name)).map(|(quad, _)| quad);
    for quad in listed.filter(|&quad| quad != &kind.quad) {
        let what = format!("its own page says {}, the table of quads {quad}", kind.quad);
        found.push(finding("quad-two", &kind.name, place, what));
    }
}

/// The way to CAMEO: each code must lead back to where it comes from.
fn code_of(codebook: &Codebook, kind: &ActType, found: &mut Vec<Finding>) {
    let modes = kind.modes.iter().map(|(name, mode)| (format!("{} {name}", kind.name), &mode.cameo));
    for (of, code) in std::iter::once((kind.name.clone(), &kind.cameo)).chain(modes) {
        if code.is_empty() {
            continue;
        }
        let place = (kind.file.as_str(), 1);
        match codebook.from_cameo(code) {
            None => found.push(finding("cameo-back", of, place, format!("its code {code} is not in cameo.tsv"))),
            Some((back, _, _)) if back != kind.name => {
                found.push(finding("cameo-back", of, place, format!("its code {code} leads back to {back}")));
            }
            Some(_) => {}
        }
    }
}

/// The way from CAMEO: codes that lead nowhere, to two types, or away from their root.
fn codes(codebook: &Codebook, found: &mut Vec<Finding>) {
    let about = &codebook.about;
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (code, meaning) in &codebook.cameo.codes {
        let place = ("cameo.tsv", meaning.line);
        let mut nowhere = |what: String| found.push(finding("cameo-nowhere", code, place, what));
        match codebook.get(&meaning.kind) {
            None => nowhere(format!("there is no type {}", meaning.kind)),
            Some(kind) => {
                if let Some(mode) = meaning.mode.as_ref().filter(|&mode| !kind.modes.contains_key(mode)) {
                    nowhere(format!("{} has no mode {mode}", kind.name));
                }
            }
        }
        for context in meaning.contexts.iter().filter(|context| !codebook.contexts.contains(context)) {
            nowhere(format!("there is no context {context}"));
        }
        if let Some(other) = first.insert(code, &meaning.kind) {
            let what = if other == meaning.kind {
                "it stands there twice".to_owned()
            } else {
                format!("it leads to {other} and to {}", meaning.kind)
            };
            found.push(finding("cameo-two", code, place, what));
        }
        let root = code.get(..2).unwrap_or_default();
        match about.cameo_roots.get(root) {
            _ if about.cameo_dropped.iter().any(|dropped| code.starts_with(dropped.as_str())) => {
                found.push(finding("cameo-root", code, place, format!("the root {root} is dropped")));
            }
            Some(types) if !types.contains(&meaning.kind) => {
                let what = format!("it leads to {}, its root {root} to {}", meaning.kind, types.join(", "));
                found.push(finding("cameo-root", code, place, what));
            }
            _ => {}
        }
    }
    for (root, types) in &about.cameo_roots {
        if !codebook.cameo.codes.is_empty() && !first.keys().any(|code| code.starts_with(root.as_str())) {
            let what = format!("no code begins with it; it should lead to {}", types.join(", "));
            found.push(finding("cameo-missing", root, ("cameo.tsv", 1), what));
        }
    }
}
