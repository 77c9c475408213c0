//! The ways from a word to others that lexicon and patterns name: `subject`, `object`, `+against`, `parent` and so on.
//!
//! One vocabulary serves three places: where an entry finds its actor and recipient, what it asks of its surroundings, and
//! the clauses of a pattern. Every other name than the ones below is an error, prepositions begin with `+`.

use std::collections::BTreeSet;
use std::fmt;

use crate::inflection::lemmas;
use crate::tree::{Tree, by_preposition, children, is_lemma, is_nominal, objects, relation, subjects, with_conjuncts};

/// A way from a word to others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Who does it; of a noun, the subject of the light verb that governs it.
    Subject,
    /// To whom or what it is done.
    Object,
    /// The indirect object.
    Indirect,
    /// The possessor ("Egypt's").
    Possessor,
    /// A name, demonym or agent before a noun ("Israeli strike", "police raid").
    Modifier,
    /// The verb of which a noun is the object.
    Governor,
    /// A complement clause or infinitive.
    Clause,
    /// An infinitive with "to".
    Infinitive,
    /// Who acts in the complement clause ("urged *Lima* to pay").
    ClauseSubject,
    /// What hangs on the word, or on its object or light verb, by a preposition.
    Preposition(String),
    /// Any child.
    Child,
    /// The head.
    Parent,
    /// The word itself.
    Itself,
    /// Any word of the sentence.
    Sentence,
    /// A child by its relation in the tree.
    Deprel(String),
}

/// What the ways of a codebook need to know of its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guide<'c> {
    /// Verbs that only carry a noun ("launch an attack").
    pub light: &'c BTreeSet<String>,
    /// Common nouns that can act ("police raid", against "drone raid").
    pub agents: &'c BTreeSet<String>,
    /// Nouns that are no party to an act ("curfew", "Monday").
    pub things: &'c BTreeSet<String>,
}

impl Relation {
    /// Reads a name; `None` where there is no such way.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(preposition) = name.strip_prefix('+') {
            return match preposition {
                "inf" => Some(Self::Infinitive),
                "clause" | "that" => Some(Self::Clause),
                _ => is_word(preposition).then(|| Self::Preposition(preposition.to_owned())),
            };
        }
        if let Some(deprel) = name.strip_prefix("deprel=") {
            let good = !deprel.is_empty() && deprel.chars().all(|c| c.is_ascii_lowercase() || c == ':');
            return good.then(|| Self::Deprel(deprel.to_owned()));
        }
        Some(match name {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "indirect" => Self::Indirect,
            "possessor" => Self::Possessor,
            "modifier" => Self::Modifier,
            "governor" => Self::Governor,
            "clause-subject" => Self::ClauseSubject,
            "child" => Self::Child,
            "parent" => Self::Parent,
            "self" => Self::Itself,
            "sentence" => Self::Sentence,
            _ => return None,
        })
    }

    /// The words at the end of the way, in the order of the text. `carriers` are further light verbs.
    pub(crate) fn reach(
        &self,
        tree: &dyn Tree,
        word: usize,
        guide: Guide<'_>,
        carriers: Option<&BTreeSet<String>>,
    ) -> Vec<usize> {
        let verbal = tree.upos(word) == "VERB";
        let pick = |wanted: &dyn Fn(usize) -> bool| children(tree, word).filter(|&child| wanted(child)).collect();
        let carrier = || {
            let is_light = |verb: &str| guide.light.contains(verb) || carriers.is_some_and(|set| set.contains(verb));
            governors(tree, word)
                .into_iter()
                .filter(move |&verb| lemmas(tree, verb).iter().any(|lemma| is_light(lemma)))
        };
        match self {
            Self::Subject if verbal => subjects(tree, word),
            Self::Subject => carrier().flat_map(|verb| subjects(tree, verb)).collect(),
            Self::Object => objects(tree, word),
            Self::Indirect => pick(&|child| relation(tree, child) == "iobj"),
            Self::Possessor => {
                with_conjuncts(tree, pick(&|child| tree.deprel(child) == "nmod:poss" && is_nominal(tree, child)))
            }
            Self::Modifier => pick(&|child| is_acting_modifier(tree, child, guide.agents)),
            Self::Governor => governors(tree, word),
            Self::Clause => pick(&|child| matches!(relation(tree, child), "ccomp" | "xcomp" | "csubj")),
            Self::Infinitive => pick(&|child| is_infinitive(tree, child)),
            Self::ClauseSubject => clause_subjects(tree, word),
            Self::Preposition(preposition) => {
                let mut found = by_preposition(tree, word, preposition);
                if verbal && preposition != "of" {
                    // Parsers hang "with Chad" on the verb or on the object, as they please.
                    found.extend(objects(tree, word).iter().flat_map(|&noun| by_preposition(tree, noun, preposition)));
                } else if !verbal && preposition != "of" {
                    found.extend(carrier().flat_map(|verb| by_preposition(tree, verb, preposition)));
                }
                with_conjuncts(tree, found)
            }
            Self::Child => children(tree, word).collect(),
            Self::Parent => {
                // In "agreed to halt and withdraw" both hang on "agreed".
                let first =
                    std::iter::successors(Some(word), |&word| tree.head(word).filter(|_| tree.deprel(word) == "conj"));
                first.last().and_then(|first| tree.head(first)).into_iter().collect()
            }
            Self::Itself => vec![word],
            Self::Sentence => tree.sentence(word).filter(|&other| other != word).collect(),
            Self::Deprel(wanted) => {
                pick(&|child| tree.deprel(child) == wanted || !wanted.contains(':') && relation(tree, child) == wanted)
            }
        }
    }
}

