//! Events of sentences analysed by hand: what a reader would say was done, by whom, and whether.

use onrecord_model::{ActStatus, MentionKind, NameKind};
use onrecord_record::{Event, Record, Status};

use crate::tests::{Made, slice};

fn words(record: &Record, event: &Event) -> (Vec<String>, Vec<String>) {
    let of = |roles: &[onrecord_record::Role]| {
        roles.iter().filter_map(|role| role.span).map(|span| slice(record, span)).collect()
    };
    (of(&event.actors), of(&event.recipients))
}

fn only(record: &Record) -> &Event {
    assert_eq!(record.events.len(), 1, "{:#?}", record.events);
    &record.events[0]
}

/// "Rebels … shelled … the town", the head's status and what stands before and behind the verb as given.
fn shelled<'a>(raw: &'a str, analysis: &'a str, status: ActStatus) -> Made<'a> {
    Made::new(raw, analysis).on("2020-05-20").act("shelled", "ASSAULT", status, [&["Rebels"], &["town"]])
}

#[test]
fn who_did_it_and_to_whom_are_whole_phrases_and_the_type_brings_quad_and_score() {
    let made = shelled(
        "Rebels shelled the town.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj ./2",
        ActStatus::Actual,
    );
    let record = made.record();
    let event = only(&record);
    assert_eq!(words(&record, event), (vec!["Rebels".to_owned()], vec!["the town".to_owned()]));
    assert_eq!(
        (event.kind.as_str(), event.quad.as_str(), event.status),
        ("ASSAULT", "material_conflict", Status::Actual)
    );
    assert!(event.intensity < 0.0 && event.cameo.is_some() && event.statement.is_none());
    assert_eq!(slice(&record, event.anchor[0]), "shelled");
    assert_eq!(event.time.start.as_deref(), Some("2020-05-20"), "nothing is said, so the day of publication");
}

#[test]
fn of_whom_a_clause_tells_that_another_does_it_does_not_do_it() {
    let made = Made::new(
        "Norway, which Sweden accused, left.",
        "NNP/7/nsubj ,/5 WDT/5/obj NNP/5/nsubj VBD/1/acl:relcl/accuse ,/5 VBD/0/root/leave ./7",
    );
    let made = made.act("accused", "ACCUSE", ActStatus::Actual, [&["Norway", "Sweden"], &[]]);
    let record = made.record();
    let event = record.events.iter().find(|event| event.kind == "ACCUSE").unwrap();
    assert_eq!(words(&record, event), (vec!["Sweden".to_owned()], vec!["Norway".to_owned()]));
}

#[test]
fn nobody_of_a_later_sentence_takes_part() {
    let made = Made::new(
        "Norway shelled Oslo. Rebels left.",
        "NNP/2/nsubj VBD/0/root/shell NNP/2/obj ./2 NNS/6/nsubj VBD/0/root/leave ./6",
    );
    let made = made.cut("Rebels").act("shelled", "ASSAULT", ActStatus::Actual, [&["Norway", "Rebels"], &["Oslo"]]);
    let record = made.record();
    let event = record.events.iter().find(|event| event.kind == "ASSAULT").unwrap();
    assert_eq!(words(&record, event), (vec!["Norway".to_owned()], vec!["Oslo".to_owned()]));
}

#[test]
fn who_only_tells_does_not_do_it_beside_one_who_is_named() {
    let made = Made::new(
        "Russia shelled Oslo, Norway said.",
        "NNP/2/nsubj VBD/6/ccomp/shell NNP/2/obj ,/2 NNP/6/nsubj VBD/0/root/say ./6",
    );
    let made = made.says("Norway", "said", "Russia shelled Oslo").act(
        "shelled",
        "ASSAULT",
        ActStatus::Actual,
        [&["Russia", "Norway"], &["Oslo"]],
    );
    let record = made.record();
    let event = record.events.iter().find(|event| event.kind == "ASSAULT").unwrap();
    assert_eq!(words(&record, event), (vec!["Russia".to_owned()], vec!["Oslo".to_owned()]));
}

