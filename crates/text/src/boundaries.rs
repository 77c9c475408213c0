//! A rule's guess where sentences end. It only serves to cut long paragraphs into windows; the model decides.
//!
//! A sentence ends at a stop (`.`, `?`, `!`, `…`) with the closing quotation marks, brackets and footnote signs behind it,
//! where the next word looks like a beginning. An abbreviation with its own full stop ends one only before a word that
//! hardly begins a name (`of the U.S. The`). Where in doubt there is none: a cut in the middle of a sentence costs more than
//! one that is missed.

use std::ops::Range;

use crate::{Case, Text};

/// For each word whether it is the last of a sentence. The last word of a paragraph always is.
#[must_use]
pub fn boundaries(text: &Text) -> Vec<bool> {
    let mut ends = vec![false; text.words.len()];
    for paragraph in &text.paragraphs {
        let reader = Reader { text, words: paragraph.words.clone() };
        let mut start = paragraph.words.start;
        let mut at = start;
        while at < paragraph.words.end {
            let (last, ends_here) = reader.stop(start, at);
            if ends_here {
                ends[last] = true;
                start = last + 1;
            }
            at = last + 1;
        }
        ends[paragraph.words.end - 1] = true;
    }
    ends
}

/// The words of one paragraph, by their indices in the text.
struct Reader<'r> {
    text: &'r Text<'r>,
    words: Range<usize>,
}

impl Reader<'_> {
    /// The last of the signs that belong to the stop `at`, or `at` itself where there is no stop, and whether the sentence that
    /// began at `start` ends with it.
    fn stop(&self, start: usize, at: usize) -> (usize, bool) {
        let form = self.form(at);
        if is_stop(form) {
            let last = self.closing(at);
            (last, !self.is_enumerator(start, at) && self.opens(last + 1, form) && !self.is_tag(at, last))
        } else if form.len() > 2 && form.ends_with('.') && may_end(form) {
            let last = self.closing(at);
            (last, is_starter(self.form(last + 1)))
        } else {
            (at, false)
        }
    }

    /// The characters of a word; empty outside the paragraph.
    fn form(&self, at: usize) -> &str {
        if self.words.contains(&at) { self.text.form(at) } else { "" }
    }

    /// The last of the closing signs behind the stop `at`.
    fn closing(&self, at: usize) -> usize {
        let mut last = at;
        loop {
            let next = last + 1;
            let glued = self.words.contains(&next) && !self.text.words[next].space_before;
            let footnote =
                glued && self.form(next) == "[" && self.form(next + 2) == "]" && is_number(self.form(next + 1));
            if footnote {
                last += 3;
            } else if is_stop(self.form(next)) && glued || self.closes(next, glued) {
                last = next;
            } else {
                return last;
            }
        }
    }

    fn closes(&self, at: usize, glued: bool) -> bool {
        match self.form(at) {
            "”" | "»" => true,
            "\"" | "''" => glued || !self.text.words.get(at + 1).is_some_and(|word| word.quoted),
            ")" | "’" | "'" | "]" => glued,
            _ => false,
        }
    }

    /// Whether a sentence may begin with the word `at`, behind the stop `stop`.
    fn opens(&self, at: usize, stop: &str) -> bool {
        if !self.words.contains(&at) {
            return false;
        }
        let form = self.text.form(at);
        match self.text.words[at].case {
            Case::Capitalised if form == "I" => !stop.starts_with(['…', '.']) || stop == ".",
            Case::Capitalised | Case::Upper | Case::Mixed | Case::Digits => true,
            Case::Other => {
                matches!(form, "“" | "\"" | "(" | "‘" | "'" | "``" | "[" | "«" | "„" | "•" | "$" | "€" | "£")
            }
            Case::Lower => false,
        }
    }

    /// Whether the sentence so far is only a number or a letter: `2. The council`, `b. The mayor`.
    fn is_enumerator(&self, start: usize, at: usize) -> bool {
        at == start + 1 && self.form(at) == "." && {
            let label = self.form(start);
            label.len() == 1 || is_number(label)
        }
    }

    /// Whether a question or shout in quotation marks goes on with who uttered it: `“Why?” Holm asked.`
    fn is_tag(&self, stop: usize, last: usize) -> bool {
        const SAID: &[&str] = &[
            "said",
            "says",
            "asked",
            "asks",
            "told",
            "wrote",
            "writes",
            "added",
            "adds",
            "replied",
            "replies",
            "shouted",
            "cried",
            "tweeted",
            "exclaimed",
            "demanded",
            "wondered",
        ];
        let uttered = last > stop && !self.form(stop).starts_with('.');
        uttered
            && (last + 2..last + 6)
                .map(|at| self.form(at))
                .take_while(|form| !is_stop(form))
                .any(|form| SAID.contains(&form))
    }
}

