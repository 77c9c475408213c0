//! `onrecord codebook`: what counts as which act. Checked, shown, and tried on its own examples.
//!
//! ```text
//! nothing ──▶ PLOVER, as it is inside the program ─┐
//! a folder ──▶ laid over it, or alone ─────────────┴──▶ check │ show │ test
//! ```

mod check;
mod load;
mod show;
mod test;

pub(super) use load::codebook as load;

use crate::args::{CodebookArgs, CodebookCommand, General};
use crate::failure::Failure;
use crate::messages::Verdict;

/// Does what is to be done with a codebook.
pub fn codebook(general: &General, args: &CodebookArgs) -> Result<Verdict, Failure> {
    match &args.command {
        CodebookCommand::Check(args) => check::check(args),
        CodebookCommand::Show(args) => show::show(args),
        CodebookCommand::Test(args) => test::test(general, args),
    }
}
