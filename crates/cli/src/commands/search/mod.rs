//! `onrecord search`: sentences of a store by their words, and by who says them, about whom, and what is done in them.

mod show;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{ValueEnum, ValueHint};
use jiff::civil::{Date, date};
use onrecord_search::{Filters, Notice, Search};

use super::code::grouped;
use crate::args::General;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

const EXAMPLES: &str = "\
Examples:
  onrecord search store ferry
  onrecord search store '\"not one word\" OR resign*' --speaker Orrel
  onrecord search store --type ACCUSE --status actual --country MRV --from 2026-01-01
  onrecord search store 'budget NOT education' --format csv > found.csv

Words side by side must all stand in a sentence, in any form (\"resigned\" is found
by \"resigns\"); \"words in quotation marks\" in this order; OR, NOT and brackets as
usual; a star stands for any ending. Type, status and country are those of one act.";

/// Arguments of `search`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct SearchArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// What to look for; may be left out where a filter is given
    #[arg(value_name = "WORDS", default_value = "", hide_default_value = true)]
    pub words: String,
    /// Only what somebody of this name says
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only sentences that speak of somebody of this name
    #[arg(long, value_name = "NAME")]
    pub about: Option<String>,
    /// Only sentences with an act of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// Only acts of this status: actual, historical, future, hypothetical, negated
    #[arg(long = "status", value_name = "STATUS")]
    pub statuses: Vec<String>,
    /// Only acts by, against or in this country (ISO 3166-1 alpha-3), or, without type and status, sentences about it
    #[arg(long = "country", value_name = "CODE")]
    pub countries: Vec<String>,
    /// Only documents of this publisher; may be given several times
    #[arg(long = "publisher", value_name = "NAME")]
    pub publishers: Vec<String>,
    /// Only documents published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Only documents published on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// Sentences to show at most
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub limit: u32,
    /// How to show them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: SearchFormat,
}

/// How `search` shows what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// The sentences with the words marked, for people
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

/// Arguments of `rebuild-search`.
#[derive(Debug, clap::Args)]
pub struct RebuildSearchArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
}

/// Looks for sentences and shows them. Nothing found is an answer, not a failure.
pub fn search(general: &General, args: &SearchArgs) -> Result<Verdict, Failure> {
    let search = open(&args.store, |path, tell| Search::open(path, tell))?;
    let found = search.find(&args.words, &filters(args), args.limit as usize)?;
    let mut output = Output::lock();
    show::show(&found, args.format, general.color, &mut output)?;
    output.flush()?;
    Ok(Verdict::Done)
}

/// Makes the index again.
pub fn rebuild_search(args: &RebuildSearchArgs) -> Result<Verdict, Failure> {
    let search = open(&args.store, |path, tell| Search::rebuild(path, tell))?;
    say(&format_args!("made      {} sentences can be searched", grouped(search.sentences())));
    Ok(Verdict::Done)
}

/// What is made of a store besides its tables is brought up to date after coding. That it fails is no fault of what was
/// coded: the next search or query tries again.
pub fn refresh(store: &Path) {
    if let Err(error) = Search::open(store, |_| {}) {
        say(&format_args!("warning: {error}"));
    }
    if let Err(error) = onrecord_query::refresh_daily(store) {
        say(&format_args!("warning: {error}"));
    }
}

/// Opens the index, and says what it has to do before.
fn open<T>(
    store: &Path,
    open: impl FnOnce(&Path, &mut dyn FnMut(Notice)) -> Result<T, onrecord_search::SearchError>,
) -> Result<T, Failure> {
    let began = Instant::now();
    let mut told = false;
    let opened = open(store, &mut |notice| {
        told = notice != Notice::Busy;
        match notice {
            Notice::Missing { segments } => say(&format_args!("making the search index of {segments} segments")),
            Notice::Damaged => say(&"the search index is damaged or of another version; making it again"),
            Notice::Stale { new, gone } => {
                say(&format_args!(
                    "the store has changed: {new} segments are new, {gone} are gone; updating the search index"
                ));
            }
            Notice::Busy => say(&"another program is updating the search index; the newest documents are not searched"),
        }
    })?;
    if told {
        say(&format_args!("search index ready after {:.1} s", began.elapsed().as_secs_f64()));
    }
    Ok(opened)
}

fn filters(args: &SearchArgs) -> Filters {
    let upper = |list: &[String]| list.iter().map(|word| word.to_uppercase()).collect();
    Filters {
        speaker: args.speaker.clone(),
        about: args.about.clone(),
        types: upper(&args.types),
        statuses: args.statuses.iter().map(|word| word.to_lowercase()).collect(),
        countries: upper(&args.countries),
        publishers: args.publishers.clone(),
        from: args.from.map(days),
        to: args.to.map(days),
    }
}

/// Days from 1970-01-01.
fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}
