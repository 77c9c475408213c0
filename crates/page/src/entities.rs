//! Character references: `&eacute;`, `&#8217;`, `&#x2019;`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr2;

/// A named reference: its name, what it stands for, whether it may stand without the semicolon.
struct Named {
    name: &'static str,
    characters: String,
    old: bool,
}

/// The table, in the order of names.
static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let lines = include_str!("../tables/entities.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut named: Vec<Named> = lines.filter_map(entry).collect();
    named.sort_unstable_by_key(|entry| entry.name);
    named
});

/// The longest name in the table, in bytes.
const LONGEST: usize = 31;

fn entry(line: &'static str) -> Option<Named> {
    let mut columns = line.split('\t');
    let (name, codes) = (columns.next()?, columns.next()?);
    let code = |code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    let characters = codes.split(' ').map(code).collect::<Option<String>>()?;
    Some(Named { name, characters, old: columns.next() == Some("old") })
}

/// The text with its references decoded and its zero characters dropped. What is no reference stays.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if memchr2(b'&', b'\0', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr2(b'&', b'\0', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let sign = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if sign == b'&' {
            let length = if rest.starts_with('#') { numbered(rest, &mut out) } else { named(rest, &mut out) };
            match length {
                Some(length) => rest = &rest[length..],
                None => out.push('&'),
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes `#8217;`; gives its length.
fn numbered(rest: &str, out: &mut String) -> Option<usize> {
    let (digits, radix, before) = match rest.as_bytes().get(1) {
        Some(b'x' | b'X') => (&rest[2..], 16, 2),
        _ => (&rest[1..], 10, 1),
    };
    let length = digits.bytes().take_while(|&byte| char::from(byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    // A number out of range is a broken character, however many digits it has.
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    match code {
        0 => {}
        // The standard reads these as Windows-1252, since that is what was meant.
        0x80..=0x9f => {
            let byte = [code as u8];
            out.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0);
        }
        _ => out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
    let end = before + length;
    Some(end + usize::from(rest.as_bytes().get(end) == Some(&b';')))
}

/// Decodes `eacute;`; gives its length.
fn named(rest: &str, out: &mut String) -> Option<usize> {
    let length = rest.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count();
    let closed = rest.as_bytes().get(length) == Some(&b';');
    let find = |name: &str| NAMED.binary_search_by_key(&name, |entry| entry.name).ok().map(|at| &NAMED[at]);
    if closed && let Some(entry) = find(&rest[..length]) {
        out.push_str(&entry.characters);
        return Some(length + 1);
    }
    // "&copy2026": the longest old name that the letters begin with.
    let old = (2..=length.min(6)).rev().find_map(|end| find(&rest[..end]).filter(|entry| entry.old))?;
    out.push_str(&old.characters);
    Some(old.name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_the_rest_stays() {
        for (written, read) in [
            ("Caf&eacute; &amp; bar", "Café & bar"),
            ("&#8220;No,&#x201D; he said", "“No,” he said"),
            ("&#147;No,&#148;", "“No,”"),
            ("&copy2026 &AMP;amp;", "©2026 &amp;"),
            ("AT&T, R&D; &unknown; &# &#x; &", "AT&T, R&D; &unknown; &# &#x; &"),
            ("&#99999999999999;a\0b&#0;", "\u{fffd}ab"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&é", "&é"),
        ] {
            assert_eq!(decode(written), read, "{written:?}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(NAMED.len(), 2125);
        assert!(NAMED.iter().all(|entry| entry.name.len() <= LONGEST && !entry.characters.is_empty()));
        assert!(NAMED.iter().filter(|entry| entry.old).all(|entry| (2..=6).contains(&entry.name.len())));
    }
}
