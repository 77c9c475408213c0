//! From bytes to characters.
//!
//! A byte order mark decides; else valid UTF-8 is UTF-8; else a text that is UTF-8 but for a few broken places (a file
//! cut in the middle of a character, a paste from elsewhere) stays UTF-8 with those places marked; and only then is the
//! character set guessed. What holds zero bytes or many control characters is no text in any of them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::error::NotText;
use crate::format;

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// WHATWG name of the character set.
    pub(crate) encoding: &'static str,
    /// Replacement characters that stand for broken bytes.
    pub(crate) replaced: usize,
}

/// One broken place is forgiven for so many good characters beyond ASCII.
const GOOD_FOR_ONE_BROKEN: usize = 10;

/// At most one character in so many may be a control character.
const TEXT_FOR_ONE_CONTROL: usize = 20;

/// Decodes a whole text.
///
/// # Errors
/// Where the bytes are no text.
pub(crate) fn decode(mut bytes: Vec<u8>) -> Result<Decoded, NotText> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return checked(decode_as(encoding, &bytes[mark..]));
        }
        bytes.drain(..mark);
    }
    no_zero_byte(&bytes)?;
    let decoded = match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: UTF_8.name(), replaced: 0 },
        Err(error) => decode_as(guess(error.as_bytes()), error.as_bytes()),
    };
    checked(decoded)
}

/// Decodes a text whose character set somebody names. Names are wrong as often as not where the bytes are UTF-8.
///
/// # Errors
/// Where the bytes are no text.
pub(crate) fn decode_labelled(bytes: Vec<u8>, label: Option<&str>) -> Result<Decoded, NotText> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match named {
        Some(encoding) if std::str::from_utf8(&bytes).is_err() && Encoding::for_bom(&bytes).is_none() => {
            checked(decode_as(encoding, &bytes))
        }
        _ => decode(bytes),
    }
}

/// Decodes a cell of a table that another program hands over as bytes; sound UTF-8 is what it is, a mark in front of it too.
///
/// # Errors
/// Where the bytes are no text, or those of a known other format.
pub(crate) fn decode_cell(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(what) = format::magic(bytes) {
        return Err(NotText::Known(what));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => checked(Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: 0 }),
        Err(_) => decode(bytes.to_vec()),
    }
}

/// The character set of a text that is not all UTF-8.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    if nearly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes XML or JSON: as [`decode`] does, but where the bytes are no UTF-8, by what the XML says of itself.
///
/// # Errors
/// Where the bytes are no text.
pub(crate) fn decode_xml(bytes: Vec<u8>) -> Result<String, NotText> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let named = head.starts_with("<?xml").then(|| head.split_once("encoding=")).flatten();
    let label = named.and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'', '?']).next());
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(&bytes).is_err() => {
            checked(decode_as(encoding, &bytes)).map(|decoded| decoded.text)
        }
        _ => decode(bytes).map(|decoded| decoded.text),
    }
}

/// Refuses a text that no person wrote.
///
/// # Errors
/// Where there are zero bytes, or too many control characters.
pub(crate) fn check(text: &str) -> Result<(), NotText> {
    no_zero_byte(text.as_bytes())?;
    let controls = text.bytes().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    // A stray bell or separator, as old wires send them, is no reason to refuse a short text.
    if controls > 8 && controls * TEXT_FOR_ONE_CONTROL > text.chars().count() {
        let percent = controls * 100 / text.chars().count();
        return Err(NotText::Controls { percent: u8::try_from(percent).unwrap_or(100) });
    }
    Ok(())
}

fn checked(decoded: Decoded) -> Result<Decoded, NotText> {
    check(&decoded.text)?;
    Ok(decoded)
}

fn no_zero_byte(bytes: &[u8]) -> Result<(), NotText> {
    if !bytes.contains(&0) {
        return Ok(());
    }
    let offset = bytes.iter().take_while(|&&byte| byte != 0).count() as u64;
    Err(NotText::Nul { offset })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let replaced = if broken { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// Whether characters of several bytes are mostly whole. In other character sets such sequences come about by chance,
/// but not without many more broken ones beside them.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A text of ASCII alone that ends inside a character.
    let cut = good == 0 && broken == 1 && bytes.utf8_chunks().last().is_some_and(|last| last.invalid().len() > 1);
    cut || good >= broken * GOOD_FOR_ONE_BROKEN
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GBK, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

    const FRENCH: &str = "Le ministre des Affaires étrangères a déclaré jeudi à Genève que la trêve était « fragile ».";

    #[test]
    fn a_text_from_before_utf8_is_detected_and_named() {
        for (encoding, text) in [
            (WINDOWS_1252, FRENCH),
            (WINDOWS_1251, "Министр сообщил журналистам, что переговоры в Женеве продолжатся в понедельник."),
            (GBK, "外交部发言人周一在北京的例行记者会上说，双方将继续谈判，并希望早日达成协议。"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let decoded = decode(bytes.into_owned()).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding.name()));
        }
    }

    #[test]
    fn a_byte_order_mark_decides_and_goes() {
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        bytes.extend(FRENCH.bytes());
        assert_eq!(decode(bytes).unwrap().text, FRENCH);
        for (encoding, unit) in [(UTF_16LE, u16::to_le_bytes as fn(u16) -> [u8; 2]), (UTF_16BE, u16::to_be_bytes)] {
            let bytes = "\u{feff}".encode_utf16().chain(FRENCH.encode_utf16()).flat_map(unit).collect();
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (FRENCH, encoding.name()));
        }
    }

    #[test]
    fn utf8_with_a_broken_place_stays_utf8() {
        let mut bytes = FRENCH.repeat(3).into_bytes();
        bytes.insert(40, 0xff);
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
        assert!(decoded.text.contains("étrangères"));

        let cut = b"The talks cost 5 million \xe2\x82".to_vec(); // two of the three bytes of a euro sign
        let decoded = decode(cut).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("The talks cost 5 million \u{fffd}", "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"ab\0cd".to_vec()), Err(NotText::Nul { offset: 2 }));
        let noise: Vec<u8> = (0..2000_u32).map(|i| (i * 7919 % 251) as u8 + 1).collect();
        assert!(matches!(decode(noise), Err(NotText::Controls { .. })));
        assert!(decode(b"\x01\x02r i BC-Talks 05-17 0312\x03\nGENEVA (Wire) - The talks ended.\x04".to_vec()).is_ok());
    }
}
