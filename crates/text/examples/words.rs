//! Cuts texts into words: JSON Lines with `id` and `text` in, JSON Lines with `id`, `words` and `boundaries` out.
//!
//! Each word is `[start, end, fused, opens_paragraph, quoted, case]` with offsets in code points, flags as 0 or 1 and the
//! index of its [`onrecord_text::Case`]; `boundaries` are the indices of the words that end a sentence by rule.

use std::io::{self, BufRead, BufWriter, Write};

use onrecord_record::CharIndex;
use onrecord_text::{Text, boundaries};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = Text::new(document["text"].as_str().unwrap_or_default());
        let index = CharIndex::new(text.raw);
        let words: Vec<[u32; 6]> = text
            .words
            .iter()
            .map(|word| {
                let [start, end] = index.chars(word.span).as_array();
                let flags = [word.fused, word.opens_paragraph, word.quoted].map(u32::from);
                [start, end, flags[0], flags[1], flags[2], word.case as u32]
            })
            .collect();
        let ends: Vec<usize> = boundaries(&text).iter().enumerate().filter_map(|(i, &end)| end.then_some(i)).collect();
        writeln!(out, "{}", json!({"id": document["id"], "words": words, "boundaries": ends}))?;
    }
    out.flush()
}
