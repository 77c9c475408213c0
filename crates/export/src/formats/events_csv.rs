//! Acts as one flat table: a row an act, with who, whom, where, when and on whose word.

use onrecord_record::{Chars, Role, Span};

use super::sheet::csv;
use super::{Given, Job, json};
use crate::error::ExportError;
use crate::view::View;

pub(super) const COLUMNS: [&str; 42] = [
    "doc",
    "id",
    "published",
    "publisher",
    "uri",
    "event",
    "type",
    "mode",
    "contexts",
    "cameo",
    "quad",
    "intensity",
    "status",
    "confidence",
    "first_day",
    "last_day",
    "actors",
    "actor_countries",
    "actor_sectors",
    "actor_words",
    "actor_spans",
    "recipients",
    "recipient_countries",
    "recipient_sectors",
    "recipient_words",
    "recipient_spans",
    "anchor",
    "anchor_spans",
    "sentence",
    "sentence_text",
    "voice",
    "voice_source",
    "voice_cue_class",
    "place",
    "place_country",
    "admin1",
    "geonames",
    "lat",
    "lon",
    "precision",
    "text_blake3",
    "made_model",
];

pub(super) fn events(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    let mut given = Given::default();
    let record = view.record;
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for event in job.events(view) {
        let anchor = event.anchor.first().copied().unwrap_or(Span::new(0, 0));
        let sentence = view.sentence(anchor);
        let voice = view.voice(event);
        let place = event.location.as_ref();
        let mut row: Vec<String> = Vec::with_capacity(COLUMNS.len());
        row.extend([view.key.to_owned(), record.doc.id.clone(), owned(&record.doc.published)]);
        row.extend([owned(&record.doc.publisher), owned(&record.doc.uri)]);
        row.extend([event.id.clone(), event.kind.clone(), owned(&event.mode), event.contexts.join(";")]);
        row.extend([owned(&event.cameo), event.quad.clone(), event.intensity.to_string()]);
        row.extend([event.status.name().to_owned(), event.confidence.to_string()]);
        row.extend([owned(&event.time.start), owned(&event.time.end)]);
        row.extend(side(job, view, &event.actors)?);
        row.extend(side(job, view, &event.recipients)?);
        row.push(job.quoted(view.all_words(&event.anchor)).flatten().unwrap_or_default());
        row.push(json(&event.anchor)?);
        row.push(sentence.map(|(number, _)| number.to_string()).unwrap_or_default());
        row.push(sentence.and_then(|(_, span)| job.quoted(view.words(span))).unwrap_or_default().to_owned());
        row.push(voice.map(|voice| voice.id.clone()).unwrap_or_default());
        let source =
            voice.map(|voice| names(voice.source.entities.iter().filter_map(|id| Some(&view.entity(Some(id))?.name))));
        row.push(source.unwrap_or_default());
        row.push(voice.and_then(|voice| voice.cue.class.clone()).unwrap_or_default());
        row.push(place.map(|place| place.name.clone()).unwrap_or_default());
        row.push(place.and_then(|place| place.country.clone()).unwrap_or_default());
        row.push(place.and_then(|place| place.admin1.clone()).unwrap_or_default());
        row.push(place.and_then(|place| place.geonames).map(|id| id.to_string()).unwrap_or_default());
        row.extend([number(place.and_then(|place| place.lat)), number(place.and_then(|place| place.lon))]);
        row.push(place.map(|place| place.precision.name().to_owned()).unwrap_or_default());
        row.extend([view.text_hash(), record.made.model.clone()]);
        given.text.push_str(&csv(&[row])?);
        given.items += 1;
    }
    Ok(given)
}

/// Names, countries, sectors, words and spans of one side, the same number of each: `;` between roles, `|` between sectors of one.
fn side(job: &Job<'_>, view: &View<'_>, roles: &[Role]) -> Result<[String; 5], ExportError> {
    let words = |role: &Role| role.span.and_then(|span| job.quoted(view.words(span))).unwrap_or_default().to_owned();
    let spans: Vec<Option<Span<Chars>>> = roles.iter().map(|role| role.span).collect();
    Ok([
        // What has no name of its own is named by its words, which may have to be left out.
        names(
            roles
                .iter()
                .map(|role| view.entity(role.entity.as_deref()).map_or_else(|| words(role), |it| it.name.clone())),
        ),
        names(roles.iter().map(|role| role.country.clone().unwrap_or_default())),
        names(roles.iter().map(|role| role.sectors.join("|"))),
        if job.without_text { String::new() } else { names(roles.iter().map(words)) },
        json(&spans)?,
    ])
}

/// Joined by `;`, which becomes a comma within.
fn names(names: impl Iterator<Item = impl AsRef<str>>) -> String {
    names.map(|name| name.as_ref().replace(';', ",")).collect::<Vec<_>>().join(";")
}
