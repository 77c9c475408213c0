//! From the model's analysis of a text to its record: entities, statements and what stands at the document's head.
//!
//! The coder is pure: no files, no clock, no randomness. The same text, analysis and tables give the same record.
//!
//! ```text
//! Text + Analysis ──reading──┬─▶ layout ───────heading────▶ what stands at the document's head ───┐
//!                            ├─▶ names ─names, entities───▶ entities ────────────────────────────┼─▶ Record
//!                            └─▶ attributions ─statements─▶ statements (cue, quotation, source) ──┘
//! ```

mod confidence;
mod cue;
mod entities;
mod heading;
mod names;
mod quotation;
mod reading;
mod source;
mod statements;
mod tables;

use onrecord_model::Analysis;
use onrecord_record::{Made, Record, SCHEMA};
use onrecord_text::Text;

use crate::entities::Entities;
use crate::reading::Reading;

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
}

/// Makes records. Holds only what every record names as its makers.
#[derive(Debug, Clone)]
pub struct Coder {
    made: Made,
}

impl Coder {
    /// A coder of this version of the program for analyses of that model (`name@hash`).
    #[must_use]
    pub fn new(program: &str, model: &str) -> Self {
        Self { made: Made { program: program.to_owned(), model: model.to_owned(), codebook: None, registry: None } }
    }

    /// The record of one document. `analysis` must be of this `text`.
    #[must_use]
    pub fn code(&self, info: DocumentInfo, text: &Text<'_>, analysis: &Analysis<'_>) -> Record {
        let reading = Reading::new(text, analysis);
        let entities = Entities::new(&reading);
        let statements = statements::statements(&reading, &entities);
        Record {
            schema: SCHEMA.to_owned(),
            made: self.made.clone(),
            doc: heading::document(&reading, info),
            text: text.raw.to_owned(),
            paragraphs: text.paragraphs.iter().map(|paragraph| reading.span(paragraph.span)).collect(),
            sentences: analysis.sentences.iter().map(|words| reading.chars(words)).collect(),
            entities: entities.into_vec(),
            statements,
            events: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