#[test]
fn whom_the_sentence_names_needs_nobody_of_another_beside_it() {
    let made = Made::new(
        "Sweden left. Norway shelled Oslo.",
        "NNP/2/nsubj VBD/0/root/leave ./2 NNP/5/nsubj VBD/0/root/shell NNP/5/obj ./5",
    );
    let made = made.cut("Norway").act("shelled", "ASSAULT", ActStatus::Actual, [&["Sweden", "Norway"], &["Oslo"]]);
    let record = made.record();
    let event = record.events.iter().find(|event| event.kind == "ASSAULT").unwrap();
    assert_eq!(words(&record, event).0, ["Norway"]);
}

#[test]
fn who_did_it_is_understood_where_the_act_just_told_goes_on() {
    let made = Made::new(
        "Norway shelled Oslo. Dozens were wounded. Sweden accused Rebels.",
        "NNP/2/nsubj VBD/0/root/shell NNP/2/obj ./2 NNS/7/nsubj:pass/dozen VBD/7/aux:pass/be VBN/0/root/wound ./7 NNP/10/nsubj VBD/0/root/accuse NNS/10/obj/rebel ./10",
    );
    let made = made.cut("Dozens").cut("Sweden").act("shelled", "ASSAULT", ActStatus::Actual, [&["Norway"], &["Oslo"]]);
    let made = made.act("wounded", "ASSAULT", ActStatus::Actual, [&[], &["Dozens"]]);
    let record = made.act("accused", "ACCUSE", ActStatus::Actual, [&[], &["Rebels"]]).record();
    let [shelled, wounded, accused] = &record.events[..] else { panic!("{:#?}", record.events) };
    let [doer] = &wounded.actors[..] else { panic!("{:#?}", wounded.actors) };
    assert_eq!((doer.span, &doer.entity, doer.country.as_deref()), (None, &shelled.actors[0].entity, Some("NOR")));
    assert!(accused.actors.is_empty(), "an accusation is another's");
}

#[test]
fn nobody_is_understood_whom_no_entity_names() {
    let made = Made::new(
        "Rebels shelled Oslo. Dozens were wounded.",
        "NNS/2/nsubj/rebel VBD/0/root/shell NNP/2/obj ./2 NNS/7/nsubj:pass/dozen VBD/7/aux:pass/be VBN/0/root/wound ./7",
    );
    let made = made.act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["Oslo"]]).cut("Dozens");
    let record = made.act("wounded", "ASSAULT", ActStatus::Actual, [&[], &["Dozens"]]).record();
    assert!(record.events[0].actors[0].entity.is_none() && record.events[1].actors.is_empty(), "{:#?}", record.events);
}

#[test]
fn whom_people_flee_from_drives_them_out() {
    let made = Made::new(
        "Families fled from the militia.",
        "NNS/2/nsubj/family VBD/0/root/flee IN/5/case DT/5/det NN/2/obl ./2",
    );
    let made =
        made.mention("Families", 0, MentionKind::Group, None).mention("militia", 0, MentionKind::Organization, None);
    let record = made.act("fled", "SANCTION", ActStatus::Actual, [&[], &["Families", "militia"]]).record();
    assert_eq!(words(&record, only(&record)), (vec!["the militia".to_owned()], vec!["Families".to_owned()]));
}

#[test]
fn what_is_done_is_not_dated_after_its_report() {
    let told = |status| {
        let made = Made::new(
            "Two weeks later, Norway shelled Oslo.",
            "CD/2/nummod NNS/3/obl:npmod/week RB/6/advmod/later ,/6 NNP/6/nsubj VBD/0/root/shell NNP/6/obj ./6",
        );
        let record = made.on("2018-04-01").act("shelled", "ASSAULT", status, [&["Norway"], &["Oslo"]]).record();
        only(&record).time.clone()
    };
    let done = told(ActStatus::Actual);
    assert_eq!((done.span, done.start.as_deref()), (None, Some("2018-04-01")));
    assert_eq!(told(ActStatus::Future).start.as_deref(), Some("2018-04-15"), "two weeks on");
}

#[test]
fn forces_patrol_in_a_place_and_do_nothing_to_it() {
    let made = Made::new(
        "Norway deployed soldiers in Oslo.",
        "NNP/2/nsubj VBD/0/root/deploy NNS/2/obj/soldier IN/5/case NNP/2/obl ./2",
    );
    let made = made.name("Oslo", 0, NameKind::Place);
    let record = made.act("deployed", "MOBILIZE", ActStatus::Actual, [&["Norway"], &["Oslo"]]).record();
    assert!(only(&record).recipients.is_empty());
}

