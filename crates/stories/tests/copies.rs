//! What desks do to a wire article, and whether the copy is still found: precision and recall on articles made by
//! `made/`, which share stock phrases as news does. `ONRECORD_STORIES_ARTICLES` takes more than the usual 400.
#![allow(clippy::unwrap_used)]

mod made;

use std::collections::HashMap;

use made::{article, cut, edited, prefixed};
use onrecord_stories::{Signature, group};

fn articles() -> u64 {
    std::env::var("ONRECORD_STORIES_ARTICLES").ok().and_then(|number| number.parse().ok()).unwrap_or(400)
}

/// Of all pairs of documents of the same number: the share that is in one story; and of all pairs in one story, the
/// share that is of the same number (1 where there is none).
fn recall_and_precision(documents: &[(u64, String)]) -> (f64, f64) {
    let keyed = documents.iter().enumerate().map(|(key, (_, text))| (key, Signature::of(text)));
    let grouped = group(keyed);
    let (mut stories, mut originals, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (document, (original, _)) in grouped.iter().zip(documents) {
        *stories.entry(document.story).or_insert(0_u64) += 1;
        *originals.entry(*original).or_insert(0_u64) += 1;
        *both.entry((document.story, *original)).or_insert(0_u64) += 1;
    }
    let pairs = |counts: Vec<u64>| counts.iter().map(|count| count * (count - 1) / 2).sum::<u64>() as f64;
    let right = pairs(both.into_values().collect());
    (
        right / pairs(originals.into_values().collect()),
        (right + f64::MIN_POSITIVE) / (pairs(stories.into_values().collect()) + f64::MIN_POSITIVE),
    )
}

/// Every article with one copy of it.
fn with_copies(copy: impl Fn(&str, u64) -> String) -> (f64, f64) {
    let documents = (0..articles()).flat_map(|number| {
        let text = article(number, 120 + (number as usize * 37) % 500);
        let copy = copy(&text, number + 1_000_000);
        [(number, text), (number, copy)]
    });
    recall_and_precision(&documents.collect::<Vec<_>>())
}

#[test]
fn copies_are_found_and_nothing_else() {
    // What is done to the copy, and the least recall; precision is always 1.
    type Desk = fn(&str, u64) -> String;
    let desks: [(&str, f64, Desk); 8] = [
        ("set in capitals", 1.0, |text, _| text.to_uppercase()),
        ("another house's dateline and notice", 0.99, prefixed),
        ("one word in 50 changed", 0.99, |text, seed| edited(text, 2, seed)),
        ("one word in 20 changed", 0.98, |text, seed| edited(text, 5, seed)),
        ("cut to four fifths", 0.99, |text, _| cut(text, 80)),
        ("cut to seven tenths", 0.97, |text, _| cut(text, 70)),
        ("cut to three fifths", 0.85, |text, _| cut(text, 60)),
        ("prefixed, cut and edited", 0.85, |text, seed| prefixed(&edited(&cut(text, 85), 2, seed), seed)),
    ];
    for (desk, least, copy) in desks {
        let (recall, precision) = with_copies(copy);
        println!("{desk}: recall {recall:.3}, precision {precision:.4}");
        assert!(recall >= least, "{desk}: recall {recall}");
        assert_eq!(precision, 1.0, "{desk}");
    }
}

#[test]
fn a_rewritten_article_and_a_short_brief_are_not_copies() {
    for (desk, copy) in [
        ("one word in 4 changed", (|text, seed| edited(text, 25, seed)) as fn(&str, u64) -> String),
        ("cut to three tenths", |text, _| cut(text, 30)),
    ] {
        let (recall, precision) = with_copies(copy);
        println!("{desk}: recall {recall:.3}, precision {precision:.4}");
        assert!(recall < 0.05 && precision == 1.0, "{desk}: {recall}, {precision}");
    }
}

#[test]
fn a_digest_of_two_articles_does_not_join_their_stories() {
    // Each article four times; and each two neighbours in one document, at all mixtures.
    let mut documents = Vec::new();
    for number in 0..articles() / 2 {
        let (one, two) = (article(2 * number, 300), article(2 * number + 1, 300));
        for seed in 0..4 {
            documents.push((2 * number, prefixed(&one, seed)));
            documents.push((2 * number + 1, prefixed(&two, seed)));
        }
        for share in [50, 60, 75, 100] {
            // The digest counts as a text of its own; to be with one of both is no fault.
            documents.push((1_000_000 + number, format!("{}\n\n{}", cut(&one, share), cut(&two, 100))));
        }
    }
    let grouped = group(documents.iter().enumerate().map(|(key, (_, text))| (key, Signature::of(text))));
    let mut held: HashMap<usize, Vec<u64>> = HashMap::new();
    for (document, (original, _)) in grouped.iter().zip(&documents).filter(|(_, (original, _))| *original < 1_000_000) {
        held.entry(document.story).or_default().push(*original);
    }
    // A digest by halves that shares a stock phrase with both may stand between them, seldom.
    let alone =
        held.values().filter(|originals| originals.len() == 4 && originals.iter().all(|it| *it == originals[0]));
    let alone = alone.count() as f64 / articles() as f64;
    println!("stories that digests left alone: {alone:.3}");
    assert!(alone > 0.95, "{alone}");
}

#[test]
fn a_chain_of_versions_that_lead_far_away_is_no_one_story() {
    // Each version drops the first sixth of the one before and adds as much: the seventh shares nothing with the first.
    let words: Vec<String> = article(7, 30_000).split(' ').map(str::to_owned).collect();
    let versions: Vec<String> = (0..400).map(|version| words[version * 50..version * 50 + 300].join(" ")).collect();
    let grouped = group(versions.iter().enumerate().map(|(key, text)| (key, Signature::of(text))));
    let largest = grouped.iter().map(|document| document.documents).max().unwrap();
    assert!(largest <= 20, "a story of {largest} versions");
}

#[test]
fn a_bucket_of_ten_thousand_is_no_outage() {
    // The same notice stands under all of them and makes up a third of each: they meet in many bands.
    let notice = article(1, 60);
    let texts = (0..5_000).map(|number| format!("{} {notice}", article(number, 120)));
    let grouped = group(texts.enumerate().map(|(key, text)| (key, Signature::of(&text))));
    assert!(grouped.iter().all(|document| document.documents == 1));
    let copies = (0..10_000).map(|key| (key, Signature::of(&notice)));
    assert!(group(copies).iter().all(|document| document.story == 0 && document.documents == 10_000));
}
