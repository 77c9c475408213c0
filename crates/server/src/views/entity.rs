//! The page of a name: its roles over time, what it said, what it did, what was done to it.

use maud::{Markup, html};
use onrecord_query::Grid;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, in_part, part, quoted};
use crate::html::{
    Column, confidence, counted, country, doc_url, event_kind, iso_day, shortened, status, table, words,
};
use crate::trouble::Trouble;
use crate::views::named::{self, OF_EVENTS, OF_STATEMENTS, Order};

/// Rows of each list.
const LISTED: usize = 50;

/// The page of all whom documents call by a name. Namesakes are told apart by role and country only.
pub(crate) fn show(inquiry: &Inquiry, name: &str) -> Result<Answer, Trouble> {
    let roles = inquiry.rows(&roles(name), LISTED)?;
    if roles.rows.is_empty() {
        let near = near(inquiry, name)?;
        return Err(Trouble::Missing(format!("Nobody is called “{}” in this store.{near}", shortened(name, 80))));
    }
    let limit = if inquiry.whole { inquiry.most } else { LISTED };
    let listed = |which: &str, order: &Order, sql: fn(Vec<String>, usize) -> String| {
        listed(inquiry, &part(&[which], name), order, limit, |conditions| sql(conditions, limit))
    };
    let said = listed("source", &OF_STATEMENTS, said)?;
    let did = listed("actor", &OF_EVENTS, acts)?;
    let undergone = listed("recipient", &OF_EVENTS, acts)?;
    let body = html! {
        section aria-labelledby="roles" { h2 id="roles" { "Roles over time" } (over_time(&roles, inquiry)) }
        section aria-labelledby="said" { h2 id="said" { "What it said" } (statements(&said, name, inquiry)) }
        section aria-labelledby="did" { h2 id="did" { "What it did" }
            (events(&did, "Acts", "no act is coded", &Asked::default().with(|it| it.actor = Some(name.to_owned())), inquiry)) }
        section aria-labelledby="undergone" { h2 id="undergone" { "What was done to it" }
            (events(&undergone, "Acts", "no act is coded", &Asked::default().with(|it| it.recipient = Some(name.to_owned())), inquiry)) }
    };
    let lead = "All that documents of this store tell of this name.".to_owned();
    Ok(Answer {
        title: name.to_owned(),
        lead: Some(lead),
        table: joined(&said, &did, &undergone),
        body,
        ..Answer::default()
    })
}

fn roles(name: &str) -> String {
    format!(
        "SELECT role, country, type, min(first_day) AS first, max(last_day) AS last, sum(entities) AS documents FROM name_roles\n\
         WHERE name = {}\nGROUP BY role, country, type ORDER BY first NULLS LAST, documents DESC, role LIMIT {}",
        quoted(name),
        LISTED + 1
    )
}

/// One list, of what stands in the rows of `name_parts` for which `conditions` hold.
fn listed(
    inquiry: &Inquiry,
    conditions: &[String],
    order: &Order,
    limit: usize,
    sql: impl Fn(Vec<String>) -> String,
) -> Result<Grid, Trouble> {
    let all = in_part(order.row, conditions);
    let of = |more: &[String]| inquiry.quiet_rows(&sql([std::slice::from_ref(&all), more].concat()), limit);
    inquiry.tell(sql(vec![all.clone()]));
    let found = named::page(inquiry, conditions, order, [limit + 1, named::MOST], of)?;
    found.map_or_else(|| of(&[]), Ok)
}

fn said(conditions: Vec<String>, limit: usize) -> String {
    format!(
        "SELECT s.doc, s.statement, d.published AS day, d.publisher, s.cue_text, s.cue_class, s.content_text, s.confidence\n\
         FROM statements s JOIN documents d ON d.doc = s.doc\n{}\nORDER BY day DESC NULLS LAST, s.doc, s.statement LIMIT {}",
        all(&conditions),
        limit + 1
    )
}

fn acts(conditions: Vec<String>, limit: usize) -> String {
    format!(
        "SELECT e.doc, e.event, e.first_day AS day, e.type, e.mode, e.quad, e.actor_countries, e.recipient_countries,\n  \
         e.anchor_text, e.status, e.confidence\nFROM events e\n{}\nORDER BY day DESC NULLS LAST, e.doc, e.event LIMIT {}",
        all(&conditions),
        limit + 1
    )
}

/// Names that hold this one, where there are some.
fn near(inquiry: &Inquiry, name: &str) -> Result<String, Trouble> {
    let sql = format!(
        "SELECT name, sum(entities) AS documents FROM name_roles WHERE strpos(lower(name), lower({})) > 0 \
         GROUP BY name ORDER BY documents DESC, name LIMIT 5",
        quoted(name)
    );
    let grid = inquiry.quiet_rows(&sql, 5)?;
    let names: Vec<String> =
        (0..grid.rows.len()).map(|row| format!("“{}”", shortened(grid.text(row, "name"), 60))).collect();
    Ok(if names.is_empty() { String::new() } else { format!(" There are: {}.", names.join(", ")) })
}