#[test]
fn a_negation_counts_more_than_the_head() {
    let made = shelled(
        "Rebels never shelled the town.",
        "NNS/3/nsubj/rebel RB/3/advmod VBD/0/root/shell DT/5/det NN/3/obj ./3",
        ActStatus::Actual,
    );
    assert_eq!(only(&made.record()).status, Status::Negated);
}

#[test]
fn what_its_teller_denies_is_never_a_fact_and_stands_on_his_word() {
    let made = shelled(
        "Tirana denied that Rebels shelled the town.",
        "NNP/2/nsubj VBD/0/root/deny IN/5/mark NNS/5/nsubj/rebel VBD/2/ccomp/shell DT/7/det NN/5/obj ./2",
        ActStatus::Actual,
    )
    .name("Tirana", 0, NameKind::Place)
    .says("Tirana", "denied", "that Rebels shelled the town");
    let record = made.record();
    let event = record.events.iter().find(|event| event.kind == "ASSAULT").unwrap();
    assert_eq!((event.status, event.statement.as_deref()), (Status::Negated, Some("s1")));
}

#[test]
fn what_was_long_ago_is_history() {
    let made = shelled(
        "Rebels shelled the town in May 2011.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj IN/6/case NNP/2/obl CD/6/nmod ./2",
        ActStatus::Actual,
    );
    let record = made.record();
    let event = only(&record);
    assert_eq!((event.status, event.time.end.as_deref()), (Status::Historical, Some("2011-05-31")));
}

#[test]
fn a_century_is_no_time_of_an_act() {
    let made = shelled(
        "Rebels shelled the town this century.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj DT/6/det NN/2/obl ./2",
        ActStatus::Actual,
    );
    let record = made.record();
    assert_eq!((record.times.len(), only(&record).time.start.as_deref()), (1, Some("2020-05-20")));
}

#[test]
fn nobody_does_it_to_himself_by_accident() {
    let made = Made::new("Rebels shelled the town.", "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj ./2").act(
        "shelled",
        "ASSAULT",
        ActStatus::Actual,
        [&["Rebels"], &["Rebels", "town"]],
    );
    let record = made.record();
    assert_eq!(words(&record, only(&record)), (vec!["Rebels".to_owned()], vec!["the town".to_owned()]));
}

#[test]
fn where_the_head_knows_the_type_its_silence_on_a_side_counts() {
    let made = Made::new("Rebels shelled Homs.", "NNS/2/nsubj/rebel VBD/0/root/shell NNP/2/obj ./2")
        .name("Homs", 0, NameKind::Place)
        .act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], &[]]);
    let record = made.record();
    assert_eq!(words(&record, only(&record)), (vec!["Rebels".to_owned()], vec![]));
}

/// PLOVER, AGREE: "future-tense CONSULT, SUPPORT, COOPERATE or AID becomes AGREE".
#[test]
fn cooperation_to_come_is_agreed_to() {
    let made = Made::new("Oslo will train officers.", "NNP/3/nsubj MD/3/aux/will VB/0/root NNS/3/obj/officer ./3")
        .name("Oslo", 0, NameKind::Place)
        .act("train", "AID", ActStatus::Future, [&["Oslo"], &["officers"]]);
    let record = made.record();
    assert_eq!((only(&record).kind.as_str(), only(&record).status), ("AGREE", Status::Actual));
}

/// PLOVER, CONCEDE: "announced future withdrawal/retreat is CONCEDE".
#[test]
fn a_withdrawal_that_is_announced_is_conceded() {
    let made = Made::new("Troops will leave Oslo.", "NNS/3/nsubj/troop MD/3/aux/will VB/0/root NNP/3/obj ./3")
        .name("Oslo", 0, NameKind::Place)
        .act("leave", "RETREAT", ActStatus::Future, [&["Troops"], &["Oslo"]]);
    let record = made.record();
    assert_eq!((only(&record).kind.as_str(), only(&record).status), ("CONCEDE", Status::Actual));
}

