//! A list of statements: who said what, with the words.

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, in_days, of_documents, of_statements, one_of, speaker};
use crate::form::Field;
use crate::html::{
    Column, confidence, doc_url, iso_day, nothing, pages, shortened, statement_kind, table, voice, words,
};
use crate::trouble::Trouble;
use crate::views::named::{self, OF_STATEMENTS};

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

/// How much of a large store is looked at before all of it.
#[derive(Clone, Copy)]
struct Steps {
    /// So many of the articles published last, then more.
    newest: [usize; 2],
    /// So many at most that are named one by one.
    named: usize,
}

const STEPS: Steps = Steps { newest: [1_000, 200_000], named: named::MOST };

/// The list.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let list = List { asked, most: inquiry.most, from: asked.page_index() * inquiry.most, steps: STEPS };
    inquiry.tell(list.sql(&[]));
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
    steps: Steps,
}

impl List<'_> {
    /// The rows. Of a large store all articles are more than can be held to join them. So articles with statements that fit are looked
    /// for, where they are few; then the newest are tried, which mostly fill the page.
    fn rows(&self, inquiry: &Inquiry) -> Result<Grid, Trouble> {
        let documents = inquiry.quiet_rows("SELECT count(*) AS n FROM documents", 1)?;
        let documents = usize::try_from(documents.count(0, "n")).unwrap_or_default();
        let of = |more: &[String]| inquiry.quiet_rows(&self.sql(more), self.most);
        if documents <= self.steps.newest[0] {
            return of(&[]);
        }
        if self.by_confidence() {
            return of(&[]);
        }
        if let Some(words) = &self.asked.speaker {
            let found = self.by_speaker(inquiry, words)?;
            return found.map_or_else(|| of(&[]), Ok);
        }
        let conditions = self.of_statements("s.");
        if !conditions.is_empty() {
            let sql = format!("SELECT DISTINCT s.doc FROM statements s\n{}", all(&conditions));
            if let Some(few) = self.few(inquiry, &sql)? {
                return of(&of_documents(&["s", "d"], &few));
            }
        }
        for newest in self.steps.newest.into_iter().filter(|newest| *newest < documents) {
            let Some(bound) = self.newest(inquiry, newest)? else { break };
            let grid = of(&bound)?;
            if grid.more {
                return Ok(grid);
            }
        }
        of(&[])
    }

    /// The rows from the newest statements of who is called so; none where too many of them are needed.
    fn by_speaker(&self, inquiry: &Inquiry, words: &str) -> Result<Option<Grid>, Trouble> {
        let asked = self.asked;
        let mut conditions = speaker(words);
        one_of(&mut conditions, "type", &asked.cues);
        one_of(&mut conditions, "source_kind", &asked.voices);
        in_days(&mut conditions, "day", asked);
        // Words and names of one source are two rows.
        let wanted = 2 * (self.from + self.most + 1);
        named::page(inquiry, &conditions, &OF_STATEMENTS, [wanted, self.steps.named], |more| {
            inquiry.quiet_rows(&self.sql(more), self.most)
        })
    }

    /// What holds of the articles of the last days that together have so many; none where there are fewer. All others come after these.
    fn newest(&self, inquiry: &Inquiry, newest: usize) -> Result<Option<Vec<String>>, Trouble> {
        let mut conditions = self.of_statements("d.");
        let documents = "(SELECT *, published AS day FROM documents) d";
        let Some(day) = named::since(inquiry, documents, "count(*)", &conditions, newest)? else { return Ok(None) };
        let since = format!("d.published >= {day}");
        conditions.push(since.clone());
        let sql = format!("SELECT d.doc FROM documents d\n{}", all(&conditions));
        let few = if newest <= self.steps.named { self.few(inquiry, &sql)? } else { None };
        Ok(Some(few.map_or_else(|| vec![since], |few| of_documents(&["s", "d"], &few))))
    }

    /// The articles that a query gives, where they are few.
    fn few(&self, inquiry: &Inquiry, sql: &str) -> Result<Option<Vec<String>>, Trouble> {
        let found = inquiry.quiet_rows(&format!("{sql}\nLIMIT {}", self.steps.named + 1), self.steps.named)?;
        Ok((!found.more).then(|| (0..found.rows.len()).map(|row| found.text(row, "doc").to_owned()).collect()))
    }

    fn sql(&self, more: &[String]) -> String {
        let order = match self.by_confidence() {
            true => "s.confidence DESC, s.doc, s.statement",
            false => "d.published DESC NULLS LAST, s.doc, s.statement",
        };
        let mut conditions = self.of_statements("");
        conditions.extend_from_slice(more);
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
            "q=pay&speaker=Ek",
            "speaker=MINISTER",
            "speaker=lind&sort=confidence",
            "speaker=i&from=2026-03-15",
        ] {
            let asked = Asked::parse(query).unwrap();
            for most in [1, 2, 100] {
                let from = asked.page_index() * most;
                let of = |steps| {
                    let inquiry = page.app.inquiry(asked.clone(), String::new(), false);
                    List { asked: &asked, most, from, steps }.rows(&inquiry).unwrap()
                };
                let all = of(STEPS);
                for (newest, named) in [([1, 2], 1), ([1, 3], 3), ([2, 2], 2), ([0, 1], 0), ([0, 2], 0)] {
                    let grid = of(Steps { newest, named });
                    assert_eq!((&grid.rows, grid.more), (&all.rows, all.more), "{query} {most} {newest:?}");
                }
            }
        }
    }
}
