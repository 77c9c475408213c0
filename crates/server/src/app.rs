//! The store behind the page: opened, kept up with, and asked with bounds on time and rows.
//!
//! ```text
//! store ──open──▶ Moment: database + search ──inquiry──▶ rows, sentences
//!    └─ its catalogue has changed? a thread opens the next Moment; until then the last one answers
//! ```
//!
//! A request sees one moment of the store from its beginning to its end.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use onrecord_query::{Database, Grid, Means};
use onrecord_search::{Notice, Search};
use onrecord_store::{Store, Table};

use crate::asked::Asked;
use crate::routes::VIEWS;
use crate::stories::Stories;
use crate::trouble::Trouble;

/// The store, as it was when it was last looked at.
pub(crate) struct Moment {
    /// The store's folder.
    pub(crate) root: PathBuf,
    /// Its state by name.
    state: String,
    database: Database,
    search: OnceLock<Result<Search, String>>,
    stories: OnceLock<Stories>,
    /// Rows of each table.
    rows: Vec<(Table, u64)>,
    answers: Mutex<Answers>,
}

/// Answers to what was asked of this moment before: it never changes, so they stay right. Going back costs nothing, and the views
/// that everybody opens first are there at once.
#[derive(Default)]
struct Answers {
    /// By query and number of rows.
    kept: HashMap<(String, usize), Grid>,
    cells: usize,
}

impl Answers {
    /// Cells of the largest answer that is kept.
    const LARGEST: usize = 60_000;
    /// Cells of all of them together.
    const ALL: usize = 1_000_000;
    /// Bytes of the longest query whose answer is kept: one that names thousands of articles is not asked again.
    const LONGEST: usize = 20_000;

    fn keep(&mut self, sql: &str, most: usize, grid: &Grid) {
        let cells = grid.rows.len() * grid.columns.len();
        if cells > Self::LARGEST || sql.len() > Self::LONGEST {
            return;
        }
        if self.cells + cells > Self::ALL {
            *self = Self::default();
        }
        if self.kept.insert((sql.to_owned(), most), grid.clone()).is_none() {
            self.cells += cells.max(1);
        }
    }
}

impl Moment {
    fn open(root: &Path) -> Result<Self, Trouble> {
        let store = Store::open(root)?;
        let state = store.state()?;
        let database = Database::open(root, Means::default())?;
        let tables = [Table::Documents, Table::Sentences, Table::Statements, Table::Events, Table::Entities];
        let rows = tables.into_iter().map(|table| Ok((table, store.rows(table)?))).collect::<Result<_, Trouble>>()?;
        let (search, stories, answers) = (OnceLock::new(), OnceLock::new(), Mutex::default());
        Ok(Self { root: root.to_owned(), state, database, search, stories, rows, answers })
    }

    /// Opens the index and the counts by day, brought up to date.
    fn open_search(&self, tell: impl FnMut(Notice)) {
        // Where they cannot be made, as on a disk that is only read, the views that need them say so.
        let _ = onrecord_query::refresh_daily(&self.root);
        let opened = Search::open(&self.root, tell).map_err(|error| error.to_string());
        let _ = self.search.set(opened);
    }

    /// Rows of a table.
    pub(crate) fn count(&self, table: Table) -> u64 {
        self.rows.iter().find(|(known, _)| *known == table).map_or(0, |(_, rows)| *rows)
    }
}

/// The application: what all requests share.
pub(crate) struct App {
    root: PathBuf,
    current: RwLock<Arc<Moment>>,
    opening: Arc<AtomicBool>,
    looked: Mutex<Instant>,
    limits: Limits,
}

/// Bounds on one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Time for all its queries together.
    pub time: Duration,
    /// Rows that are shown.
    pub rows: usize,
    /// Rows of a CSV or JSON file.
    pub taken: usize,
}

/// So often at most is looked whether the store has changed.
const LOOK: Duration = Duration::from_millis(500);

impl App {
    /// Opens the store. `tell` hears what must be done for search before.
    pub(crate) fn open(root: &Path, limits: Limits, tell: impl FnMut(Notice)) -> Result<Self, Trouble> {
        let moment = Moment::open(root)?;
        moment.open_search(tell);
        let moment = Arc::new(moment);
        first_page(&moment, limits);
        Ok(Self {
            root: root.to_owned(),
            current: RwLock::new(moment),
            opening: Arc::default(),
            looked: Mutex::new(Instant::now()),
            limits,
        })
    }

    /// Asks on a thread of its own what the views show where nothing is asked, so that their answers are there when somebody comes.
    pub(crate) fn look_ahead(self: &Arc<Self>) {
        let app = Arc::clone(self);
        // Without the thread, the first who opens a view waits for it.
        let _ = thread::Builder::new().name("ahead".to_owned()).spawn(move || {
            let moment = app.moment();
            for view in VIEWS {
                if !Arc::ptr_eq(&moment, &app.moment()) {
                    return;
                }
                let _ = (view.show)(&nothing_asked(&moment, app.limits, view.path));
            }
        });
    }

