//! The statements and events of an article as a table, one row each.

use onrecord_query::Grid;
use onrecord_record::{CharIndex, Record, Role};
use serde_json::json;

use super::quoted::Text;

/// Statements first, then events.
pub(crate) fn table(record: &Record) -> Grid {
    let index = CharIndex::new(&record.text);
    let text = Text::new(record, &index);
    let columns = ["id", "what", "who", "words", "to_whom", "kind", "status", "within", "confidence"];
    let statements = record.statements.iter().map(|it| {
        vec![
            json!(it.id),
            json!("statement"),
            json!(text.all(&it.source.spans)),
            json!(text.all(&it.content.spans)),
            json!(null),
            json!(it.cue.class),
            json!(null),
            json!(it.within),
            json!(it.confidence),
        ]
    });
    let events = record.events.iter().map(|it| {
        vec![
            json!(it.id),
            json!("event"),
            json!(side(&text, &it.actors)),
            json!(text.all(&it.anchor)),
            json!(side(&text, &it.recipients)),
            json!(it.kind),
            json!(it.status.name()),
            json!(it.statement),
            json!(it.confidence),
        ]
    });
    Grid { columns: columns.map(str::to_owned).to_vec(), rows: statements.chain(events).collect(), more: false }
}

fn side(text: &Text<'_>, roles: &[Role]) -> String {
    let names = roles.iter().map(|role| match role.entity.as_deref().and_then(|id| text.entity(id)) {
        Some(entity) => entity.name.clone(),
        None => role.span.map(|span| text.words(span)).unwrap_or_default(),
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}
