//! Two parties: what one does to the other, the other to the one, and both together.
//!
//! Where several do something with each other (they meet, they clash), the record has all of them as actors and nobody as
//! recipient; that is the third way in which two have to do with each other.

use maud::{Markup, html};

use crate::app::Inquiry;
use crate::asked::{Asked, is_country};
use crate::conditions::{all, of_events, side};
use crate::form::kept;
use crate::html::{Shown, counted, country, nothing, shortened, shown};
use crate::trouble::Trouble;
use crate::views::events;

/// Both names, where both are given.
pub(crate) struct Pair {
    /// The first.
    pub(crate) one: String,
    /// The second.
    pub(crate) other: String,
}

/// Which way an act goes; the words stand in tables and SQL.
pub(crate) const WAYS: [&str; 3] = ["to", "from", "together"];

impl Pair {
    /// The pair that is asked for.
    pub(crate) fn asked(asked: &Asked) -> Option<Self> {
        let (one, other) = (asked.actor.clone()?, asked.recipient.clone()?);
        Some(Self { one, other })
    }

    /// What a way is called.
    pub(crate) fn way(&self, way: &str) -> String {
        let (one, other) = (label(&self.one), label(&self.other));
        match way {
            "to" => format!("{one} → {other}"),
            "from" => format!("{other} → {one}"),
            _ => format!("{one} and {other} together"),
        }
    }

    /// The acts of the pair as a table `e` for SQL, with a column `way`.
    ///
    /// An act that goes both ways is told once, by the first of [`WAYS`]. Names are found by subqueries, which `CASE` may not
    /// hold; for these each way is a query of its own.
    pub(crate) fn events(&self, asked: &Asked) -> String {
        let [to, from, together] = self.conditions();
        if is_country(&self.one) && is_country(&self.other) {
            return format!(
                "(SELECT e.*, CASE WHEN {to} THEN 'to' WHEN {from} THEN 'from' ELSE 'together' END AS way\n\
                 FROM events e\n{}) e",
                all(&self.of_events(asked))
            );
        }
        let rest = of_events(&asked.with(|asked| (asked.actor, asked.recipient) = (None, None)));
        let one = |way: &str, conditions: &[String]| {
            let conditions: Vec<String> = conditions.iter().chain(&rest).cloned().collect();
            format!("SELECT e.*, '{way}' AS way FROM events e\n{}", all(&conditions))
        };
        format!(
            "({}\nUNION ALL\n{}\nUNION ALL\n{}) e",
            one(WAYS[0], std::slice::from_ref(&to)),
            one(WAYS[1], &[from.clone(), format!("NOT {to}")]),
            one(WAYS[2], &[together, format!("NOT {to}"), format!("NOT {from}")]),
        )
    }

    /// All conditions: the two have to do with each other, and what else is asked.
    pub(crate) fn of_events(&self, asked: &Asked) -> Vec<String> {
        let rest = asked.with(|asked| (asked.actor, asked.recipient) = (None, None));
        let mut conditions = of_events(&rest);
        conditions.push(format!("({})", self.conditions().join("\n    OR ")));
        conditions
    }

    fn conditions(&self) -> [String; 3] {
        let both =
            |actor: &str, recipient: &str| format!("({} AND {})", side(actor, "actor"), side(recipient, "recipient"));
        let together = format!(
            "({} AND {} AND coalesce(cardinality(e.recipient_countries), 0) = 0)",
            side(&self.one, "actor"),
            side(&self.other, "actor")
        );
        [both(&self.one, &self.other), both(&self.other, &self.one), together]
    }

    /// The list of acts behind a number of one way.
    pub(crate) fn behind(&self, asked: &Asked, way: &str, change: impl FnOnce(&mut Asked)) -> String {
        let (actor, recipient) = match way {
            "from" => (&self.other, &self.one),
            _ => (&self.one, &self.other),
        };
        let asked = asked.with(|asked| {
            (asked.actor, asked.recipient) = (Some(actor.clone()), Some(recipient.clone()));
            change(asked);
        });
        // Acts of both together have no recipient: only the ledger lists them.
        if way == "together" { kept(&asked, super::ledger::FIELDS).url("/ledger") } else { behind(&asked) }
    }
}

/// The list of acts of what is asked.
pub(crate) fn behind(asked: &Asked) -> String {
    kept(asked, events::FIELDS).url("/events")
}

/// A country's name, or somebody's, short and with what cannot be seen made visible: for drawings, which hold plain text only.
pub(crate) fn label(who: &str) -> String {
    if is_country(who) {
        return country(who).to_owned();
    }
    plain(who, 40)
}

/// Words from outside as plain text that is safe in a drawing.
pub(crate) fn plain(text: &str, most: usize) -> String {
    let mut out = String::new();
    for piece in shown(text) {
        match piece {
            Shown::Text(text) => out.push_str(text),
            Shown::Sign(name) => out.push_str(&format!("[{}]", name.short)),
        }
    }
    shortened(&out.split_whitespace().collect::<Vec<_>>().join(" "), most)
}

/// What is shown where no pair is asked for: the pairs of states that have most to do with each other, each a link.
pub(crate) fn choose(inquiry: &Inquiry, path: &str) -> Result<Markup, Trouble> {
    let sql = "SELECT actor_country, recipient_country, sum(events) AS events FROM event_days\n\
               WHERE actor_country IS NOT NULL AND recipient_country IS NOT NULL AND actor_country <> recipient_country\n\
               GROUP BY actor_country, recipient_country ORDER BY events DESC, actor_country, recipient_country LIMIT 24";
    let grid = inquiry.rows(sql, 24)?;
    let to = |row: usize| {
        let asked = inquiry.asked.with(|asked| {
            asked.actor = Some(grid.text(row, "actor_country").to_owned());
            asked.recipient = Some(grid.text(row, "recipient_country").to_owned());
        });
        asked.url(path)
    };
    Ok(html! {
        (nothing("Which two?", "Give both sides above, each a country's code or a name, or take one of these pairs."))
        ul class="choices" { @for row in 0..grid.rows.len() { li {
            a href=(to(row)) { (country(grid.text(row, "actor_country"))) " → " (country(grid.text(row, "recipient_country"))) }
            " " span class="count" { (counted(grid.count(row, "events"), "event", "events")) }
        } } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_drawings_are_plain_and_short() {
        assert_eq!(label("SWE"), "Sweden");
        assert_eq!(label("a\u{202e}b"), "a[RLO]b");
        assert!(label(&"x".repeat(5_000)).chars().count() <= 41);
    }

    #[test]
    fn the_acts_of_a_pair_go_three_ways() {
        let asked = Asked::parse("actor=SWE&recipient=NOR&type=AID").unwrap();
        let pair = Pair::asked(&asked).unwrap();
        let sql = pair.of_events(&asked).join(" AND ");
        assert!(
            sql.contains("array_has(e.actor_countries, 'NOR') AND array_has(e.recipient_countries, 'SWE')"),
            "{sql}"
        );
        assert!(sql.contains("e.type = 'AID'"), "{sql}");
        assert_eq!(pair.way("from"), "Norway → Sweden");
        assert_eq!(pair.behind(&asked, "from", |_| {}), "/events?type=AID&actor=NOR&recipient=SWE");
    }
}
