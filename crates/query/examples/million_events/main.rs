//! Makes a store of so many made-up events, through the store's own writer: what searches and queries are measured on.
//!
//! ```console
//! $ cargo run --release -p onrecord-query --example million_events -- STORE 10000000
//! ```
//!
//! Documents of four sentences, an act in each, spread over twenty years, forty states (some far more active than others)
//! and all types. They come month by month, as archives are read; with `--shuffled` in no order of time, which is the worst
//! that lists of the newest can meet. The same number gives the same documents.

mod news;

use std::process::ExitCode;
use std::time::Instant;

use onrecord_store::{Bounds, Identity, Recipe, Store};

/// Documents of a segment: as many as compaction would join.
const SEGMENT: Bounds = Bounds { bytes: 256 << 20, documents: 50_000 };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (store, events, shuffled) = match &arguments[..] {
        [store, events] => (store, events, false),
        [store, events, order] if order == "--shuffled" => (store, events, true),
        _ => {
            eprintln!("usage: million_events STORE EVENTS [--shuffled]");
            return ExitCode::from(2);
        }
    };
    let Ok(events) = events.parse::<u64>() else {
        eprintln!("million_events: {events}: no number of events; give one such as 1000000");
        return ExitCode::from(2);
    };
    match make(store, events, shuffled) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("million_events: {error}");
            ExitCode::from(2)
        }
    }
}

fn make(store: &str, events: u64, shuffled: bool) -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let recipe = Recipe { model: "made-up@0".to_owned(), ..Recipe::default() };
    let mut writer = Store::create_or_open(store)?.writer(&recipe, "0.1.0")?.with_bounds(SEGMENT);
    let newsroom = news::Newsroom::new()?;
    let documents = events.div_ceil(news::EVENTS);
    for number in 0..documents {
        let record = newsroom.document(number, (!shuffled).then(|| number * news::MONTHS / documents));
        let identity = Identity { id: Some(&record.doc.id), text: &record.text, ..Identity::default() };
        writer.add(&recipe.key(&identity), &record)?;
    }
    let summary = writer.finish()?;
    println!(
        "{} events of {} documents in {} segments, {} MB, {:.0} s",
        summary.events,
        summary.documents,
        summary.segments,
        summary.bytes >> 20,
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
