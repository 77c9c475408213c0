//! `onrecord completions`: what a shell should know of the command line.

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};
use crate::failure::Failure;
use crate::messages::Verdict;
use crate::output::Output;

/// Writes the script to standard output.
pub fn completions(args: &CompletionsArgs) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "onrecord", &mut script);
    let mut output = Output::lock();
    output.write(&String::from_utf8_lossy(&script))?;
    output.flush()?;
    Ok(Verdict::Done)
}
