//! What makes a document the same document, and its coding the same coding.

use std::fmt;
use std::str::FromStr;

/// What codes documents. Where any of it changes, they are coded anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipe {
    /// `name@hash` of the model.
    pub model: String,
    /// `name@hash` of the codebook.
    pub codebook: Option<String>,
    /// Version of the registry of actors.
    pub registry: Option<String>,
    /// All other settings that change what comes out, in a form that is always written alike; empty for the defaults.
    pub settings: String,
}

/// What is known of a document before it is coded.
#[derive(Debug, Clone, Copy, Default)]
pub struct Identity<'d> {
    /// The id that the input gives. `None` where the id is only the path: the same text in another place is the same
    /// document.
    pub id: Option<&'d str>,
    /// The text, decoded.
    pub text: &'d str,
    /// Title given beside the text.
    pub title: Option<&'d str>,
    /// ISO date of publication that the input gives.
    pub published: Option<&'d str>,
    /// Who published it.
    pub publisher: Option<&'d str>,
    /// Where it was published.
    pub uri: Option<&'d str>,
}

/// The hash of a document's content and metadata and of the recipe; 128 bits of BLAKE3. Shows as 32 hexadecimal digits,
/// the `doc` of all tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocKey(pub(crate) [u8; 16]);

impl Recipe {
    /// The key of a document coded by this recipe.
    #[must_use]
    pub fn key(&self, document: &Identity<'_>) -> DocKey {
        let mut hasher = blake3::Hasher::new_derive_key("onrecord document key 1");
        let made = [
            Some(self.model.as_str()),
            self.codebook.as_deref(),
            self.registry.as_deref(),
            Some(self.settings.as_str()),
        ];
        hash_fields(&mut hasher, &made);
        document.hash_into(&mut hasher);
        let mut key = [0; 16];
        hasher.finalize_xof().fill(&mut key);
        DocKey(key)
    }
}

impl Identity<'_> {
    /// Adds all that the document is.
    pub(crate) fn hash_into(&self, hasher: &mut blake3::Hasher) {
        let Self { id, text, title, published, publisher, uri } = *self;
        hash_fields(hasher, &[id, Some(text), title, published, publisher, uri]);
    }
}

/// Each field with its length before it, so that no two lists of fields run together to the same bytes.
fn hash_fields(hasher: &mut blake3::Hasher, fields: &[Option<&str>]) {
    for field in fields {
        let length = field.map_or(u64::MAX, |field| field.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(field.unwrap_or_default().as_bytes());
    }
}

/// What makes a document the same article, whatever coded it and wherever the file lay: text and publisher. Under this a
/// store remembers what was taken out; 128 bits of BLAKE3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ContentKey(pub(crate) [u8; 16]);

impl ContentKey {
    pub(crate) fn new(text: &str, publisher: Option<&str>) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("onrecord content key 1");
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
        hasher.update(&[u8::from(publisher.is_some())]);
        hasher.update(publisher.unwrap_or_default().as_bytes());
        let mut key = [0; 16];
        hasher.finalize_xof().fill(&mut key);
        Self(key)
    }
}

impl FromStr for DocKey {
    type Err = ();

    /// 32 hexadecimal digits, as it is shown.
    fn from_str(digits: &str) -> Result<Self, ()> {
        if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(());
        }
        let number = u128::from_str_radix(digits, 16).map_err(drop)?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_difference_in_content_metadata_or_recipe_makes_another_key() {
        let recipe = Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() };
        let document = Identity { text: "No.", ..Identity::default() };
        let keys = [
            recipe.key(&document),
            recipe.key(&Identity { text: "No!", ..document }),
            recipe.key(&Identity { id: Some("a"), ..document }),
            recipe.key(&Identity { title: Some("a"), ..document }),
            recipe.key(&Identity { published: Some("2020-05-17"), ..document }),
            recipe.key(&Identity { publisher: Some("a"), ..document }),
            recipe.key(&Identity { uri: Some("a"), ..document }),
            recipe.key(&Identity { uri: Some(""), ..document }),
            Recipe { model: "wire-2@0a1b".into(), ..recipe.clone() }.key(&document),
            Recipe { codebook: Some("a".into()), ..recipe.clone() }.key(&document),
            Recipe { registry: Some("a".into()), ..recipe.clone() }.key(&document),
            Recipe { settings: "a".into(), ..recipe.clone() }.key(&document),
        ];
        let distinct: std::collections::HashSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len());
        assert_eq!(recipe.key(&document), recipe.clone().key(&document.clone()));
    }

    /// Stores outlive programs: a key must never come out otherwise than it did.
    #[test]
    fn a_key_stays_what_it_was() {
        let recipe = Recipe { model: "wire-1@0a1b".into(), ..Recipe::default() };
        let document = Identity { id: Some("a7"), text: "The minister resigned.", ..Identity::default() };
        let key = recipe.key(&document);
        assert_eq!(key.to_string(), "0f51cc41b6e6041fb391da2eedee42ae");
        assert_eq!("0f51cc41b6e6041fb391da2eedee42ae".parse(), Ok(key));
        assert!("+f51cc41b6e6041fb391da2eedee42ae".parse::<DocKey>().is_err());
    }
}
