//! From the HTML of a news site to the article that it holds.
//!
//! ```text
//! bytes ──charset──▶ characters ──tokens──▶ tags and text ──reader──▶ Outline: blocks and boxes ──article──▶ blocks kept
//!                                                             └─────▶ Facts: title, date, …                     │
//!                                                                       └──────── wording, title ──▶ Page ◀─────┘
//! ```
//!
//! [`extract`] is the one way in. It is pure: no files, no network, no clock; the same bytes and hints give the same page.
//! No tree of elements is built: the page is read once, and what is kept of it are stretches of text and the boxes around
//! them, so that reading costs little more than looking at the bytes. Nothing in a page makes it slow, deep or large: nesting
//! is bounded, and what a page leaves open swallows nothing.
//!
//! ```
//! use onrecord_page::{Hints, extract};
//!
//! let html = b"<html lang=en><title>Ferry runs again | Harbour Post</title><nav><a href=/>Home</a></nav>
//!     <h1>Ferry runs again</h1><p>The ferry to Lissa runs again, the harbour office said on Friday after three weeks.
//!     <p>\xe2\x80\x9cThe island needs its boat,\xe2\x80\x9d said Ivo Brandt, who leads the office of the harbour.<footer>Imprint</footer>";
//! let page = extract(html, &Hints::default()).unwrap();
//! assert_eq!(page.title.as_deref(), Some("Ferry runs again"));
//! assert_eq!(page.publisher.as_deref(), Some("Harbour Post"));
//! assert!(page.text.starts_with("The ferry to Lissa") && page.text.ends_with("office of the harbour."));
//! ```

mod article;
mod attributes;
mod charset;
mod elements;
mod entities;
mod facts;
mod heart;
mod linked;
mod outline;
mod page;
mod phrases;
mod places;
mod prose;
mod reader;
mod signals;
mod title;
mod tokens;
mod wording;

pub use page::{Hints, NoArticle, Page};

use facts::Field;

/// Bytes that a page may have.
pub const LONGEST: usize = 16 << 20;

/// Bytes of text under which a page has no article.
const LEAST_TEXT: usize = 120;

/// Of so many characters one may be a control character, zero among them.
const TEXT_FOR_ONE_CONTROL: usize = 50;

/// Finds the article on a page.
///
/// # Errors
/// Where the bytes are no text, are too many, or hold no article.
pub fn extract(bytes: &[u8], hints: &Hints) -> Result<Page, NoArticle> {
    if bytes.len() > LONGEST {
        return Err(NoArticle::TooLong { limit: LONGEST });
    }
    let html = charset::decode(bytes, hints.charset.as_deref());
    if !is_text(&html) {
        return Err(NoArticle::NotText);
    }
    let (outline, facts) = reader::read(&html);
    let text = wording::compose(&outline, &facts.bodies);
    if text.len() < LEAST_TEXT {
        return Err(NoArticle::NoText);
    }
    let (title, publisher) = title::of(&facts, &outline);
    let said = |field| facts.get(field).map(|(_, value)| value.to_owned());
    let url = said(Field::Url).or_else(|| hints.url.clone());
    let date = said(Field::Date).or_else(|| url.as_deref().and_then(date_in));
    Ok(Page { text, title, date, publisher, url, language: said(Field::Language) })
}

/// The text of a piece of HTML that is an article and nothing else, as in a feed: paragraphs with a blank line between them,
/// without captions and lines such as "Advertisement".
#[must_use]
pub fn text_of(html: &str) -> String {
    wording::of_piece(html)
}

/// Characters with their references (`&amp;`, `&#8217;`) decoded. What is no reference stays.
#[must_use]
pub fn decode_references(text: &str) -> std::borrow::Cow<'_, str> {
    entities::decode(text)
}

/// Whether characters are a text that somebody wrote.
fn is_text(html: &str) -> bool {
    let controls = html.bytes().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    controls * TEXT_FOR_ONE_CONTROL <= html.len()
}

/// The date in an address: `/2026/03/02/`, `/2026-03-02-`.
fn date_in(address: &str) -> Option<String> {
    let windows = address.as_bytes().windows(12);
    windows.into_iter().find_map(|w| {
        let mark = w[5];
        let digits = |range: std::ops::Range<usize>| {
            let part = &w[range];
            part.iter()
                .all(u8::is_ascii_digit)
                .then(|| part.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')))
        };
        let around = w[0] == b'/' && !w[11].is_ascii_digit() && matches!(mark, b'/' | b'-') && w[8] == mark;
        let (year, month, day) = (digits(1..5)?, digits(6..8)?, digits(9..11)?);
        let real = (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        (around && real).then(|| format!("{year}-{month:02}-{day:02}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_an_article_says_so() {
        assert_eq!(extract(b"", &Hints::default()), Err(NoArticle::NoText));
        assert_eq!(extract(b"<form><input name=q></form><p>Search", &Hints::default()), Err(NoArticle::NoText));
        assert_eq!(extract(&[0; 1000], &Hints::default()), Err(NoArticle::NotText));
        let limit = LONGEST;
        assert_eq!(extract(&vec![b'a'; limit + 1], &Hints::default()), Err(NoArticle::TooLong { limit }));
    }

    #[test]
    fn an_address_may_hold_the_date() {
        assert_eq!(date_in("https://post.example/world/2026/03/02/ferry").as_deref(), Some("2026-03-02"));
        assert_eq!(date_in("https://post.example/2026-03-02-ferry").as_deref(), Some("2026-03-02"));
        assert_eq!(date_in("https://post.example/2026/13/02/ferry"), None);
    }
}
