//! The page around a view: head, ways to the other views, the form, and at the foot what can be taken away.

use maud::{DOCTYPE, Markup, html};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::form::{Field, form, kept, known_countries};
use crate::routes::{VIEWS, View};
use crate::trouble::Trouble;
use crate::views::pair::plain;

/// What stands around an answer.
pub(crate) struct Around<'a> {
    /// The path without ending.
    pub path: &'a str,
    /// What was asked.
    pub asked: &'a Asked,
    /// The view that is shown, where it is one of those in the navigation.
    pub view: Option<&'a View>,
    /// Queries behind it.
    pub sql: &'a [String],
}

/// The page of an answer.
pub(crate) fn page(answer: &Answer, around: &Around<'_>) -> String {
    let fields = around.view.map_or(&[][..], |view| view.fields);
    let main = html! {
        header class="title" {
            h1 { (crate::html::words(&answer.title)) }
            @if let Some(lead) = &answer.lead { p class="lead" { (crate::html::words(lead)) } }
        }
        (form(around.asked, around.path, fields))
        (answer.body)
        (notes(&answer.notes))
        (away(around))
    };
    whole(&answer.title, around, &main)
}

/// The page of what went wrong; the form stays, so that it can be put right.
pub(crate) fn trouble(trouble: &Trouble, around: &Around<'_>) -> String {
    let fields = around.view.map_or(&[][..], |view| view.fields);
    let main = html! {
        header class="title" { h1 { (trouble.heading()) } }
        div class="trouble" role="alert" {
            p { (crate::html::words(&trouble.to_string())) }
            p { (trouble.remedy()) " " a href="/" { "First page" } }
        }
        (form(around.asked, around.path, fields))
    };
    whole(trouble.heading(), around, &main)
}

fn whole(title: &str, around: &Around<'_>, main: &Markup) -> String {
    let here = around.view.map(|view| view.path);
    let days = needs_countries(around.view);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(title, 200)) " · OnRecord" }
                link rel="stylesheet" href="/asset/onrecord.css";
                link rel="stylesheet" href="/asset/draw.css";
                link rel="icon" href="/asset/icon.svg" type="image/svg+xml";
                script type="module" src="/asset/onrecord.js" {}
            }
            body {
                a class="skip" href="#main" { "To the content" }
                header class="top" {
                    a class="name" href="/" aria-current=[(here == Some("/")).then_some("page")] { "OnRecord" }
                    nav aria-label="Views" { ul { @for view in VIEWS.iter().filter(|view| view.path != "/") {
                        li { a href=(kept(around.asked, view.fields).url(view.path))
                            aria-current=[(here == Some(view.path)).then_some("page")] { (view.name) } }
                    } } }
                }
                main id="main" tabindex="-1" { (main) }
                @if days { (known_countries()) }
            }
        }
    }
    .into_string()
}

fn needs_countries(view: Option<&View>) -> bool {
    view.is_some_and(|view| {
        view.fields.iter().any(|field| matches!(field, Field::Actor | Field::Recipient | Field::Country))
    })
}

fn notes(notes: &[String]) -> Markup {
    html! { @if !notes.is_empty() {
        aside class="notes" aria-label="Notes" { ul { @for note in notes { li { (note) } } } }
    } }
}

/// The way out: the same as a file, as a link, as the queries behind it.
fn away(around: &Around<'_>) -> Markup {
    let path = if around.path == "/" { "/home" } else { around.path };
    html! {
        footer class="away" aria-label="Take it away" {
            a href=(around.asked.url(&format!("{path}.csv"))) download { "CSV" }
            a href=(around.asked.url(&format!("{path}.json"))) { "JSON" }
            a href=(around.asked.url(around.path)) { "Link to this view" }
            @if !around.sql.is_empty() {
                details { summary { "SQL behind it" }
                    @for sql in around.sql { pre tabindex="0" { code { (crate::html::words(sql.trim())) } } }
                    p { "Ask it yourself: " code { "onrecord sql STORE \"…\"" } }
                }
            }
        }
    }
}
