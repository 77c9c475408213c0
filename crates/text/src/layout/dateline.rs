//! The dateline: where, when and by whom a story was filed, in front of its first sentence.
//!
//! ```text
//! PLACE [, REGION]… [, DATE] [(AGENCY) | /AGENCY/ | AGENCY] (: | — | – | -- | -) Story …
//! ```
//! The place is in capitals; in small letters it is believed only with a region, date or agency behind it. A colon may as well
//! follow a speaker's name, so that form is not believed in a text with other lines of its kind, nor behind words such as
//! `UPDATE`. What follows must read like a beginning.

use onrecord_record::{Bytes, Span};

use super::cursor::Cursor;
use super::dates::{self, Found, WrittenDate};
use super::tables::{is_agency, is_slug, is_weekday, month};
use crate::{Case, Text};

/// The parts of a dateline. All spans count bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatelineParts {
    /// All of it, without the sign that ends it.
    pub span: Span<Bytes>,
    /// The city or land, `PORT-AU-PRINCE`.
    pub place: Span<Bytes>,
    /// What the place lies in, `N.Y.`, `Ukraine`.
    pub region: Option<Span<Bytes>>,
    /// The day of filing; the year is mostly missing.
    pub date: Option<WrittenDate>,
    /// The agency without brackets, `AP`.
    pub agency: Option<Span<Bytes>>,
}

impl DatelineParts {
    /// The place in title case: `Port-au-Prince`, `St. Louis`, `Rio de Janeiro`.
    #[must_use]
    pub fn place_name(&self, raw: &str) -> String {
        titled(self.place.slice(raw))
    }
}

/// The most words that a place or a region has.
const PLACE_WORDS: usize = 6;
/// The fewest words of a story behind a colon or hyphen.
const STORY_WORDS: usize = 6;

/// How many of its words show whether it is a sentence or a title.
const STORY_SPAN: usize = 20;

/// How strongly the signs speak for a dateline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Proof {
    /// A place in capitals and nothing else.
    Capitals,
    /// A region or a weekday as well.
    Region,
    /// A date or an agency as well.
    Wire,
}

/// Takes a dateline. The cursor stays where there is none.
pub(super) fn read(cursor: &mut Cursor, text: &Text, paragraph: usize) -> Option<DatelineParts> {
    let mut ahead = cursor.clone();
    let (parts, proof, capitals) = parts(&mut ahead)?;
    let separator = separator(&mut ahead, proof);
    let begins = begins_story(&ahead);
    let believed = match separator {
        None => proof == Proof::Wire && parts.agency.is_some() && capitals && begins,
        Some(":") => {
            begins && reads_on(&ahead) && (proof == Proof::Wire || (capitals && !is_transcript(text, paragraph)))
        }
        Some(_) => begins && (proof == Proof::Wire || (reads_on(&ahead) && (capitals || proof == Proof::Region))),
    };
    if !believed {
        return None;
    }
    *cursor = ahead;
    Some(parts)
}

/// Whether a paragraph begins with a dateline that names date or agency or has a dash, which no headline has.
pub(super) fn is_sure(cursor: &Cursor, text: &Text, paragraph: usize) -> bool {
    let mut ahead = cursor.clone();
    let from = ahead.at();
    read(&mut ahead, text, paragraph).is_some()
        && !text.words[from..ahead.at()].iter().any(|word| word.span.slice(text.raw) == ":")
}

/// Place, region, date and agency, in the orders that wires have them.
fn parts(cursor: &mut Cursor) -> Option<(DatelineParts, Proof, bool)> {
    let from = cursor.at();
    let (place, capitals) = place(cursor)?;
    let mut parts = DatelineParts { span: place, place, region: None, date: None, agency: None };
    let mut proof = Proof::Capitals;
    for _ in 0..5 {
        let before = cursor.clone();
        if parts.agency.is_none()
            && let Some(name) = agency(cursor)
        {
            parts.agency = Some(name);
            proof = Proof::Wire;
        } else if parts.date.is_none()
            && let Some(found) = date(cursor)
        {
            proof = if proof == Proof::Wire { proof } else { Proof::Region };
            if let Found::Date(date) = found {
                parts.date = Some(date);
                proof = Proof::Wire;
            }
        } else if parts.date.is_none()
            && parts.agency.is_none()
            && let Some(region) = region(cursor)
        {
            parts.region = Some(parts.region.map_or(region, |wider| wider.cover(region)));
            proof = Proof::Region;
        } else {
            *cursor = before;
            break;
        }
        parts.span = cursor.span_from(from)?;
    }
    Some((parts, proof, capitals))
}

