//! Stories of a store: the signatures of all committed documents, grouped.
//!
//! In memory are about 350 bytes a document while they are grouped.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use onrecord_stories::{Grouped, Signature, VERSION, group};

use crate::catalogue::SegmentInfo;
use crate::derived::Derived;
use crate::error::StoreError;
use crate::key::DocKey;
use crate::reading::{Batches, TableReader, whole_table};
use crate::store::Store;
use crate::tables::{Table, signatures_of};

/// Rows of a batch.
const BATCH: usize = 8192;

/// All documents with their stories, in the order of their keys.
pub(crate) struct Told(Vec<Grouped<DocKey>>);

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
    /// Groups the documents of these segments.
    pub(crate) fn of(root: &std::path::Path, segments: &[SegmentInfo]) -> Result<Self, StoreError> {
        let mut documents = Vec::new();
        for segment in segments {
            signatures(root, segment, &mut documents)?;
        }
        Ok(Self(group(documents)))
    }

    /// Documents that are copies: they belong to a story that another names.
    pub(crate) fn copies(&self) -> HashSet<DocKey> {
        self.0.iter().filter(|it| it.document != it.story).map(|it| it.document).collect()
    }

    /// The numbers, with the largest of more than one document.
    pub(crate) fn counts(&self, largest: usize) -> StoryCounts {
        let mut counts = StoryCounts { documents: self.0.len() as u64, ..StoryCounts::default() };
        let mut named: Vec<_> = self.0.iter().filter(|it| it.document == it.story).collect();
        for story in &named {
            *counts.by_size.entry(story.documents).or_default() += 1;
        }
        counts.stories = named.len() as u64;
        named.retain(|story| story.documents > 1);
        named.sort_by_key(|story| (std::cmp::Reverse(story.documents), story.story));
        counts.largest = named.iter().take(largest).map(|story| (story.story, story.documents)).collect();
        counts
    }

    /// The rows of the derived table.
    pub(crate) fn into_rows(self) -> Batches {
        let schema = Derived::Stories.schema();
        let path = std::path::PathBuf::from(Derived::Stories.path());
        let mut rest = self.0.into_iter();
        Box::new(std::iter::from_fn(move || {
            let rows: Vec<_> = rest.by_ref().take(BATCH).collect();
            let columns: Vec<ArrayRef> = vec![
                Arc::new(StringArray::from_iter_values(rows.iter().map(|it| it.document.to_string()))),
                Arc::new(StringArray::from_iter_values(rows.iter().map(|it| it.story.to_string()))),
                Arc::new(Int32Array::from_iter_values(rows.iter().map(|it| it.documents.cast_signed()))),
            ];
            let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
            let batch = batch.map_err(|cause| StoreError::Parquet { path: path.clone(), cause: cause.into() });
            (!rows.is_empty()).then_some(batch)
        }))
    }
}

/// The signatures of a segment's documents. Those of another version are made anew of the texts.
fn signatures(
    root: &std::path::Path,
    segment: &SegmentInfo,
    into: &mut Vec<(DocKey, Option<Signature>)>,
) -> Result<(), StoreError> {
    let before = into.len();
    for batch in whole_table(root, segment, Table::Signatures)? {
        let batch = batch?;
        let versions = batch.column(1).as_primitive::<Int32Type>();
        if versions.iter().any(|version| version != Some(VERSION.cast_signed())) {
            into.truncate(before);
            return made_anew(root, segment, into);
        }
        push(&batch, into);
    }
    Ok(())
}

fn made_anew(
    root: &std::path::Path,
    segment: &SegmentInfo,
    into: &mut Vec<(DocKey, Option<Signature>)>,
) -> Result<(), StoreError> {
    for file in segment.files.iter().filter(|file| file.table == Table::Documents) {
        let path = root.join(&file.path);
        TableReader::open(path.clone(), &["doc", "text"])?.each(|batch| {
            let rows = signatures_of(batch.text("doc")?, batch.text("text")?);
            push(&rows.map_err(|cause| StoreError::Parquet { path: path.clone(), cause: cause.into() })?, into);
            Ok(())
        })?;
    }
    Ok(())
}

fn push(batch: &RecordBatch, into: &mut Vec<(DocKey, Option<Signature>)>) {
    let (docs, signatures) = (batch.column(0).as_string::<i32>(), batch.column(2).as_binary::<i32>());
    let rows = docs.iter().flatten().zip(signatures);
    into.extend(rows.filter_map(|(doc, bytes)| Some((doc.parse().ok()?, bytes.and_then(Signature::from_bytes)))));
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
