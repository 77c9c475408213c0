//! Lemmas that a form may have, beside the one that the parser gives.
//!
//! Parsers leave rare words as they stand ("conferred", "sanctions"). So the endings of English are taken off by rule, and the
//! irregular forms that the lexicon needs stand in `tables/irregular.tsv`. Too many guesses do no harm: only those that a
//! codebook names are ever looked for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tree::Tree;

static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| read(include_str!("../tables/irregular.tsv")));

/// Form, tab, lemma; `#` begins a comment.
fn read(table: &'static str) -> HashMap<&'static str, &'static str> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// What the word may be called, in lower case: its lemma, its form, and what the form may come from.
pub(crate) fn lemmas(tree: &dyn Tree, word: usize) -> Vec<String> {
    let lemma = tree.lemma(word).to_lowercase();
    let form = tree.form(word).to_lowercase();
    let mut all = vec![lemma];
    if form != all[0] {
        all.push(form.clone());
    }
    all.extend(IRREGULAR.get(form.as_str()).map(|&lemma| lemma.to_owned()));
    stems(&form, &mut all);
    all
}

fn stems(form: &str, all: &mut Vec<String>) {
    let mut add = |stem: &str, ending: &str| {
        if stem.len() + ending.len() > 2 {
            all.push(format!("{stem}{ending}"));
        }
    };
    if let Some(stem) = form.strip_suffix("ies").or_else(|| form.strip_suffix("ied")) {
        add(stem, "y");
        add(stem, "ie");
    } else if let Some(stem) = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")) {
        add(stem, "");
        add(stem, "e");
        let mut letters = stem.chars().rev();
        // "banned", "conferred": the doubled letter goes.
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            add(stem.strip_suffix(last).unwrap_or(stem), "");
        }
    } else if let Some(stem) = form.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        add(stem, "");
        if let Some(stem) = stem.strip_suffix('e').filter(|stem| stem.ends_with(['s', 'x', 'z', 'h', 'o'])) {
            add(stem, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::tests::tree;

    #[test]
    fn endings_are_taken_off_what_the_parser_left() {
        for (form, lemma) in [
            ("conferred", "confer"),
            ("sanctions", "sanction"),
            ("seized", "seize"),
            ("striking", "strike"),
            ("treaties", "treaty"),
            ("clashes", "clash"),
            ("fled", "flee"),
            ("vetoes", "veto"),
        ] {
            let tree = tree(&format!("{form} {form} X 0 root"));
            assert!(lemmas(&tree, 0).contains(&lemma.to_owned()), "{form}");
        }
    }

    #[test]
    fn short_words_and_those_in_ss_keep_their_ends() {
        let tree = tree("press press X 0 root|king king X 1 dep");
        assert_eq!(lemmas(&tree, 0), ["press"]);
        assert_eq!(lemmas(&tree, 1), ["king"]);
    }

    #[test]
    fn the_table_is_well_formed() {
        let lines = include_str!("../tables/irregular.tsv").lines().filter(|line| !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let pair = line.split_once('\t');
            assert!(pair.is_some_and(|(form, lemma)| form != lemma && !lemma.contains('\t')), "row {number}: {line}");
        }
    }
}
