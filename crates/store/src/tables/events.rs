//! `events`: one row an act. Who did it and to whom is in `roles`.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float32Builder};
use arrow::datatypes::DataType::{Date32, Float32, Float64, Int64, Utf8};
use onrecord_record::Role;

use super::columns::{Days, Located, SpanLists, Spans, StringLists, Strings};
use super::{Columns, Rows, column, doc, optional, span, spans, strings};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("event", Utf8, "Id in the document: v1, v2, …"),
        column("type", Utf8, "Type of the codebook: ASSAULT, AGREE, …"),
        optional("mode", Utf8, "Mode of the type"),
        column("contexts", strings(), "What it is about, up to three"),
        optional("cameo", Utf8, "CAMEO code that fits best"),
        column("quad", Utf8, "Quad category"),
        column("intensity", Float32, "Score of mode or type"),
        column("status", Utf8, "actual, historical, future, hypothetical or negated"),
        optional("statement", Utf8, "Id of the statement that vouches for it; null is the article's own voice"),
        column("confidence", Float32, "Probability that there is such an act"),
        optional("anchor_text", Utf8, "The words that express it"),
        column("anchor_spans", spans(), "Where they stand, in code points of the document's text"),
        column("actor_countries", strings(), "Countries of those who did it, each once"),
        column("recipient_countries", strings(), "Countries of those to whom it was done, each once"),
        optional("first_day", Date32, "Null where it cannot be told"),
        optional("last_day", Date32, "Null where it cannot be told"),
        optional("time_span", span(), "The words that tell the time; null where the day of publication is meant"),
        optional("place", Utf8, "Name of the place"),
        optional("place_country", Utf8, "ISO 3166-1 alpha-3 code of the place"),
        optional("admin1", Utf8, "First-order division of the place"),
        optional("geonames", Int64, "GeoNames id of the place"),
        optional("lat", Float64, "Degrees north"),
        optional("lon", Float64, "Degrees east"),
        optional("precision", Utf8, "city, admin1, country or unknown"),
        column("reasons", strings(), "What spoke for it: by whom, which entry, how strongly"),
    ])
}

#[derive(Default)]
pub(super) struct Events {
    doc: Strings,
    event: Strings,
    kind: Strings,
    mode: Strings,
    contexts: StringLists,
    cameo: Strings,
    quad: Strings,
    intensity: Float32Builder,
    status: Strings,
    statement: Strings,
    confidence: Float32Builder,
    anchor_text: Strings,
    anchor_spans: SpanLists,
    actor_countries: StringLists,
    recipient_countries: StringLists,
    first_day: Days,
    last_day: Days,
    time_span: Spans,
    place: Located,
    place_country: Strings,
    reasons: StringLists,
}

impl Rows for Events {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for event in &checked.record.events {
            self.doc.push(doc);
            self.event.push(&event.id);
            self.kind.push(&event.kind);
            self.mode.push_option(event.mode.as_ref());
            self.contexts.push(&event.contexts);
            self.cameo.push_option(event.cameo.as_ref());
            self.quad.push(&event.quad);
            self.intensity.append_value(event.intensity);
            self.status.push(event.status.name());
            self.statement.push_option(event.statement.as_ref());
            self.confidence.append_value(event.confidence);
            self.anchor_text.push_option(checked.all_words(&event.anchor));
            self.anchor_spans.push(&event.anchor);
            self.actor_countries.push(&countries(&event.actors));
            self.recipient_countries.push(&countries(&event.recipients));
            self.first_day.push(event.time.start.as_deref());
            self.last_day.push(event.time.end.as_deref());
            self.time_span.push(event.time.span);
            self.place_country.push_option(event.location.as_ref().and_then(|it| it.country.as_ref()));
            self.place.push(event.location.as_ref());
            let reasons = event.reasons.iter().map(|reason| {
                let score = reason.score.map(|score| format!(" {score}")).unwrap_or_default();
                format!("{}: {}{score}", reason.by.name(), reason.id)
            });
            self.reasons.push(&reasons.collect::<Vec<_>>());
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let [place, admin1, geonames, lat, lon, precision] = self.place.take();
        vec![
            self.doc.take(),
            self.event.take(),
            self.kind.take(),
            self.mode.take(),
            self.contexts.take(),
            self.cameo.take(),
            self.quad.take(),
            Arc::new(self.intensity.finish()),
            self.status.take(),
            self.statement.take(),
            Arc::new(self.confidence.finish()),
            self.anchor_text.take(),
            self.anchor_spans.take(),
            self.actor_countries.take(),
            self.recipient_countries.take(),
            self.first_day.take(),
            self.last_day.take(),
            self.time_span.take(),
            place,
            self.place_country.take(),
            admin1,
            geonames,
            lat,
            lon,
            precision,
            self.reasons.take(),
        ]
    }
}

fn countries(roles: &[Role]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for country in roles.iter().filter_map(|role| role.country.as_ref()) {
        if !all.contains(country) {
            all.push(country.clone());
        }
    }
    all
}
