//! Who with whom as a table of numbers: rows do, columns have it done to them. Each cell says how many, and by a sign and
//! its tone whether more of it was cooperation or conflict.

use std::collections::HashMap;

use maud::{Markup, html};

use super::scale::{as_f64, full, short};

/// One side of the matrix.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    /// What cells name it by.
    pub(crate) key: String,
    /// Its name for people.
    pub(crate) name: String,
    /// Where the name leads.
    pub(crate) link: String,
    /// Where a click for sorting by it leads.
    pub(crate) sort: Option<String>,
    /// How many acts it has.
    pub(crate) total: u64,
}

/// What one did to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Acts.
    pub(crate) all: u64,
    /// Of these, cooperation.
    pub(crate) cooperation: u64,
    /// Of these, conflict.
    pub(crate) conflict: u64,
}

impl Cell {
    /// From -3, conflict only, to 3, cooperation only; 0 where both are about as many.
    pub(crate) fn balance(self) -> i8 {
        let both = self.cooperation + self.conflict;
        if both == 0 {
            return 0;
        }
        let share = (as_f64(self.cooperation) - as_f64(self.conflict)) / as_f64(both);
        let strength = match share.abs() {
            ..0.2 => 0,
            0.2..0.5 => 1,
            0.5..0.8 => 2,
            _ => 3,
        };
        if share < 0.0 { -strength } else { strength }
    }

    /// The sign of the balance.
    pub(crate) fn sign(self) -> &'static str {
        match self.balance() {
            ..0 => "▼",
            0 => "◆",
            1.. => "▲",
        }
    }

    /// Cell and sign in words.
    fn words(self, actor: &str, recipient: &str) -> String {
        let (all, good, bad) = (full(self.all), full(self.cooperation), full(self.conflict));
        format!("{actor} to {recipient}: {all}, of these {good} cooperation and {bad} conflict")
    }
}

/// The table. `link` says where the cell of an actor and a recipient leads.
pub(crate) fn matrix(
    caption: &str,
    actors: &[Side],
    recipients: &[Side],
    cells: &HashMap<(String, String), Cell>,
    link: impl Fn(&Side, &Side) -> String,
) -> Markup {
    html! {
        div .scroll tabindex="0" role="region" aria-label=(caption) {
            table .matrix {
                caption { (caption) }
                thead {
                    tr {
                        th scope="col" { "does ↓ to →" }
                        @for side in recipients {
                            th scope="col" {
                                @match &side.sort {
                                    Some(sort) => a href=(sort) title=(format!("Sort by what is done to {}", side.name)) { (side.name) },
                                    None => span { (side.name) },
                                }
                            }
                        }
                        th scope="col" { span { "all" } }
                    }
                }
                tbody {
                    @for actor in actors {
                        tr {
                            th scope="row" { a href=(actor.link) { (actor.name) } }
                            @for recipient in recipients {
                                @let cell = cells.get(&(actor.key.clone(), recipient.key.clone())).copied().unwrap_or_default();
                                @if cell.all == 0 {
                                    td .none { "·" }
                                } @else {
                                    @let words = cell.words(&actor.name, &recipient.name);
                                    td class=(format!("balance{}", cell.balance())) {
                                        a href=(link(actor, recipient)) title=(words) aria-label=(words) { (cell.sign()) " " (short(cell.all)) }
                                    }
                                }
                            }
                            td .count { (short(actor.total)) }
                        }
                    }
                }
            }
        }
        p .legend { span { "▲ mostly cooperation" } " " span { "◆ both" } " " span { "▼ mostly conflict" } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_balance_of_a_cell() {
        let balance = |cooperation, conflict| Cell { all: cooperation + conflict, cooperation, conflict }.balance();
        assert_eq!(
            [balance(0, 0), balance(5, 5), balance(6, 4), balance(9, 0), balance(1, 3), balance(0, 1)],
            [0, 0, 1, 3, -2, -3]
        );
    }

    #[test]
    fn a_cell_says_how_many_and_of_what() {
        let side =
            |key: &str| Side { key: key.into(), name: key.into(), link: "#".into(), sort: Some("#".into()), total: 4 };
        let cells = HashMap::from([(("SWE".into(), "NOR".into()), Cell { all: 4, cooperation: 3, conflict: 1 })]);
        let (rows, columns) = ([side("SWE"), side("NOR")], [side("NOR")]);
        let table = matrix("Acts", &rows, &columns, &cells, |a, b| format!("/pair?{}&{}", a.key, b.key)).into_string();
        assert!(table.contains("SWE to NOR: 4, of these 3 cooperation and 1 conflict"), "{table}");
        assert!(table.contains("href=\"/pair?SWE&amp;NOR\"") && table.contains("▲ 4"));
        assert_eq!(table.matches("<td class=\"none\"").count(), 1);
    }
}
