//! `onrecord code`: a whole archive into the tables of a store.
//!
//! ```text
//! documents ──todo──▶ those not yet in the store ──pipeline──▶ records, in order ──▶ the store's writer
//! ```
//!
//! What a stopped run has coded is committed before the program ends; what a killed run had not committed is coded again
//! by the next.

mod gauge;
mod summary;
mod todo;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use onrecord_coder::Coder;
use onrecord_ingest::{Document, Input, Languages, Progress, ReadError, Skipped, open_with};
use onrecord_model::{Analysis, Model};
use onrecord_record::Record;
use onrecord_store::{Bounds, DocKey, LeftOut, Recipe, Shard, Store, StoreError, Writer};
use onrecord_text::Text;

use super::{codebook, registry, search, upkeep};
use crate::analyses::{self, Reading, VERSION, record};
use crate::args::{CodeArgs, General, Known, inputs};
use crate::failure::Failure;
use crate::kept::Kept;
use crate::messages::{Tally, Verdict, say, say_about, say_skipped};
use crate::pipeline::{self, About, Ended, Outcome, Place, Shelf};
use gauge::Gauge;
use summary::Summary;
pub(super) use summary::grouped;
pub(super) use todo::key;
use todo::{ToDo, Watch};

/// What a worker makes of a document.
struct Coded {
    key: DocKey,
    record: Record,
    words: usize,
}

/// Codes all inputs that are not in the store yet.
pub fn code(general: &General, args: &CodeArgs) -> Result<Verdict, Failure> {
    let mut shop = Shop::open(general, &args.known, &args.into)?;
    shop.again = args.again;
    shop.shard = args.shard;
    if let Some(folder) = &args.analyses {
        let kept = Kept::open(folder, &shop.model);
        shop.kept = Some(kept.map_err(|cause| Failure::Analyses { path: folder.clone(), cause })?);
    }
    if let Some(documents) = args.segment_documents {
        shop.bounds = Bounds { documents: documents.get(), ..Bounds::default() };
    }
    let inputs = inputs(&args.inputs);
    let documents = open_with(&inputs, &args.form.options(general, Languages::English));
    let reading = documents.progress();
    measure(&inputs, &reading);
    shop.code(general, "code", documents, &reading, &stop_flag())
}

/// What coding into a store takes, whatever the documents come from.
pub(super) struct Shop {
    model: Model,
    coder: Coder,
    recipe: Recipe,
    store: PathBuf,
    /// Whether documents that were taken out for good are coded again.
    again: bool,
    /// The part of all documents that is coded; none for all of them.
    shard: Option<Shard>,
    /// How large segments become.
    bounds: Bounds,
    /// Where analyses are kept.
    kept: Option<Kept>,
}

impl Shop {
    /// Makes everything ready, the store among it.
    pub(super) fn open(general: &General, known: &Known, store: &Path) -> Result<Self, Failure> {
        let registry = registry::known(known)?;
        let model = analyses::load_model(general)?;
        let codebook = codebook::load(known.codebook.as_deref())?;
        let version = codebook.version().to_owned();
        let coder = analyses::coder(&model, codebook, registry.as_ref(), known.min_confidence);
        let recipe = Recipe {
            model: model.identity().to_owned(),
            codebook: Some(version),
            settings: known.min_confidence.map(|least| format!("min-confidence={least}")).unwrap_or_default(),
            registry: registry.map(|registry| registry.version().to_owned()),
        };
        Store::create_or_open(store)?;
        let bounds = Bounds::default();
        Ok(Self { model, coder, recipe, store: store.to_owned(), again: false, shard: None, bounds, kept: None })
    }

    /// Codes documents that are not in the store yet, for the command of that name; `reading` shows how far they are read.
    pub(super) fn code<D>(
        &self,
        general: &General,
        command: &str,
        documents: D,
        reading: &Progress,
        stop: &AtomicBool,
    ) -> Result<Verdict, Failure>
    where
        D: Iterator<Item = Result<Document, ReadError>> + Send + 'static,
    {
        let began = Instant::now();
        let Self { model, coder, recipe, store, again, shard, bounds, kept } = self;
        let mut writer = Store::create_or_open(store)?.writer(recipe, VERSION)?.with_bounds(*bounds);
        if *again {
            writer = writer.again();
        }
        let (todo, watch) = ToDo::new(documents, writer.claims()?, recipe.clone());
        let todo = todo.of_shard(*shard);
        let mut desk = Desk {
            writer,
            tally: Tally::default(),
            summary: Summary::new(command),
            gauge: Gauge::new(reading.clone(), watch.issued()),
        };
        let make = |document: &Document, text: &Text<'_>, analysis: &Analysis<'_>| Coded {
            key: key(recipe, document),
            record: record(coder, document, text, analysis),
            words: text.words.len(),
        };
        let reading_with = Reading { shelf: kept.as_ref().map(|kept| kept as &dyn Shelf), ..Reading::of(model, coder) };
        let worker = || analyses::worker(reading_with, &make);
        let ended = pipeline::run(todo, general.threads(), stop, worker, |outcome| desk.take(outcome))?;
        if let Some(error) = watch.error() {
            return Err(error.into());
        }
        if let Some(kept) = kept {
            let (found, trouble) = (kept.found(), kept.trouble());
            desk.gauge.say(&format_args!("analyses  {} taken from what was kept", grouped(found)));
            if let Some(trouble) = trouble {
                desk.gauge
                    .say(&format_args!("analyses cannot be kept: {trouble}; the records are not the worse for it"));
            }
        }
        let mut skipped = reading.skipped();
        // The store may lie in the folder that is coded, which is nothing to tell of.
        skipped.retain(|each| each.count > 1 || !same_folder(&each.path, store));
        desk.close(store, began, general.threads().get(), &watch, ended, &skipped)
    }
}

