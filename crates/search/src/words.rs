//! What to look for: words, "phrases", AND, OR, NOT and brackets.
//!
//! ```text
//! either := both (OR both)*
//! both   := one (AND? one)*
//! one    := (NOT | -) one | ( either ) | "several words" | word | beginning*
//! ```
//!
//! Words side by side must all stand in the sentence. `AND`, `OR` and `NOT` count where they are written in capitals.

use crate::error::SearchError;

/// A question for words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Words {
    /// All of them.
    All(Vec<Words>),
    /// One of them at least.
    Any(Vec<Words>),
    /// Not this.
    Not(Box<Words>),
    /// These in this order, without others between them.
    Phrase(String),
    /// One word, which the text may write as several ("al-Nur").
    Word(String),
    /// A word that begins so.
    Beginning(String),
}

/// Brackets and NOTs that may be open at one place.
const DEEPEST: usize = 50;
/// Words and signs of a question.
const MOST: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    Or,
    And,
    Not,
    Leaf(Words),
}

/// Reads a question.
pub(crate) fn read(words: &str) -> Result<Words, SearchError> {
    let fault = |(column, message)| SearchError::Words { message, column, words: words.to_owned() };
    let signs = signs(words).map_err(fault)?;
    let end = words.chars().count() + 1;
    if signs.len() > MOST {
        return Err(fault((end, "too many words; leave some out")));
    }
    let mut reading = Reading { signs: &signs, at: 0, end };
    let read = reading.either(0).map_err(fault)?;
    match reading.next() {
        None => Ok(read),
        Some((column, _)) => Err(fault((column, "a bracket that nothing opened; take it out"))),
    }
}

type Fault = (usize, &'static str);

/// Cuts a question into its signs, with the column of each (in characters, from 1).
fn signs(words: &str) -> Result<Vec<(usize, Sign)>, Fault> {
    let chars: Vec<char> = words.chars().map(|c| if matches!(c, '“' | '”' | '„') { '"' } else { c }).collect();
    let mut signs = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let column = at + 1;
        let sign = match chars[at] {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Sign::Open,
            ')' => Sign::Close,
            '-' if chars.get(at + 1).is_some_and(|next| !next.is_whitespace()) => Sign::Not,
            '"' => {
                let length = chars[at + 1..].iter().position(|c| *c == '"');
                let length = length.ok_or((column, "a quotation mark that nothing closes; add one"))?;
                let phrase: String = chars[at + 1..at + 1 + length].iter().collect();
                at += length + 1;
                Sign::Leaf(Words::Phrase(phrase))
            }
            _ => {
                let length = chars[at..].iter().take_while(|c| !c.is_whitespace() && !"()\"".contains(**c)).count();
                let word: String = chars[at..at + length].iter().collect();
                at += length - 1;
                named(word)
            }
        };
        at += 1;
        signs.push((column, sign));
    }
    Ok(signs)
}

fn named(word: String) -> Sign {
    match word.as_str() {
        "AND" => Sign::And,
        "OR" => Sign::Or,
        "NOT" => Sign::Not,
        _ => Sign::Leaf(match word.strip_suffix('*') {
            Some(beginning) if beginning.chars().any(char::is_alphanumeric) => Words::Beginning(beginning.to_owned()),
            _ => Words::Word(word),
        }),
    }
}

struct Reading<'s> {
    signs: &'s [(usize, Sign)],
    at: usize,
    /// The column behind all.
    end: usize,
}

impl<'s> Reading<'s> {
    fn peek(&self) -> Option<&'s Sign> {
        self.signs.get(self.at).map(|(_, sign)| sign)
    }

    fn next(&mut self) -> Option<(usize, &'s Sign)> {
        let (column, sign) = self.signs.get(self.at)?;
        self.at += 1;
        Some((*column, sign))
    }

    fn either(&mut self, depth: usize) -> Result<Words, Fault> {
        let mut all = vec![self.both(depth)?];
        while self.peek() == Some(&Sign::Or) {
            self.at += 1;
            all.push(self.both(depth)?);
        }
        Ok(single(all, Words::Any))
    }

    fn both(&mut self, depth: usize) -> Result<Words, Fault> {
        let mut all = vec![self.one(depth)?];
        loop {
            match self.peek() {
                None | Some(Sign::Close | Sign::Or) => return Ok(single(all, Words::All)),
                Some(Sign::And) => self.at += 1,
                Some(_) => {}
            }
            all.push(self.one(depth)?);
        }
    }

    fn one(&mut self, depth: usize) -> Result<Words, Fault> {
        let end = self.end;
        let (column, sign) = self.next().ok_or((end, "a word is missing; add one"))?;
        if depth > DEEPEST {
            return Err((column, "nested too deeply; take it apart"));
        }
        match sign {
            Sign::Leaf(words) => Ok(words.clone()),
            Sign::Not => Ok(Words::Not(Box::new(self.one(depth + 1)?))),
            Sign::Open => {
                let within = self.either(depth + 1)?;
                match self.next() {
                    Some((_, Sign::Close)) => Ok(within),
                    _ => Err((column, "a bracket that nothing closes; add one")),
                }
            }
            Sign::Close | Sign::And | Sign::Or => Err((column, "a word is missing before it; add one")),
        }
    }
}

fn single(mut all: Vec<Words>, several: fn(Vec<Words>) -> Words) -> Words {
    if all.len() == 1 { all.remove(0) } else { several(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Words {
        Words::Word(word.to_owned())
    }

    #[test]
    fn words_phrases_and_the_three_capital_words() {
        assert_eq!(read("ferry").unwrap(), word("ferry"));
        assert_eq!(read("ferry AND loss").unwrap(), read("ferry loss").unwrap());
        assert_eq!(
            read("a b OR \"c d\" -e").unwrap(),
            Words::Any(vec![
                Words::All(vec![word("a"), word("b")]),
                Words::All(vec![Words::Phrase("c d".into()), Words::Not(Box::new(word("e")))]),
            ])
        );
        assert_eq!(
            read("a (b OR c*)").unwrap(),
            Words::All(vec![word("a"), Words::Any(vec![word("b"), Words::Beginning("c".into())])])
        );
        assert_eq!(read("and or not").unwrap(), Words::All(vec![word("and"), word("or"), word("not")]));
        assert_eq!(
            read("G20: al-Nur").unwrap(),
            Words::All(vec![word("G20:"), word("al-Nur")]),
            "no fields, no commands"
        );
        assert_eq!(read("“not one word”").unwrap(), Words::Phrase("not one word".into()));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let said = |words: &str| read(words).unwrap_err().to_string();
        assert_eq!(
            said("ferry \"not one"),
            "a quotation mark that nothing closes; add one, at character 7 of: ferry \"not one"
        );
        assert!(said("(a OR b").contains("nothing closes; add one, at character 1"));
        assert!(said("a) b").contains("nothing opened; take it out, at character 2"));
        assert!(said("a OR").contains("a word is missing; add one, at character 5"));
        assert!(said("OR a").contains("a word is missing before it; add one, at character 1"));
        assert!(said("").contains("a word is missing"));
        assert!(said(&"(".repeat(900)).contains("nested too deeply"));
        assert!(said(&"-".repeat(901)).contains("nested too deeply"));
        assert!(said(&"a ".repeat(9_000)).contains("too many words"));
    }
}
