//! A rule's guess where sentences end. It only serves to cut long paragraphs into windows; the model decides.

use crate::{Case, Text};

/// For each word whether it is the last of a sentence. The last word of a paragraph always is.
#[must_use]
pub fn boundaries(text: &Text) -> Vec<bool> {
    let mut ends = vec![false; text.words.len()];
    for paragraph in &text.paragraphs {
        let mut words = paragraph.words.clone();
        while let Some(word) = words.next() {
            if !is_stop(text.form(word)) {
                continue;
            }
            let mut last = word;
            while last + 1 < paragraph.words.end && !text.words[last + 1].space_before && closes(text.form(last + 1)) {
                last += 1;
                words.next();
            }
            let Some(next) = text.words.get(last + 1).filter(|_| last + 1 < paragraph.words.end) else { continue };
            let opens = matches!(next.case, Case::Capitalised | Case::Upper | Case::Mixed | Case::Digits)
                || matches!(text.form(last + 1), "“" | "\"" | "(" | "‘" | "'" | "``" | "[" | "«" | "„");
            ends[last] = opens;
        }
        ends[paragraph.words.end - 1] = true;
    }
    ends
}

fn is_stop(form: &str) -> bool {
    form == "…" || form.bytes().all(|byte| matches!(byte, b'.' | b'?' | b'!'))
}

fn closes(form: &str) -> bool {
    matches!(form, "”" | "\"" | ")" | "’" | "'" | "''" | "]" | "»")
}
