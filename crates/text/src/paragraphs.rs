//! Paragraphs: what the lines of a text belong to.
//!
//! A blank line always parts paragraphs, and so do a form feed and U+2029. A single line break is either the end of a
//! paragraph or just where a typist's line was full. It was full if the next line's first word would not have fitted any
//! more; a text most of whose single line breaks are of that kind is *filled* to its longest line, and there only breaks
//! at lines with room left end a paragraph. In every other text each line is a paragraph. Lines beyond 120 columns are
//! nobody's typing: a text with more than a few of them is not filled.

use std::ops::Range;

use crate::letters::{is_blank, is_format};

/// The widest line that a filled text has, in code points.
const WIDEST: usize = 120;
/// The narrowest column that a text is filled to.
const NARROWEST: usize = 40;

/// One line, without its break and the blanks around it.
struct Line {
    bytes: Range<usize>,
    /// Code points from the line's start to its last visible one.
    columns: usize,
    /// Code points of the first run without blanks.
    first_word: usize,
    opens: Opening,
}

/// What parts a line from the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A blank line or a hard break.
    Parted,
    /// One line break; the line begins with a bullet.
    Bullet,
    /// One line break.
    Break,
}

/// The byte ranges of the paragraphs, trimmed of blanks, in order, none empty.
pub(crate) fn stretches(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let width = filled_to(&lines);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let goes_on =
            line.opens == Opening::Break && width.is_some_and(|width| i > 0 && full(&lines[i - 1], line, width));
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.end = line.bytes.end,
            _ => paragraphs.push(line.bytes.clone()),
        }
    }
    paragraphs
}

/// Whether the first word of `next` would not have fitted on `line`.
fn full(line: &Line, next: &Line, width: usize) -> bool {
    line.columns + 1 + next.first_word > width
}

/// The column that the text is filled to, if it is.
fn filled_to(lines: &[Line]) -> Option<usize> {
    let mut of_width = [0_usize; WIDEST + 1];
    for line in lines.iter().filter(|line| line.columns <= WIDEST) {
        of_width[line.columns] += 1;
    }
    let typed: usize = of_width.iter().sum();
    if typed * 10 < lines.len() * 9 {
        return None;
    }
    // One line in fifty may stick out, for a long address or a table.
    let mut longer = 0;
    let width = (0..=WIDEST).rev().find(|&width| {
        longer += of_width[width];
        longer * 50 > typed
    })?;
    let breaks = lines.windows(2).filter(|pair| pair[1].opens != Opening::Parted);
    let (mut all, mut at_full) = (0, 0);
    for pair in breaks {
        all += 1;
        at_full += usize::from(full(&pair[0], &pair[1], width));
    }
    (width >= NARROWEST && at_full * 2 > all).then_some(width)
}

/// The lines that show something.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut parted = true;
    while start < text.len() {
        let (end, next, hard) = line_end(text, start);
        match line(text, start..end) {
            Some(mut line) => {
                if parted {
                    line.opens = Opening::Parted;
                }
                lines.push(line);
                parted = hard;
            }
            None => parted = true,
        }
        start = next;
    }
    lines
}

/// Where the line that begins at `start` ends, where the next begins, and whether the break parts paragraphs by itself.
fn line_end(text: &str, start: usize) -> (usize, usize, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let next_is = |offset: usize, wanted: u8| bytes.get(at + offset) == Some(&wanted);
        match byte {
            b'\r' if next_is(1, b'\n') => return (at, at + 2, false),
            b'\n' | b'\r' => return (at, at + 1, false),
            b'\x0b' | b'\x0c' => return (at, at + 1, true),
            // U+0085, U+2028, U+2029
            0xC2 if next_is(1, 0x85) => return (at, at + 2, false),
            0xE2 if next_is(1, 0x80) && next_is(2, 0xA8) => return (at, at + 3, false),
            0xE2 if next_is(1, 0x80) && next_is(2, 0xA9) => return (at, at + 3, true),
            _ => at += 1,
        }
    }
    (at, at, false)
}

/// The line within the range, if it shows something.
fn line(text: &str, range: Range<usize>) -> Option<Line> {
    let unseen = |c: char| is_blank(c) || is_format(c);
    let whole = &text[range.clone()];
    let shown = whole.trim_end_matches(unseen);
    let body = shown.trim_start_matches(unseen);
    let first = body.chars().next()?;
    let start = range.start + (shown.len() - body.len());
    // Only lines of a typist's width are measured to the end.
    let columns = if shown.len() > 4 * WIDEST { shown.len() } else { shown.chars().count() };
    let word = body.split(is_blank).next().unwrap_or_default();
    let first_word = word.chars().take(WIDEST).count();
    let bullet = matches!(first, '-' | '*' | '•' | '‣' | '▪' | '■' | '●' | '–' | '—' | '·' | '§') && first_word == 1;
    let opens = if bullet { Opening::Bullet } else { Opening::Break };
    Some(Line { bytes: start..start + body.len(), columns, first_word, opens })
}
