//! From files to a codebook: everything is read, and every mistake is told at once.

use std::collections::BTreeMap;

use crate::about;
use crate::cameo::Cameo;
use crate::codebook::Codebook;
use crate::contexts::Contexts;
use crate::files::Files;
use crate::mistake::{Mistake, Mistakes, Notes};
use crate::phrase::{Classes, lemmas};
use crate::statuses::Statuses;
use crate::types_file;

/// Reads all files.
pub(crate) fn load(files: &Files) -> Result<Codebook, Mistakes> {
    let mut mistakes = Vec::new();
    let classes =
        keep(&mut mistakes, files.get("classes.toml").map_or(Ok(Classes::new()), classes)).unwrap_or_default();
    let contexts = files
        .get("contexts.toml")
        .map_or_else(|| Ok(Contexts::default()), |text| Contexts::read("contexts.toml", text, &classes));
    let contexts = keep(&mut mistakes, contexts).unwrap_or_default();
    let statuses = files
        .get("statuses.toml")
        .map_or_else(|| Ok(Statuses::default()), |text| Statuses::read("statuses.toml", text, &classes));
    let statuses = keep(&mut mistakes, statuses).unwrap_or_default();
    let cameo = files.get("cameo.tsv").map_or_else(|| Ok(Cameo::default()), |text| Cameo::read("cameo.tsv", text));
    let cameo = keep(&mut mistakes, cameo).unwrap_or_default();
    let head = match files.get("codebook.toml") {
        Some(text) => keep(&mut mistakes, about::read("codebook.toml", text, &classes)),
        None => {
            let what = "missing; a codebook of its own begins with it, else lay the folder over another".to_owned();
            mistakes.push(Mistake { file: "codebook.toml".to_owned(), line: 1, what });
            None
        }
    };
    let head = head.unwrap_or_default();
    let mut types = Vec::new();
    let mut rules = Vec::new();
    for (file, text) in files.iter() {
        let Some(name) = file.strip_prefix("types/").and_then(|name| name.strip_suffix(".toml")) else {
            if !["cameo.tsv", "classes.toml", "codebook.toml", "contexts.toml", "statuses.toml"].contains(&file) {
                let what = "no file of a codebook; types stand in types/NAME.toml".to_owned();
                mistakes.push(Mistake { file: file.to_owned(), line: 1, what });
            }
            continue;
        };
        let index = types.len();
        if let Some((kind, mut its)) = keep(&mut mistakes, types_file::read(file, text, name, index, &classes)) {
            types.push(kind);
            rules.append(&mut its);
        }
    }
    if !mistakes.is_empty() {
        mistakes.sort();
        return Err(Mistakes(mistakes));
    }
    Ok(Codebook {
        about: head.about,
        types,
        rules,
        by_lemma: Default::default(),
        anywhere: Vec::new(),
        light: head.light,
        agents: head.agents,
        things: head.things,
        contexts,
        statuses,
        cameo,
        version: String::new(),
    })
}

fn keep<T>(mistakes: &mut Vec<Mistake>, read: Result<T, Vec<Mistake>>) -> Option<T> {
    read.map_err(|mut found| mistakes.append(&mut found)).ok()
}

/// Classes of words; one may name others that name none.
fn classes(text: &str) -> Result<Classes, Vec<Mistake>> {
    let mut notes = Notes::new("classes.toml", text);
    let mut classes = Classes::new();
    let all = notes.read::<BTreeMap<String, toml::Spanned<String>>>().unwrap_or_default();
    let (naming, plain): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, words)| words.get_ref().contains('$'));
    let known = plain.len();
    for (index, (name, words)) in plain.into_iter().chain(naming).enumerate() {
        let below = if index < known { Classes::new() } else { classes.clone() };
        if let Some(found) = notes.keep(&words.span(), lemmas(words.get_ref(), ',', &below)) {
            classes.insert(name, found);
        }
    }
    if notes.mistakes.is_empty() { Ok(classes) } else { Err(notes.mistakes) }
}
