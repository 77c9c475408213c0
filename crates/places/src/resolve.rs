//! Which of its namesakes a toponym means, weighed like a careful reader does.
//!
//! Each place of the name begins with what speaks for it by itself: its size (the decimal logarithm of its inhabitants), that it is a
//! capital, that the name is its first and not a former one. Then come the words beside it (`neighbours.rs`), the dateline, the states that
//! the document names, the publisher's state. The highest sum is chosen, if it is high enough: an unknown village in an unnamed country is
//! not believed. In a document the first choice of each name speaks for the states of the others, and what is said beside one mention
//! ("Paris, Texas") holds for the later ones ("Paris").

use std::collections::HashMap;

use onrecord_record::Precision;

use crate::candidates::{self, Kind, Reading, Sense};
use crate::gazetteer::{Feature, GAZETTEER, Naming, Sort};
use crate::neighbours::Evidence;
use crate::place::{Context, Place, Toponym};
use crate::table::{Region, STATES};

/// A capital is meant more often than its size says.
const CAPITAL: f64 = 1.0;
/// So is the largest town of a division.
const SEAT: f64 = 0.3;
/// Being called the capital by the text.
const CALLED_CAPITAL: f64 = 2.0;
/// A town that has names in many languages is meant more often than its size says; counted up to three times.
const FAME: f64 = 0.7;
/// A former name, or the name in another language.
const OTHER_NAME: f64 = -0.8;
/// A name of which only the consonants agree.
const ROUGH_NAME: f64 = -2.0;
/// A division has all its people, and is meant less often than its town.
const DIVISION: f64 = -2.0;
/// A state is meant more often than a division of the same size.
const STATE: f64 = 1.0;
/// Decimal logarithm of the people of any state.
const STATE_PEOPLE: f64 = 7.0;
/// What the text calls it agrees, or does not.
const KIND: f64 = 4.0;
/// A state of the document, at most.
const DOCUMENT: f64 = 2.5;
/// A division in which other places of the document lie.
const DOCUMENT_DIVISION: f64 = 1.0;
/// The state of the dateline, and again its division.
const DATELINE: f64 = 1.7;
/// The publisher's state.
const PUBLISHER: f64 = 1.0;
/// Least sum of a place that is believed: some 10,000 inhabitants with nothing else, or a village in a state that is named.
const BELIEVED: f64 = 4.0;
/// Lead over the next state by which a choice is quite sure.
const SURE: f64 = 3.0;
/// What is said beside another mention of the same name counts so much.
const SHARED: f64 = 0.7;

/// What is known of the document, ready for use.
#[derive(Debug, Clone, Default)]
struct Surroundings {
    /// State → 0 to 1.
    countries: HashMap<String, f64>,
    /// Divisions of other places → 0 to 1.
    divisions: HashMap<Feature, f64>,
    dateline: Option<(&'static str, Option<String>)>,
    publisher: Option<String>,
}

/// One toponym, its meanings, and what speaks for them.
struct Case {
    reading: Reading,
    evidence: Evidence,
}

/// A meaning that was chosen.
#[derive(Debug, Clone, Copy)]
struct Choice {
    sense: Sense,
    /// 0 to 1, by the lead over the next state.
    sureness: f64,
}

/// The place that a toponym means. None where the gazetteer has no such place or the name is too vague; precision
/// `Unknown` and no point for regions such as "the Sahel".
#[must_use]
pub fn resolve(toponym: &Toponym, context: &Context) -> Option<Place> {
    resolve_document(&[*toponym], context).pop().flatten()
}

/// The places that the toponyms of one document mean, which speak for each other; in the order of the toponyms.
#[must_use]
pub fn resolve_document(toponyms: &[Toponym], context: &Context) -> Vec<Option<Place>> {
    let mut cases: Vec<Case> = toponyms.iter().map(Case::new).collect();
    share(&mut cases);
    let given = Surroundings::given(context);
    let first: Vec<Option<Choice>> = cases.iter().map(|case| case.choose(&given)).collect();
    let votes = Votes::count(&cases, &first);
    let chosen = cases.iter().map(|case| {
        if let Some(region) = case.region() {
            return Some(of_region(region));
        }
        case.choose(&given.with(&votes, &case.reading.name)).map(|choice| of_sense(choice.sense))
    });
    chosen.collect()
}

/// The place of a phrase that says where it lies itself: "Fairfax, Virginia", "BEIRUT, Lebanon".
#[must_use]
pub fn resolve_phrase(phrase: &str, context: &Context) -> Option<Place> {
    resolve(&Toponym { name: phrase, words_before: &[], words_after: &[] }, context)
}

/// What is said beside one mention of a name holds for the others as well.
fn share(cases: &mut [Case]) {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, case) in cases.iter().enumerate() {
        by_name.entry(case.reading.name.clone()).or_default().push(at);
    }
    for mentions in by_name.values().filter(|mentions| mentions.len() > 1) {
        let said: Vec<Evidence> = mentions.iter().map(|&at| cases[at].evidence.clone()).collect();
        let mut all = Evidence::default();
        for evidence in &said {
            all.share(evidence, SHARED);
        }
        // Each state and division once, with the most that is said: the work stays in proportion to the number of mentions.
        all.condense();
        for &at in mentions {
            cases[at].evidence.share(&all, 1.0);
        }
    }
}

