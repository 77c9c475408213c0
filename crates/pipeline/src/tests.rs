//! The pipeline with workers that need no model.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use onrecord_ingest::{Limits, open_reader};

use super::*;

/// Documents from JSON Lines, one for each text.
fn documents(texts: &[String]) -> impl Iterator<Item = Result<Document, ReadError>> + Send + use<> {
    let lines: String = texts.iter().map(|text| format!("{{\"text\": {text:?}}}\n")).collect();
    open_reader("wire.jsonl", io::Cursor::new(lines.into_bytes()), &Limits::default())
}

fn threads(n: usize) -> NonZeroUsize {
    NonZeroUsize::new(n).unwrap()
}

/// A worker that gives the texts back in capitals and has no answer to a document that says "mine".
fn shout() -> impl FnMut(&[Document]) -> Vec<String> {
    |documents| {
        let one = |document: &Document| {
            assert!(!document.text.contains("mine"), "stepped on a mine");
            document.text.to_uppercase()
        };
        documents.iter().map(one).collect()
    }
}

fn run_all(texts: &[String], n: usize) -> Vec<String> {
    let mut delivered = Vec::new();
    let never = AtomicBool::new(false);
    let ended = run(documents(texts), threads(n), &never, shout, |outcome| {
        delivered.push(match outcome {
            Outcome::Done { output, .. } => output,
            Outcome::Failed(fault) => format!("FAILED {fault}"),
        });
        Ok::<_, io::Error>(())
    });
    assert_eq!(ended.unwrap(), Ended::Through);
    delivered
}

#[test]
fn results_come_in_the_order_of_the_input_from_any_number_of_threads() {
    let texts: Vec<String> = (0..500).map(|n| format!("Report {n} {}", "word ".repeat(n % 90))).collect();
    let alone = run_all(&texts, 1);
    assert_eq!(alone.len(), texts.len());
    assert!(alone.iter().zip(&texts).all(|(shouted, text)| *shouted == text.to_uppercase()));
    for n in [2, 5] {
        assert_eq!(run_all(&texts, n), alone);
    }
}

#[test]
fn a_panic_costs_one_document() {
    let texts = ["One.", "A mine.", "Three.", "Four."].map(str::to_owned);
    for n in [1, 3] {
        let delivered = run_all(&texts, n);
        assert_eq!([&delivered[0], &delivered[2], &delivered[3]], ["ONE.", "THREE.", "FOUR."]);
        assert!(delivered[1].starts_with("FAILED wire.jsonl:2: "), "{}", delivered[1]);
        assert!(delivered[1].contains("stepped on a mine"), "{}", delivered[1]);
    }
}

#[test]
fn nothing_in_is_nothing_out() {
    let never = AtomicBool::new(false);
    let refuse = |_| Err(io::Error::other("something came out"));
    assert_eq!(run(std::iter::empty(), threads(3), &never, shout, refuse).unwrap(), Ended::Through);
}

#[test]
fn an_error_of_the_delivery_ends_the_run_and_leaves_the_rest_unread() {
    static READ: AtomicUsize = AtomicUsize::new(0);
    let endless = (0..).map(|n: u64| {
        READ.fetch_add(1, Ordering::Relaxed);
        let line = format!("{{\"id\": {n}, \"text\": \"Again. {}\"}}", "word ".repeat(1000));
        open_reader("wire.jsonl", io::Cursor::new(line), &Limits::default()).next().unwrap()
    });
    let mut seen = 0;
    let never = AtomicBool::new(false);
    let ended = run(endless, threads(2), &never, shout, |_| {
        seen += 1;
        if seen == 3 { Err(io::Error::from(io::ErrorKind::BrokenPipe)) } else { Ok(()) }
    });
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    assert!(READ.load(Ordering::Relaxed) < 5000, "the reader waits while the belt is loaded");
}

#[test]
fn the_stop_flag_ends_a_run_whose_input_hangs() {
    let (_keep_open, hanging) = mpsc::channel::<Result<Document, ReadError>>();
    let stop = AtomicBool::new(false);
    let ended = thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(50));
            stop.store(true, Ordering::Relaxed);
        });
        run(hanging.into_iter(), threads(2), &stop, shout, |_| Ok::<_, io::Error>(()))
    });
    assert_eq!(ended.unwrap(), Ended::Stopped);
}

#[test]
fn what_cannot_be_read_keeps_its_place() {
    let lines = "{\"text\": \"First.\"}\n{\"text\": \"cut\n{\"text\": \"Third.\"}\n";
    let documents = open_reader("wire.jsonl", io::Cursor::new(lines), &Limits::default());
    let mut order = Vec::new();
    let never = AtomicBool::new(false);
    run(documents, threads(2), &never, shout, |outcome| {
        order.push(match outcome {
            Outcome::Done { output, about } => format!("{} {output}", Place(&about.origin)),
            Outcome::Failed(fault) => fault.to_string(),
        });
        Ok::<_, io::Error>(())
    })
    .unwrap();
    assert_eq!([&order[0], &order[2]], ["wire.jsonl:1 FIRST.", "wire.jsonl:3 THIRD."]);
    assert!(order[1].starts_with("wire.jsonl:2: cut or broken JSON"), "{}", order[1]);
}