fn is_stop(form: &str) -> bool {
    !form.is_empty() && (form.bytes().all(|byte| matches!(byte, b'.' | b'?' | b'!')) || form.chars().all(|c| c == '…'))
}

fn is_number(form: &str) -> bool {
    !form.is_empty() && form.len() <= 4 && form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether an abbreviation may stand at the end of a sentence, as titles and initials do not.
fn may_end(abbreviation: &str) -> bool {
    const BEFORE_NAMES: &[&str] = &[
        "adm.", "brig.", "capt.", "cmdr.", "col.", "cpl.", "dr.", "e.g.", "ft.", "fr.", "gen.", "gens.", "gov.",
        "govs.", "hon.", "i.e.", "insp.", "lieut.", "lt.", "maj.", "messrs.", "mlle.", "mme.", "mr.", "mrs.", "ms.",
        "msgr.", "mt.", "no.", "nos.", "pres.", "prof.", "profs.", "pvt.", "rep.", "reps.", "rev.", "sen.", "sens.",
        "sgt.", "st.", "ste.", "supt.", "viz.", "vs.",
    ];
    !BEFORE_NAMES.contains(&abbreviation.to_ascii_lowercase().as_str())
}

/// Sorted.
const STARTERS: &[&str] = &[
    "A",
    "According",
    "After",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "On",
    "Once",
    "One",
    "Only",
    "Our",
    "Perhaps",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Today",
    "Under",
    "Unlike",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];

/// Whether a capitalised word more often begins a sentence than stands in a name.
fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{STARTERS, boundaries};
    use crate::Text;

    #[test]
    fn the_table_is_sorted() {
        assert!(STARTERS.is_sorted());
    }

    /// The text with a bar behind each guessed end.
    fn cut(raw: &str) -> String {
        let text = Text::new(raw);
        let mut out = String::new();
        let ends = boundaries(&text);
        for (word, end) in text.words.iter().zip(ends) {
            out.push_str(if word.space_before { " " } else { "" });
            out.push_str(word.span.slice(raw));
            out.push_str(if end { "|" } else { "" });
        }
        out
    }

    #[test]
    fn sentences_of_a_wire() {
        for (raw, wanted) in [
            ("The locks opened. Barges passed.", "The locks opened.| Barges passed.|"),
            ("“They are open.” Holm left.", "“They are open.”| Holm left.|"),
            ("The talks ended.The next round is open.", "The talks ended.|The next round is open.|"),
            (
                "Mr. Holm met Gen. Okafor of Acme Corp. in St. Louis.",
                "Mr. Holm met Gen. Okafor of Acme Corp. in St. Louis.|",
            ),
            ("They left the U.S. The talks go on.", "They left the U.S.| The talks go on.|"),
            ("They met U.S. President J. R. Doe.", "They met U.S. President J. R. Doe.|"),
            ("“Why now?” Holm asked. Nobody knew.", "“Why now?” Holm asked.| Nobody knew.|"),
            ("“Why now?” The room was silent.", "“Why now?”| The room was silent.|"),
            ("1. The locks open. 2. The tolls fall.", "1. The locks open.| 2. The tolls fall.|"),
            ("It fell.[3][4] Then it rose.", "It fell.[3][4]| Then it rose.|"),
            ("He waited... I think.", "He waited... I think.|"),
            ("See example.com. It says 3.5 m.", "See example.com.| It says 3.5 m.|"),
            ("\"It is open.\" \"It is not.\"", "\"It is open.\"| \"It is not.\"|"),
        ] {
            assert_eq!(cut(raw), wanted);
        }
    }
}
