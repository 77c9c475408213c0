//! Progress on a terminal: how far, how fast, how long still. On anything else it shows nothing.

use std::fmt::Display;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord_ingest::Progress;

use super::summary::grouped;
use crate::messages::say;

/// Between two looks at the numbers.
const PACE: Duration = Duration::from_millis(100);

/// The bar and what it is drawn from.
pub(super) struct Gauge {
    bar: ProgressBar,
    reading: Progress,
    /// Bytes of text that were handed out to be coded.
    issued: Box<dyn Fn() -> u64>,
    /// Bytes of text that are coded.
    coded: u64,
    began: Instant,
    shown: Instant,
}

impl Gauge {
    pub(super) fn new(reading: Progress, issued: impl Fn() -> u64 + 'static) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(PACE);
        let now = Instant::now();
        Self { bar, reading, issued: Box::new(issued), coded: 0, began: now, shown: now }
    }

    /// Some text more is coded; the other figures are totals.
    pub(super) fn advance(&mut self, bytes: usize, documents: u64, words: u64) {
        self.coded += bytes as u64;
        if self.bar.is_hidden() || self.shown.elapsed() < PACE {
            return;
        }
        self.shown = Instant::now();
        if self.bar.length().is_none()
            && let Some(total) = self.reading.total()
        {
            self.bar.set_length(total);
            self.bar.set_style(style("{bar:24} {percent:>3} %  {msg}, {eta} left"));
        }
        // What is read but not yet coded does not count.
        let share = self.coded as f64 / (self.issued)().max(1) as f64;
        self.bar.set_position((self.reading.read() as f64 * share.min(1.0)) as u64);
        let seconds = self.began.elapsed().as_secs_f64();
        self.bar.set_message(format!(
            "{} documents, {:.1} a second, {} words a second",
            grouped(documents),
            documents as f64 / seconds,
            grouped((words as f64 / seconds) as u64)
        ));
    }

    /// Says something above the bar.
    pub(super) fn say(&self, line: &dyn Display) {
        self.bar.suspend(|| say(line));
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
