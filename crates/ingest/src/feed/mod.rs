//! Feeds: RSS (0.9 to 2.0, RDF among them), Atom and JSON Feed.
//!
//! Each entry becomes a document: its full content where the feed has it, else its summary, which the document says in a
//! warning. Feeds in the wild are often broken XML; what can be read up to the broken place is read, and the rest is an
//! error of its own.

mod json;
mod xml;

use onrecord_page::text_of;

use crate::Compression;
use crate::date::iso_date;
use crate::document::{Document, Origin, Warning};
use crate::error::{Problem, ReadError};
use crate::limits::Limits;
use crate::peek::Bytes;
use crate::{charset, plain};

/// Entries of one feed that are read.
const MOST: usize = 10_000;

/// A feed as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// The name of the feed, mostly the paper's.
    pub title: Option<String>,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// Why it could not be read to its end.
    pub broken: Option<String>,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What the feed calls it; of no meaning outside of the feed.
    pub id: Option<String>,
    /// The address of the article.
    pub link: Option<String>,
    /// The headline, without tags.
    pub title: Option<String>,
    /// When it was published, or else last changed, as written.
    pub date: Option<String>,
    /// The whole article as HTML, where the feed has it.
    pub content: Option<String>,
    /// Its first lines or a summary, as HTML.
    pub summary: Option<String>,
}

impl Entry {
    /// By what an entry is known when the feed is read again.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.id.as_deref().or(self.link.as_deref()).or(self.title.as_deref())
    }
}

/// Reads a feed of any kind.
///
/// # Errors
/// Where the bytes are no feed at all.
pub fn read_feed(bytes: Vec<u8>) -> Result<Feed, Problem> {
    let text = charset::decode_xml(bytes).map_err(Problem::NotText)?;
    let mut feed = if text.trim_start().starts_with('{') { json::read(&text)? } else { xml::read(&text)? };
    feed.entries.truncate(MOST);
    for entry in &mut feed.entries {
        entry.title = entry.title.take().map(|title| line_of(&title)).filter(|title| !title.is_empty());
    }
    feed.title = feed.title.map(|title| line_of(&title)).filter(|title| !title.is_empty());
    Ok(feed)
}

/// The text of a headline, in which there may be tags.
fn line_of(html: &str) -> String {
    text_of(html).replace("\n\n", " ")
}

/// The documents of a feed that is an input.
pub(crate) fn read(
    name: &str,
    compression: Option<Compression>,
    bytes: Bytes,
    limits: &Limits,
) -> Vec<Result<Document, ReadError>> {
    let origin = Origin::whole(name);
    let feed = match plain::all_of(compression, bytes, limits.line).and_then(read_feed) {
        Ok(feed) => feed,
        Err(problem) => return vec![Err(problem.at(origin, None))],
    };
    let Feed { title: publisher, entries, broken } = feed;
    let found = entries.len();
    let numbered = entries.into_iter().enumerate();
    let mut items: Vec<_> = numbered
        .map(|(at, entry)| {
            document(entry, at + 1, publisher.as_deref(), name, limits)
                .map_err(|problem| problem.at(origin.clone(), None))
        })
        .collect();
    if let Some(message) = broken {
        items.push(Err(Problem::BrokenFeed { message, entries: found as u64 }.at(origin.clone(), None)));
    }
    if items.is_empty() {
        items.push(Err(Problem::Empty.at(origin, None)));
    }
    items
}

/// The document that an entry holds by itself.
fn document(
    entry: Entry,
    number: usize,
    publisher: Option<&str>,
    path: &str,
    limits: &Limits,
) -> Result<Document, Problem> {
    let id = entry.key().map(str::to_owned);
    let Entry { link, title, date, content, summary, .. } = entry;
    let whole = content.map(|html| text_of(&html)).filter(|text| !text.is_empty());
    let mut warnings = Vec::new();
    let text = match whole {
        Some(text) => text,
        None => {
            warnings.push(Warning::Summary);
            summary.map(|html| text_of(&html)).unwrap_or_default()
        }
    };
    if text.is_empty() {
        return Err(Problem::EmptyEntry { number: number as u64 });
    }
    if text.len() as u64 > limits.text {
        return Err(Problem::TextTooLong { limit: limits.text });
    }
    let published = date.as_deref().and_then(iso_date);
    if let Some(found) = date.filter(|_| published.is_none()) {
        warnings.push(Warning::NoDate { field: "date", found: found.chars().take(60).collect() });
    }
    Ok(Document {
        id_given: id.is_some(),
        id: id.unwrap_or_else(|| format!("{path}:{number}")),
        text,
        title,
        published,
        publisher: publisher.map(str::to_owned),
        uri: link,
        language: None,
        encoding: "UTF-8",
        origin: Origin::whole(path),
        warnings,
    })
}

#[cfg(test)]
mod tests;
