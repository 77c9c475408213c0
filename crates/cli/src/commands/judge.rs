//! `onrecord judge`: what the judgements of a sample come to.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use onrecord_export::{Estimate, Judged, judge as count};
use serde_json::to_string;

use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

const EXAMPLES: &str = "\
Examples:
  onrecord judge sheet.csv
  onrecord judge sheet.csv --by type --by publisher
  onrecord judge sheet.csv --format jsonl

A cell says yes (yes, y, 1, true, x, right) or no (no, n, 0, false, wrong); blank
and ? are not judged. Every column whose name begins with `right` is counted.
The interval is Wilson's at 95 percent; where rows stand for different numbers of
records (sample --by), it is weighted (Yan and Su 2010).";

/// Arguments of `judge`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct JudgeArgs {
    /// The judged sheet: CSV or tab separated
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub sheet: PathBuf,
    /// Also count apart by the values of this column [default: type and status, or kind and source_kind]
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// Take blank cells of `right` as no, where only right ones were marked
    #[arg(long)]
    pub blank_is_wrong: bool,
    /// How to show the result
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: JudgeFormat,
}

/// How `judge` shows its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum JudgeFormat {
    /// A table for people
    Text,
    /// One estimate a line
    Jsonl,
}

/// Counts and shows.
pub fn judge(args: &JudgeArgs) -> Result<Verdict, Failure> {
    let path = &args.sheet;
    let bytes = std::fs::read(path).map_err(|cause| Failure::SheetFile { path: path.clone(), cause })?;
    let judged =
        count(&bytes, &args.by, args.blank_is_wrong).map_err(|cause| Failure::Sheet { path: path.clone(), cause })?;
    let mut output = Output::lock();
    match args.format {
        JudgeFormat::Text => output.write(&table(&judged))?,
        JudgeFormat::Jsonl => {
            for estimate in &judged.estimates {
                output.write(&(to_string(estimate).map_err(Failure::Json)? + "\n"))?;
            }
        }
    }
    output.flush()?;
    if !judged.silent_strata.is_empty() {
        let strata = judged.silent_strata.join(", ");
        say(&format_args!("warning: nothing is judged of {strata}; the figure for all is about the others"));
    }
    if judged.only_yes {
        say(&"warning: all that is judged is right, the rest is blank; if blank means wrong, say --blank-is-wrong");
    }
    Ok(Verdict::Done)
}

fn table(judged: &Judged) -> String {
    let mut out = String::new();
    let mut heading = (String::new(), String::new());
    let value = |estimate: &Estimate| match &estimate.group {
        None => "all".to_owned(),
        Some((_, value)) if value.is_empty() => "(none)".to_owned(),
        Some((_, value)) => value.clone(),
    };
    let width = judged.estimates.iter().map(|estimate| value(estimate).chars().count()).max().unwrap_or_default();
    for estimate in &judged.estimates {
        let by = estimate.group.as_ref().map(|(by, _)| by.clone()).unwrap_or_default();
        let here = (estimate.column.clone(), by);
        if here != heading {
            let gap = if out.is_empty() { "" } else { "\n" };
            let by = if here.1.is_empty() { String::new() } else { format!(" by {}", here.1) };
            let weighted = if judged.weighted { ", weighted" } else { "" };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{gap}{}{by}: precision [95 %{weighted}], right of judged, blank", here.0);
            heading = here;
        }
        let Estimate { judged, right, blank, precision, low, high, .. } = estimate;
        let bounds = match (precision, low, high) {
            (Some(precision), Some(low), Some(high)) => format!("{precision:.3} [{low:.3}, {high:.3}]"),
            _ => "    –               ".to_owned(),
        };
        let _ = writeln!(out, "  {:<width$}  {bounds}  {right:>5} of {judged:>5}  {blank:>5}", value(estimate));
    }
    out
}
