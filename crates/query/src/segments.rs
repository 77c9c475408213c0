//! A table of a store as the engine sees it: a list of Parquet files with their sizes and counts of rows, all known from
//! the catalogue, so that nothing is opened before a query needs it. What lies in the folders uncommitted is not seen.
//! Where a query names the documents that it wants, only the segments in which they stand are read.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Statistics, project_schema};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::object_store::path::Path as ObjectPath;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;

use crate::documents::{Whereabouts, named};
use crate::error::QueryError;
use crate::share;

/// Bytes of a row of a derived table, roughly.
const ROW: u64 = 8;

/// One file of a table.
#[derive(Debug, Clone)]
pub(crate) struct TableFile {
    /// The segment that it is of, where the catalogue knows.
    pub(crate) segment: Option<i64>,
    /// Where it lies; absolute.
    pub(crate) path: PathBuf,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// Rows, where the catalogue knows.
    pub(crate) rows: Option<u64>,
}

impl TableFile {
    /// A file that is not in the catalogue.
    pub(crate) fn found(path: &Path) -> Result<Self, QueryError> {
        match path.metadata() {
            Ok(found) => Ok(Self { segment: None, path: path.to_owned(), bytes: found.len(), rows: None }),
            Err(cause) => Err(QueryError::Derived { path: path.to_owned(), cause: cause.to_string() }),
        }
    }
}

/// Says which files a table has; asked when a query reads the table, so that a derived table can be brought up to date.
type Files = Box<dyn Fn() -> Result<Vec<TableFile>, QueryError> + Send + Sync>;

/// A table made of files.
pub(crate) struct FileTable {
    schema: SchemaRef,
    files: Files,
    whereabouts: Option<Whereabouts>,
}

impl FileTable {
    pub(crate) fn new(
        schema: &Schema,
        files: impl Fn() -> Result<Vec<TableFile>, QueryError> + Send + Sync + 'static,
    ) -> Self {
        Self { schema: Arc::new(as_views(schema)), files: Box::new(files), whereabouts: None }
    }

    /// A table of segments, of which it is known where each document stands.
    pub(crate) fn of_segments(schema: &Schema, files: Vec<TableFile>, whereabouts: Whereabouts) -> Self {
        let table = Self::new(schema, move || Ok(files.clone()));
        Self { whereabouts: Some(whereabouts), ..table }
    }

    /// The files in which a row may stand that fits all filters.
    fn wanted(&self, filters: &[Expr]) -> Result<Vec<TableFile>, QueryError> {
        let mut files = (self.files)()?;
        files.retain(|file| file.rows != Some(0));
        let documents = self.whereabouts.as_ref().zip(filters.iter().find_map(named));
        if let Some(segments) = documents.and_then(|(whereabouts, documents)| whereabouts.segments(&documents)) {
            files.retain(|file| file.segment.is_none_or(|segment| segments.contains(&segment)));
        }
        Ok(files)
    }
}

/// How many rows there are, or fit: a guess is enough to tell a small table from a large one.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a guess")]
fn rows(files: &[TableFile], filters: &[Expr]) -> Precision<usize> {
    let counted = files.iter().map(|file| file.rows).sum::<Option<u64>>();
    let share = share::of_all(filters);
    match counted.and_then(|rows| usize::try_from(rows).ok()) {
        Some(rows) if share >= 1.0 => Precision::Exact(rows),
        _ => {
            let rows = counted.unwrap_or_else(|| files.iter().map(|file| file.bytes).sum::<u64>() / ROW);
            Precision::Inexact((rows as f64 * share).ceil() as usize)
        }
    }
}

/// Strings as views, which the engine compares and groups without copying them.
fn as_views(schema: &Schema) -> Schema {
    let field = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
        _ => Arc::clone(field),
    };
    Schema::new(schema.fields().iter().map(field).collect::<Vec<_>>())
}

impl fmt::Debug for FileTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileTable").field("schema", &self.schema).finish_non_exhaustive()
    }
}

#[async_trait]
impl TableProvider for FileTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// Filters only tell which row groups and pages need not be read; the engine applies them once more.
    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let files = self.wanted(filters).map_err(|error| DataFusionError::External(Box::new(error)))?;
        if files.is_empty() {
            return Ok(Arc::new(EmptyExec::new(project_schema(&self.schema, projection)?)));
        }
        let mut statistics = Statistics::new_unknown(&self.schema);
        statistics.num_rows = rows(&files, filters);
        let files = files.iter().map(|file| self.partitioned(file)).collect::<Result<Vec<_>>>()?;
        let groups = FileGroup::new(files).split_files(state.config().target_partitions());
        let options = state.table_options().parquet.clone();
        let source = ParquetSource::new(Arc::clone(&self.schema)).with_table_parquet_options(options);
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), Arc::new(source))
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(projection.cloned())?
            .with_limit(if filters.is_empty() { limit } else { None })
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}

impl FileTable {
    fn partitioned(&self, file: &TableFile) -> Result<PartitionedFile> {
        let mut partitioned = PartitionedFile::new("", file.bytes);
        partitioned.object_meta.location = ObjectPath::from_absolute_path(&file.path)
            .map_err(|error| DataFusionError::ObjectStore(Box::new(error.into())))?;
        if let Some(rows) = file.rows.and_then(|rows| usize::try_from(rows).ok()) {
            let mut statistics = Statistics::new_unknown(&self.schema);
            statistics.num_rows = Precision::Exact(rows);
            partitioned = partitioned.with_statistics(Arc::new(statistics));
        }
        Ok(partitioned)
    }
}
