//! `onrecord registry build`: what the documents of a store say of names, as a CSV file.

use std::fs::{self, File};
use std::io::Write;

use super::load::learned;
use crate::args::RegistryBuildArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

/// Learns from the store and writes what was learned.
pub fn build(args: &RegistryBuildArgs) -> Result<Verdict, Failure> {
    let learner = learned(&args.store)?;
    let undated = learner.undated();
    let registry = learner.finish();
    let csv = registry.to_csv();
    match &args.out {
        None => {
            let mut output = Output::lock();
            output.write(&csv)?;
            output.flush()?;
        }
        Some(path) => {
            let failed = |cause| Failure::RegistryOut { path: path.clone(), cause };
            // A new file: the old one may hold somebody's corrections.
            let mut file = File::create_new(path).map_err(failed)?;
            if let Err(cause) = file.write_all(csv.as_bytes()).and_then(|()| file.sync_all()) {
                let _ = fs::remove_file(path);
                return Err(failed(cause));
            }
        }
    }
    let entries = grouped(registry.entries().len() as u64);
    say(&format_args!("learned   {entries} entries, {}", registry.version()));
    if undated > 0 {
        let undated = grouped(undated);
        say(&format_args!("left out  {undated} mentions in documents of which nobody knows the day of publication"));
    }
    Ok(Verdict::Done)
}
