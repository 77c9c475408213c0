//! Where things lie in a store's folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::tables::{TABLES, Table};

/// The paths of one store.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    root: PathBuf,
}

/// Folder of what is derived.
pub(crate) const DERIVED: &str = "derived";
/// Ending of a segment's file.
const ENDING: &str = ".parquet";
/// What stands behind that while the file is being written; `*.parquet` does not see it.
pub(crate) const UNFINISHED: &str = ".part";

impl Layout {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn catalogue(&self) -> PathBuf {
        self.root.join("catalogue.sqlite")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("writer.lock")
    }

    pub(crate) fn table(&self, table: Table) -> PathBuf {
        self.root.join(table.name())
    }

    /// A segment's file within the store, as the catalogue lists it.
    pub(crate) fn listed(table: Table, segment: i64) -> String {
        format!("{}/{segment:06}{ENDING}", table.name())
    }

    pub(crate) fn segment(&self, table: Table, segment: i64) -> PathBuf {
        self.root.join(Self::listed(table, segment))
    }

    pub(crate) fn unfinished(&self, table: Table, segment: i64) -> PathBuf {
        self.root.join(Self::listed(table, segment) + UNFINISHED)
    }

    /// The folder of what is derived.
    pub(crate) fn derived(&self) -> PathBuf {
        self.root.join(DERIVED)
    }

    /// The views for DuckDB.
    pub(crate) fn views(&self) -> PathBuf {
        self.root.join("views.sql")
    }

    /// The folder and its tables' folders, made where they are missing.
    pub(crate) fn create(&self) -> Result<(), StoreError> {
        for folder in TABLES.map(|table| self.table(table)).into_iter().chain([self.derived()]) {
            fs::create_dir_all(&folder).map_err(StoreError::write(&folder))?;
        }
        Ok(())
    }

    /// Whether the folder exists and holds anything.
    pub(crate) fn is_occupied(&self) -> Result<bool, StoreError> {
        match fs::read_dir(&self.root) {
            Ok(mut entries) => Ok(entries.next().is_some()),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(cause) => Err(StoreError::read(&self.root)(cause)),
        }
    }

    /// Whether there is nothing but what the making of a store begins with, left by one that was killed.
    pub(crate) fn is_begun(&self) -> bool {
        let known = |name: &str| name == DERIVED || TABLES.map(Table::name).contains(&name);
        fs::read_dir(&self.root)
            .is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name().to_str().is_some_and(known)))
    }

    /// All files of segments that lie in the tables' folders, finished or not, with the names that the catalogue would
    /// give them. Files with names of another form are somebody else's and are left alone.
    pub(crate) fn segment_files(&self) -> Result<Vec<(String, PathBuf)>, StoreError> {
        let mut files = Vec::new();
        for table in TABLES {
            let folder = self.table(table);
            let entries = match fs::read_dir(&folder) {
                // A table that the store's program did not know.
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
                entries => entries.map_err(StoreError::read(&folder))?,
            };
            for entry in entries {
                let name = entry.map_err(StoreError::read(&folder))?.file_name();
                let Some(name) = name.to_str().filter(|name| is_segment(name)) else { continue };
                files.push((format!("{}/{name}", table.name()), folder.join(name)));
            }
        }
        files.sort();
        Ok(files)
    }
}

/// `000001.parquet` or `000001.parquet.part`
fn is_segment(name: &str) -> bool {
    let name = name.strip_suffix(UNFINISHED).unwrap_or(name);
    name.strip_suffix(ENDING)
        .is_some_and(|number| number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit()))
}
