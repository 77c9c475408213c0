//! Pages made to break a reader: each is read in bounded time and memory, and none makes it panic.
//!
//! Pages of the test set are mutated: bytes changed, pieces cut out, doubled, moved, markup thrown in. A few hundred in the
//! normal test command; `ONRECORD_FUZZ=1000000` tries so many, and pages of one trick as long as pages may be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use onrecord_page::{Hints, LONGEST, NoArticle, extract, text_of};

/// Repetitions that make a page of about this many bytes.
fn full_of(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

#[test]
fn pages_of_one_trick_repeated_end() {
    let article =
        "<p>The ferry to Lissa runs again, the harbour office said on Friday after a pause of three weeks.</p>"
            .repeat(3);
    let pieces = [
        "<div>",
        "</div>",
        "<p>",
        "<table><tr><td>",
        "<a href=x>",
        "<b>",
        "<li>",
        "<ul><li>",
        "<blockquote>",
        "<svg>",
        "<button>",
        "<span class=hidden>",
        "<span hidden>",
        "<script>",
        "<title>",
        "<style>",
        "<noscript>",
        "<!--",
        "<!",
        "<?",
        "<",
        "</",
        "<a",
        "<a b=\"",
        "<a b='\">",
        "<p title=\"<p title='",
        "&",
        "&#",
        "&#x",
        "&amp",
        "&a",
        "<meta name=date content=2020-01-01>",
        "<time datetime=2020>",
        "<br>",
        "<hr>",
        "<script type=application/ld+json>[[[[",
        "\u{a0}",
        "\0",
        "é",
        "<h1>x",
        "<h2>x</h2>",
        "<section class=a><a href=b>cccccccccccccccccc</a><p>d</section>",
        "<textarea></textarea",
        "<p hidden>x<p>y",
        "<div style=\"display:none;",
    ];
    let whole = if std::env::var_os("ONRECORD_FUZZ").is_some() { LONGEST } else { 1 << 19 };
    for piece in pieces {
        for page in [
            full_of(piece, whole),
            format!("{}{article}", full_of(piece, whole / 4)),
            format!("{article}{}", full_of(piece, whole / 4)),
        ] {
            let _ = extract(page.as_bytes(), &Hints::default());
        }
        let _ = text_of(&full_of(piece, 1 << 16));
    }
}

#[test]
fn an_article_is_found_however_deep_it_lies() {
    let sentence = "<p>The ferry to Lissa runs again, the harbour office said on Friday after a pause of three weeks. \
                    “The island needs its boat,” said Ivo Brandt, who leads the office.";
    let deep = format!("{}{}", "<div>".repeat(100_000), sentence.repeat(3));
    assert!(extract(deep.as_bytes(), &Hints::default()).unwrap().text.starts_with("The ferry"));
    let wide = format!("<p class=\"{}\">{}", "x ".repeat(1 << 20), sentence.repeat(3));
    assert!(extract(wide.as_bytes(), &Hints::default()).unwrap().text.starts_with("The ferry"));
    let zeros = sentence.replace(' ', " \0").repeat(3);
    assert!(matches!(extract(zeros.as_bytes(), &Hints::default()), Err(NoArticle::NotText)));
    let some = format!("{}\0{}", &sentence[..30], &sentence.repeat(3));
    assert!(!extract(some.as_bytes(), &Hints::default()).unwrap().text.contains('\0'));
    assert_eq!(extract(&vec![b'<'; LONGEST + 1], &Hints::default()), Err(NoArticle::TooLong { limit: LONGEST }));
}

/// A small generator of numbers (xorshift), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

fn mutate(page: &mut Vec<u8>, dice: &mut Dice) {
    const PIECES: [&str; 16] = [
        "<",
        ">",
        "\"",
        "'",
        "</div>",
        "<p>",
        "<div class=",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&#x",
        "\0",
        "<td>",
        "<a href=>",
        "{\"@type\":\"Article\",\"articleBody\":\"",
    ];
    let at = dice.below(page.len());
    let length = dice.below(200).min(page.len() - at);
    match dice.below(5) {
        0 => page.extend_from_within(at..at + length),
        1 => drop(page.drain(at..at + length)),
        2 => page.splice(at..at, PIECES[dice.below(PIECES.len())].bytes()).for_each(drop),
        3 => page.truncate(at),
        _ => {
            if let Some(byte) = page.get_mut(at) {
                *byte = dice.below(256) as u8;
            }
        }
    }
}

#[test]
fn mutated_pages_are_pages_or_errors() {
    let rounds: usize = std::env::var("ONRECORD_FUZZ").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(640);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages = Vec::new();
    for half in ["held", "tune"] {
        let mut paths: Vec<_> = fs::read_dir(folder.join(half)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
        paths.sort();
        pages.extend(paths.iter().map(|path| fs::read(path).unwrap()));
    }
    let charsets = [None, Some("utf-8"), Some("shift_jis"), Some("utf-16le"), Some("iso-2022-jp"), Some("no such")];
    for round in 0..rounds {
        let mut dice = Dice((round as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut page = pages[round % pages.len()].clone();
        for _ in 0..=dice.below(20) {
            mutate(&mut page, &mut dice);
        }
        let charset = charsets[dice.below(charsets.len())].map(str::to_owned);
        if let Ok(found) = extract(&page, &Hints { charset, url: None }) {
            assert!(found.text.len() <= page.len() * 3, "round {round}");
            assert!(!found.text.contains("\n\n\n") && found.text.trim() == found.text, "round {round}");
            assert!(found.text.split("\n\n").all(|paragraph| !paragraph.contains('\n')), "round {round}");
        }
    }
}
