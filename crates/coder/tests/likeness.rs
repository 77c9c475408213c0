//! A type of one's own, told by examples alone: no lexicon, no pattern, no training.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use onrecord_codebook::{Codebook, Files};
use onrecord_coder::{Coder, DocumentInfo};
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_record::{Event, ReasonSource};
use onrecord_text::Text;

const LOOTING: &str = "definition = 'Goods are taken by force in a disorder.'\n\
    quad = 'material_conflict'\n\
    score = -6.0\n\
    near = true\n\
    examples = [\n\
    { text = '[a Youths] [v looted] [r shops] in Maseru after the vote.' },\n\
    { text = '[a Soldiers] [v plundered] [r the museum] of the old capital on Friday.' },\n\
    { text = '[a A crowd] [v ransacked] [r a supermarket] while the police looked on.' },\n\
    { text = 'In the night [a rioters] [v looted] [r warehouses] of the grain board.' },\n\
    { text = '[r Dozens of pharmacies] were [v pillaged] by [a gangs] during the blackout.' },\n\
    { text = '[a Deserters] [v emptied] [r the stores] of the mission and carried off the cattle.' },\n\
    ]\n\
    non-events = [\n\
    { text = 'Critics say that the firm was [v looted] by its owners.', why = 'a figure of speech' },\n\
    { text = 'He [v emptied] his glass and left.', why = 'nobody loses anything' },\n\
    ]\n";

fn coder(model: &Model, looting: &str) -> Coder {
    let mine: Files = [("types/LOOTING.toml".to_owned(), looting.to_owned())].into_iter().collect();
    let codebook = Arc::new(Codebook::with(mine).unwrap());
    let coder = Coder::new("test", model.identity()).with_codebook(codebook, model.act_types());
    let mut analyser = Analyser::new(model, Kernel::best()).with_states(true);
    coder.with_examples(|text| analyser.analyse(&[text]).pop().unwrap())
}

fn events(coder: &Coder, model: &Model, text: &str) -> Vec<Event> {
    let text = Text::new(text);
    let analysis = Analyser::new(model, Kernel::best()).with_states(true).analyse(&[&text]).pop().unwrap();
    let all = coder.code(DocumentInfo::default(), &text, &analysis).events;
    all.into_iter().filter(|event| event.kind == "LOOTING").collect()
}

#[test]
fn a_type_is_found_by_likeness_to_its_examples() {
    let model = Model::shipped().unwrap();
    let coder = coder(&model, LOOTING);
    let text = "Hungry crowds raided a food depot in Kaduna.";
    let found = events(&coder, &model, text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let event = &found[0];
    let words = |roles: &[onrecord_record::Role]| -> Vec<String> {
        let span = |role: &onrecord_record::Role| role.span.unwrap();
        roles.iter().map(|role| text[span(role).start() as usize..span(role).end() as usize].to_owned()).collect()
    };
    assert_eq!(words(&event.actors), ["Hungry crowds"]);
    assert_eq!(words(&event.recipients), ["a food depot"]);
    assert!((0.6..=0.95).contains(&event.confidence), "{event:#?}");
    let reason = event.reasons.iter().find(|reason| reason.by == ReasonSource::Pattern).unwrap();
    assert!(reason.id.starts_with("LOOTING like “"), "{reason:?}");
}

#[test]
fn words_that_no_example_has_are_told() {
    let model = Model::shipped().unwrap();
    let coder = coder(&model, LOOTING);
    for text in [
        "Rioters broke into a bank and took the safes.",
        "Militiamen robbed the convoy near Gao.",
        "Villagers plundered a derailed train.",
    ] {
        assert_eq!(events(&coder, &model, text).len(), 1, "{text}");
    }
}

#[test]
fn what_is_used_otherwise_is_none() {
    let model = Model::shipped().unwrap();
    let coder = coder(&model, LOOTING);
    for text in [
        "The minister bought two shops in the port on Sunday.",
        "The guests emptied their glasses.",
        "Police protected the shops of the old town.",
        "Envoys of both states met in Oslo.",
    ] {
        assert_eq!(events(&coder, &model, text), vec![], "{text}");
    }
}

#[test]
fn without_near_the_examples_are_tests_only() {
    let model = Model::shipped().unwrap();
    let coder = coder(&model, &LOOTING.replace("near = true\n", ""));
    assert!(!coder.asks_for_likeness());
    assert_eq!(events(&coder, &model, "Armed men sacked two shops in the port on Sunday."), vec![]);
}

#[test]
fn one_example_is_too_few() {
    let one = "definition = 'x'\nquad = 'material_conflict'\nnear = true\nexamples = [{ text = '[a Men] [v sacked] [r it].' }]\n";
    let mine: Files = [("types/LOOTING.toml".to_owned(), one.to_owned())].into_iter().collect();
    let mistakes = Codebook::with(mine).unwrap_err().to_string();
    assert!(mistakes.contains("`near` needs 2 examples or more"), "{mistakes}");
}
