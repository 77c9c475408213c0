//! What came of a run of `code`, in numbers.

use std::path::Path;
use std::time::Duration;

use onrecord_record::Record;

use crate::messages::say;

/// Counts of what was coded in this run.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub(super) documents: u64,
    pub(super) words: u64,
    statements: u64,
    events: u64,
    mentions: u64,
}

/// Documents that this run did not code.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// In the store already.
    pub(super) done_before: u64,
    /// Taken out for good.
    pub(super) removed: u64,
    /// Not to be read.
    pub(super) bad: u64,
}

impl Summary {
    pub(super) fn add(&mut self, record: &Record, words: usize) {
        self.documents += 1;
        self.words += words as u64;
        self.statements += record.statements.len() as u64;
        self.events += record.events.len() as u64;
        self.mentions += record.entities.iter().map(|entity| entity.mentions.len() as u64).sum::<u64>();
    }

    /// Writes it to standard error.
    pub(super) fn tell(&self, store: &Path, took: Duration, threads: usize, left_out: &LeftOut) {
        let Self { documents, words, statements, events, mentions } = self;
        let n = |count: &u64| grouped(*count);
        say(&format_args!("coded     {} documents, {} words, into {}", n(documents), n(words), store.display()));
        say(&format_args!("found     {} statements, {} events, {} mentions", n(statements), n(events), n(mentions)));
        let LeftOut { done_before, removed, bad } = left_out;
        let removed = if *removed > 0 { format!(", {} removed for good", n(removed)) } else { String::new() };
        say(&format_args!("left out  {} done before, {} not read{removed}", n(done_before), n(bad)));
        let seconds = took.as_secs_f64();
        let rate = *words as f64 / seconds;
        let each = grouped((rate / threads as f64) as u64);
        let plural = if threads == 1 { "" } else { "s" };
        let rate = grouped(rate as u64);
        say(&format_args!("took      {}: {rate} words/s on {threads} thread{plural}, {each} a core", clock(took)));
    }
}

/// `1 h 02 min`, `3 min 07 s`, `4.2 s`
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, _) => format!("{:.1} s", time.as_secs_f64()),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02} min"),
    }
}

/// `1,234,567`
pub(in crate::commands) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_as_people_write_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [4_230, 187_000, 3_725_000].map(|ms| clock(Duration::from_millis(ms))),
            ["4.2 s", "3 min 07 s", "1 h 02 min"]
        );
    }
}
