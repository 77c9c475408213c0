//! The first page: what the store holds, its newest articles, and where to begin.

use maud::html;
use onrecord_query::Grid;
use onrecord_store::Table;
use serde_json::json;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::html::{doc_url, iso_day, nothing, number, shortened, words};
use crate::trouble::Trouble;

/// Articles that are shown.
const NEWEST: usize = 20;

/// The first page.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let moment = &inquiry.moment;
    let counts = [
        ("articles", Table::Documents, None),
        ("sentences", Table::Sentences, Some("/search")),
        ("statements", Table::Statements, Some("/statements")),
        ("events", Table::Events, Some("/events")),
    ];
    let table = Grid {
        columns: vec!["what".to_owned(), "rows".to_owned()],
        rows: counts.iter().map(|(what, table, _)| vec![json!(what), json!(moment.count(*table))]).collect(),
        more: false,
    };
    let newest = newest(inquiry)?;
    let body = html! {
        ul class="figures" { @for (what, table, path) in counts {
            li {
                @match path {
                    Some(path) => a href=(path) { strong { (number(moment.count(table))) } " " (what) },
                    None => { strong { (number(moment.count(table))) } " " (what) },
                }
            }
        } }
        @if newest.rows.is_empty() {
            (nothing("There is no article in this store yet.", "Code some: onrecord code ARTICLES --into STORE. This page sees them by itself."))
        } @else {
            section aria-labelledby="newest" {
                h2 id="newest" { "Newest articles" }
                ol class="articles" { @for row in 0..newest.rows.len() { li {
                    a href=(doc_url(newest.text(row, "doc"), None)) { (words(&title(&newest, row))) }
                    span class="about" {
                        (iso_day(newest.text(row, "published")))
                        @if !newest.text(row, "publisher").is_empty() { " · " (words(newest.text(row, "publisher"))) }
                    }
                } } }
            }
        }
    };
    Ok(Answer { title: "What is on record".to_owned(), table, body, ..Answer::default() })
}

fn newest(inquiry: &Inquiry) -> Result<Grid, Trouble> {
    let sql = format!(
        "SELECT doc, title, left(text, 120) AS beginning, publisher, published FROM documents \
         ORDER BY published DESC NULLS LAST, doc LIMIT {NEWEST}"
    );
    inquiry.rows(&sql, NEWEST)
}

/// The title, else how the text begins.
pub(crate) fn title(grid: &Grid, row: usize) -> String {
    let text = match grid.text(row, "title") {
        "" => grid.text(row, "beginning"),
        title => title,
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(if line.is_empty() { "(without title)" } else { &line }, 100)
}

#[cfg(test)]
mod tests {
    use crate::testing::{add, article, page, page_of};

    #[test]
    fn it_says_what_the_store_holds_and_leads_to_the_newest() {
        let page = page();
        let html = page.html("/");
        assert!(html.contains(&format!("/doc/{}", page.doc("a3"))) && html.contains("2 April 2026"), "{html}");
        let rows = page.json("/home.json");
        assert_eq!(rows["rows"][3]["rows"], 9, "three events in each of three articles: {rows}");
    }

    #[test]
    fn what_is_coded_meanwhile_is_seen_without_a_restart() {
        let page = page_of(&[]);
        assert!(page.html("/").contains("no article in this store yet"));
        add(&page.store(), &[article("a1", "2026-03-01", "Harbour Wire", "Ana Lind")]);
        let seen = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            page.html("/").contains("1 March 2026")
        });
        assert!(seen);
    }
}
