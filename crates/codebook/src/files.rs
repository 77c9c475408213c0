//! The files of a codebook, by name: those inside the program, a user's, or the one laid over the other.
//!
//! This crate reads no disk. Whoever does hands in a map of names below the folder (`types/AGREE.toml`) to texts.

use std::collections::BTreeMap;

/// The files that are compiled in.
const PLOVER: [(&str, &str); 21] = [
    ("cameo.tsv", include_str!("../../../codebook/plover/cameo.tsv")),
    ("classes.toml", include_str!("../../../codebook/plover/classes.toml")),
    ("codebook.toml", include_str!("../../../codebook/plover/codebook.toml")),
    ("contexts.toml", include_str!("../../../codebook/plover/contexts.toml")),
    ("statuses.toml", include_str!("../../../codebook/plover/statuses.toml")),
    ("types/ACCUSE.toml", include_str!("../../../codebook/plover/types/ACCUSE.toml")),
    ("types/AGREE.toml", include_str!("../../../codebook/plover/types/AGREE.toml")),
    ("types/AID.toml", include_str!("../../../codebook/plover/types/AID.toml")),
    ("types/ASSAULT.toml", include_str!("../../../codebook/plover/types/ASSAULT.toml")),
    ("types/COERCE.toml", include_str!("../../../codebook/plover/types/COERCE.toml")),
    ("types/CONCEDE.toml", include_str!("../../../codebook/plover/types/CONCEDE.toml")),
    ("types/CONSULT.toml", include_str!("../../../codebook/plover/types/CONSULT.toml")),
    ("types/COOPERATE.toml", include_str!("../../../codebook/plover/types/COOPERATE.toml")),
    ("types/MOBILIZE.toml", include_str!("../../../codebook/plover/types/MOBILIZE.toml")),
    ("types/PROTEST.toml", include_str!("../../../codebook/plover/types/PROTEST.toml")),
    ("types/REJECT.toml", include_str!("../../../codebook/plover/types/REJECT.toml")),
    ("types/REQUEST.toml", include_str!("../../../codebook/plover/types/REQUEST.toml")),
    ("types/RETREAT.toml", include_str!("../../../codebook/plover/types/RETREAT.toml")),
    ("types/SANCTION.toml", include_str!("../../../codebook/plover/types/SANCTION.toml")),
    ("types/SUPPORT.toml", include_str!("../../../codebook/plover/types/SUPPORT.toml")),
    ("types/THREATEN.toml", include_str!("../../../codebook/plover/types/THREATEN.toml")),
];

/// Names of files below a codebook's folder, and their texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// The codebook inside the program.
    #[must_use]
    pub fn plover() -> Self {
        Self(PLOVER.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// The files that `text_of` gives for the names.
    pub fn read(names: &[&str], text_of: &dyn Fn(&str) -> Option<String>) -> Self {
        names.iter().filter_map(|&name| Some((name.to_owned(), text_of(name)?))).collect()
    }

    /// Lays other files over these: what has the same name replaces, what has a new one is added.
    #[must_use]
    pub fn under(mut self, over: Self) -> Self {
        self.0.extend(over.0);
        self
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All files in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether there is a `codebook.toml`: a codebook of its own, which can stand without another below it.
    #[must_use]
    pub fn stand_alone(&self) -> bool {
        self.0.contains_key("codebook.toml")
    }
}

impl FromIterator<(String, String)> for Files {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(files: T) -> Self {
        Self(files.into_iter().map(|(name, text)| (name.replace('\\', "/"), text)).collect())
    }
}
