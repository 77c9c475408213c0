//! How words are compared with the tables: without case, accents and full stops, with one kind of apostrophe.
//!
//! A word goes through [`words`], which also takes hyphens away ("al-Shabaab" is two words, the second joined to the first), so
//! that a text cut by any tokeniser meets the tables; an entry of a table goes through [`entry`], which cuts by our own.

use onrecord_text::Text;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word of a phrase, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// Folded letters.
    pub key: String,
    /// As it stands in the phrase.
    pub form: &'a str,
    /// Which token of the phrase it is of.
    pub token: usize,
    /// A hyphen joins it to the word before.
    pub joined: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital or has one behind a short beginning ("eThekwini"), as names do.
    pub fn capital(&self) -> bool {
        self.form.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
    }

    /// Whether its letters are all capitals.
    pub fn capitals(&self) -> bool {
        all_capitals(self.form)
    }

    /// Whether it has letters at all.
    pub fn is_word(&self) -> bool {
        self.form.chars().any(char::is_alphabetic)
    }
}

/// Whether the letters of a text are all capitals, and there are some.
pub(crate) fn all_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// The words of a phrase from the forms of its tokens; hyphens are no words but join the next one.
pub(crate) fn words<'a>(forms: impl Iterator<Item = &'a str>) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut joined = false;
    for (token, form) in forms.enumerate() {
        for (part, piece) in form.split(is_hyphen).enumerate() {
            joined |= part > 0;
            if piece.is_empty() {
                continue;
            }
            words.push(Word { key: fold(piece), form: piece, token, joined: joined && !words.is_empty() });
            joined = false;
        }
    }
    words
}

/// The keys of an entry of a table, one a word.
pub(crate) fn entry(text: &str) -> Vec<String> {
    // What is but letters and blanks cuts itself; there are tens of thousands of entries.
    if text.chars().all(|c| c.is_alphabetic() || c == ' ') {
        return words(text.split(' ')).into_iter().map(|word| word.key).collect();
    }
    let cut = Text::new(text);
    let forms = (0..cut.words.len()).map(|word| cut.form(word));
    words(forms).into_iter().map(|word| word.key).collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

/// Lower case, no accents, no full stops, one apostrophe.
pub(crate) fn fold(text: &str) -> String {
    let stops = text.len() > 1;
    if text.is_ascii() {
        let kept = text.bytes().filter(|&byte| byte != b'.' || !stops);
        return kept.map(|byte| if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) }).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '.' if stops => {}
            '’' | '‘' | 'ʼ' | '`' | 'ʻ' => folded.push('\''),
            'ı' | 'İ' => folded.push('i'),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ə' | 'Ə' => folded.push('e'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The singular that a key may be the plural of, by spelling.
pub(crate) fn singular(key: &str) -> Option<String> {
    let irregular = [("men", "man"), ("women", "woman"), ("wives", "wife"), ("thieves", "thief"), ("people", "person")];
    for (plural, singular) in irregular {
        if let Some(stem) = key.strip_suffix(plural) {
            return (key != "people").then(|| format!("{stem}{singular}"));
        }
    }
    if let Some(stem) = key.strip_suffix("ies") {
        return (stem.len() > 1).then(|| format!("{stem}y"));
    }
    for ending in ["ses", "xes", "zes", "ches", "shes"] {
        if key.ends_with(ending) && key.len() > ending.len() + 1 {
            let long = &key[..key.len() - 2];
            // "houses" is of "house", "buses" of "bus": the short form is the commoner one after s.
            return Some(if ending == "ses" && !long.ends_with("ss") && !long.ends_with("us") {
                key[..key.len() - 1].to_owned()
            } else {
                long.to_owned()
            });
        }
    }
    let stem = key.strip_suffix('s')?;
    (stem.len() > 2 && !stem.ends_with('s') && !stem.ends_with("u") && !stem.ends_with('i')).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_stops_and_apostrophes_do_not_matter() {
        assert_eq!(fold("Élysée"), "elysee");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Erdoğan"), "erdogan");
        assert_eq!(fold("N’Djamena"), "n'djamena");
    }

    #[test]
    fn hyphens_join() {
        let cut = words(["al-Shabaab", "US", "-", "backed"].into_iter());
        let shown: Vec<(&str, bool)> = cut.iter().map(|word| (word.key.as_str(), word.joined)).collect();
        assert_eq!(shown, [("al", false), ("shabaab", true), ("us", false), ("backed", true)]);
        assert_eq!(entry("Guinea-Bissau"), ["guinea", "bissau"]);
        assert_eq!(entry("People's Daily"), ["people", "'s", "daily"]);
    }

    #[test]
    fn plurals_by_spelling() {
        for (plural, one) in [
            ("senators", "senator"),
            ("ministries", "ministry"),
            ("policewomen", "policewoman"),
            ("churches", "church"),
        ] {
            assert_eq!(singular(plural).as_deref(), Some(one));
        }
        for word in ["police", "people", "congress", "pus", "us"] {
            assert_eq!(singular(word), None, "{word}");
        }
    }
}
