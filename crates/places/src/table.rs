//! The editors' tables, `tables/*.tsv`, read once: states and their names, regions without a point, peoples, short forms of divisions.
//!
//! A line is cells between tabs, a cell of names has `;` between them, `#` begins a comment. A mistake is named by its line; a test holds
//! the shipped tables to that, and at run time a table with a mistake is empty.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::spelling::fold;

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Another number of cells than the table has columns, or an empty cell.
    #[error("line {line}: expected {columns} cells between tabs, none empty")]
    Shape {
        /// Line, counted from 1.
        line: usize,
        /// How many cells there should be.
        columns: usize,
    },
    /// A name stands in the table already.
    #[error("line {line}: `{name}` stands in this table already")]
    Twice {
        /// Line of the second place, counted from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// Not three capitals of ASCII, nor `-` where that may stand for none.
    #[error("line {line}: `{code}` is not an alpha-3 code")]
    Code {
        /// Line, counted from 1.
        line: usize,
        /// What stands there.
        code: String,
    },
}

/// The states.
#[derive(Debug, Default)]
pub(crate) struct States {
    /// Folded name → alpha-3 code.
    by_name: HashMap<String, &'static str>,
    /// Alpha-3 code → first name.
    first_names: HashMap<&'static str, &'static str>,
}

impl States {
    /// The code of the state of that name. Names of up to three letters must be in capitals: "US", not "us".
    pub(crate) fn by_name(&self, name: &str) -> Option<&'static str> {
        let folded = fold(name);
        let short = folded.len() <= 3 && name.chars().any(char::is_lowercase);
        let begins = folded.strip_prefix("the ").unwrap_or(&folded);
        let code = self.by_name.get(begins).or_else(|| self.by_name.get(&folded));
        // Oman and the like are words of four letters; Mali, Chad and Fiji need a capital as well.
        code.copied().filter(|_| !short && name.chars().any(char::is_uppercase))
    }

    /// The name that we give a state.
    pub(crate) fn first_name(&self, code: &str) -> Option<&'static str> {
        self.first_names.get(code).copied()
    }
}

/// A place that is named, and not to be pinned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// The name.
    pub(crate) name: &'static str,
    /// The state that all of it lies in.
    pub(crate) country: Option<&'static str>,
}

/// Name of a division behind a short form, `Tex` → USA, Texas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShortForm {
    /// The state, alpha-3.
    pub(crate) country: &'static str,
    /// The division's name in the gazetteer.
    pub(crate) division: &'static str,
    /// Whether it is one of two capitals, `TX`, and so only believed as such.
    pub(crate) capitals: bool,
}

/// States by name.
pub(crate) static STATES: LazyLock<States> =
    LazyLock::new(|| states(include_str!("../tables/countries.tsv")).unwrap_or_default());

/// Folded name → region.
pub(crate) static REGIONS: LazyLock<HashMap<String, Region>> =
    LazyLock::new(|| regions(include_str!("../tables/regions.tsv")).unwrap_or_default());

/// Folded adjective or people → alpha-3 code.
pub(crate) static DEMONYMS: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| demonyms(include_str!("../tables/demonyms.tsv")).unwrap_or_default());

/// Folded short form → division.
pub(crate) static SHORT_FORMS: LazyLock<HashMap<String, ShortForm>> =
    LazyLock::new(|| short_forms(include_str!("../tables/abbreviations.tsv")).unwrap_or_default());

/// Lines that are no comment, numbered, cut into `columns` cells.
fn lines(table: &'static str, columns: usize) -> impl Iterator<Item = Result<(usize, Vec<&'static str>), TableError>> {
    let told = table.lines().zip(1..).filter(|(text, _)| !text.is_empty() && !text.starts_with('#'));
    told.map(move |(text, line)| {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let fits = cells.len() == columns && cells.iter().all(|cell| !cell.is_empty());
        if fits { Ok((line, cells)) } else { Err(TableError::Shape { line, columns }) }
    })
}

fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty())
}

fn code(cell: &'static str, line: usize) -> Result<&'static str, TableError> {
    let fits = cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(cell) } else { Err(TableError::Code { line, code: cell.to_owned() }) }
}

