//! Third-party notices: every library inside the program with its version, its licence and the text of that.
//!
//! ```text
//! cargo metadata ──▶ what the program needs on one platform, tests and build scripts left out
//!                ──▶ in each package's source: LICENSE, COPYING, NOTICE, … ──▶ each text once, with all who stand under it
//! ```
//!
//! The sources are those in Cargo's own folder, so nothing is fetched. A few packages come without a text of their licence:
//! for these it is in `release/licences/`, under its SPDX name. A package for which there is neither is a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{Report, TaskError, licences, read, spdx};

/// Beginnings of the names of files that hold licences.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];

/// Licences whose texts are at hand for packages that bring none.
const AT_HAND: [&str; 3] = ["MIT", "Apache-2.0", "BSD-3-Clause"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    authors: Vec<String>,
    manifest_path: PathBuf,
    /// None for the crates of this repository.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for what is built in; "dev" and "build" for the rest.
    kind: Option<String>,
}

/// The notices, and what is missing in them.
pub struct Notices {
    /// The whole page.
    pub page: String,
    /// Packages without a text.
    pub findings: Vec<String>,
    libraries: usize,
    texts: usize,
}

impl Notices {
    /// Gathers them for `package` of the workspace of `manifest`, built for `target`; texts that packages lack are under `root`.
    pub fn gather(root: &Path, manifest: &Path, package: &str, target: &str) -> Result<Self, TaskError> {
        let path = manifest.to_string_lossy();
        let flags = ["--filter-platform", target, "--manifest-path", path.as_ref()].map(str::to_owned);
        let metadata: Metadata = licences::metadata(root, &flags)?;
        let mut libraries = built_in(&metadata, package)?;
        libraries.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut findings = Vec::new();
        for library in &libraries {
            let found = texts_of(root, library)?;
            if found.is_empty() {
                findings.push(format!(
                    "{} {} comes without the text of its licence ({}); put it under release/licences",
                    library.name,
                    library.version,
                    library.license.as_deref().unwrap_or("none declared")
                ));
            }
            for (file, text) in found {
                texts.entry(text).or_default().insert(format!("{} {} ({file})", library.name, library.version));
            }
        }
        let page = page(package, target, &libraries, &texts);
        Ok(Self { page, findings, libraries: libraries.len(), texts: texts.len() })
    }

    /// What a check says of them.
    pub fn report(self) -> Report {
        let summary = format!("{} libraries under {} texts", self.libraries, self.texts);
        Report { findings: self.findings, summary }
    }
}

/// Packages from registries that a package of ours is built of.
fn built_in<'m>(metadata: &'m Metadata, package: &str) -> Result<Vec<&'m Package>, TaskError> {
    let packages: BTreeMap<&str, &Package> = metadata.packages.iter().map(|it| (it.id.as_str(), it)).collect();
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|it| (it.id.as_str(), it)).collect();
    let first = metadata.packages.iter().find(|it| it.name == package && it.source.is_none());
    let first = first.ok_or_else(|| TaskError::Metadata(format!("there is no package `{package}`")))?;
    let (mut seen, mut open) = (BTreeSet::new(), vec![first.id.as_str()]);
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            let needed = nodes.get(id).into_iter().flat_map(|node| &node.deps);
            let needed = needed.filter(|it| it.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            open.extend(needed.map(|it| it.pkg.as_str()));
        }
    }
    Ok(seen.into_iter().filter_map(|id| packages.get(id).copied()).filter(|it| it.source.is_some()).collect())
}

