//! `documents`: one row a document, with its text and what made the record.

use arrow::array::ArrayRef;
use arrow::datatypes::DataType::{Date32, Utf8};

use super::columns::{Days, SpanLists, Spans, Strings};
use super::{Columns, Rows, column, doc, optional, span, spans};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("id", Utf8, "Id that the input gives, else the path as given"),
        optional("uri", Utf8, "Where it was published"),
        optional("publisher", Utf8, "Who published it"),
        optional("title", Utf8, "Title given beside the text; not part of it and not coded"),
        optional("language", Utf8, "ISO 639-1 code"),
        optional("published", Date32, "Date of publication, from the input or the text's own header or dateline"),
        optional("dateline_place", Utf8, "Place of the dateline, as written, title case"),
        optional("dateline_country", Utf8, "ISO 3166-1 alpha-3 code of that place"),
        optional("dateline_agency", Utf8, "Agency of the dateline"),
        optional("dateline_span", span(), "The dateline, in code points of text"),
        optional("headline_span", span(), "A headline that stands in the text, in code points of text"),
        column("text", Utf8, "Exactly the text that was read; all spans count its code points"),
        column("paragraphs", spans(), "Where the paragraphs stand, in code points of text"),
        column("made_program", Utf8, "Version of the program that made the record"),
        column("made_model", Utf8, "name@hash of the model"),
        optional("made_codebook", Utf8, "name@hash of the codebook"),
        optional("made_registry", Utf8, "Version of the registry of actors"),
        optional("made_settings", Utf8, "Settings other than the defaults"),
    ])
}

#[derive(Default)]
pub(super) struct Documents {
    doc: Strings,
    id: Strings,
    uri: Strings,
    publisher: Strings,
    title: Strings,
    language: Strings,
    published: Days,
    dateline_place: Strings,
    dateline_country: Strings,
    dateline_agency: Strings,
    dateline_span: Spans,
    headline_span: Spans,
    text: Strings,
    paragraphs: SpanLists,
    made_program: Strings,
    made_model: Strings,
    made_codebook: Strings,
    made_registry: Strings,
    made_settings: Strings,
}

impl Rows for Documents {
    fn append(&mut self, doc: &str, settings: &str, checked: &Checked<'_>) {
        let record = checked.record;
        self.doc.push(doc);
        self.id.push(&record.doc.id);
        self.uri.push_option(record.doc.uri.as_ref());
        self.publisher.push_option(record.doc.publisher.as_ref());
        self.title.push_option(record.doc.title.as_ref());
        self.language.push_option(record.doc.language.as_ref());
        self.published.push(record.doc.published.as_deref());
        let dateline = record.doc.dateline.as_ref();
        self.dateline_place.push_option(dateline.and_then(|dateline| dateline.place.as_ref()));
        self.dateline_country.push_option(dateline.and_then(|dateline| dateline.country.as_ref()));
        self.dateline_agency.push_option(dateline.and_then(|dateline| dateline.agency.as_ref()));
        self.dateline_span.push(dateline.map(|dateline| dateline.span));
        self.headline_span.push(record.doc.headline.as_ref().map(|headline| headline.span));
        self.text.push(&record.text);
        self.paragraphs.push(&record.paragraphs);
        self.made_program.push(&record.made.program);
        self.made_model.push(&record.made.model);
        self.made_codebook.push_option(record.made.codebook.as_ref());
        self.made_registry.push_option(record.made.registry.as_ref());
        self.made_settings.push_option(Some(settings).filter(|settings| !settings.is_empty()));
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            self.doc.take(),
            self.id.take(),
            self.uri.take(),
            self.publisher.take(),
            self.title.take(),
            self.language.take(),
            self.published.take(),
            self.dateline_place.take(),
            self.dateline_country.take(),
            self.dateline_agency.take(),
            self.dateline_span.take(),
            self.headline_span.take(),
            self.text.take(),
            self.paragraphs.take(),
            self.made_program.take(),
            self.made_model.take(),
            self.made_codebook.take(),
            self.made_registry.take(),
            self.made_settings.take(),
        ]
    }
}
