//! CoNLL-U out of a store. The tables hold no words and trees, so the model reads the stored texts again.
//!
//! ```text
//! stored documents ──pipeline──▶ CoNLL-U of each ──▶ Sorter ──▶ the file
//! ```

use std::io::Write;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_export::{ExportError, Report, Selection, Sorter, StoredDocuments};
use onrecord_ingest::{Document, Origin, ReadError};
use onrecord_model::Analysis;
use onrecord_store::Store;
use onrecord_text::Text;

use super::args::ExportArgs;
use super::target::Target;
use crate::analyses::{self, Reading};
use crate::args::General;
use crate::conllu;
use crate::failure::Failure;
use crate::messages::{Tally, Verdict, say};
use crate::pipeline::{self, Outcome};

/// Parses the texts of the documents that are wanted.
pub(super) fn export(general: &General, args: &ExportArgs, store: &Store) -> Result<Verdict, Failure> {
    if args.without_text {
        return Err(ExportError::NeedsText("conllu").into());
    }
    let model = analyses::load_model(general)?;
    let texts = Texts::new(StoredDocuments::of(store)?, args.choice.selection(), model.identity());
    let trouble = texts.trouble.clone();
    let mut target = Target::open(args.output.as_deref())?;
    let mut sorter = Sorter::new(&target.scratch());
    let (mut tally, mut report) = (Tally::default(), Report::default());
    // The key by which documents are sorted travels as the document's origin.
    let make = |document: &Document, text: &Text<'_>, analysis: &Analysis<'_>| {
        let mut lines = String::new();
        conllu::write(&mut lines, &document.id, text, analysis);
        (document.origin.path.clone(), lines)
    };
    let worker = || analyses::worker(Reading::with(&model), &make);
    pipeline::run(texts, general.threads(), &AtomicBool::new(false), worker, |outcome| {
        match outcome {
            Outcome::Done { output: (order, lines), .. } => {
                tally.good += 1;
                report.documents += 1;
                report.items += 1;
                sorter.add(order, lines)?;
            }
            Outcome::Failed(fault) => tally.failed(&fault, say),
        }
        Ok::<_, Failure>(())
    })?;
    let mut trouble = trouble.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = trouble.error.take() {
        return Err(error.into());
    }
    sorter.finish(|lines| target.write_all(lines.as_bytes()).map_err(ExportError::Output))?;
    target.commit()?;
    say(&"note      stores hold no trees: the texts were read again");
    super::tell(args, &report);
    if trouble.others > 0 {
        let model = model.identity();
        say(&format_args!(
            "warning   {} documents were coded by another model; these trees are of {model}",
            trouble.others
        ));
    }
    Ok(tally.verdict())
}

/// What is to be said when the reading thread is done.
#[derive(Default)]
struct Trouble {
    error: Option<ExportError>,
    /// Documents that another model has coded.
    others: u64,
}

/// The texts of stored documents, for the pipeline.
struct Texts {
    documents: StoredDocuments,
    selection: Selection,
    model: String,
    trouble: Arc<Mutex<Trouble>>,
}

impl Texts {
    fn new(documents: StoredDocuments, selection: Selection, model: &str) -> Self {
        Self { documents, selection, model: model.to_owned(), trouble: Arc::default() }
    }
}

impl Iterator for Texts {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = self.documents.next()?;
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            let stored = match next {
                Ok(stored) => stored,
                Err(error) => {
                    trouble.error = Some(error);
                    return None;
                }
            };
            if !self.selection.fits_document(&stored.record) {
                continue;
            }
            trouble.others += u64::from(stored.record.made.model != self.model);
            let order = stored.order();
            let doc = stored.record.doc;
            return Some(Ok(Document {
                id: doc.id,
                id_given: true,
                text: stored.record.text,
                title: doc.title,
                published: doc.published,
                publisher: doc.publisher,
                uri: doc.uri,
                language: doc.language,
                encoding: "UTF-8",
                origin: Origin { path: order, place: None },
                warnings: Vec::new(),
            }));
        }
    }
}
