//! The command line: commands, flags and the help that teaches them by example.

mod examples;
mod upkeep;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::{ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use onrecord_ingest::{Columns, Input, Languages, Limits, Options};
use onrecord_store::Shard;
pub use upkeep::{ImportArgs, MergeArgs, RemoveArgs, StoreArgs};

use examples::{
    ACTOR_EXAMPLES, BENCH_EXAMPLES, CODE_EXAMPLES, CODEBOOK_EXAMPLES, COMPLETIONS_EXAMPLES, EXPLAIN_EXAMPLES,
    PARSE_EXAMPLES, PROGRAM_EXAMPLES, READ_EXAMPLES, REGISTRY_EXAMPLES, WATCH_EXAMPLES,
};

/// Puts news on record: who said what, on whose word, tied to the exact words.
#[derive(Debug, Parser)]
#[command(version, after_help = PROGRAM_EXAMPLES, max_term_width = 120)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for all commands.
    #[command(flatten)]
    pub general: General,
}

/// Flags of all commands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "For all commands")]
pub struct General {
    /// Threads to work with [default: one for each core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// A model file to take instead of the one inside the program
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub model: Option<PathBuf>,
    /// Whether to write in colour; `auto` looks at the terminal and at NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Longest text of one document in megabytes; longer ones are left out with a message
    #[arg(long, global = true, value_name = "MB", default_value = "4", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub max_text: u16,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and show who said what
    Read(ReadArgs),
    /// Print words, tags, lemmas and trees
    Parse(ParseArgs),
    /// Code articles into the tables of a store
    Code(CodeArgs),
    /// Watch feeds and code what is new in them
    Watch(WatchArgs),
    /// Find which documents of a store are copies of one story, and count both
    Stories(StoreArgs),
    /// Prove that a store is whole: files, hashes, counts, keys, spans
    Verify(StoreArgs),
    /// Join the small segments of a store
    Compact(StoreArgs),
    /// Take the documents of other stores into one, each once
    Merge(MergeArgs),
    /// Take Parquet files of records, named by a manifest, into a store, each document once
    Import(ImportArgs),
    /// Take documents out of a store for good
    Remove(RemoveArgs),
    /// Make anew what is derived in a store: stories, counts, views
    Rebuild(StoreArgs),
    /// Ask the tables of a store in SQL
    Sql(crate::commands::SqlArgs),
    /// Find sentences of a store by words, speakers, acts
    Search(crate::commands::SearchArgs),
    /// Open a page over a store in the browser: read, search, compare
    Serve(crate::commands::ServeArgs),
    /// Make the search index of a store again
    RebuildSearch(crate::commands::RebuildSearchArgs),
    /// Write what a store holds in the format of another tool
    Export(crate::commands::ExportArgs),
    /// Draw a random sample to judge by hand
    Sample(crate::commands::SampleArgs),
    /// Turn a judged sample into precision with its interval
    Judge(crate::commands::JudgeArgs),
    /// Tell why an event was coded, in words
    Explain(ExplainArgs),
    /// Tell who a phrase means: country, sectors, and why
    Actor(ActorArgs),
    /// Learn, look at and export who bore which office when
    Registry(RegistryArgs),
    /// Look at, check and try what counts as which act
    Codebook(CodebookArgs),
    /// Measure how fast this machine reads
    Bench(BenchArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
}

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
#[command(after_help = READ_EXAMPLES)]
pub struct ReadArgs {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ReadFormat,
    /// Show it on a page in the browser, until Ctrl-C
    #[arg(long, conflicts_with = "format")]
    pub page: bool,
    /// How inputs are read.
    #[command(flatten)]
    pub form: Form,
    /// What is known of names.
    #[command(flatten)]
    pub known: Known,
}

/// How `read` shows what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// The article with its speakers marked, and a list of statements and names
    #[default]
    Text,
    /// Records for people: one object, or an array where there are several documents
    Json,
    /// Records for programs: one a line
    Jsonl,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// A file or folder; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub input: PathBuf,
    /// Ids of events as `read` lists them [default: all]
    #[arg(value_name = "EVENT")]
    pub events: Vec<String>,
    /// How inputs are read.
    #[command(flatten)]
    pub form: Form,
    /// What is known beforehand.
    #[command(flatten)]
    pub known: Known,
}

/// Arguments of `parse`.
#[derive(Debug, clap::Args)]
#[command(after_help = PARSE_EXAMPLES)]
pub struct ParseArgs {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// The format to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ParseFormat,
    /// How inputs are read.
    #[command(flatten)]
    pub form: Form,
}

