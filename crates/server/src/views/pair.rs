//! Two parties: what one does to the other, the other to the one, and both together.
//!
//! Where several do something with each other (they meet, they clash), the record has all of them as actors and nobody as
//! recipient; that is the third way in which two have to do with each other.

use maud::{Markup, html};

use crate::app::Inquiry;
use crate::asked::{Asked, is_country};
use crate::conditions::{all, of_events, part, side as of_side};
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

    /// The acts of the pair as a table `e` for SQL, with a column `way`. An act that goes both ways is told once, by the first of [`WAYS`].
    pub(crate) fn events(&self, asked: &Asked) -> String {
        let [to, from, together] = self.ways();
        let mut conditions = of_events(&asked.with(|asked| (asked.actor, asked.recipient) = (None, None)));
        conditions.push(format!("({to}\n    OR {from}\n    OR {together})"));
        format!(
            "(SELECT e.*, CASE WHEN {to} THEN 'to' WHEN {from} THEN 'from' ELSE 'together' END AS way\n\
             FROM events e{}\n{}) e",
            self.names(),
            all(&conditions)
        )
    }

    /// What each way is in SQL.
    fn ways(&self) -> [String; 3] {
        let one = |part: &str| in_it(&self.one, "one", part);
        let other = |part: &str| in_it(&self.other, "other", part);
        [
            format!("({} AND {})", one("actor"), other("recipient")),
            format!("({} AND {})", other("actor"), one("recipient")),
            format!(
                "({} AND {} AND coalesce(cardinality(e.recipient_countries), 0) = 0)",
                one("actor"),
                other("actor")
            ),
        ]
    }

    /// For each who is given by name, the acts in which it has a part: under the name `one` or `other`, with columns `actor` and
    /// `recipient` that say which.
    fn names(&self) -> String {
        let sides = [(&self.one, "one"), (&self.other, "other")].into_iter().filter(|(who, _)| !is_country(who));
        let join = |(who, side): (&String, &str)| {
            format!(
                "\nJOIN (SELECT doc, id, bool_or(part = 'actor') AS actor, bool_or(part = 'recipient') AS recipient FROM name_parts\n  \
                 WHERE {} GROUP BY doc, id) {side} ON {side}.doc = e.doc AND {side}.id = e.event",
                part(&["actor", "recipient"], who).join(" AND ")
            )
        };
        sides.map(join).collect()
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

/// That somebody is on a side of an act: a country by its code, else by name.
fn in_it(who: &str, side: &str, part: &str) -> String {
    if is_country(who) { of_side(who, part) } else { format!("{side}.{part}") }
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
        let sql = pair.events(&asked);
        assert!(
            sql.contains("array_has(e.actor_countries, 'NOR') AND array_has(e.recipient_countries, 'SWE')"),
            "{sql}"
        );
        assert!(sql.contains("e.type = 'AID'"), "{sql}");
        assert_eq!(pair.way("from"), "Norway → Sweden");
        assert_eq!(pair.behind(&asked, "from", |_| {}), "/events?type=AID&actor=NOR&recipient=SWE");
    }
}
