//! OnRecord for Python: the border between the two languages, as thin as can be.
//!
//! ```text
//! Arrow, or one text ──▶ ingest ──documents──▶ pipeline, without the interpreter's lock ──records──▶ rows ──▶ Arrow, or JSON
//! ```
//!
//! What people see, attributes, notebooks and Spark, is Python and lies in `onrecord/`; its `_onrecord.pyi` says what this
//! module offers.

#[cfg(feature = "store")]
mod answers;
mod coder;
mod coding;
mod errors;
mod loading;
mod store;
mod tables;

use pyo3::prelude::*;

#[pymodule]
mod _onrecord {
    #[pymodule_export]
    use super::coder::Coder;
    #[pymodule_export]
    use super::errors::OnRecordError;
    #[pymodule_export]
    use super::store::Store;
    #[pymodule_export]
    use super::tables::{Batch, Stream};

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        onrecord_pipeline::keep_quiet_in_workers();
        module.add("__version__", coder::VERSION)
    }
}
