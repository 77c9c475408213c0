//! From a raw text to paragraphs, words and the parts of a wire article, with every span pointing into the untouched text.
//!
//! ```text
//! raw text ──paragraphs──▶ trimmed paragraph spans ──words──▶ words with their marks ──layout──▶ header, dateline, headline
//!                                                        └──boundaries──▶ where a rule would end a sentence
//! ```
//!
//! Words follow the conventions of the English Universal Dependencies treebanks (EWT, GUM): hyphens part words, clitics are
//! words of their own that share a token with their host, abbreviations keep their full stop. Nothing is normalised:
//! a word is a stretch of the raw text, and the text's characters that show something lie in exactly one word each.
//!
//! All of it is one pass from left to right with bounded looking ahead, so time grows with the length of the text and with
//! nothing else, whatever the text holds. Spans count bytes in 32 bits; what lies beyond 4 GiB of one text is not read.
//!
//! ```
//! use onrecord_text::Text;
//!
//! let text = Text::new("The Senate’s speaker didn't reply.");
//! let words: Vec<&str> = (0..text.words.len()).map(|word| text.form(word)).collect();
//! assert_eq!(words, ["The", "Senate", "’s", "speaker", "did", "n't", "reply", "."]);
//! assert!(text.words[2].fused && text.words[5].fused);
//! ```

mod boundaries;
mod case;
mod layout;
mod letters;
mod paragraphs;
mod quotes;
mod words;

use std::ops::Range;

use onrecord_record::{Bytes, Span};

pub use boundaries::boundaries;
pub use case::Case;
pub use layout::{DatelineParts, Layout, WrittenDate};
pub use letters::{is_blank, is_format};

/// One text, cut into paragraphs and words.
#[derive(Debug, Clone)]
pub struct Text<'t> {
    /// The text as it was read.
    pub raw: &'t str,
    /// Its paragraphs in order; each holds at least one word.
    pub paragraphs: Vec<Paragraph>,
    /// Its words in order; they do not overlap and never cross a paragraph.
    pub words: Vec<Word>,
    /// Header, headline and dateline.
    pub layout: Layout,
}

/// A stretch of the text that no sentence crosses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// From its first word to its last, in bytes.
    pub span: Span<Bytes>,
    /// Its words, as indices into [`Text::words`].
    pub words: Range<usize>,
}

/// A word in the sense of Universal Dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes; never empty.
    pub span: Span<Bytes>,
    /// It shares a token with the word before: `do|n't`, `Senate|'s`.
    pub fused: bool,
    /// White space stands before it.
    pub space_before: bool,
    /// It is the first word of a paragraph.
    pub opens_paragraph: bool,
    /// It stands inside quotation marks, or is one of them.
    pub quoted: bool,
    /// How its letters are written.
    pub case: Case,
}

impl<'t> Text<'t> {
    /// Cuts a text. Never fails: any string has its words, if only none.
    #[must_use]
    pub fn new(raw: &'t str) -> Self {
        let mut text = Self { raw, paragraphs: Vec::new(), words: Vec::new(), layout: Layout::default() };
        for stretch in paragraphs::stretches(readable(raw)) {
            let first = text.words.len();
            words::cut(raw, stretch, &mut text.words);
            let words = first..text.words.len();
            if let (Some(opening), Some(closing)) = (text.words[words.clone()].first(), text.words.last()) {
                let span = opening.span.cover(closing.span);
                text.words[first].opens_paragraph = true;
                text.paragraphs.push(Paragraph { span, words });
            }
        }
        for paragraph in &text.paragraphs {
            quotes::mark(raw, &mut text.words[paragraph.words.clone()]);
        }
        text.layout = layout::read(&text);
        text
    }

    /// The characters of a word.
    ///
    /// # Panics
    /// Where the text has no word of that index.
    #[must_use]
    pub fn form(&self, word: usize) -> &'t str {
        self.words[word].span.slice(self.raw)
    }
}

/// As much of the text as 32-bit spans can point at.
fn readable(raw: &str) -> &str {
    const LIMIT: usize = u32::MAX as usize;
    if raw.len() <= LIMIT { raw } else { &raw[..raw.floor_char_boundary(LIMIT)] }
}
