//! Rules of the house that no compiler knows: files that fit in the head, and pages that name what there is.
//!
//! - No source file is longer than [`LINES`].
//! - `ARCHITECTURE.md` names every crate, so that a newcomer finds each from there.
//! - `examples/README.md` names every example.

use std::path::{Path, PathBuf};

use crate::{Report, TaskError, read};

/// The most lines of a source file.
const LINES: usize = 500;

/// Checks the rules above.
pub fn check(root: &Path) -> Result<Report, TaskError> {
    let mut findings = Vec::new();
    let crates = names(&root.join("crates"))?;
    let mut sources = Vec::new();
    for name in &crates {
        gather(&root.join("crates").join(name), &mut sources)?;
    }
    gather(&root.join("training"), &mut sources)?;
    gather(&root.join("python"), &mut sources)?;
    for path in &sources {
        let lines = read(path)?.lines().count();
        if lines > LINES {
            let shown = path.strip_prefix(root).unwrap_or(path).display();
            findings.push(format!("{shown} has {lines} lines; the most is {LINES}"));
        }
    }
    findings.extend(unnamed(&read(&root.join("ARCHITECTURE.md"))?, &crates, "ARCHITECTURE.md"));
    let examples: Vec<String> = names(&root.join("examples"))?.into_iter().filter(|name| name != "README.md").collect();
    findings.extend(unnamed(&read(&root.join("examples/README.md"))?, &examples, "examples/README.md"));
    let summary = format!("{} source files, {} crates, {} examples", sources.len(), crates.len(), examples.len());
    Ok(Report { findings, summary })
}

/// A finding for each name that `page` does not hold between backticks.
fn unnamed(page: &str, names: &[String], shown: &str) -> Vec<String> {
    let missing = names.iter().filter(|name| !page.contains(&format!("`{name}`")));
    missing.map(|name| format!("{shown} does not name `{name}`")).collect()
}

/// The names in a folder, hidden ones left out, sorted.
fn names(folder: &Path) -> Result<Vec<String>, TaskError> {
    let fail = |source| TaskError::Read { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Adds the Rust and Python sources below `folder`.
fn gather(folder: &Path, sources: &mut Vec<PathBuf>) -> Result<(), TaskError> {
    for name in names(folder)? {
        let path = folder.join(&name);
        if path.is_dir() {
            // Caches and training runs are no sources.
            if !matches!(name.as_str(), "cache" | "runs" | "__pycache__" | "target") {
                gather(&path, sources)?;
            }
        } else if name.ends_with(".rs") || name.ends_with(".py") {
            sources.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_must_name_every_crate_in_backticks() {
        let crates = ["text".to_owned(), "model".to_owned()];
        assert_eq!(unnamed("| `text` | the text of the model |", &crates, "page"), ["page does not name `model`"]);
        assert!(unnamed("`text`, `model`", &crates, "page").is_empty());
    }
}
