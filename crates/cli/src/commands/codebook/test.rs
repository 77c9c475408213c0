//! `onrecord codebook test`: a codebook's examples against the trees of the model.

use std::cell::RefCell;

use onrecord_codebook::{Analyser, Codebook, Outcome, Parsed, Trial, Word};
use onrecord_coder::Coder;
use onrecord_model::{Analyser as Reader, Kernel};
use onrecord_text::Text;

use crate::analyses;
use crate::args::{CodebookFolderArgs, General};
use crate::failure::Failure;
use crate::messages::Verdict;
use crate::output::Output;

/// Tries all examples and non-events, and writes which came out otherwise than marked.
pub fn test(general: &General, args: &CodebookFolderArgs) -> Result<Verdict, Failure> {
    let codebook = super::load::codebook(args.folder.as_deref())?;
    let model = analyses::load_model(general)?;
    let trees = Trees(RefCell::new(Reader::new(&model, Kernel::best())));
    let mut trials = codebook.trials(&trees);
    if codebook.asks_for_likeness() {
        let coder = analyses::coder(&model, codebook.clone(), None, None);
        trials.iter_mut().for_each(|trial| by_likeness(&coder, &codebook, trial));
    }
    let mut output = Output::lock();
    for trial in &trials {
        let what = match &trial.outcome {
            Outcome::Quiet | Outcome::Found { mode: true, actors: true, recipients: true, .. } => continue,
            Outcome::Missed => "not found".to_owned(),
            Outcome::Phantom { word, entry } => format!("`{word}` is taken for an act by {entry}"),
            Outcome::Found { entry, mode, actors, recipients } => {
                let parts = [(mode, "mode"), (actors, "actors"), (recipients, "recipients")];
                let wrong: Vec<&str> = parts.into_iter().filter(|(right, _)| !**right).map(|(_, name)| name).collect();
                format!("found by {entry} with other {}", wrong.join(" and "))
            }
        };
        output.write(&format!("{}:{}: {what}\n    {}\n", trial.file, trial.line, trial.text))?;
    }
    let right = trials.iter().filter(|trial| trial.outcome.is_right()).count();
    output.write(&format!("{right} of {} examples told rightly\n", trials.len()))?;
    output.flush()?;
    Ok(if right == trials.len() { Verdict::Done } else { Verdict::Some })
}

/// Types that are told by likeness to their examples: each is held against all the others.
fn by_likeness(coder: &Coder, codebook: &Codebook, trial: &mut Trial<'_>) {
    let near = codebook.get(trial.kind).is_some_and(|kind| kind.near);
    if !near || !coder.by_other_examples(trial.file, trial.line) {
        return;
    }
    let entry = "likeness to the others";
    match trial.outcome {
        Outcome::Missed => trial.outcome = Outcome::Found { entry, mode: true, actors: true, recipients: true },
        Outcome::Quiet => trial.outcome = Outcome::Phantom { word: "its mark".to_owned(), entry },
        _ => {}
    }
}

/// The model as the codebook asks for trees.
struct Trees<'m>(RefCell<Reader<'m>>);

impl Analyser for Trees<'_> {
    fn parse(&self, raw: &str) -> Parsed {
        let text = Text::new(raw);
        let Some(analysis) = self.0.borrow_mut().analyse(&[&text]).pop() else { return Parsed::default() };
        let words = text.words.iter().zip(&analysis.words).map(|(word, found)| Word {
            form: word.span.slice(raw).to_owned(),
            lemma: found.lemma.clone(),
            upos: found.upos.to_owned(),
            deprel: found.deprel.to_owned(),
            head: found.head,
            bytes: word.span.start() as usize..word.span.end() as usize,
        });
        Parsed { words: words.collect(), sentences: analysis.sentences }
    }
}
