//! The table of expressions in sentences of our own (`table.tsv`): how many come out exactly, words and days.
//!
//! A row counts only where all of its expressions are found with their words and days, and nothing besides.

use jiff::civil::Date;
use onrecord_text::{Text, boundaries};
use onrecord_times::{Reference, expressions};
use std::ops::Range;

/// Share of the rows that must be right.
const DEMANDED: f64 = 0.90;

fn sentences(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = boundaries(text);
    let ends = ends.iter().enumerate().filter(|(_, ends)| **ends).map(|(word, _)| word + 1);
    ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
}

fn read(raw: &str, published: Option<Date>) -> Vec<String> {
    let text = Text::new(raw);
    let side = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    expressions(&text, &sentences(&text), &Reference { published })
        .into_iter()
        .map(|found| {
            let words = text.words[found.words.start].span.cover(text.words[found.words.end - 1].span).slice(raw);
            let interval = match (found.interval.start, found.interval.end) {
                (None, None) => "?".to_owned(),
                (start, end) if start == end => side(start),
                (start, end) => format!("{}..{}", side(start), side(end)),
            };
            format!("{words} = {interval}")
        })
        .collect()
}

#[test]
fn expressions_of_the_table_come_out_as_written() {
    let rows = include_str!("table.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let (mut right, mut all) = (0, 0);
    for row in rows {
        let columns: Vec<_> = row.split('\t').collect();
        let [published, raw, wanted] = columns[..] else { panic!("not three columns: {row}") };
        let published = (published != "-").then(|| published.parse().unwrap());
        let found = read(raw, published).join(" | ");
        all += 1;
        if found == wanted {
            right += 1;
        } else {
            println!("{raw}\n  wanted {wanted}\n  found  {found}");
        }
    }
    println!("{right} of {all} rows");
    assert!(all >= 200);
    assert!(f64::from(right) >= DEMANDED * f64::from(all), "{right} of {all} rows");
}
