//! What goes wrong, as Python's exceptions.

use std::fmt::Display;

use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};

create_exception!(
    onrecord,
    OnRecordError,
    PyException,
    "A model, codebook, registry or store that cannot be used; the message says what is wrong and what to do."
);

/// Something that was named cannot be used.
pub(crate) fn unusable(error: impl Display) -> PyErr {
    OnRecordError::new_err(error.to_string())
}

/// An argument is not what it should be.
pub(crate) fn value(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}