impl Case {
    fn new(toponym: &Toponym) -> Self {
        // "Waco, Texas" may come as one name.
        let (name, container) = toponym.name.split_once(',').unwrap_or((toponym.name, ""));
        let reading = candidates::read(name.trim());
        let mut after: Vec<&str> = container.split_whitespace().collect();
        if !after.is_empty() {
            after.insert(0, ",");
        }
        after.extend(toponym.words_after);
        let mut evidence = Evidence::beside(toponym.words_before, &after);
        evidence.kind = reading.kind.or(evidence.kind);
        Self { reading, evidence }
    }

    /// The region, unless the text says that a division or a town of the name is meant.
    fn region(&self) -> Option<Region> {
        let told = self.evidence.kind == Some(Kind::Division)
            || self.evidence.kind == Some(Kind::Town)
            || self.evidence.divisions.iter().any(|(_, weight)| *weight > 4.0);
        self.reading.region.filter(|_| self.reading.senses.is_empty() || !told)
    }

    /// The meaning with the highest sum.
    fn choose(&self, surroundings: &Surroundings) -> Option<Choice> {
        if self.region().is_some() {
            return None;
        }
        let exact = self.reading.senses.iter().copied();
        let mut scored: Vec<(Sense, f64)> = exact.map(|sense| (sense, self.score(sense, surroundings))).collect();
        let supported = |sense: Sense| {
            let code = country(sense);
            self.evidence.country(code) > 1.5 || surroundings.countries.get(code).is_some_and(|weight| *weight > 0.2)
        };
        // Consonants are asked only where the name itself leads nowhere.
        let believed =
            |(sense, score): &(Sense, f64)| *score >= BELIEVED + 0.5 || (*score >= BELIEVED && supported(*sense));
        if !scored.iter().any(believed) && !self.reading.name.is_empty() {
            let rough = candidates::roughly(&self.reading.name).filter(|sense| supported(*sense));
            scored.extend(rough.map(|sense| (sense, self.score(sense, surroundings))));
        }
        let best = scored.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        if best.1 < BELIEVED {
            return None;
        }
        let elsewhere = scored.iter().filter(|(sense, _)| country(*sense) != country(best.0));
        let next = elsewhere.fold(0.0, |most: f64, (_, score)| most.max(*score));
        Some(Choice { sense: best.0, sureness: ((best.1 - next) / SURE).clamp(0.0, 1.0) })
    }

    fn score(&self, sense: Sense, surroundings: &Surroundings) -> f64 {
        let code = country(sense);
        let mut score = self.own_weight(sense) + self.evidence.country(code) + surroundings.country(code);
        if let Sense::Feature(feature, _) = sense
            && let Some(division) = GAZETTEER.division(feature)
        {
            // A division does not lie in itself.
            if division != feature {
                score += self.evidence.division(division);
            }
            score += surroundings.division(division);
        }
        score
    }

    /// What speaks for a meaning by itself and by what the text calls it.
    fn own_weight(&self, sense: Sense) -> f64 {
        let called = self.evidence.kind;
        match sense {
            Sense::State(_) => {
                let against = if called.is_some() { -KIND } else { 0.0 };
                let listed = if self.evidence.among_states { KIND } else { 0.0 };
                // All states weigh the same, as ten million people: news names Fiji as it names Nigeria.
                STATE_PEOPLE + STATE + against + listed
            }
            Sense::Feature(feature, naming) => {
                let sort = GAZETTEER.sort(feature);
                let mut weight = GAZETTEER.log_inhabitants(feature) + FAME * GAZETTEER.fame(feature);
                weight += match naming {
                    Naming::First => 0.0,
                    Naming::Other => OTHER_NAME,
                    Naming::Rough => ROUGH_NAME,
                };
                weight += match (sort, called) {
                    (Sort::Division, Some(Kind::Division)) => KIND,
                    (Sort::Division, Some(Kind::District)) => 0.5,
                    (Sort::Division, Some(Kind::Town)) => DIVISION - KIND,
                    (Sort::Division, None) => DIVISION,
                    (_, Some(Kind::Division)) => -1.0,
                    _ => 0.0,
                };
                weight
                    + match sort {
                        Sort::Capital if self.evidence.capital => CAPITAL + CALLED_CAPITAL,
                        Sort::Capital => CAPITAL,
                        Sort::Seat => SEAT,
                        _ => 0.0,
                    }
            }
        }
    }
}

impl Surroundings {
    /// What the caller says.
    fn given(context: &Context) -> Self {
        let most = context.countries.iter().fold(0.0, |most: f64, (_, weight)| most.max(*weight));
        let mut countries = HashMap::new();
        for (code, weight) in context.countries.iter().filter(|(_, weight)| *weight > 0.0 && weight.is_finite()) {
            let entry: &mut f64 = countries.entry((*code).to_owned()).or_default();
            *entry = entry.max(weight / most);
        }
        let dateline = context.dateline.and_then(|place| Some((place.country?, place.admin1.clone())));
        Self { countries, divisions: HashMap::new(), dateline, publisher: context.publisher.map(str::to_owned) }
    }

