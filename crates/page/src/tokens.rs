//! Cutting HTML into tags and text, in one pass and without a copy.
//!
//! It is more lenient than a browser where that saves text: a comment, a raw element or a quoted value that never ends
//! does not swallow the rest of the page. Each kind of end is searched for in vain once only, so that the time stays
//! linear whatever the page.

use memchr::{memchr, memchr3, memmem};

use crate::attributes::Attributes;
use crate::elements::Tag;

/// One piece of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token<'h> {
    /// A start tag; void elements have no end tag.
    Start { tag: Tag, attributes: Attributes<'h> },
    /// An end tag.
    End { tag: Tag },
    /// Characters, with their references undecoded.
    Text(&'h str),
    /// An element whose content is no markup, such as a script, whole.
    Raw { tag: Tag, attributes: Attributes<'h>, content: &'h str },
}

/// The pieces of a page, in order.
pub(crate) struct Tokens<'h> {
    html: &'h str,
    at: usize,
    /// Ends that are known not to come any more.
    hopeless: Hopeless,
}

/// What was searched for to the end of the page and not found.
#[derive(Default)]
struct Hopeless {
    comment: bool,
    tag_end: bool,
    double_quote: bool,
    single_quote: bool,
    /// One bit for each raw element.
    raw: u32,
    /// Tags whose quotation marks left no end for them.
    lost_in_quotes: u8,
}

/// After so many tags that are lost in their own quotation marks, these count as letters on the rest of the page.
const LOST: u8 = 16;

impl<'h> Tokens<'h> {
    pub(crate) fn new(html: &'h str) -> Self {
        Self { html, at: 0, hopeless: Hopeless::default() }
    }

