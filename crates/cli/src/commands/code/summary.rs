//! What came of a run of `code`, in numbers.

use std::path::Path;
use std::time::Duration;

use onrecord_ingest::{SkipReason, Skipped};
use onrecord_record::Record;
use onrecord_store::Run;

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
pub(super) struct NotCoded {
    /// In the store already.
    pub(super) done_before: u64,
    /// Taken out for good.
    pub(super) removed: u64,
    /// Of other shards.
    pub(super) of_others: u64,
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

    /// The same numbers, for the store.
    pub(super) fn fill(&self, run: &mut Run) {
        let Self { documents, words, statements, events, mentions: _ } = *self;
        (run.documents, run.words, run.statements, run.events) = (documents, words, statements, events);
    }

    /// Writes it to standard error.
    pub(super) fn tell(&self, store: &Path, took: Duration, threads: usize, not_coded: &NotCoded, skipped: &[Skipped]) {
        let Self { documents, words, statements, events, mentions } = self;
        let n = |count: &u64| grouped(*count);
        say(&format_args!("coded     {} documents, {} words, into {}", n(documents), n(words), store.display()));
        say(&format_args!("found     {} statements, {} events, {} mentions", n(statements), n(events), n(mentions)));
        let NotCoded { done_before, removed, of_others, bad } = not_coded;
        let of_others = if *of_others > 0 { format!(", {} of other shards", n(of_others)) } else { String::new() };
        let removed = if *removed > 0 { format!(", {} removed for good", n(removed)) } else { String::new() };
        let passed = passed_over(skipped);
        say(&format_args!("left out  {} done before, {} not read{of_others}{removed}{passed}", n(done_before), n(bad)));
        let seconds = took.as_secs_f64();
        let rate = *words as f64 / seconds;
        let each = grouped((rate / threads as f64) as u64);
        let plural = if threads == 1 { "" } else { "s" };
        let rate = grouped(rate as u64);
        say(&format_args!("took      {}: {rate} words/s on {threads} thread{plural}, {each} a core", clock(took)));
    }
}

/// `, 14 passed over: 11 in other languages, 3 without an article`, where anything was.
fn passed_over(skipped: &[Skipped]) -> String {
    let count = |of: &dyn Fn(SkipReason) -> bool| {
        skipped.iter().filter(|each| of(each.reason)).map(|each| each.count).sum::<u64>()
    };
    let kinds = [
        (count(&|reason| matches!(reason, SkipReason::Language(_))), "in other languages"),
        (count(&|reason| reason == SkipReason::NoArticle), "without an article"),
        (count(&|reason| matches!(reason, SkipReason::NotAPage | SkipReason::NotOk)), "records that are no page"),
        (count(&SkipReason::is_of_files), "files"),
    ];
    let told: Vec<String> = kinds
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    match kinds.iter().map(|(count, _)| count).sum::<u64>() {
        0 => String::new(),
        all => format!(", {} passed over: {}", grouped(all), told.join(", ")),
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
    fn what_was_passed_over_is_told_by_its_kind() {
        let skipped = |reason, count| Skipped { reason, count, path: "a.warc".into(), first: "a.warc:7".into() };
        assert_eq!(passed_over(&[]), "");
        let some = [
            skipped(SkipReason::Language("French"), 1_000),
            skipped(SkipReason::Language("German"), 2),
            skipped(SkipReason::NotOk, 3),
        ];
        assert_eq!(passed_over(&some), ", 1,005 passed over: 1,002 in other languages, 3 records that are no page");
    }

    #[test]
    fn numbers_and_times_as_people_write_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [4_230, 187_000, 3_725_000].map(|ms| clock(Duration::from_millis(ms))),
            ["4.2 s", "3 min 07 s", "1 h 02 min"]
        );
    }
}
