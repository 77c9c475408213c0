//! `onrecord read`: articles with their speakers marked, or records as JSON.

use onrecord_ingest::Languages;
use serde_json::to_string;

use crate::analyses::{self, Reading, record};
use crate::args::{General, ReadArgs, ReadFormat, inputs};
use crate::failure::Failure;
use crate::json_layout::laid_out;
use crate::look::Look;
use crate::messages::Verdict;
use crate::output::Output;
use crate::render;

/// Reads all inputs and writes what was found to standard output.
pub fn read(general: &General, args: &ReadArgs) -> Result<Verdict, Failure> {
    if args.page {
        return super::serve::read_page(general, args);
    }
    let model = analyses::load_model(general)?;
    let coder = super::coder(&model, &args.known)?;
    let look = Look::of_stdout(general.color);
    let format = args.format;
    let mut sheet = Sheet { output: Output::lock(), format, look, documents: 0, first: None };
    let verdict = analyses::for_each(
        general,
        (&inputs(&args.inputs), &args.form.options(general, Languages::Any)),
        Reading::of(&model, &coder),
        |document, text, analysis| {
            let record = record(&coder, document, text, analysis);
            match format {
                ReadFormat::Text => Ok(render::article(&record, look)),
                ReadFormat::Json => to_string(&record).map(|json| laid_out(&json)),
                ReadFormat::Jsonl => to_string(&record).map(|json| json + "\n"),
            }
        },
        |shown| sheet.add(shown.map_err(Failure::Json)?),
    )?;
    sheet.finish()?;
    Ok(verdict)
}

/// Standard output with what stands before, between and after documents.
struct Sheet {
    output: Output,
    format: ReadFormat,
    look: Look,
    documents: u64,
    /// The first of perhaps several documents as JSON: only the second shows that there must be brackets around.
    first: Option<String>,
}

impl Sheet {
    fn add(&mut self, shown: String) -> Result<(), Failure> {
        self.documents += 1;
        match (self.format, self.documents) {
            (ReadFormat::Jsonl, _) | (ReadFormat::Text, 1) => self.output.write(&shown),
            (ReadFormat::Text, _) => {
                self.output.write(&render::rule(self.look))?;
                self.output.write(&shown)
            }
            (ReadFormat::Json, 1) => {
                self.first = Some(shown);
                Ok(())
            }
            (ReadFormat::Json, _) => {
                if let Some(first) = self.first.take() {
                    self.output.write("[\n")?;
                    self.output.write(first.trim_end())?;
                }
                self.output.write(",\n")?;
                self.output.write(shown.trim_end())
            }
        }
    }

    fn finish(&mut self) -> Result<(), Failure> {
        match self.first.take() {
            Some(only) => self.output.write(&only)?,
            None if self.format == ReadFormat::Json && self.documents > 0 => self.output.write("\n]\n")?,
            None => {}
        }
        self.output.flush()
    }
}
