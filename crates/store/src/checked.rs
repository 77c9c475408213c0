//! A record whose spans have been held against its text, so that rows can be made of it without further question.

use onrecord_record::{CharIndex, Chars, Record, Span};

use crate::error::StoreError;

/// A record all of whose spans lie within its text.
pub(crate) struct Checked<'r> {
    pub(crate) record: &'r Record,
    index: CharIndex<'r>,
}

impl<'r> Checked<'r> {
    /// Looks at every span of the record.
    ///
    /// # Errors
    /// [`StoreError::SpanOutside`] for the first that reaches beyond the text.
    pub(crate) fn new(record: &'r Record) -> Result<Self, StoreError> {
        let index = CharIndex::new(&record.text);
        let length = record.text.chars().count();
        // Columns of spans are signed 32-bit numbers, which every tool can subtract.
        let length = i32::try_from(length).map_or(i32::MAX.unsigned_abs(), i32::unsigned_abs);
        match spans(record).find(|span| span.end() > length) {
            Some(span) => {
                Err(StoreError::SpanOutside { id: record.doc.id.clone(), start: span.start(), end: span.end(), length })
            }
            None => Ok(Self { record, index }),
        }
    }

    /// The words of a span.
    pub(crate) fn words(&self, span: Span<Chars>) -> &'r str {
        self.index.bytes(span).map_or("", |span| span.slice(&self.record.text))
    }

    /// The words of several spans, with an ellipsis where something is left out between them.
    pub(crate) fn all_words(&self, spans: &[Span<Chars>]) -> Option<String> {
        let words: Vec<_> = spans.iter().map(|&span| self.words(span)).collect();
        (!words.is_empty()).then(|| words.join(" … "))
    }
}

fn spans(record: &Record) -> impl Iterator<Item = Span<Chars>> {
    let dateline = record.doc.dateline.as_ref().map(|dateline| dateline.span);
    let headline = record.doc.headline.as_ref().map(|headline| headline.span);
    let mentions = record.entities.iter().flat_map(|entity| &entity.mentions);
    let statements = record.statements.iter().flat_map(|statement| {
        statement.source.spans.iter().chain(&statement.cue.spans).chain(&statement.content.spans).copied()
    });
    let events = record.events.iter().flat_map(|event| {
        let roles = event.actors.iter().chain(&event.recipients).filter_map(|role| role.span);
        let setting = event.time.span.into_iter().chain(event.location.as_ref().and_then(|location| location.span));
        event.anchor.iter().copied().chain(roles).chain(setting)
    });
    let blocks = record.paragraphs.iter().chain(&record.sentences).copied();
    blocks
        .chain(dateline)
        .chain(headline)
        .chain(mentions.flat_map(|mention| [mention.span, mention.head]))
        .chain(statements)
        .chain(events)
        .chain(record.times.iter().filter_map(|time| time.span))
}
