//! The commands, one file each. Each takes its arguments and gives the verdict that becomes the exit status.

mod actor;
mod bench;
mod code;
mod codebook;
mod completions;
mod explain;
mod export;
mod judge;
mod parse;
mod read;
mod registry;
mod sample;
mod search;
mod serve;
mod sql;
mod upkeep;
mod watch;

pub use actor::actor;
pub use bench::bench;
pub use code::code;
pub use codebook::codebook;
pub use completions::completions;
pub use explain::explain;
pub use export::{ExportArgs, export};
pub use judge::{JudgeArgs, judge};
pub use parse::parse;
pub use read::read;
pub use registry::registry;
pub use sample::{SampleArgs, sample};
pub use search::{RebuildSearchArgs, SearchArgs, rebuild_search, search};
pub use serve::{ServeArgs, serve};
pub use sql::{SqlArgs, sql};
pub use upkeep::{compact, import, merge, rebuild, remove, stories, verify};
pub use watch::watch;

use onrecord_coder::Coder;
use onrecord_model::Model;

use crate::analyses;
use crate::args::Known;
use crate::failure::Failure;

/// The coder that a command's flags ask for.
fn coder(model: &Model, known: &Known) -> Result<Coder, Failure> {
    let registry = registry::known(known)?;
    let codebook = codebook::load(known.codebook.as_deref())?;
    Ok(analyses::coder(model, codebook, registry.as_ref(), known.min_confidence))
}
