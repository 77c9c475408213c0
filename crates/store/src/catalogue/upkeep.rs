//! What the catalogue knows beside the segments' files: recipes and documents of a segment, what was removed, what is
//! derived, and whether it is sound itself. A catalogue of version 1 knows of nothing removed and nothing derived.

use rusqlite::{OptionalExtension, params};

use super::{Catalogue, now, signed};
use crate::error::StoreError;
use crate::key::{ContentKey, DocKey, Recipe};

/// A file that is made of the tables and can be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedFile {
    /// Path within the store.
    pub path: String,
    /// The state of the store ([`crate::Store::state`]) that it was made of.
    pub state: String,
    /// Rows.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of the whole file, hexadecimal.
    pub blake3: String,
}

impl Catalogue {
    /// A name for what is committed: it changes with every segment.
    pub(crate) fn state(&self) -> Result<String, StoreError> {
        let mut hasher = blake3::Hasher::new_derive_key("onrecord store state 1");
        for file in self.segments()?.iter().flat_map(|segment| &segment.files) {
            hasher.update(file.path.as_bytes());
            hasher.update(file.blake3.as_bytes());
        }
        Ok(hasher.finalize().to_hex()[..32].to_owned())
    }

    /// The recipe of a segment, by number.
    pub(crate) fn recipe_of(&self, segment: i64) -> Result<i64, StoreError> {
        let sql = "SELECT recipe FROM segments WHERE segment = ?1";
        self.run(|connection| connection.query_row(sql, [segment], |row| row.get(0)))
    }

    /// The recipe of a segment, as another catalogue can enter it.
    pub(crate) fn recipe_in_full(&self, segment: i64) -> Result<Recipe, StoreError> {
        let sql =
            "SELECT model, codebook, registry, settings FROM recipes JOIN segments USING (recipe) WHERE segment = ?1";
        self.run(|connection| {
            connection.query_row(sql, [segment], |row| {
                Ok(Recipe { model: row.get(0)?, codebook: row.get(1)?, registry: row.get(2)?, settings: row.get(3)? })
            })
        })
    }

    /// The documents of a segment, in the order of their keys.
    pub(crate) fn documents_of(&self, segment: i64) -> Result<Vec<DocKey>, StoreError> {
        self.run(|connection| {
            let mut select = connection.prepare_cached("SELECT doc FROM documents WHERE segment = ?1 ORDER BY doc")?;
            let rows = select.query_map([segment], |row| Ok(DocKey(row.get(0)?)))?;
            rows.collect()
        })
    }

    /// The segment of a document, where it is in one.
    pub(crate) fn segment_of(&self, key: &DocKey) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT segment FROM documents WHERE doc = ?1";
        self.run(|connection| connection.query_row(sql, [&key.0[..]], |row| row.get(0)).optional())
    }

    /// Whether a content was taken out for good.
    pub(crate) fn is_removed(&self, content: &ContentKey) -> Result<bool, StoreError> {
        if self.version()? < 2 {
            return Ok(false);
        }
        let sql = "SELECT 1 FROM removed WHERE content = ?1";
        self.run(|connection| connection.prepare_cached(sql)?.exists([&content.0[..]]))
    }

    /// How many contents were taken out for good.
    pub(crate) fn removed(&self) -> Result<u64, StoreError> {
        if self.version()? < 2 {
            return Ok(0);
        }
        let count: i64 =
            self.run(|connection| connection.query_row("SELECT count(*) FROM removed", [], |row| row.get(0)))?;
        Ok(count.unsigned_abs())
    }

    /// All contents that were taken out for good.
    pub(crate) fn all_removed(&self) -> Result<Vec<ContentKey>, StoreError> {
        if self.version()? < 2 {
            return Ok(Vec::new());
        }
        self.run(|connection| {
            let mut select = connection.prepare("SELECT content FROM removed ORDER BY content")?;
            let rows = select.query_map([], |row| Ok(ContentKey(row.get(0)?)))?;
            rows.collect()
        })
    }

    /// From now on these contents are not to be coded.
    pub(crate) fn remove(&mut self, contents: &[ContentKey]) -> Result<(), StoreError> {
        let now = now();
        self.transaction(|transaction| {
            let mut insert = transaction.prepare("INSERT OR IGNORE INTO removed VALUES (?1, ?2)")?;
            contents.iter().try_for_each(|content| insert.execute(params![&content.0[..], now]).map(drop))
        })
    }

    /// All derived files.
    pub(crate) fn derived(&self) -> Result<Vec<DerivedFile>, StoreError> {
        if self.version()? < 2 {
            return Ok(Vec::new());
        }
        self.run(|connection| {
            let mut select =
                connection.prepare("SELECT path, state, rows, bytes, blake3 FROM derived ORDER BY path")?;
            let rows = select.query_map([], |row| {
                let (rows, bytes): (i64, i64) = (row.get(2)?, row.get(3)?);
                let (rows, bytes) = (rows.unsigned_abs(), bytes.unsigned_abs());
                Ok(DerivedFile { path: row.get(0)?, state: row.get(1)?, rows, bytes, blake3: row.get(4)? })
            })?;
            rows.collect()
        })
    }

    /// Lists a derived file, in the place of an earlier one.
    pub(crate) fn list_derived(&mut self, file: &DerivedFile) -> Result<(), StoreError> {
        let DerivedFile { path, state, rows, bytes, blake3 } = file;
        self.transaction(|transaction| {
            transaction
                .execute(
                    "INSERT OR REPLACE INTO derived VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![path, state, signed(*rows), signed(*bytes), blake3],
                )
                .map(drop)
        })
    }

    /// What SQLite finds wrong with its own file; nothing where it is sound.
    pub(crate) fn unsound(&self) -> Result<Option<String>, StoreError> {
        let word: String =
            self.run(|connection| connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)))?;
        if word != "ok" {
            return Ok(Some(word));
        }
        let astray: Option<String> = self.run(|connection| {
            connection.query_row("SELECT \"table\" FROM pragma_foreign_key_check", [], |row| row.get(0)).optional()
        })?;
        Ok(astray.map(|table| format!("rows of `{table}` belong to no segment")))
    }
}
