//! What stands at the head of a document: what its input said, completed by the text's own header, dateline and headline.

use onrecord_record::{Dateline, Doc, Headline};

use crate::DocumentInfo;
use crate::places::Places;
use crate::reading::Reading;

/// The head of a record. The input's date of publication comes before that of the text's header or dateline.
pub(crate) fn document(reading: &Reading<'_>, info: DocumentInfo, places: &Places) -> Doc {
    let layout = &reading.text.layout;
    let raw = reading.text.raw;
    let dateline = layout.dateline.as_ref().map(|parts| Dateline {
        span: reading.span(parts.span),
        place: Some(parts.place_name(raw)),
        country: places.dateline().and_then(|place| place.country).map(str::to_owned),
        agency: parts.agency.map(|agency| agency.slice(raw).to_owned()),
    });
    Doc {
        id: info.id,
        uri: info.uri,
        publisher: info.publisher,
        title: info.title,
        language: info.language,
        published: info.published.or_else(|| layout.iso_date()),
        dateline,
        headline: layout.headline.map(|span| Headline { span: reading.span(span) }),
        story: None,
    }
}

/// The day of an ISO date, also where a time of day follows it.
pub(crate) fn day(published: Option<&str>) -> Option<jiff::civil::Date> {
    published?.get(..10)?.parse().ok()
}
