//! `sentences`: one row a sentence.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Int32, Utf8};

use super::columns::{Numbers, Strings};
use super::{Columns, Rows, column, doc};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("sentence", Int32, "Number in the document, from 1"),
        column("start", Int32, "First code point of the document's text"),
        column("end", Int32, "First code point after"),
        column("text", Utf8, "The sentence"),
    ])
}

#[derive(Default)]
pub(super) struct Sentences {
    doc: Strings,
    sentence: Numbers,
    start: Numbers,
    end: Numbers,
    text: Strings,
}

impl Rows for Sentences {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for (number, &span) in checked.record.sentences.iter().enumerate() {
            self.doc.push(doc);
            self.sentence.push_ordinal(number);
            self.start.push_position(span.start());
            self.end.push_position(span.end());
            self.text.push(checked.words(span));
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![self.doc.take(), self.sentence.take(), self.start.take(), self.end.take(), self.text.take()]
    }
}
