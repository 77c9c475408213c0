//! The formats: what each makes of one document.
//!
//! Each is a function of a document alone, so that the order of documents, the bounds of memory and the file are settled once, in
//! [`crate::export()`].

mod annotations;
pub(crate) mod croissant;
mod displacy;
mod events_csv;
mod gdelt;
mod jsonl;
mod plover;
mod polecat;
mod sheet;
mod table_csv;

pub(crate) use gdelt::about as about_gdelt;
pub(crate) use polecat::about as about_polecat;
pub(crate) use table_csv::{header as table_header, rows as table_rows};

use onrecord_codebook::Codebook;
use onrecord_record::Event;

use crate::error::ExportError;
use crate::export::Format;
use crate::selection::Selection;
use crate::view::View;

/// What a document gives to a format.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The bytes, ended as the format wants it.
    pub text: String,
    /// Rows, lines or objects in it.
    pub items: u64,
    /// Acts that fitted and have no place in the format, for want of a day or a code.
    pub left_out: u64,
}

/// What holds for the whole export.
pub(crate) struct Job<'j> {
    pub selection: &'j Selection,
    pub without_text: bool,
    pub codebook: &'j Codebook,
}

impl<'j> Job<'j> {
    /// The acts of a document that are wanted.
    pub fn events<'v>(&'v self, view: &'v View<'_>) -> impl Iterator<Item = &'v Event> {
        let maker = self.selection.fits_maker(view.record);
        view.record.events.iter().filter(move |event| maker && self.selection.fits_event(view.record, event))
    }

    /// Words of the article, unless these are to be left out.
    pub fn quoted<T>(&self, words: T) -> Option<T> {
        (!self.without_text).then_some(words)
    }
}

/// What stands before, between and after the documents.
pub(crate) struct Frame {
    pub head: String,
    pub between: &'static str,
    pub foot: &'static str,
}

/// The frame of a format of documents.
pub(crate) fn frame(format: Format) -> Result<Frame, ExportError> {
    let plain = |head| Frame { head, between: "", foot: "" };
    Ok(match format {
        Format::Csv => plain(sheet::csv(&[&events_csv::COLUMNS[..]])?),
        Format::Polecat => plain(sheet::tsv(&[&polecat::COLUMNS[..]])?),
        Format::Annotations => Frame { head: annotations::HEAD.to_owned(), between: ",\n", foot: "\n]}\n" },
        Format::Displacy => Frame { head: "[\n".to_owned(), between: ",\n", foot: "\n]\n" },
        Format::Plover | Format::Gdelt | Format::Jsonl | Format::Table(_) | Format::Croissant => plain(String::new()),
    })
}

/// What a document gives.
pub(crate) fn of_document(format: Format, job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    match format {
        Format::Plover => plover::events(job, view),
        Format::Polecat => polecat::events(job, view),
        Format::Gdelt => gdelt::events(job, view),
        Format::Csv => events_csv::events(job, view),
        Format::Jsonl => jsonl::record(job, view),
        Format::Annotations => annotations::annotations(job, view),
        Format::Displacy if job.selection.fits_document(view.record) => displacy::document(view),
        Format::Displacy => Ok(Given::default()),
        Format::Table(_) | Format::Croissant => Ok(Given::default()),
    }
}

/// JSON on one line.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, ExportError> {
    serde_json::to_string(value).map_err(|error| ExportError::Row(error.to_string()))
}
