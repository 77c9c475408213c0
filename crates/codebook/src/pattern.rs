//! The small language over the tree in which patterns are written, and what lexicon phrases become.
//!
//! ```text
//! summon/VERB { object ambassador|envoy =recipient; subject =actor; !+to talk|dinner }
//! └ lemmas └ part of speech  └ way  └ lemmas        └ argument       └ must not be there
//! ```
//! A pattern is a word with conditions: its lemmas (`a|b`, or `*` for any), its part of speech, and in braces ways to other
//! words ([`Relation`]), each with what must be found there, again a word with conditions, or anything. `!` says that
//! nothing like it may be there; `=actor` and `=recipient` mark who is who.

use std::collections::BTreeSet;
use std::fmt;

use crate::inflection::lemmas;
use crate::relation::{Guide, Relation, is_word};
use crate::tree::{Tree, is_nominal};

/// How deep braces may stand in each other.
const DEPTH: usize = 6;

/// The parts of speech of Universal Dependencies.
const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// A word with conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern {
    /// Lemmas in lower case; none stands for any word.
    pub lemmas: BTreeSet<String>,
    /// Parts of speech; none stands for any.
    pub upos: BTreeSet<String>,
    /// What must or must not stand around it.
    pub clauses: Vec<Clause>,
}

/// A condition on what stands around a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether nothing like it may be there.
    pub negated: bool,
    /// The way to it.
    pub relation: Relation,
    /// What it must be.
    pub word: Pattern,
    /// Whether it is an argument of the act.
    pub argument: Option<Argument>,
}

/// Who somebody is in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// Who does it.
    Actor,
    /// To whom.
    Recipient,
}

/// Why a pattern cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: expected {expected}")]
pub struct PatternError {
    /// Place in the pattern, counted in characters from 1.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// Words that were found to be arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bound {
    pub actors: Vec<usize>,
    pub recipients: Vec<usize>,
}

