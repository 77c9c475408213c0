//! Sentences that were found, for people and for programs.

use std::fmt::Write;

use anstyle::Style;
use clap::ColorChoice;
use onrecord_search::{Found, Hit, Sentence};
use serde::Serialize;

use super::SearchFormat;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::look::{Ink, Look};
use crate::output::Output;

/// Characters of context that are shown before the first mark and behind the last.
const CONTEXT: usize = 140;

/// A sentence as programs read it.
#[derive(Serialize)]
struct Row<'h> {
    #[serde(flatten)]
    sentence: &'h Sentence,
    /// Where the words stand, in code points of the document's text.
    matches: Vec<(i32, i32)>,
    score: f32,
}

#[derive(Serialize)]
struct All<'h> {
    sentences: u64,
    hits: Vec<Row<'h>>,
}

pub(super) fn show(
    found: &Found,
    format: SearchFormat,
    colour: ColorChoice,
    output: &mut Output,
) -> Result<(), Failure> {
    match format {
        SearchFormat::Text => {
            let look = Look::of_stdout(colour);
            for hit in &found.hits {
                output.write(&text(hit, look))?;
            }
            let shown = found.hits.len();
            let (all, plural) = (grouped(found.sentences), if found.sentences == 1 { "" } else { "s" });
            output.write(&match found.sentences {
                0 => "nothing found\n".to_owned(),
                count if count > shown as u64 => {
                    format!("{all} sentences, the best {shown} are shown; more with --limit\n")
                }
                _ => format!("{all} sentence{plural}\n"),
            })
        }
        SearchFormat::Json => {
            let all = All { sentences: found.sentences, hits: found.hits.iter().map(row).collect() };
            let json = serde_json::to_string_pretty(&all).map_err(Failure::Json)?;
            output.write(&(json + "\n"))
        }
        SearchFormat::Jsonl => found.hits.iter().try_for_each(|hit| {
            let json = serde_json::to_string(&row(hit)).map_err(Failure::Json)?;
            output.write(&(json + "\n"))
        }),
        SearchFormat::Csv => csv(found, output),
    }
}

fn row(hit: &Hit) -> Row<'_> {
    Row { sentence: &hit.sentence, matches: hit.spans(), score: hit.score }
}

fn csv(found: &Found, output: &mut Output) -> Result<(), Failure> {
    let failed = |error: csv::Error| Failure::Output(error.into());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "doc",
            "id",
            "publisher",
            "published",
            "title",
            "sentence",
            "start",
            "end",
            "said_by",
            "matches",
            "text",
        ])
        .map_err(failed)?;
    for hit in &found.hits {
        let sentence = &hit.sentence;
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let matches: Vec<_> = hit.spans().iter().map(|(start, end)| format!("{start}-{end}")).collect();
        writer
            .write_record([
                sentence.doc.clone(),
                sentence.id.clone(),
                optional(&sentence.publisher),
                optional(&sentence.published),
                optional(&sentence.title),
                sentence.sentence.to_string(),
                sentence.span.0.to_string(),
                sentence.span.1.to_string(),
                sentence.said_by.join(" > "),
                matches.join(" "),
                sentence.text.clone(),
            ])
            .map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::Output(error.into_error()))?;
    output.write(&String::from_utf8_lossy(&bytes))
}

/// The head line: where it stands and who says it; then the words in their context.
fn text(hit: &Hit, look: Look) -> String {
    let Sentence { id, publisher, published, span, said_by, .. } = &hit.sentence;
    let head = [published.as_deref(), publisher.as_deref(), Some(id.as_str())];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    let head = plain(&format!("{}  [{}, {}]", head.join("  "), span.0, span.1));
    let mut out = painted(&head, Ink::Quiet.style(), look);
    if !said_by.is_empty() {
        let _ = write!(out, "  {}", painted(&plain(&said_by.join(" ⟶ ")), Ink::Source.style(), look));
    }
    let _ = write!(out, "\n  {}\n\n", context(hit, look));
    out
}

/// The sentence from a little before the first mark to a little behind the last.
fn context(hit: &Hit, look: Look) -> String {
    let text = &hit.sentence.text;
    let first = hit.marks.first().map_or(0, |mark| mark.0);
    let last = hit.marks.last().map_or(first, |mark| mark.1);
    let from = text[..first].char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    let to = text[last..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| last + at);
    let mut out = String::from(if from > 0 { "…" } else { "" });
    let mut at = from;
    for (start, end) in &hit.marks {
        out += &plain(&text[at..*start]);
        out += &marked(&plain(&text[*start..*end]), look);
        at = *end;
    }
    out += &plain(&text[at..to]);
    out + if to < text.len() { "…" } else { "" }
}

/// A mark is to be seen without colours as well.
fn marked(text: &str, look: Look) -> String {
    if look.colour { painted(text, Ink::Cue.style(), look) } else { format!("«{text}»") }
}

fn painted(text: &str, style: Style, look: Look) -> String {
    if look.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// A text that a terminal does not obey, on one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
