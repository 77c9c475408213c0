//! `roles`: one row an actor or recipient of an act.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::Utf8;

use super::columns::{Spans, StringLists, Strings};
use super::{Columns, Rows, column, doc, optional, span, strings};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("event", Utf8, "Id of the act in the document"),
        column("side", Utf8, "actor or recipient"),
        optional("text", Utf8, "The words; null where the role is only understood"),
        optional("span", span(), "Where they stand, in code points of the document's text"),
        optional("entity", Utf8, "Id of the entity in the document"),
        optional("country", Utf8, "ISO 3166-1 alpha-3 code"),
        column("sectors", strings(), "PLOVER sectors, the primary one first"),
    ])
}

#[derive(Default)]
pub(super) struct Roles {
    doc: Strings,
    event: Strings,
    side: Strings,
    text: Strings,
    span: Spans,
    entity: Strings,
    country: Strings,
    sectors: StringLists,
}

impl Rows for Roles {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for event in &checked.record.events {
            for (side, roles) in [("actor", &event.actors), ("recipient", &event.recipients)] {
                for role in roles {
                    self.doc.push(doc);
                    self.event.push(&event.id);
                    self.side.push(side);
                    self.text.push_option(role.span.map(|span| checked.words(span)));
                    self.span.push(role.span);
                    self.entity.push_option(role.entity.as_ref());
                    self.country.push_option(role.country.as_ref());
                    self.sectors.push(&role.sectors);
                }
            }
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            self.doc.take(),
            self.event.take(),
            self.side.take(),
            self.text.take(),
            self.span.take(),
            self.entity.take(),
            self.country.take(),
            self.sectors.take(),
        ]
    }
}
