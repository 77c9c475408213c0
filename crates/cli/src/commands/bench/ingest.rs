//! `onrecord bench --ingest`: how fast inputs become documents, without coding.
//!
//! The whole reading runs on one thread: unpacking, records and rows, main text of pages, language, and the signature by which
//! copies are found. The measure is what comes out of the unpacking, so that figures for archives that are packed more or less
//! tightly can be compared.

use std::path::Path;
use std::time::Instant;

use onrecord_ingest::{Input, Languages, open_with};
use onrecord_stories::Signature;

use super::measure::median;
use crate::args::{BenchArgs, General};
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::{Verdict, say_skipped};
use crate::output::Output;

/// Reads it so many times, and prints.
pub(super) fn bench(general: &General, args: &BenchArgs, path: &Path) -> Result<Verdict, Failure> {
    let options = args.form.options(general, Languages::English);
    let mut rates = Vec::new();
    let mut lines = Vec::new();
    let mut verdict = Verdict::Nothing;
    for _ in 0..args.rounds {
        let documents = open_with(&[Input::from(path)], &options);
        let progress = documents.progress();
        let (mut good, mut bad, mut bytes) = (0_u64, 0_u64, 0_u64);
        let began = Instant::now();
        for item in documents {
            match item {
                Ok(document) => {
                    good += 1;
                    bytes += document.text.len() as u64;
                    std::hint::black_box(Signature::of(&document.text));
                }
                Err(_) => bad += 1,
            }
        }
        let seconds = began.elapsed().as_secs_f64();
        rates.push(progress.unpacked() as f64 / 1e6 / seconds);
        let skipped: u64 = progress.skipped().iter().map(|each| each.count).sum();
        let n = grouped;
        lines = vec![
            format!("read      {} documents, {} bytes of text", n(good), n(bytes)),
            format!("left out  {} not read, {} passed over", n(bad), n(skipped)),
            format!("bytes     {} as they lie, {} unpacked", n(progress.read()), n(progress.unpacked())),
        ];
        if rates.len() == 1 {
            say_skipped(&progress.skipped(), crate::messages::say);
        }
        verdict = match (good, bad) {
            (_, 0) => Verdict::Done,
            (0, _) => Verdict::Nothing,
            _ => Verdict::Some,
        };
    }
    lines.push(format!("rate      {:.1} MB/s unpacked on one thread, median of {}", median(rates), args.rounds));
    let mut output = Output::lock();
    output.write(&(lines.join("\n") + "\n"))?;
    output.flush()?;
    Ok(verdict)
}
