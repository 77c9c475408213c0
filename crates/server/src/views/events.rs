//! A list of acts: what stands behind every bar, cell and number of the other views.

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::conditions::{all, of_events};
use crate::form::Field;
use crate::html::{Column, confidence, country, doc_url, event_kind, iso_day, nothing, pages, status, table, words};
use crate::trouble::Trouble;
use crate::views::newest;

/// What can be asked of acts.
pub(crate) const FIELDS: &[Field] = &[
    Field::Actor,
    Field::Recipient,
    Field::Country,
    Field::Place,
    Field::Publisher,
    Field::Types,
    Field::Quads,
    Field::Statuses,
    Field::Days,
];

const COLUMNS: [Column; 8] = [
    Column::words("Day").sorted("day"),
    Column::words("Actor"),
    Column::words("Act"),
    Column::words("Recipient"),
    Column::words("Words"),
    Column::words("Where"),
    Column::words("Status"),
    Column::number("Sure").sorted("confidence"),
];

/// The list.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let order = match asked.sort.as_deref() {
        Some("confidence") => "e.confidence DESC, e.doc, e.event",
        _ => "e.first_day DESC NULLS LAST, e.doc, e.event",
    };
    let from = asked.page_index() * inquiry.most;
    let sql = |more: &[String]| {
        let conditions = [&of_events(asked), more].concat();
        format!(
            "SELECT e.doc, e.event, e.first_day, e.actor_countries, e.type, e.mode, e.quad, e.recipient_countries, e.anchor_text,\n  \
         e.place, e.place_country, e.status, e.statement, e.intensity, e.confidence\nFROM events e\n{}\nORDER BY {order} LIMIT {} OFFSET {from}",
            all(&conditions),
            inquiry.most + 1,
        )
    };
    let grid = match asked.sort.as_deref() {
        Some("confidence") => inquiry.rows(&sql(&[]), inquiry.most)?,
        _ => newest::acts(inquiry, from + inquiry.most + 1, false, sql)?,
    };
    let rows: Vec<Vec<Markup>> = (0..grid.rows.len()).map(|row| cells(&grid, row)).collect();
    let body = html! {
        @if rows.is_empty() {
            (nothing("No event fits what is asked.", "Take out one of the conditions above, or widen the days."))
        } @else {
            (table("Events", &COLUMNS, &rows, asked, &inquiry.path))
            (pages(asked, &inquiry.path, grid.more))
        }
    };
    Ok(Answer { title: "Events".to_owned(), table: grid, body, ..Answer::default() })
}

fn cells(grid: &Grid, row: usize) -> Vec<Markup> {
    let text = |column| grid.text(row, column);
    let anchor = if text("anchor_text").is_empty() { text("event") } else { text("anchor_text") };
    vec![
        html! { (iso_day(text("first_day"))) },
        codes(grid, row, "actor_countries"),
        event_kind(text("type"), grid.value(row, "mode").as_str(), text("quad")),
        codes(grid, row, "recipient_countries"),
        html! { a href=(doc_url(text("doc"), Some(text("event")))) { (words(anchor)) } },
        html! { (words(text("place"))) @if text("place").is_empty() { (country(text("place_country"))) } },
        status(text("status")),
        confidence(grid.value(row, "confidence").as_f64().unwrap_or_default()),
    ]
}

fn codes(grid: &Grid, row: usize, column: &str) -> Markup {
    let codes = grid.value(row, column).as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = codes.iter().filter_map(|code| code.as_str()).map(country).collect();
    html! { @if names.is_empty() { span class="unknown" { "—" } } @else { (names.join(", ")) } }
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn acts_by_type_side_and_day_lead_to_their_words() {
        let page = page();
        let rows = page.json("/events.json?type=ACCUSE&actor=NOR&recipient=SWE&from=2026-04-01");
        assert_eq!(rows["rows"].as_array().unwrap().len(), 1);
        assert_eq!(rows["rows"][0]["first_day"], "2026-04-02");
        let html = page.html("/events?type=ACCUSE&from=2026-04-01");
        assert!(html.contains(&format!("/doc/{}#v3", page.doc("a3"))), "{html}");
        assert_eq!(page.json("/events.json?actor=Norway&type=ACCUSE")["rows"].as_array().unwrap().len(), 3);
        assert_eq!(page.json("/events.json?publisher=Fjord+Post")["rows"].as_array().unwrap().len(), 3);
        assert!(page.html("/events?type=AID").contains("No event fits"));
    }
}
