//! Phrases as a reporter writes them, and the whole of what must come out: country, sectors, name, role, reasons.

use jiff::civil::date;
use onrecord_actors::{Actor, Code, Context, Sector, Token, resolve};
use onrecord_text::Text;

fn read(phrase: &str, context: &Context<'_>) -> Actor {
    let text = Text::new(phrase);
    let tokens: Vec<Token<'_>> = (0..text.words.len()).map(|word| Token::bare(text.form(word))).collect();
    resolve(&tokens, context)
}

fn on(year: i16, month: i8, day: i8) -> Context<'static> {
    Context { date: Some(date(year, month, day)), ..Context::default() }
}

fn codes(actor: &Actor) -> (Option<String>, Vec<&str>) {
    (actor.country.map(|code| code.to_string()), actor.sectors.iter().map(|sector| sector.as_str()).collect())
}

fn is(phrase: &str, country: &str, sectors: &[&str]) {
    let country = (country != "-").then(|| country.to_owned());
    assert_eq!(codes(&read(phrase, &Context::default())), (country, sectors.to_vec()), "{phrase}");
}

#[test]
fn a_title_before_a_name_is_the_role() {
    let actor = read("Chinese Foreign Ministry spokesperson Zhao Lijian", &on(2020, 5, 17));
    assert_eq!(codes(&actor), (Some("CHN".to_owned()), vec!["GOV"]));
    assert_eq!(actor.name, "Zhao Lijian");
    assert_eq!(actor.role.as_deref(), Some("Chinese Foreign Ministry spokesperson"));
}

#[test]
fn an_apposition_gives_role_and_office() {
    let actor = read("Tomas Berg, Norway's fisheries minister", &Context::default());
    assert_eq!(codes(&actor), (Some("NOR".to_owned()), vec!["GOV"]));
    assert_eq!((actor.name.as_str(), actor.role.as_deref()), ("Tomas Berg", Some("fisheries minister")));
    let actor = read("the Georgian defence minister, Nino Beridze", &Context::default());
    assert_eq!(codes(&actor), (Some("GEO".to_owned()), vec!["GOV"]));
    assert_eq!(actor.name, "Nino Beridze");
}

#[test]
fn whoever_left_office_is_of_the_former_elite() {
    assert_eq!(codes(&read("Angela Merkel", &on(2015, 1, 1))).1, ["GOV"]);
    assert_eq!(codes(&read("Angela Merkel", &on(2024, 1, 1))).1, ["ELI"]);
    is("a former Peruvian minister", "PER", &["ELI"]);
    is("a former Danish soldier", "DNK", &["CVL"]);
}

#[test]
fn a_group_is_what_it_was_on_the_day() {
    assert_eq!(codes(&read("the Taliban", &on(1998, 8, 8))).1, ["GOV"]);
    assert_eq!(codes(&read("the Taliban", &on(2012, 8, 8))).1, ["REB"]);
    assert_eq!(codes(&read("the Taliban", &on(2021, 9, 1))).1, ["GOV"]);
    assert_eq!(
        codes(&read("the Labour Party", &Context { home: Code::parse("GBR"), ..on(1998, 1, 1) })).1,
        ["PTY", "GOV"]
    );
    assert_eq!(codes(&read("Fidesz", &on(2005, 1, 1))).1, ["PTY", "OPP"]);
}

#[test]
fn a_backer_is_not_the_actor() {
    is("US-backed Syrian rebels", "SYR", &["REB"]);
    is("Iranian-backed fighters", "-", &["REB"]);
    is("a Nairobi-based rights group", "KEN", &["NGO"]);
    is("forces loyal to the Libyan parliament", "LBY", &["MIL"]);
    is("a motion by the Greek opposition", "GRC", &["OPP"]);
    is("anti-American protesters in Lahore", "PAK", &["CVL"]);
}

#[test]
fn envoys_are_of_who_sends_them() {
    is("Kenya's ambassador to Somalia", "KEN", &["GOV"]);
    is("the Swedish envoy to the UN", "SWE", &["GOV"]);
    is("the UN envoy to Yemen", "-", &["UNO"]);
}

#[test]
fn bodies_above_states_have_no_country() {
    is("UN peacekeepers in Mali", "-", &["UNO"]);
    is("the EU's ambassador in Kyiv", "-", &["EUR"]);
    is("Islamic State fighters in Libya", "-", &["REB", "IMG"]);
}

#[test]
fn who_speaks_for_a_body_is_of_it() {
    is("a spokeswoman for the Catalan police", "ESP", &["COP"]);
    is("the head of Nigeria's electoral commission", "NGA", &["GOV"]);
    is("members of Hamas", "PSE", &["REB", "GOV"]);
    is("the president of the Chamber of Commerce of Lima", "PER", &["BUS"]);
    is("an adviser to the Kurdistan Regional Government", "IRQ", &["GOV"]);
}

#[test]
fn parts_of_the_world_are_no_country_even_at_home() {
    let context = Context { home: Code::parse("KEN"), ..Context::default() };
    for phrase in ["European leaders", "the two countries", "foreign companies", "African governments"] {
        assert_eq!(read(phrase, &context).country, None, "{phrase}");
    }
    let two = read("French and German officials", &context);
    assert_eq!(codes(&two), (None, vec!["GOV"]));
}

