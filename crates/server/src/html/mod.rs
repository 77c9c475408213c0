//! Small pieces of pages: foreign words made harmless, numbers, links, badges, tables.
//!
//! Everything that comes of a document goes through [`words`] or, in the article itself, through the reader's own writing.

mod badges;
mod invisible;
mod table;

pub(crate) use badges::{confidence, event_kind, statement_kind, status, voice};
pub(crate) use invisible::{Shown, shown};
pub(crate) use table::{Column, pages, table};

use jiff::civil::Date;
use maud::{Markup, html};

use crate::asked::segment;

/// Words from outside, on one line: isolated from what stands around them, and with what cannot be seen made visible.
pub(crate) fn words(text: &str) -> Markup {
    html! { bdi { @for piece in shown(text) {
        @match piece {
            Shown::Text(text) => (text),
            Shown::Sign(name) => span class="sign" title=(name.title) { (name.short) },
        }
    } } }
}

/// The first `most` characters or so of a text, cut between words where that is possible.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).filter(|end| end * 2 > cut).unwrap_or(cut);
    format!("{}…", text[..end].trim_end())
}

/// A number with thin spaces between thousands.
pub(crate) fn number(number: impl TryInto<i128>) -> String {
    let number = number.try_into().unwrap_or_default();
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `1 event`, `2 events`
pub(crate) fn counted(count: i64, one: &str, several: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { several })
}

/// A day as people write it: `3 March 2019`.
pub(crate) fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1)).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// An ISO day as people write it; as it is where it is none.
pub(crate) fn iso_day(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), day)
}

/// The name of a country, else its code.
pub(crate) fn country(code: &str) -> &str {
    onrecord_export::country_name(code).unwrap_or(code)
}

/// Address of a document; `at` is the id of a statement or event in it.
pub(crate) fn doc_url(doc: &str, at: Option<&str>) -> String {
    let anchor = at.map(|at| format!("#{}", segment(at))).unwrap_or_default();
    format!("/doc/{}{anchor}", segment(doc))
}

/// Address of the page of a name.
pub(crate) fn entity_url(name: &str) -> String {
    format!("/entity/{}", segment(name))
}

/// Address of the page of a story.
pub(crate) fn story_url(story: &str) -> String {
    format!("/story/{}", segment(story))
}

/// What is said where nothing is found: why that may be, and what to do.
pub(crate) fn nothing(what: &str, remedy: &str) -> Markup {
    html! { div class="nothing" { p { strong { (what) } } p { (remedy) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_are_only_ever_text() {
        let shown = words("<script>alert(1)</script> & \u{202e}evil\u{0}").into_string();
        assert!(shown.starts_with("<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; <span class=\"sign\""), "{shown}");
        assert!(shown.contains("right-to-left") && !shown.contains('\u{202e}') && !shown.contains('\u{0}'), "{shown}");
    }

    #[test]
    fn numbers_and_days_as_people_write_them() {
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!((number(12), number(-1_000)), ("12".into(), "−1\u{202f}000".into()));
        assert_eq!(iso_day("2019-03-03"), "3 March 2019");
        assert_eq!(iso_day("soon"), "soon");
        assert_eq!(counted(1, "event", "events"), "1 event");
        assert_eq!(shortened("one two three four", 10), "one two…");
        assert_eq!(shortened(&"x".repeat(30), 10), format!("{}…", "x".repeat(10)));
    }
}
