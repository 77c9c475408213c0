//! The sentences of one segment of the store, with all by which they are found.
//!
//! ```text
//! documents ─┐
//! sentences ─┤ side by side, document after document
//! entities  ─┤──▶ sentence: words · whose words · about whom · acts · countries · day
//! mentions  ─┤
//! statements─┤
//! events    ─┘
//! ```

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use onrecord_store::{SegmentInfo, Table};

use crate::cursor::Cursor;
use crate::error::SearchError;
use crate::fields::{Sentence, act_terms};

/// A sentence and what it is found by.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) sentence: Sentence,
    /// Publication, in days from 1970-01-01.
    pub(crate) published: Option<i32>,
    /// Names of all who speak in it; of one person all that are known.
    pub(crate) speakers: BTreeSet<String>,
    pub(crate) about: BTreeSet<String>,
    pub(crate) acts: BTreeSet<String>,
    pub(crate) kinds: BTreeSet<String>,
    pub(crate) statuses: BTreeSet<String>,
    pub(crate) countries: BTreeSet<String>,
}

/// Half-open, in code points.
type Span = (i32, i32);

/// A document's facts.
#[derive(Default)]
struct Facts {
    entities: HashMap<String, Entity>,
    mentions: Vec<(Span, String)>,
    statements: Vec<Statement>,
    events: Vec<Event>,
}

struct Entity {
    name: String,
    country: Option<String>,
}

struct Statement {
    /// Where it begins, and how far it reaches.
    whole: Span,
    content: Vec<Span>,
    source: Option<String>,
    entities: Vec<String>,
}

struct Event {
    anchor: Vec<Span>,
    kind: String,
    status: String,
    terms: Vec<String>,
    countries: Vec<String>,
}

/// Hands out all sentences of a segment.
pub(crate) fn read(
    root: &Path,
    segment: &SegmentInfo,
    mut take: impl FnMut(Entry) -> Result<(), SearchError>,
) -> Result<(), SearchError> {
    let open = |table: Table, columns: &[&str]| Cursor::open(&path(root, segment, table)?, columns);
    let mut documents = open(Table::Documents, &["id", "publisher", "published", "title"])?;
    let mut sentences = open(Table::Sentences, &["sentence", "start", "end", "text"])?;
    let mut entities = open(Table::Entities, &["entity", "name", "country"])?;
    let mut mentions = open(Table::Mentions, &["entity", "start", "end"])?;
    let mut statements =
        open(Table::Statements, &["source_text", "source_entities", "source_spans", "cue_spans", "content_spans"])?;
    let mut events = open(
        Table::Events,
        &["type", "status", "anchor_spans", "actor_countries", "recipient_countries", "place_country"],
    )?;
    while let Some(row) = documents.row() {
        let published = row.day("published")?;
        let document = Sentence {
            doc: row.owned("doc")?,
            id: row.owned("id")?,
            publisher: row.text("publisher")?.map(str::to_owned),
            title: row.text("title")?.map(str::to_owned),
            published: published.and_then(iso),
            ..Sentence::default()
        };
        let doc = &document.doc;
        let mut facts = Facts::default();
        entities.document(doc, |row| {
            let entity = Entity { name: row.owned("name")?, country: row.text("country")?.map(str::to_owned) };
            facts.entities.insert(row.owned("entity")?, entity);
            Ok(())
        })?;
        mentions.document(doc, |row| {
            facts.mentions.push(((row.number("start")?, row.number("end")?), row.owned("entity")?));
            Ok(())
        })?;
        statements.document(doc, |row| {
            let content = row.spans("content_spans")?;
            let all: Vec<_> = [row.spans("source_spans")?, row.spans("cue_spans")?, content.clone()].concat();
            facts.statements.push(Statement {
                whole: (
                    all.iter().map(|span| span.0).min().unwrap_or_default(),
                    all.iter().map(|span| span.1).max().unwrap_or_default(),
                ),
                content,
                source: row.text("source_text")?.map(str::to_owned),
                entities: row.texts("source_entities")?,
            });
            Ok(())
        })?;
        events.document(doc, |row| {
            let mut countries = [row.texts("actor_countries")?, row.texts("recipient_countries")?].concat();
            countries.extend(row.text("place_country")?.map(str::to_owned));
            let (kind, status) = (row.owned("type")?, row.owned("status")?);
            facts.events.push(Event {
                anchor: row.spans("anchor_spans")?,
                terms: act_terms(&kind, &status, &countries),
                kind,
                status,
                countries,
            });
            Ok(())
        })?;
        sentences.document(doc, |row| {
            let span = (row.number("start")?, row.number("end")?);
            let (sentence, text) = (row.number("sentence")?, row.owned("text")?);
            take(facts.entry(Sentence { sentence, span, text, ..document.clone() }, published))
        })?;
        documents.advance()?;
    }
    [&sentences, &entities, &mentions, &statements, &events].into_iter().try_for_each(Cursor::finish)
}

impl Facts {
    fn entry(&self, sentence: Sentence, published: Option<i32>) -> Entry {
        let here = sentence.span;
        let mut entry = Entry { sentence, published, ..Entry::default() };
        let mut voices: Vec<&Statement> = self
            .statements
            .iter()
            .filter(|statement| statement.content.iter().any(|span| overlap(*span, here)))
            .collect();
        // The outermost first: it begins first, or reaches farther.
        voices.sort_by_key(|statement| (statement.whole.0, -statement.whole.1));
        for voice in voices {
            let names: Vec<&str> = self.names(&voice.entities).collect();
            let shown = if names.is_empty() { voice.source.clone() } else { Some(names.join(", ")) };
            if let Some(shown) = shown.filter(|shown| !entry.sentence.said_by.contains(shown)) {
                entry.sentence.said_by.push(shown);
            }
            entry.speakers.extend(names.into_iter().map(str::to_owned).chain(voice.source.clone()));
        }
        for (_, id) in self.mentions.iter().filter(|(span, _)| overlap(*span, here)) {
            let Some(entity) = self.entities.get(id) else { continue };
            entry.about.insert(entity.name.clone());
            entry.countries.extend(entity.country.clone());
        }
        for event in self.events.iter().filter(|event| event.anchor.iter().any(|span| overlap(*span, here))) {
            entry.acts.extend(event.terms.iter().cloned());
            entry.kinds.insert(event.kind.clone());
            entry.statuses.insert(event.status.clone());
            entry.countries.extend(event.countries.iter().cloned());
        }
        entry
    }

    fn names<'f>(&'f self, ids: &'f [String]) -> impl Iterator<Item = &'f str> {
        ids.iter().filter_map(|id| self.entities.get(id)).map(|entity| entity.name.as_str())
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

fn path(root: &Path, segment: &SegmentInfo, table: Table) -> Result<PathBuf, SearchError> {
    let file = segment.files.iter().find(|file| file.table == table);
    file.map(|file| root.join(&file.path))
        .ok_or_else(|| SearchError::table(root, format!("segment {} has no file of {}", segment.segment, table.name())))
}

/// The ISO date of a day.
pub(crate) fn iso(days: i32) -> Option<String> {
    let date = arrow::temporal_conversions::date32_to_datetime(days)?;
    Some(date.format("%Y-%m-%d").to_string())
}
