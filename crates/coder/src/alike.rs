//! Which words are used like the examples of a codebook: no training, the encoder's states compared.
//!
//! All examples and non-events of the codebook are read once. For each type that asks for it, a linear discriminant (Fisher, 1936)
//! tells the anchors of its examples from words in general: the mean of the anchors' states against the mean of all words of all
//! these sentences, in the measure of their common covariance ([`shape`]). A word's likeness is 0 where words in general stand and 1
//! where the mean of the examples stands. It happens to be close to how often such words are acts of the type: on the 1,900
//! sentences of our own, each of PLOVER's types in turn told by six of its examples alone, of the words from 0.6 on two in three
//! are (half of all acts are found), from 0.7 on three in four (a third), from 0.8 on six in seven (a quarter).

mod shape;

use onrecord_codebook::{ActType, Candidate, Codebook, Example};
use onrecord_model::Analysis;
use onrecord_text::Text;

use crate::reading::Reading;
use shape::Shape;

/// Words less alike are not spoken of.
const LEAST: f32 = 0.6;
/// Nothing is surer than this by likeness alone.
const MOST: f32 = 0.95;

/// The examples of a codebook as directions.
#[derive(Debug, Clone)]
pub(crate) struct Alike {
    shape: Shape,
    kinds: Vec<Kind>,
}

/// A type that is told by likeness.
#[derive(Debug, Clone)]
struct Kind {
    /// Its index in the codebook.
    kind: usize,
    examples: Vec<Mark>,
    non_events: Vec<Mark>,
    line: Line,
}

/// The marked word of an example or a non-event.
#[derive(Debug, Clone)]
struct Mark {
    number: usize,
    /// From the mean of all words.
    state: Vec<f32>,
}

/// What a state is multiplied with to give the likeness.
#[derive(Debug, Clone)]
struct Line(Vec<f32>);

impl Line {
    /// Through the mean of some states.
    fn through(shape: &Shape, states: &[&Vec<f32>]) -> Self {
        let mut mean = vec![0.0; shape.width()];
        for state in states {
            mean.iter_mut().zip(*state).for_each(|(sum, part)| *sum += part / states.len() as f32);
        }
        let mut line = shape.undo(&mean);
        let length = dot(&line, &mean).max(f32::MIN_POSITIVE);
        line.iter_mut().for_each(|part| *part /= length);
        Self(line)
    }
}

impl Alike {
    /// Reads the examples by what `analyse` makes of each, with states.
    pub(crate) fn new<'m>(codebook: &Codebook, mut analyse: impl FnMut(&Text<'_>) -> Analysis<'m>) -> Self {
        let mut all: Vec<Vec<f32>> = Vec::new();
        let mut read = |examples: &[Example]| -> Vec<Mark> {
            let mut marks = Vec::new();
            for (number, example) in examples.iter().enumerate() {
                let text = Text::new(&example.marked.text);
                let states = analyse(&text).states;
                all.extend((0..text.words.len()).filter_map(|word| states.of(word)).map(unit));
                let state = anchor(&text, example).and_then(|word| states.of(word)).map(unit);
                marks.extend(state.map(|state| Mark { number, state }));
            }
            marks
        };
        let of = |kind: &ActType| (read(&kind.examples), read(&kind.non_events), kind.near);
        let read: Vec<_> = codebook.types().iter().map(of).collect();
        let shape = Shape::of(&all);
        let wanted = read.into_iter().enumerate().filter(|(_, (examples, _, near))| *near && !examples.is_empty());
        let kinds = wanted.map(|(kind, (mut examples, mut non_events, _))| {
            examples.iter_mut().chain(&mut non_events).for_each(|mark| shape.center(&mut mark.state));
            let line = Line::through(&shape, &examples.iter().map(|mark| &mark.state).collect::<Vec<_>>());
            Kind { kind, examples, non_events, line }
        });
        Self { kinds: kinds.collect(), shape }
    }

    /// What the examples say of a word: that it is an act of the type to whose examples it is most alike.
    pub(crate) fn candidate<'c>(
        &self,
        reading: &Reading<'_>,
        codebook: &'c Codebook,
        word: usize,
    ) -> Option<Candidate<'c>> {
        let mut state = unit(reading.analysis.states.of(word)?);
        self.shape.center(&mut state);
        let alike = |kind: &Kind| Some((kind.kind, kind.alike(&kind.line, &state, None, None)?));
        let (kind, (number, likeness)) = self.kinds.iter().filter_map(alike).reduce(|best, next| {
            let more = next.1.1 > best.1.1;
            if more { next } else { best }
        })?;
        let kind = codebook.types().get(kind)?;
        Some(codebook.alike(reading, word, (kind, kind.examples.get(number)?), likeness))
    }

    /// Whether the example or non-event in this line of a type's file is an act of the type by its likeness to all the others.
    pub(crate) fn by_the_others(&self, codebook: &Codebook, file: &str, line: usize) -> bool {
        let of_file = |it: &&Kind| codebook.types().get(it.kind).is_some_and(|kind| kind.file == file);
        let Some(kind) = self.kinds.iter().find(of_file) else { return false };
        let Some(told) = codebook.types().get(kind.kind) else { return false };
        let in_line = |examples: &[Example], mark: &Mark| examples.get(mark.number).is_some_and(|it| it.line == line);
        if let Some(own) = kind.examples.iter().position(|mark| in_line(&told.examples, mark)) {
            let others = kind.examples.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, mark)| &mark.state);
            let line = Line::through(&self.shape, &others.collect::<Vec<_>>());
            return kind.alike(&line, &kind.examples[own].state, Some(own), None).is_some();
        }
        let own = kind.non_events.iter().position(|mark| in_line(&told.non_events, mark));
        own.is_some_and(|own| kind.alike(&kind.line, &kind.non_events[own].state, None, Some(own)).is_some())
    }
}

impl Kind {
    /// The example that a state is nearest to and how alike it is to all; nothing where that is too little, or where a
    /// non-event is nearer. `example` and `non_event` are left out of what is compared.
    fn alike(
        &self,
        line: &Line,
        state: &[f32],
        example: Option<usize>,
        non_event: Option<usize>,
    ) -> Option<(usize, f32)> {
        let likeness = dot(&line.0, state);
        if likeness < LEAST {
            return None;
        }
        let nearest = |marks: &[Mark], without: Option<usize>| {
            let others = marks.iter().enumerate().filter(|(at, _)| Some(*at) != without);
            let near = others.map(|(_, mark)| (mark.number, cosine(&mark.state, state)));
            near.reduce(|best, next| if next.1 > best.1 { next } else { best })
        };
        let (number, near) = nearest(&self.examples, example)?;
        let tempting = nearest(&self.non_events, non_event).is_some_and(|(_, other)| other > near);
        (!tempting).then_some((number, likeness.min(MOST)))
    }
}

/// The first word of an example's anchor.
fn anchor(text: &Text<'_>, example: &Example) -> Option<usize> {
    let first = example.marked.anchor.first()?;
    text.words.iter().position(|word| first.contains(&(word.span.start() as usize)))
}

/// A state as a vector of length 1.
fn unit(state: &[i8]) -> Vec<f32> {
    let mut state: Vec<f32> = state.iter().map(|part| f32::from(*part)).collect();
    let length = dot(&state, &state).sqrt().max(f32::MIN_POSITIVE);
    state.iter_mut().for_each(|part| *part /= length);
    state
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(f32::MIN_POSITIVE)
}
