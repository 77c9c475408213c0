//! The commands that keep a store in order: `stories`, `verify`, `compact`, `merge`, `import`, `remove`, `rebuild`, and what `code` does at its
//! end.
//!
//! Results go to standard output. The work itself is the store's.

mod import;
mod merge;
mod remove;
mod stories;
mod verify;

use std::path::Path;

use onrecord_store::{Joining, Store, StoreError, Upkeep};

use super::code::grouped;
use super::search;
use crate::analyses::VERSION;
use crate::args::StoreArgs;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;
pub use import::import;
pub use merge::merge;
pub use remove::remove;
pub use stories::{rebuild, stories};
pub use verify::verify;

/// Joins small segments and brings what is derived up to date.
pub fn compact(args: &StoreArgs) -> Result<Verdict, Failure> {
    let mut upkeep = Store::open(&args.store)?.upkeep(VERSION)?;
    let done = upkeep.compact(Joining::default())?;
    upkeep.refresh()?;
    upkeep.finish();
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    print(&[
        format!("segments  {} before, {} now", grouped(done.before), grouped(done.after)),
        format!("size      {} before, {} now", megabytes(done.bytes_before), megabytes(done.bytes_after)),
    ])?;
    Ok(Verdict::Done)
}

/// At the end of `code`: what is derived follows what was coded. Where another writer was quicker to take the store, it
/// will see to that.
pub(super) fn refresh(store: &Path) -> Result<(), Failure> {
    let counts = Store::open(store)?.upkeep(VERSION).and_then(|mut upkeep| {
        let counts = upkeep.refresh()?;
        upkeep.finish();
        Ok(counts)
    });
    match counts {
        Ok(Some(counts)) => {
            let (stories, documents) = (grouped(counts.stories), grouped(counts.documents));
            say(&format_args!("stories   {stories} in the store's {documents} documents"));
        }
        Ok(None) | Err(StoreError::Locked { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// After documents came in from elsewhere: all that is derived is made of the present state, the index for searches too.
fn renew(mut upkeep: Upkeep, store: &Path) -> Result<(), Failure> {
    upkeep.refresh()?;
    upkeep.finish();
    search::refresh(store);
    Ok(())
}

/// Lines on standard output.
fn print(lines: &[String]) -> Result<(), Failure> {
    let mut output = Output::lock();
    output.write(&(lines.join("\n") + "\n"))?;
    output.flush()
}