    fn bytes(&self) -> &'h [u8] {
        self.html.as_bytes()
    }

    /// Takes everything up to `to`.
    fn take(&mut self, to: usize) -> &'h str {
        let taken = &self.html[self.at..to];
        self.at = to;
        taken
    }

    /// What begins with the `<` at the current place, if that is markup: a token, or `Some(None)` for a comment.
    fn markup(&mut self) -> Option<Option<Token<'h>>> {
        match self.bytes().get(self.at + 1)? {
            b'a'..=b'z' | b'A'..=b'Z' => self.start().map(Some),
            b'/' => self.end(),
            b'!' | b'?' => {
                self.at = self.declaration_end()?;
                Some(None)
            }
            _ => None,
        }
    }

    /// Behind a comment, a declaration or a processing instruction.
    fn declaration_end(&mut self) -> Option<usize> {
        let rest = &self.bytes()[self.at..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment.
            let end = if self.hopeless.comment { None } else { memmem::find(&rest[2..], b"-->") };
            self.hopeless.comment = end.is_none();
            // One without an end is taken to reach to the next tag.
            let next_tag = || memchr(b'<', &rest[4..]).map_or(rest.len(), |tag| 4 + tag);
            return Some(self.at + end.map_or_else(next_tag, |end| 2 + end + 3));
        }
        self.next_close(self.at).map(|close| close + 1)
    }

    /// Where the next `>` stands, whatever is around it.
    fn next_close(&mut self, from: usize) -> Option<usize> {
        if self.hopeless.tag_end {
            return None;
        }
        let found = memchr(b'>', &self.bytes()[from..]);
        self.hopeless.tag_end = found.is_none();
        found.map(|at| from + at)
    }

    fn start(&mut self) -> Option<Token<'h>> {
        let from = self.at + 1;
        let name_end = from + name_length(&self.bytes()[from..]);
        let close = match self.tag_end(name_end) {
            Some(close) => close,
            None => self.next_close(name_end)?,
        };
        let tag = Tag::of(&self.html[from..name_end]);
        let attributes = Attributes::new(&self.html[name_end..close]);
        self.at = close + 1;
        Some(match tag.raw_bit() {
            Some(bit) => match self.raw_content(&self.html[from..name_end], bit) {
                Some(content) => Token::Raw { tag, attributes, content },
                None => Token::Raw { tag, attributes, content: "" },
            },
            None => Token::Start { tag, attributes },
        })
    }

    fn end(&mut self) -> Option<Option<Token<'h>>> {
        let from = self.at + 2;
        let length = name_length(&self.bytes()[from..]);
        let close = self.next_close(from)?;
        self.at = close + 1;
        let tag = Tag::of(&self.html[from..from + length]);
        Some((length > 0).then_some(Token::End { tag }))
    }

    /// Where the `>` of a tag stands, whose attributes begin at `from`, if one stands outside of quotation marks.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        if self.hopeless.tag_end || self.hopeless.lost_in_quotes >= LOST {
            return None;
        }
        let bytes = self.bytes();
        let mut at = from;
        loop {
            let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) else {
                self.hopeless.lost_in_quotes += 1;
                return None;
            };
            at += found;
            let quote = match bytes[at] {
                b'>' => return Some(at),
                quote => quote,
            };
            // A quotation mark opens a value only behind an equals sign.
            let opens = bytes[from..at].trim_ascii_end().last() == Some(&b'=');
            let hopeless =
                if quote == b'"' { &mut self.hopeless.double_quote } else { &mut self.hopeless.single_quote };
            at += 1;
            if opens && !*hopeless {
                match memchr(quote, &bytes[at..]) {
                    Some(end) => at += end + 1,
                    None => *hopeless = true,
                }
            }
        }
    }

    /// The content of a raw element that has begun, and behind its end tag.
    fn raw_content(&mut self, name: &str, bit: u32) -> Option<&'h str> {
        if self.hopeless.raw & bit != 0 {
            return None;
        }
        let mut at = self.at;
        while let Some(found) = memmem::find(&self.bytes()[at..], b"</") {
            at += found;
            let behind = at + 2 + name.len();
            let named = self.bytes().get(at + 2..behind).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
            if named && !self.bytes().get(behind).is_some_and(u8::is_ascii_alphanumeric) {
                let content = self.take(at);
                self.at = memchr(b'>', &self.bytes()[behind..]).map_or(self.html.len(), |end| behind + end + 1);
                return Some(content);
            }
            at += 2;
        }
        self.hopeless.raw |= bit;
        None
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        let mut from = self.at;
        loop {
            let rest = self.bytes().get(from..).filter(|rest| !rest.is_empty())?;
            let text_end = memchr(b'<', rest).map_or(self.html.len(), |found| from + found);
            if text_end > self.at && text_end > from {
                // Text before the next tag; a `<` that opens nothing is part of it by the way below.
                return Some(Token::Text(self.take(text_end)));
            }
            self.at = text_end;
            match self.markup() {
                Some(Some(token)) => return Some(token),
                Some(None) => from = self.at,
                None => {
                    // No markup: the sign itself is text, with what follows it.
                    let next = memchr(b'<', &self.bytes()[self.at + 1..]);
                    let end = next.map_or(self.html.len(), |found| self.at + 1 + found);
                    return Some(Token::Text(self.take(end)));
                }
            }
        }
    }
}

/// Bytes of the name that begins here.
fn name_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let show = |token| match token {
            Token::Start { tag, .. } => format!("<{tag:?}>"),
            Token::End { tag } => format!("</{tag:?}>"),
            Token::Text(text) => text.to_owned(),
            Token::Raw { tag, content, .. } => format!("[{tag:?} {content}]"),
        };
        Tokens::new(html).map(show).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tags_text_and_scripts() {
        assert_eq!(shown("<P class=a>One <b>two</B></p>"), "<P>|One |<Inline>|two|</Inline>|</P>");
        assert_eq!(shown("<script>if (a</b/) '</p>'</SCRIPT >x"), "[Script if (a</b/) '</p>']|x");
        assert_eq!(shown("a<!-- <p> -->b<!doctype html><?xml ?>c"), "a|b|c");
        assert_eq!(shown("<p title=\"a > b\" data-x='>'>c"), "<P>|c");
    }

    #[test]
    fn what_never_ends_swallows_nothing() {
        assert_eq!(shown("a <!-- b <p>c"), "a |<P>|c");
        assert_eq!(shown("<title>a <p>b"), "[Title ]|a |<P>|b");
        assert_eq!(shown("<p title=\"a>b<p>c"), "<P>|b|<P>|c");
        assert_eq!(shown("5 < 6 <3 <"), "5 |< 6 |<3 |<");
        assert_eq!(shown("end <p"), "end |<p");
    }
}
