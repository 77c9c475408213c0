//! Where: a map of the places of acts, each as precise as it is known.

use std::collections::HashMap;

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::conditions::{all, of_events};
use crate::draw::map::{Precision, Shade, Spot, map};
use crate::form::Field;
use crate::html::{Column, counted, country, nothing, number, table, words};
use crate::trouble::Trouble;
use crate::views::pair::{behind, plain};

/// What can be asked.
pub(crate) const FIELDS: &[Field] = &[
    Field::Country,
    Field::Place,
    Field::Actor,
    Field::Recipient,
    Field::Types,
    Field::Quads,
    Field::Statuses,
    Field::Publisher,
    Field::Days,
];

const COLUMNS: [Column; 4] =
    [Column::words("Place"), Column::words("Country"), Column::words("How precise"), Column::number("Events")];

/// Dots on the map.
const SPOTS: usize = 600;
/// Places that are counted: more than the gazetteer has.
const ROWS: usize = 60_000;
/// Rows of the list below the map.
const LISTED: usize = 50;

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let all = inquiry.rows(
        &format!(
            "SELECT e.place, e.place_country, e.precision, e.lat, e.lon, count(*) AS events FROM events e\n{}\n\
             GROUP BY 1, 2, 3, 4, 5 ORDER BY events DESC, 1, 2, 3 LIMIT {}",
            all(&of_events(asked)),
            ROWS + 1
        ),
        ROWS,
    )?;
    let places = exact(&all);
    let spots: Vec<Spot> = (0..places.rows.len()).filter_map(|row| spot(asked, &places, row)).collect();
    let (shades, nowhere) = shades(asked, &all, &inquiry.path);
    let near = match asked.countries.as_slice() {
        [one] => Some(one.as_str()),
        _ => None,
    };
    let title = "Where it happened".to_owned();
    if shades.is_empty() && spots.is_empty() {
        let body = nothing("No act that fits has a place.", "Take out one of the conditions above, or widen the days.");
        return Ok(Answer { title, table: places, body, ..Answer::default() });
    }
    let body = html! {
        @if near.is_some() {
            p class="steps" { a href=(asked.with(|asked| asked.countries.clear()).url(&inquiry.path)) { "← the whole map" } }
        }
        (map("Places of acts", &spots, &shades, near))
        p class="legend" { span { "● a town" } " " span { "◌ somewhere in a division" } " " span { "shade and number: acts in the state" } }
        (table("Places", &COLUMNS, &listed(asked, &places), asked, &inquiry.path))
    };
    let only: u64 = shades.values().map(|shade| shade.only).sum();
    let acts = |count: u64| counted(count.try_into().unwrap_or(i64::MAX), "act", "acts");
    let mut notes = Vec::new();
    if only > 0 {
        notes.push(format!("Of {} no more is known than the state: in its shade, without a dot.", acts(only)));
    }
    if nowhere > 0 {
        notes.push(format!("{} without a place.", acts(nowhere)));
    }
    if places.more {
        notes.push(format!("The {SPOTS} places with most acts are drawn. Ask for a country to see the others."));
    }
    notes.push("Outlines: Natural Earth, simplified; they show who holds what, and take no side.".to_owned());
    Ok(Answer { title, table: places, body, notes, ..Answer::default() })
}

/// Towns and divisions, those with most acts first.
fn exact(all: &Grid) -> Grid {
    let at = |row: &usize| {
        matches!(all.text(*row, "precision"), "city" | "admin1") && all.value(*row, "lat").as_f64().is_some()
    };
    let mut rows: Vec<_> = (0..all.rows.len()).filter(at).take(SPOTS + 1).map(|row| all.rows[row].clone()).collect();
    let more = rows.len() > SPOTS;
    rows.truncate(SPOTS);
    Grid { columns: all.columns.clone(), rows, more }
}

fn spot(asked: &Asked, places: &Grid, row: usize) -> Option<Spot> {
    let at = (places.value(row, "lon").as_f64()?, places.value(row, "lat").as_f64()?);
    let name = places.text(row, "place");
    let precision = if places.text(row, "precision") == "admin1" { Precision::Division } else { Precision::City };
    let count = u64::try_from(places.count(row, "events")).ok()?;
    Some(Spot { name: plain(name, 60), at, precision, count, link: of_place(asked, name) })
}

/// The acts at a place.
fn of_place(asked: &Asked, name: &str) -> String {
    behind(&asked.with(|asked| asked.place = (!name.is_empty()).then(|| name.to_owned())))
}

/// States with their acts, and how many acts lie nowhere.
fn shades(asked: &Asked, states: &Grid, path: &str) -> (HashMap<String, Shade>, u64) {
    let mut shades: HashMap<String, Shade> = HashMap::new();
    let mut nowhere = 0;
    for row in 0..states.rows.len() {
        let count = u64::try_from(states.count(row, "events")).unwrap_or_default();
        let code = states.text(row, "place_country");
        if code.is_empty() {
            nowhere += count;
            continue;
        }
        let link = || asked.with(|asked| asked.countries = vec![code.to_owned()]).url(path);
        let shade = shades.entry(code.to_owned()).or_insert_with(|| Shade { count: 0, only: 0, link: link() });
        shade.count += count;
        if !matches!(states.text(row, "precision"), "city" | "admin1") {
            shade.only += count;
        }
    }
    (shades, nowhere)
}

fn listed(asked: &Asked, places: &Grid) -> Vec<Vec<Markup>> {
    (0..places.rows.len().min(LISTED))
        .map(|row| {
            let name = places.text(row, "place");
            vec![
                html! { a href=(of_place(asked, name)) { (words(if name.is_empty() { "(without a name)" } else { name })) } },
                html! { (country(places.text(row, "place_country"))) },
                html! { @if places.text(row, "precision") == "admin1" { "◌ division" } @else { "● town" } },
                html! { (number(places.count(row, "events"))) },
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{article, page, page_of};

    #[test]
    fn a_town_is_a_dot_with_its_acts() {
        let html = page().html("/map");
        assert!(
            html.contains("aria-label=\"Örebro: 9\"") && html.contains("Sweden: 9, 0 of them placed no closer"),
            "{html}"
        );
        assert!(html.contains("/events?place=%C3%96rebro"), "{html}");
    }

    #[test]
    fn what_is_known_of_the_state_only_has_no_dot() {
        let mut vague = article("a1", "2026-03-01", "Harbour Wire", "Ana Lind");
        for event in &mut vague.events {
            if let Some(location) = &mut event.location {
                location.precision = onrecord_record::Precision::Country;
            }
        }
        let html = page_of(&[vague]).html("/map");
        assert!(!html.contains("<circle") && html.contains("Of 3 acts no more is known than the state"), "{html}");
    }

    #[test]
    fn a_country_is_looked_at_from_near() {
        assert!(page().html("/map?country=SWE").contains("the whole map"));
    }
}
