//! The table of states against ISO 3166-1.

use std::collections::HashSet;

use onrecord_actors::{Context, Token, resolve};

const STATES: &str = include_str!("../tables/states.tsv");

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    STATES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

#[test]
fn every_country_of_iso_3166_is_there_once_and_kosovo() {
    let codes: Vec<&str> = rows().map(|row| row[0]).collect();
    let set: HashSet<&str> = codes.iter().copied().collect();
    assert_eq!(set.len(), codes.len());
    for code in &codes {
        assert!(*code == "XKX" || rust_iso3166::from_alpha3(code).is_some(), "{code}");
    }
    let missing: Vec<&str> =
        rust_iso3166::ALL.iter().map(|country| country.alpha3).filter(|code| !set.contains(code)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert_eq!(codes.len(), 250);
}

#[test]
fn every_form_of_a_state_means_it() {
    for row in rows() {
        for form in row[1..].iter().flat_map(|cell| cell.split('|')).filter(|form| *form != "-") {
            let text = onrecord_text::Text::new(form);
            let tokens: Vec<Token<'_>> = (0..text.words.len()).map(|word| Token::bare(text.form(word))).collect();
            let actor = resolve(&tokens, &Context::default());
            assert_eq!(actor.country.map(|code| code.to_string()).as_deref(), Some(row[0]), "{form}: {actor:?}");
        }
    }
}
