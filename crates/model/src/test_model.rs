//! The model file that tests read: the shipped one, or the one that `ONRECORD_MODEL` names.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

/// The bytes of a file of the tests; `variable` may name another path than `path`, which is relative to this crate.
pub(crate) fn read(variable: &str, path: &str) -> Vec<u8> {
    let path =
        std::env::var_os(variable).map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(path), PathBuf::from);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn model() -> Vec<u8> {
    read("ONRECORD_MODEL", "../../models/wire-6.3.safetensors")
}