/// The texts of a package, each with the name of its file.
fn texts_of(root: &Path, library: &Package) -> Result<Vec<(String, String)>, TaskError> {
    let folder = library.manifest_path.parent().unwrap_or(Path::new(""));
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    files.sort();
    let mut texts = Vec::new();
    for path in files {
        let bytes = std::fs::read(&path).map_err(|source| TaskError::Read { path: path.clone(), source })?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        texts.push((name, text.trim_matches('\n').to_owned()));
    }
    // What only stands with a part of the package says nothing of the whole.
    if texts.iter().any(|(name, _)| !name.contains('/')) {
        return Ok(texts);
    }
    let license = library.license.as_deref().unwrap_or_default();
    if let Some(spdx) = AT_HAND.iter().find(|it| spdx::satisfied(license, &[(**it).to_owned()]) == Ok(true)) {
        let text = read(&root.join("release/licences").join(format!("{spdx}.txt")))?;
        let authors = if library.authors.is_empty() { library.name.clone() } else { library.authors.join(", ") };
        texts.push(((*spdx).to_owned(), format!("Copyright {authors}\n\n{}", text.trim_matches('\n'))));
    }
    Ok(texts)
}

/// Files in and below a folder that hold licences. Texts of the GPL stand with xz for its scripts alone, which nobody builds in.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), TaskError> {
    let fail = |source| TaskError::Read { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_dir() {
            gather(&path, files)?;
        } else if is_licence(&name) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_licence(upper: &str) -> bool {
    let code = [".RS", ".SH", ".C", ".H", ".PY", ".HTML", ".TOML", ".YML"];
    NAMES.iter().any(|it| upper.starts_with(it)) && !code.iter().any(|it| upper.ends_with(it)) && !upper.contains("GPL")
}

fn page(package: &str, target: &str, libraries: &[&Package], texts: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut page = format!(
        "Third-party notices\n\nLibraries that {package} is built of for {target}, each with its licence; the texts follow. What the model, \
         the gazetteer\nand the codebook were made from stands in NOTICE.\n\n"
    );
    for Package { name, version, license, repository, .. } in libraries {
        let license = license.as_deref().unwrap_or("none declared");
        let repository = repository.as_deref().unwrap_or_default();
        let _ = writeln!(page, "{}", format!("{name} {version}  {license}  {repository}").trim_end());
    }
    let mut sections: Vec<(String, &str)> =
        texts.iter().map(|(text, of)| (of.iter().cloned().collect::<Vec<_>>().join("\n"), text.as_str())).collect();
    sections.sort();
    for (of, text) in sections {
        let _ = write!(page, "\n{}\n{of}\n{}\n\n{text}\n", "=".repeat(80), "-".repeat(80));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: &str = "x86_64-unknown-linux-gnu";

    fn own() -> Notices {
        let root = crate::root();
        Notices::gather(root, &root.join("Cargo.toml"), "onrecord", TARGET).unwrap()
    }

    #[test]
    fn every_library_of_the_program_is_named_and_has_its_text() {
        let notices = own();
        assert_eq!(notices.findings, Vec::<String>::new());
        assert!(notices.libraries > 200 && notices.texts > 50, "{} under {}", notices.libraries, notices.texts);
        let lock = read(&crate::root().join("Cargo.lock")).unwrap();
        let version = |name: &str| {
            let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).unwrap();
            after.split_once('"').unwrap().0.to_owned()
        };
        // One with C inside, one without a text of its own, and one that is there for its macros.
        for name in ["zstd-sys", "whatlang", "clap_derive"] {
            let named = format!("\n{name} {} ", version(name));
            assert!(notices.page.contains(&named), "{name}");
            assert!(notices.page.matches(&named).count() >= 2, "{name} has no text");
        }
        assert!(notices.page.contains("(zstd/LICENSE)"), "the C library's own");
    }

    #[test]
    fn what_only_tests_need_is_not_in_it() {
        let page = own().page;
        assert!(!page.contains("\nproptest ") && !page.contains("\ncriterion "));
        assert!(!page.contains("\nonrecord-store "), "our own crates are under LICENSE-MIT and LICENSE-APACHE");
    }

    #[test]
    fn names_of_licence_files() {
        for name in ["LICENSE", "LICENSE-MIT", "LICENCE.TXT", "COPYING", "COPYING.0BSD", "UNLICENSE", "NOTICE.MD"] {
            assert!(is_licence(name), "{name}");
        }
        for name in ["LICENSE-CHECK.SH", "COPYING.GPLV2", "LICENSES.RS", "README.MD", "COPYRIGHT.HTML"] {
            assert!(!is_licence(name), "{name}");
        }
    }
}