/// PLOVER, SANCTION: "prison sentence also gets COERCE arrest".
#[test]
fn a_prison_sentence_is_coded_twice() {
    let mut made = Made::new(
        "A court sentenced Roy to prison.",
        "DT/2/det NN/3/nsubj VBD/0/root/sentence NNP/3/obj IN/6/case NN/3/obl ./3",
    )
    .name("Roy", 0, NameKind::Person)
    .act("sentenced", "SANCTION", ActStatus::Actual, [&["court"], &["Roy"]]);
    let kinds = |made: &Made<'_>| made.record().events.into_iter().map(|event| event.kind).collect::<Vec<_>>();
    made.acts[0].mode = Some("convict");
    assert_eq!(kinds(&made), ["SANCTION", "COERCE"]);
    made.acts[0].types[0].0 = "COERCE";
    made.acts[0].mode = Some("arrest");
    assert_eq!(kinds(&made), ["COERCE", "SANCTION"]);
    let mut held = Made::new("Police jailed Roy.", "NNS/2/nsubj VBD/0/root/jail NNP/2/obj ./2")
        .name("Roy", 0, NameKind::Person)
        .act("jailed", "COERCE", ActStatus::Actual, [&["Police"], &["Roy"]]);
    held.acts[0].mode = Some("arrest");
    assert_eq!(kinds(&held), ["COERCE"], "nobody is convicted who is only locked up");
}

#[test]
fn who_clashes_does_so_with_one_another() {
    let made = Made::new("Rebels clashed with police.", "NNS/2/nsubj/rebel VBD/0/root/clash IN/4/case NN/2/obl ./2")
        .act("clashed", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["police"]]);
    let record = made.record();
    assert_eq!(words(&record, only(&record)), (vec!["Rebels".to_owned(), "police".to_owned()], vec![]));
}

#[test]
fn an_act_told_twice_in_a_sentence_is_one() {
    let made = Made::new(
        "A raid killed guards in Oslo.",
        "DT/2/det NN/3/nsubj VBD/0/root/kill NNS/3/obj/guard IN/6/case NNP/3/obl ./3",
    )
    .name("Oslo", 0, NameKind::Place)
    .act("raid", "ASSAULT", ActStatus::Actual, [&[], &["guards"]])
    .act("killed", "ASSAULT", ActStatus::Actual, [&[], &["guards"]]);
    let record = made.record();
    assert_eq!(words(&record, only(&record)), (vec![], vec!["guards".to_owned()]));
    let location = only(&record).location.as_ref().unwrap();
    assert_eq!((location.name.as_str(), location.span.is_some()), ("Oslo", true));
}

#[test]
fn the_subject_of_a_passive_suffers() {
    let made = Made::new("Guards were killed.", "NNS/3/nsubj:pass/guard VBD/3/aux:pass/be VBN/0/root/kill ./3").act(
        "killed",
        "ASSAULT",
        ActStatus::Actual,
        [&["Guards"], &[]],
    );
    let record = made.record();
    assert_eq!(words(&record, only(&record)), (vec![], vec!["Guards".to_owned()]));
}

#[test]
fn what_could_be_has_not_been() {
    let made = Made::new("Rebels could shell Oslo.", "NNS/3/nsubj/rebel MD/3/aux/could VB/0/root/shell NNP/3/obj ./3")
        .act("shell", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["Oslo"]]);
    assert_eq!(only(&made.record()).status, Status::Hypothetical);
}

#[test]
fn ids_follow_the_text() {
    let made = Made::new(
        "Rebels shelled the town and Oslo condemned it.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj CC/7/cc NNP/7/nsubj VBD/2/conj/condemn PRP/7/obj ./2",
    )
    .name("Oslo", 0, NameKind::Place)
    .act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["town"]])
    .act("condemned", "ACCUSE", ActStatus::Actual, [&["Oslo"], &[]]);
    let record = made.record();
    let ids: Vec<&str> = record.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["v1", "v2"]);
}

/// The contract: "the demanded act itself is not coded a second time".
#[test]
fn what_is_asked_for_is_not_told_a_second_time() {
    let demand = |status| {
        Made::new(
            "Oslo urged Rebels to free guards.",
            "NNP/2/nsubj VBD/0/root/urge NNS/2/obj/rebel TO/5/mark VB/2/xcomp/free NNS/5/obj/guard ./2",
        )
        .name("Oslo", 0, NameKind::Place)
        .act("urged", "REQUEST", ActStatus::Actual, [&["Oslo"], &["Rebels"]])
        .act("free", "RETREAT", status, [&["Rebels"], &["guards"]])
        .record()
    };
    assert_eq!(only(&demand(ActStatus::Hypothetical)).kind, "REQUEST");
    assert_eq!(demand(ActStatus::Actual).events.len(), 2, "what has happened stands for itself");
}

