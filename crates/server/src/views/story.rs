//! The page of a story: its copies, and what differs between them.

use std::collections::HashMap;

use maud::{Markup, html};
use onrecord_query::Grid;

use super::home::title;
use crate::answer::Answer;
use crate::app::Inquiry;
use crate::conditions::{quoted, quoted_list};
use crate::html::{Column, doc_url, iso_day, nothing, number, table, words};
use crate::trouble::Trouble;

/// Copies that are compared.
const COPIES: usize = 100;
/// Sentences that are shown.
const SENTENCES: usize = 200;

/// The story of an id.
pub(crate) fn show(inquiry: &Inquiry, story: &str) -> Result<Answer, Trouble> {
    let missing = || Trouble::Missing("There is no such story in this store.".to_owned());
    let plain = story.len() == 32 && story.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !plain || !inquiry.has_table("stories") {
        return Err(missing());
    }
    let copies = inquiry.rows(&copies(story), COPIES)?;
    if copies.rows.is_empty() {
        return Err(missing());
    }
    let docs: Vec<String> = (0..copies.rows.len()).map(|row| copies.text(row, "doc").to_owned()).collect();
    let differs = if docs.len() > 1 { inquiry.rows(&differs(&docs), SENTENCES)? } else { Grid::default() };
    let body = html! {
        section aria-labelledby="copies" { h2 id="copies" { "Copies" } (listed(&copies, inquiry)) }
        section aria-labelledby="differs" { h2 id="differs" { "What differs" } (different(&differs, &copies)) }
    };
    let notes = if copies.more { vec![format!("Only the first {COPIES} copies are compared.")] } else { Vec::new() };
    Ok(Answer { title: title(&copies, 0), table: copies, body, notes, ..Answer::default() })
}

fn copies(story: &str) -> String {
    format!(
        "SELECT d.doc, d.id, d.publisher, d.published, d.title, left(d.text, 120) AS beginning, character_length(d.text) AS characters\n\
         FROM stories s JOIN documents d ON d.doc = s.doc\nWHERE s.story = {}\n\
         ORDER BY d.published NULLS LAST, d.publisher, d.id LIMIT {}",
        quoted(story),
        COPIES + 1
    )
}

/// Sentences that not all copies have.
fn differs(docs: &[String]) -> String {
    format!(
        "SELECT text, min(sentence) AS place, count(DISTINCT doc) AS copies, array_agg(DISTINCT doc) AS docs\n\
         FROM sentences WHERE doc IN {}\nGROUP BY text HAVING count(DISTINCT doc) < {}\n\
         ORDER BY place, copies DESC, text LIMIT {}",
        quoted_list(docs),
        docs.len(),
        SENTENCES + 1
    )
}

fn listed(copies: &Grid, inquiry: &Inquiry) -> Markup {
    const COLUMNS: [Column; 4] = [
        Column::words("Published"),
        Column::words("Publisher"),
        Column::words("Article"),
        Column::number("Characters"),
    ];
    let rows: Vec<Vec<Markup>> = (0..copies.rows.len())
        .map(|row| {
            vec![
                html! { (iso_day(copies.text(row, "published"))) },
                words(copies.text(row, "publisher")),
                html! { a href=(doc_url(copies.text(row, "doc"), None)) { (words(&title(copies, row))) } },
                html! { (number(copies.count(row, "characters"))) },
            ]
        })
        .collect();
    table("Copies of this story, the first to appear first", &COLUMNS, &rows, &inquiry.asked, &inquiry.path)
}

fn different(differs: &Grid, copies: &Grid) -> Markup {
    let all = copies.rows.len();
    if all < 2 {
        return nothing("There is one copy only.", "Nothing to compare.");
    }
    if differs.rows.is_empty() {
        return html! { p { "All copies have the same sentences." } };
    }
    let named: HashMap<&str, usize> = (0..all).map(|row| (copies.text(row, "doc"), row)).collect();
    let has = |row: usize| -> Vec<usize> {
        let docs = differs.value(row, "docs").as_array().map(Vec::as_slice).unwrap_or_default();
        let mut has: Vec<usize> = docs.iter().filter_map(|doc| named.get(doc.as_str()?).copied()).collect();
        has.sort_unstable();
        has
    };
    html! {
        p class="about" { "Sentences that not all copies have, in the order of the text, with those that have them." }
        ol class="results" { @for row in 0..differs.rows.len() {
            @let has = has(row);
            @let place = format!("t{}", differs.count(row, "place"));
            li {
                p { (words(differs.text(row, "text"))) }
                span class="about" { (has.len()) " of " (all) ": "
                    @for (i, copy) in has.iter().take(12).enumerate() {
                        @if i > 0 { ", " }
                        a href=(doc_url(copies.text(*copy, "doc"), Some(&place))) { (words(name(copies, *copy))) }
                    }
                    @if has.len() > 12 { " and others" }
                }
            }
        } }
        @if differs.more { p class="about" { "And more; the first " (SENTENCES) " are shown." } }
    }
}

fn name(copies: &Grid, row: usize) -> &str {
    match copies.text(row, "publisher") {
        "" => copies.text(row, "id"),
        publisher => publisher,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{article, page_of};
    use onrecord_record::Span;

    #[test]
    fn copies_and_the_sentences_that_only_one_of_them_has() {
        let copy = |id: &str, publisher: &str, last: &str| {
            let mut record = article(id, "2026-03-01", publisher, "Ana Lind");
            let end = |text: &str| u32::try_from(text.chars().count()).unwrap();
            let middle =
                " The harbour board met in the old customs house and spoke of nets, ropes, tides and diesel for hours.";
            for more in [middle, last] {
                let start = end(&record.text) + 1;
                record.text.push_str(more);
                record.sentences.push(Span::new(start, end(&record.text)));
            }
            record.paragraphs = vec![Span::new(0, end(&record.text))];
            record
        };
        let page = page_of(&[
            copy("a1", "Harbour Wire", " Nobody was paid."),
            copy("a2", "Fjord Post", " The minister left early."),
        ]);
        let story = [page.doc("a1"), page.doc("a2")].into_iter().min().unwrap();
        let html = page.html(&format!("/story/{story}"));
        assert!(html.contains("Nobody was paid.") && html.contains("The minister left early."), "{html}");
        assert!(!html.contains("Norway accused Sweden."), "what both have is no difference: {html}");
        assert!(html.contains("1 of 2") && html.contains("#t5"), "{html}");
        assert_eq!(page.get("/story/0000").status, 404);
        assert_eq!(page.get(&format!("/story/{}", "0".repeat(32))).status, 404);
    }
}
