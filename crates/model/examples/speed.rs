//! How fast a model reads a text, with every kernel of this machine:
//! `cargo run --release -p onrecord-model --example speed -- MODEL TEXT [KERNEL]`

use std::time::{Duration, Instant};

use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().ok_or("first argument: a model file")?;
    let text = arguments.next().ok_or("second argument: a plain text")?;
    let only = arguments.next();
    let bytes = std::fs::read(model)?;
    let start = Instant::now();
    let model = Model::from_bytes(&bytes)?;
    println!("{}, loaded in {:.1} ms", model.identity(), start.elapsed().as_secs_f64() * 1e3);
    let raw = std::fs::read_to_string(text)?;
    let text = Text::new(&raw);
    for kernel in Kernel::all_available() {
        if only.as_ref().is_some_and(|only| only != kernel.name()) {
            continue;
        }
        let mut analyser = Analyser::new(&model, kernel);
        let encoded = analyser.encode_only(&[&text]);
        let encoder = fastest(|| _ = analyser.encode_only(&[&text]));
        let whole = fastest(|| _ = analyser.analyse(&[&text]));
        let rate = |count: usize, time: Duration| count as f64 / time.as_secs_f64();
        println!(
            "{kernel:?}: {} words, {} pieces, {:.0} a window: encoder {:.0} pieces/s, {:.0} words/s; whole {:.0} words/s, {:.1} % more time",
            encoded.words,
            encoded.pieces,
            encoded.pieces as f64 / encoded.windows as f64,
            rate(encoded.pieces, encoder),
            rate(encoded.words, encoder),
            rate(encoded.words, whole),
            100.0 * (whole.as_secs_f64() / encoder.as_secs_f64() - 1.0),
        );
    }
    Ok(())
}

/// The fastest of a few runs, within about two seconds.
fn fastest(mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(2) {
        let start = clock(begun);
        run();
        best = best.min(clock(begun) - start);
    }
    best
}

/// Time that this thread has had on a core, where the system tells; else time that has gone by.
fn clock(begun: Instant) -> Duration {
    let had = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let had = had.and_then(|line| line.split(' ').next()?.parse().ok());
    had.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}
