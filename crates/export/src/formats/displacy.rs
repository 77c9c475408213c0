//! displaCy's JSON for `manual=True`: `ents` for its entity view, `spans` over `tokens` for its span view, one document a line of an array.
//!
//! Positions are code points, as Python counts. `ents` do not overlap: of nested names the outermost stands.

use onrecord_record::{Chars, MentionKind, Span};
use onrecord_text::Text;
use serde::Serialize;

use super::{Given, json};
use crate::error::ExportError;
use crate::view::View;

#[derive(Serialize)]
struct Document<'r> {
    text: &'r str,
    title: Option<&'r str>,
    ents: Vec<Ent<'r>>,
    spans: Vec<Stretch<'r>>,
    tokens: Vec<&'r str>,
    settings: Settings,
}

/// displaCy looks for this key.
#[derive(Serialize)]
struct Settings {}

#[derive(Serialize)]
struct Ent<'r> {
    start: u32,
    end: u32,
    label: &'r str,
}

#[derive(Serialize)]
struct Stretch<'r> {
    start: u32,
    end: u32,
    start_token: usize,
    end_token: usize,
    label: &'r str,
}

/// The document, in full.
pub(super) fn document(view: &View<'_>) -> Result<Given, ExportError> {
    let record = view.record;
    let text = Text::new(&record.text);
    let tokens = Tokens { text: &text, view };
    let document = Document {
        text: &record.text,
        title: record.doc.title.as_deref(),
        ents: entities(view),
        spans: spans(view, &tokens),
        tokens: text.words.iter().map(|word| word.span.slice(&record.text)).collect(),
        settings: Settings {},
    };
    Ok(Given { text: json(&document)?, items: 1, left_out: 0 })
}

/// The words of the text, which displaCy counts.
struct Tokens<'v, 'd> {
    text: &'v Text<'v>,
    view: &'v View<'d>,
}

impl Tokens<'_, '_> {
    fn stretch<'r>(&self, span: Span<Chars>, label: &'r str) -> Option<Stretch<'r>> {
        let bytes = self.view.bytes(span)?;
        let words = &self.text.words;
        let start_token = words.partition_point(|word| word.span.end() as usize <= bytes.start);
        let end_token = words.partition_point(|word| (word.span.start() as usize) < bytes.end);
        (start_token < end_token).then(|| Stretch {
            start: span.start(),
            end: span.end(),
            start_token,
            end_token,
            label,
        })
    }
}

fn entities<'r>(view: &View<'r>) -> Vec<Ent<'r>> {
    let names = view.record.entities.iter().flat_map(|entity| {
        let mentions = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        mentions.map(|mention| (mention.head.cover(mention.span), label(entity.kind)))
    });
    let mut names: Vec<(Span<Chars>, &str)> = names.collect();
    names.sort_by_key(|(span, label)| (span.start(), std::cmp::Reverse(span.end()), *label));
    let mut free = 0;
    names.retain(|(span, _)| {
        let fits = span.start() >= free && !span.is_empty();
        free = if fits { span.end() } else { free };
        fits
    });
    names.into_iter().map(|(span, label)| Ent { start: span.start(), end: span.end(), label }).collect()
}

fn spans<'r>(view: &View<'r>, tokens: &Tokens<'_, '_>) -> Vec<Stretch<'r>> {
    let mut all: Vec<Stretch<'r>> = Vec::new();
    for statement in &view.record.statements {
        let parts =
            [("SOURCE", &statement.source.spans), ("CUE", &statement.cue.spans), ("CONTENT", &statement.content.spans)];
        for (label, spans) in parts {
            all.extend(spans.iter().filter_map(|&span| tokens.stretch(span, label)));
        }
    }
    for event in &view.record.events {
        all.extend(event.anchor.iter().filter_map(|&span| tokens.stretch(span, &event.kind)));
        for (label, roles) in [("ACTOR", &event.actors), ("RECIPIENT", &event.recipients)] {
            all.extend(roles.iter().filter_map(|role| tokens.stretch(role.span?, label)));
        }
    }
    all.sort_by_key(|it| (it.start_token, std::cmp::Reverse(it.end_token), it.label));
    all
}

/// The labels that displaCy has colours for.
fn label(kind: onrecord_record::EntityType) -> &'static str {
    use onrecord_record::EntityType;
    match kind {
        EntityType::Person => "PERSON",
        EntityType::Organization => "ORG",
        EntityType::Place => "GPE",
        EntityType::Group => "NORP",
        EntityType::Other => "MISC",
    }
}
