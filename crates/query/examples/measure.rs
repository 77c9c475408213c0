//! Measures questions to a store, each in a fresh opening and then again: medians, with what the first one took.
//!
//! ```console
//! $ cargo run --release -p onrecord-query --example measure -- STORE
//! ```

use std::path::Path;
use std::time::{Duration, Instant};

use onrecord_query::{Database, Means};
use onrecord_search::{Filters, Search};

const ROUNDS: usize = 7;

const QUERIES: [(&str, &str, f64); 5] = [
    ("open and ask nothing", "SELECT 1", 0.2),
    ("rows of a table", "SELECT count(*) FROM events", 0.2),
    (
        "by month and type",
        "SELECT date_trunc('month', first_day) AS month, type, count(*) AS events FROM events GROUP BY month, type ORDER BY month, type",
        1.0,
    ),
    (
        "one dyad by day",
        "SELECT day, sum(events) AS events FROM events_daily WHERE actor_country = 'RUS' AND recipient_country = 'UKR' GROUP BY day ORDER BY day",
        0.3,
    ),
    (
        "one dyad by day, type",
        "SELECT * FROM events_daily WHERE actor_country = 'SWE' AND recipient_country = 'NOR' ORDER BY day, type",
        0.3,
    ),
];

const SEARCHES: [(&str, f64); 3] =
    [("\"over the ferry line\"", 0.1), ("\"blamed sweden\"", 0.1), ("pipeline norway", 0.1)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let store = std::env::args().nth(1).ok_or("usage: measure STORE")?;
    let store = Path::new(&store);
    let began = Instant::now();
    let counted = onrecord_query::refresh_daily(store)?;
    println!("counted {counted} segments in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let indexed = Search::open(store, |notice| println!("{notice:?}"))?.sentences();
    println!("{indexed} sentences ready to search after {:.1} s", began.elapsed().as_secs_f64());

    let threads = std::thread::available_parallelism()?.get();
    for (name, sql, bound) in QUERIES {
        measure(name, bound, || {
            let database = Database::open(store, Means { threads, ..Means::default() })?;
            let rows: Result<Vec<_>, _> = database.query(sql)?.collect();
            Ok(rows?.iter().map(|batch| batch.num_rows() as u64).sum())
        })?;
    }
    measure("open the index", 0.2, || Ok(Search::open(store, |_| {})?.sentences()))?;
    for (words, bound) in SEARCHES {
        measure(words, bound, || Ok(Search::open(store, |_| {})?.find(words, &Filters::default(), 20)?.sentences))?;
    }
    let filters = Filters {
        types: vec!["ACCUSE".into()],
        statuses: vec!["actual".into()],
        from: Some(18_000),
        ..Filters::default()
    };
    measure("ferry, an act, since a day", 0.1, || {
        Ok(Search::open(store, |_| {})?.find("ferry", &filters, 20)?.sentences)
    })
}

fn measure(
    name: &str,
    bound: f64,
    mut ask: impl FnMut() -> Result<u64, Box<dyn std::error::Error>>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut times: Vec<Duration> = Vec::new();
    let mut found = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        found = ask()?;
        times.push(began.elapsed());
    }
    let first = times[0].as_secs_f64();
    times.sort();
    let median = times[ROUNDS / 2].as_secs_f64();
    println!("{name:28} {median:7.3} s  (first {first:.3} s, wanted {bound} s, {found} found)");
    Ok(())
}
