//! `onrecord sample`: records of a store, drawn at random, as a sheet to judge by hand.

use std::io::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use onrecord_export::{AtomicFile, Design, Draw, ExportError, Kind, draw};
use onrecord_store::Store;

use super::code::grouped;
use super::export::Choice;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

const EXAMPLES: &str = "\
Examples:
  onrecord sample store -n 200 --seed 1 --output sheet.csv
  onrecord sample store -n 200 --by type --output sheet.csv
  onrecord sample store -n 100 --kind statements --output said.tsv
  onrecord judge sheet.csv --by type

Open the sheet in a spreadsheet, write yes or no into `right` and, where no, a
word into `why`; save it as CSV and give it to `onrecord judge`. A column of your
own whose name begins with `right` (right actor) is judged by itself. The same
seed draws the same records, and a larger sample holds the smaller one. Rows are
in random order: whoever stops half way has judged a random half.";

/// Arguments of `sample`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct SampleArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// How many records
    #[arg(short, value_name = "N", default_value = "200", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub n: u32,
    /// Another seed, another sample
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub seed: u64,
    /// What to judge
    #[arg(long, value_enum, default_value = "events", value_name = "KIND")]
    pub kind: SampleKind,
    /// Draw as many of each value as can be. Events: type, mode, status, voice, quad; statements: kind, class,
    /// source_kind, negated; both: publisher, year
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// A new file to write to; tab separated unless it ends in .csv [default: standard output]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// What to draw from.
    #[command(flatten)]
    pub choice: Choice,
}

/// What a sample is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SampleKind {
    /// Who did what to whom
    Events,
    /// Who said what
    Statements,
}

/// Draws and writes the sheet.
pub fn sample(args: &SampleArgs) -> Result<Verdict, Failure> {
    let kind = match args.kind {
        SampleKind::Events => Kind::Events,
        SampleKind::Statements => Kind::Statements,
    };
    if let Some(by) = args.by.as_deref().filter(|by| !kind.strata().contains(by)) {
        return Err(Failure::NoStrata { by: by.to_owned(), known: kind.strata().join(", ") });
    }
    let design = Design {
        kind,
        size: args.n as usize,
        seed: args.seed,
        by: args.by.clone(),
        selection: args.choice.selection(),
    };
    let store = Store::open(&args.store)?;
    // Before the long work: a sheet that is there may hold somebody's judgements.
    if let Some(path) = args.output.as_ref().filter(|path| path.exists()) {
        return Err(ExportError::Write { path: path.clone(), cause: std::io::ErrorKind::AlreadyExists.into() }.into());
    }
    let draw = draw(&store, &design)?;
    match &args.output {
        None => {
            let mut output = Output::lock();
            output.write(&draw.sheet.to_text('\t')?)?;
            output.flush()?;
        }
        Some(path) => {
            let comma = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
            let text = draw.sheet.to_text(if comma { ',' } else { '\t' })?;
            let mut file = AtomicFile::create(path)?;
            // By the mark spreadsheets know UTF-8.
            let written = write!(file, "\u{FEFF}{text}");
            written.map_err(|cause| ExportError::Write { path: path.clone(), cause })?;
            file.commit_new()?;
        }
    }
    tell(args, &draw);
    Ok(Verdict::Done)
}

fn tell(args: &SampleArgs, draw: &Draw) {
    let noun = if args.kind == SampleKind::Events { "events" } else { "statements" };
    let place = args.output.as_ref().map(|path| format!(" to {}", path.display())).unwrap_or_default();
    let (drawn, population) = (grouped(draw.sheet.rows.len() as u64), grouped(draw.population));
    say(&format_args!("drawn     {drawn} of {population} {noun}{place}"));
    if let Some(by) = &args.by {
        let missed = draw.strata.iter().filter(|(_, _, drawn)| *drawn == 0).count();
        say(&format_args!("strata    {} of {by}", draw.strata.len()));
        if missed > 0 {
            say(&format_args!("warning   {missed} of them have no record in the sample; take a larger -n"));
        }
    }
}
