//! `mentions`: one row a place where the text speaks of an entity.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Int32, Utf8};
use onrecord_record::MentionKind;

use super::columns::{Numbers, Strings};
use super::{Columns, Rows, column, doc};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("entity", Utf8, "Id of the entity in the document"),
        column("mention", Int32, "Number among the mentions of the entity, from 1"),
        column("kind", Utf8, "name, nominal or pronoun"),
        column("start", Int32, "First code point of the document's text"),
        column("end", Int32, "First code point after"),
        column("text", Utf8, "The whole phrase"),
        column("head_start", Int32, "First code point of its head"),
        column("head_end", Int32, "First code point after its head"),
    ])
}

#[derive(Default)]
pub(super) struct Mentions {
    doc: Strings,
    entity: Strings,
    mention: Numbers,
    kind: Strings,
    start: Numbers,
    end: Numbers,
    text: Strings,
    head_start: Numbers,
    head_end: Numbers,
}

impl Rows for Mentions {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for entity in &checked.record.entities {
            for (number, mention) in entity.mentions.iter().enumerate() {
                self.doc.push(doc);
                self.entity.push(&entity.id);
                self.mention.push_ordinal(number);
                self.kind.push(match mention.kind {
                    MentionKind::Name => "name",
                    MentionKind::Nominal => "nominal",
                    MentionKind::Pronoun => "pronoun",
                });
                self.start.push_position(mention.span.start());
                self.end.push_position(mention.span.end());
                self.text.push(checked.words(mention.span));
                self.head_start.push_position(mention.head.start());
                self.head_end.push_position(mention.head.end());
            }
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            self.doc.take(),
            self.entity.take(),
            self.mention.take(),
            self.kind.take(),
            self.start.take(),
            self.end.take(),
            self.text.take(),
            self.head_start.take(),
            self.head_end.take(),
        ]
    }
}
