//! What language a document is written in, and which are read.
//!
//! What the input itself says comes first; else the first lines are looked at. A text that is too short or too mixed to
//! tell has no language and is never passed over for it.

use std::str::FromStr;

use whatlang::Lang;

/// Which languages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Languages {
    /// All.
    #[default]
    Any,
    /// English, and what is too short to tell.
    English,
}

impl FromStr for Languages {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "any" => Ok(Self::Any),
            "en" => Ok(Self::English),
            _ => Err("write `en` or `any`".to_owned()),
        }
    }
}

impl Languages {
    /// Whether a document in this language is read.
    pub(crate) fn take(self, code: Option<&str>) -> bool {
        self == Self::Any || code.is_none_or(|code| code == "en")
    }
}

/// Bytes of a text that are looked at.
const SAMPLE: usize = 3000;

/// The languages that can be told apart: two-letter code of ISO 639-1 (three letters where there is none), the detector's
/// own value, and codes of three letters under which it is known as well.
const LANGUAGES: &[(&str, Lang, &[&str])] = &[
    ("af", Lang::Afr, &[]),
    ("ak", Lang::Aka, &[]),
    ("am", Lang::Amh, &[]),
    ("ar", Lang::Ara, &["arb", "arz"]),
    ("az", Lang::Aze, &["azj"]),
    ("be", Lang::Bel, &[]),
    ("bg", Lang::Bul, &[]),
    ("bn", Lang::Ben, &[]),
    ("ca", Lang::Cat, &[]),
    ("cs", Lang::Ces, &["cze"]),
    ("cy", Lang::Cym, &["wel"]),
    ("da", Lang::Dan, &[]),
    ("de", Lang::Deu, &["ger"]),
    ("el", Lang::Ell, &["gre"]),
    ("en", Lang::Eng, &[]),
    ("eo", Lang::Epo, &[]),
    ("es", Lang::Spa, &[]),
    ("et", Lang::Est, &["ekk"]),
    ("fa", Lang::Pes, &["fas", "per", "prs"]),
    ("fi", Lang::Fin, &[]),
    ("fr", Lang::Fra, &["fre"]),
    ("gu", Lang::Guj, &[]),
    ("he", Lang::Heb, &[]),
    ("hi", Lang::Hin, &[]),
    ("hr", Lang::Hrv, &[]),
    ("hu", Lang::Hun, &[]),
    ("hy", Lang::Hye, &["arm"]),
    ("id", Lang::Ind, &[]),
    ("it", Lang::Ita, &[]),
    ("ja", Lang::Jpn, &[]),
    ("jv", Lang::Jav, &[]),
    ("ka", Lang::Kat, &["geo"]),
    ("km", Lang::Khm, &[]),
    ("kn", Lang::Kan, &[]),
    ("ko", Lang::Kor, &[]),
    ("la", Lang::Lat, &[]),
    ("lt", Lang::Lit, &[]),
    ("lv", Lang::Lav, &["lvs"]),
    ("mk", Lang::Mkd, &["mac"]),
    ("ml", Lang::Mal, &[]),
    ("mr", Lang::Mar, &[]),
    ("my", Lang::Mya, &["bur"]),
    ("nb", Lang::Nob, &["nor"]),
    ("ne", Lang::Nep, &["npi"]),
    ("nl", Lang::Nld, &["dut"]),
    ("or", Lang::Ori, &["ory"]),
    ("pa", Lang::Pan, &[]),
    ("pl", Lang::Pol, &[]),
    ("pt", Lang::Por, &[]),
    ("ro", Lang::Ron, &["rum"]),
    ("ru", Lang::Rus, &[]),
    ("si", Lang::Sin, &[]),
    ("sk", Lang::Slk, &["slo"]),
    ("sl", Lang::Slv, &[]),
    ("sn", Lang::Sna, &[]),
    ("sr", Lang::Srp, &[]),
    ("sv", Lang::Swe, &[]),
    ("ta", Lang::Tam, &[]),
    ("te", Lang::Tel, &[]),
    ("th", Lang::Tha, &[]),
    ("tk", Lang::Tuk, &[]),
    ("tl", Lang::Tgl, &["fil"]),
    ("tr", Lang::Tur, &[]),
    ("uk", Lang::Ukr, &[]),
    ("ur", Lang::Urd, &[]),
    ("uz", Lang::Uzb, &["uzn"]),
    ("vi", Lang::Vie, &[]),
    ("yi", Lang::Yid, &["ydd"]),
    ("zh", Lang::Cmn, &["zho", "chi"]),
    ("zu", Lang::Zul, &[]),
];