impl Pattern {
    /// Reads a pattern; classes of words (`$envoy`) must be replaced by their words before.
    ///
    /// # Errors
    /// The first place that cannot be read.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut reader = Reader { chars: text.chars().collect(), at: 0 };
        let pattern = reader.pattern(DEPTH)?;
        reader.blanks();
        if reader.at < reader.chars.len() { Err(reader.expected("`{`, or the end")) } else { Ok(pattern) }
    }

    /// Whether it holds of the word; `bound` gets the arguments.
    pub(crate) fn holds(&self, tree: &dyn Tree, word: usize, guide: Guide<'_>, bound: &mut Bound) -> bool {
        if !self.fits(tree, word) {
            return false;
        }
        let carriers = self.carriers();
        self.clauses.iter().all(|clause| {
            let there = clause.relation.reach(tree, word, guide, carriers);
            let mut inner = Bound::default();
            let good: Vec<usize> =
                there.into_iter().filter(|&other| clause.word.holds(tree, other, guide, &mut inner)).collect();
            if clause.negated {
                return good.is_empty();
            }
            let holds = !good.is_empty();
            bound.actors.append(&mut inner.actors);
            bound.recipients.append(&mut inner.recipients);
            let nominal = good.into_iter().filter(|&other| is_nominal(tree, other));
            match clause.argument {
                Some(Argument::Actor) => bound.actors.extend(nominal),
                Some(Argument::Recipient) => bound.recipients.extend(nominal),
                None => {}
            }
            holds
        })
    }

    fn fits(&self, tree: &dyn Tree, word: usize) -> bool {
        let is_one = || lemmas(tree, word).iter().any(|lemma| self.lemmas.contains(lemma));
        (self.upos.is_empty() || self.upos.contains(tree.upos(word))) && (self.lemmas.is_empty() || is_one())
    }

    /// The light verbs that the pattern itself asks for.
    pub(crate) fn carriers(&self) -> Option<&BTreeSet<String>> {
        let governor = |clause: &&Clause| clause.relation == Relation::Governor && !clause.negated;
        self.clauses.iter().find(governor).map(|clause| &clause.word.lemmas)
    }

    /// How much it asks: the more, the more is it meant for just this case.
    pub(crate) fn weight(&self) -> usize {
        self.clauses.iter().filter(|clause| !clause.negated).map(|clause| 1 + clause.word.weight()).sum()
    }

    /// Whether it holds wherever the other holds.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let wider = |mine: &BTreeSet<String>, theirs: &BTreeSet<String>| {
            mine.is_empty() || !theirs.is_empty() && theirs.is_subset(mine)
        };
        let implied = |clause: &Clause| {
            other.clauses.iter().any(|theirs| {
                let (general, special) =
                    if clause.negated { (&theirs.word, &clause.word) } else { (&clause.word, &theirs.word) };
                clause.negated == theirs.negated && clause.relation == theirs.relation && general.covers(special)
            })
        };
        wider(&self.lemmas, &other.lemmas) && wider(&self.upos, &other.upos) && self.clauses.iter().all(implied)
    }

    /// Whether it asks for something and forbids the same, so that it can never hold.
    pub(crate) fn contradicts_itself(&self) -> bool {
        let forbidden = |asked: &Clause| {
            self.clauses
                .iter()
                .any(|other| other.negated && other.relation == asked.relation && other.word.covers(&asked.word))
        };
        self.clauses
            .iter()
            .filter(|clause| !clause.negated)
            .any(|asked| forbidden(asked) || asked.word.contradicts_itself())
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn expected(&self, expected: &'static str) -> PatternError {
        PatternError { at: self.at + 1, expected }
    }

    fn blanks(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn takes(&mut self, sign: char) -> bool {
        self.blanks();
        let there = self.chars.get(self.at) == Some(&sign);
        self.at += usize::from(there);
        there
    }

    fn token(&mut self) -> String {
        self.blanks();
        let begin = self.at;
        let inside = |c: char| !c.is_whitespace() && !"{};|/!".contains(c);
        while self.chars.get(self.at).is_some_and(|&c| inside(c)) {
            self.at += 1;
        }
        self.chars.get(begin..self.at).unwrap_or_default().iter().collect()
    }

    fn pattern(&mut self, depth: usize) -> Result<Pattern, PatternError> {
        let lemmas = self.lemmas()?;
        let mut pattern = Pattern { lemmas, ..Pattern::default() };
        if self.takes('/') {
            pattern.upos = self.list(|token| UPOS.contains(&token), "a part of speech such as VERB")?;
        }
        if self.takes('{') {
            let depth = depth.checked_sub(1).ok_or_else(|| self.expected("no deeper braces"))?;
            loop {
                pattern.clauses.push(self.clause(depth)?);
                let more = self.takes(';');
                if self.takes('}') {
                    break;
                }
                if !more {
                    return Err(self.expected("`;` or `}`"));
                }
            }
        }
        Ok(pattern)
    }

    fn lemmas(&mut self) -> Result<BTreeSet<String>, PatternError> {
        if self.takes('*') {
            return Ok(BTreeSet::new());
        }
        self.list(is_word, "a lemma in lower case, or `*`")
    }

    fn list(&mut self, good: impl Fn(&str) -> bool, expected: &'static str) -> Result<BTreeSet<String>, PatternError> {
        let mut found = BTreeSet::new();
        loop {
            self.blanks();
            let begin = self.at;
            let token = self.token();
            if !good(&token) {
                self.at = begin;
                return Err(self.expected(expected));
            }
            found.insert(token);
            if !self.takes('|') {
                return Ok(found);
            }
        }
    }

    fn clause(&mut self, depth: usize) -> Result<Clause, PatternError> {
        let negated = self.takes('!');
        self.blanks();
        let begin = self.at;
        let name = self.token();
        let Some(relation) = Relation::parse(&name) else {
            self.at = begin;
            return Err(self.expected("a way such as subject, object, +against, parent"));
        };
        self.blanks();
        let bare = matches!(self.chars.get(self.at), None | Some(';' | '}' | '='));
        let word = if bare { Pattern::default() } else { self.pattern(depth)? };
        self.blanks();
        let begin = self.at;
        let argument = match self.takes('=').then(|| self.token()).as_deref() {
            None => None,
            Some("actor") if !negated => Some(Argument::Actor),
            Some("recipient") if !negated => Some(Argument::Recipient),
            Some(_) => {
                self.at = begin;
                return Err(self.expected("=actor or =recipient, and that only without `!`"));
            }
        };
        Ok(Clause { negated, relation, word, argument })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |set: &BTreeSet<String>| set.iter().map(String::as_str).collect::<Vec<_>>().join("|");
        out.write_str(&if self.lemmas.is_empty() { "*".to_owned() } else { joined(&self.lemmas) })?;
        if !self.upos.is_empty() {
            write!(out, "/{}", joined(&self.upos))?;
        }
        for (index, clause) in self.clauses.iter().enumerate() {
            let sign = if clause.negated { "!" } else { "" };
            write!(out, "{} {sign}{}", if index == 0 { " {" } else { ";" }, clause.relation)?;
            if clause.word != Self::default() {
                write!(out, " {}", clause.word)?;
            }
            match clause.argument {
                Some(Argument::Actor) => out.write_str(" =actor")?,
                Some(Argument::Recipient) => out.write_str(" =recipient")?,
                None => {}
            }
        }
        out.write_str(if self.clauses.is_empty() { "" } else { " }" })
    }
}

#[cfg(test)]
mod tests;
