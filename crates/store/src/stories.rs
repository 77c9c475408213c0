//! Stories of a store: the signatures of all committed documents, grouped.
//!
//! In memory are about 60 bytes a document while they are grouped; the signatures lie on the disk.

mod shelving;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Int32Array, RecordBatch, StringArray};

use crate::catalogue::SegmentInfo;
use crate::derived::Derived;
use crate::error::StoreError;
use crate::key::DocKey;
use crate::reading::{Batches, TableReader};
use crate::store::Store;
use crate::tables::Table;
use shelving::Shelving;

/// Rows of a batch.
const BATCH: usize = 8192;

/// All documents with their stories, in the order of their keys.
pub(crate) struct Told {
    keys: Vec<DocKey>,
    /// For each document the place of the one that names its story.
    stories: Vec<u32>,
    /// For each document that names a story, how many the story has.
    sizes: Vec<u32>,
}

/// How many stories there are, and of what size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryCounts {
    /// Documents.
    pub documents: u64,
    /// Stories.
    pub stories: u64,
    /// Stories by the number of their documents.
    pub by_size: BTreeMap<u32, u64>,
    /// The largest, by the key that names them, with the number of their documents; of equals the smaller key first.
    pub largest: Vec<(DocKey, u32)>,
}

impl Told {
    /// Groups the documents of these segments. Their signatures lie in a file without a name, in `folder`, meanwhile.
    pub(crate) fn of(root: &Path, folder: &Path, segments: &[SegmentInfo]) -> Result<Self, StoreError> {
        let mut shelving = Shelving::new(folder)?;
        for segment in segments {
            shelving.segment(root, segment)?;
        }
        let (keys, places, mut shelf) = shelving.in_order()?;
        let mut stories: Vec<u32> = (0..).zip(&keys).map(|(place, _)| place).collect();
        for (member, story) in onrecord_stories::stories(&mut shelf)?.into_iter().enumerate() {
            stories[places[member] as usize] = places[story as usize];
        }
        let mut sizes = vec![0; keys.len()];
        stories.iter().for_each(|&story| sizes[story as usize] += 1);
        Ok(Self { keys, stories, sizes })
    }

    fn key_of_story(&self, place: usize) -> DocKey {
        self.keys[self.stories[place] as usize]
    }

    /// Documents that are copies: they belong to a story that another names.
    pub(crate) fn copies(&self) -> HashSet<DocKey> {
        let copies = (0..self.keys.len()).filter(|&place| self.stories[place] as usize != place);
        copies.map(|place| self.keys[place]).collect()
    }

    /// The numbers, with the largest of more than one document.
    pub(crate) fn counts(&self, largest: usize) -> StoryCounts {
        let mut counts = StoryCounts { documents: self.keys.len() as u64, ..StoryCounts::default() };
        let mut named = Vec::new();
        for (key, &size) in self.keys.iter().zip(&self.sizes).filter(|(_, size)| **size > 0) {
            *counts.by_size.entry(size).or_default() += 1;
            counts.stories += 1;
            if size > 1 {
                named.push((*key, size));
            }
        }
        named.sort_by_key(|&(key, size)| (std::cmp::Reverse(size), key));
        named.truncate(largest);
        counts.largest = named;
        counts
    }

    /// The rows of the derived table.
    pub(crate) fn into_rows(self) -> Batches {
        let schema = Derived::Stories.schema();
        let path = std::path::PathBuf::from(Derived::Stories.path());
        let mut next = 0;
        Box::new(std::iter::from_fn(move || {
            let rows = next..(next + BATCH).min(self.keys.len());
            next = rows.end;
            let size = |place| self.sizes[self.stories[place] as usize].cast_signed();
            let columns: Vec<ArrayRef> = vec![
                Arc::new(StringArray::from_iter_values(rows.clone().map(|place| self.keys[place].to_string()))),
                Arc::new(StringArray::from_iter_values(rows.clone().map(|place| self.key_of_story(place).to_string()))),
                Arc::new(Int32Array::from_iter_values(rows.clone().map(size))),
            ];
            let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
            let batch = batch.map_err(|cause| StoreError::Parquet { path: path.clone(), cause: cause.into() });
            (!rows.is_empty()).then_some(batch)
        }))
    }
}

/// A document as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its key.
    pub doc: DocKey,
    /// Id that the input gave, else the path.
    pub id: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its title, else the beginning of its text, up to 80 characters.
    pub title: String,
}

impl Store {
    /// What to call these documents, in the order of `docs`; those that are not there are left out.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn named(&self, docs: &[DocKey]) -> Result<Vec<Named>, StoreError> {
        let mut wanted: BTreeMap<i64, Vec<DocKey>> = BTreeMap::new();
        for doc in docs {
            if let Some(segment) = self.catalogue().segment_of(doc)? {
                wanted.entry(segment).or_default().push(*doc);
            }
        }
        let mut found = Vec::new();
        for segment in self.segments()? {
            let Some(wanted) = wanted.get(&segment.segment) else { continue };
            for file in segment.files.iter().filter(|file| file.table == Table::Documents) {
                let columns = ["doc", "id", "publisher", "title", "text"];
                TableReader::open(self.path().join(&file.path), &columns)?.each(|batch| {
                    let (doc, id, publisher) = (batch.text("doc")?, batch.text("id")?, batch.text("publisher")?);
                    let (title, text) = (batch.text("title")?, batch.text("text")?);
                    for row in 0..batch.rows() {
                        let Some(key) = doc.value(row).parse().ok().filter(|key| wanted.contains(key)) else {
                            continue;
                        };
                        let words = if title.is_null(row) { text.value(row) } else { title.value(row) };
                        found.push(Named {
                            doc: key,
                            id: id.value(row).to_owned(),
                            publisher: (!publisher.is_null(row)).then(|| publisher.value(row).to_owned()),
                            title: words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect(),
                        });
                    }
                    Ok(())
                })?;
            }
        }
        found.sort_by_key(|named| docs.iter().position(|doc| *doc == named.doc));
        Ok(found)
    }
}
