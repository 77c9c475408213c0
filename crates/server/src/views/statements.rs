//! A list of statements: who said what, with the words.

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, of_statements};
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

/// The surest first.
const BY_CONFIDENCE: &str = "s.confidence DESC, s.doc, s.statement";
/// So many of the newest articles are looked at first.
const NEWEST: usize = 500;
/// With more articles than these, all are asked.
const MOST: usize = 200_000;

/// The list.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let order = match asked.sort.as_deref() {
        Some("confidence") => BY_CONFIDENCE,
        _ => "d.published DESC NULLS LAST, s.doc, s.statement",
    };
    let from = asked.page_index() * inquiry.most;
    let by_day = !matches!(asked.sort.as_deref(), Some("confidence"));
    let wanted = from + inquiry.most + 1;
    // Of a large store all articles are more than can be held to join them: the newest are tried first, then more.
    let documents = inquiry.quiet_rows("SELECT count(*) AS n FROM documents", 1)?;
    let documents = usize::try_from(documents.count(0, "n")).unwrap_or_default();
    let mut newest = by_day.then_some(NEWEST.max(2 * wanted)).filter(|newest| *newest < documents);
    while let Some(tried) = newest {
        if inquiry.quiet_rows(&sql(asked, order, (newest, inquiry.most, from)), inquiry.most)?.more {
            break;
        }
        newest = Some(tried * 20).filter(|more| *more <= MOST && *more < documents);
    }
    let grid = inquiry.rows(&sql(asked, order, (newest, inquiry.most, from)), inquiry.most)?;
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

/// The query, of all articles or of so many of the newest.
fn sql(asked: &Asked, order: &str, (newest, most, from): (Option<usize>, usize, usize)) -> String {
    let of_documents: Vec<String> =
        of_statements(asked).into_iter().filter(|condition| condition.starts_with("d.")).collect();
    let documents = match newest {
        Some(newest) => format!(
            "(SELECT d.doc, d.published, d.publisher FROM documents d {} ORDER BY d.published DESC NULLS LAST, d.doc LIMIT {newest})",
            all(&of_documents)
        ),
        None => "documents".to_owned(),
    };
    // The surest of all are chosen before their articles are looked up.
    let statements = match order {
        BY_CONFIDENCE if of_documents.is_empty() => format!(
            "(SELECT s.* FROM statements s {} ORDER BY {order} LIMIT {})",
            all(&of_statements(asked)),
            from + most + 1
        ),
        _ => "statements".to_owned(),
    };
    format!(
        "SELECT s.doc, s.statement, d.published, d.publisher, s.source_text, s.source_kind, s.cue_text, s.cue_class, s.negated,\n  \
         s.content_text, s.kind, s.within, s.confidence\nFROM {statements} s JOIN {documents} d ON d.doc = s.doc\n{}\nORDER BY {order} LIMIT {} OFFSET {from}",
        all(&of_statements(asked)),
        most + 1,
    )
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
}
