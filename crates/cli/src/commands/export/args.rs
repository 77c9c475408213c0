//! Arguments of `export`, and the choice of documents and acts that other commands share.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use jiff::civil::Date;
use onrecord_export::Selection;
use onrecord_record::Status;

const EXAMPLES: &str = "\
Examples:
  onrecord export store --format csv --output events.csv
  onrecord export store --format csv --table statements > statements.csv
  onrecord export store --format polecat --from 2026-01-01 --to 2026-03-31
  onrecord export store --format gdelt --type ASSAULT,COERCE --output e.csv
  onrecord export store --format jsonl --without-text --output records.jsonl
  onrecord export store --format conllu --output trees.conllu

Documents stand in the order of their days of publication, then of their keys.
A file is there whole or not at all. With --output, a format that cannot hold
all that a record says (gdelt, polecat) is given a note FILE.about.txt.";

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct ExportArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// The format to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// With csv: a table of the store instead of the acts with all that is known of them
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// The file to write to [default: standard output]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Leave out the words of articles, which often may not be passed on; places in the text and hashes stay
    #[arg(long)]
    pub without_text: bool,
    /// What of the store.
    #[command(flatten)]
    pub choice: Choice,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// PLOVER's JSON Lines: an act a line
    Plover,
    /// POLECAT's tab separated columns
    Polecat,
    /// GDELT 2.0 event columns; much is lost
    Gdelt,
    /// CSV: acts with all that is known of them, or any table
    Csv,
    /// JSON Lines: the record of a document a line
    Jsonl,
    /// W3C Web Annotations (JSON-LD)
    Annotations,
    /// CoNLL-U; stores hold no trees, so the model reads the texts again
    Conllu,
    /// displaCy's JSON for `manual=True`
    Displacy,
    /// Croissant: a description of the store's files (JSON-LD)
    Croissant,
}

/// What of a store is wanted.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What of the store")]
pub struct Choice {
    /// First day: of the act where acts are written, else of publication
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// Types of acts; where documents are written, those with such an act
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Whether acts happened: actual, historical, future, hypothetical, negated
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub statuses: Vec<Status>,
    /// Countries of actors or recipients, as ISO 3166-1 alpha-3 codes
    #[arg(long = "country", value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub countries: Vec<String>,
    /// Only what this model or codebook has coded, as `made_model` and `made_codebook` name it
    #[arg(long, value_name = "NAME@HASH")]
    pub made_by: Option<String>,
}

impl Choice {
    /// The choice as the library takes it.
    pub fn selection(&self) -> Selection {
        Selection {
            from: self.from,
            to: self.to,
            types: self.types.iter().map(|name| name.to_uppercase()).collect(),
            statuses: self.statuses.clone(),
            countries: self.countries.clone(),
            made_by: self.made_by.clone(),
        }
    }
}

fn status(text: &str) -> Result<Status, String> {
    const ALL: [Status; 5] =
        [Status::Actual, Status::Historical, Status::Future, Status::Hypothetical, Status::Negated];
    let found = ALL.into_iter().find(|status| status.name() == text.to_lowercase());
    found.ok_or_else(|| format!("one of: {}", ALL.map(Status::name).join(", ")))
}

fn country(text: &str) -> Result<String, String> {
    match text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        true => Ok(text.to_uppercase()),
        false => Err("three letters, such as CHN".to_owned()),
    }
}
