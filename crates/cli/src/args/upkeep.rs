//! Arguments of the commands that keep a store in order.

use std::path::PathBuf;

use clap::ValueHint;

const STORE_EXAMPLES: &str = "\
Examples:
  onrecord stories store                     documents and stories, the largest
  onrecord verify store                      0 sound, 1 something is wrong
  onrecord compact store                     many small segments into few
  onrecord rebuild store                     stories, counts by month, views
  cd store && duckdb -init views.sql         the store as DuckDB sees it";

const MERGE_EXAMPLES: &str = "\
Examples:
  onrecord merge store part-1 part-2 part-3
  onrecord merge store part-*

Each document comes in once, whatever was there before and however often it is
merged; files are held against their hashes first. What was taken out of one store
is out of all. The other stores are only read.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  onrecord import store coded/manifest.json
  onrecord import store run-1/manifest.json run-2/manifest.json

A manifest names the Parquet files that a job has written, one row a document,
with size, hash and rows of each; docs/many-machines.md shows its form. Files that
it does not name do not count, and each document comes in once.";

const REMOVE_EXAMPLES: &str = "\
Examples:
  onrecord remove store 'gazette-2026-05-12-7'
  onrecord remove store --ids takedown.txt
  onrecord remove store --publisher 'Harbour Gazette'
  onrecord code articles/ --into store --again

An ID is that of the input, or the `doc` of the tables. What is taken out is in no
file of the store any more, and a later `code` passes it over, whatever its id and
whatever model codes it, unless --again is given.";

/// Arguments of `stories`, `verify`, `compact` and `rebuild`.
#[derive(Debug, clap::Args)]
#[command(after_help = STORE_EXAMPLES)]
pub struct StoreArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
}

/// Arguments of `merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = MERGE_EXAMPLES)]
pub struct MergeArgs {
    /// The folder of the store that takes in the others; made where there is none
    #[arg(value_name = "INTO", value_hint = ValueHint::DirPath)]
    pub into: PathBuf,
    /// Folders of other stores
    #[arg(required = true, value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub stores: Vec<PathBuf>,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct ImportArgs {
    /// The folder of the store; made where there is none
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// Files that say what a job has written
    #[arg(required = true, value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
    pub manifests: Vec<PathBuf>,
}

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct RemoveArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// Ids of documents
    #[arg(value_name = "ID", required_unless_present_any = ["list", "publishers"])]
    pub ids: Vec<String>,
    /// A file with one id a line
    #[arg(long = "ids", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub list: Option<PathBuf>,
    /// All documents of a publisher; may be given several times
    #[arg(long = "publisher", value_name = "NAME")]
    pub publishers: Vec<String>,
}
