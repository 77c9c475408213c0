//! The article's paragraphs, with marks that nest whatever the spans do.
//!
//! A stretch that runs over several paragraphs is marked in each of them. Where two stretches cross, the one that opened
//! first is closed and opened again, so that the markup is a tree and each piece says to which statement or event it belongs.

use std::cmp::Reverse;
use std::fmt::Write;
use std::ops::Range;

use maud::{Escaper, Markup, PreEscaped, html};
use onrecord_record::Record;

use super::quoted::Text;
use crate::asked::segment;
use crate::html::{Shown, shown};

/// What a stretch is, the outermost first where two begin and end alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Sentence,
    Headline,
    Dateline,
    Content,
    Source,
    Cue,
    Role,
    Anchor,
}

impl Layer {
    fn class(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Content => "mark content",
            Self::Source => "mark source",
            Self::Cue => "mark cue",
            Self::Role => "role",
            Self::Anchor => "mark anchor",
        }
    }
}

/// One stretch of the text.
#[derive(Debug, Clone)]
struct Mark<'r> {
    range: Range<usize>,
    layer: Layer,
    /// Id of the statement or event; empty where it is of neither.
    of: &'r str,
    /// Whether the label of its statement or event stands before it.
    label: bool,
    /// Number of the sentence, from 1, where this is the beginning of one.
    sentence: Option<usize>,
}

/// The paragraphs, and whatever lies outside of them, each as an element.
pub(super) fn blocks(record: &Record, text: &Text<'_>) -> Vec<Markup> {
    let ranges = ranges(record, text);
    let mut of_block: Vec<Vec<Mark<'_>>> = vec![Vec::new(); ranges.len()];
    for mark in marks(record, text) {
        let first = ranges.partition_point(|block| block.end <= mark.range.start);
        let (mut label, mut sentence) = (mark.label, mark.sentence);
        for (i, block) in ranges.iter().enumerate().skip(first).take_while(|(_, block)| block.start < mark.range.end) {
            let range = mark.range.start.max(block.start)..mark.range.end.min(block.end);
            of_block[i].push(Mark { range, label, sentence, ..mark.clone() });
            (label, sentence) = (false, None);
        }
    }
    ranges.into_iter().zip(of_block).map(|(range, marks)| block(&record.text, range, marks)).collect()
}

/// Byte ranges of the paragraphs and of what shows between them, in order.
fn ranges(record: &Record, text: &Text<'_>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<_> = record.paragraphs.iter().filter_map(|span| text.bytes(*span)).collect();
    paragraphs.sort_by_key(|range| (range.start, range.end));
    paragraphs.push(record.text.len()..record.text.len());
    let mut ranges = Vec::new();
    let mut done = 0;
    for paragraph in paragraphs {
        let start = paragraph.start.max(done);
        let end = paragraph.end.max(start);
        let shows = |range: &Range<usize>| record.text.get(range.clone()).is_some_and(|it| !it.trim().is_empty());
        ranges.extend([done..start, start..end].into_iter().filter(shows));
        done = end;
    }
    ranges
}

/// All stretches that are to be marked. The label goes to the stretch that comes first; an event's to its anchor.
fn marks<'r>(record: &'r Record, text: &Text<'r>) -> Vec<Mark<'r>> {
    let mut all = Vec::new();
    let mut plain = |span, layer| {
        all.extend(text.bytes(span).map(|range| Mark { range, layer, of: "", label: false, sentence: None }));
    };
    record.doc.headline.iter().for_each(|headline| plain(headline.span, Layer::Headline));
    record.doc.dateline.iter().for_each(|dateline| plain(dateline.span, Layer::Dateline));
    for (number, span) in (1..).zip(&record.sentences) {
        let ranges = text.bytes(*span);
        all.extend(ranges.map(|range| Mark {
            range,
            layer: Layer::Sentence,
            of: "",
            label: false,
            sentence: Some(number),
        }));
    }
    for statement in &record.statements {
        let parts = [
            (Layer::Content, &statement.content.spans),
            (Layer::Source, &statement.source.spans),
            (Layer::Cue, &statement.cue.spans),
        ];
        let mut its: Vec<Mark<'r>> = Vec::new();
        for (layer, spans) in parts {
            let ranges = spans.iter().filter_map(|span| text.bytes(*span));
            its.extend(ranges.map(|range| Mark { range, layer, of: &statement.id, label: false, sentence: None }));
        }
        if let Some(first) = its.iter_mut().min_by_key(|mark| (mark.range.start, Reverse(mark.range.end))) {
            first.label = true;
        }
        all.extend(its);
    }
    for event in &record.events {
        let ranges = event.anchor.iter().filter_map(|span| text.bytes(*span));
        let anchors = ranges.enumerate().map(|(i, range)| Mark {
            range,
            layer: Layer::Anchor,
            of: &event.id,
            label: i == 0,
            sentence: None,
        });
        all.extend(anchors);
        let roles = event.actors.iter().chain(&event.recipients).filter_map(|role| text.bytes(role.span?));
        all.extend(roles.map(|range| Mark { range, layer: Layer::Role, of: &event.id, label: false, sentence: None }));
    }
    all
}

