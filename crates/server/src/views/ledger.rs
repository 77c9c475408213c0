//! The ledger of a pair: what one gave, promised, demanded, refused, denied to the other, and the other way, on whose word.

use maud::{Markup, html};
use onrecord_query::Grid;
use serde_json::Value;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::conditions::all;
use crate::form::Field;
use crate::html::{counted, doc_url, event_kind, iso_day, nothing, shortened, status, words};
use crate::trouble::Trouble;
use crate::views::headings::{heading, headings};
use crate::views::newest;
use crate::views::pair::{Pair, WAYS, choose};
use crate::views::voices::{Voices, chain};

/// What can be asked.
pub(crate) const FIELDS: &[Field] = &[
    Field::Actor,
    Field::Recipient,
    Field::Types,
    Field::Quads,
    Field::Statuses,
    Field::Place,
    Field::Publisher,
    Field::Days,
];

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let Some(pair) = Pair::asked(asked) else {
        let title = "The ledger of a pair".to_owned();
        return Ok(Answer { title, body: choose(inquiry, "/ledger")?, ..Answer::default() });
    };
    let acts = acts(inquiry, &pair)?;
    let voices = Voices::read(inquiry, &acts)?;
    let table = with_voices(&acts, &voices);
    let body = if acts.rows.is_empty() {
        nothing(
            "Nothing between these two fits.",
            "Take out one of the conditions above, or exchange a name for a country's code.",
        )
    } else {
        html! {
            div class="ledger" { @for way in WAYS {
                @let rows: Vec<usize> = (0..acts.rows.len()).filter(|row| acts.text(*row, "way") == way).collect();
                @if !(rows.is_empty() && way == "together") {
                    section class={ "way way-" (way) } aria-labelledby={ "way-" (way) } {
                        h2 id={ "way-" (way) } { (pair.way(way)) }
                        (side(&acts, &voices, &rows))
                    }
                }
            } }
            (crate::html::pages(asked, &inquiry.path, acts.more))
            p { a href=(asked.url("/score")) { "Their score over time" } " · " a href=(asked.url("/accounts")) { "Who says what happened" } }
        }
    };
    let notes = vec![
        "The headings follow type and status of each act; whether it is true, the words and their voices must tell."
            .to_owned(),
    ];
    Ok(Answer { title: format!("{} and back", pair.way("to")), table, body, notes, ..Answer::default() })
}

/// The acts of a pair, the newest first.
fn acts(inquiry: &Inquiry, pair: &Pair) -> Result<Grid, Trouble> {
    let from = inquiry.asked.page_index() * inquiry.most;
    let sql = |more: &[String]| {
        format!(
            "SELECT e.doc, e.event, e.first_day, e.way, e.type, e.mode, e.quad, e.status, e.anchor_text, e.anchor_spans, e.place,\n  \
         e.actor_countries, e.recipient_countries, e.statement, e.confidence\nFROM {}\n{}\n\
         ORDER BY e.first_day DESC NULLS LAST, e.doc, e.event LIMIT {} OFFSET {from}",
            pair.events(&inquiry.asked),
            all(more),
            inquiry.most + 1,
        )
    };
    newest::acts(inquiry, from + inquiry.most + 1, true, sql)
}

/// The acts with heading and voices, for files.
fn with_voices(acts: &Grid, voices: &Voices) -> Grid {
    let mut table = acts.clone();
    table.columns.extend(["heading".to_owned(), "voices".to_owned(), "publisher".to_owned()]);
    for (row, cells) in table.rows.iter_mut().enumerate() {
        let doc = acts.text(row, "doc");
        let names: Vec<Value> =
            voices.chain(doc, acts.text(row, "statement")).iter().map(|voice| voice.name.clone().into()).collect();
        cells.push(heading(acts.text(row, "type"), acts.text(row, "status")).name.into());
        cells.push(Value::Array(names));
        cells.push(voices.publisher(doc).into());
    }
    table
}

/// One direction, under its headings.
fn side(acts: &Grid, voices: &Voices, rows: &[usize]) -> Markup {
    let under = |name: &str| -> Vec<usize> {
        let of = |row: &usize| heading(acts.text(*row, "type"), acts.text(*row, "status")).name == name;
        rows.iter().copied().filter(of).collect()
    };
    html! {
        @if rows.is_empty() { p class="quiet" { "Nothing that fits." } }
        @for heading in headings() {
            @let rows = under(heading.name);
            @if !rows.is_empty() {
                h3 { (heading.name) " " span class="count" { (counted(rows.len().try_into().unwrap_or_default(), "act", "acts")) } }
                p class="quiet" { (heading.about) }
                ul class="acts" { @for row in rows { (act(acts, voices, row)) } }
            }
        }
    }
}

fn act(acts: &Grid, voices: &Voices, row: usize) -> Markup {
    let text = |column| acts.text(row, column);
    let anchor = if text("anchor_text").is_empty() { text("event") } else { text("anchor_text") };
    html! { li {
        span class="when" { @if text("first_day").is_empty() { "no day" } @else { (iso_day(text("first_day"))) } } " "
        a href=(doc_url(text("doc"), Some(text("event")))) { "“" (words(anchor)) "”" } " "
        (event_kind(text("type"), acts.value(row, "mode").as_str(), text("quad"))) " " (status(text("status")))
        @if let Some(told) = voices.sentence(acts, row) { p class="told" { (words(&shortened(told, 240))) } }
        div class="about" { (chain(voices, text("doc"), text("statement"))) }
    } }
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn what_one_did_to_the_other_with_its_voices() {
        let page = page();
        let html = page.html("/ledger?actor=NOR&recipient=SWE");
        assert!(html.contains("Norway → Sweden") && html.contains("Sweden → Norway"), "{html}");
        assert!(html.contains("accused") && html.contains("Norway and Sweden together"), "{html}");
        assert!(html.contains(&format!("/doc/{}#v3", page.doc("a3"))), "{html}");
        assert!(html.contains("<p class=\"told\"><bdi>Norway accused Sweden.</bdi></p>"), "{html}");
        assert!(html.contains("in its own voice: <bdi>Harbour Wire</bdi>"), "{html}");
        let json = page.json("/ledger.json?actor=NOR&recipient=SWE&type=ACCUSE&from=2026-04-01");
        assert_eq!((&json["rows"][0]["way"], &json["rows"][0]["heading"]), (&"to".into(), &"accused".into()));
    }

    #[test]
    fn names_make_a_pair_as_well() {
        let json = page().json("/ledger.json?actor=Sweden&recipient=Norway&type=ACCUSE");
        let ways: Vec<&str> = json["rows"].as_array().unwrap().iter().map(|row| row["way"].as_str().unwrap()).collect();
        assert_eq!(ways, ["from", "from", "from"]);
    }

    #[test]
    fn without_a_pair_some_are_offered() {
        assert!(page().html("/ledger").contains("/ledger?actor=NOR&amp;recipient=SWE"));
    }
}
