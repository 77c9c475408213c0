//! `onrecord watch`: what is new in feeds, fetched, coded and committed, round after round.
//!
//! ```text
//! list of feeds ──feeds──▶ documents ──code's own way──▶ the store ──then──▶ they count as seen
//! ```
//!
//! What was seen is kept in the store's folder, in `watch.json`. Killed at any time, the next run fetches again what was not
//! yet committed, and the store takes nothing twice.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use onrecord_feeds::{Manners, Watch, read_list, rest};
use onrecord_ingest::Progress;

use super::code::{Shop, grouped, stop_flag};
use crate::analyses::VERSION;
use crate::args::{General, WatchArgs};
use crate::failure::Failure;
use crate::messages::{Verdict, say};

/// The file of what was seen, in the store's folder.
const FILE: &str = "watch.json";

/// Fetches and codes what is new, once or until it is stopped.
pub fn watch(general: &General, args: &WatchArgs) -> Result<Verdict, Failure> {
    let failed = |cause: String| Failure::FeedList { path: args.feeds.clone(), cause };
    let list = fs::read_to_string(&args.feeds).map_err(|cause| failed(cause.to_string()))?;
    let feeds = read_list(&list).map_err(|error| failed(error.to_string()))?;
    if feeds.is_empty() {
        return Err(failed("there is no address in it".to_owned()));
    }
    let shop = Shop::open(general, &args.known, &args.into)?;
    let name = format!(
        "onrecord/{VERSION} (reads feeds for research; {})",
        args.contact.as_deref().unwrap_or("no contact given")
    );
    let manners = Manners { pause: args.pause, ..Manners::new(&name) };
    let watch = Watch::open(args.into.join(FILE), manners)?;
    let stop = stop_flag();
    loop {
        let verdict = round(general, &shop, &watch, &feeds, &stop)?;
        if args.once || verdict == Verdict::Interrupted {
            return Ok(verdict);
        }
        rest(args.every, || stop.load(Ordering::Relaxed));
        if stop.load(Ordering::Relaxed) {
            return Ok(Verdict::Interrupted);
        }
    }
}

/// One round: its documents are in the store before they count as seen.
fn round(
    general: &General,
    shop: &Shop,
    watch: &Watch,
    feeds: &[String],
    stop: &Arc<AtomicBool>,
) -> Result<Verdict, Failure> {
    let round = watch.round(feeds);
    let report = round.report();
    let verdict = shop.code(general, "watch", round, &Progress::default(), stop)?;
    let report = report();
    let n = grouped;
    say(&format_args!(
        "feeds     {} with {} new entries, {} unchanged, {} left alone for now, {} failed",
        n(report.answered),
        n(report.new),
        n(report.unchanged),
        n(report.resting),
        n(report.failed)
    ));
    // What was stopped on its way is not in the store.
    if verdict != Verdict::Interrupted {
        watch.settle()?;
    }
    Ok(verdict)
}
