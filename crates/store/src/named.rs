//! Reading back: the named entities of all committed documents, with the documents that name them.
//!
//! ```text
//! catalogue ──▶ segment after segment: documents (day, id) + mentions (has a name?) ──▶ entities, batch after batch
//! ```
//!
//! What lies in the folders without being listed is not looked at. In memory are the keys of one segment and one batch of rows.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use jiff::civil::Date;
use onrecord_record::EntityType;

use crate::catalogue::SegmentInfo;
use crate::error::StoreError;
use crate::reading::TableReader;
use crate::store::Store;
use crate::tables::Table;

/// A document as far as its entities need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamingDocument {
    /// Id that the input gave, else the path.
    pub id: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// The text, where the document was coded with a registry: what it says itself must then be told from what was known.
    pub told_text: Option<String>,
}

/// An entity that has a name in its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEntity {
    /// Where it is named.
    pub document: Arc<NamingDocument>,
    /// What it is.
    pub kind: EntityType,
    /// The fullest form of the name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
    /// The title in the text.
    pub role: Option<String>,
}

/// The named entities of a store, in the order of writing. After an error there is nothing more.
pub struct NamedEntities {
    root: PathBuf,
    segments: vec::IntoIter<SegmentInfo>,
    open: Option<Segment>,
    rows: vec::IntoIter<NamedEntity>,
}

impl Store {
    /// All entities that have a name in their documents, out of the segments that are committed now.
    ///
    /// # Errors
    /// Where the catalogue cannot be read. Each item may be an error where a segment's file cannot.
    pub fn named_entities(&self) -> Result<NamedEntities, StoreError> {
        let segments = self.segments()?.into_iter();
        Ok(NamedEntities { root: self.path().to_owned(), segments, open: None, rows: Vec::new().into_iter() })
    }
}

impl NamedEntities {
    /// The next batch of rows; none where all are read.
    fn advance(&mut self) -> Result<Option<Vec<NamedEntity>>, StoreError> {
        loop {
            if let Some(segment) = &mut self.open {
                if let Some(rows) = segment.batch()? {
                    return Ok(Some(rows));
                }
                self.open = None;
            }
            let Some(next) = self.segments.next() else { return Ok(None) };
            self.open = Some(Segment::open(&self.root, &next)?);
        }
    }
}

impl Iterator for NamedEntities {
    type Item = Result<NamedEntity, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            match self.advance() {
                Ok(Some(rows)) => self.rows = rows.into_iter(),
                Ok(None) => return None,
                Err(error) => {
                    (self.open, self.segments) = (None, Vec::new().into_iter());
                    return Some(Err(error));
                }
            }
        }
    }
}

/// One segment that is being read.
struct Segment {
    entities: TableReader,
    documents: HashMap<String, Arc<NamingDocument>>,
    /// Key of the document and id of the entity.
    named: HashMap<String, HashSet<String>>,
}

impl Segment {
    fn open(root: &Path, segment: &SegmentInfo) -> Result<Self, StoreError> {
        let path = |table| {
            let listed = segment.files.iter().find(|file| file.table == table).map(|file| file.path.as_str());
            root.join(listed.unwrap_or(Table::name(table)))
        };
        let mut named: HashMap<String, HashSet<String>> = HashMap::new();
        let mentions = TableReader::open(path(Table::Mentions), &["doc", "entity", "kind"])?;
        mentions.each(|batch| {
            let (doc, entity, kind) = (batch.text("doc")?, batch.text("entity")?, batch.text("kind")?);
            for row in (0..batch.rows()).filter(|&row| kind.value(row) == "name") {
                match named.get_mut(doc.value(row)) {
                    Some(entities) if entities.contains(entity.value(row)) => {}
                    Some(entities) => drop(entities.insert(entity.value(row).to_owned())),
                    None => drop(named.insert(doc.value(row).to_owned(), [entity.value(row).to_owned()].into())),
                }
            }
            Ok(())
        })?;
        let documents = documents(&path(Table::Documents))?;
        let columns = ["doc", "entity", "type", "name", "country", "sectors", "role"];
        Ok(Self { entities: TableReader::open(path(Table::Entities), &columns)?, documents, named })
    }

    fn batch(&mut self) -> Result<Option<Vec<NamedEntity>>, StoreError> {
        let Some(batch) = self.entities.next_batch()? else { return Ok(None) };
        let (doc, entity, kind) = (batch.text("doc")?, batch.text("entity")?, batch.text("type")?);
        let (name, country, role) = (batch.text("name")?, batch.text("country")?, batch.text("role")?);
        let sectors = batch.lists("sectors")?;
        let mut rows = Vec::new();
        for row in 0..batch.rows() {
            let named = self.named.get(doc.value(row)).is_some_and(|named| named.contains(entity.value(row)));
            let Some(document) = self.documents.get(doc.value(row)).filter(|_| named) else { continue };
            rows.push(NamedEntity {
                document: Arc::clone(document),
                kind: entity_type(kind.value(row)),
                name: name.value(row).to_owned(),
                country: optional(country, row),
                sectors: strings(&sectors.value(row)),
                role: optional(role, row),
            });
        }
        Ok(Some(rows))
    }
}

/// The documents of a segment by their keys. Texts are read only where a registry was used, which all of a segment share.
fn documents(path: &Path) -> Result<HashMap<String, Arc<NamingDocument>>, StoreError> {
    let mut told = false;
    TableReader::open(path.to_owned(), &["made_registry"])?.each(|batch| {
        told |= batch.text("made_registry")?.null_count() < batch.rows();
        Ok(())
    })?;
    let columns = ["doc", "id", "published", "text"];
    let mut documents = HashMap::new();
    TableReader::open(path.to_owned(), if told { &columns } else { &columns[..3] })?.each(|batch| {
        let (doc, id, published) = (batch.text("doc")?, batch.text("id")?, batch.days("published")?);
        let text = told.then(|| batch.text("text")).transpose()?;
        for row in 0..batch.rows() {
            let document = NamingDocument {
                id: id.value(row).to_owned(),
                published: (!published.is_null(row)).then(|| day(published.value(row))).flatten(),
                told_text: text.map(|text| text.value(row).to_owned()),
            };
            documents.insert(doc.value(row).to_owned(), Arc::new(document));
        }
        Ok(())
    })?;
    Ok(documents)
}

pub(crate) fn day(since_1970: i32) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(since_1970).ok()?).ok()
}

fn optional(column: &StringArray, row: usize) -> Option<String> {
    (!column.is_null(row)).then(|| column.value(row).to_owned())
}

fn strings(list: &ArrayRef) -> Vec<String> {
    list.as_string_opt::<i32>().into_iter().flatten().flatten().map(str::to_owned).collect()
}

fn entity_type(name: &str) -> EntityType {
    match name {
        "person" => EntityType::Person,
        "organization" => EntityType::Organization,
        "place" => EntityType::Place,
        "group" => EntityType::Group,
        _ => EntityType::Other,
    }
}
