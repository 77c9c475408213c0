//! `onrecord explain`: why an event was coded, in words.

use onrecord_ingest::Languages;

use crate::analyses::{self, Reading, record};
use crate::args::{ExplainArgs, General, inputs};
use crate::failure::Failure;
use crate::look::Look;
use crate::messages::{Verdict, say};
use crate::output::Output;
use crate::render;

/// Explains the events that are asked for, or all, of every document of the input.
pub fn explain(general: &General, args: &ExplainArgs) -> Result<Verdict, Failure> {
    let model = analyses::load_model(general)?;
    let coder = super::coder(&model, &args.known)?;
    let look = Look::of_stdout(general.color);
    let mut output = Output::lock();
    let mut told = 0_usize;
    let verdict = analyses::for_each(
        general,
        (&inputs(std::slice::from_ref(&args.input)), &args.form.options(general, Languages::Any)),
        Reading::of(&model, &coder),
        |document, text, analysis| {
            let record = record(&coder, document, text, analysis);
            let wanted = |id: &str| args.events.is_empty() || args.events.iter().any(|event| event == id);
            let shown = record.events.iter().filter(|event| wanted(&event.id));
            shown.map(|event| render::event(&record, event, look)).collect::<Vec<String>>()
        },
        |shown| {
            for one in shown {
                if told > 0 {
                    output.write("\n")?;
                }
                told += 1;
                output.write(&one)?;
            }
            Ok(())
        },
    )?;
    output.flush()?;
    if told == 0 {
        say(&"no such event; `onrecord read` lists them with their ids");
    }
    Ok(verdict)
}
