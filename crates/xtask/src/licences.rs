//! Every library that is built in, on any platform: is its licence admitted, and does it come from an admitted registry?
//!
//! `cargo metadata` names all packages of the lock file; the licence is what each package's manifest declares. That is
//! less than cargo-deny does, which also reads the licence texts, and needs nothing installed.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::policy::Policy;
use crate::{Report, TaskError, read, spdx};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for the crates of this repository.
    source: Option<String>,
}

/// Checks all packages of `Cargo.lock` against `deny.toml`.
pub fn check(root: &Path) -> Result<Report, TaskError> {
    let policy = Policy::parse(&read(&root.join("deny.toml"))?)?;
    let metadata: Metadata = metadata(root, &[])?;
    let findings = metadata.packages.iter().filter_map(|package| finding(package, &policy)).collect();
    Ok(Report { findings, summary: format!("{} packages, all admitted by deny.toml", metadata.packages.len()) })
}

/// What `cargo metadata` says, with more flags.
pub(crate) fn metadata<M: DeserializeOwned>(root: &Path, flags: &[String]) -> Result<M, TaskError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(flags)
        .current_dir(root)
        .output()
        .map_err(|error| TaskError::Metadata(error.to_string()))?;
    if !output.status.success() {
        return Err(TaskError::Metadata(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| TaskError::Metadata(error.to_string()))
}

fn finding(package: &Package, policy: &Policy) -> Option<String> {
    let Package { name, version, license, source } = package;
    if let Some(source) = source {
        let address = source.split_once('+').map_or(source.as_str(), |(_, address)| address);
        if !policy.registries.iter().any(|registry| registry == address) {
            return Some(format!("{name} {version} comes from {source}"));
        }
    }
    let Some(license) = license else {
        return Some(format!("{name} {version} declares no licence"));
    };
    match spdx::satisfied(license, &policy.licences) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} {version} is under {license}, which deny.toml does not admit")),
        Err(error) => Some(format!("{name} {version}: licence `{license}` cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(license: Option<&str>, source: Option<&str>) -> Option<String> {
        let policy = Policy { licences: vec!["MIT".into()], registries: vec!["https://crates".into()] };
        let package = Package {
            name: "lib".into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            source: source.map(Into::into),
        };
        finding(&package, &policy)
    }

    #[test]
    fn a_library_needs_an_admitted_licence() {
        assert_eq!(found(Some("MIT OR GPL-3.0-only"), Some("registry+https://crates")), None);
        let refused = found(Some("GPL-3.0-only"), Some("registry+https://crates")).unwrap();
        assert!(refused.contains("lib 1.0.0") && refused.contains("GPL-3.0-only"), "{refused}");
        assert!(found(None, Some("registry+https://crates")).is_some());
    }

    #[test]
    fn a_library_needs_an_admitted_registry_and_our_own_crates_need_none() {
        assert!(found(Some("MIT"), Some("git+https://elsewhere/lib")).unwrap().contains("elsewhere"));
        assert_eq!(found(Some("MIT"), None), None);
    }
}
