//! CAMEO and PLOVER: `cameo.tsv`, one code a line with what it means here.

use std::collections::BTreeMap;

use crate::mistake::{Mistake, Notes};

/// What a code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub kind: String,
    pub mode: Option<String>,
    pub contexts: Vec<String>,
    pub line: usize,
}

/// The table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cameo {
    /// In the order of the file; a code that stands twice is for the linter to find.
    pub codes: Vec<(String, Meaning)>,
    by_code: BTreeMap<String, usize>,
}

impl Cameo {
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Mistake>> {
        let mut notes = Notes::new(file, text);
        let mut cameo = Self::default();
        let mut at = 0;
        for (line, row) in (1..).zip(text.lines()) {
            let bytes = at..at;
            at += row.len() + 1;
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = row.split('\t').map(str::trim).collect();
            let [code, kind, mode, contexts] = fields[..] else {
                notes.note(&bytes, "expected code, type, mode and contexts, parted by tabs; `-` where there is none");
                continue;
            };
            if !(2..=4).contains(&code.len()) || !code.chars().all(|c| c.is_ascii_digit()) {
                notes.note(&bytes, format!("`{code}` is no CAMEO code; write two to four digits"));
                continue;
            }
            let listed =
                |text: &str| text.split(',').filter(|item| *item != "-").map(str::to_owned).collect::<Vec<_>>();
            let mode = (mode != "-").then(|| mode.to_owned());
            let meaning = Meaning { kind: kind.to_owned(), mode, contexts: listed(contexts), line };
            cameo.by_code.entry(code.to_owned()).or_insert(cameo.codes.len());
            cameo.codes.push((code.to_owned(), meaning));
        }
        if notes.mistakes.is_empty() { Ok(cameo) } else { Err(notes.mistakes) }
    }

    pub fn get(&self, code: &str) -> Option<(&str, Option<&str>, &[String])> {
        let (_, meaning) = self.codes.get(*self.by_code.get(code)?)?;
        Some((&meaning.kind, meaning.mode.as_deref(), &meaning.contexts))
    }

    /// A code below `general` for just these contexts: "sell arms" is 0332 where 033 is "promise help".
    pub fn special(&self, kind: &str, mode: Option<&str>, contexts: &[String], general: &str) -> Option<&str> {
        let fits = |meaning: &Meaning| {
            meaning.kind == kind
                && meaning.mode.as_deref() == mode
                && meaning.contexts.first().is_some_and(|context| contexts.contains(context))
        };
        let root = general.get(..2)?;
        // The shortest, then the first: what a code says beyond the context is not known.
        let below = self.codes.iter().filter(|(code, meaning)| code.starts_with(root) && fits(meaning));
        let best = below.min_by_key(|(code, _)| (code.len(), code.clone()))?;
        let says_more = |code: &str| self.get(general).is_none_or(|(_, _, its)| its.is_empty()) && code != general;
        Some(best.0.as_str()).filter(|code| says_more(code))
    }
}
