//! Who with whom: a matrix of actors and recipients, and the same as a graph for those who do most.

use std::collections::HashMap;

use maud::html;
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::{Asked, Level};
use crate::conditions::{all, in_days, one_of, quoted_list};
use crate::draw::graph::{Edge, Node, graph};
use crate::draw::matrix::{Cell, Side, matrix};
use crate::form::{Field, kept};
use crate::html::{entity_url, nothing};
use crate::trouble::Trouble;
use crate::views::pair::{behind, label};

/// What can be asked.
pub(crate) const FIELDS: &[Field] =
    &[Field::Level, Field::Country, Field::Types, Field::Quads, Field::Statuses, Field::Days];

/// Rows and columns of the matrix.
const SHOWN: usize = 20;
/// Circles of the graph.
const NODES: usize = 16;
/// Arcs of the graph.
const EDGES: usize = 60;
/// Pairs that are read.
const ROWS: usize = 50_000;

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let mut asked = inquiry.asked.clone();
    if asked.statuses.is_empty() {
        asked.statuses = vec!["actual".to_owned()];
    }
    let level = asked.level.unwrap_or(Level::Country);
    let grid = inquiry.rows(&sql(&asked, level), ROWS)?;
    let dyads = Dyads::read(&grid);
    let body = if grid.rows.is_empty() {
        nothing(
            "No act that fits has an actor and a recipient.",
            "Take out one of the conditions above, or widen the days.",
        )
    } else {
        let page = Page { asked: &asked, path: &inquiry.path, dyads: &dyads, level };
        html! {
            p class="steps" { "Sorted by "
                @for (sort, name) in [("count", "number"), ("name", "name"), ("balance", "balance")] {
                    a href=(inquiry.asked.with(|asked| asked.sort = Some(sort.to_owned())).url(&inquiry.path))
                        aria-current=[(inquiry.asked.sort.as_deref().unwrap_or("count") == sort).then_some("true")] { (name) } " "
                }
            }
            (page.matrix())
            h2 { "Those who do most" }
            (page.graph())
        }
    };
    let mut notes = vec![
        "Only acts with an actor and a recipient; what several do with each other, as meetings, stands in the ledger of a pair.".to_owned(),
    ];
    if level == Level::Country {
        notes.push("An act of several countries counts for each pair of them.".to_owned());
    }
    Ok(Answer { title: "Who with whom".to_owned(), table: grid, body, notes, ..Answer::default() })
}

/// Counts of the small tables by day and dyad: of countries, or of names as the documents have them, each document's own entity. What
/// is asked must be in their columns.
fn sql(asked: &Asked, level: Level) -> String {
    let (actor, recipient, table, most) = match level {
        Level::Country => ("actor_country", "recipient_country", "event_days", ""),
        Level::Entity => ("actor", "recipient", "name_days", " LIMIT 2000"),
    };
    let mut conditions = vec![];
    if level == Level::Country {
        conditions.extend([actor, recipient].map(|side| format!("{side} IS NOT NULL")));
    }
    one_of(&mut conditions, "type", &asked.types);
    one_of(&mut conditions, "quad", &asked.quads);
    one_of(&mut conditions, "status", &asked.statuses);
    if !asked.countries.is_empty() {
        let list = quoted_list(&asked.countries);
        conditions.push(format!("(actor_country IN {list} OR recipient_country IN {list})"));
    }
    in_days(&mut conditions, "day", asked);
    format!(
        "SELECT {actor} AS actor, {recipient} AS recipient, sum(events) AS events,\n  \
         sum(CASE WHEN quad LIKE '%cooperation' THEN events ELSE 0 END) AS cooperation,\n  \
         sum(CASE WHEN quad LIKE '%conflict' THEN events ELSE 0 END) AS conflict\n\
         FROM {table}\n{}\nGROUP BY 1, 2 ORDER BY events DESC, 1, 2{most}",
        all(&conditions)
    )
}

/// All pairs with their counts.
struct Dyads {
    cells: HashMap<(String, String), Cell>,
    /// Who does most, with how much it does.
    actors: Vec<(String, u64)>,
    /// To whom most is done.
    recipients: Vec<(String, u64)>,
    /// Acts on either side.
    totals: HashMap<String, u64>,
}

impl Dyads {
    fn read(grid: &Grid) -> Self {
        let mut cells = HashMap::new();
        let (mut does, mut gets, mut totals) = (HashMap::new(), HashMap::new(), HashMap::new());
        for row in 0..grid.rows.len() {
            let count = |column| u64::try_from(grid.count(row, column)).unwrap_or_default();
            let cell = Cell { all: count("events"), cooperation: count("cooperation"), conflict: count("conflict") };
            let (actor, recipient) = (grid.text(row, "actor").to_owned(), grid.text(row, "recipient").to_owned());
            *does.entry(actor.clone()).or_insert(0) += cell.all;
            *gets.entry(recipient.clone()).or_insert(0) += cell.all;
            *totals.entry(actor.clone()).or_insert(0) += cell.all;
            if actor != recipient {
                *totals.entry(recipient.clone()).or_insert(0) += cell.all;
            }
            cells.insert((actor, recipient), cell);
        }
        Self { cells, actors: largest(does), recipients: largest(gets), totals }
    }

