//! Source and content of one cue, from the probabilities of its window's words.

use std::ops::Range;

/// What each word of a window is to one cue: the probabilities that it stands in its source, and in its content.
#[derive(Debug, Default, Clone)]
pub(crate) struct Links {
    pub(crate) source: Vec<f32>,
    pub(crate) content: Vec<f32>,
}

/// A word belongs where it is more likely inside than out.
const INSIDE: f32 = 0.5;
/// A source is not broken by so many words that seem outside.
const SOURCE_GAP: usize = 1;
/// Nor is a piece of content.
const CONTENT_GAP: usize = 2;
/// Shorter pieces of content are dropped beside longer ones.
const SHORTEST_PIECE: usize = 3;

impl Links {
    /// The words of the source, if any: the run with the largest sum.
    pub(crate) fn source_runs(&self) -> Vec<Range<usize>> {
        let runs = runs(&self.source, SOURCE_GAP);
        let sum = |run: &Range<usize>| -> f32 { self.source[run.clone()].iter().sum() };
        let best = runs.into_iter().reduce(|best, run| if sum(&run) > sum(&best) { run } else { best });
        best.into_iter().collect()
    }

    /// The pieces of the content.
    pub(crate) fn content_runs(&self) -> Vec<Range<usize>> {
        let mut runs = runs(&self.content, CONTENT_GAP);
        let longest = runs.iter().map(Range::len).max().unwrap_or(0);
        runs.retain(|run| run.len() >= SHORTEST_PIECE || run.len() == longest);
        runs
    }
}

/// Runs of words inside; gaps of up to `gap` words are closed.
fn runs(values: &[f32], gap: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (word, _) in values.iter().enumerate().filter(|(_, value)| **value > INSIDE) {
        match runs.last_mut() {
            Some(run) if word - run.end <= gap => run.end = word + 1,
            _ => runs.push(word..word + 1),
        }
    }
    runs
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_run_is_the_source() {
        // "Officials said the minister ..." : two candidates, the second longer and likelier.
        let links = Links { source: vec![0.6, 0.0, 0.0, 0.9, 0.3, 0.9], content: vec![] };
        assert_eq!(links.source_runs(), [3..6]);
    }

    #[test]
    fn content_stays_whole_over_small_gaps_and_drops_crumbs() {
        let mut content = vec![0.0; 20];
        for word in [0, 1, 2, 5, 6, 10, 15, 16, 17] {
            content[word] = 0.8;
        }
        let links = Links { source: vec![0.0; 20], content };
        assert_eq!(links.content_runs(), [0..7, 15..18]);
    }

    #[test]
    fn a_crumb_alone_is_kept() {
        let links = Links { source: vec![0.0; 3], content: vec![0.0, 0.9, 0.0] };
        assert_eq!(links.content_runs(), [1..2]);
        assert!(links.source_runs().is_empty());
    }
}
