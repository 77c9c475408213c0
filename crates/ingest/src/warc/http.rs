//! An answer of a server: status, the header fields that matter, body. Read as browsers do, which forgive much.

/// What a server answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Message<'b> {
    pub(super) status: u16,
    /// Type and subtype, in lower case.
    pub(super) mime: Option<String>,
    /// Character set, as the header names it.
    pub(super) charset: Option<String>,
    /// Encodings in the order in which they were put on, in lower case.
    pub(super) encodings: Vec<String>,
    pub(super) chunked: bool,
    pub(super) body: &'b [u8],
}

/// The forms of payloads that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Plain,
}

impl<'b> Message<'b> {
    /// A payload by itself.
    pub(super) fn bare(content_type: Option<&str>, body: &'b [u8]) -> Self {
        let mut message = Self { status: 200, body, ..Self::default() };
        if let Some(value) = content_type {
            message.set_type(value);
        }
        message
    }

    /// Takes an answer apart; `None` where it is none.
    pub(super) fn parse(block: &'b [u8]) -> Option<Self> {
        let (head, body) = divide(block);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let mut words = lines.next()?.split_ascii_whitespace();
        words.next().filter(|version| version.to_ascii_uppercase().starts_with("HTTP"))?;
        let status = words.next()?.parse().ok()?;
        let mut message = Self { status, body, ..Self::default() };
        for line in lines {
            let Some((name, value)) = line.split_once(':') else { continue };
            let tokens = || value.split(',').map(|token| token.trim().to_ascii_lowercase());
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => message.set_type(value),
                "content-encoding" => {
                    message.encodings.extend(tokens().filter(|token| !token.is_empty() && token != "identity"));
                }
                "transfer-encoding" => message.chunked = tokens().any(|token| token == "chunked"),
                _ => {}
            }
        }
        Some(message)
    }

    /// `text/html; charset="utf-8"`
    fn set_type(&mut self, value: &str) {
        let mut parts = value.split(';').map(str::trim);
        self.mime = parts.next().map(str::to_ascii_lowercase).filter(|mime| !mime.is_empty());
        self.charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
    }

    /// The form of the payload: as the header says, else as it begins.
    pub(super) fn form(&self) -> Option<Form> {
        match self.mime.as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Form::Html),
            Some("text/plain") => Some(Form::Plain),
            Some(_) => None,
            None => self.body.trim_ascii_start().starts_with(b"<").then_some(Form::Html),
        }
    }
}

/// Header and body, at the first blank line.
fn divide(block: &[u8]) -> (&[u8], &[u8]) {
    let mut from = 0;
    while let Some(at) = block[from..].iter().position(|&byte| byte == b'\n') {
        let line = &block[from..from + at];
        from += at + 1;
        if line.is_empty() || line == b"\r" {
            return (&block[..from], &block[from..]);
        }
    }
    (block, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML;Charset=\"ISO-8859-1\"\r\ncontent-encoding: gzip\r\n\
            Transfer-Encoding: chunked\r\nBroken line\r\n\r\n<p>No.</p>";
        let message = Message::parse(block).unwrap();
        assert_eq!((message.status, message.form(), message.chunked), (200, Some(Form::Html), true));
        assert_eq!((message.charset.as_deref(), message.body), (Some("ISO-8859-1"), &b"<p>No.</p>"[..]));
        assert_eq!(message.encodings, ["gzip"]);
        assert_eq!(Message::parse(b"HTTP/1.0 404\n\nNot found").unwrap().body, b"Not found");
        assert_eq!(Message::parse(b"<html>"), None);
        assert_eq!(Message::parse(b""), None);
    }
}
