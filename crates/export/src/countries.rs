//! States in the codes of other people's data.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A state or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso2: &'static str,
    /// FIPS 10-4; empty where it has none.
    pub fips: &'static str,
    /// Number of the Correlates of War project; empty for what is no member of its system of states.
    pub cow: &'static str,
    /// CAMEO, which is ISO's alpha-3 but for a few.
    pub cameo: &'static str,
    /// English name.
    pub name: &'static str,
}

static COUNTRIES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    let lines = include_str!("../tables/countries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(parsed).collect()
});

fn parsed(line: &'static str) -> Option<(&'static str, Country)> {
    let fields: Vec<&str> = line.split('\t').map(|field| if field == "-" { "" } else { field }).collect();
    let [iso3, iso2, fips, cow, cameo, name] = fields[..] else { return None };
    Some((iso3, Country { iso2, fips, cow, cameo, name }))
}

/// A state or territory by its ISO 3166-1 alpha-3 code.
pub(crate) fn country(iso3: &str) -> Option<&'static Country> {
    COUNTRIES.get(iso3)
}

/// English name of a state or territory, by its ISO 3166-1 alpha-3 code.
#[must_use]
pub fn country_name(iso3: &str) -> Option<&'static str> {
    country(iso3).map(|country| country.name)
}

/// Codes and English names of all states and territories, by name.
#[must_use]
pub fn country_names() -> Vec<(&'static str, &'static str)> {
    let mut names: Vec<_> = COUNTRIES.iter().map(|(code, country)| (*code, country.name)).collect();
    names.sort_by_key(|(code, name)| (*name, *code));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_codes_stand_once() {
        let lines = include_str!("../tables/countries.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), COUNTRIES.len());
        let mut numbers: Vec<u16> =
            COUNTRIES.values().filter(|it| !it.cow.is_empty()).map(|it| it.cow.parse().unwrap()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), COUNTRIES.values().filter(|it| !it.cow.is_empty()).count());
        assert!(COUNTRIES.values().all(|it| it.iso2.len() == 2 && it.cameo.len() == 3 && it.fips.len() != 1));
    }

    #[test]
    fn codes_that_are_not_alike() {
        let spain = country("ESP").unwrap();
        assert_eq!([spain.iso2, spain.fips, spain.cow, spain.cameo], ["ES", "SP", "230", "ESP"]);
        assert_eq!(country("ROU").unwrap().cameo, "ROM");
        assert_eq!(country("GRL").unwrap().cow, "", "Greenland is no member of the system of states");
    }
}