/// The place: words in capitals, or capitalised ones; and whether it is in capitals.
fn place(cursor: &mut Cursor) -> Option<(Span<Bytes>, bool)> {
    let from = cursor.at();
    let capitals = is_capitals(cursor, 0);
    if is_slug(cursor.form(0)) {
        return None;
    }
    let mut words = 0;
    while words < PLACE_WORDS {
        let fits = if capitals { is_capitals(cursor, 0) } else { is_name(cursor, 0) };
        let joins = words > 0
            && matches!(cursor.form(0), "-" | "/" | "'" | "’" | "and" | "AND")
            && joins_place(cursor, capitals);
        if !joins && (!fits || is_slug(cursor.form(0))) {
            break;
        }
        cursor.step();
        words += 1;
    }
    let span = cursor.span_from(from)?;
    let letters = span.slice(cursor.raw()).chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2 && !is_agency(span.slice(cursor.raw()))).then_some((span, capitals))
}

/// Whether the sign at the cursor stands within a place: `PORT-AU-PRINCE`, `WASHINGTON/MOSCOW`.
fn joins_place(cursor: &Cursor, capitals: bool) -> bool {
    let glued = matches!(cursor.form(0), "and" | "AND") || (!cursor.blank_before(0) && !cursor.blank_before(1));
    glued && if capitals { is_capitals(cursor, 1) } else { is_name(cursor, 1) }
}

fn is_capitals(cursor: &Cursor, ahead: usize) -> bool {
    let capital_clitic = |form: &str| form.starts_with(['\'', '’']);
    cursor.case(ahead) == Some(Case::Upper) && !capital_clitic(cursor.form(ahead))
}

fn is_name(cursor: &Cursor, ahead: usize) -> bool {
    matches!(cursor.case(ahead), Some(Case::Capitalised | Case::Upper | Case::Mixed))
        && !is_date_word(cursor.form(ahead))
}

fn is_date_word(form: &str) -> bool {
    month(form).is_some() || is_weekday(form)
}

/// `, Ukraine`, `, N.Y.`, `, South Korea`, `, Pakistan`.
fn region(cursor: &mut Cursor) -> Option<Span<Bytes>> {
    if !cursor.take(&[","]) {
        return None;
    }
    let from = cursor.at();
    let mut words = 0;
    while words < PLACE_WORDS {
        let linked =
            words > 0 && matches!(cursor.form(0), "of" | "and" | "the" | "du" | "de" | "-") && is_name(cursor, 1);
        if !(is_name(cursor, 0) && !is_agency(cursor.form(0)) || linked) {
            break;
        }
        cursor.step();
        words += 1;
    }
    cursor.span_from(from)
}

/// `, May 17`, `May 17, 2020`, `, Tuesday`.
fn date(cursor: &mut Cursor) -> Option<Found> {
    let mut ahead = cursor.clone();
    ahead.take(&[",", "-", "–"]);
    let found = dates::read(&mut ahead)?;
    *cursor = ahead;
    Some(found)
}

