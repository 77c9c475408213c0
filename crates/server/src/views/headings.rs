//! Under which heading of a ledger an act stands: `tables/ledger.tsv`.

use std::sync::LazyLock;

/// A heading, with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The word.
    pub(crate) name: &'static str,
    /// What it means.
    pub(crate) about: &'static str,
}

struct Rule {
    heading: Heading,
    types: &'static str,
    statuses: &'static str,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| read(include_str!("../../tables/ledger.tsv")).unwrap_or_default());

/// The heading of an act.
pub(crate) fn heading(kind: &str, status: &str) -> Heading {
    let fits = |list: &str, word: &str| list == "*" || list.split(',').any(|one| one == word);
    let rule = RULES.iter().find(|rule| fits(rule.types, kind) && fits(rule.statuses, status));
    rule.map_or(Heading { name: "other", about: "anything else" }, |rule| rule.heading)
}

/// All headings, each once, in the order in which a ledger has them.
pub(crate) fn headings() -> Vec<Heading> {
    const ORDER: [&str; 4] = ["gave", "promised", "demanded", "refused"];
    let mut all: Vec<Heading> = Vec::new();
    for rule in RULES.iter() {
        if !all.contains(&rule.heading) {
            all.push(rule.heading);
        }
    }
    // What is asked for most stands first; the others as in the table.
    all.sort_by_key(|heading| ORDER.iter().position(|name| *name == heading.name).unwrap_or(ORDER.len()));
    all
}

/// Reads the table; the error names the line.
fn read(table: &'static str) -> Result<Vec<Rule>, String> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let rule = |line: &'static str| {
        let mut columns = line.split('\t');
        let heading = Heading { name: columns.next()?, about: columns.next()? };
        let rule = Rule { heading, types: columns.next()?, statuses: columns.next()? };
        columns.next().is_none().then_some(rule)
    };
    lines.map(|(index, line)| rule(line).ok_or_else(|| format!("line {}: not four columns", index + 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_stand_where_people_would_look_for_them() {
        let name = |kind, status| heading(kind, status).name;
        assert_eq!(name("AID", "actual"), "gave");
        assert_eq!(name("AID", "future"), "promised");
        assert_eq!(name("AGREE", "actual"), "promised");
        assert_eq!(name("AID", "negated"), "denied");
        assert_eq!(name("REQUEST", "actual"), "demanded");
        assert_eq!(name("REJECT", "historical"), "refused");
        assert_eq!(name("ASSAULT", "future"), "threatened");
        assert_eq!(name("ASSAULT", "hypothetical"), "possible");
        assert_eq!(name("DANCE", "actual"), "other");
    }

    #[test]
    fn the_table_is_sound() {
        let rules = read(include_str!("../../tables/ledger.tsv")).unwrap();
        let statuses = crate::asked::STATUSES;
        assert!(
            rules
                .iter()
                .all(|rule| rule.statuses == "*" || rule.statuses.split(',').all(|status| statuses.contains(&status)))
        );
        assert_eq!(read("gave\tgives\tAID").map(|rules| rules.len()), Err("line 1: not four columns".to_owned()));
        assert_eq!(headings().first().map(|heading| heading.name), Some("gave"));
    }
}
