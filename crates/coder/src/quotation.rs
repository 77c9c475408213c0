//! How much of a content stands in quotation marks.

use std::ops::Range;

use onrecord_record::StatementKind;

use crate::reading::Reading;

/// Direct where all words of the content are quoted, mixed where some are, indirect where none is. Punctuation does not
/// count: the comma before a closing mark says nothing.
pub(crate) fn kind(reading: &Reading<'_>, content: &[Range<usize>]) -> StatementKind {
    let (mut quoted, mut plain) = (0_usize, 0_usize);
    for word in content.iter().flat_map(Clone::clone) {
        if reading.form(word).chars().any(char::is_alphanumeric) {
            *(if reading.text.words[word].quoted { &mut quoted } else { &mut plain }) += 1;
        }
    }
    match (quoted, plain) {
        (0, _) => StatementKind::Indirect,
        (_, 0) => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}
