//! The commands, one file each. Each takes its arguments and gives the verdict that becomes the exit status.

mod actor;
mod bench;
mod code;
mod codebook;
mod completions;
mod explain;
mod parse;
mod read;
mod registry;

pub use actor::actor;
pub use bench::bench;
pub use code::code;
pub use codebook::codebook;
pub use completions::completions;
pub use explain::explain;
pub use parse::parse;
pub use read::read;
pub use registry::registry;
