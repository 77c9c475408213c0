//! From what is asked to conditions of SQL. Values only ever stand in quotation marks of ours.

use jiff::civil::Date;

use crate::asked::{Asked, is_country};

/// A text as SQL writes it.
pub(crate) fn quoted(text: &str) -> String {
    // A NUL ends a text in some readers of SQL; no name holds one.
    format!("'{}'", text.replace('\0', "").replace('\'', "''"))
}

/// A list of texts.
pub(crate) fn quoted_list(texts: &[String]) -> String {
    format!("({})", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A day.
fn day(date: Date) -> String {
    format!("DATE '{date}'")
}

/// `WHERE` with all conditions; nothing where there are none.
pub(crate) fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join("\n  AND ")) }
}

/// Conditions on `events`, under the name `e`.
pub(crate) fn of_events(asked: &Asked) -> Vec<String> {
    let mut out = Vec::new();
    one_of(&mut out, "e.type", &asked.types);
    one_of(&mut out, "e.quad", &asked.quads);
    one_of(&mut out, "e.status", &asked.statuses);
    out.extend(asked.actor.iter().map(|who| side(who, "actor")));
    out.extend(asked.recipient.iter().map(|who| side(who, "recipient")));
    out.extend(asked.countries.iter().map(|code| {
        let code = quoted(code);
        format!("(array_has(e.actor_countries, {code}) OR array_has(e.recipient_countries, {code}) OR e.place_country = {code})")
    }));
    out.extend(asked.place.iter().map(|place| format!("e.place = {}", quoted(place))));
    in_days(&mut out, "e.first_day", asked);
    out.extend(of_publisher(asked, "e"));
    out
}

/// Conditions on `statements`, under the name `s`, and on their documents, under the name `d`.
pub(crate) fn of_statements(asked: &Asked) -> Vec<String> {
    let mut out = Vec::new();
    one_of(&mut out, "s.source_kind", &asked.voices);
    one_of(&mut out, "s.cue_class", &asked.cues);
    out.extend(asked.speaker.iter().map(|name| in_part(STATEMENT, &speaker(name))));
    out.extend(asked.words.iter().map(|words| format!("strpos(lower(s.content_text), lower({})) > 0", quoted(words))));
    in_days(&mut out, "d.published", asked);
    one_of(&mut out, "d.publisher", &asked.publishers);
    out
}

fn of_publisher(asked: &Asked, table: &str) -> Option<String> {
    let list = (!asked.publishers.is_empty()).then(|| quoted_list(&asked.publishers))?;
    Some(format!("{table}.doc IN (SELECT doc FROM documents WHERE publisher IN {list})"))
}

/// One side of an act: a country by its code, else somebody by name.
pub(crate) fn side(who: &str, side: &str) -> String {
    if is_country(who) {
        return format!("array_has(e.{side}_countries, {})", quoted(who));
    }
    in_part(EVENT, &part(&[side], who))
}

/// An act as queries call it: its document and its id.
pub(crate) const EVENT: [&str; 2] = ["e.doc", "e.event"];
/// A statement likewise.
pub(crate) const STATEMENT: [&str; 2] = ["s.doc", "s.statement"];

/// That somebody has a part in an act or a statement, by conditions on `name_parts`.
pub(crate) fn in_part([doc, id]: [&str; 2], conditions: &[String]) -> String {
    format!("EXISTS (SELECT 1 FROM name_parts p WHERE p.doc = {doc} AND p.id = {id} AND {})", conditions.join(" AND "))
}

/// The rows of `name_parts` of a name in some parts: `actor`, `recipient`, `source`.
pub(crate) fn part(parts: &[&str], name: &str) -> Vec<String> {
    vec![of_parts(parts), format!("name = {}", quoted(name))]
}

/// The rows of `name_parts` of those who say something and whose name, or the words for whom, hold these words.
pub(crate) fn speaker(words: &str) -> Vec<String> {
    vec![of_parts(&["source", "words"]), format!("strpos(lower(name), lower({})) > 0", quoted(words))]
}

fn of_parts(parts: &[&str]) -> String {
    let mut out = Vec::new();
    one_of(&mut out, "part", &parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
    out.join(" AND ")
}

/// What small tables of acts know of what is asked, but for who it is.
pub(crate) fn of_small_table(conditions: &mut Vec<String>, asked: &Asked) {
    one_of(conditions, "type", &asked.types);
    one_of(conditions, "quad", &asked.quads);
    one_of(conditions, "status", &asked.statuses);
    in_days(conditions, "day", asked);
}

/// That a day lies among those that are asked for.
pub(crate) fn in_days(out: &mut Vec<String>, column: &str, asked: &Asked) {
    out.extend(asked.from.map(|from| format!("{column} >= {}", day(from))));
    out.extend(asked.to.map(|to| format!("{column} <= {}", day(to))));
}

/// That rows of these tables are of these documents.
pub(crate) fn of_documents(tables: &[&str], docs: &[String]) -> Vec<String> {
    let docs = if docs.is_empty() { "('')".to_owned() } else { quoted_list(docs) };
    tables.iter().map(|table| format!("{table}.doc IN {docs}")).collect()
}

/// One of these values, where any are given.
pub(crate) fn one_of(out: &mut Vec<String>, column: &str, values: &[String]) {
    match values {
        [] => {}
        [value] => out.push(format!("{column} = {}", quoted(value))),
        values => out.push(format!("{column} IN {}", quoted_list(values))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_their_quotation_marks() {
        assert_eq!(quoted("O'Neill'; DROP TABLE events --"), "'O''Neill''; DROP TABLE events --'");
        assert_eq!(quoted("a\0'b"), "'a''b'");
        let asked = Asked::parse("actor=SWE&recipient=x'y&type=AID&type=ACCUSE&from=2020-01-01").unwrap();
        let conditions = of_events(&asked).join(" & ");
        assert!(conditions.contains("array_has(e.actor_countries, 'SWE')"), "{conditions}");
        assert!(conditions.contains("part = 'recipient' AND name = 'x''y'"), "{conditions}");
        assert!(conditions.contains("e.type IN ('AID', 'ACCUSE')"), "{conditions}");
        assert!(conditions.contains("e.first_day >= DATE '2020-01-01'"), "{conditions}");
        assert_eq!(all(&[]), "");
    }
}
