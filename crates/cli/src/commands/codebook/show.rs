//! `onrecord codebook show`: all types in a table, or one in full.

use std::fmt::Write;

use onrecord_codebook::{ActType, Codebook, Example};

use crate::args::CodebookShowArgs;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

/// Writes the table, or the type that is named.
pub fn show(args: &CodebookShowArgs) -> Result<Verdict, Failure> {
    let named = args.what.as_deref();
    // A type is named in capitals; whatever else is given is a folder.
    let is_type = named.is_some_and(|name| !name.contains(['/', '.']) && name.chars().any(char::is_uppercase));
    let folder = args.codebook.as_deref().or(named.filter(|_| !is_type).map(std::path::Path::new));
    let codebook = super::load::codebook(folder)?;
    let page = match named.filter(|_| is_type) {
        None => table(&codebook),
        Some(name) => match codebook.get(name) {
            Some(kind) => page(kind),
            None => {
                let known: Vec<&str> = codebook.types().iter().map(|kind| kind.name.as_str()).collect();
                say(&format_args!("onrecord: there is no type {name}; there are: {}", known.join(", ")));
                return Ok(Verdict::Nothing);
            }
        },
    };
    let mut output = Output::lock();
    output.write(&page)?;
    output.flush()?;
    Ok(Verdict::Done)
}

// Writing to a string cannot fail.
fn table(codebook: &Codebook) -> String {
    let about = codebook.about();
    let mut out = format!("{}: {}, {}\n\n", codebook.version(), about.ontology, about.licence);
    let _ = writeln!(out, "{:<10} {:<22} {:>6} {:>6} {:>6}  modes", "type", "quad", "score", "CAMEO", "words");
    for kind in codebook.types() {
        let modes: Vec<&str> = kind.modes.keys().map(String::as_str).collect();
        let (score, modes) = (score(kind.score), modes.join(" "));
        let line =
            format!("{:<10} {:<22} {score:>6} {:>6} {:>6}  {modes}", kind.name, kind.quad, kind.cameo, kind.entries);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn page(kind: &ActType) -> String {
    let mut out = format!("{} ({}, {}, CAMEO {})\n", kind.name, kind.quad, score(kind.score), kind.cameo);
    let _ = writeln!(out, "{}", kind.definition);
    if kind.recipient_required {
        let _ = writeln!(out, "It needs a recipient.");
    }
    if !kind.modes.is_empty() {
        out.push_str("\nModes\n");
    }
    for (name, mode) in &kind.modes {
        let code = if mode.cameo.is_empty() { &kind.cameo } else { &mode.cameo };
        let _ = writeln!(out, "  {name} ({}, CAMEO {code}): {}", score(mode.score), mode.definition);
    }
    if !kind.contrasts.is_empty() {
        out.push_str("\nTold from\n");
    }
    for contrast in &kind.contrasts {
        let _ = writeln!(out, "  {}: {}", contrast.with, contrast.when);
    }
    for (title, examples) in [("Examples", &kind.examples), ("Tempting, and none", &kind.non_events)] {
        if !examples.is_empty() {
            let _ = writeln!(out, "\n{title}");
        }
        for example in examples {
            let _ = writeln!(out, "  {}", told(example));
        }
    }
    let _ = writeln!(out, "\n{} entries, {} patterns in {}", kind.entries, kind.patterns, kind.file);
    out
}

fn told(example: &Example) -> String {
    let notes = [example.mode.as_deref(), example.status.as_deref(), example.why.as_deref()];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    let text = &example.marked.text;
    if notes.is_empty() { text.clone() } else { format!("{text} ({})", notes.join(", ")) }
}

fn score(score: Option<f32>) -> String {
    score.map_or_else(|| "-".to_owned(), |score| format!("{score:+.1}"))
}
