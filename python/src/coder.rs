//! The coder as Python knows it: texts, Arrow and files in, JSON and Arrow out.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use arrow::array::{ArrayRef, RecordBatch, RecordBatchReader, StringArray};
use arrow::compute::concat_batches;
use arrow::datatypes::Schema;
use arrow::error::ArrowError;
use onrecord_ingest::{
    BatchRow, Batches, Columns, Document, Input, Languages, Limits, Options, ReadError, open_reader_with, open_with,
};
use onrecord_record::Made;
use onrecord_rows::{Row, Rows, read, schema};
use onrecord_store::Recipe;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::input::AnyRecordBatch;

use crate::coding::{Broken, Desk, Given, Job, heed_signals};
use crate::errors::{unusable, value};
use crate::loading;
use crate::tables::{Batch, Stream};

/// The version that records name as their maker: that of the program.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Rows of one batch of a stream, and bytes of their texts: some ten seconds of work for one core.
const ROWS: usize = 256;
const BYTES: usize = 1 << 20;

/// Reads with one model, codebook, registry and threshold. May be used by many threads at once.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Coder {
    desk: Arc<Desk>,
}

/// Columns by the names of the program's `--columns`, the language, and the bytes of a text.
type Reading = (Vec<(String, String)>, String, Option<u64>);

#[pymethods]
impl Coder {
    #[new]
    #[pyo3(signature = (model=None, codebook=None, registry=Vec::new(), min_confidence=None))]
    fn new(
        py: Python<'_>,
        model: Option<PathBuf>,
        codebook: Option<PathBuf>,
        registry: Vec<PathBuf>,
        min_confidence: Option<f32>,
    ) -> PyResult<Self> {
        if min_confidence.is_some_and(|least| !(0.0..=1.0).contains(&least)) {
            return Err(value("min_confidence: a probability is a number from 0 to 1"));
        }
        py.detach(|| {
            let model = loading::model(model.as_deref())?;
            let codebook = loading::codebook(codebook.as_deref())?;
            let registry = loading::registry(&registry)?;
            let made = Made {
                program: VERSION.to_owned(),
                model: model.identity().to_owned(),
                codebook: Some(codebook.version().to_owned()),
                registry: registry.as_ref().map(|registry| registry.version().to_owned()),
            };
            let recipe = Recipe {
                model: made.model.clone(),
                codebook: made.codebook.clone(),
                registry: made.registry.clone(),
                settings: min_confidence.map(|least| format!("min-confidence={least}")).unwrap_or_default(),
            };
            let coder = onrecord_coder::Coder::new(VERSION, model.identity())
                .with_codebook(Arc::new(codebook), model.act_types())
                .with_least(min_confidence);
            let coder = match registry {
                Some(registry) => coder.with_registry(registry),
                None => coder,
            };
            let coder = onrecord_pipeline::with_examples(coder, &model);
            Ok(Self { desk: Arc::new(Desk { model, coder, recipe, made }) })
        })
    }

    /// `name@hash` of the model.
    #[getter]
    fn model(&self) -> &str {
        &self.desk.recipe.model
    }

    /// `name@hash` of the codebook.
    #[getter]
    fn codebook(&self) -> Option<&str> {
        self.desk.recipe.codebook.as_deref()
    }

    /// Version of the registry.
    #[getter]
    fn registry(&self) -> Option<&str> {
        self.desk.recipe.registry.as_deref()
    }

    /// The record of one text, as JSON.
    #[pyo3(signature = (text, fields))]
    fn read_json(&self, py: Python<'_>, text: String, fields: Vec<(String, String)>) -> PyResult<String> {
        py.detach(|| {
            let mut columns: Vec<(String, ArrayRef)> = vec![("text".to_owned(), one(&text))];
            columns.extend(fields.iter().map(|(name, text)| (name.clone(), one(text))));
            let batch = RecordBatch::try_from_iter(columns).map_err(value)?;
            let rows = Batches::new(&batch.schema(), [batch].into_iter(), &Options::default()).map_err(value)?;
            let job = Job { threads: NonZeroUsize::MIN, rows: 1, bytes: usize::MAX, by_key: true };
            let record = self.desk.one(job, rows.map(given))?;
            serde_json::to_string(&record).map_err(value)
        })
    }

    /// Rows of Arrow to rows of records: a batch where `data` is one, else a stream.
    #[pyo3(signature = (data, reading, threads=None))]
    fn code_arrow<'py>(
        &self,
        py: Python<'py>,
        data: AnyRecordBatch,
        reading: Reading,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = options(reading)?;
        let threads = self::threads(threads)?;
        let schema = data.schema()?;
        match data {
            AnyRecordBatch::RecordBatch(batch) => {
                let rows = Batches::new(&schema, [batch.into_inner()].into_iter(), &options).map_err(value)?;
                let job = Job { threads, rows: usize::MAX, bytes: usize::MAX, by_key: true };
                let batch = py.detach(|| self.whole(job, rows.map(given)))?;
                Ok(Bound::new(py, Batch(batch))?.into_any())
            }
            AnyRecordBatch::Stream(stream) => {
                let reader = stream.into_reader()?;
                Ok(Bound::new(py, self.pulled(reader, &schema, &options, threads)?)?.into_any())
            }
        }
    }

    /// Files and folders, or the bytes of one file by its name, to a stream of rows.
    #[pyo3(signature = (paths, reading, threads=None))]
    fn code_files(&self, paths: Vec<PathBuf>, reading: Reading, threads: Option<usize>) -> PyResult<Stream> {
        let inputs: Vec<Input> = paths.into_iter().map(Input::Path).collect();
        self.documents(open_with(&inputs, &options(reading)?), threads)
    }

    /// The same of bytes; the name gives the format by its ending.
    #[pyo3(signature = (name, data, reading, threads=None))]
    fn code_bytes(
        &self,
        name: &str,
        data: &Bound<'_, PyBytes>,
        reading: Reading,
        threads: Option<usize>,
    ) -> PyResult<Stream> {
        let bytes = io::Cursor::new(data.as_bytes().to_vec());
        self.documents(open_reader_with(name, bytes, &options(reading)?), threads)
    }

    /// Rows that say why there is no record, for what Python could not even read.
    fn failed(&self, rows: Vec<(Option<String>, String)>) -> PyResult<Batch> {
        let mut all = Rows::new(self.desk.made.clone(), &self.desk.recipe.settings);
        rows.iter().for_each(|(id, reason)| all.push_error(id.as_deref(), reason));
        Ok(Batch(all.take().map_err(unusable)?))
    }

    /// An empty batch: its columns are those of the rows.
    #[staticmethod]
    fn schema() -> Batch {
        Batch(RecordBatch::new_empty(schema()))
    }
}

