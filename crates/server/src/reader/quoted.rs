//! The words that spans claim, and which statement and entity an id means.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_record::{CharIndex, Chars, Entity, Record, Span, Statement};

/// A record's text, asked by spans.
pub(super) struct Text<'r> {
    pub(super) record: &'r Record,
    index: &'r CharIndex<'r>,
    statements: HashMap<&'r str, &'r Statement>,
    entities: HashMap<&'r str, &'r Entity>,
}

impl<'r> Text<'r> {
    pub(super) fn new(record: &'r Record, index: &'r CharIndex<'r>) -> Self {
        Self {
            record,
            index,
            statements: record.statements.iter().map(|it| (it.id.as_str(), it)).collect(),
            entities: record.entities.iter().map(|it| (it.id.as_str(), it)).collect(),
        }
    }

    /// The bytes of a span; none where it reaches beyond the text or is empty.
    pub(super) fn bytes(&self, span: Span<Chars>) -> Option<Range<usize>> {
        let span = self.index.bytes(span)?;
        (!span.is_empty()).then_some(span.start() as usize..span.end() as usize)
    }

    /// The words of a span, on one line.
    pub(super) fn words(&self, span: Span<Chars>) -> String {
        let range = self.bytes(span);
        let raw = range.and_then(|range| self.record.text.get(range)).unwrap_or_default();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of several spans.
    pub(super) fn all(&self, spans: &[Span<Chars>]) -> String {
        let pieces: Vec<_> = spans.iter().map(|span| self.words(*span)).filter(|words| !words.is_empty()).collect();
        pieces.join(" … ")
    }

    /// The statement of an id.
    pub(super) fn statement(&self, id: &str) -> Option<&'r Statement> {
        self.statements.get(id).copied()
    }

    /// The entity of an id.
    pub(super) fn entity(&self, id: &str) -> Option<&'r Entity> {
        self.entities.get(id).copied()
    }

    /// The chain of voices that begins with a statement, the innermost first.
    pub(super) fn voices(&self, first: Option<&str>) -> Vec<&'r Statement> {
        let mut chain: Vec<&'r Statement> = Vec::new();
        let mut next = first;
        while let Some(statement) = next.and_then(|id| self.statement(id)) {
            // A chain that comes back to itself is none.
            if chain.iter().any(|known| known.id == statement.id) {
                break;
            }
            chain.push(statement);
            next = statement.within.as_deref();
        }
        chain
    }

    /// Who says a statement, in its own words.
    pub(super) fn source(&self, statement: &Statement) -> String {
        let words = self.all(&statement.source.spans);
        if words.is_empty() { "nobody named".to_owned() } else { words }
    }
}