/// One paragraph: a walk over the places where marks begin or end, with those that are open on a stack.
fn block(text: &str, range: Range<usize>, mut marks: Vec<Mark<'_>>) -> Markup {
    marks.sort_by_key(|mark| (mark.range.start, Reverse(mark.range.end), mark.layer));
    let heads = marks.iter().any(|mark| mark.layer == Layer::Headline && mark.range.start == range.start);
    let mut ends: Vec<usize> = marks.iter().map(|mark| mark.range.end).collect();
    ends.sort_unstable();
    let (mut next_mark, mut next_end) = (0, 0);
    let mut open: Vec<usize> = Vec::new();
    let mut out = String::new();
    let mut done = range.start;
    while next_mark < marks.len() || next_end < ends.len() {
        let begins = marks.get(next_mark).map_or(usize::MAX, |mark| mark.range.start);
        let at = begins.min(ends.get(next_end).copied().unwrap_or(usize::MAX));
        write_text(&mut out, text.get(done..at).unwrap_or_default());
        done = at.max(done);
        close(&mut out, &marks, &mut open, at);
        while ends.get(next_end) == Some(&at) {
            next_end += 1;
        }
        while let Some(mark) = marks.get(next_mark).filter(|mark| mark.range.start == at) {
            if mark.label {
                write_label(&mut out, mark);
            }
            write_open(&mut out, mark, depth(&marks, &open), mark.sentence);
            open.push(next_mark);
            next_mark += 1;
        }
    }
    write_text(&mut out, text.get(done..range.end).unwrap_or_default());
    let inner = PreEscaped(out);
    html! { @if heads { p class="heads" { (inner) } } @else { p { (inner) } } }
}

/// Closes all marks that end here; those that opened after them and go on are opened again.
fn close(out: &mut String, marks: &[Mark<'_>], open: &mut Vec<usize>, at: usize) {
    let Some(lowest) = open.iter().position(|mark| marks[*mark].range.end <= at) else { return };
    let above = open.split_off(lowest);
    out.push_str(&"</span>".repeat(above.len()));
    for mark in above.into_iter().filter(|mark| marks[*mark].range.end > at) {
        write_open(out, &marks[mark], depth(marks, open), None);
        open.push(mark);
    }
}

/// How many contents are open: a voice within a voice is drawn differently.
fn depth(marks: &[Mark<'_>], open: &[usize]) -> usize {
    open.iter().filter(|mark| marks[**mark].layer == Layer::Content).count()
}

fn write_open(out: &mut String, mark: &Mark<'_>, depth: usize, sentence: Option<usize>) {
    out.push_str("<span");
    if let Some(number) = sentence {
        out.push_str(&format!(" id=\"t{number}\""));
    }
    out.push_str(" class=\"");
    out.push_str(mark.layer.class());
    if mark.layer == Layer::Content && depth > 0 {
        out.push_str(if depth.is_multiple_of(2) { " even" } else { " odd" });
    }
    out.push('"');
    if !mark.of.is_empty() {
        out.push_str(" data-of=\"");
        out.push_str(&segment(mark.of));
        out.push('"');
    }
    out.push('>');
}

/// The label: a link to the card, and the place to which links of the statement or event lead.
fn write_label(out: &mut String, mark: &Mark<'_>) {
    let id = segment(mark.of);
    let (class, what) = if mark.layer == Layer::Anchor { ("v", "event") } else { ("s", "statement") };
    let label = html! {
        a class={ "tag " (class) } id=(id) href={ "#" (id) "-why" } aria-label={ "Why " (what) " " (id) } { (id) }
    };
    out.push_str(&label.into_string());
}

/// Words of the article. What cannot be seen is made visible, so that no direction mark turns the line around.
fn write_text(out: &mut String, text: &str) {
    for piece in shown(text) {
        match piece {
            // Writing to a string cannot fail.
            Shown::Text(text) => {
                let _ = Escaper::new(out).write_str(text);
            }
            Shown::Sign(name) => {
                let sign = html! { span class="sign" title=(name.title) { (name.short) } };
                out.push_str(&sign.into_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(range: Range<usize>, layer: Layer, of: &str) -> Mark<'_> {
        Mark { range, layer, of, label: false, sentence: None }
    }

    #[test]
    fn crossing_marks_are_cut_so_that_the_markup_is_a_tree() {
        let marks = vec![mark(0..6, Layer::Content, "s1"), mark(4..9, Layer::Content, "s2")];
        let html = block("abcdefghij", 0..10, marks).into_string();
        assert_eq!(
            html,
            "<p><span class=\"mark content\" data-of=\"s1\">abcd<span class=\"mark content odd\" data-of=\"s2\">ef</span></span>\
             <span class=\"mark content\" data-of=\"s2\">ghi</span>j</p>"
        );
    }

    #[test]
    fn a_voice_within_a_voice_stands_inside() {
        let marks =
            vec![mark(2..4, Layer::Cue, "s2"), mark(0..6, Layer::Content, "s1"), mark(2..6, Layer::Content, "s2")];
        let html = block("abcdef", 0..6, marks).into_string();
        assert_eq!(
            html,
            "<p><span class=\"mark content\" data-of=\"s1\">ab<span class=\"mark content odd\" data-of=\"s2\">\
             <span class=\"mark cue\" data-of=\"s2\">cd</span>ef</span></span></p>"
        );
    }
}
