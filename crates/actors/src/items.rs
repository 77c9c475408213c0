//! A phrase as the resolver reads it: matches with the tables, names that no table has, and other words.
//!
//! [`read`] takes away what hangs below a relative clause, matches the words with the tables from left to right, longest first,
//! and joins what is left of capitals to names. A match beside an unknown capital is no person of the news ("Ivanka Trump" is
//! not Donald Trump) and, where its place is a given name as often, no place ("Jordan Smith").

use std::ops::Range;

use crate::Token;
use crate::index::{INDEX, Match};
use crate::keys::{self, Word};
use crate::meaning::{Entry, Meaning, ModifierKind};

/// A piece of a phrase.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// Words that stand in the tables.
    Match(Match),
    /// A name that does not.
    Name(Range<usize>),
    /// One other word.
    Word(usize),
}

impl Item {
    /// Its words.
    pub fn words(&self) -> Range<usize> {
        match self {
            Self::Match(found) => found.words.clone(),
            Self::Name(words) => words.clone(),
            Self::Word(word) => *word..*word + 1,
        }
    }

    /// What it means first of all.
    pub fn meaning(&self) -> Option<&'static Meaning> {
        self.entry().map(|entry| entry.meaning.as_ref())
    }

    /// The entry it is first of all.
    pub fn entry(&self) -> Option<&'static Entry> {
        match self {
            Self::Match(found) => found.entries.first().copied(),
            _ => None,
        }
    }

    /// The modifier it is, whatever else it may be.
    pub fn modifier(&self) -> Option<ModifierKind> {
        let Self::Match(found) = self else { return None };
        found.entries.iter().find_map(|entry| match *entry.meaning {
            Meaning::Modifier(kind) if kind != ModifierKind::Given => Some(kind),
            _ => None,
        })
    }

    fn is_given(&self) -> bool {
        let Self::Match(found) = self else { return false };
        found.entries.iter().any(|entry| matches!(*entry.meaning, Meaning::Modifier(ModifierKind::Given)))
    }
}

/// A phrase, read.
#[derive(Debug)]
pub(crate) struct Phrase<'a> {
    /// Its words, without hyphens and relative clauses.
    pub words: Vec<Word<'a>>,
    /// The pieces, in order, covering all words.
    pub items: Vec<Item>,
}

impl<'a> Phrase<'a> {
    /// The key of a piece of one word.
    pub fn key(&self, item: &Item) -> &str {
        match item {
            Item::Word(word) => &self.words[*word].key,
            Item::Match(found) if found.words.len() == 1 => &self.words[found.words.start].key,
            _ => "",
        }
    }

    /// Whether a hyphen joins a piece to the one before.
    pub fn joined(&self, item: &Item) -> bool {
        self.words.get(item.words().start).is_some_and(|word| word.joined)
    }

    /// The words as a text, written together where they were.
    pub fn text(&self, words: Range<usize>) -> String {
        let mut text = String::new();
        for (n, word) in self.words[words].iter().enumerate() {
            let clitic = matches!(word.key.as_str(), "'s" | "'" | "," | ")" | "." | "n't" | ":" | ";");
            match word {
                _ if n == 0 || clitic || text.ends_with('(') => {}
                word if word.joined => text.push('-'),
                _ => text.push(' '),
            }
            text.push_str(word.form);
        }
        text
    }

    /// The tokens that words are of.
    pub fn tokens(&self, words: &Range<usize>) -> Range<usize> {
        let token = |word: usize| self.words.get(word).map_or(0, |word| word.token);
        if words.is_empty() { 0..0 } else { token(words.start)..token(words.end - 1) + 1 }
    }
}

/// Reads a phrase.
pub(crate) fn read<'a>(tokens: &[Token<'a>]) -> Phrase<'a> {
    let kept = outside_relative_clauses(tokens);
    let mut words = keys::words(kept.iter().map(|&token| tokens[token].form));
    for word in &mut words {
        word.token = kept[word.token];
    }
    let mut items = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let number = || is_headcount(&words, at).then(|| INDEX.number(at));
        match INDEX.longest(&words, at).or_else(|| number().flatten()) {
            Some(found) => {
                at = found.words.end;
                items.push(Item::Match(found));
            }
            None => {
                items.push(Item::Word(at));
                at += 1;
            }
        }
    }
    let items = names(&words, items);
    Phrase { words, items }
}

