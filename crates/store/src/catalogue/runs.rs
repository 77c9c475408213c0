//! Runs in the catalogue. One before version 3 has none.

use std::time::Duration;

use rusqlite::{Row, params};

use super::{Catalogue, signed};
use crate::error::StoreError;
use crate::runs::{KeptRun, LeftOut, Run};

/// What version 3 has more than version 2.
pub(super) const SINCE_3: &str = "
    -- What each run of a command that codes came to; `whole` where it came to the end of its inputs.
    CREATE TABLE runs (
        run INTEGER PRIMARY KEY AUTOINCREMENT, program TEXT NOT NULL, command TEXT NOT NULL, began TEXT NOT NULL,
        seconds REAL NOT NULL, whole INTEGER NOT NULL, documents INTEGER NOT NULL, words INTEGER NOT NULL,
        statements INTEGER NOT NULL, events INTEGER NOT NULL, done_before INTEGER NOT NULL, removed INTEGER NOT NULL) STRICT;
    -- What it left out, and why; `fault` where it could not be read, otherwise it was passed over.
    CREATE TABLE left_out (
        run INTEGER NOT NULL REFERENCES runs, fault INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
        first TEXT NOT NULL) STRICT;
    CREATE INDEX left_out_by_run ON left_out (run);
";

impl Catalogue {
    /// Keeps what a run came to.
    pub(crate) fn keep(&mut self, run: &Run, program: &str) -> Result<(), StoreError> {
        let began = jiff::Timestamp::now().checked_sub(jiff::SignedDuration::try_from(run.took).unwrap_or_default());
        let began = began.unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        self.transaction(|transaction| {
            transaction.execute(
                "INSERT INTO runs (program, command, began, seconds, whole, documents, words, statements, events, done_before, removed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                params![
                    program,
                    run.command,
                    began,
                    run.took.as_secs_f64(),
                    run.whole,
                    signed(run.documents),
                    signed(run.words),
                    signed(run.statements),
                    signed(run.events),
                    signed(run.done_before),
                    signed(run.removed),
                ],
            )?;
            let number = transaction.last_insert_rowid();
            let mut insert = transaction.prepare("INSERT INTO left_out VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for each in &run.left_out {
                insert.execute(params![number, each.fault, each.reason, signed(each.count), each.first])?;
            }
            Ok(())
        })
    }

    /// All runs, the first first.
    pub(crate) fn runs(&self) -> Result<Vec<KeptRun>, StoreError> {
        if self.version()? < 3 {
            return Ok(Vec::new());
        }
        self.run(|connection| {
            let mut select = connection.prepare("SELECT * FROM runs ORDER BY run")?;
            let runs: Vec<KeptRun> = select.query_map([], kept)?.collect::<rusqlite::Result<_>>()?;
            let mut select = connection.prepare("SELECT * FROM left_out ORDER BY run, rowid")?;
            let mut lines = select.query_map([], left_out)?.peekable();
            let with = runs.into_iter().map(|mut run| {
                while let Some(line) = lines.next_if(|line| line.as_ref().map_or(true, |(of, _)| *of == run.run)) {
                    run.came_to.left_out.push(line?.1);
                }
                Ok(run)
            });
            with.collect()
        })
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptRun> {
    let count = |column: &str| row.get::<_, i64>(column).map(i64::unsigned_abs);
    Ok(KeptRun {
        run: row.get("run")?,
        program: row.get("program")?,
        began: row.get("began")?,
        came_to: Run {
            command: row.get("command")?,
            took: Duration::try_from_secs_f64(row.get("seconds")?).unwrap_or_default(),
            whole: row.get("whole")?,
            documents: count("documents")?,
            words: count("words")?,
            statements: count("statements")?,
            events: count("events")?,
            done_before: count("done_before")?,
            removed: count("removed")?,
            left_out: Vec::new(),
        },
    })
}

/// With the number of the run.
fn left_out(row: &Row<'_>) -> rusqlite::Result<(i64, LeftOut)> {
    let line = LeftOut {
        fault: row.get("fault")?,
        reason: row.get("reason")?,
        count: row.get::<_, i64>("count")?.unsigned_abs(),
        first: row.get("first")?,
    };
    Ok((row.get("run")?, line))
}
