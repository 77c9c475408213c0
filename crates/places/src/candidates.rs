//! From a toponym to the places that it may mean, before anything is asked about the text around it.
//!
//! The name is looked up as it stands; failing that, without what English adds to it ("the", "northern", "province", "downtown"), with or
//! without the Arabic article. What was taken off is kept: "Hama province" is a division, "the city of Hama" a town.

use crate::gazetteer::{Feature, GAZETTEER, Naming};
use crate::spelling::{ARTICLES, fold, rough};
use crate::table::{REGIONS, Region, STATES};

/// What a place may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sense {
    /// A town or a division.
    Feature(Feature, Naming),
    /// A state, by alpha-3 code.
    State(&'static str),
}

/// What the text calls a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// "province", "oblast"
    Division,
    /// "county", "district": of the first order in some states only.
    District,
    /// "city", "village"
    Town,
}

/// A name and what it may mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    /// Folded, without the words that were taken off.
    pub(crate) name: String,
    /// What the words taken off say.
    pub(crate) kind: Option<Kind>,
    /// The places.
    pub(crate) senses: Vec<Sense>,
    /// A region of that name.
    pub(crate) region: Option<Region>,
}

/// Names that point nowhere by themselves.
const VAGUE: [&str; 62] = [
    "airport",
    "base",
    "bay",
    "border",
    "bridge",
    "camp",
    "capital",
    "center",
    "central",
    "centre",
    "church",
    "city",
    "coast",
    "country",
    "county",
    "court",
    "delta",
    "district",
    "east",
    "eastern",
    "frontier",
    "governorate",
    "hill",
    "hills",
    "island",
    "islands",
    "kingdom",
    "lake",
    "mountain",
    "mountains",
    "north",
    "northeast",
    "northern",
    "northwest",
    "park",
    "peninsula",
    "plain",
    "port",
    "prison",
    "province",
    "quarter",
    "region",
    "republic",
    "river",
    "road",
    "sea",
    "south",
    "southeast",
    "southern",
    "southwest",
    "square",
    "state",
    "strait",
    "street",
    "strip",
    "suburb",
    "town",
    "union",
    "university",
    "valley",
    "village",
    "west",
];

/// Words in front of a name that only say which part of it is meant.
const PARTS: [&str; 30] = [
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north",
    "south",
    "east",
    "west",
    "upper",
    "lower",
    "greater",
    "downtown",
    "inner",
    "outer",
    "old",
    "nearby",
    "rural",
    "coastal",
    "far",
    "occupied",
    "mainland",
];

/// What a word says of the kind of place that it stands with.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "province" | "provinces" | "state" | "region" | "governorate" | "oblast" | "prefecture" | "department"
        | "republic" | "krai" | "canton" | "voivodeship" | "territory" | "emirate" => Kind::Division,
        "county" | "district" | "division" => Kind::District,
        "city" | "town" | "village" | "township" | "suburb" | "port" | "airport" | "hamlet" | "municipality"
        | "neighborhood" | "neighbourhood" | "settlement" => Kind::Town,
        _ => return None,
    })
}

/// What a name may mean; nothing for names that are vague or no names.
pub(crate) fn read(name: &str) -> Reading {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.first() == Some(&"the") {
        words.remove(0);
    }
    let mut reading = Reading { name: words.join(" "), ..Reading::default() };
    if !is_name(name) || VAGUE.contains(&reading.name.as_str()) || words.is_empty() {
        return reading;
    }
    let lower_part = name.split([' ', '-']).next().is_some_and(|first| first.chars().all(|c| !c.is_uppercase()));
    // "northern Cyprus" is a part, "South Sudan" a name.
    if lower_part && words.len() > 1 && PARTS.contains(&words[0]) {
        words.remove(0);
    }
    loop {
        reading.name = words.join(" ");
        look_up(name, &mut reading);
        if !reading.senses.is_empty() || reading.region.is_some() || words.len() < 2 {
            return reading;
        }
        // The words of a kind, and then parts, come off one by one: "Hama province", "city of Hama", "South Kordofan state".
        let last = words[words.len() - 1];
        if let Some(found) = kind(last) {
            reading.kind = Some(found);
            words.pop();
        } else if words.len() > 2 && words[1] == "of" && kind(words[0]).is_some() {
            reading.kind = kind(words[0]);
            words.drain(..2);
        } else if PARTS.contains(&words[0]) {
            words.remove(0);
        } else {
            return reading;
        }
        if VAGUE.contains(&words.join(" ").as_str()) {
            return reading;
        }
    }
}

