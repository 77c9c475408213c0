//! Whatever the documents say, their order and their repetition make no difference, and the sheet loses nothing.
#![allow(clippy::unwrap_used)]

mod domain;

use domain::{learned, record};
use onrecord_record::Record;
use onrecord_registry::Registry;
use proptest::prelude::*;

/// Documents of a small world, so that names, days and offices meet often.
fn documents() -> impl Strategy<Value = Vec<Record>> {
    let name = prop::sample::select(vec!["Ana Roy", "ANA ROY", "Ána Roy", "Ana Maria Roy", "Bela Roy", "Dr. Ana Roy"]);
    let role = prop::sample::select(vec!["", "minister", "Minister", "foreign minister", "former minister", "judge"]);
    let country = prop::sample::select(vec!["", "KEN", "UGA"]);
    let sectors = prop::sample::select(vec!["", "GOV", "GOV PTY", "ELI"]);
    let entity = (name, role, country, sectors)
        .prop_map(|parts| format!("{} | {} | {} | {}", parts.0, parts.1, parts.2, parts.3));
    let document = (0..12_u32, 2020..2024_u32, 1..=12_u32, prop::collection::vec(entity, 1..3));
    let record = document.prop_map(|(id, year, month, entities)| {
        let entities: Vec<&str> = entities.iter().map(String::as_str).collect();
        record(&format!("d{id}"), &format!("{year}-{month:02}-11"), &entities)
    });
    prop::collection::vec(record, 0..24)
}

proptest! {
    // Each case is some dozens of documents; more cases only take longer.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_documents_makes_no_difference(
        (ordered, shuffled) in documents().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(learned(&ordered), learned(&shuffled));
    }

    #[test]
    fn a_document_that_comes_twice_counts_once(documents in documents()) {
        prop_assert_eq!(learned(&documents), learned(documents.iter().chain(&documents)));
    }

    #[test]
    fn nothing_is_lost_on_the_way_through_a_sheet(documents in documents()) {
        let registry = learned(&documents);
        let again = Registry::from_csv(registry.to_csv().as_bytes());
        prop_assert_eq!(again, Ok(registry));
    }

    #[test]
    fn a_registry_corrected_by_itself_is_itself(documents in documents()) {
        let registry = learned(&documents);
        prop_assert_eq!(registry.clone().corrected_by(&registry), registry);
    }
}
