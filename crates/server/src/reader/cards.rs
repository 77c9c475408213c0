//! A card for each statement and event: what it is, on whose word, and why it was coded.

use maud::{Markup, html};
use onrecord_record::{Event, Reason, Record, Role, SourceKind, Statement, StatementKind, TimeRange};

use super::quoted::Text;
use crate::asked::segment;
use crate::html::{
    confidence, country, entity_url, event_kind, iso_day, shortened, statement_kind, status, voice, words,
};

/// Characters of quoted words on a card.
const QUOTED: usize = 300;

/// All cards, in the order of the text; each leads to the one before and the one after.
pub(super) fn all(record: &Record, text: &Text<'_>) -> Markup {
    html! {
        @if record.statements.is_empty() && record.events.is_empty() {
            p class="nothing" { "No statement and no event was found in this article." }
        }
        @if !record.statements.is_empty() {
            h2 { "Statements" }
            @for (i, one) in record.statements.iter().enumerate() {
                (statement(record, text, one, ways(&record.statements, i, |it| &it.id)))
            }
        }
        @if !record.events.is_empty() {
            h2 { "Events" }
            @for (i, one) in record.events.iter().enumerate() {
                (event(text, one, ways(&record.events, i, |it| &it.id)))
            }
        }
    }
}

/// Ids of the neighbours.
type Ways<'r> = [Option<&'r str>; 2];

fn ways<T>(list: &[T], at: usize, id: fn(&T) -> &String) -> Ways<'_> {
    [at.checked_sub(1).and_then(|at| list.get(at)), list.get(at + 1)].map(|it| it.map(|it| id(it).as_str()))
}

fn head(id: &str, ways: Ways<'_>, badges: &Markup) -> Markup {
    let to = |way: Option<&str>| way.map(|id| format!("#{}", segment(id)));
    html! { header {
        h3 { a class="id" href={ "#" (segment(id)) } title="show it in the text" { (words(id)) } }
        (badges)
        nav class="ways" aria-label={ "From " (segment(id)) } {
            @if let Some(to) = to(ways[0]) { a rel="prev" href=(to) aria-label="the one before" { "←" } }
            @if let Some(to) = to(ways[1]) { a rel="next" href=(to) aria-label="the one after" { "→" } }
        }
    } }
}

fn statement(record: &Record, text: &Text<'_>, statement: &Statement, ways: Ways<'_>) -> Markup {
    let kind = match statement.kind {
        StatementKind::Direct => "direct",
        StatementKind::Mixed => "mixed",
        StatementKind::Indirect => "indirect",
    };
    let badges = html! { (voice(source_kind(statement.source.kind))) (statement_kind(kind)) (confidence(statement.confidence.into())) };
    let its = |id: &Option<String>| id.as_deref() == Some(statement.id.as_str());
    let events: Vec<&str> = record.events.iter().filter(|it| its(&it.statement)).map(|it| it.id.as_str()).collect();
    let inner: Vec<&str> = record.statements.iter().filter(|it| its(&it.within)).map(|it| it.id.as_str()).collect();
    html! { article class="card statement" id={ (segment(&statement.id)) "-why" } data-id=(segment(&statement.id)) {
        (head(&statement.id, ways, &badges))
        dl {
            dt { "who" } dd { (who(text, &text.source(statement), &statement.source.entities)) }
            dt { "cue" } dd {
                @let cue = text.all(&statement.cue.spans);
                @if cue.is_empty() { "no word for it" } @else { "“" (words(&cue)) "”" }
                @if let Some(class) = &statement.cue.class { " · " (words(class)) }
                @if statement.negated { " · " strong { "said not to have been said" } }
            }
            dt { "content" } dd { (words(&shortened(&text.all(&statement.content.spans), QUOTED))) }
            dt { "voices" } dd { (chain(text, statement.within.as_deref(), "the article itself reports it", "reported by ")) }
            @if !inner.is_empty() { dt { "holds" } dd { (ids(&inner)) } }
            @if !events.is_empty() { dt { "vouches for" } dd { (ids(&events)) } }
        }
    } }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Anonymous => "anonymous",
        SourceKind::Collective => "collective",
        SourceKind::Document => "document",
        SourceKind::None => "none",
    }
}

/// Words for somebody, with the entities meant, each with its page. A name that is the words themselves is not said twice.
fn who(text: &Text<'_>, shown: &str, ids: &[String]) -> Markup {
    let entities: Vec<_> = ids.iter().filter_map(|id| text.entity(id)).collect();
    let once = matches!(entities.as_slice(), [entity] if entity.name == shown);
    html! {
        @if !once { (words(shown)) " " }
        @for entity in entities { span class="meant" {
            @if !once { "= " }
            a href=(entity_url(&entity.name)) { (words(&entity.name)) }
            @if let Some(code) = &entity.country { ", " (words(country(code))) }
            @if !entity.sectors.is_empty() { " " (words(&entity.sectors.join(" "))) }
            " "
        } }
    }
}

