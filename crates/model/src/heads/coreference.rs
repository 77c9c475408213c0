//! From a mention to the earlier ones: to which of them may it refer back?

use super::{DISTANCES, dot, transposed};
use crate::config::{Config, Projection};
use crate::decode::distance_class;
use crate::file::{ModelError, ModelFile};
use crate::kernel::Kernel;
use crate::kernel::block::{Block, Matrix, View};
use crate::kernel::linear::{Linear, Slice, slice_blocks};
use crate::kernel::quantise::Quantised;
use crate::kernel::simd::{Job, Simd};

/// Whether two mentions' heads are written alike: no, yes, yes and they are pronouns.
const FORMS: usize = 3;

/// The weights of coreference.
#[derive(Debug)]
pub(crate) struct Coreference {
    /// From a mention to what it looks for in its antecedent, and a constant.
    wanted: Linear,
    slices: [Slice; 2],
    distance: Vec<f32>,
    form: Vec<f32>,
}

/// How the heads of two mentions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    Different = 0,
    Same = 1,
    SamePronoun = 2,
}

/// An earlier mention as a candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) vector: &'a [Block],
    /// How many mentions it stands before.
    pub(crate) distance: usize,
    pub(crate) forms: Forms,
}

impl Coreference {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let (anaphor, antecedent) = (config.size(Projection::Anaphor), config.size(Projection::Antecedent));
        let weight = file.floats("coreference.weight", &[anaphor + 1, antecedent + 1])?;
        let slices = [Slice { outputs: antecedent, gelu: false }, Slice { outputs: 1, gelu: false }];
        Ok(Self {
            wanted: transposed(anaphor, &slices, |i, o| weight[i * (antecedent + 1) + o]),
            slices,
            distance: file.floats("coreference.distance", &[DISTANCES])?,
            form: file.floats("coreference.form", &[FORMS])?,
        })
    }

    /// What mentions, each a row of `anaphors`, look for: a row of `out` each.
    pub(crate) fn wanted(&self, kernel: Kernel, anaphors: &View<'_>, bytes: &mut Quantised, out: &mut Matrix) {
        out.shape(anaphors.rows(), self.wanted.width());
        self.wanted.apply(kernel, anaphors, bytes, out, 0);
    }

    /// Logits of the candidates for one mention; that it has no antecedent has the logit 0.
    pub(crate) fn logits(&self, kernel: Kernel, wanted: &[Block], candidates: &[Candidate<'_>], out: &mut Vec<f32>) {
        kernel.run(Score { heads: self, wanted, candidates, out });
    }
}

struct Score<'a> {
    heads: &'a Coreference,
    wanted: &'a [Block],
    candidates: &'a [Candidate<'a>],
    out: &'a mut Vec<f32>,
}

impl Job for Score<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Self { heads, wanted, candidates, out } = self;
        let vector = &wanted[slice_blocks(&heads.slices, 0)];
        let constant = wanted[slice_blocks(&heads.slices, 1)][0].0[0];
        out.clear();
        for candidate in candidates {
            let distance = heads.distance[distance_class(0, candidate.distance)];
            out.push(dot(s, vector, candidate.vector) + constant + distance + heads.form[candidate.forms as usize]);
        }
    }
}
