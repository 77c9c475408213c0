//! Documents through the pipeline, and what becomes of them as rows.
//!
//! ```text
//! given ids and documents ──reader's thread──▶ belt ──workers──▶ records ──in their order──▶ rows ──cut──▶ batches
//! ```
//!
//! None of it holds the interpreter's lock. A row comes out for each that went in, in the same order: a record, or the reason
//! why there is none.

use std::collections::VecDeque;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use arrow::array::{RecordBatch, RecordBatchReader};
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use onrecord_ingest::{Document, ReadError};
use onrecord_model::{Analysis, Model};
use onrecord_pipeline::{Fault, Outcome, Reading, record, run, worker};
use onrecord_record::{Made, Record};
use onrecord_rows::{Rows, schema};
use onrecord_store::{DocKey, Identity, Recipe};
use onrecord_text::Text;
use pyo3::prelude::*;

/// How long Ctrl-C may wait.
const PATIENCE: Duration = Duration::from_millis(100);

/// All that codes documents.
pub(crate) struct Desk {
    pub(crate) model: Arc<Model>,
    pub(crate) coder: onrecord_coder::Coder,
    pub(crate) recipe: Recipe,
    pub(crate) made: Made,
}

/// The id that the input gives, and its document or what is wrong.
pub(crate) type Given = (Option<String>, Result<Document, ReadError>);

/// How documents are coded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    /// Threads that code.
    pub(crate) threads: NonZeroUsize,
    /// Rows of one batch, and bytes of their texts, at most; a longer text has a batch of its own.
    pub(crate) rows: usize,
    pub(crate) bytes: usize,
    /// Whether a document without an id is called by its key, since the place of a row in its batch is not the same every time.
    pub(crate) by_key: bool,
}

/// Why a run broke off.
#[derive(Debug)]
pub(crate) enum Broken {
    /// Nobody wants more.
    Unwanted,
    /// Something failed.
    Failed(String),
    /// Python said so.
    Python(PyErr),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("no thread could be started ({error})"))
    }
}

impl From<Broken> for ArrowError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Unwanted => Self::ComputeError("stopped".to_owned()),
            Broken::Failed(message) => Self::ComputeError(message),
            Broken::Python(error) => Self::ExternalError(Box::new(error)),
        }
    }
}

struct Coded {
    key: DocKey,
    record: Record,
}

impl Desk {
    /// Codes all that is given, or until `stop` is raised, and delivers the rows in batches, on the calling thread; `heed` is called
    /// in between.
    pub(crate) fn code(
        &self,
        job: Job,
        stop: &AtomicBool,
        given: impl Iterator<Item = Given> + Send + 'static,
        mut heed: impl FnMut() -> Result<(), Broken>,
        mut deliver: impl FnMut(RecordBatch) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        // Outcomes come in the order of the documents, so the first id belongs to the next outcome.
        let ids = Arc::new(Mutex::new(VecDeque::new()));
        let noted = Arc::clone(&ids);
        let documents = given.map(move |(id, document)| {
            locked(&noted).push_back(id);
            document
        });
        let make =
            |document: &Document, text: &Text<'_>, analysis: &Analysis<'_>| self.coded(job, document, text, analysis);
        let mut rows = Rows::new(self.made.clone(), &self.recipe.settings);
        run(
            documents,
            job.threads,
            stop,
            || worker(Reading::of(&self.model, &self.coder), &make),
            |outcome| {
                heed()?;
                let id = locked(&ids).pop_front().flatten();
                match outcome {
                    Outcome::Done { output: Coded { key, record }, .. } => {
                        if !rows.is_empty() && rows.bytes() + record.text.len() > job.bytes {
                            deliver(taken(&mut rows)?)?;
                        }
                        let pushed = rows.push(id.as_deref(), &key.to_string(), &record);
                        pushed.map_err(|error| Broken::Failed(error.to_string()))?;
                    }
                    Outcome::Failed(Fault::Reader { message }) => {
                        return Err(Broken::Failed(format!("the program failed while reading: {message}")));
                    }
                    Outcome::Failed(fault) => rows.push_error(id.as_deref(), &reason(&fault)),
                }
                if rows.len() >= job.rows { deliver(taken(&mut rows)?) } else { Ok(()) }
            },
        )?;
        if rows.is_empty() { Ok(()) } else { deliver(taken(&mut rows)?) }
    }