fn same_folder(one: &str, other: &Path) -> bool {
    Path::new(one).canonicalize().ok().is_some_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Lets the total of the inputs become known, which takes a while for large folders.
fn measure(inputs: &[Input], reading: &Progress) {
    if reading.total().is_some() {
        return;
    }
    let (inputs, reading) = (inputs.to_vec(), reading.clone());
    // Without it the time left stays unknown, and no more.
    let _ = thread::Builder::new().name("measure".to_owned()).spawn(move || {
        if let Some(total) = Input::measure(&inputs) {
            reading.set_total(total);
        }
    });
}

/// A flag that the first Ctrl-C raises; the second ends the program at once.
pub(super) fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    // Without it Ctrl-C ends the program at once, which the store stands as well.
    let _ = ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::Relaxed) {
            std::process::exit(Verdict::INTERRUPTED.into());
        }
    });
    stop
}

/// Where outcomes go, one by one.
struct Desk {
    writer: Writer,
    tally: Tally,
    summary: Summary,
    gauge: Gauge,
}

impl Desk {
    fn take(&mut self, outcome: Outcome<Coded>) -> Result<(), Failure> {
        let Self { writer, tally, summary, gauge } = self;
        match outcome {
            Outcome::Failed(fault) => {
                tally.failed(&fault, |line| gauge.say(line));
                let (first, reason) = fault.parts();
                summary.run.fault(reason, first);
            }
            Outcome::Done { about, output } => match writer.add(&output.key, &output.record) {
                Ok(_) => {
                    tally.done(&about, |line| gauge.say(line));
                    summary.add(&output.record, output.words);
                    gauge.advance(output.record.text.len(), summary.run.documents, summary.run.words);
                }
                // The record is at fault, not the store: the others go on.
                Err(error @ StoreError::SpanOutside { .. }) => self.refuse(&about, &error),
                Err(error) => return Err(error.into()),
            },
        }
        Ok(())
    }

    /// Leaves word in the store of what the run came to.
    fn keep(&mut self, began: Instant, watch: &Watch, ended: Ended, skipped: &[Skipped]) -> Result<(), Failure> {
        let run = &mut self.summary.run;
        run.took = began.elapsed();
        run.whole = ended == Ended::Through;
        (run.done_before, run.removed) = (watch.done_before(), watch.removed());
        run.left_out.extend(skipped.iter().map(|each| LeftOut {
            fault: false,
            reason: each.reason.to_string(),
            count: each.count,
            first: each.first.clone(),
        }));
        if !run.is_idle() {
            self.writer.keep(run)?;
        }
        Ok(())
    }

    fn refuse(&mut self, about: &About, error: &StoreError) {
        self.tally.bad += 1;
        self.summary.run.fault(error.to_string(), Place(&about.origin).to_string());
        say_about(&about.origin, error, |line| self.gauge.say(line));
    }

    /// Commits what is left and says what came of it all.
    fn close(
        mut self,
        store: &Path,
        began: Instant,
        threads: usize,
        watch: &Watch,
        ended: Ended,
        skipped: &[Skipped],
    ) -> Result<Verdict, Failure> {
        self.gauge.finish();
        self.writer.commit()?;
        self.keep(began, watch, ended, skipped)?;
        self.writer.finish()?;
        search::refresh(store);
        say_skipped(skipped, say);
        self.tally.good += watch.done_before();
        self.tally.good += watch.removed();
        // Another job sees to those.
        self.tally.good += watch.of_others();
        let left_out = (watch.of_others(), self.tally.bad);
        self.summary.tell(store, (began.elapsed(), threads), left_out, skipped);
        upkeep::refresh(store)?;
        Ok(match ended {
            Ended::Through => self.tally.verdict(),
            Ended::Stopped => {
                say(&"stopped before the end; what is coded is in the store, run again to go on");
                Verdict::Interrupted
            }
        })
    }
}
