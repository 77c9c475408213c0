//! The catalogue: which segments are true, and which documents they hold.
//!
//! A segment exists from the moment its row is committed here, with all its files and documents, in one transaction.
//! What lies in the folders without being listed here is a leftover.

mod runs;
mod upkeep;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use crate::error::StoreError;
use crate::key::{ContentKey, DocKey, Recipe};
use crate::kill::reached;
use crate::tables::Table;
pub use upkeep::DerivedFile;

/// Version of the catalogue's tables that this program writes, and the newest that it reads.
pub(crate) const VERSION: i64 = 3;

/// Marks an SQLite file as a catalogue: "OnRe" as a number.
const APPLICATION: i64 = 0x4f6e_5265;

const TABLES: &str = "
    -- Facts about the store as a whole: `written_by`, the program that made it or last changed these tables.
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- What coded documents.
    CREATE TABLE recipes (
        recipe INTEGER PRIMARY KEY, model TEXT NOT NULL, codebook TEXT, registry TEXT, settings TEXT NOT NULL) STRICT;
    -- Committed segments. Numbers are never given twice.
    CREATE TABLE segments (
        segment INTEGER PRIMARY KEY AUTOINCREMENT, recipe INTEGER NOT NULL REFERENCES recipes,
        program TEXT NOT NULL, committed TEXT NOT NULL) STRICT;
    -- Their files, one a table; `path` is within the store.
    CREATE TABLE files (
        path TEXT PRIMARY KEY, segment INTEGER NOT NULL REFERENCES segments, table_name TEXT NOT NULL,
        rows INTEGER NOT NULL, bytes INTEGER NOT NULL, blake3 TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- Documents that are done, by key.
    CREATE TABLE documents (
        doc BLOB PRIMARY KEY, segment INTEGER NOT NULL REFERENCES segments) STRICT, WITHOUT ROWID;
";

/// What version 2 has more than version 1.
const SINCE_2: &str = "
    CREATE INDEX documents_by_segment ON documents (segment);
    -- What was taken out for good, by text and publisher; never coded again unless somebody asks for it.
    CREATE TABLE removed (content BLOB PRIMARY KEY, since TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- Files that are made of the tables and can be made again. `state` names the segments that they were made of.
    CREATE TABLE derived (
        path TEXT PRIMARY KEY, state TEXT NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL,
        blake3 TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// A connection to a store's catalogue.
pub(crate) struct Catalogue {
    connection: Connection,
    path: PathBuf,
}

/// A segment's file of one table, as the catalogue lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentFile {
    /// The table.
    pub table: Table,
    /// Path within the store.
    pub path: String,
    /// Rows.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of the whole file, hexadecimal.
    pub blake3: String,
}

/// A committed segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentInfo {
    /// Its number.
    pub segment: i64,
    /// Its files.
    pub files: Vec<SegmentFile>,
}

/// What one transaction makes true.
pub(crate) struct Change<'c> {
    /// Number of the new segment.
    pub(crate) segment: i64,
    /// What coded its documents.
    pub(crate) recipe: i64,
    /// Version of the program that wrote it.
    pub(crate) program: &'c str,
    /// Its files; none where there is no new segment.
    pub(crate) files: &'c [SegmentFile],
    /// Documents that are new in it.
    pub(crate) added: &'c [DocKey],
    /// Segments in whose place it stands; their documents are its documents.
    pub(crate) replaced: &'c [i64],
    /// Documents of those that it does not have.
    pub(crate) dropped: &'c [DocKey],
    /// Contents that were taken out and are in again.
    pub(crate) readmitted: &'c [ContentKey],
}

