//! A document as the formats look at it: words by span, sentences, entities, voices.

use onrecord_record::{CharIndex, Chars, Entity, Event, Record, Role, Span, Statement};

use crate::stored::StoredDocument;

/// A stored document with what is needed to look things up in it.
pub(crate) struct View<'d> {
    pub key: &'d str,
    pub record: &'d Record,
    index: CharIndex<'d>,
}

impl<'d> View<'d> {
    pub fn new(document: &'d StoredDocument) -> Self {
        let record = &document.record;
        Self { key: &document.key, record, index: CharIndex::new(&record.text) }
    }

    /// The words of a span.
    pub fn words(&self, span: Span<Chars>) -> &'d str {
        self.index.bytes(span).map_or("", |span| span.slice(&self.record.text))
    }

    /// The words of several spans, with an ellipsis between.
    pub fn all_words(&self, spans: &[Span<Chars>]) -> Option<String> {
        let words: Vec<_> = spans.iter().map(|&span| self.words(span)).collect();
        (!words.is_empty()).then(|| words.join(" … "))
    }

    /// The place in bytes; none beyond the text.
    pub fn bytes(&self, span: Span<Chars>) -> Option<std::ops::Range<usize>> {
        self.index.bytes(span).map(|span| span.start() as usize..span.end() as usize)
    }

    /// The sentence in which a span begins, with its number from 1.
    pub fn sentence(&self, span: Span<Chars>) -> Option<(usize, Span<Chars>)> {
        let sentences = &self.record.sentences;
        let number = sentences.partition_point(|sentence| sentence.end() <= span.start());
        let sentence = *sentences.get(number)?;
        (sentence.start() <= span.start()).then_some((number + 1, sentence))
    }

    pub fn entity(&self, id: Option<&str>) -> Option<&'d Entity> {
        self.record.entities.iter().find(|entity| Some(entity.id.as_str()) == id)
    }

    /// The statement that vouches for an act.
    pub fn voice(&self, event: &Event) -> Option<&'d Statement> {
        self.record.statements.iter().find(|statement| Some(&statement.id) == event.statement.as_ref())
    }

    /// The title of a role's entity.
    pub fn title(&self, role: &Role) -> Option<&'d str> {
        self.entity(role.entity.as_deref())?.role.as_deref()
    }

    /// BLAKE3 of the text, by which whoever has the article can see that it is the same.
    pub fn text_hash(&self) -> String {
        blake3::hash(self.record.text.as_bytes()).to_hex().to_string()
    }
}

/// On one line, without tabs.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() && c != '\u{A0}')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
