//! Files that are no model for this program are refused, each with a message that says what is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod small_model;

use onrecord_model::{Model, ModelError};
use safetensors::{Dtype, serialize};
use small_model::SmallModel;

fn refusal(bytes: &[u8]) -> ModelError {
    Model::from_bytes(bytes).expect_err("the file should have been refused")
}

fn spoilt(spoil: impl FnOnce(&mut SmallModel)) -> ModelError {
    let mut model = SmallModel::new();
    spoil(&mut model);
    refusal(&model.bytes())
}

#[test]
fn a_whole_file_is_loaded_and_says_who_it_is() {
    let bytes = SmallModel::new().bytes();
    let model = Model::from_bytes(&bytes).unwrap();
    let hash = blake3::hash(&bytes).to_hex();
    assert_eq!(model.identity(), format!("small@{}", &hash[..12]));
    assert_eq!(model.vocabulary().nth(2), Some("[CLS]"));
}

#[test]
fn what_is_no_safetensors_file_is_called_that() {
    for bytes in
        [&b""[..], b"abc", b"The Senate met on Monday.", &[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], &[0; 64]]
    {
        let error = refusal(bytes);
        assert!(matches!(error, ModelError::NotSafetensors { .. }), "{bytes:?}: {error:?}");
        assert!(error.to_string().contains("no model file"), "{error}");
    }
}

#[test]
fn a_cut_file_is_told_from_a_foreign_one() {
    let bytes = SmallModel::new().bytes();
    for length in [bytes.len() - 1, bytes.len() / 2, 100] {
        let error = refusal(&bytes[..length]);
        assert!(
            matches!(error, ModelError::WrongLength { found, .. } if found == length as u64),
            "{length}: {error:?}"
        );
        assert!(error.to_string().contains("damaged"), "{error}");
    }
    let error = refusal(&bytes[..bytes.len() - 1]);
    assert!(matches!(error, ModelError::WrongLength { expected, .. } if expected == bytes.len() as u64), "{error:?}");
    let mut longer = bytes;
    longer.extend_from_slice(b"more");
    assert!(matches!(refusal(&longer), ModelError::WrongLength { .. }));
}

#[test]
fn a_safetensors_file_of_something_else_is_foreign() {
    let other = serialize(Vec::<(String, safetensors::tensor::TensorView)>::new(), None).unwrap();
    assert!(matches!(refusal(&other), ModelError::Foreign { found: None }));
    let error = spoilt(|model| {
        model.header.insert("format".into(), "pt".into());
    });
    assert!(matches!(&error, ModelError::Foreign { found: Some(format) } if format == "pt"), "{error:?}");
    assert!(error.to_string().contains("`pt`"), "{error}");
}

#[test]
fn a_newer_file_asks_for_a_newer_program() {
    let error = spoilt(|model| {
        model.header.insert("format".into(), "onrecord-model/2".into());
    });
    let message = error.to_string();
    assert!(message.contains("onrecord-model/2") && message.contains("update"), "{message}");
}

#[test]
fn a_configuration_that_contradicts_itself_is_refused() {
    type Spoil = fn(&mut SmallModel);
    let cases: [(Spoil, &str); 10] = [
        (|m| _ = m.header.insert("config".into(), "{".into()), "EOF"),
        (|m| m.config["hidden"] = 65.into(), "32 for each attention head"),
        (|m| m.config["layers"] = 0.into(), "no layers"),
        (|m| m.config["window"] = 4000.into(), "512 positions"),
        (|m| m.config["max_pieces_word"] = 41.into(), "max_pieces_word"),
        (|m| m.config["labels"]["rel"] = vec!["nsubj", "obj"].into(), "root"),
        (|m| m.config["labels"]["lemma"][0] = "upper|0|".into(), "upper|0|"),
        (|m| m.config["labels"]["name"][1] = "B-ship".into(), "B-ship"),
        (|m| m.config["labels"]["upos"] = vec!["NOUN"].into(), "tags"),
        (|m| m.config["projections"][3][2] = "relu".into(), "relu"),
    ];
    for (spoil, says) in cases {
        let error = spoilt(spoil);
        assert!(matches!(error, ModelError::Configuration { .. }), "{error:?}");
        assert!(error.to_string().contains(says), "{error} does not speak of {says}");
    }
}

#[test]
fn a_tensor_that_is_missing_or_misshapen_is_named() {
    let tensor = |name: &str, spoil: &dyn Fn(&mut SmallModel)| {
        let error = spoilt(|model| spoil(model));
        assert!(matches!(&error, ModelError::Tensor { name: found, .. } if found == name), "{error:?}");
    };
    tensor("layers.1.up.weight", &|m| _ = m.tensors.remove("layers.1.up.weight"));
    tensor("layers.1.up.scale", &|m| _ = m.tensors.remove("layers.1.up.scale"));
    tensor("arc.root", &|m| m.floats("arc.root", &[41], 1.0, 0.0));
    tensor("embed.norm.bias", &|m| m.floats("embed.norm.bias", &[64], f32::NAN, 0.0));
    tensor("embed.word.weight", &|m| m.tensors.get_mut("embed.word.weight").unwrap().dtype = Dtype::U8);
    tensor("vocab", &|m| m.tensors.get_mut("vocab").unwrap().data[7] = b'Q');
    tensor("vocab", &|m| m.tensors.get_mut("vocab").unwrap().data[1] = 0xFF);
}
