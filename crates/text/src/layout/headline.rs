//! Headlines and bylines: the short lines above a story.

use onrecord_record::{Bytes, Span};

use super::cursor::Cursor;
use super::dateline;
use super::tables::is_agency;
use crate::{Case, Text};

/// The most words that a line of a headline has.
const LONGEST: usize = 28;
/// The most words of a byline.
const BYLINE: usize = 16;

/// The line at the cursor as a headline, or as one more line of it.
pub(super) fn read(cursor: &Cursor, text: &Text, paragraph: usize, has_headline: bool) -> Option<Span<Bytes>> {
    let line = cursor.rest()?;
    let next = text.paragraphs.get(paragraph + 1)?;
    if cursor.left() > LONGEST || cursor.left() < 2 || !has_letters(cursor) {
        return None;
    }
    let last = last_form(cursor);
    if in_capitals(cursor) && !matches!(last, ":" | ",") {
        return Some(line);
    }
    let below = Cursor::new(text, next.words.clone());
    if below.form(0).starts_with(char::is_lowercase) {
        return None; // a sentence that somebody broke
    }

    if matches!(last, "," | ":" | ";" | "-" | "--" | "—" | "–" | "…" | "...") {
        return (last == ";" && !has_headline).then_some(line);
    }
    if !ends_sentence(cursor) {
        let rival = !has_headline || next.words.len() > cursor.left();
        return (rival && is_headed(cursor)).then_some(line);
    }
    let above_dateline = dateline::is_sure(&below, text, paragraph + 1);
    let titled = !has_headline && in_title_case(cursor) && next.words.len() > cursor.left();
    (above_dateline || titled).then_some(line)
}

/// A byline: `By Jane Doe`, `BY JANE DOE, STAFF WRITER`.
pub(super) fn byline(cursor: &Cursor) -> Option<Span<Bytes>> {
    if cursor.left() > BYLINE || !matches!(cursor.form(0), "By" | "BY" | "by") {
        return None;
    }
    let name = matches!(cursor.case(1), Some(Case::Capitalised | Case::Upper | Case::Mixed));
    let names = (1..cursor.left()).filter(|&ahead| cursor.case(ahead) == Some(Case::Lower)).count() <= 3;
    (name && names && !ends_sentence(cursor)).then(|| cursor.rest()).flatten()
}

/// Whether the line only names an agency: `Reuters`, `(AP)`.
pub(super) fn is_source(cursor: &Cursor) -> bool {
    let mut named = false;
    cursor.left() <= 4
        && cursor.forms().all(|form| {
            let agency = is_agency(form);
            named |= agency;
            agency || matches!(form, "(" | ")" | "/" | "[" | "]" | "-" | "—" | "|")
        })
        && named
}

/// Whether a line begins as headlines do: with a capital, a digit or a quotation mark, and with no bullet.
fn is_headed(cursor: &Cursor) -> bool {
    matches!(cursor.case(0), Some(Case::Capitalised | Case::Upper | Case::Mixed | Case::Digits))
        || matches!(cursor.form(0), "“" | "\"" | "‘" | "'" | "``" | "$" | "€" | "£")
}

fn has_letters(cursor: &Cursor) -> bool {
    (0..cursor.left()).any(|ahead| !matches!(cursor.case(ahead), Some(Case::Digits | Case::Other) | None))
}

/// Whether all letters are capitals, in two words at least.
fn in_capitals(cursor: &Cursor) -> bool {
    let cases = || (0..cursor.left()).filter_map(|ahead| cursor.case(ahead));
    let small = cases().any(|case| matches!(case, Case::Lower | Case::Mixed));
    let long_capitalised =
        (0..cursor.left()).any(|ahead| cursor.case(ahead) == Some(Case::Capitalised) && cursor.form(ahead).len() > 1);
    !small && !long_capitalised && cases().filter(|case| *case == Case::Upper).count() > 1
}

/// Whether the long words of the line are capitalised, as in titles.
fn in_title_case(cursor: &Cursor) -> bool {
    let long = || (1..cursor.left()).filter(|&ahead| cursor.form(ahead).chars().count() > 4);
    let small = long().filter(|&ahead| cursor.case(ahead) == Some(Case::Lower)).count();
    long().count() >= 3 && small == 0
}

/// The last word, quotation marks and brackets not counted.
fn last_form<'c>(cursor: &Cursor<'c>) -> &'c str {
    let mut last = "";
    for form in cursor.forms() {
        if !matches!(form, "”" | "\"" | "''" | "’" | "'" | ")" | "]" | "»") {
            last = form;
        }
    }
    last
}

/// Whether the line ends with a full stop or an exclamation mark; headlines may well ask.
fn ends_sentence(cursor: &Cursor) -> bool {
    matches!(last_form(cursor), "." | "!" | "!!" | "!!!")
}
