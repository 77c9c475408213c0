//! `entities`: one row a person, body, place or group that a document speaks of.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Float64, Int64, Utf8};
use onrecord_record::EntityType;

use super::columns::{Located, StringLists, Strings};
use super::{Columns, Rows, column, doc, optional, strings};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("entity", Utf8, "Id in the document: e1, e2, …"),
        column("type", Utf8, "person, organization, place, group or other"),
        column("name", Utf8, "The fullest form of the name"),
        optional("country", Utf8, "ISO 3166-1 alpha-3 code"),
        column("sectors", strings(), "PLOVER sectors, the primary one first"),
        optional("role", Utf8, "The title in the text"),
        optional("wikidata", Utf8, "Item of Wikidata, from a table of the user's own"),
        optional("place", Utf8, "What the gazetteer calls the place; null for what is no place or is not found"),
        optional("admin1", Utf8, "First-order division of the place"),
        optional("geonames", Int64, "GeoNames id of the place"),
        optional("lat", Float64, "Degrees north"),
        optional("lon", Float64, "Degrees east"),
        optional("precision", Utf8, "city, admin1, country or unknown"),
    ])
}

#[derive(Default)]
pub(super) struct Entities {
    doc: Strings,
    entity: Strings,
    kind: Strings,
    name: Strings,
    country: Strings,
    sectors: StringLists,
    role: Strings,
    wikidata: Strings,
    place: Located,
}

impl Rows for Entities {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for entity in &checked.record.entities {
            self.doc.push(doc);
            self.entity.push(&entity.id);
            self.kind.push(match entity.kind {
                EntityType::Person => "person",
                EntityType::Organization => "organization",
                EntityType::Place => "place",
                EntityType::Group => "group",
                EntityType::Other => "other",
            });
            self.name.push(&entity.name);
            self.country.push_option(entity.country.as_ref());
            self.sectors.push(&entity.sectors);
            self.role.push_option(entity.role.as_ref());
            self.wikidata.push_option(entity.wikidata.as_ref());
            self.place.push(entity.location.as_ref());
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let [place, admin1, geonames, lat, lon, precision] = self.place.take();
        vec![
            self.doc.take(),
            self.entity.take(),
            self.kind.take(),
            self.name.take(),
            self.country.take(),
            self.sectors.take(),
            self.role.take(),
            self.wikidata.take(),
            place,
            admin1,
            geonames,
            lat,
            lon,
            precision,
        ]
    }
}
