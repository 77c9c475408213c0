//! Shingles: every [`LENGTH`] words in a row, as hashes.
//!
//! Words are runs of letters and digits, in small letters. Case, punctuation, apostrophes and blanks differ between
//! copies of the same text more often than between two texts, so they do not count.

/// Words of a shingle. Three words are often chance ("the prime minister"), and of five in a row too few survive editing.
const LENGTH: usize = 4;

/// The hash of each shingle, in the order of the text. A text of fewer words is one shingle; one without words has none.
pub(crate) fn each(text: &str, mut take: impl FnMut(u64)) {
    // The last words' hashes; the oldest is overwritten.
    let mut ring = [0_u64; LENGTH];
    let mut words = 0;
    each_word(text, |word| {
        ring[words % LENGTH] = word;
        words += 1;
        if words >= LENGTH {
            take(joined((words - LENGTH..words).map(|at| ring[at % LENGTH])));
        }
    });
    if (1..LENGTH).contains(&words) {
        take(joined(ring[..words].iter().copied()));
    }
}

/// The hash of each word.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    const EMPTY: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a
    let mut hash = EMPTY;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hash = with(hash, u32::from(c.to_ascii_lowercase()));
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| hash = with(hash, u32::from(c)));
        } else if !matches!(c, '\'' | '’' | '\u{ad}') && hash != EMPTY {
            take(hash);
            hash = EMPTY;
        }
    }
    if hash != EMPTY {
        take(hash);
    }
}

fn with(hash: u64, letter: u32) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn joined(words: impl Iterator<Item = u64>) -> u64 {
    mixed(words.fold(SEED, |sum, word| sum.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(mixed(word))))
}

/// Part of [`crate::VERSION`], as is all else that changes a hash.
const SEED: u64 = 0x6f6e_7265_636f_7264;

/// The finisher of SplitMix64: every bit of the outcome hangs on every bit that goes in.
pub(crate) fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut all = Vec::new();
        each(text, |hash| all.push(hash));
        all
    }

    #[test]
    fn six_words_are_three_shingles_and_their_order_counts() {
        let one = hashes("The talks would end on Friday.");
        assert_eq!(one.len(), 3);
        assert_ne!(one, hashes("The talks would end Friday on."));
        assert_eq!(one[0], hashes("The talks would end")[0]);
    }

    #[test]
    fn case_quotes_and_blanks_do_not_count() {
        assert_eq!(hashes("She said: “I don't   KNOW, Zoë.”"), hashes("she said 'I don’t know' — ZOË"));
    }

    #[test]
    fn a_text_of_three_words_is_one_shingle_and_one_without_words_none() {
        assert_eq!(hashes("Ana said no.").len(), 1);
        assert_ne!(hashes("Ana said no."), hashes("Ana said so."));
        assert_eq!(hashes(" … — ’ "), Vec::<u64>::new());
    }
}
