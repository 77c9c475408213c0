//! Search: sentences by their words, and by who says them, about whom, and what is done in them.
//!
//! ```text
//! store ──segment──▶ sentences with their facts ──index──▶ STORE/derived/search ◀──ask── words "phrases" NOT … + filters
//!                                                                 └──▶ sentences, best first, with the words marked
//! ```
//!
//! The index (tantivy) is derived: made from the store, brought up to date whenever it is opened, and nothing is lost
//! where it is deleted. A sentence of a document that was removed from the store is never shown.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("store");
//! # onrecord_store::Store::create_or_open(&path)?;
//! use onrecord_search::{Filters, Search};
//!
//! let search = Search::open(&path, |notice| eprintln!("{notice:?}"))?;
//! let filters = Filters { speaker: Some("Roy".into()), ..Filters::default() };
//! let found = search.find("\"not one word\" OR resign*", &filters, 20)?;
//! assert_eq!((found.sentences, found.hits.len()), (0, 0));
//! # Ok(())
//! # }
//! ```

mod ask;
mod cursor;
mod error;
mod facets;
mod fields;
mod index;
mod marks;
mod segment;
#[cfg(test)]
mod tests;
mod words;

use std::path::{Path, PathBuf};

use tantivy::collector::{Count, TopDocs};
use tantivy::schema::Value;
use tantivy::{IndexReader, ReloadPolicy, TantivyDocument};

pub use ask::Filters;
pub use error::SearchError;
pub use facets::Facets;
pub use fields::Sentence;
pub use index::Notice;

/// The statuses of an act.
const STATUSES: [&str; 5] = ["actual", "historical", "future", "hypothetical", "negated"];

/// A store's index, opened for searches.
pub struct Search {
    opened: index::Opened,
    reader: IndexReader,
    folder: PathBuf,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Sentences that fit.
    pub sentences: u64,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// A sentence that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The sentence.
    pub sentence: Sentence,
    /// Where in its text the words stand, in bytes.
    pub marks: Vec<(usize, usize)>,
    /// How well it fits (BM25); higher is better, and comparable within one search only.
    pub score: f32,
}

impl Hit {
    /// Where the words stand, in code points of the document's text.
    #[must_use]
    pub fn spans(&self) -> Vec<(i32, i32)> {
        let text = &self.sentence.text;
        let at = |byte: usize| self.sentence.span.0 + i32::try_from(text[..byte].chars().count()).unwrap_or(i32::MAX);
        self.marks.iter().map(|(start, end)| (at(*start), at(*end))).collect()
    }
}

impl Search {
    /// Opens the index of the store at `path`, made or brought up to date where needed; `tell` hears of it before.
    ///
    /// # Errors
    /// Where there is no store, or its tables or the index cannot be read or written.
    pub fn open(path: &Path, tell: impl FnMut(Notice)) -> Result<Self, SearchError> {
        let folder = index::folder(path);
        let opened = index::open(path, tell)?;
        let reader = opened.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        Ok(Self { reader: reader.map_err(SearchError::index(&folder))?, opened, folder })
    }

    /// Makes the index again from nothing.
    ///
    /// # Errors
    /// As [`Search::open`].
    pub fn rebuild(path: &Path, tell: impl FnMut(Notice)) -> Result<Self, SearchError> {
        onrecord_store::Store::open(path)?;
        index::remove(path)?;
        Self::open(path, tell)
    }

    /// Sentences in the index.
    #[must_use]
    pub fn sentences(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Finds sentences; `limit` of them are shown, the best first.
    ///
    /// # Errors
    /// Where the words make no question, or the index cannot be read.
    pub fn find(&self, words: &str, filters: &Filters, limit: usize) -> Result<Found, SearchError> {
        let words = question(words, filters)?;
        let marker = marks::Marker::new(words.as_ref());
        let outcome = self.run(words.as_ref(), filters, limit.max(1));
        let (sentences, found) = outcome.map_err(SearchError::index(&self.folder))?;
        let mut hits: Vec<Hit> = found
            .into_iter()
            .map(|(score, sentence)| Hit { marks: marker.marks(&sentence.text), sentence, score })
            .collect();
        // Of sentences that fit alike, the order is that of documents, not that of their coming into the index.
        hits.sort_by(|one, other| {
            let key = |hit: &Hit| (hit.sentence.id.clone(), hit.sentence.doc.clone(), hit.sentence.sentence);
            other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
        });
        hits.truncate(limit);
        Ok(Found { sentences: sentences as u64, hits })
    }

    /// Counts how all sentences that fit spread; of each list the `most` largest.
    ///
    /// # Errors
    /// As [`Search::find`].
    pub fn facets(&self, words: &str, filters: &Filters, most: usize) -> Result<Facets, SearchError> {
        let words = question(words, filters)?;
        let counted = ask::query(&self.opened.fields, words.as_ref(), filters, &self.opened.gone)
            .and_then(|query| self.reader.searcher().search(&query, &facets::Counting));
        Ok(counted.map_err(SearchError::index(&self.folder))?.facets(most))
    }

    fn run(
        &self,
        words: Option<&words::Words>,
        filters: &Filters,
        limit: usize,
    ) -> tantivy::Result<(usize, Vec<(f32, Sentence)>)> {
        let fields = &self.opened.fields;
        let query = ask::query(fields, words, filters, &self.opened.gone)?;
        let searcher = self.reader.searcher();
        let (count, best) = searcher.search(&query, &(Count, TopDocs::with_limit(limit).order_by_score()))?;
        let mut found = Vec::with_capacity(best.len());
        for (score, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            let json = document.get_first(fields.sentence).and_then(|value| value.as_str()).unwrap_or_default();
            let sentence = serde_json::from_str(json)
                .map_err(|cause| tantivy::error::DataCorruption::comment_only(cause.to_string()))?;
            found.push((score, sentence));
        }
        Ok((count, found))
    }
}

/// The words that are asked for; something must be.
fn question(words: &str, filters: &Filters) -> Result<Option<words::Words>, SearchError> {
    if let Some(status) = filters.statuses.iter().find(|status| !STATUSES.iter().any(|known| known == status)) {
        return Err(SearchError::Status(status.clone()));
    }
    let words = (!words.trim().is_empty()).then(|| words::read(words)).transpose()?;
    if words.is_none() && filters.is_empty() {
        return Err(SearchError::Nothing);
    }
    Ok(words)
}
