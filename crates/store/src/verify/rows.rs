//! The rows of one segment against each other: every row has its document, every id that is named exists, and every span
//! gives the words that stand beside it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::datatypes::Int32Type;
use onrecord_record::{CharIndex, Chars, Span};
use onrecord_stories::{Signature, VERSION};

use super::{COPY, Finding, REPORT};
use crate::catalogue::SegmentInfo;
use crate::error::StoreError;
use crate::key::DocKey;
use crate::reading::{Batch, TableReader};
use crate::tables::Table;

/// Findings of one table that are told; a fault that is everywhere need not be told for each row.
const TOLD: usize = 5;

/// Adds what is wrong with the rows of a segment that should hold `documents`.
pub(super) fn verify(root: &Path, segment: &SegmentInfo, documents: &[DocKey], findings: &mut Vec<Finding>) {
    let mut told = Vec::new();
    if let Err(error) = verify_all(root, segment, documents, &mut told) {
        told.push(Finding { place: format!("segment {}", segment.segment), fault: error.to_string(), remedy: REPORT });
    }
    findings.append(&mut told);
}

/// A document's text and the ids that its rows may name.
struct Known<'t> {
    text: &'t str,
    index: CharIndex<'t>,
    entities: HashSet<String>,
    statements: HashSet<String>,
    events: HashSet<String>,
}

fn verify_all(
    root: &Path,
    segment: &SegmentInfo,
    documents: &[DocKey],
    findings: &mut Vec<Finding>,
) -> Result<(), StoreError> {
    let path = |table| segment.files.iter().find(|file| file.table == table).map(|file| root.join(&file.path));
    let mut texts: Vec<(String, String)> = Vec::new();
    if let Some(path) = path(Table::Documents) {
        TableReader::open(path, &["doc", "text"])?.each(|batch| {
            let (docs, rows) = (batch.text("doc")?, batch.text("text")?);
            texts.extend(docs.iter().zip(rows).map(|(doc, text)| (owned(doc), owned(text))));
            Ok(())
        })?;
    }
    compare_keys(segment, &texts, documents, findings);
    let mut known: HashMap<&str, Known<'_>> =
        texts.iter().map(|(doc, text)| (doc.as_str(), Known::new(text))).collect();
    // Those whose ids others name come first.
    let tables = [
        Table::Entities,
        Table::Statements,
        Table::Events,
        Table::Roles,
        Table::Mentions,
        Table::Sentences,
        Table::Times,
        Table::Signatures,
    ];
    for table in tables {
        let Some(path) = path(table) else { continue };
        let place = segment.files.iter().find(|file| file.table == table).map(|file| file.path.clone());
        let mut faults = Vec::new();
        TableReader::all_columns(path)?.each(|batch| {
            let docs = batch.text("doc")?;
            for row in 0..batch.rows() {
                let doc = docs.value(row);
                let fault = match known.get_mut(doc) {
                    None => Some("belongs to no document of the segment".to_owned()),
                    Some(known) => known.fault(table, batch, row)?,
                };
                faults.extend(fault.map(|fault| format!("document {doc}: {fault}")));
            }
            Ok(())
        })?;
        let more = faults.len().saturating_sub(TOLD);
        faults.truncate(TOLD);
        faults.extend((more > 0).then(|| format!("{more} more rows like these")));
        let place = place.unwrap_or_default();
        findings.extend(faults.into_iter().map(|fault| Finding { place: place.clone(), fault, remedy: REPORT }));
    }
    Ok(())
}

fn compare_keys(segment: &SegmentInfo, texts: &[(String, String)], documents: &[DocKey], findings: &mut Vec<Finding>) {
    let mut found: Vec<_> = texts.iter().map(|(doc, _)| doc.clone()).collect();
    found.sort();
    // Keys are shown in the order in which they are sorted.
    if !found.iter().cloned().eq(documents.iter().map(DocKey::to_string)) {
        let place = segment.files.iter().find(|file| file.table == Table::Documents).map(|file| file.path.clone());
        let fault = "its documents are not those that the catalogue lists".to_owned();
        findings.push(Finding { place: place.unwrap_or_default(), fault, remedy: COPY });
    }
}

impl<'t> Known<'t> {
    fn new(text: &'t str) -> Self {
        let none = HashSet::new;
        Self { text, index: CharIndex::new(text), entities: none(), statements: none(), events: none() }
    }

    /// What is wrong with a row, if anything.
    fn fault(&mut self, table: Table, batch: &Batch, row: usize) -> Result<Option<String>, StoreError> {
        Ok(match table {
            Table::Entities => twice(&mut self.entities, value(batch.text("entity")?, row)),
            Table::Statements => self.statement(batch, row)?,
            Table::Events => self.event(batch, row)?,
            Table::Roles => self.role(batch, row)?,
            Table::Mentions => self
                .unknown_entity(value(batch.text("entity")?, row))
                .or(self.stretch(batch, row, "start", "end", Some("text"))?)
                .or(self.stretch(batch, row, "head_start", "head_end", None)?),
            Table::Sentences | Table::Times => self.stretch(batch, row, "start", "end", Some("text"))?,
            Table::Signatures => self.signature(batch, row)?,
            Table::Documents => None,
        })
    }

