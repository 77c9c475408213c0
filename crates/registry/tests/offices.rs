//! Who was what, when: learned from documents and asked for by the day.
#![allow(clippy::unwrap_used)]

mod domain;

use domain::{bodies, learned, periods, record, role, sheet};
use jiff::civil::date;
use onrecord_record::EntityType;

const MINISTER: &str = "Ana Roy | foreign minister | KEN | GOV";
const AMBASSADOR: &str = "Ana Roy | ambassador | KEN | GOV";

#[test]
fn a_change_of_office_is_a_change_in_the_registry() {
    let registry = learned(&[
        record("a", "2026-03-02", &[MINISTER]),
        record("b", "2026-03-20", &[MINISTER]),
        record("c", "2026-06-04", &[AMBASSADOR]),
    ]);
    assert_eq!(
        periods(&registry),
        ["Ana Roy: foreign minister 2026-03-02..2026-03-20 (2)", "Ana Roy: ambassador 2026-06-04..2026-06-04 (1)"]
    );
    // A July article that says only "Roy" means the ambassador, one of April still the minister.
    assert_eq!(role(&registry, "Roy", "2026-07-15"), "ambassador");
    assert_eq!(role(&registry, "Roy", "2026-04-15"), "foreign minister");
    assert_eq!(role(&registry, "Ana Roy", "2026-03-10"), "foreign minister");
    let roy = registry.lookup("Roy", Some(date(2026, 7, 15)), EntityType::Person).unwrap();
    assert_eq!((roy.country.as_deref(), roy.sectors.as_slice()), (Some("KEN"), &["GOV".to_owned()][..]));
    assert_eq!(roy.witnesses, ["c"]);
}

#[test]
fn nothing_is_known_before_the_first_document_and_two_years_after_the_last() {
    let registry = learned(&[record("a", "2026-03-02", &[MINISTER])]);
    assert_eq!(role(&registry, "Roy", "2026-03-01"), "?");
    assert_eq!(role(&registry, "Roy", "2028-03-02"), "foreign minister");
    assert_eq!(role(&registry, "Roy", "2028-03-03"), "?");
}

#[test]
fn mentions_of_one_office_are_one_period_for_two_years_and_no_longer() {
    let days = ["2020-01-10", "2021-12-30", "2025-02-01"];
    let records = days.map(|day| record(day, day, &[MINISTER]));
    assert_eq!(
        periods(&learned(&records)),
        [
            "Ana Roy: foreign minister 2020-01-10..2021-12-30 (2)",
            "Ana Roy: foreign minister 2025-02-01..2025-02-01 (1)"
        ]
    );
}

#[test]
fn an_office_that_is_left_and_taken_again_has_two_periods() {
    let leader = "Per Lind | opposition leader | SWE | OPP";
    let premier = "Per Lind | prime minister | SWE | GOV";
    let registry = learned(&[
        record("a", "2020-05-01", &[premier]),
        record("b", "2020-11-01", &[leader]),
        record("c", "2021-04-01", &[premier]),
    ]);
    assert_eq!(periods(&registry).len(), 3);
    assert_eq!(role(&registry, "Lind", "2020-06-01"), "prime minister");
    assert_eq!(role(&registry, "Lind", "2020-12-01"), "opposition leader");
    assert_eq!(role(&registry, "Lind", "2021-04-02"), "prime minister");
}

#[test]
fn a_contradiction_stands_beside_and_what_more_documents_say_counts() {
    let mistaken = "Ana Roy | foreign minister | UGA | GOV";
    let registry = learned(&[
        record("a", "2026-03-02", &[MINISTER]),
        record("b", "2026-03-05", &[mistaken]),
        record("c", "2026-03-09", &[MINISTER]),
    ]);
    assert_eq!(
        periods(&registry),
        [
            "Ana Roy: foreign minister 2026-03-02..2026-03-09 (2)",
            "Ana Roy: foreign minister 2026-03-05..2026-03-05 (1)"
        ]
    );
    let country = |day| registry.lookup("Roy", Some(day), EntityType::Person).unwrap().country.clone().unwrap();
    assert_eq!(country(date(2026, 3, 5)), "KEN");
    // Of two countries, a bare majority is not enough: it may be two persons.
    let close = [("a", MINISTER), ("b", MINISTER), ("c", MINISTER), ("d", mistaken), ("e", mistaken)];
    let close = learned(&close.map(|(id, line)| record(id, "2026-03-02", &[line])));
    assert_eq!(role(&close, "Roy", "2026-03-02"), "?");
    // As many for the one as for the other: nobody can tell.
    let even = learned(&[record("a", "2026-03-02", &[MINISTER]), record("b", "2026-03-02", &[mistaken])]);
    assert_eq!(role(&even, "Roy", "2026-03-02"), "?");
}

