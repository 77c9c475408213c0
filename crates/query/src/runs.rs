//! `runs` and `left_out`: what runs into the store came to, and what they left out and why, as the catalogue keeps it.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::error::ArrowError;
use datafusion::datasource::MemTable;
use datafusion::execution::context::SessionContext;
use onrecord_store::{KeptRun, LeftOut};

/// One row a run.
pub(crate) const RUNS: &str = "runs";
/// One row a run and reason; inputs at fault one by one.
pub(crate) const LEFT_OUT: &str = "left_out";

/// Makes both known to the engine.
pub(crate) fn register(context: &SessionContext, runs: &[KeptRun]) -> datafusion::error::Result<()> {
    for (name, rows) in [(RUNS, all(runs)?), (LEFT_OUT, left_out(runs)?)] {
        context.register_table(name, Arc::new(MemTable::try_new(rows.schema(), vec![vec![rows]])?))?;
    }
    Ok(())
}

fn all(runs: &[KeptRun]) -> Result<RecordBatch, ArrowError> {
    let numbers =
        |of: fn(&KeptRun) -> u64| column(Int64Array::from_iter_values(runs.iter().map(|run| signed(of(run)))));
    let words = |of: fn(&KeptRun) -> &str| column(StringArray::from_iter_values(runs.iter().map(of)));
    RecordBatch::try_from_iter([
        ("run", column(Int64Array::from_iter_values(runs.iter().map(|run| run.run)))),
        ("command", words(|run| &run.came_to.command)),
        ("program", words(|run| &run.program)),
        ("began", words(|run| &run.began)),
        ("seconds", column(Float64Array::from_iter_values(runs.iter().map(|run| run.came_to.took.as_secs_f64())))),
        ("whole", column(BooleanArray::from_iter(runs.iter().map(|run| Some(run.came_to.whole))))),
        ("documents", numbers(|run| run.came_to.documents)),
        ("words", numbers(|run| run.came_to.words)),
        ("statements", numbers(|run| run.came_to.statements)),
        ("events", numbers(|run| run.came_to.events)),
        ("done_before", numbers(|run| run.came_to.done_before)),
        ("removed", numbers(|run| run.came_to.removed)),
        ("not_read", numbers(|run| counted(run, true))),
        ("passed_over", numbers(|run| counted(run, false))),
    ])
}

fn left_out(runs: &[KeptRun]) -> Result<RecordBatch, ArrowError> {
    let lines: Vec<(i64, &LeftOut)> =
        runs.iter().flat_map(|run| run.came_to.left_out.iter().map(|line| (run.run, line))).collect();
    RecordBatch::try_from_iter([
        ("run", column(Int64Array::from_iter_values(lines.iter().map(|(run, _)| *run)))),
        ("fault", column(BooleanArray::from_iter(lines.iter().map(|(_, line)| Some(line.fault))))),
        ("reason", column(StringArray::from_iter_values(lines.iter().map(|(_, line)| line.reason.as_str())))),
        ("count", column(Int64Array::from_iter_values(lines.iter().map(|(_, line)| signed(line.count))))),
        ("first", column(StringArray::from_iter_values(lines.iter().map(|(_, line)| line.first.as_str())))),
    ])
}

fn counted(run: &KeptRun, fault: bool) -> u64 {
    run.came_to.left_out.iter().filter(|line| line.fault == fault).map(|line| line.count).sum()
}

fn column(values: impl arrow::array::Array + 'static) -> ArrayRef {
    Arc::new(values)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
