//! What stands above and below the article: where it comes from, and who is spoken of.

use maud::{Markup, html};
use onrecord_record::{EntityType, Record};

use super::Beside;
use super::quoted::Text;
use crate::asked::Asked;
use crate::html::{counted, country, entity_url, iso_day, story_url, words};

/// Publisher, day, address, copies, and what made the record.
pub(super) fn heading(record: &Record, text: &Text<'_>, beside: Beside<'_>) -> Markup {
    let doc = &record.doc;
    let dateline = doc.dateline.as_ref().map(|it| text.words(it.span)).filter(|it| !it.is_empty());
    html! { dl class="facts" {
        @if let Some(publisher) = &doc.publisher {
            div { dt { "Publisher" } dd { a href=(Asked::default().with(|it| it.publishers = vec![publisher.clone()]).url("/search")) { (words(publisher)) } } }
        }
        @if let Some(day) = &doc.published { div { dt { "Published" } dd { (words(&iso_day(day))) } } }
        @if let Some(dateline) = dateline { div { dt { "Dateline" } dd { (words(&dateline)) } } }
        @if beside.copies > 1 {
            div { dt { "Story" } dd { a href=(story_url(beside.story)) { (counted(beside.copies, "copy", "copies")) } } }
        }
        div { dt { "Id" } dd { (words(&doc.id)) } }
        @if let Some(uri) = &doc.uri {
            div { dt { "Address" } dd {
                @if is_address(uri) { a href=(uri) rel="noreferrer noopener external" { (words(uri)) } } @else { (words(uri)) }
            } }
        }
        div { dt { "Made by" } dd { (words(&record.made.model)) @if let Some(codebook) = &record.made.codebook { ", " (words(codebook)) } } }
    } }
}

/// Whether a text is an address that a browser may be sent to.
fn is_address(uri: &str) -> bool {
    (uri.starts_with("https://") || uri.starts_with("http://"))
        && uri.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\''))
}

/// Who is spoken of.
pub(super) fn names(record: &Record) -> Markup {
    html! { @if !record.entities.is_empty() {
        details class="names" {
            summary { (counted(i64::try_from(record.entities.len()).unwrap_or(i64::MAX), "name", "names")) " in this article" }
            ul { @for entity in &record.entities { li {
                a href=(entity_url(&entity.name)) { (words(&entity.name)) }
                span class="about" {
                    " " (kind(entity.kind))
                    @if let Some(code) = &entity.country { ", " (words(country(code))) }
                    @if !entity.sectors.is_empty() { ", " (words(&entity.sectors.join(" "))) }
                    @if let Some(role) = &entity.role { ", " (words(role)) }
                    " · " (counted(i64::try_from(entity.mentions.len()).unwrap_or(i64::MAX), "mention", "mentions"))
                }
            } } }
        }
    } }
}

fn kind(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
        EntityType::Group => "group",
        EntityType::Other => "other",
    }
}
