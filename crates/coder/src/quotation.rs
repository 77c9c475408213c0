//! How much of a content stands in quotation marks that are its own.

use std::ops::Range;

use onrecord_record::StatementKind;

use crate::reading::Reading;

/// Direct where all words of the content are quoted, mixed where some are, indirect where none is. Punctuation does not
/// count: the comma before a closing mark says nothing. A quotation that holds the cue as well is somebody else's: in
/// "I think they are right", he said, what "I think" brings is indirect.
pub(crate) fn kind(reading: &Reading<'_>, cue: &Range<usize>, content: &[Range<usize>]) -> StatementKind {
    let around = quotation_around(reading, cue.start);
    let (mut quoted, mut plain) = (0_usize, 0_usize);
    for piece in content {
        let mut within = false;
        for word in piece.clone() {
            let form = reading.form(word);
            if around.contains(&word) {
                // A quotation in a quotation has single marks.
                within = match form {
                    "‘" => true,
                    "’" => false,
                    "'" => !within,
                    _ => within,
                };
            }
            if form.chars().any(char::is_alphanumeric) {
                let own = if around.contains(&word) { within } else { reading.text.words[word].quoted };
                *(if own { &mut quoted } else { &mut plain }) += 1;
            }
        }
    }
    match (quoted, plain) {
        (0, _) => StatementKind::Indirect,
        (_, 0) => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}

/// The words of the quotation in which a word stands; none where it stands in none.
fn quotation_around(reading: &Reading<'_>, word: usize) -> Range<usize> {
    let words = &reading.text.words;
    if !words[word].quoted {
        return word..word;
    }
    let opens = |at: usize| words[at].opens_paragraph || matches!(reading.form(at), "“" | "„" | "«");
    let mut start = word;
    while start > 0 && words[start - 1].quoted && !opens(start) {
        start -= 1;
    }
    let after = (word + 1..words.len()).find(|&at| !words[at].quoted || opens(at));
    start..after.unwrap_or(words.len())
}
