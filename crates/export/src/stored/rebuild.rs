//! From rows to the record that they were made of.

use arrow::array::RecordBatch;
use onrecord_record::{
    Content, Cue, Dateline, Doc, Entity, Event, Headline, Location, Made, Mention, Reason, ReasonSource, Record, Role,
    SCHEMA, Source, Span, Statement, TimeRange,
};

use super::row::{NoRecord, Row, all};
use super::{Rows, StoredDocument};

/// The rows of one document.
pub(super) struct Tables {
    pub sentences: Rows,
    pub entities: Rows,
    pub mentions: Rows,
    pub times: Rows,
    pub statements: Rows,
    pub events: Rows,
    pub roles: Rows,
}

/// The document with the record that its rows were made of.
pub(super) fn document(key: String, document: &RecordBatch, tables: &Tables) -> Result<StoredDocument, NoRecord> {
    let row = Row::only(document);
    let record = Record {
        schema: SCHEMA.to_owned(),
        made: Made {
            program: row.text("made_program")?.to_owned(),
            model: row.text("made_model")?.to_owned(),
            codebook: row.owned("made_codebook")?,
            registry: row.owned("made_registry")?,
        },
        doc: about(&row)?,
        text: row.text("text")?.to_owned(),
        paragraphs: row.spans("paragraphs")?,
        sentences: all(&tables.sentences).map(|row| stretch(&row)).collect::<Result<_, _>>()?,
        entities: entities(tables)?,
        times: all(&tables.times).map(|row| time(&row)).collect::<Result<_, _>>()?,
        statements: all(&tables.statements).map(|row| statement(&row)).collect::<Result<_, _>>()?,
        events: events(tables)?,
    };
    Ok(StoredDocument { key, settings: row.owned("made_settings")?, record })
}

fn about(row: &Row<'_>) -> Result<Doc, NoRecord> {
    let dateline = match row.span("dateline_span")? {
        None => None,
        Some(span) => Some(Dateline {
            span,
            place: row.owned("dateline_place")?,
            country: row.owned("dateline_country")?,
            agency: row.owned("dateline_agency")?,
        }),
    };
    Ok(Doc {
        id: row.text("id")?.to_owned(),
        uri: row.owned("uri")?,
        publisher: row.owned("publisher")?,
        title: row.owned("title")?,
        language: row.owned("language")?,
        published: row.day("published")?,
        dateline,
        headline: row.span("headline_span")?.map(|span| Headline { span }),
        story: None,
    })
}

fn stretch(row: &Row<'_>) -> Result<Span<onrecord_record::Chars>, NoRecord> {
    Ok(Span::new(row.number("start")?, row.number("end")?))
}

fn time(row: &Row<'_>) -> Result<TimeRange, NoRecord> {
    Ok(TimeRange { span: Some(stretch(row)?), start: row.day("first_day")?, end: row.day("last_day")? })
}

fn entities(tables: &Tables) -> Result<Vec<Entity>, NoRecord> {
    let mut entities = Vec::new();
    let mut mentions = all(&tables.mentions).peekable();
    for row in all(&tables.entities) {
        let id = row.text("entity")?;
        let mut its = Vec::new();
        while let Some(mention) = mentions.peek() {
            if mention.text("entity")? != id {
                break;
            }
            let head = Span::new(mention.number("head_start")?, mention.number("head_end")?);
            its.push(Mention { span: stretch(mention)?, head, kind: mention.word("kind")? });
            mentions.next();
        }
        let country = row.owned("country")?;
        entities.push(Entity {
            id: id.to_owned(),
            kind: row.word("type")?,
            name: row.text("name")?.to_owned(),
            location: location(&row, country.clone())?,
            country,
            sectors: row.strings("sectors")?,
            role: row.owned("role")?,
            wikidata: row.owned("wikidata")?,
            mentions: its,
        });
    }
    match mentions.next() {
        None => Ok(entities),
        Some(_) => Err(NoRecord::Stray("mentions")),
    }
}

/// The place of an entity or event, if it has one.
fn location(row: &Row<'_>, country: Option<String>) -> Result<Option<Location>, NoRecord> {
    let Some(name) = row.owned("place")? else { return Ok(None) };
    Ok(Some(Location {
        span: None,
        name,
        country,
        admin1: row.owned("admin1")?,
        geonames: row.optional_number("geonames")?,
        lat: row.degrees("lat")?,
        lon: row.degrees("lon")?,
        precision: row.word("precision")?,
    }))
}

fn statement(row: &Row<'_>) -> Result<Statement, NoRecord> {
    Ok(Statement {
        id: row.text("statement")?.to_owned(),
        kind: row.word("kind")?,
        within: row.owned("within")?,
        negated: row.flag("negated")?,
        confidence: row.decimal("confidence")?,
        source: Source {
            spans: row.spans("source_spans")?,
            entities: row.strings("source_entities")?,
            kind: row.word("source_kind")?,
        },
        cue: Cue { spans: row.spans("cue_spans")?, class: row.owned("cue_class")? },
        content: Content { spans: row.spans("content_spans")? },
    })
}

fn events(tables: &Tables) -> Result<Vec<Event>, NoRecord> {
    let mut events = Vec::new();
    let mut roles = all(&tables.roles).peekable();
    for row in all(&tables.events) {
        let id = row.text("event")?;
        let (mut actors, mut recipients) = (Vec::new(), Vec::new());
        while let Some(role) = roles.peek() {
            if role.text("event")? != id {
                break;
            }
            let side = if role.text("side")? == "recipient" { &mut recipients } else { &mut actors };
            side.push(Role {
                span: role.span("span")?,
                entity: role.owned("entity")?,
                country: role.owned("country")?,
                sectors: role.strings("sectors")?,
            });
            roles.next();
        }
        events.push(Event {
            id: id.to_owned(),
            kind: row.text("type")?.to_owned(),
            mode: row.owned("mode")?,
            contexts: row.strings("contexts")?,
            cameo: row.owned("cameo")?,
            quad: row.text("quad")?.to_owned(),
            intensity: row.decimal("intensity")?,
            anchor: row.spans("anchor_spans")?,
            actors,
            recipients,
            location: location(&row, row.owned("place_country")?)?,
            time: TimeRange { span: row.span("time_span")?, start: row.day("first_day")?, end: row.day("last_day")? },
            status: row.word("status")?,
            statement: row.owned("statement")?,
            confidence: row.decimal("confidence")?,
            reasons: row.strings("reasons")?.iter().map(|reason| self::reason(reason)).collect(),
        });
    }
    match roles.next() {
        None => Ok(events),
        Some(_) => Err(NoRecord::Stray("roles")),
    }
}

/// `head: ASSAULT 0.93`: what spoke for it, which entry, how strongly.
fn reason(line: &str) -> Reason {
    let (by, rest) = line.split_once(": ").unwrap_or(("rule", line));
    let by = match by {
        "head" => ReasonSource::Head,
        "lexicon" => ReasonSource::Lexicon,
        "pattern" => ReasonSource::Pattern,
        _ => ReasonSource::Rule,
    };
    let scored = rest.rsplit_once(' ').and_then(|(id, score)| Some((id, score.parse::<f32>().ok()?)));
    match scored {
        Some((id, score)) => Reason { by, id: id.to_owned(), score: Some(score) },
        None => Reason { by, id: rest.to_owned(), score: None },
    }
}
