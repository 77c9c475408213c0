//! What runs came to: how much each coded, and what it left out and why. Kept with the store, so that months later it can
//! still be said what its tables are made of, and what they lack.

use std::time::Duration;

/// What one run of a command that codes came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The command, such as `code`.
    pub command: String,
    /// How long it took.
    pub took: Duration,
    /// Whether it came to the end of its inputs.
    pub whole: bool,
    /// Documents coded.
    pub documents: u64,
    /// Words of these.
    pub words: u64,
    /// Statements found.
    pub statements: u64,
    /// Events found.
    pub events: u64,
    /// Documents that were in the store already, or twice in the input.
    pub done_before: u64,
    /// Documents that had been taken out for good.
    pub removed: u64,
    /// What could not be read, and what was passed over.
    pub left_out: Vec<LeftOut>,
}

/// Inputs, records or documents that a run left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Whether it was at fault; otherwise it was passed over, as a document in another language is.
    pub fault: bool,
    /// Why.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The first of them: path, and line, row or record where it has one.
    pub first: String,
}

/// A run as the store has kept it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRun {
    /// Its number.
    pub run: i64,
    /// Version of the program.
    pub program: String,
    /// When it began, UTC, `2026-05-12T07:30:00Z`.
    pub began: String,
    /// What it came to.
    pub came_to: Run,
}

/// Faults that a run keeps one by one; of more, the number.
const FAULTS: usize = 10_000;

impl Run {
    /// Notes an input that is at fault.
    pub fn fault(&mut self, reason: String, first: String) {
        let fault = LeftOut { fault: true, reason, count: 1, first };
        match self.left_out.len() {
            0..FAULTS => self.left_out.push(fault),
            FAULTS => self.left_out.push(LeftOut { reason: "more that could not be read".to_owned(), ..fault }),
            _ => self.left_out[FAULTS].count += 1,
        }
    }

    /// Whether anything came of it that is worth keeping.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.documents == 0 && self.left_out.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_without_end_are_counted() {
        let mut run = Run::default();
        assert!(run.is_idle());
        for number in 0..FAULTS + 3 {
            run.fault("cut or broken JSON".to_owned(), format!("wire.jsonl:{number}"));
        }
        assert_eq!(run.left_out.len(), FAULTS + 1);
        assert_eq!((run.left_out[FAULTS].count, run.left_out[FAULTS].first.as_str()), (3, "wire.jsonl:10000"));
    }
}
