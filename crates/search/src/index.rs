//! The index on the disk, and how it keeps up with the store.
//!
//! ```text
//! STORE/derived/search/    made from the store, and may be deleted at any time
//! ```
//!
//! Each commit of the index says of which segments of the store it is made. Whoever opens it compares that with the
//! catalogue: sentences of segments that are gone (documents removed, segments joined) are taken out, new segments put
//! in. A run that is stopped in between has done what it committed. Damaged, or of another form, it is made anew.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use onrecord_store::{SegmentInfo, Store};
use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

use crate::error::SearchError;
use crate::fields::{FORM, Fields, register, schema};
use crate::segment::{self, Entry};

/// Memory of the writer, in bytes.
const MEMORY: usize = 96 << 20;
/// Sentences between two commits: what a stopped run loses at most.
const COMMIT_AFTER: u64 = 500_000;

/// What had to be done before a search could begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// There is no index yet, or it was to be made again; so many segments are to be read.
    Missing {
        /// Segments of the store.
        segments: usize,
    },
    /// It cannot be read or was made by another version, and is made anew.
    Damaged,
    /// The store has changed since.
    Stale {
        /// Segments that are new.
        new: usize,
        /// Segments that are no more.
        gone: usize,
    },
    /// Another program is at it; what it has not done yet is not found.
    Busy,
}

/// What an index is made of, as its commits say.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Made {
    form: u32,
    segments: BTreeSet<String>,
}

/// An index that is open.
pub(crate) struct Opened {
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    /// Stamps of segments that it still holds and that are no more.
    pub(crate) gone: Vec<String>,
}

/// The index's folder.
pub(crate) fn folder(store: &Path) -> PathBuf {
    store.join("derived/search")
}

/// Opens the index of a store and brings it up to date; says before what there is to do.
pub(crate) fn open(store: &Path, mut tell: impl FnMut(Notice)) -> Result<Opened, SearchError> {
    let folder = folder(store);
    let segments: HashMap<String, SegmentInfo> =
        Store::open(store)?.segments()?.into_iter().map(|segment| (stamp(&segment), segment)).collect();
    let (index, fields, made) = match existing(&folder) {
        Some(found) => found,
        None => {
            let there = folder.join("meta.json").exists();
            tell(if there { Notice::Damaged } else { Notice::Missing { segments: segments.len() } });
            if there {
                remove(store)?;
            }
            let (index, fields) = create(&folder)?;
            (index, fields, Made { form: FORM, ..Made::default() })
        }
    };
    let gone: Vec<String> = made.segments.iter().filter(|stamp| !segments.contains_key(*stamp)).cloned().collect();
    let mut new: Vec<(&String, &SegmentInfo)> =
        segments.iter().filter(|(stamp, _)| !made.segments.contains(*stamp)).collect();
    new.sort_by_key(|(_, segment)| segment.segment);
    if gone.is_empty() && new.is_empty() {
        return Ok(Opened { index, fields, gone });
    }
    if !made.segments.is_empty() {
        tell(Notice::Stale { new: new.len(), gone: gone.len() });
    }
    match update(store, &index, &fields, made, &new, &gone) {
        Ok(()) => Ok(Opened { index, fields, gone: Vec::new() }),
        Err(SearchError::Busy(_)) => {
            tell(Notice::Busy);
            Ok(Opened { index, fields, gone })
        }
        Err(error) => Err(error),
    }
}

/// Removes the index.
pub(crate) fn remove(store: &Path) -> Result<(), SearchError> {
    let folder = folder(store);
    match fs::remove_dir_all(&folder) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(SearchError::Folder { path: folder, cause }),
        _ => Ok(()),
    }
}

/// An index that is whole and of this form.
fn existing(folder: &Path) -> Option<(Index, Fields, Made)> {
    let index = Index::open_in_dir(folder).ok()?;
    let (wanted, fields) = schema();
    let payload = index.load_metas().ok()?.payload;
    let made: Made = match payload {
        Some(payload) => serde_json::from_str(&payload).ok()?,
        // Made and not yet filled.
        None => Made { form: FORM, ..Made::default() },
    };
    if made.form != FORM || index.schema() != wanted {
        return None;
    }
    register(&index);
    // Its files are there and can be read.
    index.reader().ok()?;
    Some((index, fields, made))
}

fn create(folder: &Path) -> Result<(Index, Fields), SearchError> {
    fs::create_dir_all(folder).map_err(|cause| SearchError::Folder { path: folder.to_owned(), cause })?;
    let (schema, fields) = schema();
    let index = MmapDirectory::open(folder)
        .map_err(TantivyError::from)
        .and_then(|directory| Index::open_or_create(directory, schema))
        .map_err(SearchError::index(folder))?;
    register(&index);
    Ok((index, fields))
}

fn update(
    store: &Path,
    index: &Index,
    fields: &Fields,
    mut made: Made,
    new: &[(&String, &SegmentInfo)],
    gone: &[String],
) -> Result<(), SearchError> {
    let folder = folder(store);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY).map_err(SearchError::index(&folder))?;
    for stamp in gone {
        writer.delete_term(Term::from_field_text(fields.segment, stamp));
        made.segments.remove(stamp);
    }
    let mut waiting = 0;
    for (stamp, segment) in new {
        segment::read(store, segment, |entry| {
            waiting += 1;
            writer.add_document(document(fields, stamp, entry)).map(drop).map_err(SearchError::index(&folder))
        })?;
        made.segments.insert((*stamp).clone());
        if waiting >= COMMIT_AFTER {
            commit(&mut writer, &made).map_err(SearchError::index(&folder))?;
            waiting = 0;
        }
    }
    commit(&mut writer, &made).map_err(SearchError::index(&folder))?;
    // Parts are joined in the background; those of before are then removed.
    writer.wait_merging_threads().map_err(SearchError::index(&folder))
}

fn commit(writer: &mut IndexWriter, made: &Made) -> tantivy::Result<()> {
    let payload = serde_json::to_string(made).map_err(std::io::Error::from)?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload);
    prepared.commit().map(drop)
}

fn document(fields: &Fields, stamp: &str, entry: Entry) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.text, &entry.sentence.text);
    document.add_text(fields.segment, stamp);
    entry.speakers.iter().for_each(|name| document.add_text(fields.speaker, name));
    entry.about.iter().for_each(|name| document.add_text(fields.about, name));
    entry.acts.iter().for_each(|term| document.add_text(fields.act, term));
    entry.countries.iter().for_each(|country| document.add_text(fields.country, country));
    entry.sentence.publisher.iter().for_each(|name| document.add_text(fields.publisher, name));
    entry.kinds.iter().for_each(|kind| document.add_text(fields.kind, kind));
    entry.statuses.iter().for_each(|status| document.add_text(fields.status, status));
    entry.sentence.said_by.iter().for_each(|name| document.add_text(fields.said_by, name));
    if let Some(day) = entry.published {
        document.add_i64(fields.published, i64::from(day));
    }
    // Strings and numbers always make JSON.
    document.add_text(fields.sentence, serde_json::to_string(&entry.sentence).unwrap_or_default());
    document
}

/// What a segment is known by: its number and the hashes of its files.
fn stamp(segment: &SegmentInfo) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in segment.files.iter().flat_map(|file| file.blake3.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{}-{hash:016x}", segment.segment)
}