    fn coded(&self, job: Job, document: &Document, text: &Text<'_>, analysis: &Analysis<'_>) -> Coded {
        let key = self.recipe.key(&Identity {
            id: document.id_given.then_some(document.id.as_str()),
            text: &document.text,
            title: document.title.as_deref(),
            published: document.published.as_deref(),
            publisher: document.publisher.as_deref(),
            uri: document.uri.as_deref(),
        });
        let mut record = record(&self.coder, document, text, analysis);
        if job.by_key && !document.id_given {
            record.doc.id = key.to_string();
        }
        Coded { key, record }
    }

    /// The rows as a stream; coding begins at once and is a few batches ahead of whoever takes them.
    pub(crate) fn stream(
        self: &Arc<Self>,
        job: Job,
        given: impl Iterator<Item = Given> + Send + 'static,
    ) -> io::Result<RowStream> {
        let (send, batches) = sync_channel(1);
        let desk = Arc::clone(self);
        let unwanted = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&unwanted);
        thread::Builder::new().name("coding".to_owned()).spawn(move || {
            let deliver = |batch| send.send(Ok(batch)).map_err(|_| Broken::Unwanted);
            if let Err(broken) = desk.code(job, &stop, given, || Ok(()), deliver) {
                tell(&send, broken);
            }
        })?;
        Ok(RowStream { schema: schema(), batches: Mutex::new(batches), unwanted })
    }
}

fn tell(send: &SyncSender<Result<RecordBatch, Broken>>, broken: Broken) {
    // Where nobody listens, nobody wants to know.
    let _ = send.send(Err(broken));
}

fn taken(rows: &mut Rows) -> Result<RecordBatch, Broken> {
    rows.take().map_err(|error| Broken::Failed(error.to_string()))
}

/// Why there is no record, and what to do.
fn reason(fault: &Fault) -> String {
    match fault {
        Fault::Read(error) => format!("{}; {}", error.problem, error.problem.remedy()),
        Fault::Worker { message, .. } => {
            format!("the program itself failed on this document ({message}); please report it")
        }
        Fault::Reader { message } => message.clone(),
    }
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// See [`Desk::stream`].
pub(crate) struct RowStream {
    schema: SchemaRef,
    batches: Mutex<Receiver<Result<RecordBatch, Broken>>>,
    unwanted: Arc<AtomicBool>,
}

impl Drop for RowStream {
    fn drop(&mut self) {
        self.unwanted.store(true, Ordering::Relaxed);
    }
}

impl Iterator for RowStream {
    type Item = Result<RecordBatch, ArrowError>;

    /// Waits without the interpreter's lock, since what is coded may come out of the interpreter.
    fn next(&mut self) -> Option<Self::Item> {
        Python::attach(|py| {
            loop {
                let batches = &self.batches;
                match py.detach(|| locked(batches).recv_timeout(PATIENCE)) {
                    Ok(batch) => return Some(batch.map_err(ArrowError::from)),
                    Err(RecvTimeoutError::Disconnected) => return None,
                    Err(RecvTimeoutError::Timeout) => {
                        if let Err(interrupt) = py.check_signals() {
                            return Some(Err(Broken::Python(interrupt).into()));
                        }
                    }
                }
            }
        })
    }
}

impl RecordBatchReader for RowStream {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// Lets Ctrl-C through, now and then.
pub(crate) fn heed_signals() -> impl FnMut() -> Result<(), Broken> {
    let mut last = Instant::now();
    move || {
        if last.elapsed() < PATIENCE {
            return Ok(());
        }
        last = Instant::now();
        Python::attach(|py| py.check_signals()).map_err(Broken::Python)
    }
}
