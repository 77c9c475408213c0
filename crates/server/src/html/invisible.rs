//! Characters that cannot be seen, or that turn around what stands beside them, as signs with a name.

/// A piece of a text as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown<'t> {
    /// Characters as they are; they still have to be escaped.
    Text(&'t str),
    /// A character that cannot be shown.
    Sign(Name),
}

/// What a character that cannot be shown is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    /// In the text.
    pub short: &'static str,
    /// In full.
    pub title: &'static str,
}

/// Cuts a text into what can be shown and what cannot.
pub(crate) fn shown(text: &str) -> Vec<Shown<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if let Some(name) = name(c) {
            if from < at {
                pieces.push(Shown::Text(&text[from..at]));
            }
            pieces.push(Shown::Sign(name));
            from = at + c.len_utf8();
        }
    }
    if from < text.len() {
        pieces.push(Shown::Text(&text[from..]));
    }
    pieces
}

/// The name of a character that cannot be shown; none for all others.
fn name(c: char) -> Option<Name> {
    let (short, title) = match c {
        '\t' | '\n' | '\r' => return None,
        '\u{61c}' => ("ALM", "Arabic letter mark, a direction mark"),
        '\u{200e}' => ("LRM", "left-to-right mark"),
        '\u{200f}' => ("RLM", "right-to-left mark"),
        '\u{202a}' => ("LRE", "left-to-right embedding"),
        '\u{202b}' => ("RLE", "right-to-left embedding"),
        '\u{202c}' => ("PDF", "end of a direction"),
        '\u{202d}' => ("LRO", "left-to-right override"),
        '\u{202e}' => ("RLO", "right-to-left override"),
        '\u{2066}' => ("LRI", "left-to-right isolate"),
        '\u{2067}' => ("RLI", "right-to-left isolate"),
        '\u{2068}' => ("FSI", "isolate of the first direction"),
        '\u{2069}' => ("PDI", "end of an isolate"),
        '\u{200b}' => ("ZWSP", "zero-width space"),
        '\u{2060}' => ("WJ", "word joiner"),
        '\u{feff}' => ("BOM", "byte order mark"),
        '\u{2028}' => ("LS", "line separator"),
        '\u{2029}' => ("PS", "paragraph separator"),
        '\u{e0000}'..='\u{e007f}' => ("TAG", "invisible tag character"),
        '\u{fff9}'..='\u{fffb}' => ("IA", "interlinear annotation"),
        c if c.is_control() => ("CTL", "control character"),
        _ => return None,
    };
    Some(Name { short, title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_gets_a_name_and_the_rest_stays() {
        let pieces = shown("a\u{202e}b\nc\u{200b}");
        let texts: Vec<_> = pieces
            .iter()
            .map(|piece| match piece {
                Shown::Text(text) => *text,
                Shown::Sign(name) => name.short,
            })
            .collect();
        assert_eq!(texts, ["a", "RLO", "b\nc", "ZWSP"]);
        assert_eq!(shown("café 🇸🇪 שלום"), [Shown::Text("café 🇸🇪 שלום")]);
        assert!(shown("").is_empty());
    }
}