/// Whether a word is a number that stands for people, with nothing but small words before it: "at least 250 in Homs".
fn is_headcount(words: &[Word<'_>], at: usize) -> bool {
    const BEFORE: &str =
        "at least more than up to about around some nearly almost over fewer less as many the other another and";
    let key = &words[at].key;
    key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(|c| c.is_ascii_digit() || c == ',')
        && words.get(at + 1).is_none_or(|next| among(FUNCTION, &next.key))
        && words[..at].iter().all(|word| among(BEFORE, &word.key))
}

/// The tokens that do not hang below a relative or adverbial clause of the phrase.
fn outside_relative_clauses(tokens: &[Token<'_>]) -> Vec<usize> {
    let below = |mut at: usize| {
        // A tree of n tokens has no path longer than n; more steps mean that the heads run in a circle.
        for _ in 0..tokens.len() {
            let Some(token) = tokens.get(at) else { return false };
            if token.head.is_some() && matches!(token.deprel, "acl:relcl" | "advcl" | "ccomp") {
                return true;
            }
            match token.head {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    };
    (0..tokens.len()).filter(|&token| !below(token)).collect()
}

/// Joins unknown capitals to names, with the matches beside them that are given names or persons' surnames.
fn names(words: &[Word<'_>], items: Vec<Item>) -> Vec<Item> {
    let unknown = |item: &Item| match item {
        // "Newly elected" may begin a sentence; names seldom end so.
        Item::Word(at) => {
            let adverb = *at == 0 && words.len() > 1 && words[0].key.len() > 4 && words[0].key.ends_with("ly");
            words[*at].capital() && !adverb && !among(FUNCTION, &words[*at].key)
        }
        _ => false,
    };
    let particle = |item: &Item| match item {
        Item::Word(at) => among(PARTICLES, &words[*at].key) || words[*at].key == "jr",
        _ => false,
    };
    // A surname alone, or a place or trade that is a name of people as often.
    let doubtful = |item: &Item| match item {
        Item::Match(found) => {
            let person = matches!(*found.entries[0].meaning, Meaning::Person { .. });
            (person && found.words.len() == 1) || (item.is_given() && words[found.words.start].capital())
        }
        _ => false,
    };
    let mut joined: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let part = |item: &Item| unknown(item) || doubtful(item);
        // "Judge Roy" has a title, "Roy Judge" has none.
        let title = matches!(items[at].meaning(), Some(Meaning::Role { .. }));
        let mut end = at;
        let mut known = true;
        while let Some(item) = items.get(end) {
            let continues = (part(item) && !(title && end == at))
                || (end > at
                    && (particle(item) || words[item.words().start].joined)
                    && items.get(end + 1).is_some_and(part))
                || (end > at && words[item.words().start].joined && unknown(item));
            // A name's initial stands between its parts; a full stop alone ends it.
            if !continues {
                break;
            }
            known &= !unknown(item);
            end += 1;
        }
        if known || end == at {
            joined.push(items[at].clone());
            at += 1;
        } else {
            joined.push(Item::Name(items[at].words().start..items[end - 1].words().end));
            at = end;
        }
    }
    joined
}

/// Whether a word stands in a list of words.
fn among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Small words within names.
const PARTICLES: &str = " al el bin ibn bint ben de da do dos del della di du van von der den la le ul e y ";

/// Words that may begin a phrase with a capital and are no names.
const FUNCTION: &str = " the a an this that these those some many several all both most no any each every other another more \
    at about around nearly almost up in on of from for to with by and or but our their his her its my \
    your he she it they we i you who which what two three four five six seven eight nine ten eleven \
    twelve senior top local young old new as not only one such few dozens hundreds thousands least than \
    over under between key leading prominent us them him ";
