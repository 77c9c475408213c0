//! From the bytes of a page to characters.
//!
//! A byte order mark decides. Then bytes that are UTF-8 are UTF-8, whatever a header says, since text of another character
//! set is hardly ever valid UTF-8 by chance. Only then are the header and the page itself believed, and last the bytes are
//! guessed from.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::attributes::Attributes;

/// Bytes at the beginning of a page where it may name its character set.
const HEAD: usize = 4096;

/// Bytes from which the character set is guessed.
const SAMPLE: usize = 64 << 10;

/// Decodes a page; broken characters become U+FFFD.
pub(crate) fn decode<'b>(bytes: &'b [u8], header: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let named = header.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // These are made of other bytes than ASCII's, or of nothing but ASCII's.
    if let Some(encoding) = named.filter(|encoding| [UTF_16LE, UTF_16BE, ISO_2022_JP].contains(encoding)) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let named = named.or_else(|| in_page(bytes));
    if named != Some(ISO_2022_JP)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    let encoding = match named {
        Some(encoding) if encoding != UTF_8 || mostly_utf8(bytes) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// The character set that the page names: `<meta charset=…>` or the `Content-Type` of a `<meta http-equiv>`.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let lower = head.to_ascii_lowercase();
    let mut metas = lower.match_indices("<meta").map(|(at, _)| &head[at + 5..]);
    metas.find_map(|meta| {
        let attributes = Attributes::new(&meta[..meta.find('>')?]);
        let label = match attributes.raw("charset") {
            Some(label) => label,
            None => {
                let (_, label) = attributes.raw("content")?.split_once("charset=")?;
                label.split([';', ' ']).next()?
            }
        };
        // A page whose letters can be read here is not in two-byte characters, whatever it says.
        let encoding = Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes())?;
        Some(if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding })
    })
}

/// Whether broken places are rare: a page cut in a character, a paste from elsewhere.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= broken * 10 || (broken == 1 && bytes.utf8_chunks().last().is_some_and(|last| last.invalid().len() > 1))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    #[test]
    fn a_page_in_an_old_character_set_by_header_meta_or_guess() {
        let russian = "<p>Министр сообщил журналистам, что переговоры продолжатся в понедельник.";
        let (bytes, _, _) = WINDOWS_1251.encode(russian);
        assert_eq!(decode(&bytes, Some("windows-1251")), russian);
        assert_eq!(decode(&bytes, None), russian, "guessed");
        let page = format!(
            "<html><META http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">{}",
            "首相は記者団に語った。"
        );
        let (bytes, _, _) = SHIFT_JIS.encode(&page);
        assert_eq!(decode(&bytes, None), page);
    }

    #[test]
    fn utf8_is_utf8_whatever_is_said() {
        let page = "<meta charset=iso-8859-1><p>Le président a déclaré";
        assert_eq!(decode(page.as_bytes(), Some("latin1")), page);
        let (bytes, _, _) = WINDOWS_1252.encode("<meta charset=utf-8><p>Le président a déclaré à la télé");
        assert!(decode(&bytes, None).contains("président a déclaré à la télé"));
        let mut broken = "é".repeat(30).into_bytes();
        broken.push(0xff);
        assert_eq!(decode(&broken, Some("utf-8")).matches('é').count(), 30);
    }

    #[test]
    fn two_byte_characters_need_a_mark_or_a_header() {
        let bytes: Vec<u8> = "<p>Hé".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, Some("UTF-16LE")), "<p>Hé");
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(bytes).collect();
        assert_eq!(decode(&marked, None), "<p>Hé");
    }
}
