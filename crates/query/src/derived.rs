//! Tables that the store's upkeep derives of the segments, where it has made them: stories, counts by month.
//!
//! Each lies in `STORE/derived/NAME/table.parquet`; whatever stands there under a name that is no table of ours is a table.

use std::fs::{self, File};
use std::path::Path;

use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::QueryError;
use crate::segments::TableFile;

/// The folder of derived things in a store.
const FOLDER: &str = "derived";
/// The file of a table.
const FILE: &str = "table.parquet";

/// Which story a document tells.
pub(crate) const STORIES: &str = "stories";

/// A derived table: its name, columns and file.
#[derive(Debug, Clone)]
pub(crate) struct DerivedTable {
    pub(crate) name: String,
    pub(crate) schema: SchemaRef,
    pub(crate) file: TableFile,
}

/// Looks for them, in the order of their names.
pub(crate) fn find(root: &Path) -> Result<Vec<DerivedTable>, QueryError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten() {
        let path = entry.path().join(FILE);
        let Ok(name) = entry.file_name().into_string() else { continue };
        if path.is_file() {
            found.push(DerivedTable { name, schema: columns(&path)?, file: TableFile::found(&path)? });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn columns(path: &Path) -> Result<SchemaRef, QueryError> {
    let file = File::open(path).map_err(|cause| cause.to_string());
    let opened =
        file.and_then(|file| ParquetRecordBatchReaderBuilder::try_new(file).map_err(|cause| cause.to_string()));
    match opened {
        Ok(opened) => Ok(opened.schema().clone()),
        Err(cause) => Err(QueryError::Derived { path: path.to_owned(), cause }),
    }
}
