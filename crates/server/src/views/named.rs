//! The newest acts or statements of somebody by name, by the small table of names: a list of what somebody said or did in a large store
//! needs no look at all acts of all documents.
//!
//! ```text
//! name_parts: rows of the name by day, the newest first ──▶ enough of these ──▶ acts or statements of their documents
//! ```

use onrecord_query::Grid;

use crate::app::Inquiry;
use crate::conditions::{EVENT, STATEMENT, all, of_documents, quoted};
use crate::trouble::Trouble;

/// More rows than these are not named one by one.
pub(crate) const MOST: usize = 2_000;

/// In which order a list stands.
pub(crate) struct Order {
    /// The day, the newest first.
    day: &'static str,
    /// Document and id.
    pub(crate) row: [&'static str; 2],
    /// The tables that hold the documents.
    tables: &'static [&'static str],
}

/// Acts, under the name `e`.
pub(crate) const OF_EVENTS: Order = Order { day: "e.first_day", row: EVENT, tables: &["e"] };
/// Statements, under the name `s`, and their documents, under the name `d`.
pub(crate) const OF_STATEMENTS: Order = Order { day: "d.published", row: STATEMENT, tables: &["s", "d"] };

/// A page of a list in this order, all of whose rows are in documents of the rows of `name_parts n` for which `conditions` hold. `of` asks
/// for the page, given what more must hold. `wanted` rows are mostly enough to know it, and more than `most` are not tried: then it is
/// none.
pub(crate) fn page(
    inquiry: &Inquiry,
    conditions: &[String],
    order: &Order,
    [wanted, most]: [usize; 2],
    of: impl Fn(&[String]) -> Result<Grid, Trouble>,
) -> Result<Option<Grid>, Trouble> {
    for tried in [wanted, most].into_iter().filter(|tried| *tried <= most) {
        let newest = Newest::read(inquiry, conditions, tried)?;
        let grid = of(&newest.bound(order))?;
        if grid.more || newest.next.is_none() {
            return Ok(Some(grid));
        }
    }
    Ok(None)
}

/// The last day since which a table with a column `day` has so many; none where it has fewer with a day.
pub(crate) fn since(
    inquiry: &Inquiry,
    table: &str,
    number: &str,
    conditions: &[String],
    wanted: usize,
) -> Result<Option<String>, Trouble> {
    let conditions = [conditions, &["day IS NOT NULL".to_owned()]].concat();
    let sql = format!(
        "SELECT day FROM (SELECT day, sum({number}) OVER (ORDER BY day DESC) AS told FROM {table}\n{}\nGROUP BY day) counted\n\
         WHERE told >= {wanted} ORDER BY day DESC LIMIT 1",
        all(&conditions)
    );
    let days = inquiry.quiet_rows(&sql, 1)?;
    Ok((!days.rows.is_empty()).then(|| format!("DATE '{}'", days.text(0, "day"))))
}

/// The newest rows of `name_parts`.
struct Newest {
    docs: Vec<String>,
    /// Day, document and id of the first that is left out, where some are.
    next: Option<[String; 3]>,
}

impl Newest {
    fn read(inquiry: &Inquiry, conditions: &[String], most: usize) -> Result<Self, Trouble> {
        let mut conditions = conditions.to_vec();
        // Days are read faster than rows are.
        let since = since(inquiry, "name_parts n", "count(*)", &conditions, most + 1)?;
        conditions.extend(since.map(|since| format!("n.day >= {since}")));
        let sql = format!(
            "SELECT n.day, n.doc, n.id FROM name_parts n\n{}\nORDER BY n.day DESC NULLS LAST, n.doc, n.id LIMIT {}",
            all(&conditions),
            most + 1
        );
        let found = inquiry.quiet_rows(&sql, most + 1)?;
        let text = |row: usize, column: &str| found.text(row, column).to_owned();
        let mut docs: Vec<String> = (0..found.rows.len().min(most)).map(|row| text(row, "doc")).collect();
        docs.sort_unstable();
        docs.dedup();
        let next = (found.rows.len() > most).then(|| ["day", "doc", "id"].map(|column| text(most, column)));
        Ok(Self { docs, next })
    }

    /// What must hold: in these documents, and before the first that is left out.
    fn bound(&self, order: &Order) -> Vec<String> {
        let mut conditions = of_documents(order.tables, &self.docs);
        if let Some([day, doc, id]) = &self.next {
            let Order { day: its_day, row: [its_doc, its_id], .. } = order;
            let (doc, id) = (quoted(doc), quoted(id));
            let earlier = format!("({its_doc} < {doc} OR ({its_doc} = {doc} AND {its_id} < {id}))");
            conditions.push(match day.as_str() {
                "" => format!("({its_day} IS NOT NULL OR {earlier})"),
                day => format!("({its_day} > DATE '{day}' OR ({its_day} = DATE '{day}' AND {earlier}))"),
            });
        }
        conditions
    }
}
