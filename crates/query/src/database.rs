//! A store as a database that is only read: which tables and views there are, and one query after the other.
//!
//! ```text
//! catalogue ──▶ files of each table ──▶ engine's tables and views ──▶ plan ──▶ batches of rows, as they come
//! ```
//!
//! All tables of one [`Database`] show the same moment, that of its opening, whatever a writer commits meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use datafusion::dataframe::DataFrame;
use datafusion::execution::SessionStateDefaults;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use onrecord_store::{KeptRun, SegmentInfo, Store, TABLES, schema};

use crate::derived::DerivedTable;
use crate::documents::Whereabouts;
use crate::error::QueryError;
use crate::rows::Rows;
use crate::segments::{FileTable, TableFile};
use crate::{daily, derived, failed, runs, statement, views};

/// What a query may use.
#[derive(Debug, Clone, Copy)]
pub struct Means {
    /// Threads.
    pub threads: usize,
    /// Megabytes of memory for sorting and grouping; what needs more goes to temporary files.
    pub megabytes: usize,
}

impl Default for Means {
    fn default() -> Self {
        Self { threads: 2, megabytes: 400 }
    }
}

/// A store, opened for queries.
#[derive(Debug, Clone)]
pub struct Database {
    pub(crate) means: Means,
    root: PathBuf,
    segments: Arc<Vec<SegmentInfo>>,
    derived: Arc<Vec<DerivedTable>>,
    runs: Arc<Vec<KeptRun>>,
    whereabouts: Whereabouts,
}

impl Database {
    /// Opens the store at `path`.
    ///
    /// # Errors
    /// Where there is none, or its catalogue cannot be read.
    pub fn open(path: &Path, means: Means) -> Result<Self, QueryError> {
        let store = Store::open(path)?;
        let root = path
            .canonicalize()
            .map_err(|cause| QueryError::Derived { path: path.to_owned(), cause: cause.to_string() })?;
        Ok(Self {
            means,
            segments: Arc::new(store.segments()?),
            derived: Arc::new(derived::find(&root)?),
            runs: Arc::new(store.runs()?),
            whereabouts: Whereabouts::new(&root, store.state()?),
            root,
        })
    }

    /// Names of all tables and views.
    #[must_use]
    pub fn tables(&self) -> Vec<String> {
        let mut names: Vec<String> = TABLES.iter().map(|table| table.name().to_owned()).collect();
        names.extend([views::EVENTS_DAILY, runs::RUNS, runs::LEFT_OUT].map(str::to_owned));
        names.extend(daily::DAILY.map(|table| table.name.to_owned()));
        names.extend(self.derived.iter().map(|table| table.name.clone()));
        if self.has_stories() {
            names.push(views::EVENTS_BY_STORY.to_owned());
        }
        names.sort();
        names
    }

    fn has_stories(&self) -> bool {
        self.derived.iter().any(|table| table.name == derived::STORIES)
    }

    /// Asks. The rows come as they are found; nothing is kept.
    ///
    /// # Errors
    /// Where the query is wrong or would change something.
    pub fn query(&self, sql: &str) -> Result<Rows, QueryError> {
        Rows::start(self.clone(), sql.to_owned(), None)
    }

    /// Asks, with so much time for the whole answer. What takes longer is broken off.
    ///
    /// # Errors
    /// Where the query is wrong or would change something, or was not even planned in time; later ones come with the rows.
    pub fn query_within(&self, sql: &str, time: Duration) -> Result<Rows, QueryError> {
        Rows::start(self.clone(), sql.to_owned(), Some(time))
    }

    /// The plan of a query, on the thread that will run it.
    pub(crate) async fn plan(&self, sql: &str) -> Result<DataFrame, QueryError> {
        let context = self.context().await.map_err(|error| failed(sql, error))?;
        let state = context.state();
        let statement = statement::read(&state, sql, &self.tables())?;
        let plan = state.statement_to_plan(statement).await.map_err(|error| failed(sql, error))?;
        let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
        options.verify_plan(&plan).map_err(|error| QueryError::Refused { what: error.message().into_owned() })?;
        Ok(DataFrame::new(state, plan))
    }

    /// An engine that knows all tables and views.
    async fn context(&self) -> datafusion::error::Result<SessionContext> {
        let mut config = SessionConfig::new().with_target_partitions(self.means.threads).with_information_schema(true);
        let options = config.options_mut();
        options.sql_parser.collect_spans = true;
        options.sql_parser.dialect = datafusion::config::Dialect::PostgreSQL;
        options.execution.parquet.pushdown_filters = true;
        options.execution.parquet.reorder_filters = true;
        // A footer of ours has a few kilobytes.
        options.execution.parquet.metadata_size_hint = Some(32 << 10);
        let pool = Arc::new(FairSpillPool::new(self.means.megabytes << 20));
        let runtime = RuntimeEnvBuilder::new().with_memory_pool(pool).build_arc()?;
        // All functions, but no formats of files and no ways to make tables of them: nobody may read or write any, and they are
        // a good part of the engine.
        let state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(runtime)
            .with_expr_planners(SessionStateDefaults::default_expr_planners())
            .with_scalar_functions(SessionStateDefaults::default_scalar_functions())
            .with_higher_order_functions(SessionStateDefaults::default_higher_order_functions())
            .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
            .with_window_functions(SessionStateDefaults::default_window_functions())
            .with_table_function_list(SessionStateDefaults::default_table_functions())
            .build();
        let context = SessionContext::new_with_state(state);

        for table in TABLES {
            let files = FileTable::of_segments(&schema(table), self.files(table), self.whereabouts.clone());
            context.register_table(table.name(), Arc::new(files))?;
        }
        for daily in daily::DAILY {
            let (root, segments) = (self.root.clone(), Arc::clone(&self.segments));
            let table = FileTable::new(&(daily.schema)(), move || daily::update(&root, daily, &segments));
            context.register_table(daily.name, Arc::new(table))?;
        }
        context.sql(views::EVENTS_DAILY_SQL).await?;
        runs::register(&context, &self.runs)?;
        for DerivedTable { name, schema, file } in self.derived.iter() {
            let file = file.clone();
            context.register_table(name.as_str(), Arc::new(FileTable::new(schema, move || Ok(vec![file.clone()]))))?;
        }
        if self.has_stories() {
            context.sql(views::EVENTS_BY_STORY_SQL).await?;
        }
        Ok(context)
    }

    fn files(&self, table: onrecord_store::Table) -> Vec<TableFile> {
        let of = |segment: &SegmentInfo| {
            let number = segment.segment;
            let files = segment.files.clone().into_iter().filter(move |file| file.table == table);
            files.map(move |file| (number, file))
        };
        let files = self.segments.iter().flat_map(of);
        files
            .map(|(segment, file)| TableFile {
                segment: Some(segment),
                path: self.root.join(&file.path),
                bytes: file.bytes,
                rows: Some(file.rows),
            })
            .collect()
    }
}
