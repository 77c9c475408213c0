//! The way from a text to its record without the program around it: reads `{"id", "text", "date"}` a line and writes the
//! record of each; for a line with a `span`, in code points, who the words there mean.
//!
//! ```console
//! $ echo '{"text": "Norway thanked Chile, a spokesman said."}' | cargo run --release -p onrecord-coder --example records
//! ```

use std::io::{self, BufRead, BufWriter, Write};
use std::sync::Arc;

use onrecord_codebook::Codebook;
use onrecord_coder::{Coder, DocumentInfo};
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_record::{Chars, Span};
use onrecord_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = match std::env::args_os().nth(1) {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => Model::shipped()?,
    };
    let coder = Coder::new(env!("CARGO_PKG_VERSION"), model.identity())
        .with_codebook(Arc::new(Codebook::plover()?), model.act_types());
    let mut analyser = Analyser::new(&model, Kernel::best());
    let mut out = BufWriter::new(io::stdout().lock());
    let asked = io::stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?));
    let asked: Vec<Value> = asked.collect::<Result<_, Box<dyn std::error::Error>>>()?;
    // Questions about one text stand together, and the text is analysed once for all of them.
    for same in asked.chunk_by(|a, b| a["text"] == b["text"]) {
        let text = Text::new(same[0]["text"].as_str().unwrap_or_default());
        let analysis = analyser.analyse(&[&text]).pop().unwrap_or_default();
        for asked in same {
            let words = |field: &str| asked[field].as_str().map(str::to_owned);
            let info = DocumentInfo {
                id: words("id").unwrap_or_default(),
                published: words("date"),
                ..DocumentInfo::default()
            };
            if asked["span"].is_null() {
                writeln!(out, "{}", serde_json::to_string(&coder.code(info, &text, &analysis))?)?;
            } else {
                let (start, end) = serde_json::from_value(asked["span"].clone())?;
                let mut answer =
                    serde_json::to_value(coder.actor(info, &text, &analysis, Some(Span::<Chars>::new(start, end))))?;
                answer["id"] = json!(asked["id"]);
                writeln!(out, "{answer}")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
