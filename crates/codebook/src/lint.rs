//! The linter: what an ontology itself gets wrong, and what an edit breaks.
//!
//! Loading refuses what cannot be read; here stands what can be read and is still wrong or odd. A finding that the editors
//! know and leave (`[[known]]` in `codebook.toml`, with the reason) is shown as known.

mod edits;
mod ontology;

use std::fmt;

use crate::codebook::Codebook;

/// Something wrong or odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule found it: `score-sign`, `same-shape`, …
    pub rule: &'static str,
    /// Of what: a type, a mode, a code, an entry.
    pub of: String,
    /// File and line.
    pub place: (String, usize),
    /// What it is and what to do.
    pub what: String,
    /// Why it stands, where the editors know of it.
    pub known: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line) = &self.place;
        write!(out, "{file}:{line}: {} [{} of {}]", self.what, self.rule, self.of)?;
        self.known.as_ref().map_or(Ok(()), |why| write!(out, " known: {why}"))
    }
}

impl Codebook {
    /// All findings, in the order of files and lines.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = ontology::findings(self);
        findings.extend(edits::findings(self));
        for finding in &mut findings {
            let mut known = self.about.known.iter();
            let same = known.find(|(rule, of, _, _)| rule == finding.rule && of == &finding.of);
            finding.known = same.map(|(_, _, why, _)| why.clone());
        }
        for (rule, of, _, line) in &self.about.known {
            if !findings.iter().any(|finding| finding.rule == rule && &finding.of == of) {
                let what = "known, but found no more; take it out".to_owned();
                let place = ("codebook.toml".to_owned(), *line);
                findings.push(Finding { rule: "stale-known", of: format!("{rule} {of}"), place, what, known: None });
            }
        }
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        findings
    }
}

fn finding(rule: &'static str, of: impl Into<String>, place: (&str, usize), what: impl Into<String>) -> Finding {
    Finding { rule, of: of.into(), place: (place.0.to_owned(), place.1), what: what.into(), known: None }
}

#[cfg(test)]
mod tests;