#[test]
fn on_a_day_that_two_offices_share_the_new_one_counts() {
    let registry = learned(&[
        record("a", "2026-05-01", &[MINISTER]),
        record("b", "2026-06-04", &[MINISTER]),
        record("c", "2026-06-04", &[AMBASSADOR]),
        record("d", "2026-06-20", &[AMBASSADOR]),
    ]);
    assert_eq!(role(&registry, "Roy", "2026-06-04"), "ambassador");
    assert_eq!(role(&registry, "Roy", "2026-06-03"), "foreign minister");
}

#[test]
fn a_shorter_title_is_no_other_office_and_the_fuller_one_is_given() {
    let registry = learned(&[
        record("a", "2026-03-02", &["Ana Roy | Foreign Minister | KEN | GOV"]),
        record("b", "2026-05-10", &["Ana Roy | minister", "Ana Roy | the foreign minister | KEN | GOV"]),
        record("c", "2026-05-11", &["Ana Roy | minister"]),
        record("d", "2026-07-10", &["Ana Roy | Foreign Minister | KEN | GOV"]),
    ]);
    assert_eq!(
        periods(&registry),
        ["Ana Roy: Foreign Minister 2026-03-02..2026-07-10 (3)", "Ana Roy: minister 2026-05-10..2026-05-11 (2)"]
    );
    assert_eq!(role(&registry, "Roy", "2026-05-11"), "Foreign Minister");
}

#[test]
fn two_persons_of_one_surname_give_none_unless_one_is_known_in_that_time() {
    let registry = learned(&[
        record("a", "2026-03-02", &[MINISTER]),
        record("b", "2026-03-02", &["Bela Roy | striker | HUN | CVL"]),
        record("c", "2010-03-02", &["Cem Roy | judge | TUR | JUD"]),
    ]);
    assert_eq!(role(&registry, "Roy", "2026-04-01"), "?");
    assert_eq!(role(&registry, "Ana Roy", "2026-04-01"), "foreign minister");
    assert_eq!(role(&registry, "Roy", "2010-04-01"), "judge");
}

#[test]
fn one_person_by_more_or_less_of_the_name_is_one() {
    let registry = learned(&[
        record("a", "2026-03-02", &[MINISTER]),
        record("b", "2026-03-03", &["Ana Maria Roy | foreign minister | KEN | GOV"]),
    ]);
    assert_eq!(role(&registry, "Roy", "2026-04-01"), "foreign minister");
}

#[test]
fn surnames_of_several_words_and_those_that_come_first() {
    let registry = learned(&[record(
        "a",
        "2026-03-02",
        &[
            "Ute van der Berg | commissioner | | EUR",
            "Li Wenhua | spokesman | CHN | GOV",
            "Omar al-Masri | envoy | EGY | GOV",
        ],
    )]);
    let known = |name| role(&registry, name, "2026-04-01");
    assert_eq!([known("van der Berg"), known("Berg"), known("Mr. Li")], ["commissioner", "commissioner", "spokesman"]);
    assert_eq!([known("al-Masri"), known("Masri"), known("Omar"), known("Ute")], ["envoy", "envoy", "?", "?"]);
}

#[test]
fn a_bare_surname_or_nothing_said_teaches_nothing_but_a_body_may_have_one_word() {
    let registry = learned(&[
        record("a", "2026-03-02", &["Roy | foreign minister | KEN | GOV", "Ana Roy", "Mr. Roy | minister"]),
        bodies("b", "2026-03-02", &["Maralink | | KEN | BUS", "Unknown Body"]),
    ]);
    assert_eq!(periods(&registry), ["Maralink: - 2026-03-02..2026-03-02 (1)"]);
    let on = Some(date(2026, 4, 1));
    assert!(registry.lookup("Maralink", on, EntityType::Organization).is_some());
    assert!(registry.lookup("Maralink", on, EntityType::Person).is_none());
    assert!(registry.lookup("Maralink", on, EntityType::Place).is_none());
}

