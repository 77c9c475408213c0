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
pub(crate) fn day(date: Date) -> String {
    format!("DATE '{date}'")
}

/// `WHERE` with all conditions; nothing where there are none.
pub(crate) fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join("\n  AND ")) }
}

/// Conditions on `events`, under the name `e`. Names are looked for in all documents, or `among` those of a list.
pub(crate) fn of_events(asked: &Asked, among: Option<&str>) -> Vec<String> {
    let mut out = Vec::new();
    one_of(&mut out, "e.type", &asked.types);
    one_of(&mut out, "e.quad", &asked.quads);
    one_of(&mut out, "e.status", &asked.statuses);
    out.extend(asked.actor.iter().map(|who| side(who, "actor", among)));
    out.extend(asked.recipient.iter().map(|who| side(who, "recipient", among)));
    out.extend(asked.countries.iter().map(|code| {
        let code = quoted(code);
        format!("(array_has(e.actor_countries, {code}) OR array_has(e.recipient_countries, {code}) OR e.place_country = {code})")
    }));
    out.extend(asked.place.iter().map(|place| format!("e.place = {}", quoted(place))));
    out.extend(asked.from.map(|from| format!("e.first_day >= {}", day(from))));
    out.extend(asked.to.map(|to| format!("e.first_day <= {}", day(to))));
    out.extend(of_publisher(asked, "e"));
    out
}

/// Conditions on `statements`, under the name `s`, and on their documents, under the name `d`. Names are looked for in all documents, or
/// `among` those of a list.
pub(crate) fn of_statements(asked: &Asked, among: Option<&str>) -> Vec<String> {
    let mut out = Vec::new();
    let among = among.map(|list| format!(" AND n.doc IN {list}")).unwrap_or_default();
    one_of(&mut out, "s.source_kind", &asked.voices);
    one_of(&mut out, "s.cue_class", &asked.cues);
    out.extend(asked.speaker.iter().map(|name| {
        let name = quoted(name);
        format!(
            "(strpos(lower(s.source_text), lower({name})) > 0 OR EXISTS (SELECT 1 FROM entities n WHERE n.doc = s.doc{among} \
             AND array_has(s.source_entities, n.entity) AND strpos(lower(n.name), lower({name})) > 0))"
        )
    }));
    out.extend(asked.words.iter().map(|words| format!("strpos(lower(s.content_text), lower({})) > 0", quoted(words))));
    out.extend(asked.from.map(|from| format!("d.published >= {}", day(from))));
    out.extend(asked.to.map(|to| format!("d.published <= {}", day(to))));
    one_of(&mut out, "d.publisher", &asked.publishers);
    out
}

fn of_publisher(asked: &Asked, table: &str) -> Option<String> {
    let list = (!asked.publishers.is_empty()).then(|| quoted_list(&asked.publishers))?;
    Some(format!("{table}.doc IN (SELECT doc FROM documents WHERE publisher IN {list})"))
}

/// One side of an act: a country by its code, else somebody by name, who is looked for in all documents, or `among` those of a list.
pub(crate) fn side(who: &str, side: &str, among: Option<&str>) -> String {
    if is_country(who) {
        return format!("array_has(e.{side}_countries, {})", quoted(who));
    }
    let name = quoted(who);
    let among = among.map(|list| format!(" AND r.doc IN {list} AND n.doc IN {list}")).unwrap_or_default();
    format!(
        "concat(e.doc, e.event) IN (SELECT concat(r.doc, r.event) FROM roles r JOIN entities n ON n.doc = r.doc AND n.entity = r.entity \
         WHERE r.side = '{side}' AND n.name = {name}{among})"
    )
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
        let conditions = of_events(&asked, None).join(" & ");
        assert!(conditions.contains("array_has(e.actor_countries, 'SWE')"), "{conditions}");
        assert!(conditions.contains("n.name = 'x''y'"), "{conditions}");
        assert!(conditions.contains("e.type IN ('AID', 'ACCUSE')"), "{conditions}");
        assert!(conditions.contains("e.first_day >= DATE '2020-01-01'"), "{conditions}");
        assert_eq!(all(&[]), "");
    }
}
