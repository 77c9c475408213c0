//! One measurement: so many passes over the corpus, in words a second.

use std::thread;
use std::time::{Duration, Instant};

use onrecord_coder::{Coder, DocumentInfo};
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;

use crate::failure::Failure;

/// A measurement takes about this long, so that starting threads and the clock do not count.
const LENGTH: Duration = Duration::from_secs(1);

pub(super) struct Bench<'b> {
    model: &'b Model,
    kernel: Kernel,
    articles: &'b [String],
    coder: Coder,
    /// Words of the corpus.
    words: usize,
    /// Passes over the corpus in one measurement.
    passes: usize,
}

impl<'b> Bench<'b> {
    /// Warms up, and finds how many passes make a measurement.
    pub(super) fn new(model: &'b Model, kernel: Kernel, coder: Coder, articles: &'b [String], words: usize) -> Self {
        let mut bench = Self { model, kernel, articles, coder, words, passes: 1 };
        let began = Instant::now();
        bench.pass(&mut Analyser::new(model, kernel));
        let pass = began.elapsed().as_secs_f64();
        bench.passes = (LENGTH.as_secs_f64() / pass).ceil().clamp(1.0, 1000.0) as usize;
        bench
    }

    pub(super) fn passes(&self) -> usize {
        self.passes
    }

    /// From text to record, each thread over a corpus of its own. Words a second of all threads together.
    pub(super) fn whole_path(&self, threads: usize) -> Result<f64, Failure> {
        let began = Instant::now();
        thread::scope(|scope| {
            for _ in 0..threads {
                thread::Builder::new().spawn_scoped(scope, || {
                    let mut analyser = Analyser::new(self.model, self.kernel);
                    for _ in 0..self.passes {
                        self.pass(&mut analyser);
                    }
                })?;
            }
            Ok::<_, Failure>(())
        })?;
        Ok(self.rate(threads, began.elapsed()))
    }

    /// The encoder over the same windows, on a thread of its own as well.
    pub(super) fn encoder(&self) -> Result<f64, Failure> {
        let texts: Vec<Text<'_>> = self.articles.iter().map(|article| Text::new(article)).collect();
        let texts: Vec<&Text<'_>> = texts.iter().collect();
        let began = Instant::now();
        thread::scope(|scope| {
            thread::Builder::new().spawn_scoped(scope, || {
                let mut analyser = Analyser::new(self.model, self.kernel);
                for _ in 0..self.passes {
                    analyser.encode_only(&texts);
                }
            })?;
            Ok::<_, Failure>(())
        })?;
        Ok(self.rate(1, began.elapsed()))
    }

    fn pass(&self, analyser: &mut Analyser<'_>) {
        let texts: Vec<Text<'_>> = self.articles.iter().map(|article| Text::new(article)).collect();
        let analyses = analyser.analyse(&texts.iter().collect::<Vec<_>>());
        for (text, analysis) in texts.iter().zip(&analyses) {
            std::hint::black_box(self.coder.code(DocumentInfo::default(), text, analysis));
        }
    }

    fn rate(&self, threads: usize, took: Duration) -> f64 {
        (threads * self.passes * self.words) as f64 / took.as_secs_f64()
    }
}

/// The middle of some measurements, or between the two middle ones.
pub(super) fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    match rates.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => rates[n / 2],
        n => f64::midpoint(rates[n / 2 - 1], rates[n / 2]),
    }
}
