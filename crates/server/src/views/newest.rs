//! The newest acts of a pair or of a name without a look at all acts: small tables tell where enough of them stand.
//!
//! ```text
//! countries   event_days: acts of the pair by day, newest first  ──▶ the day since which there are enough ──▶ events since that day
//! names       name_parts: what the name has a part in, likewise  ──▶ enough of these                      ──▶ events of these
//! ```

use onrecord_query::Grid;

use crate::app::Inquiry;
use crate::asked::{Asked, is_country};
use crate::conditions::{in_part, of_small_table, part, quoted};
use crate::trouble::Trouble;
use crate::views::named::{self, MOST, OF_EVENTS};

/// Where the small table may count an act twice, or not know all that is asked, so many times as many are looked for. Whether they are
/// enough is told by the list itself.
const TWICE: usize = 2;
const UNKNOWN: usize = 40;

/// The rows of a list of acts that is sorted by day, the newest first, and then by document: what `sql` gives where nothing more must
/// hold. `wanted` acts are enough to know them; `back` says that acts of the recipient to the actor are in the list as well.
pub(crate) fn acts(
    inquiry: &Inquiry,
    wanted: usize,
    back: bool,
    sql: impl Fn(&[String]) -> String,
) -> Result<Grid, Trouble> {
    inquiry.tell(sql(&[]));
    let asked = &inquiry.asked;
    let of = |more: &[String]| inquiry.quiet_rows(&sql(more), inquiry.most);
    let since = since(inquiry, asked, wanted, back)?;
    let by_name = |since: Option<&str>| {
        let conditions = names(asked, back, since);
        conditions.map_or(Ok(None), |all| named::page(inquiry, &all, &OF_EVENTS, [wanted, MOST], of))
    };
    if let Some(since) = &since {
        let found = if is_name(&asked.actor) || is_name(&asked.recipient) {
            by_name(Some(since))?
        } else {
            Some(of(&[format!("e.first_day >= {since}")])?)
        };
        // All that is left out is older.
        if let Some(grid) = found.filter(|grid| grid.more) {
            return Ok(grid);
        }
    }
    by_name(None)?.map_or_else(|| of(&[]), Ok)
}

fn is_name(who: &Option<String>) -> bool {
    who.as_deref().is_some_and(|who| !is_country(who))
}

/// What holds of the rows of `name_parts`, under the name `n`, in whose documents all acts are that are asked for, the newest of them
/// since a day; none where no side is a name.
fn names(asked: &Asked, back: bool, since: Option<&str>) -> Option<Vec<String>> {
    let both = back && asked.actor.is_some() && asked.recipient.is_some();
    let sides = [(&asked.actor, "actor"), (&asked.recipient, "recipient")];
    let of = |is_wanted: fn(&str) -> bool| {
        sides.into_iter().filter_map(move |(who, side)| {
            let parts = if both { vec!["actor", "recipient"] } else { vec![side] };
            who.as_deref().filter(|who| is_wanted(who)).map(|who| (who, parts))
        })
    };
    let mut named = of(|who| !is_country(who)).map(|(who, parts)| part(&parts, who));
    let mut conditions = named.next()?;
    of_small_table(&mut conditions, asked);
    conditions.extend(since.map(|since| format!("day >= {since}")));
    if let Some(mut other) = named.next() {
        other.extend(since.map(|since| format!("day >= {since}")));
        conditions.push(in_part(["n.doc", "n.id"], &other));
    }
    // A look at all acts is only quick where their days are bound.
    if let Some(((country, parts), since)) = of(is_country).next().zip(since) {
        let sides = parts.iter().map(|part| format!("array_has(e.{part}_countries, {})", quoted(country)));
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM events e WHERE e.doc = n.doc AND e.event = n.id AND e.first_day >= {since} AND ({}))",
            sides.collect::<Vec<_>>().join(" OR ")
        ));
    }
    Some(conditions)
}

/// Since which day there are likely `wanted` acts that fit, by counts of days. With `back` those of the recipient to the actor fit as
/// well. None where there are not so many, or nothing is asked that makes them few.
fn since(inquiry: &Inquiry, asked: &Asked, wanted: usize, back: bool) -> Result<Option<String>, Trouble> {
    let names = [&asked.actor, &asked.recipient].into_iter().flatten().filter(|who| !is_country(who)).count();
    let pair = asked.actor.is_some() && asked.recipient.is_some();
    let unknown = asked.place.is_some() || !asked.publishers.is_empty();
    let few = unknown || !asked.countries.is_empty() || asked.actor.is_some() || asked.recipient.is_some();
    // What one name does alone its own table tells.
    if !few || (names > 0 && !pair) {
        return Ok(None);
    }
    let mut ways = vec![way(&asked.actor, &asked.recipient, names > 0)];
    if back && pair && asked.actor != asked.recipient {
        ways.push(way(&asked.recipient, &asked.actor, names > 0));
    }
    let mut conditions = vec![format!("({})", ways.join(" OR "))];
    conditions.extend(asked.countries.iter().map(|code| {
        let code = quoted(code);
        format!("(actor_country = {code} OR recipient_country = {code})")
    }));
    of_small_table(&mut conditions, asked);
    let exact = pair && names != 1 && asked.countries.is_empty();
    let times = ways.len()
        * if unknown {
            UNKNOWN
        } else if exact {
            1
        } else {
            TWICE
        };
    let table = if names > 0 { "name_days" } else { "event_days" };
    named::since(inquiry, table, "sum(events)", &conditions, times * wanted)
}

