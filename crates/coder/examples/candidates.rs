//! Reads `{"id", "text"}` a line and writes the candidates for statements and acts of each text with what is weighed of them, for
//! `training/calibrate.py`.

use std::io::{self, BufRead, BufWriter, Write};

use onrecord_codebook::Codebook;
use onrecord_coder::{ActCandidate, Candidate};
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = match std::env::args_os().nth(1) {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => Model::shipped()?,
    };
    let codebook = Codebook::plover()?;
    let mut analyser = Analyser::new(&model, Kernel::best());
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", json!({ "signs": Candidate::names(), "act_signs": ActCandidate::names() }))?;
    for line in io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = Text::new(document["text"].as_str().unwrap_or_default());
        let analysis = analyser.analyse(&[&text]).pop().unwrap_or_default();
        let candidates = Candidate::all(&text, &analysis);
        let acts = ActCandidate::all(&text, &analysis, &codebook);
        writeln!(out, "{}", json!({ "id": document["id"], "candidates": candidates, "acts": acts }))?;
    }
    out.flush()?;
    Ok(())
}
