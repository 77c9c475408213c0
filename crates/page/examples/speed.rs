//! How fast pages are read on one core: `cargo run --release -p onrecord-page --example speed -- PAGE…`.

use std::time::Instant;

use onrecord_page::{Hints, extract};

fn main() -> std::io::Result<()> {
    let pages = std::env::args_os().skip(1).map(std::fs::read).collect::<std::io::Result<Vec<_>>>()?;
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let rounds = (400 << 20) / bytes.max(1) + 1;
    let mut best = f64::INFINITY;
    let mut articles = 0;
    for _ in 0..3 {
        let began = Instant::now();
        for _ in 0..rounds {
            articles += pages.iter().filter(|page| extract(page, &Hints::default()).is_ok()).count();
        }
        best = best.min(began.elapsed().as_secs_f64());
    }
    let megabytes = (bytes * rounds) as f64 / 1e6;
    let found = articles / rounds / 3;
    println!("{} pages, {found} with an article: {:.0} MB/s", pages.len(), megabytes / best);
    Ok(())
}
