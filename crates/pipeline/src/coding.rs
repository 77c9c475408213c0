//! What workers do that read with the model.

use onrecord_coder::{Coder, DocumentInfo};
use onrecord_ingest::Document;
use onrecord_model::{Analyser, Analysis, Kernel, Model};
use onrecord_record::Record;
use onrecord_text::Text;

/// Works on some documents, one output for each.
pub type Worker<'m, O> = Box<dyn FnMut(&[Document]) -> Vec<O> + 'm>;

/// How a worker analyses.
#[derive(Clone, Copy)]
pub struct Reading<'m> {
    /// The model.
    pub model: &'m Model,
    /// Whether the states of words are asked for.
    pub states: bool,
    /// Where analyses are kept, and new ones go.
    pub shelf: Option<&'m dyn Shelf>,
}

/// Analyses that are kept for another time.
pub trait Shelf: Sync {
    /// What is kept of each text; nothing where nothing is.
    fn of(&self, texts: &[&str]) -> Vec<Option<Vec<u8>>>;
    /// The analysis of a text of so many words in what is kept of it; nothing where that is damaged, of other words, or lacks
    /// states that are asked for.
    fn analysis<'b>(&self, kept: &'b [u8], words: usize, states: bool) -> Option<Analysis<'b>>;
    /// Keeps what was found in texts, where it can.
    fn keep(&self, found: &[(&str, &Analysis<'_>)]);
    /// Counts texts whose analyses were taken from here.
    fn used(&self, count: usize);
}

impl<'m> Reading<'m> {
    /// With the model alone.
    #[must_use]
    pub const fn with(model: &'m Model) -> Self {
        Self { model, states: false, shelf: None }
    }

    /// With what a coder asks for.
    #[must_use]
    pub fn of(model: &'m Model, coder: &Coder) -> Self {
        Self { states: coder.asks_for_likeness(), ..Self::with(model) }
    }
}

/// A worker that analyses documents, and makes something of each.
pub fn worker<'m, O>(
    reading: Reading<'m>,
    finish: &'m (impl Fn(&Document, &Text<'_>, &Analysis<'_>) -> O + Sync),
) -> Worker<'m, O> {
    let mut analyser = Analyser::new(reading.model, Kernel::best()).with_states(reading.states);
    Box::new(move |documents| {
        let texts: Vec<Text<'_>> = documents.iter().map(|document| Text::new(&document.text)).collect();
        let raw = || texts.iter().map(|text| text.raw).collect::<Vec<_>>();
        let bytes = reading.shelf.map_or_else(|| vec![None; texts.len()], |shelf| shelf.of(&raw()));
        let known = |text: &Text<'_>, bytes| reading.shelf?.analysis(bytes, text.words.len(), reading.states);
        let known: Vec<Option<Analysis<'_>>> =
            texts.iter().zip(&bytes).map(|(text, bytes)| known(text, bytes.as_deref()?)).collect();
        let unknown: Vec<&Text<'_>> = texts.iter().zip(&known).filter(|(_, it)| it.is_none()).map(|(t, _)| t).collect();
        let new = analyser.analyse(&unknown);
        if let Some(shelf) = reading.shelf {
            shelf.used(texts.len() - unknown.len());
            shelf.keep(&unknown.iter().map(|text| text.raw).zip(&new).collect::<Vec<_>>());
        }
        let mut new = new.into_iter();
        let analyses = known.into_iter().map(|known| known.or_else(|| new.next()).unwrap_or_default());
        let all = documents.iter().zip(&texts).zip(analyses);
        all.map(|((document, text), analysis)| finish(document, text, &analysis)).collect()
    })
}

/// A coder with the examples of its codebook, where that asks for likeness to them.
#[must_use]
pub fn with_examples(coder: Coder, model: &Model) -> Coder {
    if !coder.asks_for_likeness() {
        return coder;
    }
    let mut analyser = Analyser::new(model, Kernel::best()).with_states(true);
    coder.with_examples(|text| analyser.analyse(&[text]).pop().unwrap_or_default())
}

/// The record of a document.
#[must_use]
pub fn record(coder: &Coder, document: &Document, text: &Text<'_>, analysis: &Analysis<'_>) -> Record {
    let info = DocumentInfo {
        id: document.id.clone(),
        uri: document.uri.clone(),
        publisher: document.publisher.clone(),
        title: document.title.clone(),
        published: document.published.clone(),
        language: document.language.clone(),
    };
    coder.code(info, text, analysis)
}
