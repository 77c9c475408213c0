//! Shards: the work split between programs that know nothing of each other.
//!
//! Each of so many programs is told its number, reads all documents and codes those of its shard. Which shard a document
//! belongs to is a hash of what the document is ([`Identity`]) and of nothing else: not of its path (a text whose id is only
//! its path has no id), of the order of inputs, or of the model. So the shards of any number are a partition: each document
//! is in exactly one, and stays there when the archive is moved, cut into other files or coded by another model. Copies
//! that are the same document to the store are the same to the shards, so that no two programs code one of them.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use crate::key::Identity;

/// One of so many parts of all documents: "3/64" is the third of 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `count`.
    number: NonZeroU32,
    count: NonZeroU32,
}

/// Why words name no shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// Not two numbers with a stroke between.
    #[error("a shard is written NUMBER/COUNT, such as 3/64")]
    Form,
    /// A number beyond the count, or none.
    #[error("the shards of {count} are 1/{count} to {count}/{count}; where jobs are counted from 0, add 1")]
    Number {
        /// How many there are.
        count: NonZeroU32,
    },
}

impl Shard {
    /// Whether the document belongs to this shard.
    #[must_use]
    pub fn holds(&self, document: &Identity<'_>) -> bool {
        place(document) % u64::from(self.count.get()) == u64::from(self.number.get() - 1)
    }
}

/// A number of 64 bits that a document always has; the same for whatever codes it.
fn place(document: &Identity<'_>) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key("onrecord shard 1");
    document.hash_into(&mut hasher);
    let mut number = [0; 8];
    hasher.finalize_xof().fill(&mut number);
    u64::from_le_bytes(number)
}

impl FromStr for Shard {
    type Err = ShardError;

    /// `3/64`
    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (number, count) = text.split_once('/').ok_or(ShardError::Form)?;
        let digits =
            |text: &str| (!text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())).then(|| text.parse().ok());
        let number: u32 = digits(number).flatten().ok_or(ShardError::Form)?;
        let count = digits(count).flatten().and_then(NonZeroU32::new).ok_or(ShardError::Form)?;
        let number = NonZeroU32::new(number).filter(|number| *number <= count).ok_or(ShardError::Number { count })?;
        Ok(Self { number, count })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shards(count: u32) -> Vec<Shard> {
        (1..=count).map(|number| format!("{number}/{count}").parse().unwrap()).collect()
    }

    proptest! {
        /// However many programs share the work, each document is one program's.
        #[test]
        fn every_document_belongs_to_exactly_one_shard(
            text in ".{0,80}", id in proptest::option::of(".{0,8}"), uri in proptest::option::of(".{0,8}"), count in 1_u32..200,
        ) {
            let document = Identity { text: &text, id: id.as_deref(), uri: uri.as_deref(), ..Identity::default() };
            let held: Vec<_> = shards(count).into_iter().filter(|shard| shard.holds(&document)).collect();
            prop_assert_eq!(held.len(), 1, "{:?}", held);
        }
    }

    #[test]
    fn shards_are_about_equally_large() {
        let texts: Vec<_> = (0..8_000).map(|i| format!("Talks on harbour {i} ended on Friday.")).collect();
        for shard in shards(8) {
            let count = texts.iter().filter(|text| shard.holds(&Identity { text, ..Identity::default() })).count();
            assert!((900..1_100).contains(&count), "{count} in {shard}");
        }
    }

    /// Jobs of one array may be started with programs of different versions.
    #[test]
    fn a_document_stays_in_its_shard() {
        let document = Identity { id: Some("a7"), text: "The minister resigned.", ..Identity::default() };
        let of = |count| shards(count).iter().position(|shard| shard.holds(&document)).unwrap() + 1;
        assert_eq!([of(1), of(2), of(64), of(1000)], [1, 2, 14, 726]);
    }

    #[test]
    fn shards_are_counted_from_one_and_mistakes_are_explained() {
        let said = |text: &str| text.parse::<Shard>().map(|shard| shard.to_string()).map_err(|error| error.to_string());
        assert_eq!(said("3/64").unwrap(), "3/64");
        assert_eq!(said("64/64").unwrap(), "64/64");
        for wrong in ["3", "3/", "/3", "a/3", "+1/3", "1/0", "1/-1", "-1/3", "1/3/5", "1/99999999999"] {
            assert_eq!(said(wrong).unwrap_err(), "a shard is written NUMBER/COUNT, such as 3/64", "{wrong}");
        }
        let zero = said("0/64").unwrap_err();
        assert_eq!(zero, "the shards of 64 are 1/64 to 64/64; where jobs are counted from 0, add 1");
        assert_eq!(said("65/64").unwrap_err(), zero);
    }
}
