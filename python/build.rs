//! Folds functions of equal code into one, where nobody can tell them apart: a tenth of the library.

fn main() {
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,--icf=safe");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
