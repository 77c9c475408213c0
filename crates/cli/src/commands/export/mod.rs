//! `onrecord export`: what a store holds, in the format of another tool.

mod args;
mod conllu;
mod target;

pub use args::{Choice, ExportArgs};

use std::io::Write;

use args::ExportFormat;
use onrecord_codebook::Codebook;
use onrecord_export::{ExportError, Format, Report, Request, export as write};
use onrecord_store::Store;

use super::code::grouped;
use crate::args::General;
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use target::Target;

/// Writes what is asked for and says what it was.
pub fn export(general: &General, args: &ExportArgs) -> Result<Verdict, Failure> {
    let store = Store::open(&args.store)?;
    let codebook = Codebook::plover().map_err(Failure::ShippedCodebook)?;
    let Some(format) = format(args)? else { return conllu::export(general, args, &store) };
    let request =
        Request { format, selection: args.choice.selection(), without_text: args.without_text, codebook: &codebook };
    let mut target = Target::open(args.output.as_deref())?;
    let report = write(&store, &request, &target.scratch(), &mut target)?;
    if let (Some(path), Some(about)) = (&args.output, format.about(&codebook)) {
        let path = path.with_added_extension("about.txt");
        let mut note = onrecord_export::AtomicFile::create(&path)?;
        note.write_all(about.as_bytes()).map_err(|cause| ExportError::Write { path, cause })?;
        note.commit()?;
    } else if format.about(&codebook).is_some() {
        say(
            &"note      this format holds less than the record: see docs/exporting.md, or give --output for a note beside the file",
        );
    }
    target.commit()?;
    tell(args, &report);
    Ok(Verdict::Done)
}

/// The format that the flags ask for; none for the one that needs the model.
fn format(args: &ExportArgs) -> Result<Option<Format>, Failure> {
    if let Some(table) = &args.table {
        if args.format != ExportFormat::Csv {
            return Err(Failure::TableFormat);
        }
        return Ok(Some(Format::table(table)?));
    }
    Ok(match args.format {
        ExportFormat::Plover => Some(Format::Plover),
        ExportFormat::Polecat => Some(Format::Polecat),
        ExportFormat::Gdelt => Some(Format::Gdelt),
        ExportFormat::Csv => Some(Format::Csv),
        ExportFormat::Jsonl => Some(Format::Jsonl),
        ExportFormat::Annotations => Some(Format::Annotations),
        ExportFormat::Displacy => Some(Format::Displacy),
        ExportFormat::Croissant => Some(Format::Croissant),
        ExportFormat::Conllu => None,
    })
}

fn tell(args: &ExportArgs, report: &Report) {
    let noun = match (args.format, &args.table) {
        (ExportFormat::Plover, _) | (ExportFormat::Csv, None) => "events",
        (ExportFormat::Polecat | ExportFormat::Gdelt, _) | (ExportFormat::Csv, Some(_)) => "rows",
        (ExportFormat::Jsonl, _) => "records",
        (ExportFormat::Annotations, _) => "annotations",
        (ExportFormat::Croissant, _) => "files",
        (ExportFormat::Displacy | ExportFormat::Conllu, _) => "texts",
    };
    let place = args.output.as_ref().map(|path| format!(" to {}", path.display())).unwrap_or_default();
    let (items, documents) = (grouped(report.items), grouped(report.documents));
    say(&format_args!("exported  {items} {noun} of {documents} documents{place}"));
    if report.left_out > 0 {
        let left_out = grouped(report.left_out);
        say(&format_args!("left out  {left_out} events without a day or a code, which the format asks for"));
    }
    if report.makers.len() > 1 {
        let makers = report.makers.iter().map(String::as_str).collect::<Vec<_>>().join("; ");
        say(&format_args!("warning   coded by several, so that a document may be there more than once: {makers}"));
        say(&"          take one with --made-by");
    }
}
