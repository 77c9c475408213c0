//! An HTML page: one input, one document, whose text is the article that `onrecord-page` finds on it.

use onrecord_page::{Hints, Page, extract};

use crate::Compression;
use crate::date::iso_date;
use crate::document::{Document, Origin, Warning};
use crate::error::{Problem, ReadError};
use crate::language;
use crate::limits::Limits;
use crate::peek::Bytes;
use crate::plain;

/// Reads the one page that `bytes` holds.
pub(crate) fn read(
    name: &str,
    compression: Option<Compression>,
    bytes: Bytes,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let origin = Origin::whole(name);
    // Markup may be many times the text.
    let most = limits.line.min(onrecord_page::LONGEST as u64);
    let page = plain::all_of(compression, bytes, most)
        .and_then(|bytes| extract(&bytes, &Hints::default()).map_err(Problem::NoArticle));
    match page {
        Ok(page) if page.text.len() as u64 > limits.text => {
            Err(Problem::TextTooLong { limit: limits.text }.at(origin, None))
        }
        Ok(page) => Ok(document_of(page, name.to_owned(), false, origin)),
        Err(problem) => Err(problem.at(origin, None)),
    }
}

/// The document that a page holds.
#[must_use]
pub fn document_of(page: Page, id: String, id_given: bool, origin: Origin) -> Document {
    let Page { text, title, date, publisher, url, .. } = page;
    let published = date.as_deref().and_then(iso_date);
    let unread = date.filter(|_| published.is_none());
    let warning = unread.map(|date| Warning::NoDate { field: "date", found: date.chars().take(60).collect() });
    let language = language::detect(&text).map(str::to_owned);
    Document {
        id,
        id_given,
        text,
        title,
        published,
        publisher,
        uri: url,
        language,
        // A page names its character set itself, so that there is nothing to warn of.
        encoding: "UTF-8",
        origin,
        warnings: warning.into_iter().collect(),
    }
}
