//! From one word to every word of its window, in three classes: from a cue, is the word outside, in the source, or in the
//! content? From an anchor, is it no role, the head of an actor, or of a recipient?

use std::ops::Range;

use super::{DISTANCES, dot, transposed};
use crate::config::{Config, Projection};
use crate::decode::distance_class;
use crate::file::{ModelError, ModelFile};
use crate::kernel::Kernel;
use crate::kernel::block::{Block, LANES, Matrix, View, floats};
use crate::kernel::curves::exp;
use crate::kernel::linear::{Linear, Slice, slice_blocks};
use crate::kernel::quantise::Quantised;
use crate::kernel::simd::{Job, Simd};

/// None, and the two that are asked for.
const CLASSES: usize = 3;

/// For each word of a window the probability of the first and of the second class.
pub(crate) type Shares = [Vec<f32>; 2];

/// The weights of the links of one kind.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// From a vector to what it looks for in words: a vector for each class, then a constant for each.
    wanted: Linear,
    slices: [Slice; CLASSES + 1],
    distance: Vec<f32>,
}

/// Memory of link scores, kept from window to window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    cues: Matrix,
    wanted: Matrix,
    logits: [Vec<Block>; CLASSES],
}

impl Pairs {
    /// The weights called `name`, from one projection to another.
    pub(crate) fn load(
        file: &ModelFile<'_>,
        name: &str,
        (from, to): (Projection, Projection),
        config: &Config,
    ) -> Result<Self, ModelError> {
        let (from, word) = (config.size(from), config.size(to));
        let weight = file.floats(&format!("{name}.weight"), &[from + 1, CLASSES, word + 1])?;
        let vector = Slice { outputs: word, gelu: false };
        let slices = [vector, vector, vector, Slice { outputs: CLASSES, gelu: false }];
        let at = |i: usize, o: usize| {
            let (class, w) = if o < CLASSES * word { (o / word, o % word) } else { (o - CLASSES * word, word) };
            weight[(i * CLASSES + class) * (word + 1) + w]
        };
        Ok(Self {
            wanted: transposed(from, &slices, at),
            slices,
            distance: file.floats(&format!("{name}.distance"), &[DISTANCES, CLASSES])?,
        })
    }

    /// For each of some ranges of the window's words (a cue; an anchor's one word), what each word is to it. `cue` and `word`
    /// are the words' projections.
    pub(crate) fn links(
        &self,
        kernel: Kernel,
        cues: &[Range<usize>],
        (cue, word): (&View<'_>, &View<'_>),
        (bytes, room): (&mut Quantised, &mut Room),
    ) -> Vec<Shares> {
        let Room { cues: vectors, wanted, logits } = room;
        vectors.shape(cues.len(), cue.width());
        for (i, words) in cues.iter().enumerate() {
            let ends = cue.row(words.start).iter().zip(cue.row(words.end - 1));
            for (out, (first, last)) in vectors.row_mut(i).iter_mut().zip(ends) {
                *out = Block(std::array::from_fn(|lane| (first.0[lane] + last.0[lane]) * 0.5));
            }
        }
        wanted.shape(cues.len(), self.wanted.width());
        self.wanted.apply(kernel, &vectors.view(0..cues.len()), bytes, wanted, 0);
        let link = |(i, words): (usize, &Range<usize>)| {
            kernel.run(Link { pairs: self, wanted: wanted.row(i), at: words.start, word, logits })
        };
        cues.iter().enumerate().map(link).collect()
    }
}

struct Link<'a> {
    pairs: &'a Pairs,
    wanted: &'a [Block],
    /// First word of the cue.
    at: usize,
    word: &'a View<'a>,
    logits: &'a mut [Vec<Block>; CLASSES],
}

impl Job for Link<'_> {
    type Output = Shares;
    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> Shares {
        let Self { pairs, wanted, at, word, logits } = self;
        let words = word.rows();
        let constants = &wanted[slice_blocks(&pairs.slices, CLASSES)][0];
        for (class, logits) in logits.iter_mut().enumerate() {
            let wanted = &wanted[slice_blocks(&pairs.slices, class)];
            logits.clear();
            logits.resize(words.div_ceil(LANES), Block::ZERO);
            for i in 0..words {
                let distance = pairs.distance[distance_class(at, i) * CLASSES + class];
                logits[i / LANES].0[i % LANES] = dot(s, wanted, word.row(i)) + constants.0[class] + distance;
            }
        }
        let [none, source, content] = logits;
        for ((none, source), content) in none.iter().zip(source.iter_mut()).zip(content.iter_mut()) {
            let (a, b, c) = (s.load(none), s.load(source), s.load(content));
            let most = s.max(s.max(a, b), c);
            let (a, b, c) = (exp(s, s.sub(a, most)), exp(s, s.sub(b, most)), exp(s, s.sub(c, most)));
            let sum = s.add(s.add(a, b), c);
            s.store(b, source);
            s.store(c, content);
            let mut sums = Block::ZERO;
            s.store(sum, &mut sums);
            for lane in 0..LANES {
                source.0[lane] /= sums.0[lane];
                content.0[lane] /= sums.0[lane];
            }
        }
        [source, content].map(|shares| floats(shares)[..words].to_vec())
    }
}