/// Verbs of which the noun is the object, also those that stand behind it ("sanctions imposed by Ottawa").
fn governors(tree: &dyn Tree, noun: usize) -> Vec<usize> {
    let head = tree.head(noun).filter(|_| matches!(tree.deprel(noun), "obj" | "nsubj:pass"));
    // "launched raids and attacks": the second noun shares the verb of the first.
    let shared = tree
        .head(noun)
        .filter(|_| tree.deprel(noun) == "conj")
        .and_then(|first| tree.head(first).filter(|_| matches!(tree.deprel(first), "obj" | "nsubj:pass")));
    let behind = children(tree, noun).filter(|&child| {
        relation(tree, child) == "acl" && tree.upos(child) == "VERB" && objects(tree, child).contains(&noun)
    });
    head.into_iter().chain(shared).chain(behind).filter(|&verb| tree.upos(verb) == "VERB").collect()
}

fn is_acting_modifier(tree: &dyn Tree, child: usize, agents: &BTreeSet<String>) -> bool {
    if !matches!(relation(tree, child), "amod" | "compound" | "nmod") || tree.deprel(child) == "nmod:poss" {
        return false;
    }
    if children(tree, child).any(|mark| relation(tree, mark) == "case") {
        return false;
    }
    let capital = tree.form(child).chars().next().is_some_and(char::is_uppercase);
    match tree.upos(child) {
        "PROPN" => true,
        "ADJ" => capital,
        _ => lemmas(tree, child).iter().any(|lemma| agents.contains(lemma)),
    }
}

/// A thing is no party: whose it is takes its place ("the *mediators'* plan", "the network of the *commission*").
fn parties(tree: &dyn Tree, found: Vec<usize>, guide: Guide<'_>) -> Vec<usize> {
    let is_thing = |word: usize| {
        tree.upos(word) != "PROPN" && lemmas(tree, word).iter().any(|lemma| guide.things.contains(lemma))
            || guide.things.contains(&tree.form(word).to_lowercase())
    };
    let owners = |word: usize| -> Vec<usize> {
        let ways = [Relation::Possessor, Relation::Modifier, Relation::Preposition("of".to_owned())];
        let all = ways.iter().map(|way| way.reach(tree, word, guide, None));
        let mut of_one = all.filter(|owners| owners.iter().any(|&owner| !is_thing(owner)));
        of_one
            .next()
            .unwrap_or_default()
            .into_iter()
            .filter(|&owner| is_nominal(tree, owner) && !is_thing(owner))
            .collect()
    };
    found.into_iter().flat_map(|word| if is_thing(word) { owners(word) } else { vec![word] }).collect()
}

fn is_infinitive(tree: &dyn Tree, child: usize) -> bool {
    matches!(relation(tree, child), "xcomp" | "ccomp" | "advcl" | "acl")
        && children(tree, child).any(|mark| relation(tree, mark) == "mark" && is_lemma(tree, mark, "to"))
}

fn clause_subjects(tree: &dyn Tree, word: usize) -> Vec<usize> {
    let clauses = children(tree, word)
        .filter(|&child| matches!(relation(tree, child), "ccomp" | "xcomp") || is_infinitive(tree, child));
    let inside = |clause| children(tree, clause).filter(|&child| relation(tree, child) == "nsubj");
    with_conjuncts(tree, clauses.flat_map(inside).collect())
}

/// Letters, digits, apostrophes, hyphens and stops, none in capitals, beginning with a letter, a digit or an apostrophe (`'ll`).
pub(crate) fn is_word(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_alphanumeric() || c == '\'')
        && text.chars().all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '\'' | '-' | '.'))
}

impl fmt::Display for Relation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Indirect => "indirect",
            Self::Possessor => "possessor",
            Self::Modifier => "modifier",
            Self::Governor => "governor",
            Self::Clause => "+clause",
            Self::Infinitive => "+inf",
            Self::ClauseSubject => "clause-subject",
            Self::Preposition(preposition) => return write!(out, "+{preposition}"),
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Itself => "self",
            Self::Sentence => "sentence",
            Self::Deprel(deprel) => return write!(out, "deprel={deprel}"),
        })
    }
}

/// Where an argument is found: alternatives, each of one way or several together. The first that finds anybody holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(Vec<Vec<Relation>>);

impl Place {
    /// Reads `subject & +with, possessor`: `,` parts alternatives, `&` joins ways, `-` is nowhere.
    ///
    /// # Errors
    /// The name that is no way.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim() == "-" {
            return Ok(Self::default());
        }
        let way = |name: &str| Relation::parse(name.trim()).ok_or_else(|| name.trim().to_owned());
        let sum = |text: &str| text.split(" & ").map(way).collect::<Result<Vec<_>, _>>();
        text.split(',').map(sum).collect::<Result<Vec<_>, _>>().map(Self)
    }

    /// The heads of who stands there.
    pub(crate) fn words(
        &self,
        tree: &dyn Tree,
        word: usize,
        guide: Guide<'_>,
        carriers: Option<&BTreeSet<String>>,
    ) -> Vec<usize> {
        for ways in &self.0 {
            let mut found: Vec<usize> = ways.iter().flat_map(|way| way.reach(tree, word, guide, carriers)).collect();
            found.retain(|&other| is_nominal(tree, other));
            let mut found = parties(tree, found, guide);
            found.sort_unstable();
            found.dedup();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}
