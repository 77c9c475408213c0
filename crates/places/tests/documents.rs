//! The places of one document speak for each other.

use onrecord_places::{Context, Place, Toponym, country_by_name, resolve, resolve_document, resolve_phrase};
use onrecord_record::Precision;

fn bare<'a>(name: &'a str) -> Toponym<'a> {
    Toponym { name, words_before: &[], words_after: &[] }
}

fn shown(place: Option<&Place>) -> (Option<&'static str>, Option<&str>) {
    (place.and_then(|place| place.country), place.and_then(|place| place.admin1.as_deref()))
}

#[test]
fn a_town_is_sought_where_the_other_towns_lie() {
    let alone = resolve(&bare("Tripoli"), &Context::default());
    assert_eq!(shown(alone.as_ref()).0, Some("LBY"));
    let names = ["Beirut", "Sidon", "Tripoli", "Baalbek"].map(bare);
    let places = resolve_document(&names, &Context::default());
    assert!(places.iter().all(|place| shown(place.as_ref()).0 == Some("LBN")), "{places:?}");
}

#[test]
fn what_is_said_once_of_a_name_holds_for_its_later_mentions() {
    let explicit = Toponym { name: "Paris", words_before: &["in"], words_after: &[",", "Texas", ",", "after"] };
    let places = resolve_document(&[explicit, bare("Paris")], &Context::default());
    assert_eq!(shown(places[1].as_ref()), (Some("USA"), Some("Texas")));
}

#[test]
fn a_village_is_believed_only_where_its_country_is_named() {
    let village = bare("Kafr Nabl");
    let syria = [("SYR", 1.0)];
    let place = resolve(&village, &Context { countries: &syria, ..Context::default() });
    assert_eq!(shown(place.as_ref()), (Some("SYR"), Some("Idlib")));
    assert_eq!(resolve(&bare("Oak Grove Corners"), &Context::default()), None);
}

#[test]
fn a_spelling_of_the_wire_is_known_by_its_consonants_where_the_country_is_named() {
    let syria = [("SYR", 1.0)];
    let place = resolve(&bare("Jisr al-Choughour"), &Context { countries: &syria, ..Context::default() });
    assert_eq!(shown(place.as_ref()), (Some("SYR"), Some("Idlib")));
    assert_eq!(resolve(&bare("Jisr al-Choughour"), &Context::default()), None);
}

#[test]
fn a_dateline_names_its_own_state() {
    let place = resolve_phrase("VALLETTA, Malta", &Context::default()).unwrap();
    assert_eq!((place.country, place.precision), (Some("MLT"), Precision::City));
    let place = resolve_phrase("FLINT, Mich.", &Context::default()).unwrap();
    assert_eq!(place.admin1.as_deref(), Some("Michigan"));
    let place = resolve_phrase("ROME, Georgia", &Context::default()).unwrap();
    assert_eq!((place.country, place.admin1.as_deref()), (Some("USA"), Some("Georgia")));
    let place = resolve_phrase("GORI, Georgia", &Context::default()).unwrap();
    assert_eq!(place.country, Some("GEO"));
}

#[test]
fn a_region_has_a_state_where_it_lies_in_one_and_never_a_point() {
    let place = resolve(&bare("Darfur"), &Context::default()).unwrap();
    assert_eq!((place.country, place.precision, place.lat), (Some("SDN"), Precision::Unknown, None));
    let place = resolve(&bare("the Middle East"), &Context::default()).unwrap();
    assert_eq!((place.country, place.geonames), (None, None));
}

#[test]
fn names_of_states_lead_to_their_codes() {
    assert_eq!(country_by_name("the Democratic Republic of Congo"), Some("COD"));
    assert_eq!(country_by_name("Swaziland"), Some("SWZ"));
    assert_eq!(country_by_name("Kosovo"), Some("XKX"));
    assert_eq!(country_by_name("Atlantis"), None);
}
