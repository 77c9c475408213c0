//! One phrase that names several parties: "Russian and Syrian forces", "the leaders of France and Japan", "the two leaders". Each state in
//! it is a party of its own.

use std::ops::Range;

use onrecord_actors::{Code, Sector};
use onrecord_record::EntityType;

use crate::actors::{Actors, Who};
use crate::entities::Entities;
use crate::reading::Reading;

/// A party: its words, the word whose entity it is, and who it is.
pub(super) struct Party {
    pub(super) words: Range<usize>,
    pub(super) entity: Option<usize>,
    pub(super) who: Who,
}

/// A phrase, the noun that heads it, and the document around.
pub(super) struct Named<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) actors: &'a Actors<'a>,
    pub(super) phrase: Range<usize>,
    pub(super) head: usize,
}

impl Named<'_> {
    /// The parties that the phrase names, two or more; none where it names one.
    pub(super) fn parties(&self) -> Option<Vec<Party>> {
        self.before_head().or_else(|| self.behind_head()).or_else(|| self.the_two())
    }

    /// "Russian and Syrian forces": Russian ones, and Syrian forces.
    fn before_head(&self) -> Option<Vec<Party>> {
        let (phrase, head) = (&self.phrase, self.head);
        let states = self.list(phrase.start..head.min(phrase.end), |word| {
            let state = matches!(self.reading.word(word).upos, "ADJ" | "PROPN");
            state && self.reading.form(word).starts_with(char::is_uppercase)
        })?;
        let (last, _) = states.last()?;
        // What the list belongs to stands right behind it.
        if last.end > head || self.reading.form(last.end) == "-" || states.iter().any(|(words, _)| words.len() > 1) {
            return None;
        }
        let whole = self.actors.at(phrase);
        let sectors = self.actors.at(&(last.start..phrase.end)).sectors;
        let whole = if sectors.is_empty() { whole } else { Who { sectors, ..whole } };
        let party = |(at, (words, country)): (usize, &(Range<usize>, Code))| {
            let last = at + 1 == states.len();
            let end = if last { phrase.end } else { words.end };
            Party { words: words.start..end, entity: last.then_some(head), who: of(*country, &whole) }
        };
        Some(states.iter().enumerate().map(party).collect())
    }

    /// "The leaders of France and Japan": those of France, and Japan's.
    fn behind_head(&self) -> Option<Vec<Party>> {
        let (phrase, link) = (&self.phrase, self.head + 1);
        let leads_there = link < phrase.end
            && self.reading.word(link).upos == "ADP"
            && matches!(self.reading.form(link), "of" | "from");
        if !leads_there || !self.reading.word(self.head).xpos.ends_with('S') {
            return None;
        }
        let states = self.list(link + 1..phrase.end, |word| self.reading.word(word).upos == "PROPN")?;
        let whole = self.actors.at(&(phrase.start..link));
        // Whoever left several states is one crowd.
        if states.last()?.0.end != phrase.end || !whole.sectors.first().is_some_and(|first| first.of_a_state()) {
            return None;
        }
        let party = |(at, (words, country)): (usize, &(Range<usize>, Code))| {
            let named = |word: &usize| self.entities.index_at(*word).is_some();
            let (start, entity) = match at {
                0 => (phrase.start, Some(self.head)),
                _ => (words.start, words.clone().find(named)),
            };
            Party { words: start..words.end, entity, who: of(*country, &whole) }
        };
        Some(states.iter().enumerate().map(party).collect())
    }

    /// "The two leaders": of the two states of which was spoken just before.
    fn the_two(&self) -> Option<Vec<Party>> {
        const NOUNS: [&str; 9] =
            ["leader", "side", "country", "state", "nation", "government", "president", "minister", "neighbour"];
        const BACK: usize = 2;
        let reading = self.reading;
        let is_two = |word| matches!(reading.form(word).to_lowercase().as_str(), "two" | "both");
        let two = (self.phrase.start..self.head).any(is_two);
        let noun = NOUNS.contains(&reading.lemma(self.head).to_lowercase().as_str());
        let named = self.phrase.clone().any(|word| reading.word(word).upos == "PROPN");
        if !two || !noun || named {
            return None;
        }
        let mut found: Vec<Code> = Vec::new();
        let mut stretch = reading.sentence_of(self.head).start..self.phrase.start;
        for _ in 0..=BACK {
            for country in stretch.clone().rev().filter_map(|word| self.country_at(word)) {
                if !found.contains(&country) {
                    found.push(country);
                }
            }
            if found.len() >= 2 || stretch.start == 0 {
                break;
            }
            stretch = reading.sentence_of(stretch.start - 1);
        }
        if found.len() != 2 {
            return None;
        }
        let government = Who { sectors: Sector::parse("GOV").into_iter().collect(), ..Who::default() };
        let party = |country: &Code| Party { words: self.phrase.clone(), entity: None, who: of(*country, &government) };
        Some(found.iter().rev().map(party).collect())
    }

    /// The state of somebody or some place that a word names.
    fn country_at(&self, word: usize) -> Option<Code> {
        let entity = self.entities.index_at(word)?;
        let somebody = self.entities.kind_of(entity) != EntityType::Other;
        self.actors.who(entity).country.filter(|_| somebody)
    }

    /// States in a row, each another than the one before: "France, Japan and Chile".
    fn list(&self, words: Range<usize>, is_part: impl Fn(usize) -> bool) -> Option<Vec<(Range<usize>, Code)>> {
        let mut found: Vec<(Range<usize>, Code)> = Vec::new();
        let mut at = words.start;
        let mut joined = false;
        while at < words.end {
            let form = self.reading.form(at);
            if is_part(at) {
                let end = (at..words.end).find(|&word| !is_part(word)).unwrap_or(words.end);
                found.push((at..end, self.actors.state_of(&(at..end))?));
                at = end;
                continue;
            }
            joined |= form == "and" && !found.is_empty();
            if !matches!(form, "," | "and") && self.reading.word(at).upos != "DET" {
                break;
            }
            at += 1;
        }
        let differ = found.windows(2).all(|two| two[0].1 != two[1].1);
        (joined && found.len() > 1 && differ).then_some(found)
    }
}

/// The same of another state.
fn of(country: Code, who: &Who) -> Who {
    Who { country: Some(country), of_no_state: false, ..who.clone() }
}
