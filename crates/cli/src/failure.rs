//! Why the program as a whole cannot go on. What is wrong with one input is a [`crate::pipeline::Fault`].

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use onrecord_codebook::Mistakes;
use onrecord_export::{ExportError, JudgeError};
use onrecord_model::ModelError;
use onrecord_query::QueryError;
use onrecord_registry::SheetError;
use onrecord_search::SearchError;
use onrecord_store::StoreError;
use thiserror::Error;

/// Ends the program with status 2, a closed pipe excepted.
#[derive(Debug, Error, Diagnostic)]
pub enum Failure {
    /// Standard output cannot be written.
    #[error("standard output cannot be written")]
    #[diagnostic(help(
        "see whether the disk is full and whether the place may be written to; what came before is incomplete"
    ))]
    Output(#[source] io::Error),
    /// The folder named by `--analyses` cannot be used.
    #[error("{}: analyses cannot be kept here: {cause}", .path.display())]
    #[diagnostic(help("give a folder that is empty, new, or was given to --analyses before"))]
    Analyses {
        /// As given.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// A file named by `--model` cannot be read.
    #[error("{}: the model file cannot be read", .path.display())]
    #[diagnostic(help("check the path given with --model; without it, the model inside the program is taken"))]
    ModelFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// The file is no model.
    #[error("{}: no model that can be used", .path.display())]
    ForeignModel {
        /// As given.
        path: PathBuf,
        /// What is wrong, and what to do.
        #[source]
        cause: ModelError,
    },
    /// The model inside the program cannot be used.
    #[error("the model inside the program cannot be used")]
    ShippedModel(#[source] ModelError),
    /// The store cannot be opened, read or written.
    #[error("the store cannot be used")]
    Store(#[from] StoreError),
    /// The file of `remove --ids` cannot be read.
    #[error("{}: the list of ids cannot be read", .path.display())]
    #[diagnostic(help("give a file of UTF-8 text with one id a line"))]
    IdsFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A query gave no answer.
    #[error("the query cannot be answered")]
    Query(#[from] QueryError),
    /// The file of a query cannot be read.
    #[error("{}: the query cannot be read", .path.display())]
    #[diagnostic(help("give a query in quotation marks, a file ending in .sql, or - for standard input"))]
    QueryFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// Nothing was exported or drawn.
    #[error("nothing was written")]
    Export(#[source] ExportError),
    /// A table was asked for in a format of acts or documents.
    #[error("--table goes with --format csv alone")]
    #[diagnostic(help("for other formats of tables use `onrecord sql`, or read the store's Parquet files"))]
    TableFormat,
    /// A column that makes no strata.
    #[error("no strata by {by:?}")]
    #[diagnostic(help("take one of: {known}"))]
    NoStrata {
        /// As given.
        by: String,
        /// Names of those there are.
        known: String,
    },
    /// A judged sheet cannot be read.
    #[error("{}: the judged sheet cannot be read", .path.display())]
    #[diagnostic(help(
        "check the path; the sheet is the file of `onrecord sample`, judged and saved as CSV or tab separated text"
    ))]
    SheetFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A judged sheet holds a mistake.
    #[error("{}: no judged sheet that can be counted", .path.display())]
    Sheet {
        /// As given.
        path: PathBuf,
        /// Where, what, and what to do.
        #[source]
        cause: JudgeError,
    },
    /// A search gave no answer.
    #[error("the search cannot be done")]
    Search(#[from] SearchError),
    /// The page cannot be served.
    #[error("the page cannot be served")]
    Serve(#[from] onrecord_server::ServerError),
    /// A registry's file cannot be read.
    #[error("{}: the registry cannot be read", .path.display())]
    #[diagnostic(help("give a CSV file of `onrecord registry build` or your own, or the folder of a store"))]
    RegistryFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A registry's file holds a mistake.
    #[error("{}: no registry that can be used", .path.display())]
    RegistrySheet {
        /// As given.
        path: PathBuf,
        /// Where, what, and what to do.
        #[source]
        cause: SheetError,
    },
    /// A registry cannot be written.
    #[error("{}: the registry cannot be written", .path.display())]
    #[diagnostic(help(
        "give the name of a file that is not there yet; your own corrections belong in a file of their own, which nothing overwrites"
    ))]
    RegistryOut {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// The folder of a codebook cannot be read.
    #[error("{}: the codebook cannot be read", .path.display())]
    #[diagnostic(help("give the folder of a codebook; its files are UTF-8"))]
    CodebookFolder {
        /// As given.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A codebook holds mistakes.
    #[error("{}: no codebook that can be used", .path.display())]
    #[diagnostic(help("`codebook/README.md` describes the files of a codebook"))]
    CodebookMistakes {
        /// As given.
        path: PathBuf,
        /// All of them, by file and line.
        #[source]
        cause: Mistakes,
    },
    /// The codebook inside the program cannot be used.
    #[error("the codebook inside the program cannot be used")]
    ShippedCodebook(#[source] Mistakes),
    /// The list of feeds cannot be used.
    #[error("{}: no list of feeds that can be used: {cause}", .path.display())]
    #[diagnostic(help("give a text file with the address of a feed on each line; `#` begins a comment"))]
    FeedList {
        /// As given.
        path: PathBuf,
        /// What is wrong, and where.
        cause: String,
    },
    /// What was seen in feeds cannot be kept.
    #[error("feeds cannot be watched")]
    #[diagnostic(help(
        "see whether the store's folder may be written to; without the file all feeds begin anew, and nothing is coded twice"
    ))]
    Watch(#[from] onrecord_feeds::WatchError),
    /// A record cannot be written as JSON.
    #[error("a record cannot be written as JSON")]
    #[diagnostic(help("this is a fault of the program; please report it"))]
    Json(#[source] serde_json::Error),
    /// No thread can be started.
    #[error("no thread can be started")]
    #[diagnostic(help("see how many processes the system allows (ulimit -u) and how much memory is free"))]
    Threads(#[from] io::Error),
    /// This machine has no such kernel.
    #[error("this machine has no kernel {name:?}")]
    #[diagnostic(help("it has: {}", available.join(", ")))]
    NoKernel {
        /// As given.
        name: String,
        /// Names of those there are.
        available: Vec<&'static str>,
    },
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Output(cause) => Self::Output(cause),
            ExportError::Store(error) => Self::Store(error),
            other => Self::Export(other),
        }
    }
}

impl Failure {
    /// Whether only the reader of standard output went away.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}
