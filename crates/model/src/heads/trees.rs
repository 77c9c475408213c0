//! Scores of dependency arcs and relations inside one sentence.

use super::{DISTANCES, dot, transposed, vector};
use crate::config::{Config, Projection};
use crate::decode::distance_class;
use crate::file::{ModelError, ModelFile};
use crate::kernel::Kernel;
use crate::kernel::block::{Block, Matrix, View, floats};
use crate::kernel::curves::gelu;
use crate::kernel::linear::{Linear, Slice};
use crate::kernel::quantise::Quantised;
use crate::kernel::simd::{Job, Simd};
use crate::model::linear;

/// The weights of arcs and relations.
#[derive(Debug)]
pub(crate) struct Trees {
    /// From a word as dependent to what it looks for in its head.
    pub(crate) arc: Linear,
    /// What stands for the root as head.
    root: Vec<Block>,
    distance: Vec<f32>,
    relation: Linear,
    /// What stands for the root as head of a relation.
    relation_root: Vec<Block>,
    relations: usize,
}

/// Memory of relation scores, kept from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Room {
    inputs: Matrix,
    logits: Matrix,
}

impl Trees {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let (dependent, head) = (config.size(Projection::ArcDependent), config.size(Projection::ArcHead));
        let weight = file.floats("arc.weight", &[dependent + 1, head])?;
        let relations = config.labels.rel.len();
        let size = config.size(Projection::RelHead);
        Ok(Self {
            arc: transposed(dependent, &[Slice { outputs: head, gelu: false }], |i, o| weight[i * head + o]),
            root: vector(file, "arc.root", head)?,
            distance: file.floats("arc.distance", &[DISTANCES])?,
            relation: linear(file, "rel", size, &[Slice { outputs: relations, gelu: false }])?,
            relation_root: vector(file, "rel.root", size)?,
            relations,
        })
    }

    /// For each word of a sentence the scores of its possible heads: the root, then the words. `wanted` is what the words look
    /// for, `heads` what they are as heads.
    pub(crate) fn arcs(&self, kernel: Kernel, wanted: &View<'_>, heads: &View<'_>, scores: &mut Vec<f32>) {
        kernel.run(Arcs { trees: self, wanted, heads, scores });
    }

    /// The relation of each word of a sentence to its head. `heads` counts words from 1, 0 is the root; `root` is the label
    /// that only the root's word gets.
    pub(crate) fn relations(
        &self,
        kernel: Kernel,
        (dependents, governors): (&View<'_>, &View<'_>),
        heads: &[usize],
        root: usize,
        (bytes, room): (&mut Quantised, &mut Room),
    ) -> Vec<usize> {
        let Room { inputs, logits } = room;
        inputs.shape(heads.len(), dependents.width());
        kernel.run(RelationInputs { root: &self.relation_root, dependents, governors, heads, out: inputs });
        logits.shape(heads.len(), self.relation.width());
        self.relation.apply(kernel, &inputs.view(0..heads.len()), bytes, logits, 0);
        let choose = |(word, head): (usize, &usize)| {
            if *head == 0 {
                return root;
            }
            let logits = &floats(logits.row(word))[..self.relations];
            let mut best = usize::from(root == 0);
            for (label, logit) in logits.iter().enumerate().filter(|(label, _)| *label != root) {
                if *logit > logits[best] {
                    best = label;
                }
            }
            best
        };
        heads.iter().enumerate().map(choose).collect()
    }

    /// Logits of the relations of the last call of [`Trees::relations`].
    #[cfg(all(test, shipped_model))]
    pub(crate) fn logits<'r>(&self, room: &'r Room, word: usize) -> &'r [f32] {
        &floats(room.logits.row(word))[..self.relations]
    }
}

struct Arcs<'a> {
    trees: &'a Trees,
    wanted: &'a View<'a>,
    heads: &'a View<'a>,
    scores: &'a mut Vec<f32>,
}

impl Job for Arcs<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Self { trees, wanted, heads, scores } = self;
        scores.clear();
        for word in 0..wanted.rows() {
            let wanted = wanted.row(word);
            scores.push(dot(s, wanted, &trees.root) + trees.distance[0]);
            for head in 0..heads.rows() {
                scores.push(dot(s, wanted, heads.row(head)) + trees.distance[distance_class(word, head)]);
            }
        }
    }
}

/// `gelu(dependent + head)` for each word and its head.
struct RelationInputs<'a> {
    root: &'a [Block],
    dependents: &'a View<'a>,
    governors: &'a View<'a>,
    heads: &'a [usize],
    out: &'a mut Matrix,
}

impl Job for RelationInputs<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        for (word, head) in self.heads.iter().enumerate() {
            let governor = head.checked_sub(1).map_or(self.root, |head| self.governors.row(head));
            let parts = self.dependents.row(word).iter().zip(governor);
            for ((dependent, governor), out) in parts.zip(self.out.row_mut(word)) {
                s.store(gelu(s, s.add(s.load(dependent), s.load(governor))), out);
            }
        }
    }
}
