//! One line of JSON Lines as a document.
//!
//! Known fields are `id`, `text`, `title`, `published` or `date`, `publisher`, `url` and `language`; all others are passed over.
//! Only `text` must be there and be good; any other field that cannot be used is left out with a warning.

use serde::Deserialize;
use serde_json::Value;

use crate::charset;
use crate::date::iso_date;
use crate::document::{Document, Origin, Place, Warning};
use crate::error::Problem;
use crate::language;
use crate::limits::Limits;

/// What a line may hold. The values are looked at one by one, so that a number for a title spoils no document.
#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    published: Option<Value>,
    date: Option<Value>,
    publisher: Option<Value>,
    url: Option<Value>,
    language: Option<Value>,
}

/// An input's first line without a byte order mark.
///
/// # Errors
/// Where it shows that the input is JSON of another form.
pub(crate) fn opening(line: &[u8]) -> Result<&[u8], Problem> {
    match line {
        [0xff, 0xfe, ..] => return Err(Problem::WideJson("UTF-16LE")),
        [0xfe, 0xff, ..] => return Err(Problem::WideJson("UTF-16BE")),
        _ => {}
    }
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match line.trim_ascii() {
        b"{" | [b'[', ..] => Err(Problem::WholeJson),
        _ => Ok(line),
    }
}

/// The document that a line holds.
///
/// # Errors
/// Where it is not UTF-8, not a complete JSON object, or has no usable text.
pub(crate) fn read(line: &[u8], path: &str, number: u64, limits: &Limits) -> Result<Document, Problem> {
    let line = std::str::from_utf8(line)
        .map_err(|error| Problem::NotUtf8 { byte: error.valid_up_to() as u64 + 1 })?
        .trim_end();
    if !line.trim_start().starts_with('{') {
        return Err(Problem::Json { column: 1, message: "no object".to_owned() });
    }
    let fields: Fields = serde_json::from_str(line).map_err(|error| broken(line, &error))?;
    let column = line.chars().count() as u64;
    let text = match fields.text {
        Some(Value::String(text)) => text,
        Some(other) => return Err(Problem::TextNoString { column, found: kind(&other) }),
        None => return Err(Problem::NoText { column }),
    };
    if text.len() as u64 > limits.text {
        return Err(Problem::TextTooLong { limit: limits.text });
    }
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    charset::check(&text).map_err(Problem::NotText)?;

    let mut warnings = Vec::new();
    let id = match fields.id {
        Some(Value::Number(id)) => Some(id.to_string()),
        id => string("id", id, &mut warnings),
    };
    let published = date("published", fields.published, &mut warnings);
    let published = published.or_else(|| date("date", fields.date, &mut warnings));
    Ok(Document {
        id_given: id.is_some(),
        id: id.unwrap_or_else(|| format!("{path}:{number}")),
        text,
        title: string("title", fields.title, &mut warnings),
        published,
        publisher: string("publisher", fields.publisher, &mut warnings),
        uri: string("url", fields.url, &mut warnings),
        language: string("language", fields.language, &mut warnings).and_then(|given| language::code(&given)),
        encoding: "UTF-8",
        origin: Origin::at(path, Place::Line(number)),
        warnings,
    })
}

fn string(field: &'static str, value: Option<Value>, warnings: &mut Vec<Warning>) -> Option<String> {
    match value? {
        Value::String(string) => Some(string).filter(|string| !string.trim().is_empty()),
        other => {
            warnings.push(Warning::NoString { field, found: kind(&other) });
            None
        }
    }
}

fn date(field: &'static str, value: Option<Value>, warnings: &mut Vec<Warning>) -> Option<String> {
    let written = match value? {
        Value::Number(number) => number.to_string(), // 20200517
        other => string(field, Some(other), warnings)?,
    };
    let date = iso_date(&written);
    if date.is_none() {
        warnings.push(Warning::NoDate { field, found: written.chars().take(60).collect() });
    }
    date
}

/// What the parser says, with the column in code points.
fn broken(line: &str, error: &serde_json::Error) -> Problem {
    let bytes = line.floor_char_boundary(error.column());
    let said = error.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
    Problem::Json { column: (line[..bytes].chars().count() as u64).max(1), message: message.to_owned() }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
