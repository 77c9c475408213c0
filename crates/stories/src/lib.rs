//! Stories: which documents tell the same text, word for word or nearly so.
//!
//! ```text
//! text ──shingles──▶ hashes of all four words in a row ──signature──▶ 128 slots ┐
//! text ──shingles──▶ …                                   ──signature──▶ 128 slots ┤ of all documents
//!                                                                                 └──group──▶ (document, story)
//! ```
//!
//! A [`Signature`] is a MinHash: of two texts, the share of slots in which the signatures agree estimates how many of
//! their shingles they share (the Jaccard index). It depends on the text alone and takes 256 bytes, so it is kept
//! beside the document and never computed twice. [`VERSION`] names how signatures and groups are made; whoever keeps
//! either keeps the number too.
//!
//! [`group()`] is a pure function of the *set* of documents: their order, and how they came in, changes nothing. Its cost
//! grows nearly as the number of documents does, for copies are found by equal bands of slots and not by comparing all
//! with all. Where there are too many for memory, [`stories()`] takes the signatures from a [`Shelf`].
//!
//! ```
//! use onrecord_stories::{Signature, group};
//!
//! let wire = "The harbour ministry rejected on Tuesday the accusation that its inspectors had altered a report.";
//! let copy = format!("ARDEN BAY (NPW) — {wire}");
//! let other = "Rebels attacked the town of Orrel on Friday and withdrew before dawn, two officers said.";
//! let documents = [(1, wire), (2, other), (3, &copy)].map(|(key, text)| (key, Signature::of(text)));
//! let stories: Vec<_> = group(documents).iter().map(|document| document.story).collect();
//! assert_eq!(stories, [1, 2, 1]);
//! ```

mod bands;
mod forest;
mod group;
mod shelf;
mod shingles;
mod signature;

pub use group::{Grouped, group, stories};
pub use shelf::Shelf;
pub use signature::{SLOTS, Signature};

/// Version of signatures and of how they are grouped. Signatures of different versions cannot be compared.
pub const VERSION: u32 = 1;
