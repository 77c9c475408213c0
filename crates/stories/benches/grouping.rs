//! How long signatures and stories take: `cargo bench -p onrecord-stories`, for 10,000 and 100,000 made-up documents; a million more
//! with `ONRECORD_STORIES_DOCUMENTS=1000000`. Two in five documents are copies, edited, cut or prefixed.

#[path = "../tests/made/mod.rs"]
mod made;

use std::time::Instant;

use made::{article, cut, edited, prefixed};
use onrecord_stories::{Signature, group};

fn text(number: u64) -> String {
    let original = |number| article(number, 150 + (number as usize * 31) % 400);
    match number % 5 {
        1 => prefixed(&original(number - 1), number),
        2 => edited(&cut(&original(number - 2), 80), 3, number),
        _ => original(number),
    }
}

fn main() {
    let more = std::env::var("ONRECORD_STORIES_DOCUMENTS").ok().and_then(|number| number.parse().ok());
    println!(
        "{:>10} {:>9} {:>10} {:>9} {:>12} {:>9} {:>9}",
        "documents", "MB", "signatures", "MB/s", "stories", "seconds", "µs each"
    );
    for count in [10_000, 100_000].into_iter().chain(more) {
        let (mut bytes, mut signing) = (0, 0.0);
        let mut signatures = Vec::with_capacity(count as usize);
        for number in 0..count {
            let text = text(number);
            bytes += text.len();
            let began = Instant::now();
            // A key such as a store's: it says nothing of the order in which the documents came.
            signatures.push((number.wrapping_mul(0x9e37_79b9_7f4a_7c15), Signature::of(&text)));
            signing += began.elapsed().as_secs_f64();
        }
        let began = Instant::now();
        let grouped = group(signatures);
        let took = began.elapsed().as_secs_f64();
        let stories = grouped.iter().filter(|document| document.document == document.story).count();
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{count:>10} {megabytes:>9.1} {signing:>9.2}s {:>9.0} {stories:>12} {took:>9.2} {:>9.2}",
            megabytes / signing,
            took * 1e6 / count as f64
        );
    }
}
