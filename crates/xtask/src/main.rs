//! Checks of the whole repository that the compiler cannot make.
//!
//! ```text
//! cargo xtask licences   every library's licence and origin against deny.toml
//! cargo xtask house      files short enough; crates and examples named where a newcomer looks for them
//! cargo xtask notices    every library inside the program brings the text of its licence
//! cargo xtask            all of them
//!
//! cargo xtask notices FILE [TARGET [PACKAGE [MANIFEST]]]    writes the notices of third parties, for a release
//! ```
//!
//! Each check gathers findings, one line each; the task prints them and fails where there are any. The gate runs all.

mod house;
mod licences;
mod notices;
mod policy;
mod spdx;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use notices::Notices;

/// Why a check could not be made at all.
#[derive(Debug, thiserror::Error)]
enum TaskError {
    /// A file or folder could not be read.
    #[error("{path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// `cargo metadata` could not be started, or failed.
    #[error("cargo metadata: {0}")]
    Metadata(String),
    /// A file could not be written.
    #[error("{path}: {source}")]
    Write { path: PathBuf, source: std::io::Error },
    /// `deny.toml` lacks a list that the check needs.
    #[error("deny.toml: no list `{list}` under [{section}]")]
    Policy { section: &'static str, list: &'static str },
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let [task, file, more @ ..] = &wanted[..]
        && task == "notices"
    {
        let well = print(task, write_notices(Path::new(file), more));
        return if well { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let known = ["licences", "house", "notices"];
    if let Some(unknown) = wanted.iter().find(|task| !known.contains(&task.as_str())) {
        eprintln!("xtask: no task `{unknown}`; there are: {}", known.join(", "));
        return ExitCode::from(2);
    }
    let all = wanted.is_empty();
    let mut code = ExitCode::SUCCESS;
    for task in known.into_iter().filter(|task| all || wanted.iter().any(|w| w == task)) {
        let result = match task {
            "licences" => licences::check(root()),
            "notices" => notices(&[]).map(Notices::report),
            _ => house::check(root()),
        };
        if !print(task, result) {
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Says what came of a task; whether all is well.
fn print(task: &str, result: Result<Report, TaskError>) -> bool {
    match result {
        Ok(report) if report.findings.is_empty() => {
            println!("{task}: {}", report.summary);
            return true;
        }
        Ok(report) => report.findings.iter().for_each(|finding| eprintln!("{task}: {finding}")),
        Err(error) => eprintln!("{task}: {error}"),
    }
    false
}

/// The notices for a target, a package and the workspace's manifest, as far as these are given.
fn notices(given: &[String]) -> Result<Notices, TaskError> {
    let word = |at: usize, else_: &str| given.get(at).map_or(else_.to_owned(), String::clone);
    let manifest = root().join(word(2, "Cargo.toml"));
    Notices::gather(root(), &manifest, &word(1, "onrecord"), &word(0, "x86_64-unknown-linux-musl"))
}

fn write_notices(file: &Path, given: &[String]) -> Result<Report, TaskError> {
    let notices = notices(given)?;
    std::fs::write(file, &notices.page).map_err(|source| TaskError::Write { path: file.to_owned(), source })?;
    Ok(notices.report())
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