    fn statement(&mut self, batch: &Batch, row: usize) -> Result<Option<String>, StoreError> {
        let entities = batch.lists("source_entities")?.value(row);
        let unknown = entities.as_string_opt::<i32>().and_then(|ids| ids.iter().find_map(|id| self.unknown_entity(id)));
        Ok(twice(&mut self.statements, value(batch.text("statement")?, row))
            .or(unknown)
            .or(self.pieces(batch, row, "source_spans", "source_text")?)
            .or(self.pieces(batch, row, "cue_spans", "cue_text")?)
            .or(self.pieces(batch, row, "content_spans", "content_text")?))
    }

    fn event(&mut self, batch: &Batch, row: usize) -> Result<Option<String>, StoreError> {
        let statement = value(batch.text("statement")?, row);
        let unknown =
            statement.filter(|id| !self.statements.contains(*id)).map(|id| format!("there is no statement {id}"));
        Ok(twice(&mut self.events, value(batch.text("event")?, row)).or(unknown).or(self.pieces(
            batch,
            row,
            "anchor_spans",
            "anchor_text",
        )?))
    }

    fn role(&self, batch: &Batch, row: usize) -> Result<Option<String>, StoreError> {
        let event = value(batch.text("event")?, row);
        let unknown = event.filter(|id| !self.events.contains(*id)).map(|id| format!("there is no event {id}"));
        Ok(unknown.or(self.unknown_entity(value(batch.text("entity")?, row))))
    }

    fn signature(&self, batch: &Batch, row: usize) -> Result<Option<String>, StoreError> {
        let (versions, signatures) = (batch.numbers("version")?, batch.bytes("signature")?);
        let kept = (!signatures.is_null(row)).then(|| signatures.value(row));
        let own = Signature::of(self.text).map(|signature| signature.to_bytes());
        let other = versions.value(row) == VERSION.cast_signed() && kept != own.as_ref().map(|bytes| &bytes[..]);
        Ok(other.then(|| "the signature is not that of the text".to_owned()))
    }

    fn unknown_entity(&self, id: Option<&str>) -> Option<String> {
        id.filter(|id| !self.entities.contains(*id)).map(|id| format!("there is no entity {id}"))
    }

    /// A stretch in two columns, and its words in a third.
    fn stretch(
        &self,
        batch: &Batch,
        row: usize,
        start: &str,
        end: &str,
        words: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        let (start, end) = (batch.numbers(start)?.value(row), batch.numbers(end)?.value(row));
        let words = words.map(|column| Ok::<_, StoreError>(value(batch.text(column)?, row))).transpose()?.flatten();
        Ok(match self.words(start, end) {
            None => Some(format!("[{start}, {end}] lies outside the text")),
            Some(found) if words.is_some_and(|words| words != found) => {
                Some(format!("[{start}, {end}] is not the words beside it"))
            }
            Some(_) => None,
        })
    }

    /// Several stretches in a list, and their words, joined by ellipses.
    fn pieces(&self, batch: &Batch, row: usize, spans: &str, words: &str) -> Result<Option<String>, StoreError> {
        let list: ArrayRef = batch.lists(spans)?.value(row);
        let Some(list) = list.as_struct_opt() else { return Ok(Some(format!("{spans} holds no spans"))) };
        let side = |name| list.column_by_name(name).and_then(|column| column.as_primitive_opt::<Int32Type>());
        let (Some(starts), Some(ends)) = (side("start"), side("end")) else {
            return Ok(Some(format!("{spans} holds no spans")));
        };
        let pieces: Option<Vec<_>> =
            starts.values().iter().zip(ends.values()).map(|(&start, &end)| self.words(start, end)).collect();
        let Some(pieces) = pieces else { return Ok(Some(format!("{spans} lie outside the text"))) };
        let joined = (!pieces.is_empty()).then(|| pieces.join(" … "));
        let same = joined.as_deref() == value(batch.text(words)?, row);
        Ok((!same).then(|| format!("{spans} are not the words in {words}")))
    }

    /// The words of a stretch; none where it lies outside.
    fn words(&self, start: i32, end: i32) -> Option<&'t str> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        if start > end {
            return None;
        }
        Some(self.index.bytes(Span::<Chars>::new(start, end))?.slice(self.text))
    }
}

/// Takes an id in; one that is there already is a fault.
fn twice(ids: &mut HashSet<String>, id: Option<&str>) -> Option<String> {
    let id = id.unwrap_or_default();
    (!ids.insert(id.to_owned())).then(|| format!("{id} stands there twice"))
}

fn value(column: &StringArray, row: usize) -> Option<&str> {
    (!column.is_null(row)).then(|| column.value(row))
}

fn owned(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}
