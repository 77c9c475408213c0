//! The program is killed, with SIGKILL, at named points and at random moments, while it codes, joins, merges, imports,
//! takes out and finds stories. Run again to the end, the store holds what an undisturbed one holds: the same rows, each once, and the same
//! derived tables, byte for byte.
//!
//! `ONRECORD_KILLS` says how many kills; 15 without it, 200 and more for a release. `ONRECORD_KILLS_SEED` makes other ones.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use onrecord_store::{DERIVED, Store, StoreError};
use program::{onrecord, results, rows};

/// Points that `onrecord-store` tells, with about how often a command comes by.
const POINTS: [(&str, u64); 8] = [
    ("", 260),
    ("file created", 70),
    ("file synced", 70),
    ("file renamed", 70),
    ("before the transaction", 8),
    ("after the transaction", 8),
    ("file removed", 70),
    ("file renamed", 5),
];

/// Numbers that look like chance and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// One command, what it begins with, and what it must come to.
struct Stage {
    arguments: Vec<String>,
    before: Option<PathBuf>,
    wanted: Contents,
    took: Duration,
}

/// All that must be the same.
#[derive(PartialEq)]
struct Contents {
    rows: Vec<String>,
    derived: Vec<Vec<u8>>,
    files: Vec<String>,
}

impl Contents {
    fn of(path: &Path) -> Self {
        let rows = rows::of(path);
        let derived = DERIVED.iter().map(|derived| fs::read(path.join(derived.path())).unwrap()).collect();
        let mut files: Vec<_> = walk(path).iter().filter_map(|file| shape(path, file)).collect();
        files.sort();
        Self { rows, derived, files }
    }
}

