//! What an edit breaks: names that lead nowhere, shapes in two types, patterns that can never decide, poor examples.

use std::collections::BTreeMap;

use super::{Finding, finding};
use crate::act_type::{ActType, Effect, Rule};
use crate::codebook::Codebook;

pub(super) fn findings(codebook: &Codebook) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in &codebook.rules {
        names(codebook, rule, &mut found);
    }
    for kind in &codebook.types {
        examples(codebook, kind, &mut found);
    }
    shapes(codebook, &mut found);
    unreachable(codebook, &mut found);
    found
}

fn type_of<'c>(codebook: &'c Codebook, rule: &Rule) -> Option<&'c ActType> {
    codebook.types.get(rule.kind)
}

fn names(codebook: &Codebook, rule: &Rule, found: &mut Vec<Finding>) {
    let place = (rule.file.as_str(), rule.line);
    let Some(kind) = type_of(codebook, rule) else { return };
    if let Some(mode) = rule.mode.as_ref().filter(|&mode| !kind.modes.contains_key(mode)) {
        found.push(finding("mode-unknown", &rule.id, place, format!("{} has no mode `{mode}`", kind.name)));
    }
    for context in rule.contexts.iter().filter(|context| !codebook.contexts.contains(context)) {
        found.push(finding("context-unknown", &rule.id, place, format!("there is no context `{context}`")));
    }
    if let Some(from) = rule.from.as_ref().filter(|from| codebook.get(from).is_none()) {
        found.push(finding("type-unknown", &rule.id, place, format!("there is no type `{from}` to retype")));
    }
}

fn examples(codebook: &Codebook, kind: &ActType, found: &mut Vec<Finding>) {
    let at = |line| (kind.file.as_str(), line);
    for contrast in &kind.contrasts {
        if codebook.get(&contrast.with).is_none() {
            let what = format!("there is no type `{}` to be told from", contrast.with);
            found.push(finding("type-unknown", &kind.name, at(contrast.line), what));
        }
    }
    for example in &kind.examples {
        if example.marked.anchor.is_empty() {
            let what = "the example has no anchor; mark it as [v …]";
            found.push(finding("example-anchor", &kind.name, at(example.line), what));
        }
        if kind.recipient_required && example.marked.recipients.is_empty() && example.why.is_none() {
            let what = "the type needs a recipient; mark it as [r …], or say why there is none";
            found.push(finding("example-recipient", &kind.name, at(example.line), what));
        }
        if let Some(mode) = example.mode.as_ref().filter(|&mode| !kind.modes.contains_key(mode)) {
            found.push(finding("mode-unknown", &kind.name, at(example.line), format!("there is no mode `{mode}`")));
        }
    }
    if kind.examples.is_empty() {
        found.push(finding("example-missing", &kind.name, at(1), "the type has no example"));
    }
}

/// The same words in the same shape in two types, which no contrast tells apart; or twice in one.
fn shapes(codebook: &Codebook, found: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, &Rule> = BTreeMap::new();
    for rule in codebook.rules.iter().filter(|rule| rule.from_lexicon) {
        let place = (rule.file.as_str(), rule.line);
        let Some(first) = seen.get(&rule.pattern.to_string()) else {
            seen.insert(rule.pattern.to_string(), rule);
            continue;
        };
        let (Some(kind), Some(other)) = (type_of(codebook, rule), type_of(codebook, first)) else { continue };
        if kind.name == other.name {
            let what = format!("the same shape stands in line {} already", first.line);
            found.push(finding("shape-twice", &rule.id, place, what));
        } else if !contrasted(kind, other) {
            let what = format!("the same shape is `{}`, and no contrast tells the two types apart", first.id);
            found.push(finding("same-shape", &rule.id, place, what));
        }
    }
}

fn contrasted(kind: &ActType, other: &ActType) -> bool {
    let one = |a: &ActType, b: &ActType| a.contrasts.iter().any(|contrast| contrast.with == b.name);
    one(kind, other) || one(other, kind)
}

fn unreachable(codebook: &Codebook, found: &mut Vec<Finding>) {
    let patterns: Vec<&Rule> = codebook.rules.iter().filter(|rule| !rule.from_lexicon).collect();
    for rule in &codebook.rules {
        if rule.pattern.contradicts_itself() {
            let what = "it asks for what it forbids, so it never matches";
            found.push(finding("unreachable", &rule.id, (&rule.file, rule.line), what));
        }
    }
    for (index, rule) in patterns.iter().enumerate() {
        let place = (rule.file.as_str(), rule.line);
        let kind = type_of(codebook, rule).map(|kind| kind.name.as_str());
        if rule.effect == Effect::Retypes && rule.from.as_deref() == kind {
            found.push(finding("unreachable", &rule.id, place, "it retypes from its own type"));
        }
        let same = |other: &&&Rule| {
            other.kind == rule.kind && other.effect == rule.effect && other.from == rule.from && other.mode == rule.mode
        };
        let earlier = patterns.iter().take(index).filter(same).find(|other| other.pattern.covers(&rule.pattern));
        if let Some(earlier) = earlier {
            let what = format!("`{}` holds wherever it does, so it decides nothing", earlier.id);
            found.push(finding("unreachable", &rule.id, place, what));
        }
    }
}
