//! The rows of an answer, one batch after the other, from a thread of their own with a stack on which deep queries fit.
//!
//! The thread is at most two batches ahead of whoever takes them. Dropped before the end, it stops.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use futures::StreamExt;

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
    pub(crate) fn start(database: Database, sql: String) -> Result<Self, QueryError> {
        let (tell, told) = sync_channel(1);
        let (send, batches) = sync_channel(2);
        let thread = thread::Builder::new()
            .name("query".to_owned())
            .stack_size(nesting::STACK)
            .spawn(move || run(&database, &sql, &tell, &send))
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
    tell: &SyncSender<Result<SchemaRef, QueryError>>,
    send: &SyncSender<Result<RecordBatch, QueryError>>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(database.means.threads)
        .thread_name("query-worker")
        .thread_stack_size(nesting::STACK)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(cause) => {
            let _ = tell.send(Err(QueryError::Threads(cause)));
            return;
        }
    };
    runtime.block_on(async {
        let explain = |error| match failed(sql, error) {
            QueryError::Memory { cause, .. } => QueryError::Memory { megabytes: database.means.megabytes, cause },
            other => other,
        };
        let stream = match database.plan(sql).await {
            Ok(frame) => frame.execute_stream().await.map_err(explain),
            Err(error) => Err(error),
        };
        let mut stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        if tell.send(Ok(stream.schema())).is_err() {
            return;
        }
        while let Some(batch) = stream.next().await {
            let stop = batch.is_err();
            if send.send(batch.map_err(explain)).is_err() || stop {
                return;
            }
        }
    });
}
