//! From documents to analyses: the model, and workers for the pipeline that read with it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use onrecord_codebook::Codebook;
use onrecord_coder::{Coder, DocumentInfo};
use onrecord_ingest::{Document, Input, Options, open_with};
use onrecord_model::{Analyser, Analysis, Kernel, Model};
use onrecord_record::Record;
use onrecord_registry::Registry;
use onrecord_text::Text;

use crate::args::General;
use crate::failure::Failure;
use crate::kept::{self, Kept};
use crate::messages::{Tally, Verdict, say, say_skipped};
use crate::pipeline::{self, Outcome};

/// The version that records name as their maker.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Works on some documents, one output for each.
pub type Worker<'m, O> = Box<dyn FnMut(&[Document]) -> Vec<O> + 'm>;

/// The model that `--model` names, or the one inside the program.
///
/// # Errors
/// Where the file cannot be read or is no model.
pub fn load_model(general: &General) -> Result<Model, Failure> {
    let Some(path) = &general.model else { return Model::shipped().map_err(Failure::ShippedModel) };
    let bytes = fs::read(path).map_err(|cause| Failure::ModelFile { path: path.clone(), cause })?;
    Model::from_bytes(&bytes).map_err(|cause| Failure::ForeignModel { path: path.clone(), cause })
}

/// A coder for analyses of the model, after a codebook and with what is known of names; `least` is how sure events must be.
pub fn coder(model: &Model, codebook: Codebook, registry: Option<&Arc<Registry>>, least: Option<f32>) -> Coder {
    let coder = Coder::new(VERSION, model.identity()).with_codebook(Arc::new(codebook), model.act_types());
    let mut coder = coder.with_least(least);
    if coder.asks_for_likeness() {
        let mut analyser = Analyser::new(model, Kernel::best()).with_states(true);
        coder = coder.with_examples(|text| analyser.analyse(&[text]).pop().unwrap_or_default());
    }
    match registry {
        Some(registry) => coder.with_registry(Arc::clone(registry)),
        None => coder,
    }
}

/// How a worker analyses.
#[derive(Clone, Copy)]
pub struct Reading<'m> {
    /// The model.
    pub model: &'m Model,
    /// Whether the states of words are asked for.
    pub states: bool,
    /// Analyses that are kept, and where new ones go.
    pub kept: Option<&'m Kept>,
}

impl<'m> Reading<'m> {
    /// With the model alone.
    pub const fn with(model: &'m Model) -> Self {
        Self { model, states: false, kept: None }
    }

    /// With what a coder asks for.
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
        let bytes = reading.kept.map(|kept| kept.of(&texts.iter().map(|text| text.raw).collect::<Vec<_>>()));
        let bytes = bytes.unwrap_or_else(|| vec![None; texts.len()]);
        let each = texts.iter().zip(&bytes);
        let known: Vec<Option<Analysis<'_>>> =
            each.map(|(text, bytes)| kept::analysis(bytes.as_ref()?, text.words.len(), reading.states)).collect();
        let unknown: Vec<&Text<'_>> = texts.iter().zip(&known).filter(|(_, it)| it.is_none()).map(|(t, _)| t).collect();
        let new = analyser.analyse(&unknown);
        if let Some(kept) = reading.kept {
            kept.used((texts.len() - unknown.len()) as u64);
            kept.keep(&unknown.iter().map(|text| text.raw).zip(&new).collect::<Vec<_>>());
        }
        let mut new = new.into_iter();
        let analyses = known.into_iter().map(|known| known.or_else(|| new.next()).unwrap_or_default());
        let all = documents.iter().zip(&texts).zip(analyses);
        all.map(|((document, text), analysis)| finish(document, text, &analysis)).collect()
    })
}

/// The record of a document.
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

/// Analyses all documents of the inputs, makes something of each on the worker's thread, and shows that in the order of the
/// input. Says what could not be read.
///
/// # Errors
/// What `show` returned, or where no thread can be started.
pub fn for_each<O: Send + 'static>(
    general: &General,
    (inputs, options): (&[Input], &Options),
    reading: Reading<'_>,
    make: impl Fn(&Document, &Text<'_>, &Analysis<'_>) -> O + Sync,
    mut show: impl FnMut(O) -> Result<(), Failure>,
) -> Result<Verdict, Failure> {
    let documents = open_with(inputs, options);
    let progress = documents.progress();
    let mut tally = Tally::default();
    let never = AtomicBool::new(false);
    pipeline::run(
        documents,
        general.threads(),
        &never,
        || worker(reading, &make),
        |outcome| match outcome {
            Outcome::Done { about, output } => {
                tally.done(&about, say);
                show(output)
            }
            Outcome::Failed(fault) => {
                tally.failed(&fault, say);
                Ok(())
            }
        },
    )?;
    say_skipped(&progress.skipped(), say);
    Ok(tally.verdict())
}
