//! W3C Web Annotations: one JSON-LD document, an annotation a line.
//!
//! An annotation points at a document by two selectors: its place in code points (`TextPositionSelector`) and its words with those around
//! (`TextQuoteSelector`), so that it still holds when the page has changed a little. Acts point at their anchors, statements at their
//! contents, entities at their mentions; actors, sources and cues are bodies that point at the text in the same way.

use onrecord_record::{Chars, Event, Role, Span, Statement};
use serde_json::{Value, json};

use super::{Given, Job, json as line};
use crate::error::ExportError;
use crate::view::View;

/// What stands before the first annotation. Names of our own stand under `onrecord`.
pub(super) const HEAD: &str = concat!(
    r#"{"@context":["http://www.w3.org/ns/anno.jsonld",{"onrecord":"urn:onrecord:terms:","#,
    r#""onrecord:span":{"@type":"@json"}}],"#,
    "\n",
    r#""id":"urn:onrecord:export","type":"AnnotationPage","items":["#,
    "\n"
);

/// Code points of the words before and after that a quote carries.
const AROUND: u32 = 24;

pub(super) fn annotations(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    if !job.selection.fits_document(view.record) {
        return Ok(Given::default());
    }
    let pen = Pen { view, quotes: !job.without_text, length: view.record.text.chars().count() as u64 };
    let record = view.record;
    let entities = record.entities.iter().map(|entity| {
        let body = json!({"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": entity.name});
        let facts = json!({"onrecord:country": entity.country, "onrecord:sectors": entity.sectors, "onrecord:kind": entity.kind});
        let mentions: Vec<Span<Chars>> = entity.mentions.iter().map(|mention| mention.span).collect();
        pen.annotation(&entity.id, "identifying", vec![body], &mentions, facts)
    });
    let statements = record.statements.iter().map(|statement| pen.statement(statement));
    let events = record.events.iter().map(|event| pen.event(event));
    let mut given = Given::default();
    for annotation in entities.chain(statements).chain(events) {
        given.text.push_str(if given.items > 0 { ",\n" } else { "" });
        given.text.push_str(&line(&annotation)?);
        given.items += 1;
    }
    Ok(given)
}

/// Writes the annotations of one document.
struct Pen<'v, 'd> {
    view: &'v View<'d>,
    quotes: bool,
    length: u64,
}

impl Pen<'_, '_> {
    fn annotation(&self, id: &str, motivation: &str, bodies: Vec<Value>, spans: &[Span<Chars>], facts: Value) -> Value {
        let targets: Vec<Value> = spans.iter().map(|&span| self.place(span)).collect();
        let target = if targets.is_empty() { json!(self.source()) } else { json!(targets) };
        let mut annotation = json!({
            "id": format!("urn:onrecord:{}:{id}", self.view.key),
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": target,
        });
        if let (Some(annotation), Value::Object(facts)) = (annotation.as_object_mut(), facts) {
            annotation.extend(facts.into_iter().filter(|(_, value)| !value.is_null()));
        }
        annotation
    }

    fn statement(&self, statement: &Statement) -> Value {
        let class = statement.cue.class.as_deref().unwrap_or("say");
        let mut bodies = vec![tag("statement"), tag(class)];
        bodies.extend(statement.source.spans.iter().map(|&span| self.part("source", span)));
        bodies.extend(statement.cue.spans.iter().map(|&span| self.part("cue", span)));
        let facts = json!({
            "onrecord:kind": statement.kind, "onrecord:negated": statement.negated, "onrecord:confidence": statement.confidence,
            "onrecord:within": statement.within.as_ref().map(|id| format!("urn:onrecord:{}:{id}", self.view.key)),
        });
        self.annotation(&statement.id, "describing", bodies, &statement.content.spans, facts)
    }

    fn event(&self, event: &Event) -> Value {
        let mut bodies = vec![tag(&event.kind)];
        bodies.extend(event.mode.iter().chain(&event.contexts).map(|name| tag(name)));
        bodies.extend(event.actors.iter().map(|role| self.role("actor", role)));
        bodies.extend(event.recipients.iter().map(|role| self.role("recipient", role)));
        let facts = json!({
            "onrecord:status": event.status, "onrecord:confidence": event.confidence, "onrecord:cameo": event.cameo,
            "onrecord:firstDay": event.time.start, "onrecord:lastDay": event.time.end,
            "onrecord:voice": event.statement.as_ref().map(|id| format!("urn:onrecord:{}:{id}", self.view.key)),
        });
        self.annotation(&event.id, "classifying", bodies, &event.anchor, facts)
    }

    fn role(&self, name: &str, role: &Role) -> Value {
        match role.span {
            Some(span) => self.part(name, span),
            None => json!({
                "type": "TextualBody", "purpose": "identifying", "onrecord:role": name,
                "value": role.country.clone().unwrap_or_default(),
            }),
        }
    }

    /// A body that points at the text.
    fn part(&self, role: &str, span: Span<Chars>) -> Value {
        let mut part = self.place(span);
        if let Some(part) = part.as_object_mut() {
            part.insert("purpose".to_owned(), json!("identifying"));
            part.insert("onrecord:role".to_owned(), json!(role));
        }
        part
    }

    fn place(&self, span: Span<Chars>) -> Value {
        let position = json!({"type": "TextPositionSelector", "start": span.start(), "end": span.end()});
        let mut selectors = vec![position];
        if self.quotes {
            let before = Span::new(span.start().saturating_sub(AROUND), span.start());
            let end = u32::try_from(self.length).unwrap_or(u32::MAX);
            let after = Span::new(span.end(), end.min(span.end().saturating_add(AROUND)));
            selectors.push(json!({
                "type": "TextQuoteSelector", "exact": self.view.words(span),
                "prefix": self.view.words(before), "suffix": self.view.words(after),
            }));
        }
        json!({"type": "SpecificResource", "source": self.source(), "selector": selectors})
    }

    /// The page where that is known, else the document as the store names it.
    fn source(&self) -> String {
        let uri =
            self.view.record.doc.uri.clone().filter(|uri| uri.contains("://") && !uri.contains(char::is_whitespace));
        uri.unwrap_or_else(|| format!("urn:onrecord:{}", self.view.key))
    }
}

fn tag(value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": "tagging", "value": value})
}
