//! `onrecord merge`: the documents of other stores come into one, and what is derived is made anew.

use onrecord_store::{Merged, Store};

use super::{print, renew};
use crate::analyses::VERSION;
use crate::args::MergeArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::{Verdict, say};

/// Takes in one store after the other.
pub fn merge(args: &MergeArgs) -> Result<Verdict, Failure> {
    // All of them first: a name that is mistyped is told before anything is done.
    let others = args.stores.iter().map(Store::open).collect::<Result<Vec<_>, _>>()?;
    let mut upkeep = Store::create_or_open(&args.into)?.upkeep(VERSION)?;
    let mut all = Merged::default();
    for other in &others {
        let merged = upkeep.merge(other)?;
        say(&format_args!("merged    {} documents from {}", grouped(merged.documents), other.path().display()));
        all += merged;
    }
    renew(upkeep, &args.into)?;
    let n = grouped;
    let mut lines = vec![
        format!("came in   {} documents in {} segments", n(all.documents), n(all.segments)),
        format!("left out  {} here before, {} removed for good", n(all.known), n(all.removed)),
    ];
    if all.taken_out > 0 {
        lines.push(format!("removed   {} documents that were taken out of one of the others", n(all.taken_out)));
    }
    print(&lines)?;
    Ok(Verdict::Done)
}
