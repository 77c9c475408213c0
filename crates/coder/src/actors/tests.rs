//! Whence people are and what they are, where neither their own words nor the tables tell it.
#![allow(clippy::unwrap_used, clippy::panic)]

use onrecord_model::{MentionKind, NameKind};
use onrecord_record::{Entity, Record};

use crate::tests::Made;

fn called<'a>(record: &'a Record, name: &str) -> &'a Entity {
    record.entities.iter().find(|entity| entity.name == name).unwrap_or_else(|| panic!("{:#?}", record.entities))
}

#[test]
fn people_are_of_the_place_that_stands_behind_them_whatever_it_hangs_on() {
    let made = Made::new(
        "Norway moved civilians from Kabul and Norway moved soldiers from Kabul.",
        "NNP/2/nsubj VBD/0/root/move NNS/2/obj/civilian IN/5/case NNP/2/obl CC/8/cc NNP/8/nsubj VBD/2/conj/move NNS/8/obj/soldier IN/11/case NNP/8/obl ./2",
    );
    let made = made.mention("civilians", 0, MentionKind::Group, None).mention("soldiers", 0, MentionKind::Group, None);
    let record = made.record();
    assert_eq!(called(&record, "civilians").country.as_deref(), Some("AFG"));
    assert_ne!(called(&record, "soldiers").country.as_deref(), Some("AFG"), "soldiers are sent there");
}

#[test]
fn one_of_eight_britons_is_british() {
    let made = Made::new(
        "Mary Shaw died. Shaw was one of eight Britons.",
        "NNP/3/nsubj NNP/1/flat VBD/0/root/die ./3 NNP/7/nsubj VBD/7/cop/be CD/0/root IN/10/case CD/10/nummod NNPS/7/nmod ./7",
    );
    let made = made.cut("Shaw was").name("Mary Shaw", 0, NameKind::Person).name("Shaw", 1, NameKind::Person).name(
        "Britons",
        0,
        NameKind::Person,
    );
    assert_eq!(called(&made.record(), "Mary Shaw").country.as_deref(), Some("GBR"));
}

#[test]
fn of_whom_nothing_tells_a_sector_the_models_word_is_taken() {
    let made = || {
        let made =
            Made::new("Mary Shaw met Ona Lind.", "NNP/3/nsubj NNP/1/flat VBD/0/root/meet NNP/3/obj NNP/4/flat ./3");
        made.name("Mary Shaw", 0, NameKind::Person).name("Ona Lind", 0, NameKind::Person)
    };
    let made = |share| {
        let of_shaw = made().mention("Mary", 0, MentionKind::Person, None).taken_for("JRN", share);
        of_shaw.mention("Ona", 0, MentionKind::Person, None).record()
    };
    let (sure, unsure) = (made(0.6), made(0.06));
    assert_eq!(called(&sure, "Mary Shaw").sectors, ["JRN"]);
    assert!(called(&sure, "Ona Lind").sectors.is_empty() && called(&unsure, "Mary Shaw").sectors.is_empty());
}

#[test]
fn a_body_of_many_states_is_that_of_the_documents_own() {
    let made = Made::new(
        "Colombia sued. Colombia waited. Congress met.",
        "NNP/2/nsubj VBD/0/root ./2 NNP/5/nsubj VBD/2/parataxis ./5 NNP/8/nsubj VBD/2/parataxis ./8",
    );
    let record = made.name("Congress", 0, NameKind::Organization).record();
    assert_eq!(called(&record, "Congress").country.as_deref(), Some("COL"));
}

#[test]
fn a_spokesman_speaks_for_the_body_that_spoke_before() {
    let made = Made::new(
        "Norway sued Norway. China waited. Spokesman Bo Lind smiled.",
        "NNP/2/nsubj VBD/0/root NNP/2/obj ./2 NNP/6/nsubj VBD/0/root ./6 NN/11/nsubj NNP/8/flat NNP/8/flat VBD/0/root ./11",
    );
    let made = made.cut("China").cut("Spokesman").name("Spokesman Bo Lind", 0, NameKind::Person);
    let record = made.record();
    assert_eq!(called(&record, "Spokesman Bo Lind").country.as_deref(), Some("CHN"));
}

#[test]
fn a_paragraph_may_play_elsewhere() {
    let first = "NNP/2/nsubj VBD/0/root NNP/2/obj ./2";
    let second = "IN/8/mark JJ/7/amod NNP/9/obl NNS/9/nsubj/soldier VBD/0/root DT/11/det NN/9/obj ./9";
    let analysis = format!("{first} {second}");
    let made = Made::new("Norway sued Norway.\n\nIn neighbouring Sweden soldiers raided a farm.", &analysis);
    let made = made.cut("In").mention("soldiers", 0, MentionKind::Person, None);
    let record = made.record();
    assert_eq!(called(&record, "soldiers").country.as_deref(), Some("SWE"));
}

#[test]
fn who_is_merely_there_is_of_where_it_plays_and_not_of_who_is_spoken_of_most() {
    let made = Made::new(
        "Norway sued Norway. Norway waited in Kabul and in Kandahar. Villagers left.",
        "NNP/2/nsubj VBD/0/root NNP/2/obj ./2 NNP/6/nsubj VBD/0/root/wait IN/8/case NNP/6/obl CC/11/cc IN/11/case NNP/8/conj ./6 NNS/14/nsubj/villager VBD/0/root ./14",
    );
    let made = made.cut("Norway waited").cut("Villagers").name("Kabul", 0, NameKind::Place);
    let record = made.name("Kandahar", 0, NameKind::Place).mention("Villagers", 0, MentionKind::Group, None).record();
    assert_eq!(called(&record, "Villagers").country.as_deref(), Some("AFG"));
}

