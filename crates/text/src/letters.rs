//! Which characters make words, which part them, and which are not there at all.
//!
//! Four classes, decided for each character alone:
//! - *blank*: white space, and the zero-width space, which stands for a place to break; parts words;
//! - *format*: shows nothing (byte-order mark, direction marks, joiners, soft hyphen, control characters). Within a word it
//!   is carried along, at the edges it is left outside;
//! - *word*: letters, digits and the marks that hang on them;
//! - everything else is a *sign* and mostly a word of its own.

use unicode_normalization::char::is_combining_mark;

const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// White space, or the zero-width space.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == ZERO_WIDTH_SPACE
}

/// A character that shows nothing by itself and parts nothing.
#[must_use]
pub fn is_format(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !c.is_whitespace();
    }
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A letter, a digit, or a mark that hangs on one. Superscripts and fractions (`²`, `º`, `½`) are signs.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if matches!(c, 'ª' | 'º' | '²' | '³' | '¹' | '¼'..='¾' | 'ʼ') {
        return false;
    }
    c.is_alphanumeric() || is_mark(c)
}

/// A mark that belongs to the character before it: accents, variation selectors.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// A character that goes on with the sign before it, as emoji do: a mark or a skin tone.
pub(crate) fn extends_sign(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// One half of a flag.
pub(crate) fn is_regional_indicator(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}
