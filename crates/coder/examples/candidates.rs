//! Reads `{"id", "text"}` a line and writes the candidates for statements of each text with what is weighed of them, for
//! `training/calibrate.py`.

use std::io::{self, BufRead, BufWriter, Write};

use onrecord_coder::Candidate;
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = match std::env::args_os().nth(1) {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => Model::shipped()?,
    };
    let mut analyser = Analyser::new(&model, Kernel::best());
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", json!({ "signs": Candidate::names() }))?;
    for line in io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = Text::new(document["text"].as_str().unwrap_or_default());
        let analysis = analyser.analyse(&[&text]).pop().unwrap_or_default();
        let candidates = Candidate::all(&text, &analysis);
        writeln!(out, "{}", json!({ "id": document["id"], "candidates": candidates }))?;
    }
    out.flush()?;
    Ok(())
}