/// A file's place with its number left out, since numbers are never given twice; none for what a reader's look leaves.
fn shape(store: &Path, file: &Path) -> Option<String> {
    let name = file.strip_prefix(store).unwrap().to_str().unwrap().to_owned();
    let passing = ["catalogue.sqlite-wal", "catalogue.sqlite-shm", "writer.lock"].contains(&name.as_str());
    (!passing).then(|| name.replace(|c: char| c.is_ascii_digit(), ""))
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in walk(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

/// Articles of one or two sentences; some are copies of others.
fn articles() -> String {
    let mut lines = String::new();
    for number in 0..24 {
        let (minister, town) =
            (["Ana Roy", "Ilse Varga", "Tomas Orrel"][number % 3], ["Arden Bay", "Orrel"][number % 2]);
        let text = format!(
            "{town} ({}) — {minister} said on Friday that talks on harbour {} would end next week. Rebels attacked {town}.",
            ["NPW", "Wire"][number / 12],
            number % 12
        );
        lines += &format!("{{\"id\": \"n{number}\", \"published\": \"2026-05-12\", \"text\": \"{text}\"}}\n");
    }
    lines
}

/// The command on a store, as a child that prints nothing.
fn command(arguments: &[String], store: &Path) -> Command {
    let arguments: Vec<_> = arguments.iter().map(|word| word.replace("STORE", store.to_str().unwrap())).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let program = onrecord(&arguments);
    let mut command = Command::new(program.get_program());
    command.args(program.get_args()).stdout(Stdio::null()).stderr(Stdio::piped()).stdin(Stdio::null());
    command
}

fn run(arguments: &[String], store: &Path) {
    let output = command(arguments, store).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs each command after the other, and keeps what there was before and is after each.
fn stages(folder: &Path) -> Vec<Stage> {
    let archive = folder.join("wire.jsonl");
    fs::write(&archive, articles()).unwrap();
    let archive = archive.to_str().unwrap();
    // Two parts of it, of which one is half in the store already.
    let parts = [folder.join("part-1"), folder.join("part-2")];
    for (number, part) in parts.iter().enumerate() {
        let shard = format!("{}/2", number + 1);
        let words = ["code", archive, "--into", "STORE", "--segment-documents", "4", "--shard", &shard];
        run(&words.map(str::to_owned), part);
    }
    let parts = parts.map(|part| part.to_str().unwrap().to_owned());
    let whole = folder.join("whole");
    run(&["code", archive, "--into", "STORE"].map(str::to_owned), &whole);
    let manifest = results::write(&whole, &folder.join("results"), 3);
    let commands: [&[&str]; 6] = [
        &["code", archive, "--into", "STORE", "--segment-documents", "4", "--threads", "1"],
        &["compact", "STORE"],
        &["remove", "STORE", "n3", "n15", "n20"],
        &["stories", "STORE"],
        &["merge", "STORE", &parts[0], &parts[1]],
        &["import", "STORE", manifest.to_str().unwrap()],
    ];
    let store = folder.join("undisturbed");
    let mut stages = Vec::new();
    for (number, words) in commands.iter().enumerate() {
        let arguments: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        let before = (number > 0).then(|| folder.join(format!("before-{number}")));
        if ["merge", "import"].contains(&words[0]) {
            // Into a store that holds a little of it.
            fs::remove_dir_all(&store).unwrap();
            let few: String = articles().lines().take(5).map(|line| format!("{line}\n")).collect();
            let path = folder.join("few.jsonl");
            fs::write(&path, few).unwrap();
            run(&["code", path.to_str().unwrap(), "--into", "STORE"].map(str::to_owned), &store);
        }
        if let Some(before) = &before {
            copy(&store, before);
        }
        let began = Instant::now();
        run(&arguments, &store);
        let took = began.elapsed();
        stages.push(Stage { arguments, before, wanted: Contents::of(&store), took });
    }
    stages
}

/// Starts the command and has it killed; whether it was, rather than done before.
fn kill(stage: &Stage, store: &Path, numbers: &mut Numbers) -> (bool, String) {
    let mut command = command(&stage.arguments, store);
    if numbers.below(3) > 0 {
        let (point, times) = POINTS[numbers.below(POINTS.len() as u64) as usize];
        let at = format!("{point}:{}", 1 + numbers.below(times));
        let status = command.env("ONRECORD_KILL_AT", &at).status().unwrap();
        return (!status.success(), at);
    }
    let moment = Duration::from_micros(numbers.below(stage.took.as_micros() as u64));
    let mut child = command.spawn().unwrap();
    std::thread::sleep(moment);
    child.kill().unwrap();
    (!child.wait().unwrap().success(), format!("{moment:?} of {:?}", stage.took))
}

/// Between a kill and the next run: what is committed is sound, whatever is derived of it.
fn assert_sound(store: &Path, at: &str) {
    match Store::open(store) {
        // Killed before there was any.
        Err(StoreError::NoStore(_) | StoreError::OtherCatalogue(_)) => {}
        Err(error) => panic!("{at}: {error}"),
        Ok(store) => {
            let findings = store.verify().unwrap().findings;
            let serious: Vec<_> = findings.iter().filter(|it| !it.place.starts_with("derived/")).collect();
            assert!(serious.is_empty(), "{at}: {serious:?}");
        }
    }
}

#[test]
fn killed_at_any_moment_it_loses_nothing_and_repeats_nothing() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let wanted = setting("ONRECORD_KILLS").unwrap_or(15);
    let mut numbers = Numbers(setting("ONRECORD_KILLS_SEED").unwrap_or(6));
    let folder = tempfile::tempdir().unwrap();
    let stages = stages(folder.path());
    assert_eq!(stages[0].wanted.rows.iter().filter(|row| row.starts_with("documents:")).count(), 24);
    assert_eq!(stages[3].wanted.rows.iter().filter(|row| row.starts_with("documents:")).count(), 21);
    assert!(stages[4].wanted.rows == stages[0].wanted.rows, "merged, the parts are the whole");
    assert!(stages[5].wanted.rows == stages[0].wanted.rows, "imported, the results are the whole");

    let (mut kills, mut round) = (0, 0);
    while kills < wanted {
        // Coding takes longest and is killed as often as all else.
        let stage = &stages[[0, 1, 4, 2, 0, 5, 4, 3, 0, 5][round % 10]];
        round += 1;
        let store = folder.path().join(format!("store-{round}"));
        if let Some(before) = &stage.before {
            copy(before, &store);
        }
        // Now and then it is killed again while it picks up the pieces.
        for _ in 0..1 + numbers.below(3) / 2 {
            let (killed, at) = kill(stage, &store, &mut numbers);
            let at = format!("{} killed at {at}", stage.arguments[0]);
            kills += u64::from(killed);
            assert_sound(&store, &at);
        }
        // `remove` tells of ids that are gone already, which is no failure here.
        let again = command(&stage.arguments, &store).output().unwrap();
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(again.status.success() || stage.arguments[0] == "remove", "{:?}: {said}", stage.arguments);
        let found = Contents::of(&store);
        assert!(found.rows == stage.wanted.rows, "{:?}: other rows", stage.arguments);
        assert!(found.derived == stage.wanted.derived, "{:?}: other derived tables", stage.arguments);
        if !["code", "merge", "import"].contains(&stage.arguments[0].as_str()) {
            // What a killed run had committed stands in a segment of its own, cut elsewhere.
            assert_eq!(found.files, stage.wanted.files);
        }
        assert_eq!(Store::open(&store).unwrap().verify().unwrap().findings, []);
        fs::remove_dir_all(&store).unwrap();
    }
    println!("{kills} kills in {round} rounds");
}
