//! A toponym as the text has it, what else is known of the document, and the place that comes out.

use onrecord_record::Precision;

/// A name of a place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toponym<'a> {
    /// The name as written: "Hama", "Hama province", "Gaza City", "northern Mali".
    pub name: &'a str,
    /// Up to about six words before it, in their order, signs as words of their own.
    pub words_before: &'a [&'a str],
    /// Up to about six words behind it.
    pub words_after: &'a [&'a str],
}

/// What is known of the document that a toponym stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Context<'a> {
    /// Where the story was filed, as [`resolve_phrase`](crate::resolve_phrase) gives it.
    pub dateline: Option<&'a Place>,
    /// Alpha-3 codes of the states that the document names or whose people act in it, with weights; only their proportion counts.
    pub countries: &'a [(&'a str, f64)],
    /// Alpha-3 code of the publisher's state.
    pub publisher: Option<&'a str>,
}

/// Where a toponym lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The name that the gazetteer gives it first.
    pub name: String,
    /// ISO 3166-1 alpha-3; Kosovo is `XKX`. None for a region of several states.
    pub country: Option<&'static str>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// GeoNames id, where our extract has one.
    pub geonames: Option<u32>,
    /// Degrees north, to a hundredth; of a division or state, where its people live on average.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exact the place is; `Unknown` for regions that have no point.
    pub precision: Precision,
}
