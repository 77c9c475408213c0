//! `onrecord parse`: words, tags, lemmas and trees.

use onrecord_ingest::Languages;

use crate::analyses::{self, Reading};
use crate::args::{General, ParseArgs, ParseFormat, inputs};
use crate::conllu;
use crate::failure::Failure;
use crate::messages::Verdict;
use crate::output::Output;

/// Parses all inputs and writes the analyses to standard output.
pub fn parse(general: &General, args: &ParseArgs) -> Result<Verdict, Failure> {
    let ParseFormat::Conllu = args.format;
    let model = analyses::load_model(general)?;
    let mut output = Output::lock();
    let verdict = analyses::for_each(
        general,
        (&inputs(&args.inputs), &args.form.options(general, Languages::Any)),
        Reading::with(&model),
        |document, text, analysis| {
            let mut lines = String::new();
            conllu::write(&mut lines, &document.id, text, analysis);
            lines
        },
        |lines| output.write(&lines),
    )?;
    output.flush()?;
    Ok(verdict)
}
