//! `code`: archives into a store, once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::path::Path;

use onrecord_store::{Store, Table};
use program::{Folder, example, onrecord, run};

fn rows(store: &str) -> [u64; 5] {
    let store = Store::open(Path::new(store)).unwrap();
    [Table::Documents, Table::Sentences, Table::Entities, Table::Mentions, Table::Statements]
        .map(|table| store.rows(table).unwrap())
}

#[test]
fn run_twice_it_codes_nothing_twice() {
    let folder = Folder::new(&[]);
    let store = folder.path("store");
    let first = run(&["code", &example(""), "--into", &store]);
    assert_eq!((first.status, first.out.as_str()), (0, ""), "{}", first.err);
    assert!(first.err.contains("coded     16 documents"), "{}", first.err);
    assert!(!first.err.contains('\r'), "no progress on a pipe: {:?}", first.err);
    let found = rows(&store);
    assert_eq!(found[0], 16, "fifteen articles, and the page about them");
    assert!(found[1] > 100);

    let second = run(&["code", &example("wire.jsonl"), &example(""), "--into", &store, "--threads", "3"]);
    assert_eq!(second.status, 0, "{}", second.err);
    assert!(second.err.contains("coded     0 documents"), "{}", second.err);
    assert!(second.err.contains("19 done before"), "{}", second.err);
    assert_eq!(rows(&store), found);
}

#[test]
fn a_store_in_the_folder_that_is_coded_is_not_read() {
    let folder = Folder::new(&[("a.txt", b"Ana Roy said no."), ("b.txt", b"Ana Roy said yes.")]);
    let code = || {
        let mut command = onrecord(&["code", ".", "--into", "store"]);
        program::Run::from(command.current_dir(folder.0.path()).output().unwrap())
    };
    assert_eq!(code().status, 0);
    let again = code();
    assert_eq!(again.status, 0, "{}", again.err);
    assert_eq!(again.err.lines().count(), 4, "the summary and no more: {}", again.err);
    assert_eq!(rows(&folder.path("store"))[0], 2);

    let elsewhere = Folder::new(&[]);
    let other = run(&["code", &folder.path(""), "--into", &elsewhere.path("other")]);
    assert!(other.err.contains("store: passed over: a store, and no input"), "{}", other.err);
    assert_eq!(rows(&elsewhere.path("other"))[0], 2);
    let named = run(&["code", &folder.path("store"), "--into", &elsewhere.path("other")]);
    assert!(
        named.status == 2 && named.err.contains("a store, and no input; give what it was made from"),
        "{}",
        named.err
    );
}

#[test]
fn good_documents_are_coded_and_bad_ones_named() {
    let lines = b"{\"text\": \"Ana Roy said no.\"}\n{\"text\": \"cut\n{\"text\": \"Ana Roy said yes.\"}\n";
    let folder = Folder::new(&[("wire.jsonl", lines), ("empty.txt", b"")]);
    let store = folder.path("store");
    let mixed = run(&["code", &folder.path("wire.jsonl"), "--into", &store]);
    assert_eq!(mixed.status, 1, "{}", mixed.err);
    let kept = run(&[
        "sql",
        &store,
        "SELECT r.command, r.documents, l.fault, l.reason, l.count, l.first FROM runs r JOIN left_out l ON l.run = r.run",
    ]);
    assert!(kept.out.contains("code,2,true,"), "{}", kept.out);
    assert!(kept.out.contains("cut or broken JSON") && kept.out.contains("wire.jsonl:2"), "{}", kept.out);
    assert!(mixed.err.contains("wire.jsonl:2: cut or broken JSON"), "{}", mixed.err);
    assert!(mixed.err.contains("1 not read"), "{}", mixed.err);
    assert_eq!(rows(&store)[0], 2);
    let nothing = run(&["code", &folder.path("empty.txt"), "--into", &store]);
    assert_eq!(nothing.status, 2, "{}", nothing.err);
}

#[test]
fn the_same_document_twice_in_one_run_is_coded_once() {
    let folder = Folder::new(&[("a.txt", b"Ana Roy said no."), ("copy.txt", b"Ana Roy said no.")]);
    let store = folder.path("store");
    let run = run(&["code", &folder.path("a.txt"), &folder.path("copy.txt"), "--into", &store]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(rows(&store)[0], 1);
}

#[test]
fn a_folder_with_other_things_is_no_store() {
    let folder = Folder::new(&[("a.txt", b"Ana Roy said no.")]);
    let run = run(&["code", &folder.path("a.txt"), "--into", &folder.path("")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("the store cannot be used"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn ctrl_c_commits_what_is_coded_and_the_next_run_goes_on() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let folder = Folder::new(&[]);
    let store = folder.path("store");
    let program = onrecord(&["code", "-", "--into", &store]);
    let spawn = || {
        Command::new(program.get_program())
            .args(program.get_args())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut child = spawn();
    let mut input = child.stdin.take().unwrap();
    let good = "{\"text\": \"Ana Roy said no.\"}\n";
    // The line that cannot be read is named as soon as what stands before it is coded.
    input.write_all(format!("{good}{{\n{good}").as_bytes()).unwrap();
    let mut errors = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    std::io::BufRead::read_line(&mut errors, &mut said).unwrap();
    assert!(said.contains("standard input:2:"), "{said}");

    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    std::io::Read::read_to_string(&mut errors, &mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(said.contains("stopped before the end"), "{said}");
    drop(input);
    assert_eq!(rows(&store)[0], 1);

    let mut child = spawn();
    child.stdin.take().unwrap().write_all(format!("{good}{{\"text\": \"Ana Roy said yes.\"}}\n").as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert_eq!(rows(&store)[0], 2);
}
