//! What the names that a page gives to its boxes (`class`, `id`, `role`) say of what is in them.
//!
//! Names are cut into words at every sign and at every capital ("articleBody_x7" is article, body, x7), and the words are
//! looked up whole in `tables/signals.tsv`, so that "shadow" is no ad and "header" no head. A pair of words is looked up
//! before its parts.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The box holds the article's text: "story-body".
    Body,
    /// The box holds what readers say.
    Comments,
    /// The box holds something beside the article: "related".
    Aside,
    /// The box holds words on a picture.
    Caption,
    /// The box says who wrote it and when: "byline".
    Byline,
    /// The box holds the sentence between headline and text.
    Lead,
    /// Not to be seen: "screen-reader-text".
    Hidden,
}

/// Word or pair of words → what it says.
static SIGNALS: LazyLock<HashMap<&'static str, Signal>> = LazyLock::new(|| {
    let lines = include_str!("../tables/signals.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).flat_map(entries).collect()
});

fn entries((class, words): (&'static str, &'static str)) -> impl Iterator<Item = (&'static str, Signal)> {
    let signal = signal(class);
    words.split(", ").filter_map(move |word| Some((word, signal?)))
}

fn signal(class: &str) -> Option<Signal> {
    Some(match class {
        "body" => Signal::Body,
        "comments" => Signal::Comments,
        "aside" => Signal::Aside,
        "caption" => Signal::Caption,
        "byline" => Signal::Byline,
        "lead" => Signal::Lead,
        "hidden" => Signal::Hidden,
        _ => return None,
    })
}

/// At most so many bytes of a name are read.
const LONGEST: usize = 300;

/// All that a name says, word by word.
pub(crate) fn of(name: &str) -> Signals {
    let mut signals = Signals::default();
    let mut lower = String::new();
    for token in name[..name.floor_char_boundary(LONGEST)].split_ascii_whitespace() {
        lower.clear();
        // Where the last word and the one before it begin.
        let (mut last, mut before) = (0, None);
        let mut small = false;
        for byte in token.bytes() {
            let joint = !byte.is_ascii_alphanumeric();
            if (joint || (byte.is_ascii_uppercase() && small)) && lower.len() > last {
                signals.look_up(&lower, last, before);
                (before, last) = (Some(last), lower.len() + 1);
                lower.push(' ');
            }
            small = byte.is_ascii_lowercase();
            if !joint {
                lower.push(char::from(byte.to_ascii_lowercase()));
            }
        }
        signals.look_up(&lower, last, before);
    }
    signals
}

/// A set of signals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Signals(u8);

impl Signals {
    fn look_up(&mut self, words: &str, last: usize, before: Option<usize>) {
        let pair = before.and_then(|before| SIGNALS.get(&words[before..]));
        if let Some(&signal) = pair.or_else(|| SIGNALS.get(&words[last..])) {
            self.0 |= 1 << signal as u8;
        }
    }

    /// Both sets together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn has(self, signal: Signal) -> bool {
        self.0 & (1 << signal as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        assert!(of("articleBody__x7").has(Signal::Body));
        assert!(of("c-story-body js").has(Signal::Body));
        assert!(of("wide relatedStories").has(Signal::Aside));
        assert!(of("ad-slot").has(Signal::Aside));
        assert_eq!(of("shadow header loading"), Signals::default());
        assert_eq!(of("été-—— -"), Signals::default());
    }

    #[test]
    fn every_line_of_the_table_is_good() {
        let lines = include_str!("../tables/signals.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for line in lines {
            let (class, words) = line.split_once('\t').expect(line);
            assert!(signal(class).is_some(), "{line}");
            for word in words.split(", ") {
                assert!(word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '), "{word:?} in {line}");
                count += 1;
            }
        }
        assert_eq!(SIGNALS.len(), count, "a word stands twice");
    }
}
