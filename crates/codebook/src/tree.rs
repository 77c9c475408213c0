//! The dependency tree of a text, as the codebook sees it, and its logical arguments.
//!
//! Trees of Universal Dependencies say what stands where; the codebook asks who does what. So this page undoes what syntax
//! does to arguments: the passive, relative clauses, participles, control ("vowed to attack") and shared subjects.
//! Whoever has a tree implements [`Tree`]; words are numbers, and nothing is allocated but the answers.

use std::ops::Range;

/// The words of a text with their tags and heads.
pub trait Tree {
    /// How many words there are.
    fn words(&self) -> usize;
    /// The sentence that holds the word, as a range of words.
    fn sentence(&self, word: usize) -> Range<usize>;
    /// The word as it is written.
    fn form(&self, word: usize) -> &str;
    /// Its dictionary form.
    fn lemma(&self, word: usize) -> &str;
    /// Its universal part of speech.
    fn upos(&self, word: usize) -> &str;
    /// Its relation to its head, with subtype.
    fn deprel(&self, word: usize) -> &str;
    /// Its head; none for the root.
    fn head(&self, word: usize) -> Option<usize>;
}

/// How far subjects are sought through clauses; also what ends a walk on a tree with a circle.
const DEPTH: usize = 6;

/// The children of a word, in their order.
pub(crate) fn children(tree: &dyn Tree, word: usize) -> impl Iterator<Item = usize> {
    tree.sentence(word).filter(move |&child| child != word && tree.head(child) == Some(word))
}

/// The relation without its subtype.
pub(crate) fn relation(tree: &dyn Tree, word: usize) -> &str {
    let deprel = tree.deprel(word);
    deprel.split_once(':').map_or(deprel, |(base, _)| base)
}

/// Whether the word is this lemma or written so, whatever its case; `lemma` is in lower case.
pub(crate) fn is_lemma(tree: &dyn Tree, word: usize, lemma: &str) -> bool {
    tree.lemma(word).eq_ignore_ascii_case(lemma) || tree.form(word).eq_ignore_ascii_case(lemma)
}

/// Whether the word can name somebody.
pub(crate) fn is_nominal(tree: &dyn Tree, word: usize) -> bool {
    matches!(tree.upos(word), "NOUN" | "PROPN" | "PRON" | "NUM" | "ADJ" | "DET" | "X" | "SYM")
}

