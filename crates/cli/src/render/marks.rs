//! The article's paragraphs with sources, cues and contents in their inks and between their signs.
//!
//! A stretch that runs over several paragraphs is marked in each of them. Stretches may lie in one another or cross; each
//! sign carries the number of its statement, so that it is clear what closes.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::{CharIndex, Chars, Record, Span, Statement};
use onrecord_text::{is_blank, is_format};

use super::page::Line;
use crate::look::Ink;

/// One stretch of one paragraph, in bytes of the text; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    range: Range<usize>,
    ink: Ink,
    /// Number of the statement; none for stretches without signs.
    number: Option<usize>,
}

/// The signs around a stretch of statement `number`.
pub(super) fn signs(ink: Ink, number: usize) -> [String; 2] {
    let n = superscript(number);
    match ink {
        Ink::Source => ["⟦".to_owned(), format!("⟧{n}")],
        Ink::Cue => ["‹".to_owned(), format!("›{n}")],
        _ => [format!("⌊{n}"), format!("{n}⌋")],
    }
}

/// The number that stands for a statement in the text: that of its id, where it has one.
fn number(index: usize, statement: &Statement) -> usize {
    statement.id.strip_prefix('s').and_then(|digits| digits.parse().ok()).unwrap_or(index + 1)
}

fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// The paragraphs, and whatever lies outside of them.
pub(super) fn blocks(record: &Record, index: &CharIndex<'_>) -> Vec<Line> {
    let ranges = block_ranges(record, index);
    let mut marks: BTreeMap<usize, Vec<Mark>> = BTreeMap::new();
    for (range, ink, number) in stretches(record, index) {
        let first = ranges.partition_point(|block| block.end <= range.start);
        for (i, block) in ranges.iter().enumerate().skip(first).take_while(|(_, block)| block.start < range.end) {
            let clipped = range.start.max(block.start)..range.end.min(block.end);
            if let Some(range) = trimmed(&record.text, clipped) {
                marks.entry(i).or_default().push(Mark { range, ink, number });
            }
        }
    }
    let marked = |(i, range)| line(&record.text, range, marks.remove(&i).unwrap_or_default());
    ranges.into_iter().enumerate().map(marked).collect()
}

/// Byte ranges of the paragraphs and of what shows between them, in order.
fn block_ranges(record: &Record, index: &CharIndex<'_>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<_> = record.paragraphs.iter().filter_map(|&span| bytes(index, span)).collect();
    paragraphs.sort_by_key(|range| (range.start, range.end));
    paragraphs.push(record.text.len()..record.text.len());
    let mut ranges = Vec::new();
    let mut done = 0;
    for paragraph in paragraphs {
        let start = paragraph.start.max(done);
        let end = paragraph.end.max(start);
        ranges.extend([done..start, start..end].into_iter().filter_map(|range| trimmed(&record.text, range)));
        done = end;
    }
    ranges
}

/// All stretches that are to be marked.
fn stretches<'r>(
    record: &'r Record,
    index: &'r CharIndex<'_>,
) -> impl Iterator<Item = (Range<usize>, Ink, Option<usize>)> + 'r {
    let headline = record.doc.headline.iter().map(|headline| (headline.span, Ink::Strong, None));
    let statements = record.statements.iter().enumerate().flat_map(|(i, statement)| {
        let number = Some(number(i, statement));
        let parts = [
            (Ink::Content, &statement.content.spans),
            (Ink::Source, &statement.source.spans),
            (Ink::Cue, &statement.cue.spans),
        ];
        parts.into_iter().flat_map(move |(ink, spans)| spans.iter().map(move |&span| (span, ink, number)))
    });
    headline.chain(statements).filter_map(|(span, ink, number)| Some((bytes(index, span)?, ink, number)))
}

/// One paragraph: a walk over the places where marks begin or end.
fn line(text: &str, block: Range<usize>, mut marks: Vec<Mark>) -> Line {
    // Outer marks open first and close last.
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.ink, mark.number));
    let mut turns: Vec<(usize, bool, usize)> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        turns.push((mark.range.start, true, i));
        turns.push((mark.range.end, false, i));
    }
    let last_first = |opens: bool, i: usize| if opens { i } else { marks.len() - i };
    turns.sort_by_key(|&(at, opens, i)| (at, opens, last_first(opens, i)));

    let mut line = Line::default();
    let mut open: BTreeMap<Ink, usize> = BTreeMap::new();
    let mut done = block.start;
    for (at, opens, i) in turns {
        let ink = open.last_key_value().map_or(Ink::Plain, |(ink, _)| *ink);
        line.push_raw(ink, &text[done..at]);
        done = at;
        let Mark { ink, number, .. } = marks[i];
        if let Some(number) = number {
            line.push(ink, &signs(ink, number)[usize::from(!opens)]);
        }
        let count = open.entry(ink).or_default();
        *count = if opens { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            open.remove(&ink);
        }
    }
    line.push_raw(Ink::Plain, &text[done..block.end]);
    line
}

/// Bytes of a span that lies within the text.
pub(super) fn bytes(index: &CharIndex<'_>, span: Span<Chars>) -> Option<Range<usize>> {
    index.bytes(span).map(|span| span.start() as usize..span.end() as usize)
}

/// The range without what shows nothing at its edges, if anything is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let unseen = |c: char| is_blank(c) || is_format(c);
    let shown = text[range.clone()].trim_end_matches(unseen);
    let start = range.start + shown.len() - shown.trim_start_matches(unseen).len();
    let end = range.start + shown.len();
    (start < end).then_some(start..end)
}
