//! Attributions of one window: first the cues, then what each of them links to.
//!
//! The best labelling of the outermost parts gives the first cues, the best labelling of cues at all levels more of them. Words
//! that came close to being a cue give weak ones: whether such a statement holds is decided on all of it, by the coder.

use std::ops::Range;

use super::{Window, mean};
use crate::analysis::{Analysis, Attribution, Signs};
use crate::config::Projection;
use crate::decode::attribution::Links;
use crate::decode::sequence::{self, best_labels, spans};
use crate::heads::links;
use crate::kernel::block::{LANES, floats};
use crate::kernel::quantise::Quantised;
use crate::labels::{Bio, Part};

/// What being outside of everything loses in the search for weak cues, in logits.
const WEAK: f32 = -2.0;
/// How many of the least sure words of a content count as such.
const LEAST_SURE: usize = 3;

struct CueFound {
    words: Range<usize>,
    inner: bool,
    weak: bool,
}

impl<'m> Window<'m, '_, '_> {
    pub(super) fn read_attributions(
        &self,
        bytes: &mut Quantised,
        (sequence, room): (&mut sequence::Room, &mut links::Room),
        analysis: &mut Analysis<'m>,
    ) {
        let found = self.cues(sequence);
        if found.is_empty() {
            return;
        }
        let rows = self.rows(&self.words);
        let heads = &self.model.heads;
        let stretches: Vec<Range<usize>> = found.iter().map(|cue| cue.words.clone()).collect();
        let part = |projection| self.scores.projected.part(rows.clone(), heads.blocks(projection));
        let views = (&part(Projection::Cue), &part(Projection::Word));
        let all = heads.pairs.links(self.kernel, &stretches, views, (bytes, room));
        let in_text = |span: &Range<usize>| self.words.start + span.start..self.words.start + span.end;
        for (cue, [source, content]) in found.into_iter().zip(all) {
            let links = Links { source, content };
            let (source, content) = (links.source_runs(), links.content_runs());
            if !content.is_empty() {
                analysis.attributions.push(Attribution {
                    signs: self.signs(&cue.words, &links, &source, &content),
                    cue: in_text(&cue.words),
                    inner: cue.inner,
                    weak: cue.weak,
                    source: source.iter().map(in_text).collect(),
                    content: content.iter().map(in_text).collect(),
                });
            }
        }
    }

    /// Cues of all sorts, none of which shares a word with another.
    fn cues(&self, room: &mut sequence::Room) -> Vec<CueFound> {
        let labels = &self.model.labels;
        let mut found: Vec<CueFound> = Vec::new();
        for (outside, weak) in [(0.0, false), (WEAK, true)] {
            for (layer, labels) in [&labels.attribution, &labels.voice].into_iter().enumerate() {
                for words in self.cues_of(layer, labels, outside, room) {
                    if found.iter().all(|known| words.end <= known.words.start || known.words.end <= words.start) {
                        found.push(CueFound { words, inner: layer > 0, weak });
                    }
                }
            }
        }
        found
    }

    /// Cues as one layer of labels tells them.
    fn cues_of(
        &self,
        layer: usize,
        labels: &[Bio<Part>],
        outside: f32,
        room: &mut sequence::Room,
    ) -> Vec<Range<usize>> {
        let rows = self.rows(&self.words);
        let logits = |word: usize| &floats(self.scores.parts.row(rows.start + word))[layer * LANES..][..labels.len()];
        let path = best_labels(labels, rows.len(), logits, outside, room);
        spans(labels, &path).into_iter().filter(|(part, _)| *part == Part::Cue).map(|(_, words)| words).collect()
    }

    /// The probability that a word is part of a source, cue or content.
    fn part(&self, layer: usize, labels: &[Bio<Part>], word: usize, part: Part) -> f32 {
        let shares = &floats(self.scores.part_shares.row(self.row + word))[layer * LANES..][..labels.len()];
        labels.iter().zip(shares).filter(|(label, _)| label.kind() == Some(part)).map(|(_, share)| share).sum()
    }

    fn signs(&self, cue: &Range<usize>, links: &Links, source: &[Range<usize>], content: &[Range<usize>]) -> Signs {
        let labels = &self.model.labels;
        let outermost = |word: usize, part| self.part(0, &labels.attribution, word, part);
        let words = |ranges: &[Range<usize>]| -> Vec<usize> { ranges.iter().cloned().flatten().collect() };
        let (source, pieces, content) = (words(source), content, words(content));
        let over = |words: &[usize], value: &dyn Fn(usize) -> f32| match words {
            [] => 0.0,
            _ => mean(words.iter().map(|&word| value(word))),
        };
        let mut least: Vec<f32> = content.iter().map(|&word| links.content[word]).collect();
        least.sort_by(f32::total_cmp);
        least.truncate(LEAST_SURE);
        let edges: Vec<usize> = pieces.iter().flat_map(|piece| [piece.start, piece.end - 1]).collect();
        let cue: Vec<usize> = cue.clone().collect();
        Signs {
            cue: over(&cue, &|word| outermost(word, Part::Cue)),
            cue_least: cue.iter().map(|&word| outermost(word, Part::Cue)).fold(1.0, f32::min),
            voice: over(&cue, &|word| self.part(1, &labels.voice, word, Part::Cue)),
            source: over(&source, &|word| links.source[word]),
            source_label: over(&source, &|word| outermost(word, Part::Source)),
            source_most: links.source.iter().copied().fold(0.0, f32::max),
            content: over(&content, &|word| links.content[word]),
            content_least: mean(least.into_iter()),
            content_edges: over(&edges, &|word| links.content[word]),
            content_label: over(&content, &|word| outermost(word, Part::Content)),
        }
    }
}
