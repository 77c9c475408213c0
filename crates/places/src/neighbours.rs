//! What the words beside a toponym say of where it lies: "Paris, Texas", "the Syrian city of Hama", "Iran's Sistan province".
//!
//! Words are read outwards from the toponym. As long as only words stand between that belong to such a phrase ("the", "southern", "city
//! of", a comma), what is named contains the toponym and counts in full; behind any other word it is only a neighbour and counts little.

use crate::candidates::{Kind, Sense, kind, read};
use crate::gazetteer::{Feature, GAZETTEER, Naming, Sort};
use crate::spelling::fold;
use crate::table::{DEMONYMS, SHORT_FORMS, STATES};

/// What speaks for where a toponym lies.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    /// States, alpha-3, each with the most that anything says for it.
    pub(crate) countries: Vec<(&'static str, f64)>,
    /// Divisions, likewise.
    pub(crate) divisions: Vec<(Feature, f64)>,
    /// What the toponym is called.
    pub(crate) kind: Option<Kind>,
    /// It is called the capital.
    pub(crate) capital: bool,
    /// It stands in a list of states.
    pub(crate) among_states: bool,
}

/// "Paris, Texas"
const DIVISION: f64 = 6.0;
/// "Granada, Spain"
const STATE: f64 = 5.0;
/// "the Syrian city of"
const PEOPLE: f64 = 4.5;
/// What a mere neighbour counts of that.
const BESIDE: f64 = 0.22;
/// A large town nearby says something of the state.
const TOWN_BESIDE: f64 = 0.8;
/// Inhabitants of a town that says so, as decimal logarithm.
const LARGE: f64 = 5.4;
/// The most words of a name that is looked for.
const LONGEST: usize = 5;

