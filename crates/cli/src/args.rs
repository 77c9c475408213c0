//! The command line: commands, flags and the help that teaches them by example.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use onrecord_ingest::{Input, Limits};

use crate::commands::{RebuildSearchArgs, SearchArgs, SqlArgs};

// Lines of at most 80 columns, so that they stand on any terminal as they stand here.
const PROGRAM_EXAMPLES: &str = "\
Examples:
  onrecord read article.txt                  who said what, marked in the article
  onrecord read wire.jsonl --format jsonl    one record a line, for scripts
  zcat dump.txt.gz | onrecord read -         whatever comes on standard input
  onrecord parse article.txt                 words, tags, lemmas, trees (CoNLL-U)
  onrecord code archive/ --into store        tables for DuckDB, pandas, R
  onrecord sql store 'SHOW TABLES'           SQL over the tables of a store
  onrecord search store '\"not one word\"'   sentences by words, speakers, acts
  onrecord registry build store --out r.csv  who bore which office when
  onrecord actor 'Senate of Pakistan'        country and sectors of a phrase
  onrecord bench                             how fast it is on this machine

Exit status: 0 all done; 1 some inputs could not be read (each is named on
standard error), the others are done; 2 nothing was done.";

const READ_EXAMPLES: &str = "\
Examples:
  onrecord read examples/court.txt
  onrecord read examples/*.txt --color always | less -R
  onrecord read examples/court.txt --format json
  onrecord read examples/wire.jsonl --format jsonl | jq '.statements[].cue.class'
  curl -s https://example.org/article.txt | onrecord read -

A FILE is plain text, or JSON Lines (.jsonl, also .gz and .zst) with `text` and,
where known, `id`, `title`, `published` (or `date`), `publisher`, `url`. A folder
stands for all files in it.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  onrecord explain examples/brief.txt v1
  onrecord explain examples/brief.txt";

const PARSE_EXAMPLES: &str = "\
Examples:
  onrecord parse examples/brief.txt
  onrecord parse examples/wire.jsonl --format conllu > wire.conllu
  echo \"They didn't say.\" | onrecord parse -";

const CODE_EXAMPLES: &str = "\
Examples:
  onrecord code examples/ --into store
  onrecord code archive/2019 archive/2020.jsonl.zst --into store --threads 8
  duckdb -c \"from 'store/statements/*.parquet' limit 9\"

Run again, it codes only documents that are not in the store yet. Stopped with
Ctrl-C (status 130) or killed, it leaves a store that is sound, and the next run
goes on from there.";

const ACTOR_EXAMPLES: &str = "\
Examples:
  onrecord actor 'Senate of Pakistan' 'a Kremlin spokesman'
  onrecord actor 'the prime minister of Israel' --date 1995-06-01
  onrecord actor - --format jsonl < phrases.jsonl

A line of standard input is a JSON object with `text` and, where known, `id` and
`date`; with a `span` as well, `text` is a document and the span (in code points)
the words that are asked for.";

const REGISTRY_EXAMPLES: &str = "\
Examples:
  onrecord registry build store --out learned.csv
  onrecord registry show learned.csv 'Ana Roy'
  onrecord registry show store Roy --date 2026-07-15
  onrecord code new/ --into store --registry learned.csv --registry own.csv

A registry is a CSV file of names with role, country, sectors and the time for
which they hold. Corrections belong in a file of their own, named last: its rows
win over all others of the same name in their time. `from` and `to` may be empty;
a row that gives no role, country or sector says that nothing is to be known.
Two years after the last day an entry holds no more.";

const CODEBOOK_EXAMPLES: &str = "\
Examples:
  onrecord codebook show                     all types
  onrecord codebook show ASSAULT             one type in full
  onrecord codebook check my-codebook/       mistakes and oddities by line
  onrecord codebook test my-codebook/        its examples, read by the model

A DIR is laid over the codebook inside the program: files of the same name
replace, others are added. With a `codebook.toml` of its own it stands alone.";

const BENCH_EXAMPLES: &str = "\
Examples:
  onrecord bench
  onrecord bench --threads 4 --rounds 9
  onrecord bench --kernel plain

The corpus is built in: the articles of examples/. The whole path is everything
from text to record, without reading and writing; the encoder alone runs over
the same windows. Rounds of both alternate, and medians are shown.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

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
    /// Ask the tables of a store in SQL
    Sql(SqlArgs),
    /// Find sentences of a store by words, speakers and acts
    Search(SearchArgs),
    /// Make the search index of a store again
    RebuildSearch(RebuildSearchArgs),
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
    /// What is known of names.
    #[command(flatten)]
    pub known: Known,
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
        Limits { text, line: 2 * text, ..Limits::default() }
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
    fn general_flags_may_stand_behind_the_command() {
        let args = Args::try_parse_from(["onrecord", "read", "-", "--threads", "3", "--format", "jsonl"]).unwrap();
        assert_eq!(args.general.threads().get(), 3);
        assert!(Args::try_parse_from(["onrecord", "read", "-", "--threads", "0"]).is_err());
    }
}
