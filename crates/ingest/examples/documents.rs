//! What the readers make of inputs, one JSON object a line: `cargo run -p onrecord-ingest --example documents -- FILE…`.
//!
//! Documents have a `text`, errors an `error`; tests hold this against what other programs read.

use std::io::{self, Write};

use onrecord_ingest::{Input, Limits, open};
use serde_json::json;

fn main() -> io::Result<()> {
    let inputs: Vec<Input> = std::env::args_os().skip(1).map(|argument| Input::from(&argument)).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for item in open(&inputs, &Limits::default()) {
        let line = match item {
            Ok(document) => json!({
                "id": document.id,
                "url": document.uri,
                "title": document.title,
                "published": document.published,
                "publisher": document.publisher,
                "language": document.language,
                "place": document.origin.place.map(|place| place.number()),
                "text": document.text,
            }),
            Err(error) => json!({
                "error": error.to_string(),
                "place": error.origin.place.map(|place| place.number()),
                "offset": error.offset,
            }),
        };
        writeln!(out, "{line}")?;
    }
    out.flush()
}