/// A decision to leave has moved nobody: the codebook makes the head's RETREAT a CONCEDE, as sure as it was.
#[test]
fn what_a_pattern_retypes_is_told_in_place_of_what_it_was() {
    let made = Made::new(
        "The decision to withdraw troops pleased Oslo.",
        "DT/2/det NN/6/nsubj TO/4/mark VB/2/acl NNS/4/obj/troop VBD/0/root/please NNP/6/obj ./6",
    )
    .act("withdraw", "RETREAT", ActStatus::Actual, [&[], &["troops"]]);
    let record = made.record();
    assert_eq!(only(&record).kind, "CONCEDE");
    let plain = Made::new(
        "The wish to withdraw troops pleased Oslo.",
        "DT/2/det NN/6/nsubj TO/4/mark VB/2/acl NNS/4/obj/troop VBD/0/root/please NNP/6/obj ./6",
    )
    .act("withdraw", "RETREAT", ActStatus::Actual, [&[], &["troops"]])
    .record();
    assert_eq!((only(&plain).kind.as_str(), only(&plain).confidence), ("RETREAT", only(&record).confidence));
}

#[test]
fn the_year_of_a_thing_and_the_day_of_another_clause_are_no_time_of_an_act() {
    let named = Made::new(
        "Rebels shelled the 1951 embassy.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/5/det CD/5/nummod NN/2/obj ./2",
    )
    .on("2020-05-20")
    .act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["embassy"]]);
    assert_eq!(only(&named.record()).time.span, None);
    let clause = shelled(
        "Rebels shelled the town which rose in May 2011.",
        "NNS/2/nsubj/rebel VBD/0/root/shell DT/4/det NN/2/obj WDT/6/nsubj VBD/4/acl:relcl/rise IN/8/case NNP/6/obl CD/8/nmod ./2",
        ActStatus::Actual,
    );
    let record = clause.record();
    assert_eq!((only(&record).time.span, only(&record).status), (None, Status::Actual));
}

#[test]
fn what_was_rejected_was_asked_all_the_same() {
    let made = Made::new(
        "Oslo rejected a request from Rebels.",
        "NNP/2/nsubj VBD/0/root/reject DT/4/det NN/2/obj/request IN/6/case NNS/4/nmod/rebel ./2",
    )
    .name("Oslo", 0, NameKind::Place)
    .act("request", "REQUEST", ActStatus::Actual, [&["Rebels"], &["Oslo"]]);
    let record = made.record();
    let request = record.events.iter().find(|event| event.kind == "REQUEST").unwrap();
    assert_eq!(request.status, Status::Actual);
}

#[test]
fn what_is_refused_ends_where_another_clause_begins() {
    let refused = |raw, analysis| {
        let made = Made::new(raw, analysis).act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], &["Oslo"]]);
        only(&made.record()).status
    };
    let when = refused(
        "Tirana declined when Rebels shelled Oslo.",
        "NNP/2/nsubj VBD/0/root/decline WRB/5/advmod NNS/5/nsubj/rebel VBD/2/advcl/shell NNP/5/obj ./2",
    );
    assert_eq!(when, Status::Actual);
}

/// "Said that it would leave" was "it will leave".
#[test]
fn would_is_will_as_it_is_told() {
    let made = |raw: &'static str, tree: &'static str| {
        let made = Made::new(raw, tree).name("Oslo", 0, NameKind::Place);
        made.act("train", "AID", ActStatus::Actual, [&["Oslo"], &["officers"]]).record()
    };
    let told = made(
        "Roy said Oslo would train officers.",
        "NNP/2/nsubj VBD/0/root/say NNP/5/nsubj MD/5/aux/would VB/2/ccomp NNS/5/obj/officer ./2",
    );
    assert_eq!((only(&told).kind.as_str(), only(&told).status), ("AGREE", Status::Actual), "aid that is promised");
    let supposed = made("Oslo would train officers.", "NNP/3/nsubj MD/3/aux/would VB/0/root NNS/3/obj/officer ./3");
    assert_eq!((only(&supposed).kind.as_str(), only(&supposed).status), ("AID", Status::Hypothetical));
}

