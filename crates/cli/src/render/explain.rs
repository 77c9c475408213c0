//! One event with its reasons: what it is, who and to whom, whether, when and where, and on whose word.

use onrecord_record::{CharIndex, Event, Reason, Record, Role, Statement};

use super::events::{about, days, kind, understood};
use super::marks::bytes;
use super::page::{Indent, Line, Page, one_line, shortened};
use crate::look::{Ink, Look};

/// Columns of the words that name what is told.
const LABEL: usize = 12;
/// Columns of quoted words.
const WORDS: usize = 240;

/// The event as lines of text.
pub fn event(record: &Record, event: &Event, look: Look) -> String {
    let index = CharIndex::new(&record.text);
    let words = |span| bytes(&index, span).map(|range| one_line(&record.text[range])).unwrap_or_default();
    let mut page = Page::new(look);
    let anchor = event.anchor.iter().map(|&span| words(span)).collect::<Vec<_>>().join(" … ");
    let mut head = Line::from(Ink::Strong, format!("{}  {}  ", event.id, kind(event)));
    head.push(Ink::Cue, &anchor);
    head.push(Ink::Quiet, &format!("  {:.2}", event.confidence));
    page.write(Indent::NONE, &head);
    let first = event.anchor.first();
    let sentence =
        first.and_then(|span| record.sentences.iter().find(|it| it.start() <= span.start() && span.end() <= it.end()));
    if let Some(&sentence) = sentence {
        page.write(Indent { first: 2, rest: 2 }, &Line::from(Ink::Content, shortened(&words(sentence), WORDS)));
    }
    let mut tell = |label: &str, text: &str| {
        let mut line = Line::from(Ink::Quiet, format!("{label:LABEL$}"));
        line.push(Ink::Plain, text);
        page.write(Indent { first: 2, rest: 2 + LABEL }, &line);
    };
    for reason in event.reasons.iter().filter(|reason| is_of_type(reason)) {
        tell("what", &in_words(reason));
    }
    for (label, side, roles) in [("who", "actor ", &event.actors), ("to whom", "recipient ", &event.recipients)] {
        if roles.is_empty() {
            tell(label, "nobody is named");
        }
        let ways: Vec<&Reason> = event.reasons.iter().filter(|reason| reason.id.starts_with(side)).collect();
        for (i, role) in roles.iter().enumerate() {
            let way = ways.get(i).map(|reason| format!("; {}", in_words(reason))).unwrap_or_default();
            let shown = role.span.map_or_else(|| understood(record, role), words);
            tell(label, &format!("{}{way}", who(role, &shown)));
        }
    }
    let why = event.reasons.iter().find(|reason| reason.id.starts_with("status"));
    tell("status", &format!("{}; {}", event.status.name(), why.map(in_words).unwrap_or_default()));
    tell("whose word", &whose(record, event));
    let days = days(&event.time);
    tell(
        "when",
        &match event.time.span {
            Some(span) => format!("“{}”: {days}", words(span)),
            None if event.time.start.is_some() => format!("{days}, the day of publication"),
            None => "not told".to_owned(),
        },
    );
    if let Some(place) = &event.location {
        let country = place.country.iter().map(|code| format!(", {code}")).collect::<String>();
        tell("where", &format!("{}{country}", one_line(&place.name)));
    }
    page.finish()
}

fn is_of_type(reason: &Reason) -> bool {
    !["actor ", "recipient ", "status"].iter().any(|other| reason.id.starts_with(other))
}

/// `the model's head: type ASSAULT (0.94)`
fn in_words(reason: &Reason) -> String {
    let score = reason.score.map(|score| format!(" ({score:.2})")).unwrap_or_default();
    format!("{}: {}{score}", reason.by.in_words(), one_line(&reason.id))
}

/// `Pakistani senators (e1, PAK LEG)`
fn who(role: &Role, words: &str) -> String {
    let about = about(role);
    if about.is_empty() { words.to_owned() } else { format!("{words} ({about})") }
}

/// The chain of voices, the innermost first: `s2: a spokesperson; within s1: The Gazette`.
fn whose(record: &Record, event: &Event) -> String {
    let index = CharIndex::new(&record.text);
    let mut chain = Vec::new();
    let mut next = event.statement.as_deref();
    let found = |id: &str| record.statements.iter().find(|statement: &&Statement| statement.id == id);
    while let Some(statement) = next.and_then(found).filter(|_| chain.len() < record.statements.len()) {
        let words = |spans: &[_]| {
            let pieces =
                spans.iter().filter_map(|&span| bytes(&index, span)).map(|range| one_line(&record.text[range]));
            pieces.collect::<Vec<_>>().join(" … ")
        };
        let source = words(&statement.source.spans);
        let source = if source.is_empty() { "nobody named".to_owned() } else { source };
        chain.push(format!("{} ({source}, “{}”)", statement.id, words(&statement.cue.spans)));
        next = statement.within.as_deref();
    }
    if chain.is_empty() { "the article's own".to_owned() } else { chain.join(", within ") }
}
