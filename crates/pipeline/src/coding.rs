//! What workers do that read with the model.

use onrecord_coder::{Coder, DocumentInfo};
use onrecord_ingest::Document;
use onrecord_model::{Analyser, Analysis, Kernel, Model};
use onrecord_record::Record;
use onrecord_text::Text;

/// Works on some documents, one output for each.
pub type Worker<'m, O> = Box<dyn FnMut(&[Document]) -> Vec<O> + 'm>;

/// A worker that analyses documents and makes something of each.
pub fn worker<'m, O>(
    model: &'m Model,
    finish: &'m (impl Fn(&Document, &Text<'_>, &Analysis<'_>) -> O + Sync),
) -> Worker<'m, O> {
    let mut analyser = Analyser::new(model, Kernel::best());
    Box::new(move |documents| {
        let texts: Vec<Text<'_>> = documents.iter().map(|document| Text::new(&document.text)).collect();
        let analyses = analyser.analyse(&texts.iter().collect::<Vec<_>>());
        let all = documents.iter().zip(&texts).zip(&analyses);
        all.map(|((document, text), analysis)| finish(document, text, analysis)).collect()
    })
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
