//! The attributes of a tag, read only where somebody asks for them.

use std::borrow::Cow;

use crate::entities;

/// At most so many attributes of one tag are looked at.
const MOST: usize = 100;

/// What stands between a tag's name and its `>`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attributes<'h>(&'h str);

impl<'h> Attributes<'h> {
    pub(crate) fn new(written: &'h str) -> Self {
        Self(written)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Names and values as written, in order; a name alone has an empty value.
    pub(crate) fn all(self) -> impl Iterator<Item = (&'h str, &'h str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || next(&mut rest)).take(MOST)
    }

    /// The first value under this name in lower case, with its references decoded.
    pub(crate) fn get(self, name: &str) -> Option<Cow<'h, str>> {
        self.raw(name).map(entities::decode)
    }

    /// The first value under this name, as written.
    pub(crate) fn raw(self, name: &str) -> Option<&'h str> {
        self.all().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Takes one attribute off `rest`.
fn next<'h>(rest: &mut &'h str) -> Option<(&'h str, &'h str)> {
    let from = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    // An equals sign in first place belongs to the name.
    let name_end = from.bytes().skip(1).position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/'));
    if from.is_empty() {
        return None;
    }
    let (name, behind) = from.split_at(name_end.map_or(from.len(), |at| at + 1));
    let Some(value) = behind.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else {
        *rest = behind;
        return Some((name, ""));
    };
    let (value, behind) = match value.as_bytes().first() {
        Some(b'"') => value[1..].split_once('"').unwrap_or((&value[1..], "")),
        Some(b'\'') => value[1..].split_once('\'').unwrap_or((&value[1..], "")),
        _ => value.split_at(value.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(value.len())),
    };
    *rest = behind;
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_bare_and_empty_values() {
        let attributes = Attributes::new(" CLASS='a b' id=x hidden data-q=\"1 &amp; 2\" href=/a/b/ /");
        let all: Vec<_> = attributes.all().collect();
        assert_eq!(all, [("CLASS", "a b"), ("id", "x"), ("hidden", ""), ("data-q", "1 &amp; 2"), ("href", "/a/b/")]);
        assert_eq!(attributes.get("data-q").as_deref(), Some("1 & 2"));
        assert_eq!(attributes.raw("class"), Some("a b"));
    }

    #[test]
    fn broken_attributes_end_somewhere() {
        let all = |written| Attributes::new(written).all().count();
        assert_eq!(all("a=\"never closed"), 1);
        assert_eq!(all("===\"é\"== é = "), 2);
    }
}
