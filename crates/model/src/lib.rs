//! The model: a text's words in, an [`Analysis`] out.
//!
//! ```text
//! words ──pieces──▶ windows ──encoder──▶ a vector for each word ──heads──▶ scores ──decode──▶ Analysis
//! ```
//!
//! A [`Model`] is one safetensors file: vocabulary, weights, labels. An [`Analyser`] reads texts with it on one thread. The
//! arithmetic is our own (`src/kernel`): 8-bit integer products with exact sums, floats in one fixed order, so that a text's
//! analysis is the same to the bit on every kernel, in any batch and on any number of threads.

mod analyser;
mod analysis;
mod config;
mod decode;
mod encoder;
mod file;
mod heads;
mod kernel;
mod labels;
mod model;
mod pieces;
mod reading;
mod states;
mod windows;

pub use analyser::{Analyser, Encoded};
pub use analysis::{
    Act, ActStatus, Analysis, Antecedent, Attribution, Mention, MentionKind, Name, NameKind, Signs, WordAnalysis,
};
pub use file::{FORMAT, ModelError};
pub use kernel::Kernel;
pub use model::Model;
pub use states::States;

#[cfg(all(test, shipped_model))]
mod parity;
#[cfg(all(test, shipped_model))]
mod test_model;
