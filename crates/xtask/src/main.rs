//! Checks of the whole repository that the compiler cannot make.
//!
//! ```text
//! cargo xtask licences   every library's licence and origin against deny.toml
//! cargo xtask house      files short enough; crates and examples named where a newcomer looks for them
//! cargo xtask            both
//! ```
//!
//! Each check gathers findings, one line each; the task prints them and fails where there are any. The gate runs both.

mod house;
mod licences;
mod policy;
mod spdx;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a check could not be made at all.
#[derive(Debug, thiserror::Error)]
enum TaskError {
    /// A file or folder could not be read.
    #[error("{path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// `cargo metadata` could not be started, or failed.
    #[error("cargo metadata: {0}")]
    Metadata(String),
    /// `deny.toml` lacks a list that the check needs.
    #[error("deny.toml: no list `{list}` under [{section}]")]
    Policy { section: &'static str, list: &'static str },
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let known = ["licences", "house"];
    if let Some(unknown) = wanted.iter().find(|task| !known.contains(&task.as_str())) {
        eprintln!("xtask: no task `{unknown}`; there are: {}", known.join(", "));
        return ExitCode::from(2);
    }
    let all = wanted.is_empty();
    let mut code = ExitCode::SUCCESS;
    for task in known.into_iter().filter(|task| all || wanted.iter().any(|w| w == task)) {
        let result = match task {
            "licences" => licences::check(root()),
            _ => house::check(root()),
        };
        match result {
            Ok(report) if report.findings.is_empty() => println!("{task}: {}", report.summary),
            Ok(report) => {
                for finding in report.findings {
                    eprintln!("{task}: {finding}");
                }
                code = ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("{task}: {error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// What a check found.
#[derive(Debug)]
struct Report {
    /// One line each, ready to print; none where all is well.
    findings: Vec<String>,
    /// What was looked at, to be printed where all is well.
    summary: String,
}

/// The repository's root, as known when this was compiled.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(path: &Path) -> Result<String, TaskError> {
    std::fs::read_to_string(path).map_err(|source| TaskError::Read { path: path.to_owned(), source })
}
