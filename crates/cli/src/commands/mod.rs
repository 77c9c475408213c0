//! The commands, one file each. Each takes its arguments and gives the verdict that becomes the exit status.

mod bench;
mod code;
mod completions;
mod parse;
mod read;
mod registry;

pub use bench::bench;
pub use code::code;
pub use completions::completions;
pub use parse::parse;
pub use read::read;
pub use registry::registry;
