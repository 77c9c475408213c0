//! `onrecord registry`: who bore which office when, learned from a store, shown and exported; and the registry that `read`
//! and `code` are given.
//!
//! ```text
//! a store ──learned──┐
//! CSV files ─────────┴──▶ one registry, later ones over earlier ──▶ the coder │ CSV │ the terminal
//! ```

mod build;
mod load;
mod show;

use crate::args::{General, RegistryArgs, RegistryCommand};
use crate::failure::Failure;
use crate::messages::Verdict;
pub(super) use load::known;

/// Does what is to be done with registries.
pub fn registry(general: &General, args: &RegistryArgs) -> Result<Verdict, Failure> {
    match &args.command {
        RegistryCommand::Build(args) => build::build(args),
        RegistryCommand::Show(args) => show::show(general, args),
    }
}
