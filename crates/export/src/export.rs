//! From a store to one file: documents chosen, each made into the format, all put in order.
//!
//! ```text
//! StoredDocuments ──selection──▶ format ──▶ Sorter (day of publication, key) ──▶ head, documents, foot
//! ```

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::Path;

use onrecord_codebook::Codebook;
use onrecord_record::Record;
use onrecord_store::{Store, TABLES, Table, schema};

use crate::error::ExportError;
use crate::formats::{self, Frame, Given, Job};
use crate::order::Sorter;
use crate::selection::Selection;
use crate::stored::StoredDocuments;
use crate::view::View;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PLOVER's JSON Lines, an act a line.
    Plover,
    /// POLECAT's tab separated columns.
    Polecat,
    /// GDELT 2.0 event columns; lossy.
    Gdelt,
    /// Acts as one flat CSV table.
    Csv,
    /// A table of the store as CSV.
    Table(Table),
    /// Records, a document a line.
    Jsonl,
    /// W3C Web Annotations as JSON-LD.
    Annotations,
    /// displaCy's JSON.
    Displacy,
    /// Croissant: what the store holds, as JSON-LD.
    Croissant,
}

impl Format {
    /// A table of the store as CSV, by the table's name.
    ///
    /// # Errors
    /// [`ExportError::NoTable`].
    pub fn table(name: &str) -> Result<Self, ExportError> {
        let found = TABLES.into_iter().find(|table| table.name() == name);
        found.map(Self::Table).ok_or_else(|| {
            let known = TABLES.map(Table::name).join(", ");
            ExportError::NoTable { name: name.to_owned(), known }
        })
    }

    /// What the format cannot hold, for whoever is given the file; none where it holds all.
    #[must_use]
    pub fn about(self, codebook: &Codebook) -> Option<String> {
        match self {
            Self::Gdelt => Some(formats::about_gdelt(codebook)),
            Self::Polecat => Some(formats::about_polecat().to_owned()),
            _ => None,
        }
    }
}

/// What is to be exported.
pub struct Request<'r> {
    /// In which form.
    pub format: Format,
    /// What of it.
    pub selection: Selection,
    /// Leaves out the words of articles wherever they may not be passed on; offsets and hashes stay.
    pub without_text: bool,
    /// For the way to CAMEO.
    pub codebook: &'r Codebook,
}

/// What was exported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents of which something is in the file.
    pub documents: u64,
    /// Rows, lines or objects.
    pub items: u64,
    /// Acts that fitted and have no place in the format, for want of a day or a code.
    pub left_out: u64,
    /// What coded the documents: model and, where there is one, codebook, registry and settings. With more than one, documents that
    /// were coded twice are in the file twice.
    pub makers: BTreeSet<String>,
}

/// Writes what is asked for. `scratch` is a folder for sorting what does not fit in memory.
///
/// # Errors
/// Where the store cannot be read, the format needs the text that is to be left out, or the result cannot be written.
pub fn export(
    store: &Store,
    request: &Request<'_>,
    scratch: &Path,
    out: &mut dyn Write,
) -> Result<Report, ExportError> {
    let Request { format, selection, without_text, codebook } = request;
    if *without_text && *format == Format::Displacy {
        return Err(ExportError::NeedsText("displacy"));
    }
    if *format == Format::Croissant {
        return formats::croissant::write(store, out);
    }
    let job = Job { selection, without_text: *without_text, codebook };
    let mut report = Report::default();
    let mut sorter = Sorter::new(scratch);
    let mut documents = StoredDocuments::of(store)?;
    let schema = match format {
        Format::Table(table) => {
            documents = documents.with_rows(*table);
            Some(schema(*table))
        }
        _ => None,
    };
    while let Some(mut next) = documents.advance()? {
        let nameless = if *without_text { next.document.nameless() } else { HashSet::new() };
        for entity in next.document.record.entities.iter_mut().filter(|entity| nameless.contains(&entity.id)) {
            entity.name.clear();
        }
        let document = &next.document;
        let given = match &schema {
            None => formats::of_document(*format, &job, &View::new(document))?,
            Some(schema) if selection.fits_document(&document.record) => {
                let (text, items) = formats::table_rows(schema, &next.rows, *without_text, &nameless)?;
                Given { text, items, left_out: 0 }
            }
            Some(_) => Given::default(),
        };
        report.left_out += given.left_out;
        if given.items == 0 {
            continue;
        }
        report.documents += 1;
        report.items += given.items;
        report.makers.insert(maker(&document.record, document.settings.as_deref()));
        sorter.add(document.order(), given.text)?;
    }
    let frame = match &schema {
        Some(schema) => Frame { head: formats::table_header(schema)?, between: "", foot: "" },
        None => formats::frame(*format)?,
    };
    write(&frame, sorter, out)?;
    Ok(report)
}

fn write(frame: &Frame, sorter: Sorter, out: &mut dyn Write) -> Result<(), ExportError> {
    let put = |out: &mut dyn Write, text: &str| out.write_all(text.as_bytes()).map_err(ExportError::Output);
    put(out, &frame.head)?;
    let mut first = true;
    sorter.finish(|document| {
        if !std::mem::take(&mut first) {
            put(out, frame.between)?;
        }
        put(out, document)
    })?;
    put(out, frame.foot)?;
    out.flush().map_err(ExportError::Output)
}

/// What coded a document, in one line.
pub(crate) fn maker(record: &Record, settings: Option<&str>) -> String {
    let made = &record.made;
    let parts = [Some(made.model.as_str()), made.codebook.as_deref(), made.registry.as_deref(), settings];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
