//! The belt between reader, workers and delivery: one lock, three places to wait.
//!
//! Each document gets a ticket in the order of the input. It weighs what its text weighs, from the moment the reader puts
//! it on until its outcome is delivered; the reader waits while the belt is loaded to its allowance. One document alone
//! may weigh more than that.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use onrecord_ingest::Document;

use super::{Fault, Outcome};

/// A batch is about this many bytes of text, some 8,000 words: windows of many documents then fill the encoder's rows.
const BATCH: usize = 48 << 10;
/// Batches on the belt for each worker: one at work, one waiting, some done but waiting for an earlier one.
const BATCHES_PER_WORKER: usize = 6;
/// Bounds of the belt's allowance in bytes: one long text should not stop all other work, nor many threads cost memory
/// without end.
const ALLOWANCE: std::ops::RangeInclusive<usize> = 2 << 20..=32 << 20;
/// What a document weighs beside its text.
const OVERHEAD: usize = 1 << 10;
/// How long a delivery waits before it looks at the stop flag.
const PATIENCE: Duration = Duration::from_millis(100);

/// A document's place in the order of the input, and its weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket {
    number: u64,
    weight: usize,
}

/// A document to be worked on.
pub(super) struct Job {
    pub(super) ticket: Ticket,
    pub(super) document: Document,
}

/// See the module.
pub(super) struct Belt<O> {
    state: Mutex<State<O>>,
    /// The reader waits here for room.
    room: Condvar,
    /// Workers wait here for documents.
    work: Condvar,
    /// The delivery waits here for the next outcome.
    outcome: Condvar,
    threads: usize,
    allowance: usize,
}

struct State<O> {
    waiting: VecDeque<Job>,
    /// Weight of the documents that wait for a worker.
    waiting_weight: usize,
    /// Weight of all that is on the belt.
    weight: usize,
    outcomes: BTreeMap<u64, (usize, Outcome<O>)>,
    /// Tickets given out.
    issued: u64,
    /// Tickets delivered.
    delivered: u64,
    /// Nothing more will be put on.
    closed: bool,
    /// Nothing more shall be done.
    stopped: bool,
}

impl<O> Belt<O> {
    pub(super) fn new(threads: NonZeroUsize) -> Self {
        let threads = threads.get();
        Self {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                waiting_weight: 0,
                weight: 0,
                outcomes: BTreeMap::new(),
                issued: 0,
                delivered: 0,
                closed: false,
                stopped: false,
            }),
            room: Condvar::new(),
            work: Condvar::new(),
            outcome: Condvar::new(),
            threads,
            allowance: (threads * BATCHES_PER_WORKER * BATCH).clamp(*ALLOWANCE.start(), *ALLOWANCE.end()),
        }
    }

    /// Puts a document on, once there is room; says whether more is wanted.
    pub(super) fn put(&self, document: Document) -> bool {
        let weight = document.text.len() + OVERHEAD;
        let Some((mut state, ticket)) = self.ticket(weight) else { return false };
        state.waiting_weight += weight;
        state.waiting.push_back(Job { ticket, document });
        drop(state);
        self.work.notify_one();
        true
    }

    /// Puts on that something could not be read, in its place among the documents; says whether more is wanted.
    pub(super) fn put_fault(&self, fault: Fault) -> bool {
        let Some((mut state, ticket)) = self.ticket(OVERHEAD) else { return false };
        state.outcomes.insert(ticket.number, (ticket.weight, Outcome::Failed(fault)));
        drop(state);
        self.outcome.notify_one();
        true
    }

    /// Waits for room and gives out the next ticket; none once the belt has stopped.
    fn ticket(&self, weight: usize) -> Option<(MutexGuard<'_, State<O>>, Ticket)> {
        let full = |state: &mut State<O>| !state.stopped && state.weight > 0 && state.weight + weight > self.allowance;
        let mut state = self.room.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return None;
        }
        let ticket = Ticket { number: state.issued, weight };
        state.issued += 1;
        state.weight += weight;
        Some((state, ticket))
    }

    /// Takes a batch, once there is one: no more than a fair share of what waits, so that all workers end together. None
    /// once all is done or the belt has stopped.
    pub(super) fn take(&self) -> Option<Vec<Job>> {
        let idle = |state: &mut State<O>| !state.stopped && !state.closed && state.waiting.is_empty();
        let mut state = self.work.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return None;
        }
        let share = BATCH.min(state.waiting_weight / self.threads);
        let first = state.waiting.pop_front()?;
        let mut taken = first.ticket.weight;
        let mut batch = vec![first];
        while let Some(job) = state.waiting.pop_front_if(|job| taken + job.ticket.weight <= share) {
            taken += job.ticket.weight;
            batch.push(job);
        }
        state.waiting_weight -= taken;
        Some(batch)
    }

    /// Puts back what became of a batch.
    pub(super) fn put_back(&self, outcomes: impl Iterator<Item = (Ticket, Outcome<O>)>) {
        let mut state = self.lock();
        state.outcomes.extend(outcomes.map(|(ticket, outcome)| (ticket.number, (ticket.weight, outcome))));
        drop(state);
        self.outcome.notify_one();
    }

    /// The next outcome in the order of the input, once it is there. None once all are delivered or the belt or `stop`
    /// says so.
    pub(super) fn deliver(&self, stop: &AtomicBool) -> Option<Outcome<O>> {
        let mut state = self.lock();
        loop {
            let next = state.delivered;
            if state.stopped || stop.load(Ordering::Relaxed) {
                return None;
            }
            if let Some((weight, outcome)) = state.outcomes.remove(&next) {
                state.delivered += 1;
                state.weight -= weight;
                drop(state);
                self.room.notify_one();
                return Some(outcome);
            }
            if state.closed && next == state.issued {
                return None;
            }
            state = self.outcome.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether all that was put on has been delivered, and nothing more will come.
    pub(super) fn is_through(&self) -> bool {
        let state = self.lock();
        state.closed && state.delivered == state.issued
    }

    /// A guard that closes the belt: nothing more will be put on.
    pub(super) fn close_when_dropped(&self) -> impl Drop + use<'_, O> {
        Guard { belt: self, act: |state| state.closed = true }
    }

    /// A guard that stops the belt: reader and workers give up.
    pub(super) fn stop_when_dropped(&self) -> impl Drop + use<'_, O> {
        Guard { belt: self, act: |state| state.stopped = true }
    }

    fn lock(&self) -> MutexGuard<'_, State<O>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does one thing to the belt's state when it is dropped, in a panic too, and wakes all who wait.
struct Guard<'b, O> {
    belt: &'b Belt<O>,
    act: fn(&mut State<O>),
}

impl<O> Drop for Guard<'_, O> {
    fn drop(&mut self) {
        (self.act)(&mut self.belt.lock());
        self.belt.room.notify_all();
        self.belt.work.notify_all();
        self.belt.outcome.notify_all();
    }
}
