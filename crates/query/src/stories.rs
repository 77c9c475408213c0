//! The derived table of stories, where the store has one: which documents tell the same story.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::QueryError;
use crate::segments::TableFile;

/// Name of the table.
pub(crate) const TABLE: &str = "stories";

/// Where it may lie within the store: one file, or a folder of them.
const PLACES: [&str; 3] = ["stories.parquet", "stories", "derived/stories"];

/// The table's files and columns.
#[derive(Debug, Clone)]
pub(crate) struct Stories {
    pub(crate) schema: SchemaRef,
    pub(crate) files: Vec<TableFile>,
}

/// Looks for it. One without `doc` and `story` is none.
pub(crate) fn find(root: &Path) -> Result<Option<Stories>, QueryError> {
    for place in PLACES {
        let path = root.join(place);
        let files = if path.is_file() { vec![path] } else { parquet_files(&path) };
        let Some(first) = files.first() else { continue };
        let schema = File::open(first)
            .map_err(|cause| cause.to_string())
            .and_then(|file| ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| cause.to_string()))
            .map_err(|cause| QueryError::Derived { path: first.clone(), cause })?
            .schema()
            .clone();
        if schema.index_of("doc").is_ok() && schema.index_of("story").is_ok() {
            let files = files.iter().map(|file| TableFile::found(file)).collect::<Result<_, _>>()?;
            return Ok(Some(Stories { schema: Arc::clone(&schema), files }));
        }
    }
    Ok(None)
}

fn parquet_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "parquet")).collect();
    files.sort();
    files
}
