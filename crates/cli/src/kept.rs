//! Analyses that are kept, so that texts need not go through the encoder again when only the codebook, the registry or a
//! setting has changed.
//!
//! One SQLite file in a folder of the user's: under a hash of model, program version and text lies what the model said of the
//! text, packed. It is a convenience, no part of any store: what cannot be read is analysed again, and whoever deletes the
//! folder loses nothing but time. It can be shared by stores and by programs that run at once.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use onrecord_model::{Analysis, Model};
use onrecord_pipeline::Shelf;
use onrecord_store::{DocKey, Identity, Recipe};
use rusqlite::{Connection, OptionalExtension, params};

use crate::analyses::VERSION;

/// Enough for plans as fast as they come; analyses of words pack to a fifth.
const PACKING: i32 = 3;

const SCHEMA: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
    CREATE TABLE IF NOT EXISTS kept (text BLOB PRIMARY KEY, analysis BLOB NOT NULL) WITHOUT ROWID;";

/// Kept analyses of one model.
pub struct Kept {
    file: Mutex<Connection>,
    recipe: Recipe,
    found: AtomicU64,
    trouble: Mutex<Option<String>>,
}

impl Kept {
    /// Opens the folder, which is made where there is none, for analyses of this model.
    ///
    /// # Errors
    /// Where the folder cannot be made or its file is of another kind.
    pub fn open(folder: &Path, model: &Model) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let open = || -> rusqlite::Result<Connection> {
            let file = Connection::open(folder.join("analyses.sqlite"))?;
            file.busy_timeout(Duration::from_secs(60))?;
            file.execute_batch(SCHEMA)?;
            Ok(file)
        };
        let file = Mutex::new(open().map_err(|error| error.to_string())?);
        // Another program may cut words otherwise.
        let settings = format!("analyses of onrecord {VERSION}");
        let recipe = Recipe { model: model.identity().to_owned(), settings, ..Recipe::default() };
        Ok(Self { file, recipe, found: AtomicU64::new(0), trouble: Mutex::new(None) })
    }

    /// Why analyses could not be kept, where they could not.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn try_to_keep(&self, found: &[(&str, &Analysis<'_>)]) -> Result<(), String> {
        let packed = |analysis: &Analysis<'_>| {
            let bytes = postcard::to_allocvec(analysis).map_err(|error| error.to_string())?;
            zstd::encode_all(bytes.as_slice(), PACKING).map_err(|error| error.to_string())
        };
        let rows = found.iter().map(|(text, analysis)| Ok((self.key(text), packed(analysis)?)));
        let rows: Vec<([u8; 16], Vec<u8>)> = rows.collect::<Result<_, String>>()?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut write = || -> rusqlite::Result<()> {
            let transaction = file.transaction()?;
            for (text, analysis) in &rows {
                let mut put = transaction.prepare_cached("INSERT OR REPLACE INTO kept VALUES (?1, ?2)")?;
                put.execute(params![text.as_slice(), analysis])?;
            }
            transaction.commit()
        };
        write().map_err(|error| error.to_string())
    }

    /// How many texts did not go through the encoder.
    pub fn found(&self) -> u64 {
        self.found.load(Ordering::Relaxed)
    }

    fn key(&self, text: &str) -> [u8; 16] {
        let key: DocKey = self.recipe.key(&Identity { text, ..Identity::default() });
        key.bytes()
    }
}

impl Shelf for Kept {
    fn of(&self, texts: &[&str]) -> Vec<Option<Vec<u8>>> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let packed = |text: &&str| -> rusqlite::Result<Option<Vec<u8>>> {
            let mut asked = file.prepare_cached("SELECT analysis FROM kept WHERE text = ?1")?;
            asked.query_row([self.key(text).as_slice()], |row| row.get(0)).optional()
        };
        // Whatever is wrong with what was kept, the text is still there.
        let packed: Vec<Option<Vec<u8>>> = texts.iter().map(|text| packed(text).ok().flatten()).collect();
        drop(file);
        packed.into_iter().map(|packed| zstd::decode_all(packed?.as_slice()).ok()).collect()
    }

    fn analysis<'b>(&self, kept: &'b [u8], words: usize, states: bool) -> Option<Analysis<'b>> {
        let analysis: Analysis<'b> = postcard::from_bytes(kept).ok()?;
        (analysis.words.len() == words && (!states || words == 0 || !analysis.states.is_empty())).then_some(analysis)
    }

    /// Where that cannot be done, [`Kept::trouble`] says so: the texts are coded all the same.
    fn keep(&self, found: &[(&str, &Analysis<'_>)]) {
        if let Err(error) = self.try_to_keep(found) {
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        }
    }

    fn used(&self, count: usize) {
        self.found.fetch_add(count as u64, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Analyser, Kernel};
    use onrecord_text::Text;

    use super::*;

    const RAW: &str = "The minister said on Monday that rebels had shelled the port of Orlu, killing two guards.";

    #[test]
    fn what_is_kept_is_what_was_found() {
        let model = Model::shipped().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let text = Text::new(RAW);
        let found = Analyser::new(&model, Kernel::best()).with_states(true).analyse(&[&text]).remove(0);
        let kept = Kept::open(folder.path(), &model).unwrap();
        assert_eq!(kept.of(&[RAW]), [None]);
        kept.keep(&[(RAW, &found)]);
        assert_eq!(kept.trouble(), None);
        drop(kept);
        let kept = Kept::open(folder.path(), &model).unwrap();
        let of = kept.of(&[RAW, "Another."]);
        assert_eq!(kept.analysis(of[0].as_ref().unwrap(), text.words.len(), true), Some(found));
        assert_eq!(of[1], None);
    }

    #[test]
    fn what_lacks_states_or_is_damaged_is_nothing() {
        let model = Model::shipped().unwrap();
        let text = Text::new(RAW);
        let found = Analyser::new(&model, Kernel::best()).analyse(&[&text]).remove(0);
        let bytes = postcard::to_allocvec(&found).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::open(folder.path(), &model).unwrap();
        assert!(kept.analysis(&bytes, text.words.len(), false).is_some());
        assert!(kept.analysis(&bytes, text.words.len(), true).is_none());
        assert!(kept.analysis(&bytes, text.words.len() + 1, false).is_none());
        assert!(kept.analysis(&bytes[..bytes.len() / 2], text.words.len(), false).is_none());
    }

    #[test]
    fn another_file_in_its_place_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("analyses.sqlite"), "this is no database, and long enough to be looked at")
            .unwrap();
        assert!(Kept::open(folder.path(), &Model::shipped().unwrap()).is_err());
    }
}
