//! Words by numbers, so that a key is a few of these.

use std::collections::HashMap;

/// A word by its number; 0 is none.
pub(super) type Word = u32;

/// The words of all keys, so that a key is a few numbers.
#[derive(Default)]
pub(super) struct Words {
    numbers: HashMap<String, Word>,
    words: Vec<String>,
}

impl Words {
    /// The number of a word.
    pub(super) fn number(&mut self, word: &str) -> Word {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.words.push(word.to_owned());
        let number = Word::try_from(self.words.len()).unwrap_or(Word::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The word of a number.
    pub(super) fn word(&self, number: Word) -> Option<&str> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.words.get(index).map(String::as_str)
    }
}
