//! In which documents a name speaks, acts or is acted on, by the small table of names: so a list of what somebody said or did in a large
//! store needs no look at all names of all documents.

use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, day, quoted, quoted_list};
use crate::trouble::Trouble;

/// To which documents a query is bound, where these are known.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// Conditions on its tables.
    pub(crate) conditions: Vec<String>,
    /// The documents, as a list for SQL.
    pub(crate) among: Option<String>,
}

impl Bound {
    /// As other conditions take it.
    pub(crate) fn among(&self) -> Option<&str> {
        self.among.as_deref()
    }
}

/// More documents than these are not named one by one.
pub(crate) const MOST: usize = 2_000;

/// The documents published last, or whose acts are the newest.
pub(crate) struct Documents {
    /// Their keys, the newest first.
    pub(crate) keys: Vec<String>,
    /// Day and key of the first that is left out, where some are.
    pub(crate) next: Option<(String, String)>,
}

impl Documents {
    /// The newest documents whose rows in `name_docs` fit these conditions, so many at most.
    pub(crate) fn newest(inquiry: &Inquiry, conditions: &[String], most: usize) -> Result<Self, Trouble> {
        let found = inquiry.quiet_rows(
            &format!(
                "SELECT doc, max(day) AS day FROM name_docs\n{}\nGROUP BY doc ORDER BY day DESC NULLS LAST, doc LIMIT {}",
                all(conditions),
                most + 1
            ),
            most + 1,
        )?;
        let text = |row: usize, column: &str| found.text(row, column).to_owned();
        let keys = (0..found.rows.len().min(most)).map(|row| text(row, "doc")).collect();
        let next = (found.rows.len() > most).then(|| (text(most, "day"), text(most, "doc")));
        Ok(Self { keys, next })
    }

    /// What binds a query over these tables to all documents whose rows in `name_docs` fit these conditions; nothing where these are many,
    /// or there are no conditions.
    pub(crate) fn all(inquiry: &Inquiry, conditions: Option<Vec<String>>, tables: &[&str]) -> Result<Bound, Trouble> {
        let Some(conditions) = conditions else { return Ok(Bound::default()) };
        let documents = Self::newest(inquiry, &conditions, MOST)?;
        Ok(if documents.next.is_some() { Bound::default() } else { documents.bound(tables) })
    }

    /// What binds a query over these tables to them.
    pub(crate) fn bound(&self, tables: &[&str]) -> Bound {
        let list = self.list();
        Bound { conditions: tables.iter().map(|table| format!("{table}.doc IN {list}")).collect(), among: Some(list) }
    }

    /// Their keys as a list for SQL.
    pub(crate) fn list(&self) -> String {
        if self.keys.is_empty() { "('')".to_owned() } else { quoted_list(&self.keys) }
    }

    /// That an act, under the name `e`, comes before all acts of documents that are left out, the newest first and then by document.
    pub(crate) fn before_the_rest(&self) -> Option<String> {
        let (day, doc) = self.next.as_ref()?;
        let doc = quoted(doc);
        Some(match day.as_str() {
            "" => format!("(e.first_day IS NOT NULL OR e.doc < {doc})"),
            day => format!("(e.first_day > DATE '{day}' OR (e.first_day = DATE '{day}' AND e.doc < {doc}))"),
        })
    }
}

/// The rows of the speaker that is asked for, by part of a name or of the words that name the source.
pub(crate) fn of_speaker(asked: &Asked) -> Option<Vec<String>> {
    let speaker = asked.speaker.as_deref()?;
    let holds = format!("strpos(lower(name), lower({})) > 0", quoted(speaker));
    let mut conditions = vec![of_parts(&["source", "words"]), holds];
    conditions.extend(asked.from.map(|from| format!("day >= {}", day(from))));
    conditions.extend(asked.to.map(|to| format!("day <= {}", day(to))));
    Some(conditions)
}

/// The rows of a name in some parts: `actor`, `recipient`, `source`, `words`.
pub(crate) fn in_parts(name: &str, parts: &[&str]) -> Vec<String> {
    vec![of_parts(parts), format!("name = {}", quoted(name))]
}

fn of_parts(parts: &[&str]) -> String {
    format!("part IN {}", quoted_list(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>()))
}
