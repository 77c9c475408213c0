//! PLOVER's JSON Lines: one act a line, with the field names of the manual (draft 2.0, chapter "JSON Data Fields").
//!
//! Whether the act happened stands in `context`, where the manual has it (historical, future, hypothetical, negation), and with voice,
//! confidence, spans and hashes under `onrecord`.

use onrecord_record::{Chars, Role, Span, Status};
use serde::Serialize;

use super::{Given, Job, json};
use crate::countries::country;
use crate::error::ExportError;
use crate::selection::days;
use crate::view::View;

#[derive(Serialize)]
struct Plover<'r> {
    id: String,
    date: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<&'r str>,
    actor: Vec<Actor<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Actor<'r>>,
    event: [&'r str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Place<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_text: Option<Vec<&'r str>>,
    quad_code: Option<u8>,
    event_scale: f32,
    mode: Vec<&'r str>,
    context: Vec<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_info: Option<TextInfo>,
    cite_info: Citation<'r>,
    coder: String,
    onrecord: Ours<'r>,
}

#[derive(Serialize)]
struct Actor<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_text: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_id: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_text: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'r str>,
    /// Where `entity_text` stands: code points of the document's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    onrecord_span: Option<Span<Chars>>,
}

/// A place with the fields of a GeoNames dump, as the manual asks.
#[derive(Serialize)]
struct Place<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    geonameid: Option<u32>,
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(rename = "country code", skip_serializing_if = "Option::is_none")]
    country_code: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cc3: Option<&'r str>,
}

#[derive(Serialize)]
struct TextInfo {
    /// Number of the sentence in the document.
    sequence: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Citation<'r> {
    citation: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'r str>,
    coder: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    codebook: Option<&'r str>,
}

/// What PLOVER has no field for.
#[derive(Serialize)]
struct Ours<'r> {
    doc: &'r str,
    event: &'r str,
    status: Status,
    confidence: f32,
    cameo: Option<&'r str>,
    anchor: &'r [Span<Chars>],
    /// The statement that vouches for the act; none is the article's own voice.
    voice: Option<Voice<'r>>,
    text_blake3: String,
}

#[derive(Serialize)]
struct Voice<'r> {
    statement: &'r str,
    source: Vec<&'r str>,
    source_kind: onrecord_record::SourceKind,
    source_spans: &'r [Span<Chars>],
    cue_class: Option<&'r str>,
    negated: bool,
    confidence: f32,
}

pub(super) fn events(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    let mut given = Given::default();
    let record = view.record;
    let (doc, made) = (&record.doc, &record.made);
    for event in job.events(view) {
        let (Some(first), last) = days(record, event) else {
            given.left_out += 1;
            continue;
        };
        let anchor = event.anchor.first().copied().unwrap_or(Span::new(0, 0));
        let sentence = view.sentence(anchor);
        let mut context: Vec<&str> = event.contexts.iter().map(String::as_str).collect();
        context.extend(context_of(event.status));
        let voice = view.voice(event).map(|voice| Voice {
            statement: &voice.id,
            source: voice.source.entities.iter().filter_map(|id| Some(view.entity(Some(id))?.name.as_str())).collect(),
            source_kind: voice.source.kind,
            source_spans: &voice.source.spans,
            cue_class: voice.cue.class.as_deref(),
            negated: voice.negated,
            confidence: voice.confidence,
        });
        let line = json(&Plover {
            id: format!("{}-{}", view.key, event.id),
            date: first,
            enddate: last.filter(|last| *last != first),
            actor: event.actors.iter().map(|role| actor(job, view, role)).collect(),
            recipient: event.recipients.iter().map(|role| actor(job, view, role)).collect(),
            event: [&event.kind],
            event_loc: event.location.as_ref().map(|place| Place {
                geonameid: place.geonames,
                name: &place.name,
                latitude: place.lat,
                longitude: place.lon,
                country_code: place.country.as_deref().and_then(country).map(|country| country.iso2),
                cc3: place.country.as_deref(),
            }),
            event_text: job.quoted(event.anchor.iter().map(|&span| view.words(span)).collect()),
            quad_code: quad_code(&event.quad),
            event_scale: event.intensity,
            mode: event.mode.iter().map(String::as_str).collect(),
            context,
            text: sentence.and_then(|(_, span)| job.quoted(view.words(span))),
            text_info: sentence.map(|(sequence, span)| TextInfo { sequence, start: span.start(), end: span.end() }),
            cite_info: Citation {
                citation: &doc.id,
                url: doc.uri.as_deref(),
                title: doc.title.as_deref(),
                language: doc.language.as_deref(),
                publication: doc.publisher.as_deref(),
                date: doc.published.as_deref(),
                coder: &made.model,
                codebook: made.codebook.as_deref(),
            },
            coder: format!("onrecord {}", made.program),
            onrecord: Ours {
                doc: view.key,
                event: &event.id,
                status: event.status,
                confidence: event.confidence,
                cameo: event.cameo.as_deref(),
                anchor: &event.anchor,
                voice,
                text_blake3: view.text_hash(),
            },
        })?;
        given.text.push_str(&line);
        given.text.push('\n');
        given.items += 1;
    }
    Ok(given)
}

fn actor<'r>(job: &Job<'_>, view: &View<'r>, role: &'r Role) -> Actor<'r> {
    let entity = view.entity(role.entity.as_deref());
    Actor {
        // A state by its code; what is of no state by the code of what it is.
        code: role
            .country
            .as_deref()
            .or_else(|| role.sectors.first().map(String::as_str).filter(|it| is_stateless(it))),
        sector: (!role.sectors.is_empty()).then(|| role.sectors.join(" ")),
        entity_text: role.span.and_then(|span| job.quoted(view.words(span))),
        identifier_id: entity.and_then(|entity| entity.wikidata.as_deref()),
        identifier_text: entity.map(|entity| entity.name.as_str()),
        office: view.title(role),
        onrecord_span: role.span,
    }
}

/// The manual's codes of actors that belong to no state.
fn is_stateless(sector: &str) -> bool {
    matches!(sector, "IGO" | "UNO" | "EUR" | "NGO" | "MNC" | "ISM" | "IMG")
}

/// The manual's quad codes: 1 to 4.
pub(super) fn quad_code(quad: &str) -> Option<u8> {
    const QUADS: [&str; 4] = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
    (1..).zip(QUADS).find(|(_, name)| *name == quad).map(|(code, _)| code)
}

/// The manual's word of context for what did not simply happen.
pub(super) fn context_of(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual => None,
        Status::Historical => Some("historical"),
        Status::Future => Some("future"),
        Status::Hypothetical => Some("hypothetical"),
        Status::Negated => Some("negation"),
    }
}