#[test]
fn who_is_of_several_states_is_of_none_of_them() {
    let context = Context { home: Code::parse("KEN"), ..Context::default() };
    for phrase in [
        "envoys of Peru, Chile and Bolivia",
        "officials from Britain and France",
        "foreign fighters",
        "the US-led coalition",
        "a Saudi-led military alliance",
        "America's allies",
        "allies of Sweden",
        "the two leaders",
        "both rebel groups",
    ] {
        let actor = read(phrase, &context);
        assert_eq!((actor.country, actor.of_no_state), (None, true), "{phrase}");
    }
    for (phrase, country) in [
        ("traders from Lagos, Nigeria", "NGA"),
        ("fighters", "KEN"),
        ("a friend of Ana Roy", "KEN"),
        ("two groups of Danish students", "DNK"),
    ] {
        assert_eq!(read(phrase, &context).country, Code::parse(country), "{phrase}");
    }
}

#[test]
fn elite_units_and_civilian_officials_are_what_the_noun_says() {
    is("an elite unit of the Chilean army", "CHL", &["MIL"]);
    is("a Kenyan civilian official", "KEN", &["GOV"]);
}

#[test]
fn a_people_of_several_states_is_of_that_which_is_spoken_of() {
    let about = |homes: &[Code]| homes.iter().copied().find(|home| Some(*home) == Code::parse("TUR"));
    let context = Context { about: &about, ..Context::default() };
    assert_eq!(read("Kurdish protesters", &context).country, Code::parse("TUR"));
    assert_eq!(read("Iraqi Kurdish officials", &context).country, Code::parse("IRQ"), "the phrase itself says more");
    assert_eq!(read("Berlin's Kurdish community", &context).country, Code::parse("DEU"));
    assert_eq!(read("Kurdish protesters", &Context::default()).country, None);
}

#[test]
fn bare_roles_are_of_the_documents_country_and_say_so() {
    let context = Context { home: Code::parse("ZMB"), ..Context::default() };
    for (phrase, sector) in
        [("the president", Sector::Government), ("police", Sector::Police), ("protesters", Sector::Civilians)]
    {
        let actor = read(phrase, &context);
        assert_eq!((actor.country, actor.sectors.first()), (Code::parse("ZMB"), Some(&sector)), "{phrase}");
        let last = actor.reasons.last().unwrap();
        assert_eq!((last.table, last.entry.as_str(), last.gave.as_str()), ("context", "home", "country ZMB"));
    }
    assert_eq!(read("refugees", &context).country, None);
}

#[test]
fn an_unknown_name_is_what_the_document_knows_or_nothing() {
    assert_eq!(codes(&read("Mwangi", &Context { home: Code::parse("KEN"), ..Context::default() })), (None, vec![]));
    let known = |name: &str| {
        let actor = Actor { country: Code::parse("KEN"), sectors: vec![Sector::Judiciary], ..Actor::default() };
        (name == "Mwangi").then_some(actor)
    };
    let actor = read("Mr. Mwangi", &Context { known: &known, ..Context::default() });
    assert_eq!(codes(&actor), (Some("KEN".to_owned()), vec!["JUD"]));
    assert_eq!(actor.name, "Mwangi");
}

#[test]
fn relatives_and_namesakes_are_not_the_leader() {
    is("Barron Trump", "-", &[]);
    is("Jordan Smith", "-", &[]);
    is("Michael Jordan", "-", &[]);
}

#[test]
fn a_relative_clause_says_nothing_about_who_it_is() {
    is("villagers who fled Syrian troops", "-", &["CVL"]);
    // Without "that" only the tree tells where the clause begins.
    let mut tagged = ["villagers", "Syrian", "troops", "expelled"].map(Token::bare);
    assert_eq!(codes(&resolve(&tagged, &Context::default())).1, ["MIL"]);
    let tree = [("root", None), ("amod", Some(2)), ("nsubj", Some(3)), ("acl:relcl", Some(0))];
    for (token, (deprel, head)) in tagged.iter_mut().zip(tree) {
        (token.deprel, token.head) = (deprel, head);
    }
    assert_eq!(codes(&resolve(&tagged, &Context::default())), (None, vec!["CVL"]));
}

#[test]
fn a_gazetteer_places_what_the_tables_do_not_have() {
    let place = |name: &str| (name == "Kakamega").then(|| Code::parse("KEN")).flatten();
    let actor = read("farmers in Kakamega", &Context { place: &place, ..Context::default() });
    assert_eq!(codes(&actor), (Some("KEN".to_owned()), vec!["AGR"]));
}

#[test]
fn reasons_name_table_entry_and_words() {
    let actor = read("Pakistani senators", &Context::default());
    let shown: Vec<String> =
        actor.reasons.iter().map(|r| format!("{} {} {:?} {}", r.table, r.entry, r.words, r.gave)).collect();
    assert_eq!(shown, ["states Pakistani 0..1 country PAK", "roles senator 1..2 sector LEG"]);
}

#[test]
fn a_trade_behind_a_given_name_is_a_family_name() {
    assert_eq!(codes(&read("Orla Baker", &Context::default())), (None, vec![]));
    assert_eq!(codes(&read("Judge Orla Baker", &Context::default())), (None, vec!["JUD"]));
    assert_eq!(codes(&read("a Peruvian baker", &Context::default())), (Some("PER".to_owned()), vec!["BUS"]));
}

#[test]
fn a_newspaper_is_known_by_the_last_word_of_its_name() {
    assert_eq!(codes(&read("the Valley Tribune", &Context::default())), (None, vec!["JRN"]));
    assert_eq!(codes(&read("the tribune", &Context::default())).1, Vec::<&str>::new());
}