/// Enters a name once; the same under two spellings of one line is no mistake.
fn enter<V: Copy + PartialEq>(
    map: &mut HashMap<String, V>,
    name: &str,
    value: V,
    line: usize,
) -> Result<(), TableError> {
    match map.insert(fold(name), value) {
        Some(before) if before != value => Err(TableError::Twice { line, name: name.to_owned() }),
        _ => Ok(()),
    }
}

fn states(table: &'static str) -> Result<States, TableError> {
    let mut states = States::default();
    for row in lines(table, 3) {
        let (line, cells) = row?;
        let code = code(cells[0], line)?;
        for name in names(cells[2]) {
            enter(&mut states.by_name, name, code, line)?;
            states.first_names.entry(code).or_insert(name);
        }
    }
    Ok(states)
}

fn regions(table: &'static str) -> Result<HashMap<String, Region>, TableError> {
    let mut regions = HashMap::new();
    for row in lines(table, 2) {
        let (line, cells) = row?;
        let country = if cells[0] == "-" { None } else { Some(code(cells[0], line)?) };
        for name in names(cells[1]) {
            enter(&mut regions, name, Region { name, country }, line)?;
        }
    }
    Ok(regions)
}

fn demonyms(table: &'static str) -> Result<HashMap<String, &'static str>, TableError> {
    let mut demonyms = HashMap::new();
    for row in lines(table, 2) {
        let (line, cells) = row?;
        let code = code(cells[0], line)?;
        for name in names(cells[1]) {
            enter(&mut demonyms, name, code, line)?;
            enter(&mut demonyms, &format!("{name}s"), code, line)?;
        }
    }
    Ok(demonyms)
}

fn short_forms(table: &'static str) -> Result<HashMap<String, ShortForm>, TableError> {
    let mut forms = HashMap::new();
    for row in lines(table, 3) {
        let (line, cells) = row?;
        let country = code(cells[1], line)?;
        for name in names(cells[0]) {
            let capitals = name.chars().all(|c| !c.is_lowercase());
            enter(&mut forms, name, ShortForm { country, division: cells[2], capitals }, line)?;
        }
    }
    Ok(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_have_no_mistakes() {
        assert_eq!(states(include_str!("../tables/countries.tsv")).err(), None);
        assert_eq!(regions(include_str!("../tables/regions.tsv")).err(), None);
        assert_eq!(demonyms(include_str!("../tables/demonyms.tsv")).err(), None);
        assert_eq!(short_forms(include_str!("../tables/abbreviations.tsv")).err(), None);
    }

    #[test]
    fn a_mistake_is_named_by_its_line() {
        assert_eq!(
            regions("# head\nSyria\tGhouta\n").err(),
            Some(TableError::Code { line: 2, code: "Syria".to_owned() })
        );
        assert_eq!(states("SYR\tSyria\n").err(), Some(TableError::Shape { line: 1, columns: 3 }));
        let twice = demonyms("SYR\tSyrian\nLBN\tLebanese; Syrian\n").err();
        assert_eq!(twice, Some(TableError::Twice { line: 2, name: "Syrian".to_owned() }));
    }

    #[test]
    fn every_code_is_in_iso_3166_or_kosovo() {
        let codes = STATES.by_name.values().chain(DEMONYMS.values()).copied();
        let regional = REGIONS.values().filter_map(|region| region.country);
        let short = SHORT_FORMS.values().map(|form| form.country);
        let known = |code: &str| code == "XKX" || rust_iso3166::from_alpha3(code).is_some();
        let unknown: Vec<&str> = codes.chain(regional).chain(short).filter(|code| !known(code)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_pronoun_is_no_state() {
        assert_eq!(STATES.by_name("US"), Some("USA"));
        assert_eq!(STATES.by_name("U.S."), Some("USA"));
        assert_eq!(STATES.by_name("us"), None);
        assert_eq!(STATES.by_name("the Netherlands"), Some("NLD"));
        assert_eq!(STATES.by_name("The Gambia"), Some("GMB"));
        assert_eq!(STATES.by_name("turkey"), None);
        assert_eq!(STATES.by_name("Burma"), Some("MMR"));
    }
}
