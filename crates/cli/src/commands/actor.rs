//! `onrecord actor`: who a phrase means, and why.

use std::io::{self, BufRead};

use onrecord_coder::{ActorAnswer, Coder, DocumentInfo};
use onrecord_model::{Analyser, Kernel};
use onrecord_record::{Chars, Span};
use onrecord_text::Text;
use serde::{Deserialize, Serialize};

use crate::analyses;
use crate::args::{ActorArgs, ActorFormat, General};
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

/// One question: a phrase, or words of a document.
#[derive(Debug, Deserialize)]
struct Question {
    id: Option<serde_json::Value>,
    text: String,
    /// Publication date of the document, or the day for which the answer is asked.
    date: Option<String>,
    /// The words asked for, in code points of the text; without it, the text is the phrase.
    span: Option<(u32, u32)>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    #[serde(flatten)]
    actor: &'a ActorAnswer,
}

/// Resolves all phrases and writes who they mean to standard output.
pub fn actor(general: &General, args: &ActorArgs) -> Result<Verdict, Failure> {
    let model = analyses::load_model(general)?;
    let coder = super::coder(&model, &args.known)?;
    let mut analyser = Analyser::new(&model, Kernel::best());
    let mut output = Output::lock();
    let (mut done, mut failed) = (0_u64, 0_u64);
    for phrase in &args.phrases {
        if phrase != "-" {
            let question =
                Question { id: None, text: phrase.clone(), date: args.date.map(|day| day.to_string()), span: None };
            output.write(&shown(args.format, &question, &ask(&coder, &mut analyser, &question))?)?;
            done += 1;
            continue;
        }
        for (number, line) in (1_u64..).zip(io::stdin().lock().lines()) {
            let question = line.map_err(|error| error.to_string()).and_then(|line| read(&line));
            match question {
                Ok(None) => {}
                Ok(Some(question)) => {
                    output.write(&shown(args.format, &question, &ask(&coder, &mut analyser, &question))?)?;
                    done += 1;
                }
                Err(why) => {
                    say(&format_args!(
                        "-: line {number}: {why}; give one JSON object a line with `text` and, where known, `id`, `date` and `span`"
                    ));
                    failed += 1;
                }
            }
        }
    }
    output.flush()?;
    Ok(match (done, failed) {
        (_, 0) => Verdict::Done,
        (0, _) => Verdict::Nothing,
        _ => Verdict::Some,
    })
}

/// The question of a line; none for an empty one.
fn read(line: &str) -> Result<Option<Question>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let question: Question = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let length = question.text.chars().count();
    match question.span {
        Some((start, end)) if start >= end || end as usize > length => {
            Err(format!("the span [{start}, {end}] does not lie within the {length} code points of the text"))
        }
        _ => Ok(Some(question)),
    }
}

fn ask(coder: &Coder, analyser: &mut Analyser<'_>, question: &Question) -> ActorAnswer {
    let text = Text::new(&question.text);
    let analysis = analyser.analyse(&[&text]).pop().unwrap_or_default();
    let info = DocumentInfo { published: question.date.clone(), ..DocumentInfo::default() };
    let span = question.span.map(|(start, end)| Span::<Chars>::new(start, end));
    coder.actor(info, &text, &analysis, span)
}

fn shown(format: ActorFormat, question: &Question, actor: &ActorAnswer) -> Result<String, Failure> {
    let own = serde_json::Value::from(question.text.as_str());
    let id = question.id.as_ref().unwrap_or(&own);
    match format {
        ActorFormat::Jsonl => {
            serde_json::to_string(&Answer { id, actor }).map(|json| json + "\n").map_err(Failure::Json)
        }
        ActorFormat::Text => {
            let sectors = if actor.sectors.is_empty() { "–".to_owned() } else { actor.sectors.join(" ") };
            let mut lines = format!(
                "{}\n  country  {}\n  sectors  {sectors}\n  name     {}\n",
                question.text.split_whitespace().collect::<Vec<_>>().join(" "),
                actor.country.as_deref().unwrap_or("–"),
                actor.name,
            );
            if let Some(role) = &actor.role {
                lines += &format!("  role     {role}\n");
            }
            for reason in &actor.reasons {
                lines += &format!("  because  {} gives {} ({})\n", reason.entry, reason.gave, reason.table);
            }
            Ok(lines)
        }
    }
}