/// The words and what is coordinated with them, in the order of the text.
pub(crate) fn with_conjuncts(tree: &dyn Tree, words: Vec<usize>) -> Vec<usize> {
    let mut all = words;
    let mut next = 0;
    while let Some(&word) = all.get(next) {
        for child in children(tree, word) {
            if relation(tree, child) == "conj" && is_nominal(tree, child) && !all.contains(&child) {
                all.push(child);
            }
        }
        next += 1;
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Words that hang on `word` by this preposition, as phrases or as clauses ("accused of hiding").
pub(crate) fn by_preposition(tree: &dyn Tree, word: usize, preposition: &str) -> Vec<usize> {
    let marked = |&child: &usize| {
        matches!(relation(tree, child), "obl" | "nmod" | "advcl" | "acl" | "xcomp" | "ccomp" | "obj")
            && children(tree, child)
                .any(|mark| matches!(relation(tree, mark), "case" | "mark") && is_lemma(tree, mark, preposition))
    };
    children(tree, word).filter(marked).collect()
}

/// Whether the verb is passive: by its auxiliary, by its subject, as a participle behind a noun, or as the second of two.
pub(crate) fn is_passive(tree: &dyn Tree, verb: usize) -> bool {
    passive_within(tree, verb, DEPTH)
}

fn passive_within(tree: &dyn Tree, verb: usize, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    if children(tree, verb).any(|child| matches!(tree.deprel(child), "aux:pass" | "nsubj:pass" | "csubj:pass")) {
        return true;
    }
    let infinitive = || children(tree, verb).any(|child| relation(tree, child) == "mark");
    let participle = || !tree.form(verb).ends_with("ing") && tree.form(verb) != tree.lemma(verb);
    match tree.deprel(verb) {
        "acl" => participle() && !infinitive() && own_subjects(tree, verb).is_empty(),
        "conj" => {
            let first = tree.head(verb);
            participle()
                && own_subjects(tree, verb).is_empty()
                && !children(tree, verb).any(|child| relation(tree, child) == "obj")
                && first.is_some_and(|first| passive_within(tree, first, depth))
        }
        _ => false,
    }
}

/// Who does it: the subject, or the agent of a passive, or whoever is understood.
pub(crate) fn subjects(tree: &dyn Tree, verb: usize) -> Vec<usize> {
    if is_passive(tree, verb) {
        return with_conjuncts(tree, by_preposition(tree, verb, "by"));
    }
    with_conjuncts(tree, surface_subjects(tree, verb, DEPTH))
}

/// To whom or what it is done: the object, or the subject of a passive, or the noun that a relative clause stands behind.
pub(crate) fn objects(tree: &dyn Tree, verb: usize) -> Vec<usize> {
    if is_passive(tree, verb) {
        return with_conjuncts(tree, surface_subjects(tree, verb, DEPTH));
    }
    let direct = |verb| children(tree, verb).filter(|&child| relation(tree, child) == "obj").collect::<Vec<usize>>();
    let mut own = direct(verb);
    if own.is_empty() {
        // "shot and wounded a judge": parsers hang the shared object on the second verb.
        let second = children(tree, verb).find(|&child| {
            relation(tree, child) == "conj" && tree.upos(child) == "VERB" && own_subjects(tree, child).is_empty()
        });
        own = second.map(direct).unwrap_or_default();
    }
    if own.is_empty() && tree.deprel(verb) == "acl:relcl" {
        // "the town that the rebels shelled": the gap is the object where the subject is no relative pronoun.
        let subject = own_subjects(tree, verb);
        let gap = !subject.is_empty() && !subject.iter().any(|&word| is_relative(tree, word));
        return tree.head(verb).filter(|_| gap).into_iter().collect();
    }
    let antecedents = own.into_iter().map(|word| antecedent(tree, verb, word)).collect();
    with_conjuncts(tree, antecedents)
}

fn own_subjects(tree: &dyn Tree, verb: usize) -> Vec<usize> {
    // A phrase with a preposition is no subject, whatever the parser says.
    let bare = |child| !children(tree, child).any(|mark| relation(tree, mark) == "case" && tree.upos(mark) == "ADP");
    children(tree, verb).filter(|&child| relation(tree, child) == "nsubj" && bare(child)).collect()
}

fn is_relative(tree: &dyn Tree, word: usize) -> bool {
    ["who", "whom", "which", "that"].iter().any(|pronoun| is_lemma(tree, word, pronoun))
}

/// A relative pronoun stands for the noun before it.
fn antecedent(tree: &dyn Tree, verb: usize, word: usize) -> usize {
    match tree.head(verb) {
        Some(noun) if tree.deprel(verb) == "acl:relcl" && is_relative(tree, word) => noun,
        _ => word,
    }
}

/// The grammatical subject, its own or that of the clause that lends it one.
fn surface_subjects(tree: &dyn Tree, verb: usize, depth: usize) -> Vec<usize> {
    let own = own_subjects(tree, verb);
    if !own.is_empty() {
        return own.into_iter().map(|word| antecedent(tree, verb, word)).collect();
    }
    let (Some(head), Some(depth)) = (tree.head(verb), depth.checked_sub(1)) else { return Vec::new() };
    match tree.deprel(verb) {
        // "ordered the troops to leave": the object is who leaves.
        "xcomp" => {
            let object: Vec<usize> = children(tree, head).filter(|&child| relation(tree, child) == "obj").collect();
            let keeps = ["promise", "threaten", "vow", "use"].iter().any(|lemma| is_lemma(tree, head, lemma));
            if object.is_empty() || keeps { surface_subjects(tree, head, depth) } else { object }
        }
        "conj" | "advcl" if matches!(tree.upos(head), "VERB" | "AUX" | "ADJ") => surface_subjects(tree, head, depth),
        "acl" | "acl:relcl" => vec![head],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::tests::tree;

    fn forms(tree: &dyn Tree, words: Vec<usize>) -> Vec<String> {
        words.into_iter().map(|word| tree.form(word).to_owned()).collect()
    }

    #[test]
    fn the_passive_turns_subject_and_agent_round() {
        let tree = tree(
            "Two two NUM 2 nummod|villages village NOUN 4 nsubj:pass|were be AUX 4 aux:pass|shelled shell VERB 0 root|\
             by by ADP 6 case|rebels rebel NOUN 4 obl:agent|and and CCONJ 8 cc|deserters deserter NOUN 6 conj",
        );
        assert_eq!(forms(&tree, subjects(&tree, 3)), ["rebels", "deserters"]);
        assert_eq!(forms(&tree, objects(&tree, 3)), ["villages"]);
    }

    #[test]
    fn whoever_vows_to_attack_is_who_attacks() {
        let tree = tree(
            "Rebels rebel NOUN 2 nsubj|vowed vow VERB 0 root|to to PART 4 mark|attack attack VERB 2 xcomp|\
             convoys convoy NOUN 4 obj",
        );
        assert_eq!(forms(&tree, subjects(&tree, 3)), ["Rebels"]);
    }

    #[test]
    fn whoever_is_ordered_to_leave_is_who_leaves() {
        let tree = tree(
            "Dakar Dakar PROPN 2 nsubj|ordered order VERB 0 root|troops troop NOUN 2 obj|to to PART 5 mark|leave leave VERB 2 xcomp",
        );
        assert_eq!(forms(&tree, subjects(&tree, 4)), ["troops"]);
    }

    #[test]
    fn relative_pronouns_stand_for_their_nouns() {
        let tree = tree(
            "gunmen gunman NOUN 0 root|who who PRON 3 nsubj|raided raid VERB 1 acl:relcl|the the DET 5 det|bank bank NOUN 3 obj",
        );
        assert_eq!(forms(&tree, subjects(&tree, 2)), ["gunmen"]);
    }

    #[test]
    fn participles_behind_a_noun_are_passive() {
        let tree =
            tree("sanctions sanction NOUN 0 root|imposed impose VERB 1 acl|by by ADP 4 case|Ottawa Ottawa PROPN 2 obl");
        assert_eq!(forms(&tree, subjects(&tree, 1)), ["Ottawa"]);
        assert_eq!(forms(&tree, objects(&tree, 1)), ["sanctions"]);
    }
}
