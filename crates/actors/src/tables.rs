//! The tables: rows of tab-separated columns, read once, refused by line where they make no sense.
//!
//! [`TABLES`] names each file and the function that reads one of its rows into forms and a [`Meaning`]. All forms go into one
//! [`Index`](crate::index::Index); a form may stand in several tables (Congress is the American one and any congress), but in
//! one table only once, unless its times or its states differ.

use std::sync::Arc;

use crate::keys;
use crate::meaning::{Case, Entry, Meaning, ModifierKind, PlaceKind, RoleKind, StateForm, Term};
use crate::times::Period;
use crate::{Code, Sector};

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}.tsv, line {line}: {problem}")]
pub struct TableError {
    /// The table's file name, without its ending.
    pub table: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// Forms, how they must be written (`None`: as names are), and what they mean.
type Reading = (&'static str, Option<Case>, Meaning);
type Reader = fn(&[&'static str]) -> Result<Vec<Reading>, String>;

/// File name, contents, number of columns, reader of a row.
const TABLES: &[(&str, &str, usize, Reader)] = &[
    ("leaders", include_str!("../tables/leaders.tsv"), 3, leaders),
    ("states", include_str!("../tables/states.tsv"), 5, states),
    ("former_states", include_str!("../tables/former_states.tsv"), 5, former_states),
    ("armed_groups", include_str!("../tables/armed_groups.tsv"), 5, bodies),
    ("international", include_str!("../tables/international.tsv"), 5, bodies),
    ("agencies", include_str!("../tables/agencies.tsv"), 5, bodies),
    ("parties", include_str!("../tables/parties.tsv"), 3, parties),
    ("organisations", include_str!("../tables/organisations.tsv"), 5, bodies),
    ("media", include_str!("../tables/media.tsv"), 5, bodies),
    ("companies", include_str!("../tables/companies.tsv"), 5, bodies),
    ("divisions", include_str!("../tables/divisions.tsv"), 3, divisions),
    ("peoples", include_str!("../tables/peoples.tsv"), 3, peoples),
    ("regions", include_str!("../tables/regions.tsv"), 2, regions),
    ("roles", include_str!("../tables/roles.tsv"), 3, roles),
    ("institutions", include_str!("../tables/institutions.tsv"), 2, institutions),
    ("modifiers", include_str!("../tables/modifiers.tsv"), 2, modifiers),
];

/// All entries of all tables, in the order of [`TABLES`], with the key of each.
pub(crate) fn read() -> Result<Vec<(String, Entry)>, TableError> {
    let mut entries = Vec::new();
    for &(table, text, columns, reader) in TABLES {
        read_table(table, text, columns, reader, &mut entries)?;
    }
    Ok(entries)
}

fn read_table(
    table: &'static str,
    text: &'static str,
    columns: usize,
    reader: Reader,
    entries: &mut Vec<(String, Entry)>,
) -> Result<(), TableError> {
    let mut own: std::collections::HashMap<String, Vec<Entry>> = std::collections::HashMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let fail = |problem: String| TableError { table, line: number + 1, problem };
        let row: Vec<&'static str> = line.split('\t').collect();
        if row.len() != columns || row.iter().any(|cell| cell.is_empty() || cell.trim() != *cell) {
            return Err(fail(format!("{columns} filled columns are wanted")));
        }
        for (forms, case, meaning) in reader(&row).map_err(fail)? {
            let meaning = Arc::new(meaning);
            for form in forms.split('|').filter(|form| *form != "-") {
                let key = keys::entry(form).join(" ");
                if key.is_empty() {
                    return Err(fail(format!("`{form}` has no words")));
                }
                let case = case.unwrap_or_else(|| Case::of_name(form));
                let entry = Entry { table, form, case, meaning: Arc::clone(&meaning) };
                let same = own.entry(key.clone()).or_default();
                if same.iter().any(|known| known.case == case && clash(&known.meaning, &meaning)) {
                    return Err(fail(format!("`{form}` stands twice")));
                }
                // Another spelling of the same words and meaning ("U.S.", "US") adds nothing.
                if !same.iter().any(|known| known.case == case && Arc::ptr_eq(&known.meaning, &meaning)) {
                    same.push(entry.clone());
                    entries.push((key, entry));
                }
            }
        }
    }
    Ok(())
}

/// Whether one form cannot have both meanings: what only differs in times or states can stand beside each other.
fn clash(one: &Arc<Meaning>, other: &Arc<Meaning>) -> bool {
    if Arc::ptr_eq(one, other) {
        return false;
    }
    match (one.as_ref(), other.as_ref()) {
        (Meaning::Body { country: a, period: p, .. }, Meaning::Body { country: b, period: q, .. }) => {
            let apart = |p: &Period, q: &Period| matches!((p.to, q.from), (Some(to), Some(from)) if to < from);
            a == b && !apart(p, q) && !apart(q, p)
        }
        (Meaning::State { code: a, .. }, Meaning::State { code: b, .. }) => a != b,
        (Meaning::Party { country: a, .. }, Meaning::Party { country: b, .. })
        | (Meaning::Place { code: a, .. }, Meaning::Place { code: b, .. }) => a == b,
        _ => true,
    }
}

fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| format!("`{text}` is no country code"))
}

fn code_or_none(text: &str) -> Result<Option<Code>, String> {
    if text == "-" { Ok(None) } else { code(text).map(Some) }
}

fn sector(text: &str) -> Result<Sector, String> {
    Sector::parse(text).ok_or_else(|| format!("`{text}` is no sector"))
}

fn sectors(text: &str) -> Result<Vec<Sector>, String> {
    text.split(',').map(sector).collect()
}

fn range(text: &str) -> Result<Period, String> {
    Period::parse_range(text).ok_or_else(|| format!("`{text}` is no stretch of time"))
}

fn states(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let code = code(row[0])?;
    let name = row[1].split('|').next().unwrap_or(row[1]);
    let forms = [StateForm::Name, StateForm::Adjective, StateForm::People, StateForm::Seat];
    Ok(forms
        .into_iter()
        .zip(&row[1..])
        .map(|(form, &cell)| (cell, None, Meaning::State { code, name, form }))
        .collect())
}

fn former_states(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let form = state_form(row[1])?;
    Period::parse(row[3], row[4]).ok_or_else(|| format!("`{}` to `{}` is no stretch of time", row[3], row[4]))?;
    let name = row[2].split('|').next().unwrap_or(row[2]);
    Ok(vec![(row[2], None, Meaning::State { code: code(row[0])?, name, form })])
}

fn state_form(text: &str) -> Result<StateForm, String> {
    match text {
        "name" => Ok(StateForm::Name),
        "adjective" => Ok(StateForm::Adjective),
        "people" => Ok(StateForm::People),
        _ => Err(format!("`{text}` is neither name, adjective nor people")),
    }
}

fn bodies(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let period =
        Period::parse(row[3], row[4]).ok_or_else(|| format!("`{}` to `{}` is no stretch of time", row[3], row[4]))?;
    Ok(vec![(row[2], None, Meaning::Body { country: code_or_none(row[1])?, sectors: sectors(row[0])?, period })])
}

fn parties(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let governs = match row[2] {
        "-" => None,
        times => Some(times.split('|').map(range).collect::<Result<Vec<_>, _>>()?),
    };
    Ok(vec![(row[1], None, Meaning::Party { country: code(row[0])?, governs })])
}

fn leaders(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let mut terms: Vec<Term> = Vec::new();
    for text in row[2].split('|') {
        let (first, rest) = text.split_once(' ').ok_or_else(|| format!("`{text}` is no term"))?;
        let (role, times) = rest.rsplit_once(' ').ok_or_else(|| format!("`{text}` is no term"))?;
        let term = Term { sector: sector(first)?, role, period: range(times)? };
        if terms.last().is_some_and(|last| {
            last.period.to.is_none() || last.period.to > term.period.to.or(Some(jiff::civil::Date::MAX))
        }) {
            return Err(format!("`{text}` is out of order"));
        }
        terms.push(term);
    }
    Ok(vec![(row[1], None, Meaning::Person { country: code_or_none(row[0])?, terms })])
}

fn divisions(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let kind = match row[1] {
        "division" => PlaceKind::Division,
        "adjective" => PlaceKind::Adjective,
        "city" => PlaceKind::City,
        other => return Err(format!("`{other}` is neither division, adjective nor city")),
    };
    Ok(vec![(row[2], None, Meaning::Place { code: code(row[0])?, kind })])
}

fn peoples(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let own = match row[2] {
        "-" => None,
        text => {
            let [at, what, when] = text.split(' ').collect::<Vec<_>>()[..] else {
                return Err(format!("`{text}` is not state, sector, times"));
            };
            Some((code(at)?, sector(what)?, range(when)?))
        }
    };
    let homes = if row[0] == "-" { Vec::new() } else { row[0].split('|').map(code).collect::<Result<_, _>>()? };
    Ok(vec![(row[1], None, Meaning::People { homes, own })])
}

fn regions(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    Ok(vec![(row[1], Some(Case::Any), Meaning::Region { form: state_form(row[0])? })])
}

fn roles(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let kind = match row[0] {
        "office" => RoleKind::Office,
        "chair" => RoleKind::Chair,
        "agent" => RoleKind::Agent,
        "force" => RoleKind::Force,
        "follower" => RoleKind::Follower,
        "voice" => RoleKind::Voice,
        "quantity" => RoleKind::Quantity,
        other => return Err(format!("`{other}` is no kind of role")),
    };
    let own = if row[1] == "-" { None } else { Some(sector(row[1])?) };
    if own.is_none() && !matches!(kind, RoleKind::Voice | RoleKind::Quantity) {
        return Err(format!("`{}` needs a sector", row[0]));
    }
    Ok(vec![(row[2], Some(Case::Any), Meaning::Role { kind, sector: own })])
}

fn institutions(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    // "The Valley Tribune" is a newspaper; a tribune is not.
    let names = row[1].starts_with(char::is_uppercase);
    let case = if names { Case::Capital } else { Case::Any };
    Ok(vec![(row[1], Some(case), Meaning::Institution { sectors: sectors(row[0])? })])
}

fn modifiers(row: &[&'static str]) -> Result<Vec<Reading>, String> {
    let kind = match row[0] {
        "former" => ModifierKind::Former,
        "gone" => ModifierKind::Gone,
        "ruling" => ModifierKind::Ruling,
        "sponsor" => ModifierKind::Sponsor,
        "seated" => ModifierKind::Seated,
        "against" => ModifierKind::Against,
        "favour" => ModifierKind::Favour,
        "compass" => ModifierKind::Compass,
        "given" => ModifierKind::Given,
        "honorific" => ModifierKind::Honorific,
        other => return Err(format!("`{other}` is no kind of modifier")),
    };
    Ok(vec![(row[1], Some(Case::Any), Meaning::Modifier(kind))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &'static str, columns: usize, reader: Reader) -> TableError {
        read_table("test", text, columns, reader, &mut Vec::new()).unwrap_err()
    }

    #[test]
    fn all_tables_are_sound() {
        let entries = read().map_err(|error| error.to_string()).unwrap();
        assert!(entries.len() > 8_000, "{}", entries.len());
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let twice = problem("# head\nGOV\tKEN\tBlue House Kenya\t-\t-\nJUD\tKEN\tBlue House Kenya\t-\t-\n", 5, bodies);
        assert_eq!((twice.line, twice.problem.as_str()), (3, "`Blue House Kenya` stands twice"));
        assert_eq!(problem("GOF\tKEN\tA B\t-\t-\n", 5, bodies).problem, "`GOF` is no sector");
        assert_eq!(problem("GOV\tkenya\tA B\t-\t-\n", 5, bodies).problem, "`kenya` is no country code");
        assert_eq!(problem("GOV\tKEN\tA B\t2001\t1999\n", 5, bodies).problem, "`2001` to `1999` is no stretch of time");
        assert_eq!(
            problem("KEN\tAna Roy\tGOV president 2001..1999\n", 3, leaders).problem,
            "`2001..1999` is no stretch of time"
        );
        assert_eq!(problem("GOV\tKEN\n", 5, bodies).problem, "5 filled columns are wanted");
    }

    #[test]
    fn one_name_may_have_two_times() {
        let text = "REB\tKEN\tRiver Front\t1990\t1999\nPTY\tKEN\tRiver Front\t2000\t-\n";
        let mut entries = Vec::new();
        read_table("test", text, 5, bodies, &mut entries).unwrap();
        assert_eq!(entries.len(), 2);
    }
}