#[test]
fn whoever_is_said_to_be_from_a_place_is_of_it_however_the_parser_took_it() {
    let made = Made::new(
        "Mary Shaw, who is from Kisumu, left.",
        "NNP/9/nsubj NNP/1/flat ,/7 WP/7/nsubj VBZ/7/case/be IN/7/case NNP/1/nmod ,/7 VBD/0/root/leave ./9",
    );
    let record = made.name("Mary Shaw", 0, NameKind::Person).name("Kisumu", 0, NameKind::Place).record();
    assert_eq!(called(&record, "Mary Shaw").country.as_deref(), Some("KEN"));
}

#[test]
fn whom_a_story_begins_with_is_named_in_its_next_sentence() {
    let told = |article: &str| {
        let raw = format!("{article} British miner left. Joe Marsh waited.");
        let made = Made::new(
            &raw,
            "DT/3/det JJ/3/amod NN/4/nsubj/miner VBD/0/root/leave ./4 NNP/8/nsubj NNP/6/flat VBD/0/root/wait ./8",
        );
        let made =
            made.cut("Joe").mention("miner", 0, MentionKind::Person, None).name("Joe Marsh", 0, NameKind::Person);
        called(&made.record(), "Joe Marsh").country.clone()
    };
    assert_eq!(told("A").as_deref(), Some("GBR"));
    assert_eq!(told("That"), None, "who is known already needs no name");
}

#[test]
fn what_somebody_owns_is_asked_by_the_owners_name() {
    let made = Made::new(
        "Hezbollah waited. Its leader left.",
        "NNP/2/nsubj VBD/0/root/wait ./2 PRP$/5/nmod:poss NN/6/nsubj/leader VBD/0/root/leave ./6",
    );
    let made = made.cut("Its").name("Hezbollah", 0, NameKind::Organization).mention(
        "Hezbollah",
        0,
        MentionKind::Organization,
        None,
    );
    let made =
        made.mention("Its", 0, MentionKind::Organization, Some(0)).mention("leader", 0, MentionKind::Person, None);
    let record = made.on("2018-05-01").record();
    let leader = called(&record, "Its leader");
    assert_eq!((leader.country.as_deref(), leader.sectors.first().map(String::as_str)), (Some("LBN"), Some("REB")));
}

#[test]
fn refugees_are_of_where_it_plays_and_those_who_seek_asylum_of_nowhere() {
    let made = |who: &str| {
        let raw = format!("Norway waited in Kabul and in Kandahar. {who} left.");
        let noun = if who == "Refugees" { "NNS/11/nsubj/refugee" } else { "NNS/11/nsubj/migrant" };
        let analysis = format!(
            "NNP/2/nsubj VBD/0/root/wait IN/4/case NNP/2/obl CC/7/cc IN/7/case NNP/4/conj ./2 {noun} VBD/0/root ./10"
        );
        let analysis = analysis.replace("/11/nsubj", "/10/nsubj");
        let made =
            Made::new(&raw, &analysis).cut(who).name("Kabul", 0, NameKind::Place).name("Kandahar", 0, NameKind::Place);
        called(&made.mention(who, 0, MentionKind::Group, None).record(), who).country.clone()
    };
    assert_eq!(made("Refugees").as_deref(), Some("AFG"));
    assert_eq!(made("Migrants"), None);
}

#[test]
fn a_name_is_of_the_noun_that_it_explains_and_no_member_of_the_staff_is_the_minister() {
    let made = Made::new(
        "A staff member left. He met the minister, Ana Lind.",
        "DT/3/det NN/3/compound NN/4/nsubj/member VBD/0/root/leave ./4 PRP/7/nsubj/he VBD/0/root/meet DT/9/det NN/7/obj/minister ,/11 NNP/9/appos NNP/11/flat ./7",
    );
    let made =
        made.cut("He").mention("member", 0, MentionKind::Person, None).mention("He", 0, MentionKind::Person, Some(0));
    let made = made.mention("minister", 0, MentionKind::Person, Some(1)).name("Ana Lind", 0, NameKind::Person);
    let record = made.mention("Ana", 0, MentionKind::Person, Some(0)).record();
    let minister = called(&record, "Ana Lind");
    assert_eq!((minister.mentions.len(), minister.sectors.first().map(String::as_str)), (2, Some("GOV")));
}

#[test]
fn no_company_is_the_court_that_was_told_of_before() {
    let made = Made::new(
        "The court met. Lorn Lines waited.",
        "DT/2/det NN/3/nsubj/court VBD/0/root/meet ./3 NNP/7/nsubj NNPS/5/flat VBD/0/root/wait ./7",
    );
    let made = made.cut("Lorn").mention("court", 0, MentionKind::Organization, None).name(
        "Lorn Lines",
        0,
        NameKind::Organization,
    );
    let record = made.mention("Lorn", 0, MentionKind::Organization, Some(0)).record();
    assert_eq!(called(&record, "Lorn Lines").mentions.len(), 1);
}
