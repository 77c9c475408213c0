//! Names as they are compared: without case, accents, full stops, apostrophes and what stands beside a name.
//!
//! "Dr. Zoë Öst", "Zoe Ost" and "Zoë Öst's" have the same key, `zoe ost`.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::words::{self, Use, use_of};

/// The key of a name; empty where it holds no letter and no digit.
#[must_use]
pub fn key(name: &str) -> String {
    core(name).join(" ")
}

/// How many words a name has, titles before and behind left out. "al-Sisi" is one.
pub(crate) fn words(name: &str) -> usize {
    let beside = |word: &&str| matches!(use_of(&folded(word).concat()), Some(Use::Before | Use::After | Use::Article));
    name.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric) && !beside(word)).count()
}

/// A name without the words of the title before it: "Juhl" of "Finance Minister Juhl" who is finance minister. Empty where it
/// is nothing but the title.
pub(crate) fn without_title(name: &str, role: &str) -> String {
    let title = title_words(role);
    let of_title = |word: &&str| folded(word).iter().all(|part| title.binary_search(part).is_ok());
    name.split_whitespace().skip_while(of_title).collect::<Vec<_>>().join(" ")
}

/// Whether a name tells nobody from others of its kind: "Foreign Ministry".
pub(crate) fn is_generic(key: &str) -> bool {
    key.split(' ').all(words::is_generic)
}

/// A text on one line, with single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title as it is compared: its words without articles.
pub(crate) fn title(role: &str) -> String {
    let mut words = folded(role);
    words.retain(|word| use_of(word) != Some(Use::Article));
    words.join(" ")
}

/// The different words of a title without articles, in the order of letters, to be compared with [`titles_agree`].
pub(crate) fn title_words(role: &str) -> Vec<String> {
    let words: BTreeSet<String> = folded(role).into_iter().filter(|word| use_of(word) != Some(Use::Article)).collect();
    words.into_iter().collect()
}

/// Whether one title says the same as another, only more of it: "minister" and "foreign minister of Maravel".
pub(crate) fn titles_agree(one: &[String], other: &[String]) -> bool {
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let among = |words: &[String], word: &String| words.binary_search(word).is_ok();
    fewer.iter().all(|word| among(more, word))
        && !more.iter().any(|word| !among(fewer, word) && use_of(word) == Some(Use::Other))
}

/// Whether two keys may be one person's name, more or less of it written: "ana roy" and "ana maria roy".
pub(crate) fn may_be_one(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let (fewer, more) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    one.last() == other.last() && one.first() == other.first() && fewer.iter().all(|word| more.contains(word))
}

/// The words of the name itself. A name that is nothing but titles is left as it is.
fn core(name: &str) -> Vec<String> {
    let words = folded(name);
    let is = |word: &String, uses: &[Use]| use_of(word).is_some_and(|of| uses.contains(&of));
    let start = words.iter().take_while(|word| is(word, &[Use::Before, Use::Article])).count();
    let end = words.len() - words.iter().rev().take_while(|word| is(word, &[Use::After])).count();
    if start < end { words[start..end].to_vec() } else { words }
}

/// Letters and digits, small and without accents; everything else parts words, full stops and apostrophes excepted.
fn folded(text: &str) -> Vec<String> {
    let mut out = String::with_capacity(text.len());
    for c in without_genitive(text).nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '.' | '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʻ' => {}
            'ı' | 'İ' => out.push('i'),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ə' | 'Ə' => out.push('e'),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().map(str::to_owned).collect()
}

/// "Roy's" is Roy.
fn without_genitive(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_however_it_is_written() {
        for written in ["Zoë Öst", "ZOE OST", "Dr. Zoë Öst", "Zoe\u{a0}Ost’s", "Zoe Ost Jr."] {
            assert_eq!(key(written), "zoe ost", "{written}");
        }
        assert_eq!(key("the Red Crescent"), "red crescent");
        assert_eq!(key("Abdel Fattah al-Sisi"), "abdel fattah al sisi");
        assert_eq!(key("U.N."), "un");
        assert_eq!(key("—"), "");
        assert_eq!(key("Mr."), "mr", "nothing else to go by");
    }

    #[test]
    fn titles_are_no_words_of_a_name() {
        assert_eq!(words("Mr. Roy"), 1);
        assert_eq!(words("al-Sisi"), 1);
        assert_eq!(words("Ana Roy"), 2);
    }

    #[test]
    fn the_title_before_a_name_is_no_part_of_it() {
        assert_eq!(without_title("Finance Minister Per Olav Juhl", "Finance Minister"), "Per Olav Juhl");
        assert_eq!(without_title("Finance Minister Per Olav Juhl", "finance minister of Maravel"), "Per Olav Juhl");
        assert_eq!(without_title("Per Olav Juhl", "Finance Minister"), "Per Olav Juhl");
        assert_eq!(without_title("Transport Secretary", "Transport Secretary"), "");
    }

    #[test]
    fn a_shorter_title_agrees_and_that_of_another_office_does_not() {
        let titles_agree = |one, other| titles_agree(&title_words(one), &title_words(other));
        assert!(titles_agree("the Foreign Minister", "foreign minister"));
        assert!(titles_agree("minister", "Foreign Minister of Maravel"));
        assert!(!titles_agree("foreign minister", "former foreign minister"));
        assert!(!titles_agree("vice president", "president"));
        assert!(!titles_agree("foreign minister", "ambassador"));
    }

    #[test]
    fn a_fuller_name_may_be_the_same_person() {
        assert!(may_be_one("ana roy", "ana maria roy"));
        assert!(!may_be_one("ana roy", "bela roy"));
        assert!(!may_be_one("ana roy", "ana maria sol"));
    }
}
