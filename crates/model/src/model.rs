//! A model: the weights of encoder and heads, its vocabulary and its labels, loaded from one file.

use std::borrow::Cow;
use std::fmt;

use safetensors::Dtype;

use crate::config::Config;
use crate::encoder::{Embedding, Encoder, Layer};
use crate::file::{ModelError, ModelFile};
use crate::heads::Heads;
use crate::kernel::block::{Block, blocks_of};
use crate::kernel::linear::{Linear, Slice, Weights};
use crate::kernel::norm::Norm;
use crate::labels::Labels;
use crate::pieces::Vocabulary;

/// Rows of the position embedding.
const POSITIONS: usize = 512;
/// Rows of the case embedding, one for each case of `onrecord_text`.
const CASES: usize = 6;

/// A trained model, ready for any number of [`crate::Analyser`]s, on any number of threads.
pub struct Model {
    identity: String,
    pub(crate) config: Config,
    pub(crate) labels: Labels,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) encoder: Encoder,
    pub(crate) heads: Heads,
}

impl Model {
    /// Loads a model from the bytes of its file. The bytes are not needed afterwards.
    ///
    /// # Errors
    /// A [`ModelError`] that says what is wrong with the file and what to do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::load(bytes, |words| Cow::Owned(words.to_vec()))
    }

    /// The model inside this program. Its word embeddings are read where they lie.
    ///
    /// # Errors
    /// [`ModelError::NotShipped`] where the program was built without one.
    pub fn shipped() -> Result<Self, ModelError> {
        #[cfg(shipped_model)]
        {
            static BYTES: &[u8] = include_bytes!("../../../models/wire-6.3.safetensors");
            Self::load(BYTES, Cow::Borrowed)
        }
        #[cfg(not(shipped_model))]
        Err(ModelError::NotShipped)
    }

    /// `name@hash`: the model's name and the first twelve hexadecimal digits of its file's BLAKE3 hash.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// The types of acts that the model knows.
    pub fn act_types(&self) -> impl Iterator<Item = &str> {
        self.labels.event.iter().skip(1).map(String::as_str)
    }

    /// The word pieces in the order of their numbers.
    pub fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.vocabulary.pieces()
    }

    fn load<'a>(bytes: &'a [u8], keep: impl FnOnce(&'a [u8]) -> Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let config = Config::parse(file.entry("config")?)?;
        let labels = Labels::new(&config.labels)?;
        let vocabulary = Vocabulary::new(file.text("vocab")?)?;
        let name = file.entry("name")?;
        let hash = blake3::hash(bytes).to_hex();
        let embedding = embedding(&file, &config, vocabulary.len(), keep)?;
        let layers = (0..config.layers).map(|n| layer(&file, &config, n)).collect::<Result<_, _>>()?;
        Ok(Self {
            identity: format!("{name}@{}", &hash[..12]),
            encoder: Encoder { embedding, layers },
            heads: Heads::load(&file, &config)?,
            config,
            labels,
            vocabulary,
        })
    }
}

impl fmt::Debug for Model {
    /// The model's identity: its weights say nothing to a reader.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Model").field(&self.identity).finish()
    }
}

fn embedding<'a>(
    file: &ModelFile<'a>,
    config: &Config,
    vocabulary: usize,
    keep: impl FnOnce(&'a [u8]) -> Cow<'static, [u8]>,
) -> Result<Embedding, ModelError> {
    let width = config.hidden;
    let rows = |name: &str, rows: usize| Ok::<_, ModelError>(blocks_of(&file.floats(name, &[rows, width])?));
    Ok(Embedding {
        words: keep(file.bytes("embed.word.weight", Dtype::I8, &[vocabulary, width])?),
        scale: file.floats("embed.word.scale", &[vocabulary])?,
        position: rows("embed.position", POSITIONS)?,
        case: rows("embed.case", CASES)?,
        paragraph: rows("embed.paragraph", 2)?,
        quote: rows("embed.quote", 2)?,
        norm: norm(file, "embed.norm", width)?,
    })
}

fn layer(file: &ModelFile<'_>, config: &Config, n: usize) -> Result<Layer, ModelError> {
    let (hidden, wide) = (config.hidden, config.feed_forward);
    let load = |part: &str, inputs: usize, outputs: usize, gelu: bool| {
        linear(file, &format!("layers.{n}.{part}"), inputs, &[Slice { outputs, gelu }])
    };
    Ok(Layer {
        qkv: load("qkv", hidden, 3 * hidden, false)?,
        out: load("out", hidden, hidden, false)?,
        up: load("up", hidden, wide, true)?,
        down: load("down", wide, hidden, false)?,
        attention_norm: norm(file, &format!("layers.{n}.attention_norm"), hidden)?,
        output_norm: norm(file, &format!("layers.{n}.output_norm"), hidden)?,
    })
}

fn norm(file: &ModelFile<'_>, name: &str, width: usize) -> Result<Norm, ModelError> {
    let load = |kind: &str| -> Result<Vec<Block>, ModelError> {
        Ok(blocks_of(&file.floats(&format!("{name}.{kind}"), &[width])?))
    };
    Ok(Norm { weight: load("weight")?, bias: load("bias")? })
}

/// A linear layer: 8-bit weights with a scale for each output, or float weights without.
pub(crate) fn linear(file: &ModelFile<'_>, name: &str, inputs: usize, slices: &[Slice]) -> Result<Linear, ModelError> {
    let outputs = slices.iter().map(|slice| slice.outputs).sum();
    let weight = format!("{name}.weight");
    let bias = file.floats(&format!("{name}.bias"), &[outputs])?;
    if file.dtype(&weight)? == Dtype::I8 {
        let scale = file.floats(&format!("{name}.scale"), &[outputs])?;
        let weight = file.bytes(&weight, Dtype::I8, &[outputs, inputs])?;
        Ok(Linear::new(inputs, slices, &Weights::Int8 { weight, scale: &scale }, &bias))
    } else {
        let weight = file.floats(&weight, &[outputs, inputs])?;
        Ok(Linear::new(inputs, slices, &Weights::Dense(&weight), &bias))
    }
}
