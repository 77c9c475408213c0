//! A store as Python knows it: SQL and search to Arrow, and what Spark coded taken in by manifest.

use std::path::PathBuf;

#[cfg(feature = "store")]
use onrecord_query::{Database, Means};
#[cfg(feature = "store")]
use onrecord_search::{Filters, Found, Search};
use onrecord_store::{Imported, Store as Tables};
use pyo3::prelude::*;

#[cfg(feature = "store")]
use crate::answers::{Answer, table};
use crate::coder::VERSION;
use crate::errors::unusable;
#[cfg(feature = "store")]
use crate::tables::{Batch, Stream};

/// A store at a path. Nothing is held open: each question sees what is committed when it is asked.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Store {
    path: PathBuf,
}

#[pymethods]
impl Store {
    #[new]
    #[pyo3(signature = (path, create=false))]
    fn new(py: Python<'_>, path: PathBuf, create: bool) -> PyResult<Self> {
        let opened = py.detach(|| if create { Tables::create_or_open(&path) } else { Tables::open(&path) });
        opened.map_err(unusable)?;
        Ok(Self { path })
    }

    /// Where it lies.
    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Takes in the files of a manifest: how many files, documents, known and removed ones, and rows without a record.
    fn import_manifest(&self, py: Python<'_>, manifest: PathBuf) -> PyResult<(u64, u64, u64, u64, u64)> {
        let taken = py.detach(|| Tables::open(&self.path)?.import(&manifest, VERSION, &mut |_, _| {}));
        let Imported { files, documents, known, removed, errors } = taken.map_err(unusable)?;
        Ok((files, documents, known, removed, errors))
    }

    /// Names of all tables and views.
    #[cfg(feature = "store")]
    fn tables(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let database = py.detach(|| Database::open(&self.path, Means::default()));
        Ok(database.map_err(unusable)?.tables())
    }

    /// The rows of an answer, as they are found.
    #[cfg(feature = "store")]
    #[pyo3(signature = (query, threads=2, megabytes=400))]
    fn sql(&self, py: Python<'_>, query: &str, threads: usize, megabytes: usize) -> PyResult<Stream> {
        let means = Means { threads: threads.max(1), megabytes: megabytes.max(1) };
        let rows = py.detach(|| Database::open(&self.path, means)?.query(query)).map_err(unusable)?;
        Ok(Stream::new(Box::new(Answer(rows))))
    }

    /// How many sentences fit, and the best of them. Days are counted from 1970-01-01.
    #[cfg(feature = "store")]
    #[pyo3(signature = (words, speaker, about, types, statuses, countries, publishers, days, limit))]
    #[expect(clippy::too_many_arguments, reason = "the filters, one by one; Python gives them names")]
    fn search(
        &self,
        py: Python<'_>,
        words: &str,
        speaker: Option<String>,
        about: Option<String>,
        types: Vec<String>,
        statuses: Vec<String>,
        countries: Vec<String>,
        publishers: Vec<String>,
        days: (Option<i32>, Option<i32>),
        limit: usize,
    ) -> PyResult<(u64, Batch)> {
        let filters = Filters { speaker, about, types, statuses, countries, publishers, from: days.0, to: days.1 };
        let found = py.detach(|| Search::open(&self.path, |_| {})?.find(words, &filters, limit));
        let Found { sentences, hits } = found.map_err(unusable)?;
        Ok((sentences, Batch(table(&hits).map_err(unusable)?)))
    }
}