#[test]
fn a_title_that_stands_in_the_name_is_left_out() {
    let registry = learned(&[
        record(
            "a",
            "2026-03-02",
            &["Finance Minister Per Juhl | Finance Minister | SWE | GOV", "Judge | Judge | SWE | JUD"],
        ),
        record(
            "b",
            "2026-03-03",
            &["Per Juhl | finance minister | SWE | GOV", "Mr Justice Sol | Mr Justice | GBR | JUD"],
        ),
    ]);
    assert_eq!(periods(&registry), ["Per Juhl: Finance Minister 2026-03-02..2026-03-03 (2)"]);
}

#[test]
fn a_body_that_every_country_has_is_not_learned() {
    let registry = learned(&[bodies(
        "a",
        "2026-03-02",
        &[
            "Foreign Ministry | | KEN | GOV",
            "the High Court | | KEN | JUD",
            "Kenya High Court | Kenya High Court | KEN | JUD",
        ],
    )]);
    assert_eq!(periods(&registry), ["Kenya High Court: - 2026-03-02..2026-03-02 (1)"]);
}

#[test]
fn somebody_who_is_only_called_the_spokesperson_has_no_name() {
    let mut nominal = record("a", "2026-03-02", &["ministry spokesperson | | KEN | GOV"]);
    nominal.entities[0].mentions[0].kind = onrecord_record::MentionKind::Nominal;
    assert!(learned(&[nominal]).entries().is_empty());
}

#[test]
fn documents_without_a_day_are_counted_and_passed_over() {
    let mut learner = onrecord_registry::Learner::default();
    learner.add(&record("a", "", &[MINISTER, "Ana Sol"]));
    assert_eq!(learner.undated(), 1);
    assert!(learner.finish().entries().is_empty());
}

#[test]
fn what_a_registry_told_the_coder_is_not_learned_back() {
    let mut told = record("a", "2026-03-02", &[MINISTER]);
    told.made.registry = Some("registry@0123456789ab".to_owned());
    "Ms. Roy said no.".clone_into(&mut told.text);
    assert!(learned([&told]).entries().is_empty());
    "Ana Roy, the foreign\nminister, said no.".clone_into(&mut told.text);
    assert_eq!(learned([&told]).entries().len(), 1);
}

#[test]
fn a_text_without_a_day_gets_what_is_not_contradicted() {
    let one = learned(&[record("a", "2026-03-02", &[MINISTER])]);
    assert_eq!(role(&one, "Roy", ""), "foreign minister");
    let two = learned(&[record("a", "2026-03-02", &[MINISTER]), record("b", "2026-06-02", &[AMBASSADOR])]);
    assert_eq!(role(&two, "Roy", ""), "?");
}

#[test]
fn the_spelling_of_most_days_is_shown_and_all_are_found() {
    let lines = ["Zoë Öst | envoy | SWE | GOV", "Zoe Ost | envoy | SWE | GOV", "Zoë Öst | Envoy | SWE | GOV"];
    let days = ["2026-03-02", "2026-03-03", "2026-03-04"];
    let records: Vec<_> = lines.iter().zip(days).map(|(line, day)| record(day, day, &[line])).collect();
    let registry = learned(&records);
    assert_eq!(periods(&registry), ["Zoë Öst: envoy 2026-03-02..2026-03-04 (3)"]);
    assert_eq!(role(&registry, "Ost", "2026-03-02"), "envoy");
    assert_eq!(registry.entries()[0].witnesses, days);
}

#[test]
fn of_many_documents_the_first_two_and_the_last_are_named() {
    let days = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"];
    let records = days.map(|day| record(day, day, &[MINISTER]));
    assert_eq!(learned(&records).entries()[0].witnesses, ["2026-03-02", "2026-03-03", "2026-03-05"]);
}

#[test]
fn a_user_says_when_an_office_ended() {
    let registry =
        sheet(&["Ana Roy,person,foreign minister,KEN,GOV,2024-01-01,2026-05-30,", "Ana Roy,person,,,,2026-05-31,,"]);
    assert_eq!(role(&registry, "Roy", "2026-05-30"), "foreign minister");
    assert_eq!(role(&registry, "Roy", "2026-06-01"), "?", "known to be nothing any more");
}
