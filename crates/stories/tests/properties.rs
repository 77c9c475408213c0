//! Stories are a function of the set of documents, whatever that is.
#![allow(clippy::unwrap_used)]

mod made;

use made::{Numbers, article, cut, edited};
use onrecord_stories::{SLOTS, Signature, group};
use proptest::prelude::*;

/// Some documents: articles, and copies that are edited, cut and joined, so that groups of all kinds come up.
fn documents() -> impl Strategy<Value = Vec<(u32, Option<Signature>)>> {
    let document = (0_u64..6, 0_u64..6, prop::sample::select(vec![0, 5, 12]), prop::sample::select(vec![40, 60, 100]));
    prop::collection::vec((any::<u32>(), document, any::<u64>()), 1..40).prop_map(|all| {
        let made = all.into_iter().map(|(key, (one, two, percent, share), seed)| {
            let text = edited(&cut(&article(one, 80), share), percent, seed);
            let text = if two < 2 { format!("{text} {}", cut(&article(two, 80), share)) } else { text };
            (key, Signature::of(&text))
        });
        let mut made: Vec<_> = made.collect();
        // One text a key, as in a store.
        made.sort_by_key(|document| document.0);
        made.dedup_by_key(|document| document.0);
        made
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_repetition_change_nothing(documents in documents(), seed in any::<u64>()) {
        let wanted = group(documents.clone());
        let numbers = &mut Numbers::new(seed);
        let mut shuffled = documents.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, numbers.below(at + 1));
        }
        shuffled.push(documents[0]);
        prop_assert_eq!(group(shuffled), wanted);
    }

    #[test]
    fn every_document_has_one_story_that_is_named_by_its_smallest(documents in documents()) {
        let grouped = group(documents.clone());
        prop_assert_eq!(grouped.iter().map(|it| it.document).collect::<Vec<_>>(), documents.iter().map(|it| it.0).collect::<Vec<_>>());
        for one in &grouped {
            let members: Vec<_> = grouped.iter().filter(|other| other.story == one.story).collect();
            prop_assert_eq!(members.len(), one.documents as usize);
            prop_assert_eq!(members[0].document, one.story);
        }
    }

    #[test]
    fn what_is_the_same_text_is_the_same_story(documents in documents()) {
        let grouped = group(documents.clone());
        for (one, (_, signature)) in grouped.iter().zip(&documents) {
            for (two, (_, other)) in grouped.iter().zip(&documents) {
                if signature == other {
                    prop_assert_eq!(one.story, two.story);
                }
            }
        }
    }

    /// No text is alike to two that share nothing: the ground on which [`group`] links.
    #[test]
    fn agreements_with_two_strangers_come_to_no_more_than_all_slots(text in "\\PC{0,200}", one in 0_u64..999, two in 1000_u64..1999) {
        let (a, b) = (article(one, 60), article(two, 60));
        let [digest, a, b] = [&format!("{a} {text} {b}"), &a, &b].map(|text| Signature::of(text).unwrap());
        prop_assert!(digest.agreement(&a) + digest.agreement(&b) <= SLOTS + a.agreement(&b));
    }

    #[test]
    fn any_text_has_a_signature_that_agrees_with_itself(text in "\\PC{0,300}") {
        if let Some(signature) = Signature::of(&text) {
            prop_assert_eq!(signature.agreement(&signature), SLOTS);
            prop_assert_eq!(Signature::of(&format!(" \n{text} \t")), Some(signature));
        }
    }
}
