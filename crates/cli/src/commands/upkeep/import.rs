//! `onrecord import`: what other programs have coded comes into a store by manifest.

use onrecord_store::{Imported, Store};

use super::{print, renew};
use crate::analyses::VERSION;
use crate::args::ImportArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::{Verdict, say_safely};

/// Takes in one manifest after the other, and names the rows that hold no record.
pub fn import(args: &ImportArgs) -> Result<Verdict, Failure> {
    let store = Store::create_or_open(&args.store)?;
    let mut all = Imported::default();
    for manifest in &args.manifests {
        all += store.import(manifest, VERSION, &mut |id, reason| {
            say_safely(&format_args!("{id}: {reason}"));
        })?;
    }
    renew(store.upkeep(VERSION)?, &args.store)?;
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
