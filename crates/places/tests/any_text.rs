//! Whatever the words are, the resolver answers, and what it answers hangs together.

use onrecord_places::{Context, Toponym, country_by_name, resolve_document, resolve_phrase};
use onrecord_record::Precision;
use proptest::prelude::*;

/// Words that mean something to the resolver, mixed with any others.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Z][a-z]{0,8}",
        proptest::sample::select(vec![
            "San Juan",
            "Georgia",
            "Hama province",
            "the",
            "of",
            ",",
            "(",
            "al-",
            "'s",
            "Texas",
            "Syrian",
            "US",
            "province",
            "West Bank",
            "Sahel",
            "al",
            "İ",
            "ẞ",
            "~brs",
            "-",
            "",
            "state of",
            "city of Al",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_words_get_an_answer_that_hangs_together(
        names in proptest::collection::vec(word(), 0..6),
        before in proptest::collection::vec(word(), 0..7),
        after in proptest::collection::vec(word(), 0..7),
        weight in prop_oneof![Just(f64::NAN), Just(f64::INFINITY), -1.0..3.0_f64],
    ) {
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let after: Vec<&str> = after.iter().map(String::as_str).collect();
        let toponyms: Vec<Toponym> =
            names.iter().map(|name| Toponym { name, words_before: &before, words_after: &after }).collect();
        let countries = [("SYR", weight), ("no state", 1.0)];
        let context = Context { countries: &countries, publisher: Some(""), ..Context::default() };
        let places = resolve_document(&toponyms, &context);
        prop_assert_eq!(places.len(), toponyms.len());
        prop_assert_eq!(&places, &resolve_document(&toponyms, &context));
        for place in places.into_iter().flatten() {
            prop_assert!(!place.name.is_empty());
            prop_assert_eq!(place.lat.is_none(), place.precision == Precision::Unknown);
            prop_assert_eq!(place.lat.is_some(), place.lon.is_some());
            prop_assert!(place.precision != Precision::Admin1 || place.admin1.is_some());
        }
    }

    #[test]
    fn any_phrase_and_any_name_get_an_answer(phrase in any::<String>()) {
        let _ = resolve_phrase(&phrase, &Context::default());
        let _ = country_by_name(&phrase);
    }
}

/// Hundreds of namesakes, hundreds of mentions: each mention costs its own namesakes, not those of all the others.
#[test]
fn a_long_list_of_namesakes_is_done_in_one_go() {
    let words = [",", "Santa", "Cruz", ",", "San", "Juan"];
    let mention = Toponym { name: "San Antonio", words_before: &words, words_after: &words };
    let places = resolve_document(&vec![mention; 300], &Context::default());
    assert_eq!(places.len(), 300);
    assert!(places.iter().all(|place| *place == places[0]));
}