/// A name has a capital in its first word, but for articles and words in small letters that say what kind or part it is.
fn is_name(name: &str) -> bool {
    let words = name.split([' ', '-', '‑', '\u{a0}']).filter(|word| !word.is_empty());
    let mut telling = words.filter(|word| {
        let small = word.chars().all(|c| !c.is_uppercase());
        let folded = fold(word);
        let word = folded.as_str();
        !(small
            && (matches!(word, "the" | "of")
                || ARTICLES.contains(&word)
                || PARTS.contains(&word)
                || kind(word).is_some()))
    });
    telling.next().is_some_and(|word| word.chars().any(char::is_uppercase))
}

/// Fills senses and region for `reading.name`.
fn look_up(written: &str, reading: &mut Reading) {
    let name = reading.name.as_str();
    reading.region = REGIONS.get(name).copied();
    // The capital letters of "US" are gone in the folded form: the written one is asked where it is short.
    let asked = if name.len() <= 3 { written.to_owned() } else { titled(name) };
    reading.senses.extend(STATES.by_name(&asked).map(Sense::State));
    reading.senses.extend(GAZETTEER.named(name).map(|(feature, naming)| Sense::Feature(feature, naming)));
    if reading.senses.is_empty() && reading.region.is_none() {
        let without =
            name.split_once(' ').filter(|(first, _)| ARTICLES.contains(first)).map(|(_, rest)| rest.to_owned());
        let respelt = without.into_iter().chain(["al ", "el ", "ash "].map(|article| format!("{article}{name}")));
        let shortened = name.strip_suffix("ah").map(|stem| format!("{stem}a")).into_iter();
        let lengthened = name.ends_with('a').then(|| format!("{name}h"));
        for other in respelt.chain(shortened).chain(lengthened) {
            let found = GAZETTEER.named(&other).map(|(feature, _)| Sense::Feature(feature, Naming::Rough));
            reading.senses.extend(found);
        }
    }
}

fn titled(folded: &str) -> String {
    let mut chars = folded.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The places whose names have the same consonants, for names from other alphabets.
pub(crate) fn roughly(name: &str) -> impl Iterator<Item = Sense> {
    let consonants = rough(name);
    let telling = consonants.len() >= 3;
    let found: Vec<Sense> = if telling {
        GAZETTEER.roughly_named(&consonants).map(|(feature, naming)| Sense::Feature(feature, naming)).collect()
    } else {
        Vec::new()
    };
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_names(name: &str) -> Vec<&'static str> {
        let features = read(name).senses.into_iter().filter_map(|sense| match sense {
            Sense::Feature(feature, _) => Some(GAZETTEER.first_name(feature)),
            Sense::State(_) => None,
        });
        features.collect()
    }

    #[test]
    fn what_is_called_a_province_is_looked_up_without_the_word() {
        let reading = read("Hama province");
        assert_eq!((reading.name.as_str(), reading.kind), ("hama", Some(Kind::Division)));
        assert!(first_names("Hama province").contains(&"Hama"));
        assert_eq!(read("city of Mosul").kind, Some(Kind::Town));
    }

    #[test]
    fn old_names_and_other_spellings_lead_to_the_same_place() {
        assert!(first_names("Bombay").contains(&"Mumbai"));
        assert!(first_names("Saigon").contains(&"Ho Chi Minh City"));
        assert!(first_names("el-Fasher").contains(&"El Fasher"));
        assert!(first_names("Kiev").contains(&"Kyiv"));
        assert_eq!(read("northern Mali").senses.first(), Some(&Sense::State("MLI")));
    }

    #[test]
    fn vague_words_and_small_letters_mean_nothing() {
        for vague in ["the north", "the North", "the capital", "River", "the province", "", "-", "mali", "of"] {
            let reading = read(vague);
            assert!(reading.senses.is_empty() && reading.region.is_none(), "{vague}");
        }
    }
}