/// What `parse` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// CoNLL-U of Universal Dependencies
    #[default]
    Conllu,
}

/// Arguments of `code`.
#[derive(Debug, clap::Args)]
#[command(after_help = CODE_EXAMPLES)]
pub struct CodeArgs {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// The folder of the store; made where there is none
    #[arg(long, value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub into: PathBuf,
    /// How inputs are read.
    #[command(flatten)]
    pub form: Form,
    /// Code only one of so many shards, for that many jobs at once, each into a store of its own; then `merge` them
    #[arg(long, value_name = "N/COUNT")]
    pub shard: Option<Shard>,
    /// Code documents again that were taken out with `remove`
    #[arg(long)]
    pub again: bool,
    /// Keep what the model finds in texts in this folder, and take it from there when they are coded again with another codebook,
    /// registry or confidence
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub analyses: Option<PathBuf>,
    /// Documents of a segment; for tests
    #[arg(long, value_name = "N", hide = true)]
    pub segment_documents: Option<NonZeroUsize>,
    /// What is known of names.
    #[command(flatten)]
    pub known: Known,
}

/// Arguments of `watch`.
#[derive(Debug, clap::Args)]
#[command(after_help = WATCH_EXAMPLES)]
pub struct WatchArgs {
    /// A file with the addresses of feeds
    #[arg(value_name = "FEEDS", value_hint = ValueHint::FilePath)]
    pub feeds: PathBuf,
    /// The folder of the store; made where there is none
    #[arg(long, value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub into: PathBuf,
    /// One round, and no more
    #[arg(long, conflicts_with = "every")]
    pub once: bool,
    /// From the end of one round to the next: 90s, 15m, 2h, 1d
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = time)]
    pub every: Duration,
    /// Between two requests to one host
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = time)]
    pub pause: Duration,
    /// How those who run the sites can reach you: a mail address or a page, told with each request
    #[arg(long, value_name = "CONTACT", value_parser = contact)]
    pub contact: Option<String>,
    /// What is known of names.
    #[command(flatten)]
    pub known: Known,
}

/// "90s", "15m", "2h", "1d"
fn time(text: &str) -> Result<Duration, String> {
    const UNITS: [(char, u64); 4] = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)];
    let parts = UNITS.into_iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)));
    let seconds = parts.and_then(|(number, seconds)| number.parse::<u64>().ok()?.checked_mul(seconds));
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| "a time is a number with s, m, h or d behind it, such as 15m".to_owned())
}

fn contact(text: &str) -> Result<String, String> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && text.len() <= 200 {
        Ok(text.to_owned())
    } else {
        Err("a contact is one line of ASCII".to_owned())
    }
}

/// Arguments of `actor`.
#[derive(Debug, clap::Args)]
#[command(after_help = ACTOR_EXAMPLES)]
pub struct ActorArgs {
    /// Phrases; `-` reads questions from standard input
    #[arg(required = true, value_name = "PHRASE")]
    pub phrases: Vec<String>,
    /// How to show the answers
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ActorFormat,
    /// The day for which phrases are asked: offices change hands
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// What is known of names.
    #[command(flatten)]
    pub known: Known,
}

/// How `actor` shows its answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ActorFormat {
    /// For people, with the reasons
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

/// What a command that codes may know beforehand: what counts as an act, and who bears which name.
#[derive(Debug, clap::Args)]
pub struct Known {
    /// What counts as an act: the folder of a codebook, laid over the one inside the program
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub codebook: Option<PathBuf>,
    /// Tell events that are right with this probability or more, in place of those for which precision and recall are
    /// in balance
    #[arg(long, value_name = "0…1", value_parser = probability)]
    pub min_confidence: Option<f32>,
    /// Who bore which office when: a CSV file of `registry build` or your own, or a store; later ones win
    #[arg(long = "registry", value_name = "FILE|STORE", value_hint = ValueHint::AnyPath)]
    pub registries: Vec<PathBuf>,
}

/// How inputs are read.
#[derive(Debug, clap::Args)]
pub struct Form {
    /// Which columns of CSV, TSV and Parquet hold what, where they have other names than usual. Fields are text, id, title,
    /// date, publisher, url, language
    #[arg(long, value_name = "FIELD=COLUMN,…", default_value = "", hide_default_value = true)]
    pub columns: Columns,
    /// Languages to read: `en` passes over documents that are surely in another, `any` reads all [default: `en` for
    /// `code`, else `any`]
    #[arg(long, value_name = "any|en")]
    pub language: Option<Languages>,
}

