//! `times`: one row a stretch of days that a document names.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Date32, Int32, Utf8};

use super::columns::{Days, Numbers, Strings};
use super::{Columns, Rows, column, doc, optional};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("start", Int32, "First code point of the document's text"),
        column("end", Int32, "First code point after"),
        column("text", Utf8, "The words"),
        optional("first_day", Date32, "Null where the beginning is open or cannot be told"),
        optional("last_day", Date32, "Null where the end is open or cannot be told"),
    ])
}

#[derive(Default)]
pub(super) struct Times {
    doc: Strings,
    start: Numbers,
    end: Numbers,
    text: Strings,
    first_day: Days,
    last_day: Days,
}

impl Rows for Times {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for time in &checked.record.times {
            let Some(span) = time.span else { continue };
            self.doc.push(doc);
            self.start.push_position(span.start());
            self.end.push_position(span.end());
            self.text.push(checked.words(span));
            self.first_day.push(time.start.as_deref());
            self.last_day.push(time.end.as_deref());
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
