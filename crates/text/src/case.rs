//! How a word is written, letter by letter: the six classes that the model's case embedding knows.

/// The letters of a word. The order is the index of the model's embedding: do not reorder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// `said`, `10th`: all letters small.
    Lower,
    /// `Senate`, `I`: the first a capital, the rest small.
    Capitalised,
    /// `UN`, `J.`: all letters capitals, more than one character.
    Upper,
    /// `McDonald`, `iPhone`.
    Mixed,
    /// `2020`, `10:30`: digits and no letter.
    Digits,
    /// `,`, `“`, and letters of scripts that know no case.
    Other,
}

impl Case {
    /// The class of one word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut digit, mut chars, mut first_upper) = (0_usize, false, false, 0_usize, false);
        for c in word.chars() {
            if c.is_uppercase() {
                upper += 1;
                first_upper |= chars == 0;
            } else if c.is_lowercase() {
                lower = true;
            } else {
                digit |= c.is_numeric();
            }
            chars += 1;
        }
        match (upper, lower) {
            (0, false) if digit => Self::Digits,
            (0, false) => Self::Other,
            (0, true) => Self::Lower,
            (_, false) if chars > 1 => Self::Upper,
            (1, _) if first_upper => Self::Capitalised,
            _ => Self::Mixed,
        }
    }

    /// The row of the model's case embedding, 0 to 5.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn words_as_a_wire_writes_them() {
        for (word, case) in [
            ("said", Case::Lower),
            ("10th", Case::Lower),
            ("Senate", Case::Capitalised),
            ("I", Case::Capitalised),
            ("Élysée", Case::Capitalised),
            ("UN", Case::Upper),
            ("U.S.", Case::Upper),
            ("J.", Case::Upper),
            ("McAllister", Case::Mixed),
            ("eBay", Case::Mixed),
            ("2020", Case::Digits),
            ("—", Case::Other),
            ("بيان", Case::Other),
        ] {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }
}
