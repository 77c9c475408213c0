//! The lists of `deny.toml` that the licence check goes by.
//!
//! Two lists of strings are read, in the layout in which the file is kept (a section line, `name = [`, strings, `]`); all
//! else in it speaks to cargo-deny alone. A list that is not found is an error, so that a changed layout cannot pass
//! everything by mistake.

use crate::TaskError;

/// What may be built in.
#[derive(Debug, PartialEq, Eq)]
pub struct Policy {
    /// SPDX names, each with its exception if it has one.
    pub licences: Vec<String>,
    /// Addresses of registries.
    pub registries: Vec<String>,
}

impl Policy {
    /// Reads the two lists out of the text of `deny.toml`.
    pub fn parse(toml: &str) -> Result<Self, TaskError> {
        Ok(Self {
            licences: strings(toml, "licenses", "allow")?,
            registries: strings(toml, "sources", "allow-registry")?,
        })
    }
}

fn strings(toml: &str, section: &'static str, list: &'static str) -> Result<Vec<String>, TaskError> {
    let missing = || TaskError::Policy { section, list };
    let lines: Vec<&str> = toml.lines().map(without_comment).collect();
    let start = lines.iter().position(|line| *line == format!("[{section}]")).ok_or_else(missing)?;
    let body = lines[start + 1..].iter().take_while(|line| !is_section(line)).copied().collect::<Vec<_>>().join("\n");
    let opening = format!("{list} = [");
    let (_, after) = body.split_once(&opening).ok_or_else(missing)?;
    let (items, _) = after.split_once(']').ok_or_else(missing)?;
    Ok(items.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

fn without_comment(line: &str) -> &str {
    line.split_once('#').map_or(line, |(before, _)| before).trim()
}

fn is_section(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_from_their_own_sections() {
        let toml = "[bans]\nallow = [\"x\"]\n[licenses] # here\nallow = [\n  \"MIT\", # ours\n  # \"GPL-3.0-only\",\n  \"ISC\",\n]\n\
                    [sources]\nallow-registry = [\"https://registry\"]\n";
        let policy = Policy::parse(toml).unwrap();
        assert_eq!(policy.licences, ["MIT", "ISC"]);
        assert_eq!(policy.registries, ["https://registry"]);
    }

    #[test]
    fn a_missing_list_is_an_error_and_not_an_empty_one() {
        assert!(Policy::parse("[licenses]\n[sources]\nallow-registry = []\n").is_err());
        assert!(Policy::parse("[licenses]\nallow = [\"MIT\"]\n").is_err());
    }
}
