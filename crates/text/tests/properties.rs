//! What holds for any text whatever, from tidy wire copy to noise.

#![allow(clippy::unwrap_used)]

use onrecord_text::{Text, boundaries, is_blank, is_format};
use proptest::prelude::*;

/// Noise, and noise made of what the rules look for.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,9}",
        2 => "[A-Z][a-z]{0,6}",
        2 => "[ \n\t.,'’\"“”‘`-]{1,3}",
        1 => proptest::sample::select(vec![
            "U.S.", "Mr.", "n't", "’ s", "http://", "www.", "@", "://x)", "1,000", "10:30", "9/11", "..", "…", "\r\n", "\u{2028}",
            "\u{a0}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{200d}", "👩‍👧", "🇫🇷", "e\u{301}", "العربية", ":-)", "BEIJING:", "(AP) —",
            "date 2020-05-17", "``", "''", "\u{c}", "- ", "• ", "non-", "p.m", "5'", "US$", "&", "*", "_", "/", "№", "½", "\0", "一二",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{1,4}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_slice_the_text_in_order_and_hold_all_that_shows(raw in any_text()) {
        let text = Text::new(&raw);
        let mut at = 0;
        for word in &text.words {
            prop_assert!(!word.span.is_empty() && word.span.start() >= at);
            let gap = &raw[at as usize..word.span.start() as usize];
            prop_assert!(gap.chars().all(|c| is_blank(c) || is_format(c)), "left out: {:?}", gap);
            prop_assert_eq!(word.space_before, gap.contains(is_blank));
            let form = word.span.slice(&raw);
            prop_assert!(form.contains(|c| !is_blank(c) && !is_format(c)), "nothing to see: {:?}", form);
            prop_assert!(!form.starts_with(is_blank) && !form.ends_with(is_blank));
            at = word.span.end();
        }
        prop_assert!(raw[at as usize..].chars().all(|c| is_blank(c) || is_format(c)));
    }

    #[test]
    fn paragraphs_and_sentences_partition_the_words(raw in any_text()) {
        let text = Text::new(&raw);
        let mut next = 0;
        for paragraph in &text.paragraphs {
            prop_assert_eq!(paragraph.words.start, next);
            prop_assert!(!paragraph.words.is_empty());
            let words = &text.words[paragraph.words.clone()];
            prop_assert!(words[0].opens_paragraph && !words[0].fused);
            prop_assert!(words[1..].iter().all(|word| !word.opens_paragraph));
            prop_assert_eq!(paragraph.span.as_array(), [words[0].span.start(), words[words.len() - 1].span.end()]);
            next = paragraph.words.end;
        }
        prop_assert_eq!(next, text.words.len());
        let ends = boundaries(&text);
        prop_assert_eq!(ends.len(), text.words.len());
        prop_assert!(text.paragraphs.iter().all(|paragraph| ends[paragraph.words.end - 1]));
    }

    #[test]
    fn a_fused_word_touches_its_host(raw in any_text()) {
        let text = Text::new(&raw);
        for pair in text.words.windows(2).filter(|pair| pair[1].fused) {
            prop_assert_eq!(pair[0].span.end(), pair[1].span.start());
            prop_assert!(!pair[1].space_before);
        }
    }

    #[test]
    fn a_paragraph_is_cut_alike_wherever_it_stands(raw in "[a-zA-Z0-9 .,'’\"()-]{0,80}") {
        let alone = Text::new(&raw);
        let below = format!("A first paragraph, much longer than all the others in this text, so that no line of it is full.\n\n{raw}");
        let below = Text::new(&below);
        let offset = below.raw.len() - raw.len();
        let moved: Vec<_> = below.words.iter().filter(|word| word.span.start() as usize >= offset).map(|word| (word.span.start() as usize - offset, word.fused, word.case)).collect();
        let here: Vec<_> = alone.words.iter().map(|word| (word.span.start() as usize, word.fused, word.case)).collect();
        prop_assert_eq!(moved, here);
    }

    #[test]
    fn the_layout_points_into_the_text(raw in any_text()) {
        let text = Text::new(&raw);
        let layout = &text.layout;
        prop_assert!(layout.body <= text.words.len());
        let start = text.words.get(layout.body).map_or(raw.len(), |word| word.span.start() as usize);
        let dateline = layout.dateline.as_ref();
        let parts = dateline.into_iter().flat_map(|line| [Some(line.span), Some(line.place), line.region, line.agency]);
        let spans = parts.chain([layout.headline, layout.byline, layout.date.as_ref().map(|date| date.span)]).flatten();
        for span in spans {
            prop_assert!(!span.slice(&raw).is_empty() && span.end() as usize <= start, "{:?} behind {}", span, start);
        }
        if let Some(line) = dateline {
            prop_assert!(line.span.contains(line.place) && !line.place_name(&raw).is_empty());
        }
        prop_assert!(layout.iso_date().is_none_or(|date| date.len() == 10));
    }
}

/// A step that walks a long stretch again for each of its words would not come to an end here.
#[test]
fn a_long_line_of_anything_takes_linear_time() {
    for piece in [
        "a",
        "a.",
        "ab.cd",
        "a@",
        "'",
        "x-",
        "1-",
        "1/",
        "(",
        ":)",
        "a\u{200d}",
        "\u{200d}",
        "a_b_",
        "http://",
        "aa'aa'",
        "ab.cd/",
        "non-",
        "1a.2b.",
        "\n",
        "a\n",
        "😀\u{200d}",
        " ",
        "a*",
        "U.S. ",
        "12,",
        "a&",
        "1.2",
        "!)",
        ".\"",
        "[1]",
        "A ",
        "A, ",
        "BY ",
        "date ",
        "”",
        "` ",
        "A.",
        "Mr.",
        "?.",
        "n’ t",
        "$1m",
        "§",
    ] {
        let raw = piece.repeat(1_000_000 / piece.len());
        let text = Text::new(&raw);
        assert_eq!(boundaries(&text).len(), text.words.len(), "{piece}");
    }
}
