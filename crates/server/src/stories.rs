//! Which documents are copies of one story, kept in memory: most documents have none, so the list is short.

use std::collections::HashMap;

use crate::app::Inquiry;
use crate::trouble::Trouble;

/// Documents that have copies.
#[derive(Debug, Default)]
pub(crate) struct Stories {
    story_of: HashMap<String, (String, i64)>,
}

/// More than any store of this size of page has; beyond it, copies are not folded.
const MOST: usize = 2_000_000;

impl Stories {
    /// Reads them from the derived table, where there is one.
    pub(crate) fn read(inquiry: &Inquiry) -> Result<Self, Trouble> {
        if !inquiry.has_table("stories") {
            return Ok(Self::default());
        }
        let grid = inquiry.quiet_rows("SELECT doc, story, documents FROM stories WHERE documents > 1", MOST)?;
        let rows = (0..grid.rows.len()).map(|row| {
            let text = |column| grid.text(row, column).to_owned();
            (text("doc"), (text("story"), grid.count(row, "documents")))
        });
        Ok(Self { story_of: rows.collect() })
    }

    /// The story of a document; a document without copies is a story of its own.
    pub(crate) fn story<'s>(&'s self, doc: &'s str) -> &'s str {
        self.story_of.get(doc).map_or(doc, |(story, _)| story)
    }

    /// How many documents tell the story of this one.
    pub(crate) fn copies(&self, doc: &str) -> i64 {
        self.story_of.get(doc).map_or(1, |(_, documents)| *documents)
    }
}
