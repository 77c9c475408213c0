//! Patterns as a user would write them, right and wrong, and that reading is the inverse of writing.

use proptest::prelude::*;

use super::*;
use crate::sentence::tests::tree;

static NONE: BTreeSet<String> = BTreeSet::new();
const GUIDE: Guide<'static> = Guide { light: &NONE, agents: &NONE, things: &NONE };

#[test]
fn a_summoned_envoy_is_found_with_who_summons_whom() {
    let pattern =
        Pattern::parse("summon/VERB { object ambassador|envoy =recipient; subject =actor; !+to dinner }").unwrap();
    let tree = tree(
        "Lima Lima PROPN 2 nsubj|summoned summon VERB 0 root|the the DET 5 det|Swiss swiss ADJ 5 amod|envoy envoy NOUN 2 obj",
    );
    let mut bound = Bound::default();
    assert!(pattern.holds(&tree, 1, GUIDE, &mut bound));
    assert_eq!(bound, Bound { actors: vec![0], recipients: vec![4] });
    assert!(!pattern.holds(&tree, 0, GUIDE, &mut Bound::default()));
}

#[test]
fn what_must_not_be_there_is_looked_for() {
    let pattern = Pattern::parse("summon { !+to dinner }").unwrap();
    let tree = tree("summoned summon VERB 0 root|to to ADP 3 case|dinner dinner NOUN 1 obl");
    assert!(!pattern.holds(&tree, 0, GUIDE, &mut Bound::default()));
}

#[test]
fn mistakes_are_named_by_their_place() {
    let mistake = |text: &str| Pattern::parse(text).unwrap_err().to_string();
    assert_eq!(mistake("attack/VERP"), "at character 8: expected a part of speech such as VERB");
    assert_eq!(
        mistake("attack { objekt }"),
        "at character 10: expected a way such as subject, object, +against, parent"
    );
    assert_eq!(mistake("attack { object"), "at character 16: expected `;` or `}`");
    assert_eq!(mistake("Attack"), "at character 1: expected a lemma in lower case, or `*`");
    assert_eq!(
        mistake("attack { !object =actor }"),
        "at character 18: expected =actor or =recipient, and that only without `!`"
    );
}

#[test]
fn a_wider_pattern_covers_a_narrower_one() {
    let [wide, narrow] = ["attack|raid/VERB", "attack/VERB { object town }"].map(|text| Pattern::parse(text).unwrap());
    assert!(wide.covers(&narrow));
    assert!(!narrow.covers(&wide));
    assert!(Pattern::parse("raid { object town; !object }").unwrap().contradicts_itself());
}

fn lemma() -> impl Strategy<Value = String> {
    "[a-z]{1,8}"
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        Just(Relation::Subject),
        Just(Relation::Object),
        Just(Relation::Parent),
        Just(Relation::Infinitive),
        Just(Relation::Sentence),
        Just(Relation::Deprel("nsubj:pass".to_owned())),
        prop::sample::select(vec!["on", "against", "with"]).prop_map(|word| Relation::Preposition(word.to_owned())),
    ]
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let upos = prop::collection::btree_set(prop::sample::select(UPOS.to_vec()).prop_map(str::to_owned), 0..3);
    let leaf = (prop::collection::btree_set(lemma(), 0..4), upos).prop_map(|(lemmas, upos)| Pattern {
        lemmas,
        upos,
        clauses: Vec::new(),
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let argument = prop::sample::select(vec![None, Some(Argument::Actor), Some(Argument::Recipient)]);
        let clause =
            (any::<bool>(), relation(), inner.clone(), argument).prop_map(|(negated, relation, word, argument)| {
                Clause { negated, relation, word, argument: argument.filter(|_| !negated) }
            });
        (inner, prop::collection::vec(clause, 0..3)).prop_map(|(pattern, clauses)| Pattern { clauses, ..pattern })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(pattern in pattern()) {
        prop_assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z{}; |/!=*+$A-Z]{0,40}") {
        if let Ok(pattern) = Pattern::parse(&text) {
            prop_assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
        }
    }
}
