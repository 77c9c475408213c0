//! Tells the crate whether there is a model file to put inside the program.

use std::path::Path;

fn main() {
    // Asked at run time: a target folder may be shared by several checkouts.
    let Some(here) = std::env::var_os("CARGO_MANIFEST_DIR") else { return };
    let folder = Path::new(&here).join("../../models");
    println!("cargo::rustc-check-cfg=cfg(shipped_model)");
    println!("cargo::rerun-if-changed={}", folder.display());
    if folder.join("wire-6.3.safetensors").is_file() {
        println!("cargo::rustc-cfg=shipped_model");
    }
}
