//! Which words stand inside quotation marks.
//!
//! The state runs through the words of one paragraph and starts afresh with the next, so a mark that is never closed does
//! no harm beyond its paragraph. A mark counts as inside the quotation that it opens or closes.

use crate::Word;

/// Sets [`Word::quoted`] for the words of one paragraph.
pub(crate) fn mark(raw: &str, words: &mut [Word]) {
    let mut inside = false;
    for word in words {
        let form = word.span.slice(raw);
        let after = match form {
            "“" | "„" | "«" => true,
            "”" | "»" => false,
            "\"" | "``" | "''" => !inside,
            _ => inside,
        };
        word.quoted = inside || after;
        inside = after;
    }
}
