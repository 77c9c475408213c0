//! The built-in corpus: the articles of `examples/`.

use onrecord_ingest::{Limits, open_reader};

/// The plain texts of a folder that every checkout has.
macro_rules! examples {
    ($($name:literal),+ $(,)?) => { [$(include_str!(concat!("../../../../../examples/", $name))),+] };
}

const TEXTS: [&str; 12] = examples![
    "agency-wire.txt",
    "brief.txt",
    "bullets.txt",
    "chain-of-voices.txt",
    "communique.txt",
    "court.txt",
    "crlf-nbsp.txt",
    "denial.txt",
    "feature.txt",
    "long-quotation.txt",
    "messy-archive.txt",
    "unclosed-quote.txt",
];
const LINES: &str = include_str!("../../../../../examples/wire.jsonl");

/// All articles.
pub(super) fn articles() -> Vec<String> {
    let lines = open_reader("wire.jsonl", LINES.as_bytes(), &Limits::default());
    let lines = lines.filter_map(Result::ok).map(|document| document.text);
    TEXTS.iter().map(|&text| text.to_owned()).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_articles_are_there() {
        let articles = super::articles();
        assert_eq!(articles.len(), 15);
        assert!(articles.iter().all(|article| article.split_whitespace().count() > 80));
    }
}
