//! Our word pieces against those of the `tokenizers` library, with the model's own vocabulary.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use tokenizers::Tokenizer;

use super::{MOST_REMEMBERED, Pieces, Vocabulary};
use crate::{Model, test_model};

struct Both {
    vocabulary: Vocabulary,
    reference: Tokenizer,
}

static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let vocabulary = Model::from_bytes(&test_model::model()).unwrap().vocabulary;
    let numbered: HashMap<&str, u32> = vocabulary.pieces().zip(0..).collect();
    let description = serde_json::json!({
        "version": "1.0",
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": numbered},
    });
    let reference = description.to_string().parse().unwrap();
    Both { vocabulary, reference }
});

fn ours(word: &str) -> Vec<u16> {
    let mut out = Vec::new();
    Pieces::default().append(&BOTH.vocabulary, word, 12, &mut out);
    out
}

fn theirs(word: &str) -> Vec<u16> {
    let encoding = BOTH.reference.encode(word, false).unwrap();
    let mut ids: Vec<u16> = encoding.get_ids().iter().take(12).map(|id| *id as u16).collect();
    if ids.is_empty() {
        ids.push(BOTH.vocabulary.unknown);
    }
    ids
}

fn names(ids: &[u16]) -> Vec<&'static str> {
    let all: Vec<&str> = BOTH.vocabulary.pieces().collect();
    ids.iter().map(|id| all[usize::from(*id)]).collect()
}

#[test]
fn words_are_cut_as_one_knows_it_from_bert() {
    assert_eq!(names(&ours("Unaffordable")), ["una", "##ff", "##ord", "##able"]);
    assert_eq!(names(&ours("Café")), ["cafe"]);
    assert_eq!(names(&ours("U.N.")), ["u", ".", "n", "."]);
    assert_eq!(names(&ours("n't")), ["n", "'", "t"]);
    assert_eq!(names(&ours("北京")), ["北", "京"]);
    assert_eq!(names(&ours("\u{200b}")), ["[UNK]"], "nothing is left of it");
    assert_eq!(names(&ours("[SEP]")), ["[", "sep", "]"], "letters of a text are no special piece");
}

#[test]
fn of_a_long_word_the_first_twelve_pieces_are_kept() {
    assert_eq!(ours("1-2-3-4-5-6-7-8-9-10-11").len(), 12);
    assert_eq!(names(&ours(&"x".repeat(101))), ["[UNK]"]);
    assert_ne!(names(&ours(&"x".repeat(100))), ["[UNK]"]);
    assert_eq!(ours(&"x".repeat(100)), theirs(&"x".repeat(100)));
}

#[test]
fn what_is_remembered_changes_nothing_even_when_it_is_forgotten() {
    let mut pieces = Pieces::default();
    let word = |i: usize| format!("w{}x", i % (MOST_REMEMBERED + 100));
    for i in 0..2 * MOST_REMEMBERED + 500 {
        let mut out = vec![7];
        pieces.append(&BOTH.vocabulary, &word(i), 12, &mut out);
        assert_eq!((out[0], &out[1..]), (7, &ours(&word(i))[..]));
    }
    assert!(pieces.seen.len() <= MOST_REMEMBERED);
}

/// Words that a careless normaliser would get wrong.
fn nasty() -> impl Strategy<Value = String> {
    let vocabulary = prop::sample::select(BOTH.vocabulary.pieces().collect::<Vec<_>>());
    let part = prop_oneof![
        4 => vocabulary.prop_map(|piece| piece.trim_start_matches('#').to_owned()),
        2 => "[a-zA-Z]{1,8}",
        2 => "[a-zA-ZÀ-ɏḀ-ỿ]{1,6}",
        1 => "[\u{300}-\u{36f}\u{483}-\u{489}\u{591}-\u{5c7}\u{1ab0}-\u{1aff}]{1,3}",
        1 => "[\u{0}-\u{20}\u{7f}-\u{a0}\u{ad}\u{200b}-\u{200f}\u{2028}-\u{202f}\u{2060}\u{feff}\u{fffd}]{1,3}",
        1 => "[一-鿿㐀-䶿豈-﫿가-힣ぁ-ヿ]{1,3}",
        1 => "[!-/:-@\\[-`{-~‐-⁞「」、。¿¡]{1,3}",
        1 => "[İıßſẞΑ-ωΐΰ\u{1f00}-\u{1fff}ǅＡ-ｚ]{1,4}",
        1 => prop::char::any().prop_map(String::from),
        1 => prop::collection::vec(prop::char::any(), 1..5).prop_map(String::from_iter),
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]
    #[test]
    fn any_word_has_the_pieces_of_the_reference(word in nasty()) {
        let (ours, theirs) = (ours(&word), theirs(&word));
        prop_assert!(ours == theirs, "{:?}: {:?} is not {:?}", word, names(&ours), names(&theirs));
    }
}
