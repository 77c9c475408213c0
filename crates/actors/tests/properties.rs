//! Whatever the words and however wrong the tags, the resolver answers, the same each time, with words that exist.

use onrecord_actors::{Code, Context, Token, resolve};
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "the",
    "of",
    "for",
    "to",
    "in",
    "'s",
    "'",
    ",",
    "(",
    ")",
    "-",
    "and",
    "more",
    "than",
    "up",
    "former",
    "US",
    "backed",
    "Kenyan",
    "Kenya",
    "Nairobi",
    "president",
    "spokesman",
    "rebels",
    "UN",
    "Obama",
    "Ana",
    "Roy",
    "Jordan",
    "anti",
    "government",
    "hundreds",
    "who",
    "said",
    "people",
    "Kurdish",
    "Taliban",
    "Labour",
    "Party",
    "army",
    "\u{301}",
    "İ",
    "ﬁ",
    "…",
    "",
];

proptest! {
    #[test]
    fn any_tokens_have_an_answer(
        picked in prop::collection::vec((0..WORDS.len(), ".{0,6}", prop::option::of(0..12_usize), 0..4_usize), 0..12),
        year in prop::option::of(1990..2030_i16),
        home in any::<bool>(),
    ) {
        let deprels = ["acl:relcl", "nmod", "root", "appos"];
        let forms: Vec<&str> = picked.iter().map(|(word, other, _, _)| if other.len() > 4 { other.as_str() } else { WORDS[*word] }).collect();
        let tokens: Vec<Token<'_>> = forms
            .iter()
            .zip(&picked)
            .map(|(form, (_, _, head, deprel))| Token { deprel: deprels[*deprel], head: *head, ..Token::bare(form) })
            .collect();
        let context = Context {
            date: year.and_then(|year| jiff::civil::Date::new(year, 6, 1).ok()),
            home: home.then(|| Code::parse("KEN").unwrap()),
            ..Context::default()
        };
        let actor = resolve(&tokens, &context);
        prop_assert_eq!(&actor, &resolve(&tokens, &context));
        for reason in &actor.reasons {
            prop_assert!(reason.words.start <= reason.words.end && reason.words.end <= tokens.len(), "{:?}", reason);
        }
        let mut sectors = actor.sectors.clone();
        sectors.sort_unstable();
        sectors.dedup();
        prop_assert_eq!(sectors.len(), actor.sectors.len());
    }
}