/// `(AP)`, `/Agency/`, `[TASS]`, `– Reuters`, with a comma or dash before it or not; the span is that of the name.
fn agency(cursor: &mut Cursor) -> Option<Span<Bytes>> {
    let mut ahead = cursor.clone();
    ahead.take(&[",", "--", "—", "–", "-", "."]);
    let closing = match ahead.form(0) {
        "(" => ")",
        "/" => "/",
        "[" => "]",
        name if is_agency(name) => "",
        _ => return None,
    };
    if !closing.is_empty() {
        ahead.step();
    }
    let from = ahead.at();
    while ahead.at() - from < 6 && !ahead.is_done() && ahead.form(0) != closing {
        let named =
            matches!(ahead.case(0), Some(Case::Upper | Case::Capitalised | Case::Mixed)) || is_agency(ahead.form(0));
        let linked = matches!(ahead.form(0), "/" | "-" | "&" | "and" | "of" | "." | "dpa" | "'s" | "’s");
        if !(named || linked) || (closing.is_empty() && !is_agency(ahead.form(0))) {
            break;
        }
        ahead.step();
    }
    let name = ahead.span_from(from)?;
    let closed =
        if closing.is_empty() { separator(&mut ahead.clone(), Proof::Wire).is_some() } else { ahead.take(&[closing]) };
    if !closed {
        return None; // "PARIS – Reuters reported": a story about the agency
    }
    *cursor = ahead;
    Some(name)
}

/// Takes the sign between dateline and story. A hyphen behind a bare place must stand free.
fn separator<'c>(cursor: &mut Cursor<'c>, proof: Proof) -> Option<&'c str> {
    let form = cursor.form(0);
    let known = match form {
        ":" | "—" | "–" | "―" | "--" | "---" | "——" | "――" => true,
        "-" if proof == Proof::Capitals => cursor.blank_before(0) && cursor.blank_before(1),
        "-" => cursor.blank_before(0) || cursor.blank_before(1),
        _ => false,
    };
    if !known {
        return None;
    }
    cursor.step();
    Some(form)
}

/// Whether the words at the cursor may begin a story.
fn begins_story(cursor: &Cursor) -> bool {
    match cursor.case(0) {
        Some(Case::Capitalised | Case::Upper | Case::Mixed | Case::Digits) => true,
        Some(Case::Other) => matches!(
            cursor.form(0),
            "“" | "\"" | "‘" | "'" | "``" | "''" | "«" | "„" | "$" | "€" | "£" | "…" | "..." | "("
        ),
        _ => false,
    }
}

/// Whether what follows is a sentence and no title: long enough, and not all its words capitalised.
fn reads_on(cursor: &Cursor) -> bool {
    let small = (0..STORY_SPAN).filter(|&ahead| cursor.case(ahead) == Some(Case::Lower)).count();
    cursor.left() >= STORY_WORDS && small * 6 >= cursor.left().min(STORY_SPAN)
}

/// Whether other paragraphs begin with capitals and a colon as well, as the speakers of a transcript do.
fn is_transcript(text: &Text, paragraph: usize) -> bool {
    let labelled = |words: std::ops::Range<usize>| {
        let cursor = Cursor::new(text, words);
        let length = (0..4).take_while(|&ahead| is_capitals(&cursor, ahead)).count();
        length > 0 && cursor.form(length) == ":"
    };
    text.paragraphs.iter().enumerate().any(|(number, other)| number != paragraph && labelled(other.words.clone()))
}

/// Capitals to title case; small words within stay small, letters behind a full stop stay capitals (`N.Y.`).
fn titled(place: &str) -> String {
    const SMALL: &[&str] =
        &["AU", "DE", "DEL", "DES", "DU", "LA", "LE", "OF", "SUR", "THE", "UPON", "AND", "EL", "AL", "ON", "EN"];
    if place.chars().any(char::is_lowercase) {
        return place.to_owned();
    }
    let mut out = String::with_capacity(place.len());
    let mut rest = place;
    let mut first = true;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(rest.len());
        let small = !first && SMALL.contains(&&rest[..word]) && word < rest.len();
        let mut fresh = !small;
        for c in rest[..word].chars() {
            if fresh {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
            fresh = false;
        }
        let gap = rest[word..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[word..word + gap]);
        rest = &rest[word + gap..];
        first = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::titled;

    #[test]
    fn places_in_title_case() {
        for (raw, name) in [
            ("BEIJING", "Beijing"),
            ("PORT-AU-PRINCE", "Port-au-Prince"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("ST. LOUIS", "St. Louis"),
            ("THE HAGUE", "The Hague"),
            ("EL ALAMEIN", "El Alamein"),
            ("ZÜRICH", "Zürich"),
            ("N'DJAMENA", "N'djamena"),
            ("Taipei", "Taipei"),
        ] {
            assert_eq!(titled(raw), name);
        }
    }
}
