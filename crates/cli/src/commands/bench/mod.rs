//! `onrecord bench`: how fast this machine reads, without reading from or writing to a disk.
//!
//! Three measurements take turns, so that a machine that slows down or is shared does so for all of them: the whole path on
//! one thread, the encoder alone on one thread over the same windows, and the whole path on all threads. Of several
//! rounds the median counts. With `--ingest` the reading of a file is measured instead.

mod corpus;
mod ingest;
mod measure;

use onrecord_model::{Analyser, Kernel};

use crate::analyses;
use crate::args::{BenchArgs, General};
use crate::commands::code::grouped;
use crate::commands::codebook;
use crate::failure::Failure;
use crate::messages::Verdict;
use crate::output::Output;
use measure::{Bench, median};

/// Measures and prints.
pub fn bench(general: &General, args: &BenchArgs) -> Result<Verdict, Failure> {
    if let Some(path) = &args.ingest {
        return ingest::bench(general, args, path);
    }
    let kernel = kernel(args.kernel.as_deref())?;
    let model = analyses::load_model(general)?;
    let articles = corpus::articles();
    let texts: Vec<_> = articles.iter().map(|article| onrecord_text::Text::new(article)).collect();
    let encoded = Analyser::new(&model, kernel).encode_only(&texts.iter().collect::<Vec<_>>());
    let threads = general.threads().get();

    let coder = analyses::coder(&model, codebook::load(None)?, None, None);
    let bench = Bench::new(&model, kernel, coder, &articles, encoded.words);
    let (mut whole, mut encoder, mut many) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        whole.push(bench.whole_path(1)?);
        encoder.push(bench.encoder()?);
        if threads > 1 {
            many.push(bench.whole_path(threads)?);
        }
    }
    let (whole, encoder) = (median(whole), median(encoder));
    let mut lines = vec![
        format!(
            "corpus   {} articles, {} words, {} word pieces in {} windows",
            articles.len(),
            grouped(encoded.words as u64),
            grouped(encoded.pieces as u64),
            encoded.windows
        ),
        format!("model    {}, kernel {}", model.identity(), kernel.name()),
        format!("rounds   {} of {} passes, medians", args.rounds, bench.passes()),
        String::new(),
        format!("whole path, 1 thread    {:>9} words/s", grouped(whole as u64)),
        format!("encoder alone           {:>9} words/s", grouped(encoder as u64)),
        format!("whole path / encoder    {:>9.1} %", 100.0 * whole / encoder),
    ];
    if threads > 1 {
        let many = median(many);
        let label = format!("whole path, {threads} threads");
        let each = grouped((many / threads as f64) as u64);
        lines.push(format!("{label:<23} {:>9} words/s, {each} a core", grouped(many as u64)));
        lines.push(format!("{threads} threads / 1 thread    {:>9.2} times", many / whole));
    }
    let mut output = Output::lock();
    output.write(&(lines.join("\n") + "\n"))?;
    output.flush()?;
    Ok(Verdict::Done)
}

fn kernel(name: Option<&str>) -> Result<Kernel, Failure> {
    let Some(name) = name else { return Ok(Kernel::best()) };
    Kernel::by_name(name).ok_or_else(|| Failure::NoKernel {
        name: name.to_owned(),
        available: Kernel::all_available().into_iter().map(Kernel::name).collect(),
    })
}
