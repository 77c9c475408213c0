//! Entries of a registry: each name with its periods, and whom a text of some day means.
//!
//! ```text
//! Ana Roy, person
//! · 2026-03-02 – 2026-03-20  foreign minister, KEN, GOV  (2 documents: a, b)
//! ▸ 2026-06-04 – …           ambassador, KEN, GOV
//!
//! On 2026-07-15 “Roy” is Ana Roy: ambassador, KEN, GOV
//! ```

use jiff::civil::Date;
use onrecord_record::EntityType;
use onrecord_registry::Entry;

use super::page::{Indent, Line, Page, one_line};
use crate::look::{Ink, Look};

/// Columns of a period.
const PERIOD: usize = "2026-03-02 – 2026-03-20".len() - "–".len() + 1;

/// Entries in the order of the registry; `meant` are those of them that hold on a day.
pub fn registry(entries: &[&Entry], meant: Option<(Date, Vec<&Entry>)>, name: &str, look: Look) -> String {
    let mut page = Page::new(look);
    let here = |entry: &Entry| meant.as_ref().is_some_and(|(_, meant)| meant.contains(&entry));
    for (index, names) in entries.chunk_by(|one, next| (one.key(), one.kind) == (next.key(), next.kind)).enumerate() {
        if index > 0 {
            page.blank_line();
        }
        for (index, entry) in names.iter().enumerate() {
            if index == 0 {
                page.write(Indent::NONE, &head(entry));
            }
            page.write(Indent { first: 0, rest: 4 + PERIOD }, &period(entry, here(entry)));
        }
    }
    if let Some((day, meant)) = &meant {
        page.blank_line();
        page.write(Indent::NONE, &answer(*day, meant, name));
    }
    page.finish()
}

fn head(entry: &Entry) -> Line {
    let mut line = Line::from(Ink::Source, one_line(&entry.name));
    line.push(Ink::Quiet, if entry.kind == EntityType::Person { ", person" } else { ", organization" });
    line
}

fn period(entry: &Entry, here: bool) -> Line {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let period = format!("{} – {}", day(entry.from), day(entry.to));
    // Blanks at the beginning of a line would be left out.
    let mut line = Line::from(if here { Ink::Cue } else { Ink::Quiet }, if here { "▸ " } else { "· " });
    line.push(Ink::Plain, &format!("{period:PERIOD$}  "));
    line.push(Ink::Content, &office(entry));
    if entry.documents > 0 {
        let plural = if entry.documents == 1 { "" } else { "s" };
        let witnesses: Vec<String> = entry.witnesses.iter().map(|id| one_line(id)).collect();
        line.push(Ink::Quiet, &format!("  ({} document{plural}: {})", entry.documents, witnesses.join(", ")));
    }
    line
}

/// `foreign minister, KEN, GOV`
fn office(entry: &Entry) -> String {
    let parts = entry.role.iter().chain(&entry.country).chain(&entry.sectors);
    let parts: Vec<String> = parts.map(|part| one_line(part)).collect();
    if parts.is_empty() { "nothing to be known".to_owned() } else { parts.join(", ") }
}

fn answer(day: Date, meant: &[&Entry], name: &str) -> Line {
    let name = one_line(name);
    let mut line = Line::from(Ink::Strong, format!("On {day} “{name}” is "));
    let each: Vec<String> = meant.iter().map(|entry| format!("{}: {}", one_line(&entry.name), office(entry))).collect();
    line.push(Ink::Plain, &if each.is_empty() { "nobody who can be told".to_owned() } else { each.join("; or ") });
    line
}
