//! Documents through many threads and out again in their order.
//!
//! ```text
//! Documents ──one thread──▶ belt ──batches──▶ N workers ──▶ belt ──in the order of the input──▶ deliver
//! ```
//!
//! The reading thread puts documents on the [`Belt`]; each worker takes a batch of them, as many as make good work of one
//! encoder pass; the calling thread is handed the results one by one in the order of the input. What is on the belt,
//! waiting, worked on or not yet delivered, is bounded by an allowance of bytes, so memory does not grow with the input.
//! Batches follow from the clock and the number of threads; results may not, which is the workers' affair.
//!
//! A worker that panics spoils the one document that it panicked on: its batch is worked again document by document, and
//! the one becomes a [`Fault`].

mod belt;
mod coding;
mod fault;
mod panics;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use onrecord_ingest::{Document, Origin, ReadError, Warning};

use belt::{Belt, Job};
pub use coding::{Reading, Shelf, Worker, record, with_examples, worker};
pub use fault::{Fault, Place};
pub use panics::keep_quiet_in_workers;

/// What became of one document, or of one place where a document should have been.
#[derive(Debug)]
pub enum Outcome<O> {
    /// It was read and worked on.
    Done {
        /// What is to be said of it.
        about: About,
        /// What the worker made of it.
        output: O,
    },
    /// It was not.
    Failed(Fault),
}

/// What is kept of a document beside the worker's output.
#[derive(Debug)]
pub struct About {
    /// Where it was read.
    pub origin: Origin,
    /// The character set that it was read in.
    pub encoding: &'static str,
    /// What was left out or mended in reading.
    pub warnings: Vec<Warning>,
}

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All documents were delivered.
    Through,
    /// The stop flag was raised.
    Stopped,
}

/// Runs all documents through `threads` workers, each made by `make_worker` on its own thread.
///
/// A worker is given one or several documents and must give one output for each, in order. `deliver` is called on the
/// calling thread; its error ends the run. Raising `stop` ends it as well, within a fraction of a second.
///
/// # Errors
/// What `deliver` returned, or [`std::io::Error`] as an `E` where no thread could be started.
pub fn run<D, M, W, O, E>(
    documents: D,
    threads: NonZeroUsize,
    stop: &AtomicBool,
    make_worker: M,
    mut deliver: impl FnMut(Outcome<O>) -> Result<(), E>,
) -> Result<Ended, E>
where
    D: Iterator<Item = Result<Document, ReadError>> + Send + 'static,
    M: Fn() -> W + Sync,
    W: FnMut(&[Document]) -> Vec<O>,
    O: Send + 'static,
    E: From<std::io::Error>,
{
    let belt = Arc::new(Belt::new(threads));
    // The reader may hang in a read that never ends, on a terminal or a pipe, so nobody waits for it.
    let reading = Arc::clone(&belt);
    thread::Builder::new().name("reader".to_owned()).spawn(move || read(&reading, documents))?;

    thread::scope(|scope| {
        let closing = belt.stop_when_dropped();
        for n in 0..threads.get() {
            let spawned =
                thread::Builder::new().name(panics::worker_name(n)).spawn_scoped(scope, || work(&belt, &make_worker));
            match spawned {
                Err(error) if n == 0 => return Err(error.into()),
                Err(_) => break, // as many as the system lets us have
                Ok(_) => {}
            }
        }
        while let Some(outcome) = belt.deliver(stop) {
            deliver(outcome)?;
        }
        drop(closing);
        Ok(if belt.is_through() { Ended::Through } else { Ended::Stopped })
    })
}

/// Puts all documents on the belt.
fn read<O>(belt: &Belt<O>, mut documents: impl Iterator<Item = Result<Document, ReadError>>) {
    let _closing = belt.close_when_dropped();
    loop {
        let go_on = match panics::caught(|| documents.next()) {
            Ok(None) => false,
            Ok(Some(Ok(document))) => belt.put(document),
            Ok(Some(Err(error))) => belt.put_fault(Fault::Read(error)),
            Err(message) => {
                belt.put_fault(Fault::Reader { message });
                false
            }
        };
        if !go_on {
            return;
        }
    }
}

/// Takes batches off the belt and puts back what becomes of them.
fn work<O, W>(belt: &Belt<O>, make_worker: &impl Fn() -> W)
where
    W: FnMut(&[Document]) -> Vec<O>,
{
    let mut worker = None;
    while let Some(batch) = belt.take() {
        let (tickets, documents): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|Job { ticket, document }| (ticket, document)).unzip();
        let outputs = outputs(make_worker, &mut worker, &documents);
        let outcomes = documents.into_iter().zip(outputs).map(|(document, output)| match output {
            Ok(output) => {
                let Document { origin, encoding, warnings, .. } = document;
                Outcome::Done { about: About { origin, encoding, warnings }, output }
            }
            Err(message) => Outcome::Failed(Fault::Worker { origin: document.origin, message }),
        });
        belt.put_back(tickets.into_iter().zip(outcomes));
    }
}

/// One output for each document, or what a panic on it said.
fn outputs<O, W>(make_worker: &impl Fn() -> W, worker: &mut Option<W>, documents: &[Document]) -> Vec<Result<O, String>>
where
    W: FnMut(&[Document]) -> Vec<O>,
{
    let message = match panics::caught(|| worker.get_or_insert_with(make_worker)(documents)) {
        Ok(outputs) if outputs.len() == documents.len() => return outputs.into_iter().map(Ok).collect(),
        Ok(_) => "a batch came back with outputs missing".to_owned(),
        Err(message) => message,
    };
    // Whatever the worker kept from batch to batch may be half written.
    *worker = None;
    match documents {
        [_] => vec![Err(message)],
        _ => documents.chunks(1).flat_map(|one| outputs(make_worker, worker, one)).collect(),
    }
}

#[cfg(test)]
mod tests;
