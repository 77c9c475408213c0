//! Below the article: who said what, and who and what is named.

use std::collections::HashMap;

use onrecord_record::{CharIndex, Chars, Entity, EntityType, MentionKind, Record, Span, Statement, StatementKind};
use unicode_width::UnicodeWidthStr;

use super::marks::bytes;
use super::page::{Indent, Line, Page, one_line, shortened};
use crate::look::Ink;

/// Columns of a statement's content in the list; all of it stands in the article above.
const CONTENT: usize = 160;
/// Columns of a source in the list.
const SOURCE: usize = 80;

/// One entry for each statement.
pub(super) fn statements(record: &Record, index: &CharIndex<'_>, page: &mut Page) {
    page.blank_line();
    if record.statements.is_empty() {
        page.write(Indent::NONE, &Line::from(Ink::Strong, "No statements found"));
        return;
    }
    page.write(Indent::NONE, &Line::from(Ink::Strong, format!("Statements ({})", record.statements.len())));
    let widest = record.statements.iter().map(|statement| statement.id.width()).max().unwrap_or(0);
    for (depth, statement) in chains(&record.statements) {
        let mut line = Line::default();
        line.push(Ink::Quiet, &padded(&statement.id, widest + 2));
        entry(&mut line, record, index, statement);
        let deeper = STEP * depth.min(DEEPEST);
        page.write(Indent { first: 2 + deeper, rest: widest + 4 + deeper }, &line);
    }
}

/// Columns by which an inner voice stands further in than the one that reports it, and how far this goes.
const STEP: usize = 2;
const DEEPEST: usize = 8;

/// Statements with their depth in the chain of voices, each after the one in whose content it stands.
fn chains(statements: &[Statement]) -> Vec<(usize, &Statement)> {
    let mut inside: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, statement) in statements.iter().enumerate() {
        if let Some(outer) = &statement.within {
            inside.entry(outer).or_default().push(index);
        }
    }
    let outermost = (0..statements.len()).filter(|&index| statements[index].within.is_none());
    let (mut told, mut found) = (vec![false; statements.len()], Vec::with_capacity(statements.len()));
    // Whatever names an outer statement that is not there comes last.
    for first in outermost.chain(0..statements.len()) {
        let mut open = vec![(0, first)];
        while let Some((depth, index)) = open.pop() {
            if !std::mem::replace(&mut told[index], true) {
                found.push((depth, &statements[index]));
                let inner = inside.get(statements[index].id.as_str()).into_iter().flatten();
                open.extend(inner.rev().map(|&inner| (depth + 1, inner)));
            }
        }
    }
    found
}

/// `Ana Roy (e2)  said  ⟶  that she would stay  [indirect, 0.93]`
fn entry(line: &mut Line, record: &Record, index: &CharIndex<'_>, statement: &Statement) {
    let words = |spans: &[Span<Chars>]| {
        let pieces = spans.iter().filter_map(|&span| bytes(index, span)).map(|range| one_line(&record.text[range]));
        pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" … ")
    };
    let source = words(&statement.source.spans);
    if source.is_empty() {
        line.push(Ink::Quiet, "(nobody named)");
    } else {
        line.push(Ink::Source, &shortened(&source, SOURCE));
    }
    if !statement.source.entities.is_empty() {
        line.push(Ink::Quiet, &format!(" ({})", one_line(&statement.source.entities.join(", "))));
    }
    line.push(Ink::Plain, "  ");
    line.push(Ink::Cue, &words(&statement.cue.spans));
    line.push(Ink::Quiet, "  ⟶  ");
    line.push(Ink::Content, &shortened(&words(&statement.content.spans), CONTENT));
    line.push(Ink::Quiet, &format!("  [{}]", one_line(&marginal(statement))));
}

/// `indirect, negated, 0.93`
fn marginal(statement: &Statement) -> String {
    let kind = match statement.kind {
        StatementKind::Direct => "direct",
        StatementKind::Mixed => "mixed",
        StatementKind::Indirect => "indirect",
    };
    let negated = if statement.negated { ", negated" } else { "" };
    format!("{kind}{negated}, {:.2}", statement.confidence)
}

/// Who and where: entities with a name, one line or more for each kind; how many have none.
pub(super) fn entities(record: &Record, page: &mut Page) {
    const KINDS: [(EntityType, &str); 5] = [
        (EntityType::Person, "persons"),
        (EntityType::Organization, "organizations"),
        (EntityType::Group, "groups"),
        (EntityType::Place, "places"),
        (EntityType::Other, "others"),
    ];
    if record.entities.is_empty() {
        return;
    }
    let named = |entity: &&Entity| entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
    let widest = KINDS.iter().map(|(_, name)| name.len()).max().unwrap_or(0);
    let count = record.entities.iter().filter(named).count();
    page.blank_line();
    page.write(Indent::NONE, &Line::from(Ink::Strong, format!("Who and where ({count})")));
    for (kind, heading) in KINDS {
        let mut line = Line::default();
        for entity in record.entities.iter().filter(named).filter(|entity| entity.kind == kind) {
            let before = if line.is_empty() { padded(heading, widest + 2) } else { " · ".to_owned() };
            line.push(Ink::Quiet, &before);
            line.push(Ink::Plain, &one_line(&entity.name));
            line.push(Ink::Quiet, &format!(" {}", one_line(&about(entity))));
        }
        if !line.is_empty() {
            page.write(Indent { first: 2, rest: widest + 4 }, &line);
        }
    }
    let others = record.entities.len() - count;
    if others > 0 {
        let mut line = Line::from(Ink::Quiet, padded("unnamed", widest + 2));
        line.push(Ink::Quiet, &format!("{others} more, in the record"));
        page.write(Indent { first: 2, rest: widest + 4 }, &line);
    }
}

/// `(e2, KEN GOV, foreign minister) ×3`
fn about(entity: &Entity) -> String {
    let mut parts = vec![entity.id.clone()];
    let code: Vec<&str> = entity.country.iter().chain(&entity.sectors).map(String::as_str).collect();
    if !code.is_empty() {
        parts.push(code.join(" "));
    }
    parts.extend(entity.role.clone());
    if let Some(division) = entity.location.as_ref().and_then(|location| location.admin1.as_ref())
        && *division != entity.name
    {
        parts.push(division.clone());
    }
    let times = if entity.mentions.len() > 1 { format!(" ×{}", entity.mentions.len()) } else { String::new() };
    format!("({}){times}", parts.join(", "))
}

/// The text in one line, filled to a width with blanks.
pub(super) fn padded(text: &str, width: usize) -> String {
    let text = one_line(text);
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}
