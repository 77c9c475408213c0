//! Whatever is pointed at: each input that cannot be read is named with its line and what to do, the others are done, and
//! the exit status says which of the two it was.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use program::{Folder, Run, example, onrecord, run, run_with};

const GOOD: &[u8] = b"Ana Roy said the bridge would open in May.\n";

/// One bad file among two good ones: two records, status 1, one line that names the file.
fn among_good_ones(name: &str, bytes: &[u8]) -> String {
    let folder = Folder::new(&[("a.txt", GOOD), (name, bytes), ("z.txt", GOOD)]);
    let bad = folder.path(name);
    let all = run(&["read", "--format", "jsonl", &folder.path("a.txt"), &bad, &folder.path("z.txt")]);
    assert_eq!((all.status, all.out.lines().count()), (1, 2), "{}", all.err);
    let alone = run(&["read", "--format", "jsonl", &bad]);
    assert_eq!((alone.status, alone.out.as_str()), (2, ""), "{}", alone.err);
    assert_eq!(alone.err, all.err);
    one_message(&all, &bad)
}

/// The one line on standard error, without the name of the program and the path.
fn one_message(run: &Run, path: &str) -> String {
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    let message = run.err.trim_end().strip_prefix(&format!("onrecord: {path}:")).expect(&run.err);
    assert!(message.contains("; "), "what to do about it: {message}");
    message.to_owned()
}

