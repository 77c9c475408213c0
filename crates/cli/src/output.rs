//! Standard output, buffered, with its errors told apart from all others.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::failure::Failure;

/// Standard output for one thread.
pub struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    /// Whoever sits there or reads along wants each document as soon as it is done.
    patient: bool,
}

impl Output {
    /// Locks standard output until the value is dropped.
    pub fn lock() -> Self {
        let stdout = io::stdout().lock();
        let patient = !stdout.is_terminal();
        Self { writer: BufWriter::with_capacity(64 << 10, stdout), patient }
    }

    /// Writes.
    ///
    /// # Errors
    /// [`Failure::Output`].
    pub fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes()).map_err(Failure::Output)?;
        if self.patient { Ok(()) } else { self.flush() }
    }

    /// Writes what is left. Must be called at the end: a disk may be full only now.
    ///
    /// # Errors
    /// [`Failure::Output`].
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.writer.flush().map_err(Failure::Output)
    }
}