impl Coder {
    fn whole(&self, job: Job, rows: impl Iterator<Item = Given> + Send + 'static) -> PyResult<RecordBatch> {
        let mut batches = Vec::new();
        let ended = self.desk.code(job, &AtomicBool::new(false), rows, heed_signals(), |batch| {
            batches.push(batch);
            Ok(())
        });
        ended.map_err(python)?;
        concat_batches(&schema(), &batches).map_err(unusable)
    }

    /// A stream out of a stream: an error of the one that comes in ends the one that goes out.
    fn pulled(
        &self,
        reader: Box<dyn RecordBatchReader + Send>,
        schema: &Schema,
        options: &Options,
        threads: NonZeroUsize,
    ) -> PyResult<Stream> {
        let broken = Arc::new(Mutex::new(None));
        let noted = Arc::clone(&broken);
        let batches = reader.map_while(move |batch| {
            batch.map_err(|error| *noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(error)).ok()
        });
        let rows = Batches::new(schema, batches, options).map_err(value)?;
        let job = Job { threads, rows: ROWS, bytes: BYTES, by_key: true };
        let coded = self.desk.stream(job, rows.map(given)).map_err(unusable)?;
        Ok(Stream::new(Box::new(Watched { coded, broken })))
    }

    fn documents(
        &self,
        documents: impl Iterator<Item = Result<Document, ReadError>> + Send + 'static,
        threads: Option<usize>,
    ) -> PyResult<Stream> {
        let given = documents.map(|document| match document {
            Ok(document) => (document.id_given.then(|| document.id.clone()), Ok(document)),
            Err(error) => (Some(error.origin.to_string()), Err(error)),
        });
        let job = Job { threads: self::threads(threads)?, rows: ROWS, bytes: BYTES, by_key: false };
        Ok(Stream::new(Box::new(self.desk.stream(job, given).map_err(unusable)?)))
    }
}

impl Desk {
    /// The record of the only document.
    fn one(&self, job: Job, rows: impl Iterator<Item = Given> + Send + 'static) -> PyResult<onrecord_record::Record> {
        let mut made = None;
        let ended = self.code(job, &AtomicBool::new(false), rows, heed_signals(), |batch| {
            made = Some(batch);
            Ok(())
        });
        ended.map_err(python)?;
        let rows = made.map(|batch| read(&batch)).transpose().map_err(value)?;
        match rows.into_iter().flatten().next() {
            Some(Row::Coded { record, .. }) => Ok(*record),
            Some(Row::Failed { reason, .. }) => Err(value(reason)),
            None => Err(value("there is no text")),
        }
    }
}

/// Batches that end with the error of those that they are made of.
struct Watched {
    coded: crate::coding::RowStream,
    broken: Arc<Mutex<Option<ArrowError>>>,
}

impl Iterator for Watched {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.coded.next().or_else(|| self.broken.lock().unwrap_or_else(PoisonError::into_inner).take().map(Err))
    }
}

impl RecordBatchReader for Watched {
    fn schema(&self) -> arrow::datatypes::SchemaRef {
        self.coded.schema()
    }
}

fn given(BatchRow { id, document }: BatchRow) -> Given {
    (id, document)
}

fn one(text: &str) -> ArrayRef {
    Arc::new(StringArray::from(vec![text]))
}

fn python(broken: Broken) -> PyErr {
    match broken {
        Broken::Python(error) => error,
        Broken::Failed(message) => unusable(message),
        Broken::Unwanted => unusable("stopped"),
    }
}

fn options((named, language, max_text): Reading) -> PyResult<Options> {
    let mut columns = Columns::default();
    for (field, column) in &named {
        columns.name(field, column).map_err(value)?;
    }
    let languages: Languages = language.parse().map_err(|problem| value(format_args!("language: {problem}")))?;
    let mut limits = Limits::default();
    if let Some(bytes) = max_text {
        // As the program's `--max-text`: a line or record may be twice as long.
        let twice = bytes.saturating_mul(2);
        limits = Limits { text: bytes, line: twice, record: limits.record.max(twice), ..limits };
    }
    Ok(Options { limits, columns, languages })
}

fn threads(told: Option<usize>) -> PyResult<NonZeroUsize> {
    match told {
        Some(threads) => NonZeroUsize::new(threads).ok_or_else(|| value("threads: at least one is needed")),
        None => Ok(thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    }
}
