//! `onrecord sql`: questions to the tables of a store.

use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use onrecord_export::AtomicFile;
use onrecord_query::{Database, Format, Means, QueryError, Rows, Shape, WriteError};
use terminal_size::{Width, terminal_size_of};

use crate::args::General;
use crate::failure::Failure;
use crate::messages::Verdict;

const EXAMPLES: &str = "\
Examples:
  onrecord sql store \"SELECT type, count(*) FROM events GROUP BY type\"
  onrecord sql store \"SHOW TABLES\"
  onrecord sql store \"DESCRIBE statements\"
  onrecord sql store query.sql --format csv > table.csv
  echo \"SELECT * FROM events\" | onrecord sql store - --output events.parquet

The store is only read. Besides its tables there are the views `events_daily`
(one row a day, dyad and type) and, where stories are known, `events_by_story`.
docs/querying.md has queries to begin with.";

/// Rows of a box.
const BOX_ROWS: usize = 200;
/// Columns of a box that goes to no terminal.
const BOX_WIDTH: usize = 120;

/// Arguments of `sql`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct SqlArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// A query, or a file ending in .sql that holds one; `-` is standard input
    #[arg(value_name = "QUERY|FILE", allow_hyphen_values = true)]
    pub query: String,
    /// How to write the rows [default: box on a terminal, csv elsewhere, parquet for --output x.parquet]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<SqlFormat>,
    /// A file to write to; one of that name is replaced when all rows are there
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Memory for sorting and grouping; what needs more goes to temporary files
    #[arg(long, value_name = "MB", default_value = "400", value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    pub memory: u32,
}

/// How `sql` writes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SqlFormat {
    /// A box for the eye: 200 rows, wide values shortened
    Box,
    /// Comma-separated values with a header; lists as JSON
    Csv,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// A table for Markdown
    Markdown,
    /// A Parquet file
    Parquet,
}

/// Asks, and writes the answer.
pub fn sql(general: &General, args: &SqlArgs) -> Result<Verdict, Failure> {
    let query = query(&args.query)?;
    let means = Means { threads: general.threads().get(), megabytes: args.memory as usize };
    let rows = Database::open(&args.store, means)?.query(&query)?;
    match &args.output {
        Some(path) => {
            let mut file = AtomicFile::create(path)?;
            let failed = |cause| Failure::Query(QueryError::Output { path: path.clone(), cause });
            write(format(args), rows, &mut file, failed)?;
            file.commit()?;
        }
        None => {
            let mut out = BufWriter::with_capacity(64 << 10, io::stdout());
            write(format(args), rows, &mut out, Failure::Output)?;
            out.flush().map_err(Failure::Output)?;
        }
    }
    Ok(Verdict::Done)
}

fn write(
    format: Format,
    rows: Rows,
    out: &mut (impl Write + Send),
    failed: impl FnOnce(io::Error) -> Failure,
) -> Result<(), Failure> {
    match format.write(rows, out) {
        Ok(_) => Ok(()),
        Err(WriteError::Query(error)) => Err(error.into()),
        Err(WriteError::Output(cause)) => Err(failed(cause)),
    }
}

/// The words of the query, wherever they stand.
fn query(given: &str) -> Result<String, Failure> {
    let failed = |cause| Failure::Query(QueryError::Output { path: given.into(), cause });
    match given {
        "-" => io::read_to_string(io::stdin().lock().take(4 << 20)).map_err(failed),
        path if path.ends_with(".sql") && !path.contains(char::is_whitespace) => {
            std::fs::read_to_string(path).map_err(|cause| Failure::QueryFile { path: path.into(), cause })
        }
        query => Ok(query.to_owned()),
    }
}

fn format(args: &SqlArgs) -> Format {
    let ending = args.output.as_deref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let chosen = args.format.unwrap_or(match ending {
        Some("parquet") => SqlFormat::Parquet,
        Some("json") => SqlFormat::Json,
        Some("jsonl" | "ndjson") => SqlFormat::Jsonl,
        Some("md") => SqlFormat::Markdown,
        _ if to_terminal => SqlFormat::Box,
        _ => SqlFormat::Csv,
    });
    let width = terminal_size_of(io::stdout()).map_or(BOX_WIDTH, |(Width(columns), _)| usize::from(columns));
    match chosen {
        SqlFormat::Box => Format::Box(Shape { width, rows: BOX_ROWS }),
        SqlFormat::Csv => Format::Csv,
        SqlFormat::Json => Format::Json,
        SqlFormat::Jsonl => Format::Jsonl,
        SqlFormat::Markdown => Format::Markdown,
        SqlFormat::Parquet => Format::Parquet,
    }
}
