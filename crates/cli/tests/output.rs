//! What comes out of `read`, `parse` and `completions`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use onrecord_record::{CharIndex, Chars, Record, Span};
use program::{Run, example, examples, run, run_with};

fn with_examples(arguments: &[&str]) -> Run {
    let examples = examples();
    let run = run(&[arguments, &examples.iter().map(String::as_str).collect::<Vec<_>>()].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    run
}

#[test]
fn the_same_bytes_from_any_number_of_threads() {
    for arguments in [&["read"][..], &["read", "--format", "jsonl"], &["parse", "--format", "conllu"]] {
        let alone = with_examples(&[arguments, &["--threads", "1"]].concat());
        for threads in ["2", "5"] {
            let many = with_examples(&[arguments, &["--threads", threads]].concat());
            assert!(many.out == alone.out, "{arguments:?} with {threads} threads");
        }
    }
}

#[test]
fn a_line_of_jsonl_is_a_record_whose_spans_hold() {
    let run = with_examples(&["read", "--format", "jsonl"]);
    let records: Vec<Record> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 15);
    assert_eq!(records[0].doc.id, example("agency-wire.txt"));
    assert_eq!(records.last().unwrap().doc.publisher.as_deref(), Some("The Vale Observer"));
    for record in &records {
        let index = CharIndex::new(&record.text);
        let holds = |span: &Span<Chars>| {
            let words = index.bytes(*span).map(|span| span.slice(&record.text));
            assert!(words.is_some_and(|words| !words.trim().is_empty()), "{span:?} of {}", record.doc.id);
        };
        record.paragraphs.iter().chain(&record.sentences).for_each(holds);
        for mention in record.entities.iter().flat_map(|entity| &entity.mentions) {
            [mention.span, mention.head].iter().for_each(holds);
        }
        for statement in &record.statements {
            let parts = [&statement.source.spans, &statement.cue.spans, &statement.content.spans];
            parts.into_iter().flatten().for_each(holds);
        }
        assert!(!record.sentences.is_empty());
    }
    assert!(records.iter().any(|record| record.text.contains('\r')), "nothing is normalised");
}

#[test]
fn json_is_an_object_for_one_document_and_an_array_for_several() {
    let one = run(&["read", &example("brief.txt"), "--format", "json"]);
    let record: Record = serde_json::from_str(&one.out).unwrap();
    assert!(one.out.contains("\n  \"schema\": \"onrecord/1\",\n"), "{}", one.out);
    let several = run(&["read", &example("brief.txt"), &example("wire.jsonl"), "--format", "json"]);
    let records: Vec<Record> = serde_json::from_str(&several.out).unwrap();
    assert_eq!(records.len(), 4);
    assert_eq!(records[0], record);
}

#[test]
fn an_article_is_shown_with_all_its_words() {
    let run = run(&["read", &example("brief.txt")]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(!run.out.contains('\u{1b}'), "no colour on a pipe");
    let shown: String = run.out.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let article = std::fs::read_to_string(example("brief.txt")).unwrap();
    let first: String = article.lines().next().unwrap().chars().filter(char::is_ascii_alphanumeric).collect();
    assert!(shown.contains(&first), "{}", run.out);
}

#[test]
fn colour_is_there_when_asked_for() {
    let brief = example("brief.txt");
    assert!(run(&["read", &brief, "--color", "always"]).out.contains("\u{1b}["));
    let auto = program::onrecord(&["read", &brief]).env("NO_COLOR", "1").output().unwrap();
    assert!(!Run::from(auto).out.contains('\u{1b}'));
}

#[test]
fn standard_input_may_hold_text_or_json_lines() {
    let text = run_with(&["read", "-", "--format", "jsonl"], "Ana Roy said no.");
    let record: Record = serde_json::from_str(&text.out).unwrap();
    assert_eq!((record.doc.id.as_str(), record.text.as_str()), ("-", "Ana Roy said no."));
    let lines = run_with(&["read", "-", "--format", "jsonl"], "{\"id\": \"a7\", \"text\": \"Ana Roy said no.\"}\n");
    let record: Record = serde_json::from_str(&lines.out).unwrap();
    assert_eq!(record.doc.id, "a7");
}

#[test]
fn conllu_is_well_formed_and_spells_the_text() {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let run = with_examples(&["parse", "--format", "conllu"]);
    let records = with_examples(&["read", "--format", "jsonl"]);
    let records: Vec<Record> = records.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let documents: Vec<&str> = run.out.split("# newdoc id = ").skip(1).collect();
    assert_eq!(documents.len(), records.len());
    for (document, record) in documents.iter().zip(&records) {
        assert!(document.starts_with(&record.doc.id));
        let mut spelled = String::new();
        for (n, sentence) in document.trim_end().split("\n\n").enumerate() {
            assert!(sentence.contains(&format!("# sent_id = {}-{}\n", record.doc.id, n + 1)));
            spelled.push_str(&check_sentence(sentence));
        }
        assert_eq!(spelled, solid(&record.text));
        assert_eq!(document.matches("# newpar").count(), record.paragraphs.len());
        assert_eq!(document.matches("# sent_id").count(), record.sentences.len());
    }
}

/// Checks numbers, heads, root and `# text` of a sentence; gives the characters of its tokens.
fn check_sentence(sentence: &str) -> String {
    let text = sentence.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap();
    let tokens: Vec<Vec<&str>> =
        sentence.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect()).collect();
    let (mut words, mut inside, mut roots, mut surface) = (0, 0, 0, String::new());
    let last = tokens.iter().filter(|columns| !columns[0].contains('-')).count();
    for columns in &tokens {
        assert_eq!(columns.len(), 10, "{columns:?}");
        assert!(columns.iter().all(|column| !column.is_empty() && column.trim() == *column), "{columns:?}");
        let mut shown = true;
        if let Some((first, end)) = columns[0].split_once('-') {
            assert_eq!(first.parse::<usize>().unwrap(), words + 1);
            inside = end.parse().unwrap();
        } else {
            words += 1;
            assert_eq!(columns[0].parse::<usize>().unwrap(), words);
            let head: usize = columns[6].parse().unwrap();
            assert!(head <= last && head != words);
            assert_eq!(head == 0, columns[7] == "root", "{columns:?}");
            roots += usize::from(head == 0);
            shown = words > inside;
        }
        if shown {
            surface.push_str(columns[1]);
            surface.push_str(if columns[9] == "SpaceAfter=No" { "" } else { " " });
        }
    }
    assert_eq!(roots, 1, "{sentence}");
    assert_eq!(surface.trim_end(), text);
    surface.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.status, 0);
        assert!(script.out.contains("onrecord") && script.out.contains("completions"), "{shell}");
    }
}

#[test]
fn help_teaches_by_example() {
    for command in ["read", "parse", "code", "bench", "completions"] {
        let help = program::onrecord(&[]).args([command, "--help"]).output().unwrap();
        let help = Run::from(help);
        assert!(help.out.contains(&format!("Examples:\n  onrecord {command}")), "{}", help.out);
    }
}
