//! Reading a model file: a safetensors file whose header says what it is.
//!
//! The header's `format` is looked at before anything else, so that a foreign or newer file is called just that. Every
//! tensor is asked for with the type and shape that the configuration makes it have; after loading nothing is checked
//! again.

use std::collections::HashMap;

use safetensors::tensor::{Metadata, SafeTensorError};
use safetensors::{Dtype, SafeTensors};

/// The format that this program reads.
pub const FORMAT: &str = "onrecord-model/1";

/// Why a file is no model for this program.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes do not begin as a safetensors file does.
    #[error("this is no model file (no safetensors header: {why}); give the path of a file that training/ has written")]
    NotSafetensors {
        /// What the header lacks.
        why: String,
    },
    /// The file ends before, or goes on after, the data that its header lists.
    #[error(
        "the model file is damaged: it has {found} bytes, and its header speaks of {expected}; copy or download it again"
    )]
    WrongLength {
        /// Bytes that the header speaks of.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// A safetensors file of something else.
    #[error("a safetensors file, but no OnRecord model: its header has no `format` that begins with `onrecord-model/`{}",
        found.as_ref().map_or(String::new(), |f| format!(" (it says `{f}`)")))]
    Foreign {
        /// The `format` in the header, if it has one.
        found: Option<String>,
    },
    /// A model of a format that this program does not know.
    #[error(
        "this model is of format `{found}`, this program reads `{FORMAT}`; update the program, or take a model made for it"
    )]
    OtherFormat {
        /// The `format` in the header.
        found: String,
    },
    /// The configuration in the header is missing something or contradicts itself.
    #[error("the model's configuration is broken: {why}; the file was not written by this version's training/")]
    Configuration {
        /// What is wrong.
        why: String,
    },
    /// A tensor is missing, or of another type or shape than the configuration says.
    #[error("the model's tensor `{name}` {why}; the file was not written by this version's training/")]
    Tensor {
        /// Name of the tensor.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// The program was built without a model inside.
    #[error("this build has no model inside; name a model file (`--model PATH`)")]
    NotShipped,
}

/// The tensors of a model file, by name, and its header.
pub(crate) struct ModelFile<'a> {
    tensors: SafeTensors<'a>,
    header: HashMap<String, String>,
}

impl<'a> ModelFile<'a> {
    /// Checks that the bytes are a whole model file of the known format.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let header = header(bytes)?;
        match header.get("format") {
            Some(format) if format == FORMAT => {}
            Some(format) if format.starts_with("onrecord-model/") => {
                return Err(ModelError::OtherFormat { found: format.clone() });
            }
            other => return Err(ModelError::Foreign { found: other.cloned() }),
        }
        let tensors = SafeTensors::deserialize(bytes).map_err(|error| not_safetensors(&error))?;
        Ok(Self { tensors, header })
    }

    /// An entry of the header.
    pub(crate) fn entry(&self, name: &str) -> Result<&str, ModelError> {
        self.header
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| ModelError::Configuration { why: format!("the header has no `{name}`") })
    }

    pub(crate) fn dtype(&self, name: &str) -> Result<Dtype, ModelError> {
        Ok(self.tensors.tensor(name).map_err(|_| missing(name))?.dtype())
    }

    /// The bytes of a tensor of one-byte numbers.
    pub(crate) fn bytes(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&'a [u8], ModelError> {
        let tensor = self.tensors.tensor(name).map_err(|_| missing(name))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let why = format!("is {:?} {:?}, not {dtype:?} {shape:?}", tensor.dtype(), tensor.shape());
            return Err(ModelError::Tensor { name: name.into(), why });
        }
        Ok(tensor.data())
    }

    /// The bytes of a tensor of one dimension, however long.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, ModelError> {
        let length = self.tensors.tensor(name).map_err(|_| missing(name))?.shape().iter().product();
        let bytes = self.bytes(name, Dtype::U8, &[length])?;
        std::str::from_utf8(bytes)
            .map_err(|error| ModelError::Tensor { name: name.into(), why: format!("is no UTF-8: {error}") })
    }

    /// A tensor of finite floats, of single or half precision.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let values: Vec<f32> = match self.dtype(name)? {
            Dtype::F16 => {
                let bytes = self.bytes(name, Dtype::F16, shape)?;
                bytes.as_chunks::<2>().0.iter().map(|b| half(u16::from_le_bytes(*b))).collect()
            }
            _ => {
                let bytes = self.bytes(name, Dtype::F32, shape)?;
                bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
            }
        };
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(ModelError::Tensor { name: name.into(), why: "holds a number that is not finite".into() })
        }
    }
}

/// The string entries of the header, once its length fits the file.
fn header(bytes: &[u8]) -> Result<HashMap<String, String>, ModelError> {
    match SafeTensors::read_metadata(bytes) {
        Ok((_, metadata)) => Ok(metadata.metadata().clone().unwrap_or_default()),
        Err(SafeTensorError::MetadataIncompleteBuffer) => Err(wrong_length(bytes)),
        // A header that is longer than the file: cut, if what there is of it looks like one.
        Err(SafeTensorError::InvalidHeaderLength) if bytes.get(8) == Some(&b'{') => Err(wrong_length(bytes)),
        Err(error) => Err(not_safetensors(&error)),
    }
}

fn wrong_length(bytes: &[u8]) -> ModelError {
    let length = bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    let listed = usize::try_from(length)
        .ok()
        .and_then(|length| bytes.get(8..8_usize.checked_add(length)?))
        .and_then(|header| serde_json::from_slice::<Metadata>(header).ok())
        .map_or(0, |metadata| metadata.data_len() as u64);
    ModelError::WrongLength { expected: length.saturating_add(8).saturating_add(listed), found: bytes.len() as u64 }
}

fn not_safetensors(error: &SafeTensorError) -> ModelError {
    ModelError::NotSafetensors { why: error.to_string() }
}

fn missing(name: &str) -> ModelError {
    ModelError::Tensor { name: name.into(), why: "is missing".into() }
}

/// A half-precision float (IEEE 754 binary16) as a single.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7FFF);
    // The exponent's bias differs by 112; multiplying puts it right for subnormal numbers as well.
    let value = f32::from_bits(magnitude << 13) * f32::from_bits((127 + 112) << 23);
    let value = if magnitude >= 0x7C00 { f32::from_bits(0x7F80_0000 | magnitude << 13) } else { value };
    f32::from_bits(value.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_become_the_same_numbers() {
        for (bits, value) in [(0x0000, 0.0), (0x3C00, 1.0), (0xC000, -2.0), (0x7BFF, 65504.0), (0x0001, 2f32.powi(-24))]
        {
            assert_eq!(half(bits), value);
        }
        assert_eq!(half(0x3555), 0.333_251_95);
        assert_eq!(half(0x83FF), -1023.0 * 2f32.powi(-24));
        assert_eq!(half(0x7C00), f32::INFINITY);
        assert!(half(0x7E00).is_nan());
    }
}
