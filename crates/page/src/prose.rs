//! What a block of text looks like by itself: prose, a line of links, a label.

use crate::elements::Tag;

/// What the boxes around a block make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text in no box that says what it is.
    Loose,
    Paragraph,
    /// h1
    Headline,
    /// h2 to h6
    Heading,
    ListItem,
    Cell,
}

impl Kind {
    /// The kind of what stands in a box, given that of the box around it.
    pub(crate) fn within(self, tag: Tag) -> Self {
        match tag {
            Tag::P | Tag::Pre | Tag::Blockquote => Self::Paragraph,
            Tag::Headline => Self::Headline,
            Tag::Heading => Self::Heading,
            Tag::ListItem | Tag::Definition => Self::ListItem,
            Tag::Cell => Self::Cell,
            Tag::Div => self,
            _ => Self::Loose,
        }
    }
}

/// Marks that end a sentence, and what may stand behind them.
const ENDS: [char; 14] = ['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '။', '።', ':', ';'];
const CLOSING: [char; 14] = ['"', '\'', '”', '’', '»', ')', ']', '“', '」', '』', '›', '*', ' ', '\u{a0}'];

/// Whether a text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    // Thai, Lao and Khmer end sentences with a blank or with nothing.
    let unmarked = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}');
    let end = text.trim_end_matches(CLOSING);
    end.ends_with(ENDS) || end.ends_with(unmarked)
}

/// The share of a block's bytes that are links, in hundredths.
pub(crate) fn linked_percent(bytes: usize, linked: usize) -> usize {
    (linked * 100).checked_div(bytes).unwrap_or(0)
}

/// How much prose a block is: about the bytes of its sentences, 0 for labels and links.
pub(crate) fn weight(text: &str, linked: usize, kind: Kind) -> usize {
    let bytes = text.len();
    if bytes < 25 || linked_percent(bytes, linked) > 40 || matches!(kind, Kind::Headline | Kind::Heading) {
        return 0;
    }
    // Chinese or Thai has few blanks, but then many bytes beyond ASCII.
    let words = text.bytes().filter(|byte| *byte == b' ').count() + 1;
    let of_words = words >= 5 || text.bytes().filter(|byte| !byte.is_ascii()).count() * 2 > bytes;
    if !of_words {
        return 0;
    }
    let sentences = ends_sentence(text) || text.contains(". ");
    let share = match (kind, sentences) {
        (_, false) => 1,
        (Kind::ListItem | Kind::Cell, true) => 3,
        _ => 4,
    };
    (bytes - linked.min(bytes)).min(3_000) * share / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_weighs_and_labels_do_not() {
        let prose = "The mayor of the island said on Friday that the ferry would run again.";
        assert_eq!(weight(prose, 0, Kind::Paragraph), prose.len());
        assert_eq!(weight(prose, prose.len(), Kind::Paragraph), 0);
        assert_eq!(weight(prose, 0, Kind::Heading), 0);
        assert_eq!(weight("Share on Facebook", 0, Kind::Loose), 0);
        assert!(weight("市长周五表示，渡轮将于下周一恢复运营。", 0, Kind::Paragraph) > 50);
    }

    #[test]
    fn sentences_end_behind_quotation_marks_too() {
        for text in ["He left.", "“He left.”", "(He left.)", "Did he?'", "他走了。"] {
            assert!(ends_sentence(text), "{text}");
        }
        assert!(!ends_sentence("By Ana Roy"));
    }
}