    /// The newest moment that is open.
    fn moment(&self) -> Arc<Moment> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What a request may ask.
    pub(crate) fn inquiry(&self, asked: Asked, path: String, whole: bool) -> Inquiry {
        Inquiry {
            moment: self.moment(),
            asked,
            path,
            most: if whole { self.limits.taken } else { self.limits.rows },
            whole,
            until: Instant::now() + self.limits.time,
            told: RefCell::default(),
        }
    }

    /// Opens the store anew where it has changed, beside the requests.
    pub(crate) fn keep_up(self: &Arc<Self>) {
        {
            let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked.elapsed() < LOOK {
                return;
            }
            *looked = Instant::now();
        }
        let state = Store::open(&self.root).and_then(|store| store.state());
        if state.is_ok_and(|state| state == self.moment().state) || self.opening.swap(true, Ordering::AcqRel) {
            return;
        }
        let app = Arc::clone(self);
        let opening = Arc::clone(&self.opening);
        let spawned = thread::Builder::new().name("store".to_owned()).spawn(move || {
            if let Ok(moment) = Moment::open(&app.root) {
                moment.open_search(|_| {});
                let moment = Arc::new(moment);
                first_page(&moment, app.limits);
                *app.current.write().unwrap_or_else(PoisonError::into_inner) = moment;
                app.look_ahead();
            }
            app.opening.store(false, Ordering::Release);
        });
        if spawned.is_err() {
            opening.store(false, Ordering::Release);
        }
    }
}

/// Asks what the first page shows. What goes wrong here is told to whoever opens it.
fn first_page(moment: &Arc<Moment>, limits: Limits) {
    let _ = crate::views::home::show(&nothing_asked(moment, limits, "/"));
}

/// What a request asks that only opens a view.
fn nothing_asked(moment: &Arc<Moment>, limits: Limits, path: &str) -> Inquiry {
    Inquiry {
        moment: Arc::clone(moment),
        asked: Asked::default(),
        path: path.to_owned(),
        most: limits.rows,
        whole: false,
        until: Instant::now() + limits.time,
        told: RefCell::default(),
    }
}

/// One request's questions to a moment of the store. What is asked in SQL is noted, to be shown.
pub(crate) struct Inquiry {
    /// The store.
    pub(crate) moment: Arc<Moment>,
    /// What the address asks.
    pub(crate) asked: Asked,
    /// The view's path, without an ending such as `.csv`.
    pub(crate) path: String,
    /// Rows that may be shown.
    pub(crate) most: usize,
    /// Whether the rows are taken away as a file, and not shown.
    pub(crate) whole: bool,
    until: Instant,
    told: RefCell<Vec<String>>,
}

impl Inquiry {
    /// Asks; up to `most` rows. The query is shown to the reader.
    pub(crate) fn rows(&self, sql: &str, most: usize) -> Result<Grid, Trouble> {
        self.told.borrow_mut().push(sql.to_owned());
        self.quiet_rows(sql, most)
    }

    /// Asks without showing the query: for what only helps to show something else.
    pub(crate) fn quiet_rows(&self, sql: &str, most: usize) -> Result<Grid, Trouble> {
        let answers = || self.moment.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(grid) = answers().kept.get(&(sql.to_owned(), most)) {
            return Ok(grid.clone());
        }
        let left = self.until.saturating_duration_since(Instant::now());
        let grid = self.moment.database.query_within(sql, left)?.grid(most)?;
        answers().keep(sql, most, &grid);
        Ok(grid)
    }

    /// Whether there is a table or view of this name.
    pub(crate) fn has_table(&self, name: &str) -> bool {
        self.moment.database.tables().iter().any(|table| table == name)
    }

    /// The index of sentences.
    pub(crate) fn search(&self) -> Result<&Search, Trouble> {
        match self.moment.search.get() {
            Some(Ok(search)) => Ok(search),
            Some(Err(cause)) => Err(Trouble::NoSearch(cause.clone())),
            None => Err(Trouble::NoSearch("the search index is being made".to_owned())),
        }
    }

    /// Which documents are copies of one story.
    pub(crate) fn stories(&self) -> Result<&Stories, Trouble> {
        if let Some(stories) = self.moment.stories.get() {
            return Ok(stories);
        }
        let stories = Stories::read(self)?;
        Ok(self.moment.stories.get_or_init(|| stories))
    }

    /// Notes what was asked in another way than SQL, to be shown as well.
    pub(crate) fn tell(&self, what: String) {
        self.told.borrow_mut().push(what);
    }

    /// The queries that were asked.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_kept_until_they_are_too_many() {
        let grid = |rows: usize| Grid { columns: vec!["n".into()], rows: vec![vec![json!(1)]; rows], more: false };
        let mut answers = Answers::default();
        answers.keep("SELECT 1", 100, &grid(100));
        answers.keep("SELECT 1", 100, &grid(100));
        assert_eq!((answers.kept.len(), answers.cells), (1, 100));
        answers.keep("large", 1, &grid(Answers::LARGEST + 1));
        assert!(!answers.kept.contains_key(&("large".to_owned(), 1)));
        for number in 0..40 {
            answers.keep(&format!("SELECT {number} FROM events"), 1, &grid(50_000));
            assert!(answers.cells <= Answers::ALL);
        }
        assert!(answers.kept.len() < 40);
    }
}
