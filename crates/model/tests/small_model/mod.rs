//! A whole model file with a small network of random weights: it says nothing sensible, but it says it through every layer,
//! head and decoder, and always the same.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};

const HIDDEN: usize = 64;
const WIDE: usize = 96;
const LAYERS: usize = 2;
const NAME: usize = 24;
const ARC: usize = 40;
const REL: usize = 32;
const PAIR: usize = 20;

/// A tensor as the file has it.
#[derive(Clone)]
pub struct Tensor {
    pub dtype: Dtype,
    pub shape: Vec<usize>,
    pub data: Vec<u8>,
}

/// A model file in parts, to be spoilt in one of them.
#[derive(Clone)]
pub struct SmallModel {
    pub header: HashMap<String, String>,
    pub config: serde_json::Value,
    pub tensors: BTreeMap<String, Tensor>,
    state: u64,
}

impl SmallModel {
    pub fn new() -> Self {
        let upos = ["NOUN", "VERB", "PROPN", "PUNCT", "ADP"];
        let xpos = ["NN", "VBD", "NNP"];
        let rel = ["nsubj", "root", "obj", "punct", "case"];
        let lemma = ["lower|0|", "keep|0|", "lower|1|", "lower|3|y", "=be"];
        let name = [
            "O",
            "B-person",
            "I-person",
            "B-organization",
            "I-organization",
            "B-place",
            "I-place",
            "B-other",
            "I-other",
        ];
        let parts = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"];
        let event = ["O", "AID", "ASSAULT"];
        let tags = upos.len() + xpos.len() + lemma.len() + 1;
        let projections = [
            ("tags", tags, "none"),
            ("name", NAME, "gelu"),
            ("attribution", NAME, "gelu"),
            ("arc_dependent", ARC, "gelu"),
            ("arc_head", ARC, "gelu"),
            ("rel_dependent", REL, "none"),
            ("rel_head", REL, "none"),
            ("cue", PAIR, "gelu"),
            ("word", PAIR, "gelu"),
            ("anaphor", PAIR, "gelu"),
            ("antecedent", PAIR, "gelu"),
            ("event", NAME, "gelu"),
            ("anchor", PAIR, "gelu"),
            ("argument", PAIR, "gelu"),
        ];
        let config = serde_json::json!({
            "layers": LAYERS, "hidden": HIDDEN, "attention_heads": HIDDEN / 32, "feed_forward": WIDE, "max_pieces_word": 12, "window": 40,
            "labels": {"upos": upos, "xpos": xpos, "rel": rel, "lemma": lemma, "name": name, "attribution": parts, "voice": ["O", "B-cue", "I-cue"],
                "mention": ["O", "person", "organization", "place", "group", "other"], "sector": ["-", "GOV", "MIL"], "event": event, "status": ["actual", "negated"],
                "mode": ["-", "AID/relief", "ASSAULT/aerial"], "context": ["military", "health"]},
            "projections": projections, "data": [], "scores": null,
        });
        let header = HashMap::from([("format".into(), "onrecord-model/1".into()), ("name".into(), "small".into())]);
        let mut model = Self { header, config, tensors: BTreeMap::new(), state: 1 };
        let vocabulary = vocabulary();
        let pieces = vocabulary.lines().count();
        let bytes = vocabulary.into_bytes();
        model.put("vocab", Dtype::U8, &[bytes.len()], bytes);
        model.integers("embed.word", pieces, HIDDEN, 1.0, false);
        model.halves("embed.position", &[512, HIDDEN], 0.3);
        for (table, rows) in [("case", 6), ("paragraph", 2), ("quote", 2)] {
            model.floats(&format!("embed.{table}"), &[rows, HIDDEN], 0.3, 0.0);
        }
        model.norm("embed.norm");
        for layer in 0..LAYERS {
            let at = |part: &str| format!("layers.{layer}.{part}");
            model.integers(&at("qkv"), 3 * HIDDEN, HIDDEN, 0.3, true);
            model.integers(&at("out"), HIDDEN, HIDDEN, 0.3, true);
            model.integers(&at("up"), WIDE, HIDDEN, 0.3, true);
            model.integers(&at("down"), HIDDEN, WIDE, 0.3, true);
            model.norm(&at("attention_norm"));
            model.norm(&at("output_norm"));
        }
        let outputs = projections.iter().map(|(_, outputs, _)| outputs).sum();
        model.integers("projections", outputs, HIDDEN, 0.4, true);
        for (head, outputs, inputs) in [
            ("name", 24, NAME),
            ("attribution", 10, NAME),
            ("sector", 3, HIDDEN),
            ("rel", rel.len(), REL),
            ("event", event.len(), NAME),
            ("act", 7, NAME),
        ] {
            model.halves(&format!("{head}.weight"), &[outputs, inputs], 0.5);
            model.floats(&format!("{head}.bias"), &[outputs], 0.5, 0.0);
        }
        model.halves("arc.weight", &[ARC + 1, ARC], 0.4);
        model.floats("arc.root", &[ARC], 0.5, 0.0);
        model.floats("arc.distance", &[20], 0.5, 0.0);
        model.floats("rel.root", &[REL], 0.5, 0.0);
        model.halves("pair.weight", &[PAIR + 1, 3, PAIR + 1], 0.4);
        model.floats("pair.distance", &[20, 3], 0.5, 0.0);
        model.halves("role.weight", &[PAIR + 1, 3, PAIR + 1], 0.4);
        model.floats("role.distance", &[20, 3], 0.5, 0.0);
        model.halves("coreference.weight", &[PAIR + 1, PAIR + 1], 0.4);
        model.floats("coreference.distance", &[20], 0.5, 0.0);
        model.floats("coreference.form", &[3], 0.5, 0.0);
        model
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut header = self.header.clone();
        header.entry("config".into()).or_insert_with(|| self.config.to_string());
        let views = self.tensors.iter().map(|(name, tensor)| {
            (name.clone(), TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.data).unwrap())
        });
        serialize(views.collect::<Vec<_>>(), Some(header)).unwrap()
    }

    fn number(&mut self) -> f32 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }

    fn put(&mut self, name: &str, dtype: Dtype, shape: &[usize], data: Vec<u8>) {
        self.tensors.insert(name.into(), Tensor { dtype, shape: shape.into(), data });
    }

    pub fn floats(&mut self, name: &str, shape: &[usize], size: f32, around: f32) {
        let count = shape.iter().product();
        let data = (0..count).flat_map(|_| (around + size * self.number()).to_le_bytes()).collect();
        self.put(name, Dtype::F32, shape, data);
    }

    /// Half-precision numbers of up to `size`.
    fn halves(&mut self, name: &str, shape: &[usize], size: f32) {
        let count = shape.iter().product();
        let half = |x: f32| {
            let bits = (x / 2f32.powi(112)).to_bits();
            ((bits >> 16 & 0x8000) as u16 | (bits >> 13 & 0x7FFF) as u16).to_le_bytes()
        };
        let data = (0..count).flat_map(|_| half(size * self.number())).collect();
        self.put(name, Dtype::F16, shape, data);
    }

    fn integers(&mut self, name: &str, outputs: usize, inputs: usize, size: f32, bias: bool) {
        let data = (0..outputs * inputs).map(|_| (self.number() * 127.0).round() as i8 as u8).collect();
        self.put(&format!("{name}.weight"), Dtype::I8, &[outputs, inputs], data);
        self.floats(&format!("{name}.scale"), &[outputs], size * 0.2 / 127.0, size / 127.0);
        if bias {
            self.floats(&format!("{name}.bias"), &[outputs], 0.2, 0.0);
        }
    }

    fn norm(&mut self, name: &str) {
        self.floats(&format!("{name}.weight"), &[HIDDEN], 0.3, 1.0);
        self.floats(&format!("{name}.bias"), &[HIDDEN], 0.2, 0.0);
    }
}

/// Special pieces, all printable ASCII alone and as continuations, and a few words.
fn vocabulary() -> String {
    let mut pieces: Vec<String> = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map(String::from).into();
    pieces.extend(('!'..='~').filter(|c| !c.is_ascii_uppercase()).map(String::from));
    pieces.extend(('a'..='z').chain('0'..='9').map(|c| format!("##{c}")));
    pieces.extend(
        ["the", "said", "minister", "senate", "that", "of", "##ing", "##ed", "reject", "“", "”", "’"].map(String::from),
    );
    pieces.join("\n")
}