    fn cell(&self, actor: &str, recipient: &str) -> Cell {
        self.cells.get(&(actor.to_owned(), recipient.to_owned())).copied().unwrap_or_default()
    }

    /// How much of what somebody does is cooperation, from -1 to 1.
    fn balance(&self, actor: &str) -> f64 {
        let of = |part: fn(&Cell) -> u64| -> u64 {
            self.cells.iter().filter(|((who, _), _)| who == actor).map(|(_, cell)| part(cell)).sum()
        };
        let (good, bad) = (of(|cell| cell.cooperation), of(|cell| cell.conflict));
        use crate::draw::scale::as_f64;
        (as_f64(good) - as_f64(bad)) / as_f64((good + bad).max(1))
    }
}

/// The largest counts first.
fn largest(counts: HashMap<String, u64>) -> Vec<(String, u64)> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    all
}

/// What both pictures need.
struct Page<'p> {
    asked: &'p Asked,
    path: &'p str,
    dyads: &'p Dyads,
    level: Level,
}

impl Page<'_> {
    fn matrix(&self) -> maud::Markup {
        let mut actors: Vec<_> = self.dyads.actors.iter().take(SHOWN).cloned().collect();
        let mut recipients: Vec<_> = self.dyads.recipients.iter().take(SHOWN).cloned().collect();
        match self.asked.sort.as_deref() {
            Some("name") => {
                actors.sort_by_key(|(who, _)| label(who));
                recipients.sort_by_key(|(who, _)| label(who));
            }
            Some("balance") => {
                actors.sort_by(|one, other| self.dyads.balance(&one.0).total_cmp(&self.dyads.balance(&other.0)))
            }
            Some(sort) if sort.starts_with("to-") => {
                let to = sort.trim_start_matches("to-");
                actors.sort_by_key(|(who, _)| std::cmp::Reverse(self.dyads.cell(who, to).all));
            }
            _ => {}
        }
        let sides = |all: Vec<(String, u64)>, actor: bool| -> Vec<Side> {
            all.into_iter().map(|(key, total)| self.side(key, total, actor)).collect()
        };
        matrix(
            "Acts by actor and recipient",
            &sides(actors, true),
            &sides(recipients, false),
            &self.dyads.cells,
            |actor, recipient| self.ledger(&actor.key, &recipient.key),
        )
    }

    fn side(&self, key: String, total: u64, actor: bool) -> Side {
        let sort = (self.level == Level::Country)
            .then(|| self.asked.with(|asked| asked.sort = Some(format!("to-{key}"))).url(self.path));
        let link = match self.level {
            Level::Country if actor => behind(&self.asked.with(|asked| asked.actor = Some(key.clone()))),
            Level::Country => behind(&self.asked.with(|asked| asked.recipient = Some(key.clone()))),
            Level::Entity => entity_url(&key),
        };
        Side { name: label(&key), link, sort, total, key }
    }

    fn ledger(&self, actor: &str, recipient: &str) -> String {
        let asked = self.asked.with(|asked| {
            (asked.actor, asked.recipient) = (Some(actor.to_owned()), Some(recipient.to_owned()));
            asked.countries.clear();
        });
        kept(&asked, super::ledger::FIELDS).url("/ledger")
    }

    fn graph(&self) -> maud::Markup {
        let names: Vec<(String, u64)> = largest(self.dyads.totals.clone()).into_iter().take(NODES).collect();
        let nodes: Vec<Node> = names
            .iter()
            .map(|(who, total)| {
                let side = self.side(who.clone(), *total, true);
                Node { name: side.name, link: side.link, total: *total }
            })
            .collect();
        let mut edges: Vec<Edge> = Vec::new();
        for (from, (actor, _)) in names.iter().enumerate() {
            for (to, (recipient, _)) in names.iter().enumerate().filter(|(to, _)| *to != from) {
                let cell = self.dyads.cell(actor, recipient);
                if cell.all > 0 {
                    edges.push(Edge { from, to, cell, link: self.ledger(actor, recipient) });
                }
            }
        }
        edges.sort_by_key(|edge| (std::cmp::Reverse(edge.cell.all), edge.from, edge.to));
        edges.truncate(EDGES);
        graph("Who acts to whom", &nodes, &edges)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn a_cell_leads_to_the_ledger_of_its_pair() {
        let html = page().html("/pairs");
        assert!(html.contains("Norway to Sweden: 3, of these 0 cooperation and 3 conflict"), "{html}");
        assert!(html.contains("/ledger?status=actual&amp;actor=NOR&amp;recipient=SWE"), "{html}");
    }

    #[test]
    fn by_name_it_counts_the_same_acts() {
        let json = page().json("/pairs.json?level=entity&from=2026-04-01");
        let row = &json["rows"][0];
        assert_eq!((&row["actor"], &row["recipient"], &row["events"]), (&"Norway".into(), &"Sweden".into(), &1.into()));
    }

    #[test]
    fn rows_are_sorted_as_asked() {
        for sort in ["name", "balance", "to-SWE", "count"] {
            assert!(page().html(&format!("/pairs?sort={sort}")).contains("▼ 3"), "{sort}");
        }
    }
}