/// The chain of voices, the innermost first.
fn chain(text: &Text<'_>, first: Option<&str>, none: &str, before: &str) -> Markup {
    let chain = text.voices(first);
    html! {
        @if chain.is_empty() { (none) }
        @else { (before) @for (i, voice) in chain.iter().enumerate() {
            @if i > 0 { ", within " }
            a href={ "#" (segment(&voice.id)) } { (words(&voice.id)) } ": " (words(&shortened(&text.source(voice), 80)))
            @let cue = text.all(&voice.cue.spans);
            @if !cue.is_empty() { ", “" (words(&cue)) "”" }
        } }
    }
}

fn ids(ids: &[&str]) -> Markup {
    html! { span class="ids" {
        @for (i, id) in ids.iter().enumerate() { @if i > 0 { ", " } a href={ "#" (segment(id)) } { (words(id)) } }
    } }
}

fn event(text: &Text<'_>, event: &Event, ways: Ways<'_>) -> Markup {
    let badges = html! {
        (event_kind(&event.kind, event.mode.as_deref(), &event.quad)) (status(event.status.name())) (confidence(event.confidence.into()))
    };
    let of_type = event.reasons.iter().filter(|reason| {
        !reason.id.starts_with("actor ") && !reason.id.starts_with("recipient ") && !reason.id.starts_with("status")
    });
    let why = event.reasons.iter().find(|reason| reason.id.starts_with("status"));
    html! { article class="card event" id={ (segment(&event.id)) "-why" } data-id=(segment(&event.id)) {
        (head(&event.id, ways, &badges))
        dl {
            dt { "words" } dd { "“" (words(&text.all(&event.anchor))) "”" }
            dt { "who" } dd { (roles(text, event, &event.actors, "actor ")) }
            dt { "to whom" } dd { (roles(text, event, &event.recipients, "recipient ")) }
            dt { "whether" } dd { (event.status.name()) @if let Some(why) = why { "; " (words(&in_words(why))) } }
            dt { "whose word" } dd { (chain(text, event.statement.as_deref(), "the article’s own", "on the word of ")) }
            dt { "when" } dd { (when(text, &event.time)) }
            @if let Some(place) = &event.location {
                dt { "where" } dd { (words(&place.name))
                    @if let Some(code) = &place.country { ", " (words(country(code))) }
                    " · " (place.precision.name())
                }
            }
            @if !event.contexts.is_empty() { dt { "about" } dd { (words(&event.contexts.join(", ").replace('_', " "))) } }
            @for reason in of_type { dt { "why" } dd { (words(&in_words(reason))) } }
            dt { "scores" } dd { (words(&event.quad.replace('_', " "))) ", " (format!("{:.1}", event.intensity))
                @if let Some(cameo) = &event.cameo { ", CAMEO " (words(cameo)) } }
        }
    } }
}

fn roles(text: &Text<'_>, event: &Event, roles: &[Role], side: &str) -> Markup {
    let ways: Vec<&Reason> = event.reasons.iter().filter(|reason| reason.id.starts_with(side)).collect();
    html! {
        @if roles.is_empty() { "nobody is named" }
        @for (i, role) in roles.iter().enumerate() {
            @if i > 0 { br; }
            @let shown = role.span.map_or_else(|| "(understood)".to_owned(), |span| text.words(span));
            (who(text, &shown, role.entity.as_slice()))
            @if role.entity.as_deref().and_then(|id| text.entity(id)).is_none() {
                @if let Some(code) = &role.country { ", " (words(country(code))) }
            }
            @if let Some(way) = ways.get(i) { span class="way" { " · " (words(&in_words(way))) } }
        }
    }
}

fn when(text: &Text<'_>, time: &TimeRange) -> Markup {
    let day = |day: &Option<String>| day.as_deref().map_or_else(|| "…".to_owned(), iso_day);
    let days =
        if time.start == time.end { day(&time.start) } else { format!("{} to {}", day(&time.start), day(&time.end)) };
    html! { @match time.span {
        Some(span) => { "“" (words(&text.words(span))) "”: " (words(&days)) },
        None if time.start.is_some() => { (words(&days)) ", the day of publication" },
        None => "not told",
    } }
}

/// `the model: type ASSAULT (0.94)`
fn in_words(reason: &Reason) -> String {
    let score = reason.score.map(|score| format!(" ({score:.2})")).unwrap_or_default();
    format!("{}: {}{score}", reason.by.in_words(), reason.id)
}
