//! What holds for any text: spans lie inside the given words and never overlap, sides are in order, and nothing panics.

use std::ops::Range;

use jiff::civil::{Date, date};
use onrecord_text::Text;
use onrecord_times::{Reference, expressions};
use proptest::prelude::*;

/// Words that expressions are made of, thrown together.
const WORDS: &[&str] = &[
    "the",
    "of",
    "end",
    "last",
    "next",
    "this",
    "that",
    "May",
    "March",
    "June",
    "Monday",
    "Friday",
    "17",
    "3",
    "-",
    ",",
    "2011",
    "1990s",
    "’98",
    "early",
    "late",
    "mid-May",
    "first",
    "second",
    "quarter",
    "half",
    "week",
    "weeks",
    "year",
    "years",
    "day",
    "ago",
    "earlier",
    "later",
    "before",
    "after",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "in",
    "on",
    "two",
    "twenty",
    "hundred",
    "few",
    "a",
    "will",
    "said",
    "was",
    "Christmas",
    "Easter",
    "Eve",
    "19th",
    "century",
    "summer",
    "winter",
    "weekend",
    "night",
    "today",
    "yesterday",
    "tomorrow",
    "past",
    "coming",
    "following",
    "same",
    "within",
    "hours",
    "every",
    "(",
    ")",
    ".",
    "people",
    "9/11",
    "2020-05-17",
    "31/12/9999",
    "now",
    "rest",
    "decades",
    "New",
    "Year",
    "'s",
    "999",
];

fn any_date() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![
        Just(None),
        Just(Some(Date::MIN)),
        Just(Some(Date::MAX)),
        Just(Some(date(2016, 2, 29))),
        (1800_i16..2100, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| Some(date(year, month, day))),
    ]
}

fn sound(raw: &str, sentences: &[Range<usize>], published: Option<Date>) -> Result<(), TestCaseError> {
    let text = Text::new(raw);
    let found = expressions(&text, sentences, &Reference { published });
    let mut read = 0;
    for expression in &found {
        let words = &expression.words;
        prop_assert!(words.start < words.end && words.start >= read, "{expression:?}");
        prop_assert!(sentences.iter().any(|given| given.start <= words.start && words.end <= given.end));
        prop_assert!(words.end <= text.words.len());
        if let (Some(start), Some(end)) = (expression.interval.start, expression.interval.end) {
            prop_assert!(start <= end, "{expression:?}");
        }
        read = words.end;
    }
    prop_assert_eq!(&found, &expressions(&text, sentences, &Reference { published }));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn words_of_time_in_any_order(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..40),
        published in any_date(),
        cut in 0_usize..40,
    ) {
        let raw = words.join(" ");
        let all = Text::new(&raw).words.len();
        let cut = cut.min(all);
        sound(&raw, &[0..cut, cut..all], published)?;
    }

    #[test]
    fn any_text_and_any_ranges(
        raw in "\\PC{0,120}",
        published in any_date(),
        ranges in prop::collection::vec((0_usize..50, 0_usize..50), 0..5),
    ) {
        let ranges: Vec<_> = ranges.into_iter().map(|(start, end)| start..end).collect();
        sound(&raw, &ranges, published)?;
    }
}

#[test]
fn without_sentences_there_is_nothing() {
    let text = Text::new("On Monday.");
    assert!(expressions(&text, &[], &Reference::default()).is_empty());
}
