//! `onrecord import`: what other programs have coded comes into a store by manifest.

use onrecord_store::{Imported, Store};

use super::print;
use crate::analyses::VERSION;
use crate::args::ImportArgs;
use crate::commands::code::grouped;
use crate::commands::search;
use crate::failure::Failure;
use crate::messages::{Verdict, say};

/// Takes in one manifest after the other, and names the rows that hold no record.
pub fn import(args: &ImportArgs) -> Result<Verdict, Failure> {
    let store = Store::create_or_open(&args.store)?;
    let mut all = Imported::default();
    for manifest in &args.manifests {
        let imported = store.import(manifest, VERSION, &mut |id, reason| {
            // Ids and reasons may hold anything; a terminal is not to obey them.
            let line = format!("onrecord: {id}: {reason}");
            say(&line.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>());
        })?;
        all.files += imported.files;
        all.documents += imported.documents;
        all.known += imported.known;
        all.removed += imported.removed;
        all.errors += imported.errors;
    }
    let mut upkeep = store.upkeep(VERSION)?;
    upkeep.refresh()?;
    upkeep.finish();
    search::refresh(&args.store);
    let n = grouped;
    print(&[
        format!("came in   {} documents from {} files", n(all.documents), n(all.files)),
        format!(
            "left out  {} here before, {} removed for good, {} not coded",
            n(all.known),
            n(all.removed),
            n(all.errors)
        ),
    ])?;
    Ok(match (all.documents + all.known + all.removed, all.errors) {
        (_, 0) => Verdict::Done,
        (0, _) => Verdict::Nothing,
        _ => Verdict::Some,
    })
}
