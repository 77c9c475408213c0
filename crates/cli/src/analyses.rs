//! From documents to analyses: the model, and workers for the pipeline that read with it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use onrecord_codebook::Codebook;
use onrecord_coder::Coder;
use onrecord_ingest::{Document, Input, Options, open_with};
use onrecord_model::{Analysis, Model};
use onrecord_pipeline::with_examples;
pub use onrecord_pipeline::{Reading, record, worker};
use onrecord_registry::Registry;
use onrecord_text::Text;

use crate::args::General;
use crate::failure::Failure;
use crate::messages::{Tally, Verdict, say, say_skipped};
use crate::pipeline::{self, Outcome};

/// The version that records name as their maker.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

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
    let coder = with_examples(coder.with_least(least), model);
    match registry {
        Some(registry) => coder.with_registry(Arc::clone(registry)),
        None => coder,
    }
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
