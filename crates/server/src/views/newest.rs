//! The newest acts of a pair or of a name without a look at all acts: small tables tell where enough of them stand.
//!
//! ```text
//! countries   event_days: acts of the pair by day, newest first  ──▶ the day since which there are enough ──▶ events since that day
//! names       name_parts: what the name has a part in, likewise  ──▶ enough of these                      ──▶ events of these
//! ```

use onrecord_query::Grid;

use crate::app::Inquiry;
use crate::asked::{Asked, is_country};
use crate::conditions::{all, day, in_part, one_of, part, quoted};
use crate::trouble::Trouble;
use crate::views::named::{self, MOST, OF_EVENTS};

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
    if let Some(conditions) = names(asked, back, since.as_deref()) {
        let found = named::page(inquiry, &conditions, &OF_EVENTS, [wanted, MOST], of)?;
        return found.map_or_else(|| of(&[]), Ok);
    }
    of(&since.iter().map(|since| format!("e.first_day >= {since}")).collect::<Vec<_>>())
}

/// What holds of the rows of `name_parts`, under the name `n`, in whose documents all acts are that are asked for, the newest of them since a day; none where
/// no side is a name.
fn names(asked: &Asked, back: bool, since: Option<&str>) -> Option<Vec<String>> {
    let both = back && asked.actor.is_some() && asked.recipient.is_some();
    let sides = [(&asked.actor, "actor"), (&asked.recipient, "recipient")];
    let mut named = sides.into_iter().filter_map(|(who, side)| {
        let parts = if both { vec!["actor", "recipient"] } else { vec![side] };
        who.as_deref().filter(|who| !is_country(who)).map(|who| part(&parts, who))
    });
    let mut conditions = named.next()?;
    one_of(&mut conditions, "type", &asked.types);
    one_of(&mut conditions, "quad", &asked.quads);
    one_of(&mut conditions, "status", &asked.statuses);
    conditions.extend(asked.from.map(|from| format!("day >= {}", day(from))));
    conditions.extend(asked.to.map(|to| format!("day <= {}", day(to))));
    conditions.extend(since.map(|since| format!("day >= {since}")));
    if let Some(mut other) = named.next() {
        other.extend(since.map(|since| format!("day >= {since}")));
        conditions.push(in_part(["n.doc", "n.id"], &other));
    }
    Some(conditions)
}

/// Since which day there are `wanted` acts of one country to the other, or of one name to the other. With `back`
/// those of the other to the one count as well. None where there are not so many, or where the small table does not know all that is
/// asked.
fn since(inquiry: &Inquiry, asked: &Asked, wanted: usize, back: bool) -> Result<Option<String>, Trouble> {
    let (Some(one), Some(other)) = (&asked.actor, &asked.recipient) else { return Ok(None) };
    let known = asked.place.is_none() && asked.countries.is_empty() && asked.publishers.is_empty();
    let (table, column) = match (is_country(one), is_country(other)) {
        (true, true) => ("event_days", "_country"),
        (false, false) => ("name_days", ""),
        _ => return Ok(None),
    };
    if !known {
        return Ok(None);
    }
    let to = |actor: &str, recipient: &str| {
        format!("(actor{column} = {} AND recipient{column} = {})", quoted(actor), quoted(recipient))
    };
    let mut ways = vec![to(one, other)];
    if back && one != other {
        ways.push(to(other, one));
    }
    let mut conditions = vec![format!("({})", ways.join(" OR ")), "day IS NOT NULL".to_owned()];
    one_of(&mut conditions, "type", &asked.types);
    one_of(&mut conditions, "quad", &asked.quads);
    one_of(&mut conditions, "status", &asked.statuses);
    conditions.extend(asked.from.map(|from| format!("day >= {}", day(from))));
    conditions.extend(asked.to.map(|to| format!("day <= {}", day(to))));
    // An act that goes both ways stands in the table twice: half of them are enough.
    let wanted = if ways.len() > 1 { 2 * wanted } else { wanted };
    let days = inquiry.quiet_rows(
        &format!(
            "SELECT day FROM (SELECT day, sum(sum(events)) OVER (ORDER BY day DESC) AS told FROM {table}\n{}\nGROUP BY day) counted\n\
             WHERE told >= {wanted} ORDER BY day DESC LIMIT 1",
            all(&conditions)
        ),
        1,
    )?;
    Ok((!days.rows.is_empty()).then(|| format!("DATE '{}'", days.text(0, "day"))))
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
        assert_eq!(since("actor=NOR&recipient=Sweden", 1, false), None);
        assert_eq!(since("actor=NOR&recipient=SWE&place=Oslo", 1, false), None);
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
