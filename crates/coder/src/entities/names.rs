//! The names of a document and whose they are: the same name again, a surname after the whole name, the initials of a body.

use std::collections::HashMap;

use onrecord_record::EntityType;

use super::phrases::Phrase;
use crate::reading::Reading;

/// The names of the document and their groups.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<(EntityType, String), usize>,
    surnames: HashMap<String, usize>,
    initials: HashMap<String, usize>,
}

impl Names {
    pub(super) fn find(&self, reading: &Reading<'_>, phrase: &Phrase) -> Option<usize> {
        let key = key(reading.slice(&phrase.bare));
        let known = self.known.get(&(phrase.of, key.clone())).copied();
        let surname = || {
            let titled = phrase.bare.len() > 1 && title(reading, phrase);
            let last = self::key(reading.form(phrase.bare.end - 1));
            (phrase.of == EntityType::Person && (phrase.bare.len() == 1 || titled))
                .then(|| self.surnames.get(&last).copied())
                .flatten()
        };
        let initials = || {
            (phrase.of == EntityType::Organization && phrase.bare.len() == 1)
                .then(|| self.initials.get(&key).copied())
                .flatten()
        };
        known.or_else(surname).or_else(initials)
    }

    pub(super) fn learn(&mut self, reading: &Reading<'_>, phrase: &Phrase, group: usize) {
        let text = reading.slice(&phrase.bare);
        self.known.entry((phrase.of, key(text))).or_insert(group);
        if phrase.of == EntityType::Person {
            let last = key(reading.form(phrase.bare.end - 1));
            // A bare surname opens nothing for those who come with other first names.
            if phrase.bare.len() > 1 {
                self.surnames.insert(last, group);
            } else {
                self.surnames.entry(last).or_insert(group);
            }
        } else if phrase.bare.len() > 2 {
            let initials: String = phrase
                .bare
                .clone()
                .map(|word| reading.form(word))
                .filter_map(|form| form.chars().next().filter(|c| c.is_uppercase()))
                .collect();
            if initials.len() > 2 {
                self.initials.entry(initials.to_lowercase()).or_insert(group);
            }
        }
    }
}

/// Whether a person's name is a surname behind a title: "Mr. Roy", "President Roy".
fn title(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let first = reading.form(phrase.bare.start).to_lowercase();
    phrase.bare.len() == 2 && TITLES.contains(&first.trim_end_matches('.'))
}

const TITLES: [&str; 24] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "president",
    "minister",
    "senator",
    "sen",
    "gov",
    "governor",
    "general",
    "gen",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "pope",
    "sir",
    "lord",
    "secretary",
    "chancellor",
];

/// Names are the same whatever their capitals, full stops and blanks: `U.N.` is `UN`.
fn key(name: &str) -> String {
    name.split_whitespace().map(|word| word.to_lowercase().replace('.', "")).collect::<Vec<_>>().join(" ")
}
