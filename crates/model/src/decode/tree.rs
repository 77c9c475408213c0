//! The best dependency tree of a sentence.
//!
//! Every word takes the head that it scores highest. Almost always that already is a tree with one root, and no tree can be
//! better. Where it is not, the best tree is found by Chu and Liu's and Edmonds' contraction of cycles; that there be just one
//! root is had by making every arc from the root dearer than all that a second root could gain.

/// For each word its head: 0 for the root, `1..=words` for a word. `scores` holds for each word `words + 1` scores, the root's
/// first. Exactly one word gets the root, and following the heads from any word leads there.
pub(crate) fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    assert_eq!(scores.len(), words * (words + 1), "a sentence has a score for each word and head");
    let greedy: Vec<usize> =
        scores.chunks_exact(words + 1).enumerate().map(|(word, row)| best_head(row, word + 1)).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let largest = scores.iter().fold(0.0, |most: f64, score| most.max(f64::from(score.abs())));
    let root_cost = 1.0 + 2.0 * largest * (words + 1) as f64;
    let mut graph = Graph::new(words + 1);
    for (word, row) in scores.chunks_exact(words + 1).enumerate() {
        for (head, score) in row.iter().enumerate() {
            graph.set(word + 1, head, f64::from(*score) - if head == 0 { root_cost } else { 0.0 });
        }
    }
    let mut heads = graph.arborescence();
    heads.remove(0);
    heads
}

/// The best-scored head of a word (counted from 1) that is not the word itself.
fn best_head(row: &[f32], word: usize) -> usize {
    let mut best = 0;
    for (head, score) in row.iter().enumerate() {
        if head != word && *score > row[best] {
            best = head;
        }
    }
    best
}

/// Whether there is one root and no cycle. Each word is walked over once.
fn is_tree(heads: &[usize]) -> bool {
    let mut walked_from = vec![0; heads.len() + 1];
    heads.iter().filter(|head| **head == 0).count() == 1
        && (1..=heads.len()).all(|start| {
            let mut at = start;
            while at != 0 && walked_from[at] == 0 {
                walked_from[at] = start;
                at = heads[at - 1];
            }
            at == 0 || walked_from[at] != start
        })
}

/// Scores of arcs between nodes; node 0 is the root.
struct Graph {
    nodes: usize,
    scores: Vec<f64>,
}

impl Graph {
    fn new(nodes: usize) -> Self {
        Self { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] }
    }

    fn set(&mut self, node: usize, head: usize, score: f64) {
        self.scores[node * self.nodes + head] = score;
    }

    fn get(&self, node: usize, head: usize) -> f64 {
        self.scores[node * self.nodes + head]
    }

    /// The heads of the arborescence with the largest sum; the root's own entry means nothing.
    fn arborescence(&self) -> Vec<usize> {
        let mut heads: Vec<usize> = (0..self.nodes).map(|node| self.best_head(node)).collect();
        let Some(cycle) = find_cycle(&heads) else { return heads };
        // The cycle becomes one node, the last of a smaller graph. An arc into it must break the cycle where it enters.
        let rest: Vec<usize> = (0..self.nodes).filter(|node| !cycle.contains(node)).collect();
        let whole = rest.len();
        let mut small = Self::new(whole + 1);
        let (mut exits, mut entries) = (vec![0; whole], vec![0; whole]);
        for (i, node) in rest.iter().enumerate() {
            for (j, head) in rest.iter().enumerate() {
                small.set(i, j, self.get(*node, *head));
            }
            exits[i] = best_by(&cycle, |inner| self.get(*node, inner));
            small.set(i, whole, self.get(*node, exits[i]));
            let gain = |inner: usize| self.get(inner, *node) - self.get(inner, heads[inner]);
            entries[i] = best_by(&cycle, gain);
            small.set(whole, i, gain(entries[i]));
        }
        let found = small.arborescence();
        for (i, node) in rest.iter().enumerate().skip(1) {
            heads[*node] = if found[i] == whole { exits[i] } else { rest[found[i]] };
        }
        let entered_from = found[whole];
        heads[entries[entered_from]] = rest[entered_from];
        heads
    }

    fn best_head(&self, node: usize) -> usize {
        let mut best = usize::from(node == 0);
        for head in (0..self.nodes).filter(|head| *head != node) {
            if self.get(node, head) > self.get(node, best) {
                best = head;
            }
        }
        best
    }
}

fn best_by(nodes: &[usize], score: impl Fn(usize) -> f64) -> usize {
    let mut best = nodes[0];
    for node in nodes {
        if score(*node) > score(best) {
            best = *node;
        }
    }
    best
}

/// The nodes of a cycle that does not run through the root, if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut walked_from = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && walked_from[at] == 0 {
            walked_from[at] = start;
            at = heads[at];
        }
        if at != 0 && walked_from[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_best_heads_are_the_tree_where_they_are_one() {
        // "Officials denied it": both nouns hang on the verb.
        let scores = [0.0, 0.0, 5.0, 1.0, 6.0, 1.0, 0.0, 2.0, 0.0, 1.0, 4.0, 0.0];
        assert_eq!(best_tree(&scores, 3), [2, 0, 2]);
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Words 1 and 2 like each other best; word 2 loses less by taking the root.
        let scores = [1.0, 0.0, 9.0, 8.0, 9.0, 0.0];
        assert_eq!(best_tree(&scores, 2), [2, 0]);
    }

    #[test]
    fn of_two_roots_one_is_kept() {
        let scores = [5.0, 0.0, 1.0, 6.0, 2.0, 0.0];
        assert_eq!(best_tree(&scores, 2), [0, 1], "5 + 2 is more than 6 + 1 - the gain of the other root");
    }

    #[test]
    fn one_word_is_the_root() {
        assert_eq!(best_tree(&[-3.0, 7.0], 1), [0]);
        assert_eq!(best_tree(&[], 0), [] as [usize; 0]);
    }

    #[test]
    fn numbers_gone_wrong_still_give_a_tree() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let heads = best_tree(&[bad; 20], 4);
            assert!(heads.iter().all(|head| *head <= 4), "{heads:?}");
        }
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    proptest! {
        #[test]
        fn no_tree_with_one_root_is_better(words in 1usize..6, seed in prop::collection::vec(-20i8..20, 30)) {
            let scores: Vec<f32> = seed[..words * (words + 1)].iter().map(|score| f32::from(*score)).collect();
            let found = best_tree(&scores, words);
            prop_assert!(is_tree(&found), "{:?}", found);
            for code in 0..(words + 1).pow(words as u32) {
                let heads: Vec<usize> = (0..words).map(|i| code / (words + 1).pow(i as u32) % (words + 1)).collect();
                prop_assert!(!is_tree(&heads) || total(&scores, &heads) <= total(&scores, &found));
            }
        }
    }
}
