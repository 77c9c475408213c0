//! Tries a codebook on trees that somebody else has made, in CoNLL-U:
//!
//! ```text
//! cargo run -p onrecord-codebook --example trial -- texts codebook/plover > sentences.txt
//! onrecord parse sentences.txt > trees.conllu
//! cargo run -p onrecord-codebook --example trial -- trial codebook/plover < trees.conllu
//! cargo run -p onrecord-codebook --example trial -- code codebook/plover < any.conllu
//! ```

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::io::{Read, stdin};
use std::path::Path;

use onrecord_codebook::{Analyser, Codebook, Files, Outcome, Parsed, Word};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: trial texts|trial|code FOLDER < trees.conllu".into());
    };
    let mut files = BTreeMap::new();
    read(Path::new(&folder), "", &mut files)?;
    let codebook = Codebook::with(files.into_iter().collect::<Files>())?;
    match what.as_str() {
        "texts" => {
            for kind in codebook.types() {
                for example in kind.examples.iter().chain(&kind.non_events) {
                    println!("{}\n", example.marked.text);
                }
            }
        }
        "code" => {
            for (number, (_, tree)) in trees()?.iter().enumerate() {
                for word in 0..tree.words.len() {
                    if let Some(it) = codebook.verdict(tree, word) {
                        let (kind, mode, entry) = (it.kind, it.mode.unwrap_or("-"), it.entry);
                        println!("{number}\t{word}\t{kind}\t{mode}\t{entry}\t{:?}\t{:?}", it.actors, it.recipients);
                    }
                }
            }
        }
        _ => {
            for finding in codebook.lint() {
                println!("{finding}");
            }
            let trees = Trees(trees()?.into_iter().collect());
            let mut right = (0, 0, 0, 0);
            for trial in codebook.trials(&trees) {
                right.3 += 1;
                right.0 += usize::from(trial.outcome.is_right());
                match &trial.outcome {
                    Outcome::Found { mode: true, actors: true, recipients: true, .. } => right.1 += 1,
                    Outcome::Quiet => right.2 += 1,
                    outcome => {
                        println!("{}:{}: {outcome:?}\n    {}", trial.file, trial.line, trial.text);
                        let tree = trees.parse(trial.text);
                        for word in 0..tree.words.len() {
                            for it in codebook.candidates(&tree, word) {
                                let form = &tree.words[word].form;
                                println!(
                                    "        {form}: {:?} {} {:?} {:?}",
                                    it.effect, it.entry, it.actors, it.recipients
                                );
                            }
                        }
                    }
                }
            }
            println!("{} of {} told rightly; {} in all parts, {} non-events quiet", right.0, right.3, right.1, right.2);
        }
    }
    Ok(())
}

struct Trees(HashMap<String, Parsed>);

impl Analyser for Trees {
    fn parse(&self, text: &str) -> Parsed {
        self.0.get(text).cloned().unwrap_or_default()
    }
}

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

/// Trees by the text of their paragraph; sentences of one paragraph that were split are put together again.
fn trees() -> Result<Vec<(String, Parsed)>, Box<dyn Error>> {
    let mut input = String::new();
    stdin().read_to_string(&mut input)?;
    let mut all: Vec<(String, Parsed)> = Vec::new();
    let mut fresh = true;
    for block in input.split("\n\n").filter(|block| !block.trim().is_empty()) {
        fresh |= block.lines().any(|line| line.starts_with("# newpar"));
        let text = block.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap_or_default();
        if fresh {
            all.push((String::new(), Parsed::default()));
        }
        fresh = false;
        let Some((whole, tree)) = all.last_mut() else { continue };
        if !whole.is_empty() {
            whole.push(' ');
        }
        let (mut at, first) = (whole.len(), tree.words.len());
        whole.push_str(text);
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, _, _, head, deprel, ..] = fields[..] else { continue };
            if id.contains(['-', '.']) {
                continue;
            }
            let start = at + whole.get(at..).and_then(|rest| rest.find(form)).unwrap_or(0);
            at = start + form.len();
            let head = head.parse::<usize>()?.checked_sub(1).map(|head| first + head);
            let [form, lemma, upos, deprel] = [form, lemma, upos, deprel].map(str::to_owned);
            tree.words.push(Word { form, lemma, upos, deprel, head, bytes: start..at });
        }
        tree.sentences.push(first..tree.words.len());
    }
    Ok(all)
}