/// Who does it to whom, in a small table by countries, or by names that have their countries.
fn way(actor: &Option<String>, recipient: &Option<String>, by_name: bool) -> String {
    let is = |(who, side): (&Option<String>, &str)| {
        let who = who.as_deref()?;
        let column = if by_name && !is_country(who) { "" } else { "_country" };
        Some(format!("{side}{column} = {}", quoted(who)))
    };
    let sides: Vec<String> = [(actor, "actor"), (recipient, "recipient")].into_iter().filter_map(is).collect();
    if sides.is_empty() { "true".to_owned() } else { format!("({})", sides.join(" AND ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::page;

    #[test]
    fn the_day_since_which_there_are_enough() {
        let page = page();
        let since = |query: &str, wanted, back| {
            let asked = Asked::parse(query).unwrap();
            let inquiry = page.app.inquiry(asked.clone(), String::new(), true);
            since(&inquiry, &asked, wanted, back).unwrap()
        };
        let bound = |day: &str| Some(format!("DATE '{day}'"));
        assert_eq!(since("actor=NOR&recipient=SWE", 1, false), bound("2026-04-02"));
        assert_eq!(since("actor=NOR&recipient=SWE", 2, false), bound("2026-03-01"));
        assert_eq!(since("actor=NOR&recipient=SWE", 4, false), None);
        assert_eq!(since("actor=SWE&recipient=NOR", 1, false), None);
        assert_eq!(since("actor=SWE&recipient=NOR", 1, true), bound("2026-03-01"));
        assert_eq!(since("actor=NOR&recipient=SWE&to=2026-03-31", 1, false), bound("2026-03-01"));
        assert_eq!(since("actor=NOR&recipient=SWE&type=AID", 1, false), None);
        assert_eq!(since("actor=Norway&recipient=Sweden", 1, false), bound("2026-04-02"));
        assert_eq!(since("actor=NOR&recipient=Sweden", 1, false), bound("2026-03-01"), "perhaps twice the same");
        assert_eq!(since("actor=NOR&recipient=SWE&place=Oslo", 1, false), None, "perhaps elsewhere");
        assert_eq!(since("country=SWE", 1, false), bound("2026-04-02"));
        assert_eq!(since("actor=Norway", 1, false), None, "asked of its own table");
        assert_eq!(since("type=ACCUSE", 1, false), None, "not few");
    }

    /// Page after page of one act each shows what one page of all shows.
    #[test]
    fn a_bounded_list_is_a_piece_of_the_whole() {
        let page = page();
        type View = fn(&Inquiry) -> Result<crate::answer::Answer, Trouble>;
        use crate::views::{accounts, events, ledger};
        let views: [(View, &str); 3] =
            [(events::show, "events"), (ledger::show, "ledger"), (accounts::show, "accounts")];
        let pairs = [
            ("actor=NOR&recipient=SWE", [3, 6, 6]),
            ("actor=Norway&recipient=Sweden", [3, 6, 6]),
            ("actor=Norway&recipient=SWE&from=2026-03-15", [1, 2, 2]),
            ("actor=SWE&recipient=Norway&type=ACCUSE", [0, 3, 3]),
            ("actor=NOR", [6, 0, 6]),
            ("country=SWE&publisher=Fjord+Post", [3, 0, 3]),
            ("recipient=Sweden&publisher=Harbour+Wire", [2, 0, 2]),
        ];
        for ((show, name), (pair, count)) in views
            .iter()
            .zip(0..)
            .flat_map(|(view, nth)| pairs.iter().map(move |(pair, counts)| (view, (pair, counts[nth]))))
        {
            let table = |number: u32, most: usize| {
                let asked = Asked::parse(&format!("{pair}&page={number}")).unwrap();
                let mut inquiry = page.app.inquiry(asked, format!("/{name}"), false);
                inquiry.most = most;
                show(&inquiry).unwrap().table
            };
            let whole = table(1, 100);
            for (row, number) in whole.rows.iter().zip(1..) {
                assert_eq!(table(number, 1).rows, std::slice::from_ref(row), "{name} {pair} {number}");
            }
            assert_eq!(whole.rows.len(), count, "{name} {pair}");
        }
    }
}
