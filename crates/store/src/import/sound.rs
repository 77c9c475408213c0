//! Whether a record that comes from outside names only what it holds: what `verify` would find wrong must not come in.

use std::collections::HashSet;

use onrecord_record::{Record, SCHEMA};

/// The first thing that is wrong with the ids of a record.
pub(super) fn check(record: &Record) -> Result<(), String> {
    if record.schema != SCHEMA {
        return Err(format!("a record of the contract {:?}, but this program knows {SCHEMA:?}", record.schema));
    }
    let entities = ids(record.entities.iter().map(|it| &it.id))?;
    let statements = ids(record.statements.iter().map(|it| &it.id))?;
    ids(record.events.iter().map(|it| &it.id))?;
    let roles = record.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    let named = record.statements.iter().flat_map(|statement| &statement.source.entities);
    known("entity", &entities, named.chain(roles.filter_map(|role| role.entity.as_ref())))?;
    let within = record.statements.iter().filter_map(|statement| statement.within.as_ref());
    known("statement", &statements, within.chain(record.events.iter().filter_map(|event| event.statement.as_ref())))
}

/// A set of ids that each stand there once.
fn ids<'r>(all: impl Iterator<Item = &'r String>) -> Result<HashSet<&'r String>, String> {
    let mut set = HashSet::new();
    for id in all {
        if !set.insert(id) {
            return Err(format!("{id} stands there twice"));
        }
    }
    Ok(set)
}

fn known<'r>(what: &str, ids: &HashSet<&'r String>, mut named: impl Iterator<Item = &'r String>) -> Result<(), String> {
    match named.find(|id| !ids.contains(id)) {
        Some(id) => Err(format!("there is no {what} {id}")),
        None => Ok(()),
    }
}
