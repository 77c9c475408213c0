//! JSON Feed, versions 1 and 1.1.

use serde::Deserialize;
use serde_json::Value;

use super::{Entry, Feed};
use crate::error::Problem;

#[derive(Deserialize)]
struct Whole {
    title: Option<Value>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: Option<Value>,
    url: Option<Value>,
    external_url: Option<Value>,
    title: Option<Value>,
    content_html: Option<Value>,
    content_text: Option<Value>,
    summary: Option<Value>,
    date_published: Option<Value>,
    date_modified: Option<Value>,
}

/// Reads a feed.
///
/// # Errors
/// Where it is no complete JSON, or no feed.
pub(super) fn read(text: &str) -> Result<Feed, Problem> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| {
        let column = u64::try_from(error.column()).unwrap_or(u64::MAX).max(1);
        Problem::Json { column, message: format!("{error}, no JSON Feed") }
    })?;
    let entries = whole.items.into_iter().map(|item| Entry {
        id: item.id.and_then(string),
        link: item.url.and_then(string).or_else(|| item.external_url.and_then(string)),
        title: item.title.and_then(string).map(|text| escaped(&text)),
        date: item.date_published.and_then(string).or_else(|| item.date_modified.and_then(string)),
        content: item.content_html.and_then(string).or_else(|| item.content_text.and_then(string).map(paragraphs)),
        summary: item.summary.and_then(string).map(|text| escaped(&text)),
    });
    Ok(Feed {
        title: whole.title.and_then(string).map(|text| escaped(&text)),
        entries: entries.collect(),
        broken: None,
    })
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Plain text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Plain text with line breaks as HTML with paragraphs.
fn paragraphs(text: String) -> String {
    text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect()
}
