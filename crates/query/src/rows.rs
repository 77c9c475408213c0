//! The rows of an answer, one batch after the other, from a thread of their own with a stack on which deep queries fit.
//!
//! The thread is at most two batches ahead of whoever takes them. Dropped before the end, it stops.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use futures::StreamExt;
use tokio::time::{Instant, timeout_at};

use crate::database::Database;
use crate::error::QueryError;
use crate::{failed, nesting};

/// An answer that is being found.
#[derive(Debug)]
pub struct Rows {
    schema: SchemaRef,
    batches: Option<Receiver<Result<RecordBatch, QueryError>>>,
    thread: Option<JoinHandle<()>>,
}

impl Rows {
    pub(crate) fn start(database: Database, sql: String, time: Option<Duration>) -> Result<Self, QueryError> {
        let (tell, told) = sync_channel(1);
        let (send, batches) = sync_channel(2);
        let thread = thread::Builder::new()
            .name("query".to_owned())
            .stack_size(nesting::STACK)
            .spawn(move || run(&database, &sql, time, &tell, &send))
            .map_err(QueryError::Threads)?;
        // The thread says what columns there will be, or why there will be none; gone without a word, it has panicked.
        let schema =
            told.recv().unwrap_or_else(|_| Err(QueryError::Run("the engine broke off; please report it".into())))?;
        Ok(Self { schema, batches: Some(batches), thread: Some(thread) })
    }

    /// The columns.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.batches.as_ref()?.recv() {
            Ok(batch) => Some(batch),
            Err(_) => {
                self.batches = None;
                let panicked = self.thread.take()?.join().is_err();
                panicked.then(|| Err(QueryError::Run("the engine broke off; please report it".into())))
            }
        }
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        // Without a taker the thread ends at its next batch.
        self.batches = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    database: &Database,
    sql: &str,
    time: Option<Duration>,
    tell: &SyncSender<Result<SchemaRef, QueryError>>,
    send: &SyncSender<Result<RecordBatch, QueryError>>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(database.means.threads)
        .thread_name("query-worker")
        .thread_stack_size(nesting::STACK)
        .enable_time()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(cause) => {
            let _ = tell.send(Err(QueryError::Threads(cause)));
            return;
        }
    };
    runtime.block_on(async {
        let deadline = time.and_then(|time| Instant::now().checked_add(time));
        let explain = |error| match failed(sql, error) {
            QueryError::Memory { cause, .. } => QueryError::Memory { megabytes: database.means.megabytes, cause },
            other => other,
        };
        let planned = async {
            match database.plan(sql).await {
                Ok(frame) => frame.execute_stream().await.map_err(explain),
                Err(error) => Err(error),
            }
        };
        let mut stream = match within(deadline, planned).await.unwrap_or_else(|| Err(too_slow(time))) {
            Ok(stream) => stream,
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        if tell.send(Ok(stream.schema())).is_err() {
            return;
        }
        loop {
            let batch = match within(deadline, stream.next()).await {
                Some(None) => return,
                Some(Some(batch)) => batch.map_err(explain),
                None => Err(too_slow(time)),
            };
            let stop = batch.is_err();
            if send.send(batch).is_err() || stop {
                return;
            }
        }
    });
    // Work that was broken off stops where it next waits; nobody waits for it.
    runtime.shutdown_background();
}

/// What the work comes to; none where the time is over before.
async fn within<T>(deadline: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => timeout_at(deadline, work).await.ok(),
        None => Some(work.await),
    }
}

fn too_slow(time: Option<Duration>) -> QueryError {
    QueryError::TooSlow { seconds: time.unwrap_or_default().as_secs_f64() }
}
