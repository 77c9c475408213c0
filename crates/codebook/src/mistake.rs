//! Mistakes of a codebook's files, each with its file and line.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Mistake {
    /// Name of the file below the codebook's folder.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What it is.
    pub what: String,
}

/// Everything that keeps a codebook from being used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Mistake::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

/// The line of a byte.
pub(crate) fn line_at(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&byte| byte == b'\n').count()
}

/// Gathers the mistakes of one file.
pub(crate) struct Notes<'f> {
    pub file: &'f str,
    pub text: &'f str,
    pub mistakes: Vec<Mistake>,
}

impl<'f> Notes<'f> {
    pub fn new(file: &'f str, text: &'f str) -> Self {
        Self { file, text, mistakes: Vec::new() }
    }

    pub fn line(&self, bytes: &Range<usize>) -> usize {
        line_at(self.text, bytes.start)
    }

    pub fn note(&mut self, bytes: &Range<usize>, what: impl fmt::Display) {
        let line = self.line(bytes);
        self.mistakes.push(Mistake { file: self.file.to_owned(), line, what: what.to_string() });
    }

    /// The value, or nothing and a note.
    pub fn keep<T, E: fmt::Display>(&mut self, bytes: &Range<usize>, value: Result<T, E>) -> Option<T> {
        value.map_err(|what| self.note(bytes, what)).ok()
    }

    /// Reads the whole file as TOML.
    pub fn read<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        let read = toml::from_str(self.text);
        read.map_err(|error: toml::de::Error| {
            let what = error.message().to_owned();
            self.note(&error.span().unwrap_or(0..0), what);
        })
        .ok()
    }
}
