//! Resolves toponyms from standard input, to look at and to measure with:
//! `printf 'Paris\t, Texas\nHama province\n' | cargo run -p onrecord-places --example resolve -- SYR LBN`
//!
//! A line is a toponym and, behind tabs, the words after and before it; all lines are one document. Arguments are states that it names. Prints name,
//! country, division, id, point and precision; standard error says how long unpacking and resolving took.

use std::io::Read as _;
use std::time::Instant;

use onrecord_places::{Context, Toponym, country_by_name, resolve, resolve_document};

fn main() -> std::io::Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let countries: Vec<(&str, f64)> = named.iter().map(|code| (code.as_str(), 1.0)).collect();
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let words =
        |cell: Option<&'_ str>| cell.unwrap_or_default().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<(&str, Vec<String>, Vec<String>)> = input
        .lines()
        .map(|line| {
            let mut cells = line.split('\t');
            (cells.next().unwrap_or_default(), words(cells.next()), words(cells.next()))
        })
        .collect();
    let forms: Vec<(Vec<&str>, Vec<&str>)> = lines
        .iter()
        .map(|(_, after, before)| {
            (after.iter().map(String::as_str).collect(), before.iter().map(String::as_str).collect())
        })
        .collect();
    let toponyms: Vec<Toponym> = lines
        .iter()
        .zip(&forms)
        .map(|((name, ..), (after, before))| Toponym { name, words_before: before, words_after: after })
        .collect();
    let context = Context { countries: &countries, ..Context::default() };
    let start = Instant::now();
    let _ = country_by_name("Syria");
    let _ = resolve(&Toponym { name: "Nowhere", words_before: &[], words_after: &[] }, &context);
    let unpacked = start.elapsed();
    let places = resolve_document(&toponyms, &context);
    eprintln!("unpacked in {unpacked:?}, {} toponyms in {:?}", places.len(), start.elapsed() - unpacked);
    for (toponym, place) in toponyms.iter().zip(places) {
        match place {
            None => println!("{}\t-", toponym.name),
            Some(place) => println!(
                "{}\t{}\t{}\t{}\t{:?}\t{:?}\t{:?}\t{:?}",
                toponym.name,
                place.name,
                place.country.unwrap_or("-"),
                place.admin1.as_deref().unwrap_or("-"),
                place.geonames,
                place.lat,
                place.lon,
                place.precision
            ),
        }
    }
    Ok(())
}
