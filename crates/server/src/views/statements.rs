//! A list of statements: who said what, with the words.

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, of_statements, quoted_list};
use crate::form::Field;
use crate::html::{
    Column, confidence, doc_url, iso_day, nothing, pages, shortened, statement_kind, table, voice, words,
};
use crate::trouble::Trouble;

/// What can be asked of statements.
pub(crate) const FIELDS: &[Field] =
    &[Field::Words, Field::Speaker, Field::Publisher, Field::Voices, Field::Cues, Field::Days];

const COLUMNS: [Column; 7] = [
    Column::words("Published").sorted("day"),
    Column::words("Who"),
    Column::words("Source"),
    Column::words("Cue"),
    Column::words("What"),
    Column::words("Quoted"),
    Column::number("Sure").sorted("confidence"),
];

/// So many of the newest articles are looked at first; where words are asked, which few hold, the larger number.
const NEWEST: [usize; 2] = [500, 10_000];
/// Articles that are asked for by name at most.
const MOST: usize = 20_000;

/// The list.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let list = List { asked, most: inquiry.most, from: asked.page_index() * inquiry.most, newest: NEWEST };
    inquiry.tell(list.sql(None));
    let grid = list.rows(inquiry)?;
    let rows: Vec<Vec<Markup>> = (0..grid.rows.len()).map(|row| cells(&grid, row)).collect();
    let body = html! {
        @if rows.is_empty() {
            (nothing("No statement fits what is asked.", "Take out one of the conditions above, or widen the days."))
        } @else {
            (table("Statements", &COLUMNS, &rows, asked, &inquiry.path))
            (pages(asked, &inquiry.path, grid.more))
        }
    };
    Ok(Answer { title: "Statements".to_owned(), table: grid, body, ..Answer::default() })
}

/// One page of statements.
struct List<'a> {
    asked: &'a Asked,
    most: usize,
    from: usize,
    /// See [`NEWEST`].
    newest: [usize; 2],
}

impl List<'_> {
    /// The rows. Of a large store all articles are more than can be held to join them. So the newest are tried, which mostly fill the
    /// page; then the articles with a statement that fits are looked for, where they are few.
    fn rows(&self, inquiry: &Inquiry) -> Result<Grid, Trouble> {
        let documents = inquiry.quiet_rows("SELECT count(*) AS n FROM documents", 1)?;
        let documents = usize::try_from(documents.count(0, "n")).unwrap_or_default();
        if self.by_confidence() || documents <= self.newest[0] {
            return inquiry.quiet_rows(&self.sql(None), self.most);
        }
        let steps = if self.asked.words.is_some() { &self.newest[1..] } else { &self.newest[..] };
        for newest in steps {
            let articles = self.newest(inquiry, *newest)?;
            let grid = inquiry.quiet_rows(&self.sql(Some(&articles)), self.most)?;
            if grid.more || articles.len() < *newest {
                return Ok(grid);
            }
        }
        let sql =
            format!("SELECT DISTINCT s.doc FROM statements s\n{}\nLIMIT {}", all(&self.of_statements("s.")), MOST + 1);
        let fitting = inquiry.quiet_rows(&sql, MOST)?;
        let few = (!fitting.more).then(|| keys(&fitting));
        inquiry.quiet_rows(&self.sql(few.as_deref()), self.most)
    }

    /// So many of the articles published last that fit.
    fn newest(&self, inquiry: &Inquiry, many: usize) -> Result<Vec<String>, Trouble> {
        let conditions = all(&self.of_statements("d."));
        let sql = format!(
            "SELECT d.doc FROM documents d\n{conditions}\nORDER BY d.published DESC NULLS LAST, d.doc LIMIT {many}"
        );
        Ok(keys(&inquiry.quiet_rows(&sql, many)?))
    }

    /// The query, of all articles or of these.
    fn sql(&self, articles: Option<&[String]>) -> String {
        let order = match self.by_confidence() {
            true => "s.confidence DESC, s.doc, s.statement",
            false => "d.published DESC NULLS LAST, s.doc, s.statement",
        };
        let mut conditions = self.of_statements("");
        if let Some(keys) = articles {
            let list = if keys.is_empty() { "('')".to_owned() } else { quoted_list(keys) };
            conditions.extend(["s", "d"].map(|table| format!("{table}.doc IN {list}")));
        }
        // The surest of all are chosen before their articles are looked up.
        let statements = if self.by_confidence() && self.of_statements("d.").is_empty() {
            let most = self.from + self.most + 1;
            format!("(SELECT s.* FROM statements s {} ORDER BY {order} LIMIT {most})", all(&self.of_statements("s.")))
        } else {
            "statements".to_owned()
        };
        format!(
            "SELECT s.doc, s.statement, d.published, d.publisher, s.source_text, s.source_kind, s.cue_text, s.cue_class, s.negated,\n  \
             s.content_text, s.kind, s.within, s.confidence\nFROM {statements} s JOIN documents d ON d.doc = s.doc\n{}\n\
             ORDER BY {order} LIMIT {} OFFSET {}",
            all(&conditions),
            self.most + 1,
            self.from,
        )
    }

    fn by_confidence(&self) -> bool {
        self.asked.sort.as_deref() == Some("confidence")
    }

    /// What is asked of statements and their articles; of those only whose conditions begin with `table` (`s.`, `d.`), if it is given.
    fn of_statements(&self, table: &str) -> Vec<String> {
        let of_articles = |condition: &String| condition.starts_with("d.");
        let mut conditions = of_statements(self.asked);
        conditions.retain(|condition| table.is_empty() || of_articles(condition) == (table == "d."));
        conditions
    }
}

