//! The whole forward pass against PyTorch.
//!
//! `tests/fixture.safetensors` is written by `training/export.py` together with the model: for a few texts of our own what the
//! encoder was given, and what the unrounded network made of it. With `ONRECORD_MODEL` and `ONRECORD_FIXTURE` another pair is
//! tested.
#![allow(clippy::unwrap_used, clippy::panic)]

use onrecord_text::Text;
use safetensors::SafeTensors;

use crate::config::Projection;
use crate::decode::argmax;
use crate::heads::{WordScores, links, trees};
use crate::kernel::block::{LANES, Matrix, floats};
use crate::{Analyser, Kernel, Model, test_model};

/// Cosine between our state of a word and PyTorch's, in the mean and at least.
const MEAN_COSINE: f64 = 0.998;
const LEAST_COSINE: f64 = 0.99;

struct Fixture<'a> {
    tensors: SafeTensors<'a>,
    index: usize,
}

impl Fixture<'_> {
    fn numbers<T>(&self, name: &str, number: fn([u8; 4]) -> T) -> Vec<T> {
        let tensor = self.tensors.tensor(&format!("{}.{name}", self.index)).unwrap();
        tensor.data().as_chunks::<4>().0.iter().map(|bytes| number(*bytes)).collect()
    }

    fn floats(&self, name: &str) -> Vec<f32> {
        self.numbers(name, f32::from_le_bytes)
    }

    fn integers(&self, name: &str) -> Vec<usize> {
        self.numbers(name, |bytes| i32::from_le_bytes(bytes) as usize)
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// How many of the rows' largest numbers are in the same place, and how many rows there are.
#[derive(Default)]
struct Agreement(usize, usize);

impl Agreement {
    fn add(&mut self, ours: &[f32], theirs: &[f32]) {
        self.0 += usize::from(argmax(ours) == argmax(theirs));
        self.1 += 1;
    }

    fn check(&self, what: &str) {
        println!("{what}: {} of {} decisions agree", self.0, self.1);
        assert!(self.0 * 100 >= self.1 * 95, "{what}: only {} of {} decisions agree with PyTorch", self.0, self.1);
    }
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = logits.iter().map(|x| (x - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|x| x / sum).collect()
}

#[test]
fn the_forward_pass_makes_of_a_text_what_pytorch_makes_of_it() {
    let model = Model::from_bytes(&test_model::model()).unwrap();
    let bytes = test_model::read("ONRECORD_FIXTURE", "tests/fixture.safetensors");
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let count = tensors.names().iter().filter(|name| name.ends_with(".text")).count();
    assert!(count > 0, "the fixture holds no text");
    let [mut tags, mut names, mut parts, mut voices, mut arcs, mut relations] = [const { Agreement(0, 0) }; 6];
    let [mut mentions, mut sectors, mut events] = [const { Agreement(0, 0) }; 3];
    let mut roles = Vec::new();
    let (mut cosines, mut pairs) = (Vec::new(), Vec::new());
    for index in 0..count {
        let fixture = Fixture { tensors: SafeTensors::deserialize(&bytes).unwrap(), index };
        let raw = std::str::from_utf8(tensors.tensor(&format!("{index}.text")).unwrap().data()).unwrap();
        let text = Text::new(raw);
        let mut analyser = Analyser::new(&model, Kernel::plain());
        let mut batches = 0;
        analyser.batches(&[&text], |analyser| {
            batches += 1;
            let pieces = &analyser.batch.pieces;
            assert_eq!(
                pieces.iter().map(|p| usize::from(p.id)).collect::<Vec<_>>(),
                fixture.integers("ids"),
                "pieces of {raw}"
            );
            assert_eq!(
                pieces.iter().map(|p| usize::from(p.case)).collect::<Vec<_>>(),
                fixture.integers("case"),
                "{raw}"
            );
            let opens: Vec<_> = pieces.iter().map(|p| usize::from(p.opens_paragraph)).collect();
            assert_eq!(opens, fixture.integers("paragraph"), "{raw}");
            assert_eq!(
                pieces.iter().map(|p| usize::from(p.quoted)).collect::<Vec<_>>(),
                fixture.integers("quote"),
                "{raw}"
            );
            assert_eq!(analyser.firsts, fixture.integers("first_piece"), "{raw}");

            let words = analyser.firsts.len();
            let hidden = fixture.floats("hidden");
            for (word, theirs) in hidden.chunks_exact(model.config.hidden).enumerate() {
                let ours = floats(analyser.scratch.states.row(analyser.firsts[word]));
                cosines.push(cosine(ours, theirs));
            }

            let mut scores = WordScores::default();
            let bytes = &mut analyser.scratch.bytes;
            model.heads.score(analyser.kernel, &analyser.scratch.states, &analyser.firsts, bytes, &mut scores);
            let tag_logits = fixture.floats("tags");
            let sizes = [model.labels.upos.len(), model.labels.xpos.len(), model.labels.lemma.len()];
            for (word, theirs) in tag_logits.chunks_exact(tag_logits.len() / words).enumerate() {
                let ours = &floats(&scores.projected.row(word)[model.heads.blocks(Projection::Tags)])[..theirs.len()];
                let mut at = 0;
                for size in sizes {
                    tags.add(&ours[at..at + size], &theirs[at..at + size]);
                    at += size;
                }
                tags.add(&[0.0, ours[at]], &[0.0, theirs[at]]);
            }
            let labels = model.labels.name.len();
            for (i, theirs) in fixture.floats("name").chunks_exact(labels).enumerate() {
                names.add(&floats(scores.names.row(i / 2))[i % 2 * LANES..][..labels], theirs);
            }
            let labels = model.labels.mention.len();
            for (word, theirs) in fixture.floats("mention").chunks_exact(labels).enumerate() {
                mentions.add(&floats(scores.names.row(word))[2 * LANES..][..labels], theirs);
            }
            let labels = model.labels.sector.len();
            let mut ours = Matrix::default();
            ours.shape(words, model.heads.sector.width());
            model.heads.sector.apply(analyser.kernel, &scores.words.view(0..words), bytes, &mut ours, 0);
            for (word, theirs) in fixture.floats("sector").chunks_exact(labels).enumerate() {
                sectors.add(&floats(ours.row(word))[..labels], theirs);
            }
            let labels = model.labels.event.len();
            for (word, theirs) in fixture.floats("event").chunks_exact(labels).enumerate() {
                events.add(&floats(scores.events.row(word))[..labels], theirs);
            }
            let labels = model.labels.attribution.len();
            for (word, theirs) in fixture.floats("attribution").chunks_exact(labels).enumerate() {
                parts.add(&floats(scores.parts.row(word))[..labels], theirs);
            }
            let labels = model.labels.voice.len();
            for (word, theirs) in fixture.floats("voice").chunks_exact(labels).enumerate() {
                voices.add(&floats(scores.parts.row(word))[LANES..][..labels], theirs);
            }
            let part = |projection| scores.projected.part(0..words, model.heads.blocks(projection));
            let mut ours = Vec::new();
            model.heads.trees.arcs(
                analyser.kernel,
                &scores.wanted_heads.view(0..words),
                &part(Projection::ArcHead),
                &mut ours,
            );
            for (ours, theirs) in ours.chunks_exact(words + 1).zip(fixture.floats("arc").chunks_exact(words + 1)) {
                arcs.add(ours, theirs);
            }
            let mut room = trees::Room::default();
            for (name, head) in [("rel_root", 0), ("rel_first", 1)] {
                let views = (&part(Projection::RelDependent), &part(Projection::RelHead));
                let memory = (&mut *bytes, &mut room);
                model.heads.trees.relations(analyser.kernel, views, &vec![head; words], model.labels.root, memory);
                let theirs = fixture.floats(name);
                for (word, theirs) in theirs.chunks_exact(model.labels.rel.len()).enumerate() {
                    relations.add(model.heads.trees.logits(&room, word), theirs);
                }
            }
            let views = (&part(Projection::Cue), &part(Projection::Word));
            let mut room = links::Room::default();
            let cue = fixture.integers("cue")[0];
            let cue = cue..cue + 1;
            let anchor = cue.clone();
            let ours = model.heads.pairs.links(analyser.kernel, &[cue], views, (&mut *bytes, &mut room)).remove(0);
            for (word, theirs) in fixture.floats("pair").chunks_exact(3).enumerate() {
                let theirs = softmax(theirs);
                pairs.extend([(ours[0][word] - theirs[1]).abs(), (ours[1][word] - theirs[2]).abs()]);
            }
            let views = (&part(Projection::Anchor), &part(Projection::Argument));
            let ours = model.heads.acts.roles.links(analyser.kernel, &[anchor], views, (bytes, &mut room)).remove(0);
            for (word, theirs) in fixture.floats("role").chunks_exact(3).enumerate() {
                let theirs = softmax(theirs);
                roles.extend([(ours[0][word] - theirs[1]).abs(), (ours[1][word] - theirs[2]).abs()]);
            }
        });
        assert_eq!(batches, 1, "each text of the fixture is one window");
    }
    let mean = cosines.iter().sum::<f64>() / cosines.len() as f64;
    let least = cosines.iter().copied().fold(1.0, f64::min);
    let most = pairs.iter().copied().fold(0.0, f32::max);
    let usual = pairs.iter().sum::<f32>() / pairs.len() as f32;
    println!(
        "cosine of a word's state: {mean:.5} in the mean, {least:.5} at least; largest difference of a link's probability: {most:.4}"
    );
    assert!(
        mean >= MEAN_COSINE && least >= LEAST_COSINE,
        "words' states have cosines of {mean} in the mean, {least} at least"
    );
    assert!(most <= 0.15, "a link's probability differs by {most} from PyTorch's");
    assert!(usual <= 0.02, "links' probabilities differ by {usual} from PyTorch's in the mean");
    let most = roles.iter().copied().fold(0.0, f32::max);
    println!("largest difference of a role's probability: {most:.4}");
    assert!(most <= 0.15, "a role's probability differs by {most} from PyTorch's");
    mentions.check("mentions");
    sectors.check("sectors");
    events.check("events");
    tags.check("tags");
    names.check("names");
    parts.check("attribution");
    voices.check("voice");
    arcs.check("arcs");
    relations.check("relations");
}