#[test]
fn a_party_and_what_belongs_to_it_are_one() {
    let made = |raw: &'static str, tree: &'static str, to: &'static [&'static str]| {
        let made = Made::new(raw, tree).name("Oslo", 0, NameKind::Place).mention("guards", 0, MentionKind::Group, None);
        let record = made.act("shelled", "ASSAULT", ActStatus::Actual, [&["Rebels"], to]).record();
        words(&record, only(&record)).1
    };
    let of_somebody = made(
        "Rebels shelled guards from Oslo.",
        "NNS/2/nsubj/rebel VBD/0/root/shell NNS/2/obj/guard IN/5/case NNP/3/nmod ./2",
        &["guards", "Oslo"],
    );
    assert_eq!(of_somebody, ["guards from Oslo"]);
    let named_besides = made(
        "Rebels shelled guards including Oslo.",
        "NNS/2/nsubj/rebel VBD/0/root/shell NNS/2/obj/guard VBG/5/case/including NNP/3/nmod ./2",
        &["guards", "Oslo"],
    );
    assert_eq!(named_besides.len(), 2);
}

/// Country of each actor.
fn states(event: &Event) -> Vec<Option<&str>> {
    event.actors.iter().map(|role| role.country.as_deref()).collect()
}

#[test]
fn forces_of_two_states_are_two_parties() {
    let made = Made::new(
        "Russian and Syrian troops shelled the town.",
        "JJ/4/amod CC/3/cc JJ/1/conj NNS/5/nsubj/troop VBD/0/root/shell DT/7/det NN/5/obj ./5",
    );
    let record = made.act("shelled", "ASSAULT", ActStatus::Actual, [&["troops"], &["town"]]).record();
    let event = only(&record);
    assert_eq!(words(&record, event).0, ["Russian", "Syrian troops"]);
    assert_eq!(states(event), [Some("RUS"), Some("SYR")]);
    assert!(event.actors.iter().all(|role| role.sectors == ["MIL"]));
}

#[test]
fn leaders_of_two_states_are_two_parties() {
    let made = Made::new(
        "The leaders of France and Japan left the pact.",
        "DT/2/det NNS/7/nsubj/leader IN/4/case NNP/2/nmod CC/6/cc NNP/4/conj VBD/0/root/leave DT/9/det NN/7/obj ./7",
    );
    let record = made.act("left", "REJECT", ActStatus::Actual, [&["leaders"], &[]]).record();
    let event = only(&record);
    assert_eq!(words(&record, event).0, ["The leaders of France", "Japan"]);
    assert_eq!(states(event), [Some("FRA"), Some("JPN")]);
}

#[test]
fn the_two_sides_are_those_just_spoken_of() {
    let made = |first: &'static str| {
        let made = Made::new(
            first,
            "NNP/2/nsubj VBD/0/root/write NNP/2/obj ./2 DT/7/det CD/7/nummod NNS/8/nsubj/leader VBD/0/root/meet ./8",
        );
        let made = made.cut("The").act("met", "CONSULT", ActStatus::Actual, [&["leaders"], &[]]);
        made.record()
    };
    let record = made("Norway wrote Chile. The two leaders met.");
    assert_eq!(states(only(&record)), [Some("NOR"), Some("CHL")]);
    let record = made("Norway wrote Norway. The two leaders met.");
    assert_eq!(states(only(&record)), [None], "one state has no two");
}

#[test]
fn the_other_names_of_a_list_take_part_too() {
    let made = Made::new(
        "She thanked Lima, Quito and Bogota.",
        "PRP/2/nsubj/she VBD/0/root/thank NNP/2/obj ,/5 NNP/3/conj CC/7/cc NNP/3/conj ./2",
    );
    let made =
        made.name("Lima", 0, NameKind::Place).name("Quito", 0, NameKind::Place).name("Bogota", 0, NameKind::Place);
    let record = made.act("thanked", "SUPPORT", ActStatus::Actual, [&["She"], &["Lima"]]).record();
    assert_eq!(words(&record, only(&record)).1, ["Lima", "Quito", "Bogota"]);
}
