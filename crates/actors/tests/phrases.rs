//! The table of phrases in `phrases.tsv`, written before the resolver: how many come out right.

use onrecord_actors::{Actor, Code, Context, Sector, Token, resolve};
use onrecord_text::Text;

const TABLE: &str = include_str!("phrases.tsv");

/// The share that must be right, in country and in primary sector.
const FLOOR: f64 = 0.93;

fn resolved(phrase: &str, date: &str, home: &str) -> Actor {
    let text = Text::new(phrase);
    let tokens: Vec<Token<'_>> = (0..text.words.len()).map(|word| Token::bare(text.form(word))).collect();
    resolve(&tokens, &Context { date: date.parse().ok(), home: Code::parse(home), ..Context::default() })
}

#[test]
fn phrases_of_the_world_come_out_right() {
    let (mut all, mut countries, mut sectors) = (0_u32, 0_u32, 0_u32);
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let [phrase, date, home, country, sector] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns are wanted: {line}");
        };
        let actor = resolved(phrase, date, home);
        let got_country = actor.country.map_or("-".to_owned(), |code| code.to_string());
        let got_sector = actor.sectors.first().map_or("-", |sector| sector.as_str());
        all += 1;
        countries += u32::from(got_country == country);
        sectors += u32::from(got_sector == sector);
        if got_country != country || got_sector != sector {
            println!("{phrase} ({date}, {home}): {country} {sector} wanted, {got_country} {got_sector} found");
        }
    }
    let share = |right: u32| f64::from(right) / f64::from(all);
    println!("{all} phrases: country {:.3}, sector {:.3}", share(countries), share(sectors));
    assert!(all >= 400, "{all}");
    assert!(share(countries) >= FLOOR && share(sectors) >= FLOOR, "{} {}", share(countries), share(sectors));
}

#[test]
fn the_table_holds_real_codes_and_no_phrase_twice() {
    let mut seen = std::collections::HashSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(seen.insert((cells[0], cells[1], cells[2])), "twice: {line}");
        assert!(cells[4] == "-" || Sector::parse(cells[4]).is_some(), "{line}");
        for code in [cells[2], cells[3]].into_iter().filter(|code| *code != "-") {
            assert!(code == "XKX" || rust_iso3166::from_alpha3(code).is_some(), "{line}");
        }
    }
}
