//! One row of a table as a document, wherever the table came from.

use std::borrow::Cow;

use crate::charset;
use crate::columns::{Field, Layout};
use crate::date::iso_date;
use crate::document::{Document, Origin, Place, Warning};
use crate::error::Problem;
use crate::language;
use crate::limits::Limits;

/// The document that a row holds. `cell` gives the columns' values, decoded; an empty one is none.
///
/// # Errors
/// Where it has no usable text.
pub(crate) fn document<'r>(
    layout: &Layout,
    cell: impl Fn(usize) -> Option<Cow<'r, str>>,
    path: &str,
    place: Place,
    encoding: &'static str,
    limits: &Limits,
) -> Result<Document, Problem> {
    let filled = |column: &usize| cell(*column).filter(|value| !value.trim().is_empty());
    let first = |field| layout.of(field).iter().find_map(filled);
    let text = first(Field::Text).ok_or(Problem::Empty)?;
    if text.len() as u64 > limits.text {
        return Err(Problem::TextTooLong { limit: limits.text });
    }
    charset::check(&text).map_err(Problem::NotText)?;
    let (published, warning) = date(layout.of(Field::Date).iter().filter_map(filled));
    let id = first(Field::Id);
    let owned = |field| first(field).map(|value| value.trim().to_owned());
    Ok(Document {
        id_given: id.is_some(),
        id: id.map_or_else(|| format!("{path}:{}", place.number()), |id| bare_id(&id).to_owned()),
        text: text.into_owned(),
        title: owned(Field::Title),
        published,
        publisher: owned(Field::Publisher),
        uri: owned(Field::Url),
        language: first(Field::Language).and_then(|given| language::code(&given)),
        encoding,
        origin: Origin::at(path, place),
        warnings: warning.into_iter().collect(),
    })
}

/// The first date that is one, else a warning of what stands in its place.
fn date<'r>(mut written: impl Iterator<Item = Cow<'r, str>>) -> (Option<String>, Option<Warning>) {
    let Some(first) = written.next() else { return (None, None) };
    let date = iso_date(&first).or_else(|| written.find_map(|next| iso_date(&next)));
    let warning =
        date.is_none().then(|| Warning::NoDate { field: "date", found: first.trim().chars().take(60).collect() });
    (date, warning)
}

/// An id without the angle brackets of web archives.
pub(crate) fn bare_id(id: &str) -> &str {
    let id = id.trim();
    id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id)
}
