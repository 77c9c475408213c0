//! BERT's uncased normaliser, as a stream of characters: control characters dropped, Chinese characters set apart, accents
//! stripped, letters lower-cased; and where the stream is cut into runs.

use unicode_categories::UnicodeCategories;
use unicode_normalization::UnicodeNormalization;

/// The characters of a word after normalisation.
pub(super) fn characters(word: &str) -> impl Iterator<Item = char> {
    word.chars()
        .filter(|c| !is_dropped(*c))
        .flat_map(|c| if is_chinese(c) { [' ', c, ' '] } else { [c, '\0', '\0'] })
        .filter(|c| *c != '\0')
        .nfd()
        .filter(|c| !(*c > '\u{7F}' && c.is_mark_nonspacing()))
        .flat_map(char::to_lowercase)
}

/// Whether the character is neither white space nor a mark that stands alone.
pub(super) fn is_part_of_run(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !c.is_whitespace() && !c.is_punctuation() }
}

fn is_dropped(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        _ if c.is_ascii() => c.is_ascii_control(),
        '\u{FFFD}' => true,
        _ => c.is_other(),
    }
}

/// The blocks that BERT calls Chinese (its list has a slip in the fifth, kept here: `2B920` for `2B820`).
fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}'
            | '\u{2B740}'..='\u{2B81F}'
            | '\u{2B920}'..='\u{2CEAF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{2F800}'..='\u{2FA1F}'
    )
}
