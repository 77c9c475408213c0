//! `onrecord remove`: documents are taken out of a store for good.

use std::fs;

use onrecord_store::{Removed, Selection, Store};

use super::print;
use crate::analyses::VERSION;
use crate::args::RemoveArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::{Verdict, say};

/// Takes them out, and names what was not there.
pub fn remove(args: &RemoveArgs) -> Result<Verdict, Failure> {
    let mut selection =
        Selection { ids: args.ids.iter().cloned().collect(), publishers: args.publishers.iter().cloned().collect() };
    if let Some(path) = &args.list {
        let list = fs::read_to_string(path).map_err(|cause| Failure::IdsFile { path: path.clone(), cause })?;
        selection.ids.extend(list.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    let mut upkeep = Store::open(&args.store)?.upkeep(VERSION)?;
    let Removed { documents, segments, unknown } = upkeep.remove(&selection)?;
    upkeep.finish();
    for name in &unknown {
        let name: String = name.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        say(&format_args!(
            "onrecord: {name}: no document has this id or publisher; look it up in the table `documents`"
        ));
    }
    print(&[format!("removed   {} documents, {} segments written anew", grouped(documents), grouped(segments))])?;
    Ok(match (documents, unknown.len()) {
        (_, 0) => Verdict::Done,
        (0, _) => Verdict::Nothing,
        _ => Verdict::Some,
    })
}