fn over_time(roles: &Grid, inquiry: &Inquiry) -> Markup {
    const COLUMNS: [Column; 5] = [
        Column::words("From"),
        Column::words("To"),
        Column::words("Role"),
        Column::words("Country"),
        Column::number("Documents"),
    ];
    let rows: Vec<Vec<Markup>> = (0..roles.rows.len())
        .map(|row| {
            let text = |column| roles.text(row, column);
            let role = if text("role").is_empty() { text("type") } else { text("role") };
            vec![
                html! { (iso_day(text("first"))) },
                html! { (iso_day(text("last"))) },
                words(role),
                words(country(text("country"))),
                html! { (counted(roles.count(row, "documents"), "document", "documents")) },
            ]
        })
        .collect();
    table("Roles, as documents of these days give them", &COLUMNS, &rows, &inquiry.asked, &inquiry.path)
}

fn statements(said: &Grid, name: &str, inquiry: &Inquiry) -> Markup {
    const COLUMNS: [Column; 5] = [
        Column::words("Published"),
        Column::words("Publisher"),
        Column::words("Cue"),
        Column::words("Words"),
        Column::number("Sure"),
    ];
    let rows: Vec<Vec<Markup>> = (0..said.rows.len())
        .map(|row| {
            let text = |column| said.text(row, column);
            vec![
                html! { (iso_day(text("day"))) },
                words(text("publisher")),
                words(text("cue_text")),
                html! { a href=(doc_url(text("doc"), Some(text("statement")))) { (words(&shortened(text("content_text"), 200))) } },
                confidence(said.value(row, "confidence").as_f64().unwrap_or_default()),
            ]
        })
        .collect();
    let all = Asked::default().with(|it| it.speaker = Some(name.to_owned())).url("/statements");
    html! {
        @if rows.is_empty() { p class="about" { "No statement is attributed to this name." } }
        @else { (table("Statements", &COLUMNS, &rows, &inquiry.asked, &inquiry.path)) }
        @if said.more { p { a href=(all) { "All its statements" } } }
    }
}

fn events(acts: &Grid, caption: &str, none: &str, all: &Asked, inquiry: &Inquiry) -> Markup {
    const COLUMNS: [Column; 6] = [
        Column::words("Day"),
        Column::words("Actor"),
        Column::words("Act"),
        Column::words("Recipient"),
        Column::words("Words"),
        Column::words("Status"),
    ];
    let codes = |row: usize, column: &str| {
        let codes = acts.value(row, column).as_array().map(Vec::as_slice).unwrap_or_default();
        let names: Vec<&str> = codes.iter().filter_map(Value::as_str).map(country).collect();
        if names.is_empty() { "—".to_owned() } else { names.join(", ") }
    };
    let rows: Vec<Vec<Markup>> = (0..acts.rows.len())
        .map(|row| {
            let text = |column| acts.text(row, column);
            vec![
                html! { (iso_day(text("day"))) },
                words(&codes(row, "actor_countries")),
                event_kind(text("type"), acts.value(row, "mode").as_str(), text("quad")),
                words(&codes(row, "recipient_countries")),
                html! { a href=(doc_url(text("doc"), Some(text("event")))) { (words(text("anchor_text"))) } },
                status(text("status")),
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() { p class="about" { (none) } }
        @else { (table(caption, &COLUMNS, &rows, &inquiry.asked, &inquiry.path)) }
        @if acts.more { p { a href=(all.url("/events")) { "All of them" } } }
    }
}

/// All three lists as one table.
fn joined(said: &Grid, did: &Grid, undergone: &Grid) -> Grid {
    let columns = ["what", "doc", "id", "day", "kind", "words", "status", "confidence"];
    let rows = [
        ("said", said, "statement", "cue_class", "content_text"),
        ("did", did, "event", "type", "anchor_text"),
        ("undergone", undergone, "event", "type", "anchor_text"),
    ]
    .into_iter()
    .flat_map(|(what, grid, id, kind, words)| {
        (0..grid.rows.len()).map(move |row| {
            let value = |column: &str| grid.value(row, column).clone();
            vec![
                json!(what),
                value("doc"),
                value(id),
                value("day"),
                value(kind),
                value(words),
                value("status"),
                value("confidence"),
            ]
        })
    });
    Grid {
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        more: said.more || did.more || undergone.more,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn a_name_with_its_roles_words_and_acts() {
        let page = page();
        let html = page.html("/entity/Ana%20Lind");
        assert!(html.contains("Minister") && html.contains("2 documents") && html.contains("will not pay"), "{html}");
        let rows = page.json("/entity/Norway.json");
        let of = |what: &str| rows["rows"].as_array().unwrap().iter().filter(|row| row["what"] == what).count();
        assert_eq!((of("said"), of("did"), of("undergone")), (0, 6, 0), "{rows}");
        assert_eq!(page.json("/entity/Sweden.json")["rows"].as_array().unwrap().len(), 9);
    }

    #[test]
    fn a_name_that_is_not_there_is_told_with_those_that_are() {
        let page = page();
        let (status, html) = page.refused("/entity/Lind");
        assert_eq!(status, 404);
        assert!(html.contains("Ana Lind"), "{html}");
        assert_eq!(page.get("/entity/x%27%20OR%201%3D1%20--").status, 404);
    }
}
