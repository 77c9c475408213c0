//! A record for the eye: the article with its speakers marked, then who said what, who did what, then the names.
//!
//! ```text
//! Record ──marks──▶ the text in inks, with signs ──page──▶ lines of the terminal's width
//!        └─list, events─▶ statements, events, names ┘
//! ```
//!
//! Everything is said twice, in colour and in signs, so that it reads as well on paper, in a log and without colour.
//! Whatever spans a record holds, overlapping, crossing or beyond the text, it is shown as well as can be.

mod events;
mod explain;
mod list;
mod marks;
mod page;
mod registry;

#[cfg(test)]
mod tests;

pub use explain::event;
pub use registry::registry;

use onrecord_record::{CharIndex, Record};

use crate::look::{Ink, Look};
use page::{Indent, Line, Page};

/// The record as lines of text.
pub fn article(record: &Record, look: Look) -> String {
    let index = CharIndex::new(&record.text);
    let mut page = Page::new(look);
    heading(record, &mut page);
    for block in marks::blocks(record, &index) {
        page.blank_line();
        page.write(Indent::NONE, &block);
    }
    if !record.statements.is_empty() {
        page.blank_line();
        page.write(Indent::NONE, &legend());
    }
    list::statements(record, &index, &mut page);
    events::events(record, &index, &mut page);
    list::entities(record, &mut page);
    page.finish()
}

/// What stands between two articles.
pub fn rule(look: Look) -> String {
    let mut page = Page::new(look);
    page.blank_line();
    page.write(Indent::NONE, &Line::from(Ink::Quiet, "─".repeat(look.width)));
    page.blank_line();
    page.finish()
}

fn heading(record: &Record, page: &mut Page) {
    let doc = &record.doc;
    if let Some(title) = &doc.title {
        page.write(Indent::NONE, &Line::from(Ink::Strong, page::one_line(title)));
    }
    let facts = [Some(&doc.id), doc.published.as_ref(), doc.publisher.as_ref()];
    let facts: Vec<String> = facts.into_iter().flatten().map(|fact| page::one_line(fact)).collect();
    page.write(Indent::NONE, &Line::from(Ink::Quiet, facts.join(" · ")));
}

fn legend() -> Line {
    let mut line = Line::default();
    for (ink, what) in [(Ink::Source, "source"), (Ink::Cue, "cue"), (Ink::Content, "content")] {
        let [open, close] = marks::signs(ink, 1);
        line.push(ink, &format!("{open}{what}{close}"));
        line.push(Ink::Plain, "  ");
    }
    line.push(Ink::Quiet, "the number is that of the statement below");
    line
}