/// The language of a text, as its code.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let found = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    LANGUAGES.iter().find(|(_, lang, _)| *lang == found.lang()).map(|(code, ..)| *code)
}

/// The code of a language as an input writes it: `en`, `EN-gb`, `eng`, `eng_Latn`, `English`. `None` where it is none.
pub(crate) fn code(given: &str) -> Option<String> {
    let given = given.trim().to_ascii_lowercase();
    let bare = given.split(['-', '_']).next().unwrap_or_default();
    let same = |(code, lang, other): &&(&str, Lang, &[&str])| {
        *code == bare || lang.code() == bare || other.contains(&bare) || lang.eng_name().to_ascii_lowercase() == given
    };
    if let Some((code, ..)) = LANGUAGES.iter().find(same) {
        return Some((*code).to_owned());
    }
    let unknown = ["", "un", "und", "unknown", "zxx", "mul", "mis"].contains(&bare);
    let form = (2..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    (form && !unknown).then(|| bare.to_owned())
}

/// What a language is called in English.
pub(crate) fn name(code: &str) -> &'static str {
    LANGUAGES
        .iter()
        .find(|(other, ..)| *other == code)
        .map_or("a language other than English", |(_, lang, _)| lang.eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_news_are_told_apart() {
        for (code, text) in [
            (
                "en",
                "The minister said on Monday that talks with the neighbouring state would go on next week in Geneva. Both \
                 sides had asked for more time, she added, and nobody should expect an agreement before the summer.",
            ),
            (
                "fr",
                "Le ministre a déclaré lundi que les pourparlers avec l'État voisin reprendraient la semaine prochaine à \
                 Genève. Les deux parties avaient demandé un délai, a-t-il ajouté, et personne ne devait s'attendre à un accord.",
            ),
            (
                "de",
                "Der Minister sagte am Montag, die Gespräche mit dem Nachbarstaat würden nächste Woche in Genf fortgesetzt. \
                 Beide Seiten hätten um mehr Zeit gebeten, und vor dem Sommer solle niemand mit einer Einigung rechnen.",
            ),
            (
                "ru",
                "Министр заявил в понедельник, что переговоры с соседним государством продолжатся на следующей неделе.",
            ),
            ("zh", "部长周一表示，与邻国的会谈将于下周在日内瓦继续举行。"),
        ] {
            assert_eq!(detect(text), Some(code), "{text}");
        }
        assert_eq!(detect("No."), None, "too short to tell");
    }

    #[test]
    fn codes_are_read_as_inputs_write_them() {
        for given in ["en", "EN-gb", "eng", "eng_Latn", "English", " en "] {
            assert_eq!(code(given).as_deref(), Some("en"), "{given}");
        }
        assert_eq!(code("ger").as_deref(), Some("de"));
        assert_eq!(code("sw").as_deref(), Some("sw"), "one that the detector does not know");
        assert_eq!([code("und"), code(""), code("?"), code("unknown")], [None, None, None, None]);
        assert_eq!((name("fr"), name("sw")), ("French", "a language other than English"));
    }

    #[test]
    fn a_text_too_short_to_tell_is_read() {
        assert!(Languages::English.take(None) && Languages::English.take(Some("en")));
        assert!(!Languages::English.take(Some("fr")) && Languages::Any.take(Some("fr")));
    }
}