/// What one phrase beside a toponym names.
enum Named {
    /// A state, and divisions of other states that bear its name: Georgia.
    State(&'static str, Vec<Feature>),
    People(&'static str),
    Divisions(Vec<Feature>),
    Town(&'static str),
}

impl Evidence {
    /// Reads the words on both sides.
    pub(crate) fn beside(before: &[&str], after: &[&str]) -> Self {
        let mut evidence = Self::default();
        evidence.read_after(after);
        evidence.read_before(before);
        evidence
    }

    /// The most that speaks for a state.
    pub(crate) fn country(&self, code: &str) -> f64 {
        self.countries.iter().filter(|(country, _)| *country == code).fold(0.0, |most, (_, weight)| most.max(*weight))
    }

    /// The most that speaks for a division.
    pub(crate) fn division(&self, division: Feature) -> f64 {
        self.divisions.iter().filter(|(other, _)| *other == division).fold(0.0, |most, (_, weight)| most.max(*weight))
    }

    /// Adds what speaks for another mention of the same name, at a part of its weight.
    pub(crate) fn share(&mut self, other: &Self, part: f64) {
        self.countries.extend(other.countries.iter().map(|(code, weight)| (*code, weight * part)));
        self.divisions.extend(other.divisions.iter().map(|(division, weight)| (*division, weight * part)));
        self.capital |= other.capital;
    }

    /// Keeps of each state and division the most that is said.
    pub(crate) fn condense(&mut self) {
        self.countries.sort_by(|a, b| a.0.cmp(b.0).then(b.1.total_cmp(&a.1)));
        self.countries.dedup_by_key(|(code, _)| *code);
        self.divisions.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        self.divisions.dedup_by_key(|(division, _)| *division);
    }

    fn add(&mut self, named: &Named, part: f64) {
        match named {
            Named::State(code, divisions) => {
                self.countries.push((code, STATE * part));
                self.divisions.extend(divisions.iter().map(|&division| (division, DIVISION * part)));
            }
            Named::People(code) => self.countries.push((code, PEOPLE * part)),
            Named::Town(code) => self.countries.push((code, TOWN_BESIDE)),
            Named::Divisions(divisions) => {
                for &division in divisions {
                    self.divisions.push((division, DIVISION * part));
                    // Only a little for its state: "Paris, Texas" is no other Paris of the United States.
                    self.countries.push((&GAZETTEER.state(division).code, STATE * part * 0.4));
                }
            }
        }
    }

    fn read_after(&mut self, words: &[&str]) {
        let mut at = 0;
        if let Some(called) = words.first().and_then(|word| kind(word)) {
            self.kind = Some(called);
            at = 1;
        }
        let opens = |word: &&str| matches!(*word, "," | "(" | "in" | "on" | "–" | "—");
        let mut part = if words.get(at).is_some_and(opens) { 1.0 } else { BESIDE };
        let in_list = words.get(at) == Some(&",");
        let mut found = 0;
        while at < words.len() {
            let word = words[at];
            if matches!(word, "." | ";" | "?" | "!") {
                return;
            }
            if let Some((named, length)) = longest(&words[at..], |length| (at, length), words) {
                let names_state = matches!(named, Named::State(..));
                self.among_states |= in_list && found == 0 && at == usize::from(self.kind.is_some()) + 1 && names_state;
                self.add(&named, part);
                found += 1;
                at += length;
            } else {
                self.capital |= part == 1.0 && word == "capital" && self.divisions.is_empty();
                if !belongs(word) || (word == "and" && found > 0) {
                    part = BESIDE;
                }
                at += 1;
            }
        }
    }

    fn read_before(&mut self, words: &[&str]) {
        if let [.., called, "of"] = words
            && let Some(called) = kind(called)
        {
            self.kind = Some(called);
        }
        if let [.., "capital", "of" | ","] | [.., "capital"] = words {
            self.capital = true;
        }
        let mut part = 1.0;
        let mut end = words.len();
        while end > 0 {
            if matches!(words[end - 1], "." | ";" | "?" | "!") {
                return;
            }
            let ending = |length: usize| (end - length.min(end), length);
            if let Some((named, length)) = longest(&words[..end], ending, words) {
                self.add(&named, part);
                end -= length;
                // "Lebanon and Tripoli", "Syria, Hama": a list, or a sentence that begins with where.
            } else {
                if !belongs(words[end - 1]) || words[end - 1] == "," {
                    part = BESIDE;
                }
                end -= 1;
            }
        }
    }
}

/// The longest run of words at one end that names something; `place` says where a run of a length begins.
fn longest(within: &[&str], place: impl Fn(usize) -> (usize, usize), words: &[&str]) -> Option<(Named, usize)> {
    (1..=LONGEST.min(within.len())).rev().find_map(|length| {
        let (from, length) = place(length);
        let run = words.get(from..from + length)?;
        let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
        // A name begins and ends with a capital: "Republic of Congo".
        (run.first().filter(capital).is_some() && run.last().filter(capital).is_some())
            .then(|| named(&run.join(" ")).map(|named| (named, length)))
            .flatten()
    })
}

/// What a phrase names, if it says where something lies.
fn named(phrase: &str) -> Option<Named> {
    let phrase = phrase.strip_suffix("'s").or_else(|| phrase.strip_suffix("’s")).unwrap_or(phrase);
    let folded = fold(phrase);
    if folded.is_empty() {
        return None;
    }
    let capitals = phrase.chars().all(|c| !c.is_lowercase());
    if let Some(form) = SHORT_FORMS.get(&folded).filter(|form| !form.capitals || capitals) {
        let named = fold(form.division);
        let found = divisions(&named).filter(|&division| GAZETTEER.state(division).code == form.country);
        return Some(Named::Divisions(found.collect()));
    }
    let found: Vec<Feature> = divisions(&folded).collect();
    if let Some(code) = STATES.by_name(phrase) {
        let elsewhere = found.into_iter().filter(|&division| GAZETTEER.state(division).code != code);
        return Some(Named::State(code, elsewhere.collect()));
    }
    if let Some(code) = DEMONYMS.get(&folded) {
        return Some(Named::People(code));
    }
    if !found.is_empty() {
        return Some(Named::Divisions(found));
    }
    large_town(phrase).map(Named::Town)
}

/// Divisions of that name.
fn divisions(folded: &str) -> impl Iterator<Item = Feature> {
    let found = GAZETTEER.named(folded).map(|(feature, _)| feature);
    found.filter(|&feature| GAZETTEER.sort(feature) == Sort::Division)
}

/// The state of a large town that has this name first.
fn large_town(phrase: &str) -> Option<&'static str> {
    let towns = read(phrase).senses.into_iter().filter_map(|sense| match sense {
        Sense::Feature(town, Naming::First) if GAZETTEER.log_inhabitants(town) > LARGE => Some(town),
        _ => None,
    });
    let largest = towns.max_by(|a, b| GAZETTEER.log_inhabitants(*a).total_cmp(&GAZETTEER.log_inhabitants(*b)))?;
    Some(&GAZETTEER.state(largest).code)
}

/// Words that may stand within a phrase that says where something lies.
fn belongs(word: &str) -> bool {
    let plain = matches!(
        word,
        "," | "("
            | "in"
            | "on"
            | "the"
            | "a"
            | "an"
            | "of"
            | "'s"
            | "’s"
            | "'"
            | "’"
            | "–"
            | "—"
            | "-"
            | "near"
            | "and"
            | "its"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "north"
            | "south"
            | "east"
            | "west"
            | "capital"
            | "island"
            | "border"
            | "coastal"
            | "main"
            | "largest"
            | "second"
            | "third"
            | "biggest"
            | "major"
            | "industrial"
            | "holy"
            | "peninsula"
            | "provincial"
            | "regional"
            | "besieged"
            | "rebel-held"
            | "government-held"
            | "mountainous"
            | "strategic"
            | "restive"
            | "remote"
            | "ancient"
            | "historic"
            | "mainly"
            | "disputed"
            | "contested"
            | "neighboring"
            | "neighbouring"
            | "nearby"
            | "key"
            | "old"
    );
    plain || kind(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(before: &str, after: &str) -> Evidence {
        let before: Vec<&str> = before.split_whitespace().collect();
        let after: Vec<&str> = after.split_whitespace().collect();
        Evidence::beside(&before, &after)
    }

    #[test]
    fn a_name_behind_a_comma_contains_the_toponym() {
        let evidence = beside("near", ", Texas , late on Sunday");
        assert!(
            evidence.divisions.iter().any(|(d, weight)| GAZETTEER.first_name(*d) == "Texas" && *weight == DIVISION)
        );
        assert_eq!(beside("in", ", southern Thailand .").country("THA"), STATE);
        assert_eq!(beside("in", ", in the Mexican state of").country("MEX"), PEOPLE);
        assert!(beside("in", ", the Libyan capital .").capital);
    }

    #[test]
    fn every_short_form_leads_to_a_division() {
        for (short, form) in SHORT_FORMS.iter() {
            let mut found = divisions(&fold(form.division)).collect::<Vec<_>>().into_iter();
            assert!(found.any(|division| GAZETTEER.state(division).code == form.country), "{short}");
        }
    }

    #[test]
    fn the_phrase_before_may_say_it_too() {
        let evidence = beside("died in the Syrian city of", ".");
        assert_eq!((evidence.country("SYR"), evidence.kind), (PEOPLE, Some(Kind::Town)));
        assert_eq!(beside("a doctor in Pakistan 's", "province .").country("PAK"), STATE);
        assert_eq!(beside("a doctor in Pakistan 's", "province .").kind, Some(Kind::Division));
    }

    #[test]
    fn behind_another_word_it_is_a_neighbour() {
        assert!(beside("Poland sent police to", "").country("POL") < 2.0);
        assert_eq!(beside("", ". Syria said so").country("SYR"), 0.0);
        assert!(beside("", "and Syria").country("SYR") < 2.0);
    }
}
