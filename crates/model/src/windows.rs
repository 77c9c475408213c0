//! What the encoder reads at once: windows, runs of words of whole paragraphs as long as they fit.
//!
//! A paragraph that is longer than a window is cut where a rule would end a sentence, into parts of about the same length; a
//! sentence that is longer still is cut between any two tokens. How a text is cut depends on that text alone.

use std::ops::Range;

use onrecord_text::{Text, boundaries};

/// Ranges of words that are read together, none of more than `limit` pieces. `pieces` gives the pieces of each word, none of
/// them more than `limit`.
pub(crate) fn windows(text: &Text<'_>, pieces: &[usize], limit: usize) -> Vec<Range<usize>> {
    let count = |words: &Range<usize>| -> usize { pieces[words.clone()].iter().sum() };
    let mut ends = None;
    let mut windows: Vec<Range<usize>> = Vec::new();
    let mut filled = 0;
    for paragraph in &text.paragraphs {
        let parts = if count(&paragraph.words) <= limit {
            vec![paragraph.words.clone()]
        } else {
            let ends = ends.get_or_insert_with(|| boundaries(text));
            near_equal(&sentences(text, paragraph.words.clone(), ends, pieces, limit), count, limit)
        };
        for part in parts {
            let size = count(&part);
            match windows.last_mut() {
                Some(window) if filled + size <= limit => {
                    window.end = part.end;
                    filled += size;
                }
                _ => {
                    windows.push(part);
                    filled = size;
                }
            }
        }
    }
    windows
}

/// The sentences of a paragraph by rule; those over the limit in stretches under it.
fn sentences(text: &Text<'_>, words: Range<usize>, ends: &[bool], pieces: &[usize], limit: usize) -> Vec<Range<usize>> {
    let size = |words: &Range<usize>| -> usize { pieces[words.clone()].iter().sum() };
    let mut sentences = Vec::new();
    let mut start = words.start;
    for word in words.clone() {
        if word + 1 == words.end || ends[word] && !text.words[word + 1].fused {
            let sentence = start..word + 1;
            start = word + 1;
            if size(&sentence) <= limit {
                sentences.push(sentence);
            } else {
                let tokens = tokens(text, sentence).into_iter();
                // A token that is longer than a window is cut where it must be.
                let units = tokens.flat_map(|token| {
                    if size(&token) <= limit { vec![token] } else { token.map(|word| word..word + 1).collect() }
                });
                sentences.extend(near_equal(&units.collect::<Vec<_>>(), size, limit));
            }
        }
    }
    sentences
}

/// The tokens of some words: a word with those that follow it without a blank as parts of the same token.
fn tokens(text: &Text<'_>, words: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for word in words {
        match tokens.last_mut() {
            Some(token) if text.words[word].fused => token.end = word + 1,
            _ => tokens.push(word..word + 1),
        }
    }
    tokens
}

/// Joins neighbouring units into parts of at most `limit`, as few as need be and about equally long: a unit goes to the share
/// of the whole in which its middle lies.
fn near_equal(units: &[Range<usize>], size: impl Fn(&Range<usize>) -> usize, limit: usize) -> Vec<Range<usize>> {
    let total: usize = units.iter().map(&size).sum();
    let shares = total.div_ceil(limit);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut before, mut filled, mut last_share) = (0, 0, 0);
    for unit in units {
        let more = size(unit);
        let share = (2 * before + more) * shares / (2 * total).max(1);
        match parts.last_mut() {
            Some(part) if share == last_share && filled + more <= limit => {
                part.end = unit.end;
                filled += more;
            }
            _ => {
                parts.push(unit.clone());
                filled = more;
            }
        }
        (before, last_share) = (before + more, share);
    }
    parts
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(raw: &str, limit: usize) -> Vec<String> {
        let text = Text::new(raw);
        let show = |words: Range<usize>| words.map(|word| text.form(word)).collect::<Vec<_>>().join(" ");
        windows(&text, &vec![1; text.words.len()], limit).into_iter().map(show).collect()
    }

    #[test]
    fn short_paragraphs_are_read_together() {
        let raw = "Talks began.\n\nThey failed.\n\nNobody was surprised.";
        assert_eq!(cut(raw, 7), ["Talks began . They failed .", "Nobody was surprised ."]);
        assert_eq!(cut(raw, 100).len(), 1);
    }

    #[test]
    fn a_long_sentence_is_cut_between_tokens() {
        assert_eq!(cut("one two it's five", 3), ["one two", "it 's five"]);
        assert_eq!(cut("it's", 1), ["it", "'s"], "a token that is longer than a window");
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences_into_like_parts() {
        let raw = "One came. Two came. Three came. Four came.";
        assert_eq!(cut(raw, 8), ["One came . Two came .", "Three came . Four came ."]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let raw = "a b c d e f g h i j";
        assert_eq!(cut(raw, 4), ["a b c", "d e f g", "h i j"]);
    }

    #[test]
    fn nothing_has_no_windows() {
        assert!(cut(" \n ", 8).is_empty());
    }

    proptest! {
        #[test]
        fn windows_hold_all_words_in_order_and_keep_to_the_limit(raw in "([a-zA-Z]{1,9}[.,]? |\\. |\n\n){0,120}", limit in 3usize..40) {
            let text = Text::new(&raw);
            let pieces: Vec<usize> = text.words.iter().map(|word| word.span.len().div_ceil(4) as usize).collect();
            let windows = windows(&text, &pieces, limit);
            let mut next = 0;
            for window in windows {
                prop_assert!(window.start == next && window.end > next);
                prop_assert!(pieces[window.clone()].iter().sum::<usize>() <= limit);
                next = window.end;
            }
            prop_assert_eq!(next, text.words.len());
        }
    }
}
