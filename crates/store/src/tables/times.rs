//! `times`: one row a stretch of days that a document names.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Int32, Utf8};

use super::columns::{Numbers, Strings};
use super::{Columns, Rows, column, doc, optional};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("start", Int32, "First code point of the document's text"),
        column("end", Int32, "First code point after"),
        column("text", Utf8, "The words"),
        optional("first_day", Utf8, "ISO date; null where the beginning is open or cannot be told"),
        optional("last_day", Utf8, "ISO date; null where the end is open or cannot be told"),
    ])
}

#[derive(Default)]
pub(super) struct Times {
    doc: Strings,
    start: Numbers,
    end: Numbers,
    text: Strings,
    first_day: Strings,
    last_day: Strings,
}

impl Rows for Times {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for time in &checked.record.times {
            let Some(span) = time.span else { continue };
            self.doc.push(doc);
            self.start.push_position(span.start());
            self.end.push_position(span.end());
            self.text.push(checked.words(span));
            self.first_day.push_option(time.start.as_ref());
            self.last_day.push_option(time.end.as_ref());
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            self.doc.take(),
            self.start.take(),
            self.end.take(),
            self.text.take(),
            self.first_day.take(),
            self.last_day.take(),
        ]
    }
}