    /// With what the other names of the document say.
    fn with(&self, votes: &Votes, name: &str) -> Self {
        let mut all = self.clone();
        for (code, weight) in votes.countries_without(name) {
            let entry = all.countries.entry(code.to_owned()).or_default();
            *entry = entry.max(weight);
        }
        all.divisions = votes.divisions_without(name);
        all
    }

    fn country(&self, code: &str) -> f64 {
        let named = self.countries.get(code).map_or(0.0, |weight| DOCUMENT * weight);
        let filed = self.dateline.as_ref().map_or(0.0, |(country, _)| if *country == code { DATELINE } else { 0.0 });
        let published = if self.publisher.as_deref() == Some(code) { PUBLISHER } else { 0.0 };
        named + filed + published
    }

    fn division(&self, division: Feature) -> f64 {
        let named = self.divisions.get(&division).map_or(0.0, |weight| DOCUMENT_DIVISION * weight);
        let name = GAZETTEER.first_name(division);
        let filed = self.dateline.as_ref().is_some_and(|(country, admin1)| {
            *country == GAZETTEER.state(division).code && admin1.as_deref() == Some(name)
        });
        named + if filed { DATELINE } else { 0.0 }
    }
}

/// States and divisions of the first choices, by name of the toponym, each name once.
#[derive(Debug, Default)]
struct Votes {
    by_name: HashMap<String, (Choice, Option<Feature>)>,
    countries: HashMap<&'static str, f64>,
    divisions: HashMap<Feature, f64>,
}

impl Votes {
    fn count(cases: &[Case], choices: &[Option<Choice>]) -> Self {
        let mut votes = Self::default();
        for (case, choice) in cases.iter().zip(choices) {
            let Some(choice) = choice else { continue };
            if votes.by_name.contains_key(&case.reading.name) {
                continue;
            }
            let division = match choice.sense {
                Sense::Feature(feature, _) => GAZETTEER.division(feature),
                Sense::State(_) => None,
            };
            *votes.countries.entry(country(choice.sense)).or_default() += choice.sureness;
            if let Some(division) = division {
                *votes.divisions.entry(division).or_default() += choice.sureness;
            }
            votes.by_name.insert(case.reading.name.clone(), (*choice, division));
        }
        votes
    }

    /// Weights from 0 to 1 of the states that names other than this one lie in.
    fn countries_without(&self, name: &str) -> Vec<(&'static str, f64)> {
        let own = self.by_name.get(name);
        let left = |code: &'static str, weight: f64| {
            let own =
                own.filter(|(choice, _)| country(choice.sense) == code).map_or(0.0, |(choice, _)| choice.sureness);
            (code, weight - own)
        };
        let rest: Vec<(&str, f64)> = self.countries.iter().map(|(code, weight)| left(code, *weight)).collect();
        let most = rest.iter().fold(1.0, |most: f64, (_, weight)| most.max(*weight));
        rest.into_iter().map(|(code, weight)| (code, weight / most)).collect()
    }

    fn divisions_without(&self, name: &str) -> HashMap<Feature, f64> {
        let mut rest = self.divisions.clone();
        if let Some((choice, Some(division))) = self.by_name.get(name)
            && let Some(weight) = rest.get_mut(division)
        {
            *weight -= choice.sureness;
        }
        rest.values_mut().for_each(|weight| *weight = weight.min(1.0));
        rest
    }
}

/// The state that a meaning lies in, alpha-3.
fn country(sense: Sense) -> &'static str {
    match sense {
        Sense::Feature(feature, _) => &GAZETTEER.state(feature).code,
        Sense::State(code) => code,
    }
}

fn of_sense(sense: Sense) -> Place {
    match sense {
        Sense::State(code) => {
            let state = GAZETTEER.state_by_code(code);
            Place {
                name: STATES.first_name(code).unwrap_or(code).to_owned(),
                country: Some(code),
                admin1: None,
                geonames: state.map(|state| state.geonames).filter(|&id| id != 0),
                lat: state.map(|state| state.lat),
                lon: state.map(|state| state.lon),
                precision: Precision::Country,
            }
        }
        Sense::Feature(feature, _) => {
            let (lat, lon) = GAZETTEER.point(feature);
            let division = GAZETTEER.division(feature);
            Place {
                name: GAZETTEER.first_name(feature).to_owned(),
                country: Some(country(sense)),
                admin1: division.map(|division| GAZETTEER.first_name(division).to_owned()),
                geonames: GAZETTEER.geonames(feature),
                lat: Some(lat),
                lon: Some(lon),
                precision: if GAZETTEER.sort(feature) == Sort::Division { Precision::Admin1 } else { Precision::City },
            }
        }
    }
}

fn of_region(region: Region) -> Place {
    Place {
        name: region.name.to_owned(),
        country: region.country,
        admin1: None,
        geonames: None,
        lat: None,
        lon: None,
        precision: Precision::Unknown,
    }
}