fn keys(grid: &Grid) -> Vec<String> {
    (0..grid.rows.len()).map(|row| grid.text(row, "doc").to_owned()).collect()
}

fn cells(grid: &Grid, row: usize) -> Vec<Markup> {
    let text = |column| grid.text(row, column);
    let content = if text("content_text").is_empty() { "(nothing)" } else { text("content_text") };
    vec![
        html! { (iso_day(text("published"))) },
        html! { (words(&shortened(text("source_text"), 80))) },
        voice(text("source_kind")),
        html! { (words(text("cue_text"))) @if grid.value(row, "negated").as_bool() == Some(true) { " " span class="badge" { "denied" } } },
        html! { a href=(doc_url(text("doc"), Some(text("statement")))) { (words(&shortened(content, 200))) } },
        statement_kind(text("kind")),
        confidence(grid.value(row, "confidence").as_f64().unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::page;

    #[test]
    fn statements_by_speaker_and_cue() {
        let page = page();
        let found = |query: &str| page.json(&format!("/statements.json?{query}"))["rows"].as_array().unwrap().len();
        assert_eq!(found("speaker=lind"), 2);
        assert_eq!(found("cue=deny&from=2026-04-01"), 1);
        assert_eq!(found("voice=anonymous"), 0);
        assert_eq!(found("q=NOT+PAY"), 3);
        assert_eq!(found("sort=confidence"), found(""));
        assert!(page.html("/statements").contains("will not pay"));
    }

    /// However few articles are looked at first, the list is that of all.
    #[test]
    fn the_newest_articles_first_change_nothing() {
        let page = page();
        for query in [
            "",
            "q=pay",
            "speaker=lind",
            "publisher=Fjord+Post",
            "q=nothing+of+it",
            "to=2026-03-15",
            "page=2",
            "page=9",
        ] {
            let asked = Asked::parse(query).unwrap();
            for most in [1, 2, 100] {
                let from = asked.page_index() * most;
                let of = |newest| {
                    let inquiry = page.app.inquiry(asked.clone(), String::new(), false);
                    List { asked: &asked, most, from, newest }.rows(&inquiry).unwrap()
                };
                let all = of(NEWEST);
                for newest in [[1, 2], [1, 3], [2, 2]] {
                    let grid = of(newest);
                    assert_eq!((&grid.rows, grid.more), (&all.rows, all.more), "{query} {most} {newest:?}");
                }
            }
        }
    }
}
