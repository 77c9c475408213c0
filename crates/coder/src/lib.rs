//! From the model's analysis of a text to its record: entities, statements and what stands at the document's head.
//!
//! The coder is pure: no files, no clock, no randomness. The same text, analysis and tables give the same record.
//!
//! ```text
//! Text + Analysis ──reading──┬─▶ layout ───────heading────▶ what stands at the document's head ───┐
//!                            ├─▶ names ─names, entities───▶ entities ────────────────────────────┼─▶ Record
//!                            └─▶ attributions ─judgement, statements─▶ statements (cue, quotation, source) ──┘
//! ```

mod actors;
mod alike;
mod answer;
mod candidates;
mod cue;
mod entities;
mod events;
mod heading;
mod judgement;
mod names;
mod places;
mod quotation;
mod reading;
mod registry;
mod source;
mod statements;
mod tables;
mod times;

use std::collections::BTreeSet;
use std::sync::Arc;

use onrecord_codebook::Codebook;
use onrecord_model::Analysis;
use onrecord_record::{Chars, Made, Record, SCHEMA, Span};
use onrecord_registry::Registry;
use onrecord_text::Text;
use onrecord_times::{Expression, Reference, expressions};

use crate::actors::Actors;
use crate::alike::Alike;
use crate::entities::Entities;
use crate::places::Places;
use crate::reading::Reading;

pub use answer::{ActorAnswer, ActorReason};
pub use candidates::{ActCandidate, Candidate};

/// What the input knows of a document beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentInfo {
    /// The input's id, else its path as given.
    pub id: String,
    /// Where it was published.
    pub uri: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// A title given beside the text.
    pub title: Option<String>,
    /// ISO date of publication.
    pub published: Option<String>,
    /// ISO 639 code of the language.
    pub language: Option<String>,
}

/// Makes records. Holds only what every record names as its makers, codebook and registry among them.
#[derive(Debug, Clone)]
pub struct Coder {
    made: Made,
    codebook: Option<Arc<Codebook>>,
    /// The types of acts that the model knows; of others the codebook alone decides.
    learned: BTreeSet<String>,
    registry: Option<Arc<Registry>>,
    least: Option<f32>,
    alike: Option<Arc<Alike>>,
}

impl Coder {
    /// A coder of this version of the program for analyses of that model (`name@hash`).
    #[must_use]
    pub fn new(program: &str, model: &str) -> Self {
        let made = Made { program: program.to_owned(), model: model.to_owned(), codebook: None, registry: None };
        Self { made, codebook: None, learned: BTreeSet::new(), registry: None, least: None, alike: None }
    }

    /// The same coder, which tells all events of this probability and more, in place of those for which F1 is highest.
    #[must_use]
    pub const fn with_least(mut self, least: Option<f32>) -> Self {
        self.least = least;
        self
    }

    /// The same coder with a codebook, without which no events are coded. `learned` are the types that the model knows.
    #[must_use]
    pub fn with_codebook<'l>(mut self, codebook: Arc<Codebook>, learned: impl IntoIterator<Item = &'l str>) -> Self {
        self.made.codebook = Some(codebook.version().to_owned());
        self.codebook = Some(codebook);
        self.learned = learned.into_iter().map(str::to_owned).collect();
        self
    }

    /// Whether the codebook has types that are told by likeness to examples: then analyses must hold states, and
    /// [`Self::with_examples`] must have been called.
    #[must_use]
    pub fn asks_for_likeness(&self) -> bool {
        self.codebook.as_ref().is_some_and(|codebook| codebook.asks_for_likeness())
    }

    /// The same coder with the examples of its codebook, read by `analyse` with states.
    #[must_use]
    pub fn with_examples<'m>(mut self, analyse: impl FnMut(&Text<'_>) -> Analysis<'m>) -> Self {
        self.alike = self.codebook.as_ref().map(|codebook| Arc::new(Alike::new(codebook, analyse)));
        self
    }

    /// Whether the example or non-event in a line of a type's file is an act of that type by its likeness to all the others.
    #[must_use]
    pub fn by_other_examples(&self, file: &str, line: usize) -> bool {
        let both = self.codebook.as_deref().zip(self.alike.as_deref());
        both.is_some_and(|(codebook, alike)| alike.by_the_others(codebook, file, line))
    }

    /// The record of one document. `analysis` must be of this `text`.
    #[must_use]
    pub fn code(&self, info: DocumentInfo, text: &Text<'_>, analysis: &Analysis<'_>) -> Record {
        let reading = Reading::new(text, analysis);
        let held = judgement::held(&reading);
        let entities = Entities::new(&reading, &held);
        let statements = statements::statements(&reading, &entities, &held);
        let places = Places::new(&reading, &entities);
        let doc = heading::document(&reading, info, &places);
        let published = heading::day(doc.published.as_deref());
        let known = |name: &str, kind| actors::of_entry(self.known(name, published, kind)?);
        let actors = Actors::new(&reading, &entities, &places, published, &known);
        let times: Vec<Expression> = expressions(text, &analysis.sentences, &Reference { published });
        let events = self.codebook.as_deref().map_or_else(Vec::new, |codebook| {
            let scene = events::Scene {
                reading: &reading,
                entities: &entities,
                actors: &actors,
                places: &places,
                statements: &statements,
                times: &times,
                published,
            };
            events::events(&scene, codebook, &|kind| self.learned.contains(kind), (self.least, self.alike.as_deref()))
        });
        Record {
            schema: SCHEMA.to_owned(),
            made: self.made.clone(),
            text: text.raw.to_owned(),
            paragraphs: text.paragraphs.iter().map(|paragraph| reading.span(paragraph.span)).collect(),
            sentences: analysis.sentences.iter().map(|words| reading.chars(words)).collect(),
            entities: entities.told(&actors, &places),
            times: times::times(&reading, &times),
            statements,
            events,
            doc,
        }
    }

    /// Who the words of a span of the text mean, in code points; without a span, all its words as one phrase.
    #[must_use]
    pub fn actor(
        &self,
        info: DocumentInfo,
        text: &Text<'_>,
        analysis: &Analysis<'_>,
        span: Option<Span<Chars>>,
    ) -> ActorAnswer {
        let reading = Reading::new(text, analysis);
        let held = judgement::held(&reading);
        let entities = Entities::new(&reading, &held);
        let places = Places::new(&reading, &entities);
        let doc = heading::document(&reading, info, &places);
        let published = heading::day(doc.published.as_deref());
        let known = |name: &str, kind| actors::of_entry(self.known(name, published, kind)?);
        let actors = Actors::new(&reading, &entities, &places, published, &known);
        let words = span.map_or(0..text.words.len(), |span| reading.words_of(span));
        answer::answer(&reading, &entities, &actors, &words)
    }
}

#[cfg(test)]
mod tests;
