//! The lists beside the results: how what was found spreads, each line a link that narrows or widens the search.

use maud::{Markup, html};
use onrecord_search::Facets;

use crate::asked::Asked;
use crate::html::{country, number, words};

/// One line: its words, its count, the search it leads to, and whether it is asked already.
struct Line<'f> {
    shown: &'f str,
    count: u64,
    to: Asked,
    asked: bool,
}

/// All lists.
pub(super) fn beside(asked: &Asked, path: &str, facets: &Facets) -> Markup {
    let several =
        |list: &'_ [(String, u64)], field: fn(&mut Asked) -> &mut Vec<String>| -> Vec<(String, u64, Asked, bool)> {
            list.iter()
                .map(|(word, count)| {
                    let mut to = asked.with(|_| {});
                    let values = field(&mut to);
                    let known = values.iter().position(|value| value == word);
                    match known {
                        Some(at) => drop(values.remove(at)),
                        None => values.push(word.clone()),
                    }
                    (word.clone(), *count, to, known.is_some())
                })
                .collect()
        };
    let types = several(&facets.types, |it| &mut it.types);
    let statuses = several(&facets.statuses, |it| &mut it.statuses);
    let countries = several(&facets.countries, |it| &mut it.countries);
    let publishers = several(&facets.publishers, |it| &mut it.publishers);
    let lines = |list: &'_ [(String, u64, Asked, bool)], name: fn(&str) -> &str| {
        let lines = list.iter().map(|(word, count, to, asked)| Line {
            shown: name(word),
            count: *count,
            to: to.clone(),
            asked: *asked,
        });
        html! { @for line in lines { (one(&line, path)) } }
    };
    html! { aside class="facets" aria-label="Narrow the search" {
        (list("Types of acts", &lines(&types, |it| it)))
        (list("Status", &lines(&statuses, |it| it)))
        (list("Countries", &lines(&countries, country)))
        (list("Publishers", &lines(&publishers, |it| it)))
        (list("Speakers", &html! { @for (name, count) in &facets.speakers {
            @let chosen = asked.speaker.as_deref() == Some(name.as_str());
            @let to = asked.with(|it| it.speaker = (!chosen).then(|| name.clone()));
            (one(&Line { shown: name, count: *count, to, asked: chosen }, path))
        } }))
        (list("Years", &html! { @for (year, count) in &facets.years { (of_year(asked, path, year, *count)) } }))
    } }
}

fn list(title: &str, lines: &Markup) -> Markup {
    html! { @if !lines.0.is_empty() { h2 { (title) } ul { (lines) } } }
}

fn one(line: &Line<'_>, path: &str) -> Markup {
    html! { li { a href=(line.to.url(path)) aria-current=[line.asked.then_some("true")] {
        span { @if line.asked { span aria-hidden="true" { "× " } } (words(line.shown)) @if line.asked { span class="unseen" { ", asked: take out" } } }
        " " span class="count" { (number(line.count)) }
    } } }
}

fn of_year(asked: &Asked, path: &str, year: &str, count: u64) -> Markup {
    let day = |rest: &str| format!("{year}-{rest}").parse().ok();
    let (from, to) = (day("01-01"), day("12-31"));
    let chosen = asked.from == from && asked.to == to;
    let to = asked.with(|it| (it.from, it.to) = if chosen { (None, None) } else { (from, to) });
    one(&Line { shown: year, count, to, asked: chosen }, path)
}