impl Form {
    /// What the flags ask for.
    pub fn options(&self, general: &General, languages: Languages) -> Options {
        let languages = self.language.unwrap_or(languages);
        Options { limits: general.limits(), columns: self.columns.clone(), languages }
    }
}

fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a probability is a number from 0 to 1".to_owned()),
    }
}

/// Arguments of `registry`.
#[derive(Debug, clap::Args)]
#[command(after_help = REGISTRY_EXAMPLES)]
pub struct RegistryArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub command: RegistryCommand,
}

/// What can be done with registries.
#[derive(Debug, Subcommand)]
pub enum RegistryCommand {
    /// Learn from all documents of a store, as CSV
    Build(RegistryBuildArgs),
    /// Show the periods of a name
    Show(RegistryShowArgs),
}

/// Arguments of `registry build`.
#[derive(Debug, clap::Args)]
pub struct RegistryBuildArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

/// Arguments of `registry show`.
#[derive(Debug, clap::Args)]
pub struct RegistryShowArgs {
    /// A CSV file, or the folder of a store
    #[arg(value_name = "FILE|STORE", value_hint = ValueHint::AnyPath)]
    pub registry: PathBuf,
    /// A name or a part of one: all that hold its words are shown
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Also say whom a text of this day means by the name
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

/// Arguments of `codebook`.
#[derive(Debug, clap::Args)]
#[command(after_help = CODEBOOK_EXAMPLES)]
pub struct CodebookArgs {
    /// What to do with it
    #[command(subcommand)]
    pub command: CodebookCommand,
}

/// What can be done with a codebook.
#[derive(Debug, Subcommand)]
pub enum CodebookCommand {
    /// Find what is wrong or odd in a codebook
    Check(CodebookFolderArgs),
    /// Show all types, or one in full
    Show(CodebookShowArgs),
    /// Try the examples of a codebook with the model
    Test(CodebookFolderArgs),
}

/// Arguments of `codebook check` and `codebook test`.
#[derive(Debug, clap::Args)]
pub struct CodebookFolderArgs {
    /// The folder of a codebook [default: the one inside the program]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
}

/// Arguments of `codebook show`.
#[derive(Debug, clap::Args)]
pub struct CodebookShowArgs {
    /// A type such as ASSAULT, or the folder of a codebook
    #[arg(value_name = "TYPE|DIR")]
    pub what: Option<String>,
    /// The folder of the codebook that has the type
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub codebook: Option<PathBuf>,
}

/// Arguments of `bench`.
#[derive(Debug, clap::Args)]
#[command(after_help = BENCH_EXAMPLES)]
pub struct BenchArgs {
    /// Rounds of each measurement
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub rounds: u16,
    /// A kernel other than the fastest: avx512-vnni, avx2, neon or plain
    #[arg(long, value_name = "NAME")]
    pub kernel: Option<String>,
    /// Measure instead how fast this file or folder is read, on one thread and without coding
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub ingest: Option<PathBuf>,
    /// How that is read.
    #[command(flatten)]
    pub form: Form,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

impl General {
    /// How many threads to work with.
    pub fn threads(&self) -> NonZeroUsize {
        let wanted = self.threads.and_then(|threads| NonZeroUsize::new(usize::from(threads)));
        wanted.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }

    /// What one document may cost. A line of JSON holds a text with its escapes and its other fields.
    pub fn limits(&self) -> Limits {
        let text = u64::from(self.max_text) << 20;
        Limits { text, line: 2 * text, record: Limits::default().record.max(2 * text), ..Limits::default() }
    }
}

/// Inputs as the user named them.
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().map(Input::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn times_have_units() {
        assert_eq!(["90s", "15m", "2h", "1d"].map(|text| time(text).unwrap().as_secs()), [90, 900, 7_200, 86_400]);
        for wrong in ["", "15", "m", "1.5h", "-1m", "1é", "99999999999999999999d"] {
            assert!(time(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn general_flags_may_stand_behind_the_command() {
        let args = Args::try_parse_from(["onrecord", "read", "-", "--threads", "3", "--format", "jsonl"]).unwrap();
        assert_eq!(args.general.threads().get(), 3);
        assert!(Args::try_parse_from(["onrecord", "read", "-", "--threads", "0"]).is_err());
    }
}
