//! What came of a run of `code`, in numbers.

use std::path::Path;
use std::time::Duration;

use onrecord_ingest::{SkipReason, Skipped};
use onrecord_record::Record;
use onrecord_store::Run;

use crate::messages::say;

/// What a run comes to: what the store keeps of it, and what is told besides.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) run: Run,
    mentions: u64,
}

impl Summary {
    /// Of a run of the command of this name.
    pub(super) fn new(command: &str) -> Self {
        Self { run: Run { command: command.to_owned(), ..Run::default() }, mentions: 0 }
    }

    pub(super) fn add(&mut self, record: &Record, words: usize) {
        let Self { run, mentions } = self;
        run.documents += 1;
        run.words += words as u64;
        run.statements += record.statements.len() as u64;
        run.events += record.events.len() as u64;
        *mentions += record.entities.iter().map(|entity| entity.mentions.len() as u64).sum::<u64>();
    }

    /// Writes it to standard error: what it took until now, how many documents `of_others` were of other shards, how many
    /// `bad` ones could not be read.
    pub(super) fn tell(
        &self,
        store: &Path,
        (took, threads): (Duration, usize),
        (of_others, bad): (u64, u64),
        skipped: &[Skipped],
    ) {
        let Run { documents, words, statements, events, done_before, removed, .. } = &self.run;
        let n = |count: &u64| grouped(*count);
        say(&format_args!("coded     {} documents, {} words, into {}", n(documents), n(words), store.display()));
        let mentions = n(&self.mentions);
        say(&format_args!("found     {} statements, {} events, {mentions} mentions", n(statements), n(events)));
        let of_others = if of_others > 0 { format!(", {} of other shards", grouped(of_others)) } else { String::new() };
        let removed = if *removed > 0 { format!(", {} removed for good", n(removed)) } else { String::new() };
        let passed = passed_over(skipped);
        let (done, bad) = (n(done_before), grouped(bad));
        say(&format_args!("left out  {done} done before, {bad} not read{of_others}{removed}{passed}"));
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
