//! Attributions become statements, in the order of the text, each with the one in whose content it stands.

use std::ops::Range;

use onrecord_model::Attribution;
use onrecord_record::{Content, Cue, Statement};

use crate::entities::Entities;
use crate::judgement::Held;
use crate::reading::Reading;
use crate::{cue, quotation, source};

/// All statements of a document.
pub(crate) fn statements(reading: &Reading<'_>, entities: &Entities, held: &[Held<'_>]) -> Vec<Statement> {
    let mut held = held.to_vec();
    held.sort_by_key(|it| (first_word(it.attribution), it.attribution.cue.start));
    let found: Vec<&Attribution> = held.iter().map(|it| it.attribution).collect();
    let id = |index: usize| format!("s{}", index + 1);
    let statement = |(index, &Held { attribution: a, confidence }): (usize, &Held<'_>)| Statement {
        id: id(index),
        kind: quotation::kind(reading, &a.cue, &a.content),
        within: parent(&found, index).map(id),
        negated: cue::negated(reading, &a.cue),
        confidence,
        source: source::source(reading, entities, &whole_source(reading, a)),
        cue: Cue { spans: vec![reading.chars(&a.cue)], class: cue::class(reading, &a.cue) },
        content: Content { spans: a.content.iter().map(|words| reading.chars(words)).collect() },
    };
    held.iter().enumerate().map(statement).collect()
}

fn whole_source(reading: &Reading<'_>, a: &Attribution) -> Vec<Range<usize>> {
    let other = |word: usize| a.cue.contains(&word) || a.content.iter().any(|piece| piece.contains(&word));
    a.source.iter().map(|range| source::whole(reading, range, other)).collect()
}

/// No attribution reaches over more words than the model reads at once.
const WINDOW: usize = 512;

fn first_word(a: &Attribution) -> usize {
    let parts = a.source.iter().chain(&a.content).map(|words| words.start);
    parts.fold(a.cue.start, usize::min)
}

/// The statement in whose content this one stands, the smallest of several. Two that hold each other
/// stand side by side.
fn parent(found: &[&Attribution], child: usize) -> Option<usize> {
    let holds = |outer: usize, inner: usize| found[inner].stands_in(found[outer]);
    let size = |index: usize| found[index].content.iter().map(ExactSizeIterator::len).sum::<usize>();
    // What holds it was found in the same window of words, so it begins near by; `found` is in the order of the text.
    let here = first_word(found[child]);
    let from = found.partition_point(|a| first_word(a) + WINDOW < here);
    let to = found.partition_point(|a| first_word(a) <= here + WINDOW);
    (from..to).filter(|&outer| holds(outer, child) && !holds(child, outer)).min_by_key(|&outer| size(outer))
}
