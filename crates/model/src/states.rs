//! The encoder's states of words, kept as directions: words that are used alike lie close to each other.
//!
//! Heads are taught one question each; the directions know of none, so they can tell what is near to examples of a kind that
//! nobody has taught. They are kept in bytes, and compared as bytes, so that what was kept gives the same answer as what was
//! just read.

use serde::{Deserialize, Serialize};

/// One step of a direction's part: parts of unit vectors seldom are above a half.
const STEPS: f32 = 254.0;

/// Directions of some words of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct States {
    words: Vec<usize>,
    parts: Vec<i8>,
}

impl States {
    /// The direction of a word, or nothing where none was kept.
    #[must_use]
    pub fn of(&self, word: usize) -> Option<&[i8]> {
        let at = self.words.binary_search(&word).ok()?;
        let width = self.parts.len() / self.words.len();
        self.parts.get(at * width..(at + 1) * width)
    }

    /// Whether no direction was kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Keeps the direction of a word that stands behind all others so far.
    pub(crate) fn push(&mut self, word: usize, state: &[f32]) {
        let length = state.iter().map(|part| part * part).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        self.words.push(word);
        self.parts.extend(state.iter().map(|part| (part / length * STEPS).round().clamp(-127.0, 127.0) as i8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_found_by_word_and_forget_length() {
        let mut states = States::default();
        states.push(3, &[3.0, -4.0]);
        states.push(7, &[0.3, -0.4]);
        assert_eq!(states.of(3), Some([127, -127].as_slice()), "what is above a half is cut");
        assert_eq!(states.of(3), states.of(7));
        assert_eq!((states.of(4), States::default().of(0)), (None, None));
    }
}