#[test]
fn binary_files() {
    assert!(among_good_ones("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("a PNG image"));
    assert!(among_good_ones("noise", b"ab\0\x01\x02\x03\0\0").contains("not text"));
}

#[test]
fn empty_files_and_files_of_white_space() {
    assert!(among_good_ones("empty.txt", b"").contains("nothing to read"));
    assert!(among_good_ones("blank.txt", b" \n\t\r\n  ").contains("nothing to read"));
}

#[test]
fn files_that_are_not_there() {
    let folder = Folder::new(&[("a.txt", GOOD)]);
    let missing = folder.path("missing.txt");
    let run = run(&["read", &folder.path("a.txt"), &missing, "--format", "jsonl"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1));
    assert!(one_message(&run, &missing).contains("no such file"));
}

#[test]
fn json_lines_that_are_cut_or_lack_their_text() {
    let lines = "{\"id\": \"one\", \"text\": \"Ana Roy said no.\"}\n\
                 {\"id\": \"two\", \"text\": \"Ana Roy sa\n\
                 {\"id\": \"three\"}\n\
                 {\"id\": \"four\", \"text\": 4}\n\
                 {\"id\": \"five\", \"text\": \"Ana Roy said yes.\"}\n";
    let folder = Folder::new(&[("wire.jsonl", lines.as_bytes())]);
    let path = folder.path("wire.jsonl");
    let run = run(&["read", "--format", "jsonl", &path]);
    assert_eq!((run.status, run.out.lines().count()), (1, 2), "{}", run.err);
    let messages: Vec<&str> = run.err.lines().collect();
    for (message, (line, what)) in
        messages.iter().zip([(2, "cut or broken JSON"), (3, "no `text`"), (4, "`text` is a number")])
    {
        assert!(message.starts_with(&format!("onrecord: {path}:{line}: {what}")), "{message}");
    }
    assert_eq!(messages.len(), 3);
}

#[test]
fn a_date_that_is_none_is_left_out_and_said() {
    let run = run_with(&["read", "-", "--format", "jsonl"], "{\"text\": \"Ana Roy said no.\", \"date\": \"soon\"}\n");
    assert_eq!(run.status, 0, "the document itself is good: {}", run.err);
    assert!(run.out.contains("\"published\":null"), "{}", run.out);
    assert!(run.err.starts_with("onrecord: standard input:1: warning: `date` is no date: \"soon\""), "{}", run.err);
}

#[test]
fn text_that_is_not_utf8_is_read_and_said() {
    let folder =
        Folder::new(&[("a.txt", b"The caf\xe9 was closed, Ana Roy said on Monday. It was na\xefve, she said.")]);
    let run = run(&["read", &folder.path("a.txt"), "--format", "jsonl"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("The café was closed") && run.out.contains("naïve"), "{}", run.out);
    assert!(one_message(&run, &folder.path("a.txt")).contains("not UTF-8, read as windows-1252"));
}

#[test]
fn folders_without_anything_to_read() {
    let empty = Folder::new(&[]);
    let run = run(&["read", &empty.path(""), "--format", "jsonl"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("no file in this folder could be read"), "{}", run.err);
}

#[test]
fn other_files_in_a_folder_are_passed_over() {
    let folder =
        Folder::new(&[("a.txt", GOOD), ("b.png", b"\x89PNG\r\n\x1a\n\0\0"), ("c.png", b"\x89PNG\r\n\x1a\n\0\0")]);
    let run = run(&["read", &folder.path(""), "--format", "jsonl"]);
    assert_eq!((run.status, run.out.lines().count()), (0, 1), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.contains("b.png and 1 more: passed over: not text"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::fs::{File, Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.txt", GOOD), ("secret.txt", GOOD)]);
    let secret = folder.path("secret.txt");
    set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    if File::open(&secret).is_ok() {
        eprintln!("not checked: root may read everything");
        return;
    }
    let run = run(&["read", &folder.path("a.txt"), &secret, "--format", "jsonl"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1));
    assert!(one_message(&run, &secret).contains("cannot be opened"));
}

#[test]
fn a_text_longer_than_allowed_is_left_out() {
    let long = "Ana Roy said no. ".repeat(70_000);
    let message = among_good_ones_with(&["--max-text", "1"], "long.txt", long.as_bytes());
    assert!(message.contains("longer than 1 MB"), "{message}");
}

fn among_good_ones_with(flags: &[&str], name: &str, bytes: &[u8]) -> String {
    let folder = Folder::new(&[("a.txt", GOOD), (name, bytes)]);
    let bad = folder.path(name);
    let good = folder.path("a.txt");
    let run = run(&[&["read", "--format", "jsonl", &good, &bad], flags].concat());
    assert_eq!((run.status, run.out.lines().count()), (1, 1), "{}", run.err);
    one_message(&run, &bad)
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    for arguments in [&["read"][..], &["read", "--format", "jsonl"], &["parse"]] {
        let mut child = Command::new(onrecord(&[]).get_program())
            .args(onrecord(arguments).get_args())
            .args(program::examples())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run: Run = child.wait_with_output().unwrap().into();
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    use std::fs::OpenOptions;
    use std::process::Command;
    let brief = example("brief.txt");
    for arguments in [&["read", &brief][..], &["parse", &brief], &["completions", "bash"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(onrecord(&[]).get_program())
            .args(onrecord(arguments).get_args())
            .stdout(full)
            .output()
            .unwrap();
        let run = Run::from(output);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.err.contains("standard output cannot be written"), "{}", run.err);
    }
}

#[test]
fn a_command_line_that_makes_no_sense() {
    for arguments in [
        &[][..],
        &["read"],
        &["code", "a.txt"],
        &["read", "a.txt", "--format", "xml"],
        &["--threads", "0", "read", "-"],
    ] {
        let run = run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn model_files_that_are_none() {
    let folder = Folder::new(&[("model", b"\x10\0\0\0\0\0\0\0{}              "), ("a.txt", GOOD)]);
    let model = |name: &str| {
        let output = assert_cmd::Command::cargo_bin("onrecord")
            .unwrap()
            .args(["read", &folder.path("a.txt"), "--model", &folder.path(name)])
            .output()
            .unwrap();
        Run::from(output)
    };
    for (name, what) in [("model", "no model that can be used"), ("missing", "the model file cannot be read")] {
        let run = model(name);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(what) && run.err.contains(name), "{}", run.err);
    }
}