impl Catalogue {
    /// Makes the catalogue where there is none. Two programs may do so at the same time.
    pub(crate) fn create(path: &Path, program: &str) -> Result<(), StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut catalogue = Self::connect(path, flags)?;
        if !catalogue.is_empty()? {
            return catalogue.check();
        }
        catalogue.run(|connection| connection.pragma_update(None, "journal_mode", "wal"))?;
        catalogue.transaction(|transaction| {
            if is_empty(transaction)? {
                transaction.execute_batch(TABLES)?;
                transaction.execute_batch(SINCE_2)?;
                transaction.execute_batch(runs::SINCE_3)?;
                transaction.execute("INSERT INTO about VALUES ('written_by', ?1)", [program])?;
                transaction.pragma_update(None, "application_id", APPLICATION)?;
                transaction.pragma_update(None, "user_version", VERSION)?;
            }
            Ok(()) // else somebody was quicker
        })?;
        catalogue.check()
    }

    /// Opens it for reading; it is checked.
    pub(crate) fn reader(path: &Path) -> Result<Self, StoreError> {
        let catalogue = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        catalogue.check()?;
        Ok(catalogue)
    }

    /// Opens it for the one who holds the lock; it is checked, and brought to the version of this program.
    pub(crate) fn writer(path: &Path, program: &str) -> Result<Self, StoreError> {
        let mut catalogue = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        catalogue.check()?;
        let version = catalogue.version()?;
        if version < VERSION {
            catalogue.transaction(|transaction| {
                if version < 2 {
                    transaction.execute_batch(SINCE_2)?;
                }
                transaction.execute_batch(runs::SINCE_3)?;
                transaction.execute("UPDATE about SET value = ?1 WHERE name = 'written_by'", [program])?;
                transaction.pragma_update(None, "user_version", VERSION)
            })?;
        }
        // A commit that was answered must be on the disk.
        catalogue.run(|connection| connection.pragma_update(None, "synchronous", "full"))?;
        Ok(catalogue)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let failed = |cause| StoreError::Catalogue { path: path.to_owned(), cause };
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    pub(super) fn run<T>(&self, what: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        what(&self.connection).map_err(|cause| StoreError::Catalogue { path: self.path.clone(), cause })
    }

    pub(super) fn transaction<T>(
        &mut self,
        what: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let path = &self.path;
        let outcome =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
                let value = what(&transaction)?;
                transaction.commit()?;
                Ok(value)
            });
        outcome.map_err(|cause| StoreError::Catalogue { path: path.clone(), cause })
    }

    fn is_empty(&self) -> Result<bool, StoreError> {
        self.run(is_empty)
    }

    pub(super) fn version(&self) -> Result<i64, StoreError> {
        self.run(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))
    }

    /// Whether this is a catalogue, and one that this program knows.
    fn check(&self) -> Result<(), StoreError> {
        let application: i64 =
            self.run(|connection| connection.pragma_query_value(None, "application_id", |row| row.get(0)))?;
        if application != APPLICATION {
            return Err(StoreError::OtherCatalogue(self.path.clone()));
        }
        let found = self.version()?;
        if found <= VERSION {
            return Ok(());
        }
        let by = self.run(|connection| {
            connection.query_row("SELECT value FROM about WHERE name = 'written_by'", [], |row| row.get(0)).optional()
        });
        let by = by.ok().flatten().unwrap_or_else(|| "of a later version".to_owned());
        let path = self.path.parent().unwrap_or(&self.path).to_owned();
        Err(StoreError::Newer { path, found, known: VERSION, by })
    }

    /// Whether the document is in a committed segment.
    pub(crate) fn holds(&self, key: &DocKey) -> Result<bool, StoreError> {
        self.run(|connection| connection.prepare_cached("SELECT 1 FROM documents WHERE doc = ?1")?.exists([&key.0[..]]))
    }

    /// The number of a recipe, which is entered where it is new.
    pub(crate) fn recipe(&mut self, recipe: &Recipe) -> Result<i64, StoreError> {
        let Recipe { model, codebook, registry, settings } = recipe;
        self.transaction(|transaction| {
            let known = transaction
                .query_row(
                    "SELECT recipe FROM recipes WHERE model = ?1 AND codebook IS ?2 AND registry IS ?3 AND settings = ?4",
                    params![model, codebook, registry, settings],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(number) = known {
                return Ok(number);
            }
            transaction.execute(
                "INSERT INTO recipes (model, codebook, registry, settings) VALUES (?1, ?2, ?3, ?4)",
                params![model, codebook, registry, settings],
            )?;
            Ok(transaction.last_insert_rowid())
        })
    }

    /// The number that the next segment will have.
    pub(crate) fn next_segment(&self) -> Result<i64, StoreError> {
        let last: Option<i64> = self.run(|connection| {
            let sql = "SELECT seq FROM sqlite_sequence WHERE name = 'segments'";
            connection.query_row(sql, [], |row| row.get(0)).optional()
        })?;
        Ok(last.unwrap_or(0) + 1)
    }

    /// Makes a change true, all of it or nothing.
    pub(crate) fn commit(&mut self, change: &Change<'_>) -> Result<(), StoreError> {
        let now = now();
        reached("before the transaction");
        self.transaction(|transaction| {
            if !change.files.is_empty() {
                transaction.execute(
                    "INSERT INTO segments (segment, recipe, program, committed) VALUES (?1, ?2, ?3, ?4)",
                    params![change.segment, change.recipe, change.program, now],
                )?;
            }
            let mut insert = transaction.prepare("INSERT INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            for file in change.files {
                let (rows, bytes) = (signed(file.rows), signed(file.bytes));
                insert.execute(params![file.path, change.segment, file.table.name(), rows, bytes, file.blake3])?;
            }
            let mut delete = transaction.prepare("DELETE FROM documents WHERE doc = ?1")?;
            for key in change.dropped {
                delete.execute([&key.0[..]])?;
            }
            for replaced in change.replaced {
                transaction.execute(
                    "UPDATE documents SET segment = ?1 WHERE segment = ?2",
                    params![change.segment, replaced],
                )?;
                transaction.execute("DELETE FROM files WHERE segment = ?1", [replaced])?;
                transaction.execute("DELETE FROM segments WHERE segment = ?1", [replaced])?;
            }
            let mut insert = transaction.prepare("INSERT INTO documents VALUES (?1, ?2)")?;
            for key in change.added {
                insert.execute(params![&key.0[..], change.segment])?;
            }
            let mut delete = transaction.prepare("DELETE FROM removed WHERE content = ?1")?;
            for content in change.readmitted {
                delete.execute([&content.0[..]])?;
            }
            Ok(())
        })?;
        reached("after the transaction");
        Ok(())
    }

    /// Whether the segment is committed.
    pub(crate) fn has_segment(&self, segment: i64) -> Result<bool, StoreError> {
        self.run(|connection| connection.prepare("SELECT 1 FROM segments WHERE segment = ?1")?.exists([segment]))
    }

    /// All committed segments with their files.
    pub(crate) fn segments(&self) -> Result<Vec<SegmentInfo>, StoreError> {
        let rows: Vec<(i64, Option<SegmentFile>)> = self.run(|connection| {
            let sql = "SELECT segment, table_name, path, rows, bytes, blake3 FROM files ORDER BY segment, path";
            let mut select = connection.prepare(sql)?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, listed(row)?)))?;
            rows.collect()
        })?;
        let of = |rows: &[(i64, Option<SegmentFile>)]| SegmentInfo {
            segment: rows[0].0,
            files: rows.iter().filter_map(|(_, file)| file.clone()).collect(),
        };
        Ok(rows.chunk_by(|(one, _), (next, _)| one == next).map(of).collect())
    }

    /// Lets the file grow no more, as on a full disk.
    #[cfg(test)]
    pub(crate) fn fill(&self) {
        let pages: i64 = self.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        self.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    }

    /// Brings all that is written into the one file, so that it can be copied alone.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        self.run(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }
}

/// This moment, in UTC.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Whether nobody has made any table yet.
fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(!connection.prepare("SELECT 1 FROM sqlite_schema")?.exists([])?)
}

/// A file; `None` for a table that this program does not know.
fn listed(row: &Row<'_>) -> rusqlite::Result<Option<SegmentFile>> {
    let (table, rows, bytes): (String, i64, i64) = (row.get(1)?, row.get(3)?, row.get(4)?);
    let (rows, bytes) = (rows.unsigned_abs(), bytes.unsigned_abs());
    let (path, blake3) = (row.get(2)?, row.get(5)?);
    Ok(Table::named(&table).map(|table| SegmentFile { table, path, rows, bytes, blake3 }))
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
