//! Lines of inked text, wrapped to the page's width.

use std::fmt::Write;

use onrecord_text::is_blank;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::look::{Ink, Look};

/// Inked text that is to become one or several lines. Blanks are breaking places; a no-break space is none.
#[derive(Debug, Default)]
pub(super) struct Line(Vec<(char, Ink)>);

impl Line {
    /// One stretch in one ink.
    pub(super) fn from(ink: Ink, text: impl AsRef<str>) -> Self {
        let mut line = Self::default();
        line.push(ink, text.as_ref());
        line
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends text that holds only what may be shown.
    pub(super) fn push(&mut self, ink: Ink, text: &str) {
        self.0.extend(text.chars().map(|c| (c, ink)));
    }

    /// Appends words of an article, made fit to be shown.
    pub(super) fn push_raw(&mut self, ink: Ink, raw: &str) {
        for c in raw.chars().filter_map(shown) {
            if c != ' ' || self.0.last().is_some_and(|(last, _)| *last != ' ') {
                self.0.push((c, ink));
            }
        }
    }
}

/// Blanks before the first line of a paragraph and before all others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    pub(super) first: usize,
    pub(super) rest: usize,
}

impl Indent {
    pub(super) const NONE: Self = Self { first: 0, rest: 0 };
}

/// Lines as they go to the terminal.
pub(super) struct Page {
    look: Look,
    out: String,
    ink: Ink,
}

impl Page {
    pub(super) fn new(look: Look) -> Self {
        Self { look, out: String::new(), ink: Ink::Plain }
    }

    /// All lines, each ended.
    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn blank_line(&mut self) {
        self.out.push('\n');
    }

    /// Writes a paragraph: as many words on a line as fit, a word that is wider than a line cut.
    pub(super) fn write(&mut self, indent: Indent, line: &Line) {
        let mut column = 0;
        let mut begun = false;
        let mut rest = line.0.as_slice();
        self.indent(indent.first, &mut column);
        while !rest.is_empty() {
            let blanks = rest.iter().take_while(|(c, _)| *c == ' ').count();
            let length = rest[blanks..].iter().take_while(|(c, _)| *c != ' ').count();
            let (word, after) = rest[blanks..].split_at(length);
            rest = after;
            let width: usize = word.iter().map(|(c, _)| columns(*c)).sum();
            if begun && column + blanks + width > self.look.width {
                self.break_line(indent.rest, &mut column);
                begun = false;
            } else if begun {
                self.change_ink(word.first().map_or(Ink::Plain, |(_, ink)| self.ink.min(*ink)));
                self.out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            for &(c, ink) in word {
                if begun && column + columns(c) > self.look.width {
                    self.break_line(indent.rest, &mut column);
                }
                self.change_ink(ink);
                self.out.push(c);
                column += columns(c);
                begun = true;
            }
        }
        self.change_ink(Ink::Plain);
        self.out.push('\n');
    }

    fn break_line(&mut self, indent: usize, column: &mut usize) {
        self.change_ink(Ink::Plain);
        self.out.push('\n');
        *column = 0;
        self.indent(indent, column);
    }

    fn indent(&mut self, indent: usize, column: &mut usize) {
        let indent = indent.min(self.look.width / 3);
        self.out.extend(std::iter::repeat_n(' ', indent));
        *column += indent;
    }

    fn change_ink(&mut self, ink: Ink) {
        if ink == self.ink || !self.look.colour {
            return;
        }
        let (old, new) = (self.ink.style(), ink.style());
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{}{}", old.render_reset(), new.render());
        self.ink = ink;
    }
}

/// A text from outside as one line that is fit to be shown.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<String> = text.split(is_blank).map(|word| word.chars().filter_map(shown).collect()).collect();
    words.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The first `limit` columns or so of a text, cut between words.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    if text.width() <= limit {
        return text.to_owned();
    }
    let mut width = 0;
    let fits = |c: &(usize, char)| {
        width += columns(c.1);
        width < limit
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    let cut = text[..end].rfind(' ').filter(|cut| cut * 2 > end).unwrap_or(end);
    format!("{} …", text[..cut].trim_end())
}

/// Columns that a character takes.
fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// What is shown for a character of an article. A terminal obeys control characters and turns the line around at
/// direction marks, so none of them gets there.
fn shown(c: char) -> Option<char> {
    match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some('\u{A0}'),
        '\u{200B}' | '\u{AD}' | '\u{2060}' | '\u{FEFF}' => None,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => Some('\u{FFFD}'),
        c => Some(c),
    }
}
