//! The built program, as the tests run it.
#![allow(dead_code)]

pub mod results;
pub mod rows;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// The program, without the surroundings' wishes about colour. A model in training is tried with `ONRECORD_TEST_MODEL`.
pub fn onrecord(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    if let Some(model) = std::env::var_os("ONRECORD_TEST_MODEL") {
        command.arg("--model").arg(model);
    }
    command
}

/// What a run came to.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}

/// Runs to the end.
pub fn run(arguments: &[&str]) -> Run {
    onrecord(arguments).output().unwrap().into()
}

/// Runs to the end with something on standard input.
pub fn run_with(arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    onrecord(arguments).write_stdin(input).output().unwrap().into()
}

/// An article of the examples.
pub fn example(name: &str) -> String {
    path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name))
}

/// All articles of the examples.
pub fn examples() -> Vec<String> {
    let folder = fs::read_dir(example("")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = folder.filter(|path| !path.ends_with("README.md")).collect();
    paths.sort();
    paths.iter().map(|found| path(found)).collect()
}

/// A folder with files in it.
pub struct Folder(pub TempDir);

impl Folder {
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    pub fn path(&self, name: &str) -> String {
        path(&self.0.path().join(name))
    }
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
