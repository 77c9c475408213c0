//! What is said on standard error about inputs, and the verdict at the end.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use onrecord_ingest::{Origin, SkipReason, Skipped};

use crate::pipeline::{About, Fault, Place};

/// The name before each line, so that it can be told from other programs' lines in a log.
const NAME: &str = "onrecord";

/// How a run went, as the exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All is done.
    Done,
    /// Some inputs could not be read, the others are done.
    Some,
    /// Nothing is done.
    Nothing,
    /// Ended by Ctrl-C or a request to terminate; what was done by then stands.
    Interrupted,
}

impl Verdict {
    /// The status of a program that Ctrl-C has ended, as shells know it.
    pub const INTERRUPTED: u8 = 130;

    /// The status of the contract.
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Some => 1,
            Self::Nothing => 2,
            Self::Interrupted => Self::INTERRUPTED,
        })
    }
}

/// Writes one line to standard error. Where that is closed there is nobody to tell.
pub fn say(line: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A message as one line that a terminal does not obey: names of files and words of inputs may hold anything.
fn line(message: &dyn Display) -> String {
    let message = format!("{NAME}: {message}");
    message.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// Writes one line that is not ours alone to standard error, so that a terminal does not obey it.
pub fn say_safely(message: &dyn Display) {
    say(&line(message));
}

/// Tells something of one document.
pub fn say_about(origin: &Origin, what: &dyn Display, say: impl Fn(&dyn Display)) {
    say(&line(&format_args!("{}: {what}", Place(origin))));
}

/// Tells what was passed over. That is no fault of theirs.
pub fn say_skipped(skipped: &[Skipped], say: impl Fn(&dyn Display)) {
    for Skipped { reason, count, first, .. } in skipped {
        let all = if *count == 1 { first.clone() } else { format!("{first} and {} more", count - 1) };
        let remedy = if matches!(reason, SkipReason::Language(_)) { " (--language any reads all)" } else { "" };
        say(&line(&format_args!("{all}: passed over: {reason}{remedy}")));
    }
}

/// Counts what could be read and what not, and names the latter.
#[derive(Debug, Default)]
pub struct Tally {
    /// Documents that are done, now or in an earlier run.
    pub good: u64,
    /// Places where a document should have been.
    pub bad: u64,
}

impl Tally {
    /// One document is done; passes on what is to be said of it.
    pub fn done(&mut self, about: &About, say: impl Fn(&dyn Display)) {
        self.good += 1;
        let place = Place(&about.origin);
        if about.encoding != "UTF-8" {
            let encoding = about.encoding;
            let message = "save it as UTF-8 if characters look wrong";
            say(&line(&format_args!("{place}: warning: not UTF-8, read as {encoding}; {message}")));
        }
        for warning in &about.warnings {
            say(&line(&format_args!("{place}: warning: {warning}")));
        }
    }

    /// One document came to nothing; says why.
    pub fn failed(&mut self, fault: &Fault, say: impl Fn(&dyn Display)) {
        self.bad += 1;
        say(&line(fault));
    }

    /// What the exit status should say.
    pub fn verdict(&self) -> Verdict {
        match (self.good, self.bad) {
            (_, 0) => Verdict::Done,
            (0, _) => Verdict::Nothing,
            _ => Verdict::Some,
        }
    }
}
