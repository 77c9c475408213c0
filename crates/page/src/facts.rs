//! What a page says of itself: title, date, publisher, address, language, and articles inside JSON-LD.
//!
//! Many places of a page say the same, some more truly than others. Each field keeps what the most trusted place said;
//! of equals, what came first. Which names of `<meta>` count is a table, `tables/meta.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::attributes::Attributes;
use crate::entities;
use crate::linked::{self, Linked};

/// Something that a page says of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Date,
    Publisher,
    Url,
    Language,
}

/// Name in lower case → the field and how far it is trusted.
static META: LazyLock<HashMap<&'static str, (Field, u8)>> = LazyLock::new(|| {
    let lines = include_str!("../tables/meta.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(entry).flat_map(|(what, names)| names.split(", ").map(move |name| (name, what))).collect()
});

fn entry(line: &'static str) -> Option<((Field, u8), &'static str)> {
    let mut columns = line.split('\t');
    let field = match columns.next()? {
        "title" => Field::Title,
        "date" => Field::Date,
        "publisher" => Field::Publisher,
        "url" => Field::Url,
        "language" => Field::Language,
        _ => return None,
    };
    Some(((field, columns.next()?.parse().ok()?), columns.next()?))
}

/// How far other places are trusted, beside the table.
mod trust {
    pub(super) const LINKED: u8 = 1;
    pub(super) const CANONICAL: u8 = 2;
    pub(super) const ROOT_LANGUAGE: u8 = 1;
    pub(super) const MARKED_TIME: u8 = 5;
    pub(super) const ANY_TIME: u8 = 6;
    pub(super) const LINKED_CHANGE: u8 = 8;
}

/// Bytes of a value that are kept.
const LONGEST: usize = 2_000;

/// Bytes of JSON-LD that one page may have.
const MOST_JSON: usize = 4 << 20;

/// What was said in the most trusted place.
#[derive(Debug, Default)]
struct Said(Option<(u8, String)>);

impl Said {
    fn hear(&mut self, trust: u8, value: &str) {
        if self.0.as_ref().is_some_and(|(known, _)| *known <= trust) {
            return;
        }
        let value = one_line(value);
        if !value.is_empty() {
            self.0 = Some((trust, value));
        }
    }
}

/// A value as one line of bounded length.
pub(crate) fn one_line(value: &str) -> String {
    let value = &value[..value.floor_char_boundary(LONGEST)];
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    title: Said,
    date: Said,
    publisher: Said,
    url: Said,
    language: Said,
    /// The content of `<title>`.
    pub(crate) page_title: Option<String>,
    /// Texts of articles in JSON-LD, in order.
    pub(crate) bodies: Vec<String>,
    /// Bytes of JSON-LD that were read.
    json: usize,
}

impl Facts {
    /// What the page says in this field, and how far that is trusted: 1 most.
    pub(crate) fn get(&self, field: Field) -> Option<(u8, &str)> {
        let said = match field {
            Field::Title => &self.title,
            Field::Date => &self.date,
            Field::Publisher => &self.publisher,
            Field::Url => &self.url,
            Field::Language => &self.language,
        };
        said.0.as_ref().map(|(trust, value)| (*trust, value.as_str()))
    }

    fn hear(&mut self, field: Field, trust: u8, value: &str) {
        match field {
            Field::Title => self.title.hear(trust, value),
            Field::Date if is_date(value) => self.date.hear(trust, value),
            Field::Date => {}
            Field::Publisher => self.publisher.hear(trust, value.trim_start_matches('@')),
            Field::Url if is_absolute(value) => self.url.hear(trust, value),
            Field::Url => {}
            Field::Language => self.language.hear(trust, &value.replace('_', "-")),
        }
    }

    /// `<meta>`, by whatever attribute it is named.
    pub(crate) fn meta(&mut self, attributes: Attributes<'_>) {
        let mut content = None;
        let mut names = [None; 4];
        for (name, value) in attributes.all() {
            match Some(name) {
                Some(name) if name.eq_ignore_ascii_case("content") => content = Some(value),
                Some(name) if name.eq_ignore_ascii_case("property") => names[0] = Some(value),
                Some(name) if name.eq_ignore_ascii_case("name") => names[1] = Some(value),
                Some(name) if name.eq_ignore_ascii_case("itemprop") => names[2] = Some(value),
                Some(name) if name.eq_ignore_ascii_case("http-equiv") => names[3] = Some(value),
                _ => {}
            }
        }
        let Some(content) = content else { return };
        for name in names.into_iter().flatten() {
            self.named(name, content);
        }
    }

    /// An element within the page whose `itemprop` gives the date.
    pub(crate) fn property(&mut self, attributes: Attributes<'_>) {
        if let (Some(name), Some(content)) = (attributes.raw("itemprop"), attributes.raw("content"))
            && name.starts_with("date")
        {
            self.named(name, content);
        }
    }

