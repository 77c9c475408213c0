//! Articles as schema.org describes them in JSON-LD.
//!
//! The article may be the whole script, one of a list, in a `@graph`, or the `mainEntity` of a page; its publisher may be
//! named there or stand elsewhere in the graph under an `@id`. Scripts that are nearly JSON (line breaks in strings,
//! comment signs around, a semicolon behind) are mended.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// What JSON-LD says of one article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    /// When it was last changed, or made.
    pub(crate) changed: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    /// The text, as written: it may hold line breaks, references and even tags.
    pub(crate) body: Option<String>,
}

type Object = Map<String, Value>;

/// Objects that are looked at in one script.
const MOST: usize = 2_000;

/// Ends of the names of types that are articles: `NewsArticle`, `ReportageNewsArticle`, `LiveBlogPosting` …
const ARTICLES: [&str; 4] = ["Article", "BlogPosting", "Report", "NewsItem"];

/// All articles of a script, in order; those with a text first.
pub(crate) fn articles(script: &str) -> Vec<Linked> {
    let Some(value) = parse(script) else { return Vec::new() };
    let mut objects = Vec::new();
    gather(&value, &mut objects, 0);
    let names: HashMap<&str, &str> =
        objects.iter().filter_map(|object| Some((string(object, "@id")?, string(object, "name")?))).collect();
    let articles = objects.iter().filter(|object| is_article(object));
    let mut articles: Vec<Linked> = articles.map(|object| article(object, &names)).collect();
    articles.sort_by_key(|article| article.body.is_none());
    articles
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let between = |text: &str| {
        let (from, to) = (text.find(['{', '['])?, text.rfind(['}', ']'])?);
        text.get(from..=to).map(str::to_owned)
    };
    serde_json::from_str(&escaped(&between(script)?)).ok()
}

/// JSON whose strings hold line breaks and other control characters as they are, with these escaped.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escape) = (false, false);
    for c in json.chars() {
        match c {
            '\n' if quoted => out.push_str("\\n"),
            _ if c.is_control() => out.push(' '),
            _ => out.push(c),
        }
        quoted ^= c == '"' && !escape;
        escape = c == '\\' && !escape;
    }
    out
}

/// The objects that may be articles, or say who publishes them.
fn gather<'v>(value: &'v Value, objects: &mut Vec<&'v Object>, depth: usize) {
    if depth > 8 || objects.len() >= MOST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, objects, depth + 1)),
        Value::Object(object) => {
            objects.push(object);
            for within in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = object.get(within) {
                    gather(value, objects, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Object) -> bool {
    let is = |name: &str| ARTICLES.iter().any(|article| name.ends_with(article));
    match object.get("@type") {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn article(object: &Object, names: &HashMap<&str, &str>) -> Linked {
    let owned = |key| string(object, key).map(str::to_owned);
    Linked {
        title: owned("headline").or_else(|| owned("name")),
        date: owned("datePublished"),
        changed: owned("dateCreated").or_else(|| owned("dateModified")),
        publisher: object.get("publisher").and_then(|value| name_of(value, names)),
        url: owned("url").or_else(|| match object.get("mainEntityOfPage") {
            Some(Value::String(address)) => Some(address.clone()),
            Some(Value::Object(page)) => string(page, "@id").map(str::to_owned),
            _ => None,
        }),
        language: owned("inLanguage"),
        body: owned("articleBody").or_else(|| updates(object)),
    }
}

/// The posts of a live blog, one after another.
fn updates(object: &Object) -> Option<String> {
    let posts = object.get("liveBlogUpdate")?.as_array()?.iter().filter_map(Value::as_object);
    let texts: Vec<&str> = posts.filter_map(|post| string(post, "articleBody")).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

fn name_of(value: &Value, names: &HashMap<&str, &str>) -> Option<String> {
    let name = match value {
        Value::String(name) => name.as_str(),
        Value::Object(object) => match string(object, "name") {
            Some(name) => name,
            None => names.get(string(object, "@id")?)?,
        },
        Value::Array(items) => return items.iter().find_map(|item| name_of(item, names)).filter(|_| items.len() < 10),
        _ => return None,
    };
    (!name.contains("://")).then(|| name.to_owned())
}

/// A string under a key, not blank.
fn string<'v>(object: &'v Object, key: &str) -> Option<&'v str> {
    object.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph_whose_publisher_stands_elsewhere() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"Organization","@id":"#org","name":"The Harbour Post"},
            {"@type":["NewsArticle","Thing"],"headline":"Port opens","datePublished":"2026-03-02",
             "publisher":{"@id":"#org"},"articleBody":"The port opened on Monday."}]}"##;
        let articles = articles(script);
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0].publisher.as_deref(), Some("The Harbour Post"));
        assert_eq!(articles[0].body.as_deref(), Some("The port opened on Monday."));
    }

    #[test]
    fn what_is_nearly_json_is_mended() {
        let script = "<!-- {\"@type\": \"Article\", \"headline\": \"A\nB\"}; -->";
        assert_eq!(articles(script)[0].title.as_deref(), Some("A\nB"));
        assert_eq!(articles("{\"@type\": \"Article\""), []);
        assert_eq!(articles(&"[".repeat(100_000)), []);
    }
}
