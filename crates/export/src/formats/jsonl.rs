//! JSON Lines: the record itself, one document a line.

use onrecord_record::{Chars, Doc, Entity, Event, Made, Span, Statement, TimeRange};
use serde::Serialize;

use super::{Given, Job, json};
use crate::error::ExportError;
use crate::view::View;

/// The record without its text: null, and the hash and length by which whoever has the article knows it.
#[derive(Serialize)]
struct Bare<'r> {
    schema: &'r str,
    made: &'r Made,
    doc: &'r Doc,
    text: Option<&'r str>,
    text_blake3: String,
    text_length: usize,
    paragraphs: &'r [Span<Chars>],
    sentences: &'r [Span<Chars>],
    entities: &'r [Entity],
    times: &'r [TimeRange],
    statements: &'r [Statement],
    events: &'r [Event],
}

pub(super) fn record(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    let record = view.record;
    if !job.selection.fits_document(record) {
        return Ok(Given::default());
    }
    let line = if job.without_text {
        json(&Bare {
            schema: &record.schema,
            made: &record.made,
            doc: &record.doc,
            text: None,
            text_blake3: view.text_hash(),
            text_length: record.text.chars().count(),
            paragraphs: &record.paragraphs,
            sentences: &record.sentences,
            entities: &record.entities,
            times: &record.times,
            statements: &record.statements,
            events: &record.events,
        })?
    } else {
        json(record)?
    };
    Ok(Given { text: line + "\n", items: 1, left_out: 0 })
}