    fn named(&mut self, name: &str, content: &str) {
        let mut lower = [0; 40];
        let Some(lower) = lower.get_mut(..name.len()) else { return };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        let known = std::str::from_utf8(lower).ok().and_then(|name| META.get(name));
        if let Some(&(field, trust)) = known {
            self.hear(field, trust, &entities::decode(content));
        }
    }

    /// `<link rel="canonical">`
    pub(crate) fn link(&mut self, attributes: Attributes<'_>) {
        if attributes.raw("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
            && let Some(address) = attributes.get("href")
        {
            self.hear(Field::Url, trust::CANONICAL, &address);
        }
    }

    /// `<time datetime="…">`
    pub(crate) fn time(&mut self, attributes: Attributes<'_>) {
        let Some(when) = attributes.raw("datetime") else { return };
        let marked = attributes.all().any(|(name, value)| {
            name.eq_ignore_ascii_case("pubdate")
                || (name.eq_ignore_ascii_case("itemprop") && value.eq_ignore_ascii_case("datePublished"))
        });
        self.hear(Field::Date, if marked { trust::MARKED_TIME } else { trust::ANY_TIME }, when);
    }

    /// `<html lang="…">`
    pub(crate) fn language(&mut self, attributes: Attributes<'_>) {
        for name in ["lang", "xml:lang"] {
            if let Some(language) = attributes.raw(name) {
                self.hear(Field::Language, trust::ROOT_LANGUAGE, language);
            }
        }
    }

    /// `<title>`; the first counts.
    pub(crate) fn page_title(&mut self, content: &str) {
        if self.page_title.is_none() {
            let title = one_line(&entities::decode(content));
            self.page_title = Some(title).filter(|title| !title.is_empty());
        }
    }

    /// `<script>`: JSON-LD is read, programs are not.
    pub(crate) fn script(&mut self, attributes: Attributes<'_>, content: &str) {
        let kind = attributes.raw("type").map(str::trim).unwrap_or_default();
        if !kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
            return;
        }
        self.json += content.len();
        if self.json > MOST_JSON {
            return;
        }
        for Linked { title, date, changed, publisher, url, language, body } in linked::articles(content) {
            let mut hear = |field, trust, value: Option<String>| {
                if let Some(value) = value {
                    self.hear(field, trust, &entities::decode(&value));
                }
            };
            hear(Field::Title, trust::LINKED, title);
            hear(Field::Date, trust::LINKED, date);
            hear(Field::Date, trust::LINKED_CHANGE, changed);
            hear(Field::Publisher, trust::LINKED, publisher);
            hear(Field::Url, trust::LINKED, url);
            hear(Field::Language, trust::LINKED, language);
            self.bodies.extend(body);
        }
    }
}

/// Whether something may be a date: there is a year in it.
fn is_date(value: &str) -> bool {
    let digits = value.as_bytes();
    value.len() >= 8
        && value.len() <= 64
        && digits
            .windows(4)
            .any(|year| (year.starts_with(b"19") || year.starts_with(b"20")) && year.iter().all(u8::is_ascii_digit))
}

/// Whether an address says where it leads from anywhere.
pub(crate) fn is_absolute(address: &str) -> bool {
    let address = address.trim();
    ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::read;

    fn said(html: &str, field: Field) -> Option<String> {
        read(html).1.get(field).map(|(_, value)| value.to_owned())
    }

    #[test]
    fn the_most_trusted_place_is_heard() {
        let html = "<meta name=date content='2020-05-18'><meta content='2020-05-17T08:00Z' property=article:published_time>\
                    <time datetime=2019-01-01>";
        assert_eq!(said(html, Field::Date).as_deref(), Some("2020-05-17T08:00Z"));
        assert_eq!(
            said("<meta name=date content='soon'><time datetime='2019-01-01'>", Field::Date).as_deref(),
            Some("2019-01-01")
        );
        let html = "<link rel=canonical href=/a><meta property=og:url content=https://paper.example/a?b=1&amp;c=2>";
        assert_eq!(said(html, Field::Url).as_deref(), Some("https://paper.example/a?b=1&c=2"));
        assert_eq!(said("<html lang=en_GB>", Field::Language).as_deref(), Some("en-GB"));
    }

    #[test]
    fn every_line_of_the_table_is_good() {
        let lines = include_str!("../tables/meta.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for line in lines {
            let (_, names) = entry(line).expect(line);
            count += names.split(", ").inspect(|name| assert_eq!(*name, name.to_ascii_lowercase())).count();
        }
        assert_eq!(META.len(), count, "a name stands twice");
    }
}
