//! Actors: from a phrase to the country and the sectors of whoever it means.
//!
//! ```text
//! tokens ──items──▶ matches with the tables, names, words ──parts──▶ head part, of-phrases, appositions
//!        ──head──▶ what each says ──resolve──▶ one Actor, with the reasons for it
//! ```
//!
//! What phrases are made of stands in tables (`tables/*.tsv`): states, their peoples, seats and former names, places within
//! states, international and other bodies, armed groups, parties, media, companies, leaders with their terms, titles and
//! common nouns. Each entry that changed in history has its times, so the day of the report decides. The tables are read once,
//! and a mistake in one is refused with its line; a phrase then costs a few look-ups a word.
//!
//! The conventions are PLOVER's: a state or its seat named as an actor is its government, people in general are civilians,
//! bodies above states have no country. Nothing is invented: an unknown name with no word about it has neither country nor
//! sector, unless the document knows it ([`Context::known`]); a bare role takes the document's country ([`Context::home`]) and
//! says so in its reasons.
//!
//! ```
//! use onrecord_actors::{Context, Sector, Token, resolve};
//!
//! let words = ["a", "spokesman", "for", "the", "Ukrainian", "army"];
//! let actor = resolve(&words.map(Token::bare), &Context::default());
//! assert_eq!(actor.country.unwrap().as_str(), "UKR");
//! assert_eq!(actor.sectors, [Sector::Military]);
//! assert_eq!(actor.role.as_deref(), Some("spokesman"));
//! ```

mod actor;
mod code;
mod entries;
mod finding;
mod head;
mod index;
mod items;
mod keys;
mod meaning;
mod modifiers;
mod parts;
mod persons;
mod resolve;
mod sector;
mod tables;
mod times;

pub use actor::{Actor, Context, Reason, Token};
pub use code::Code;
pub use resolve::resolve;
pub use sector::Sector;
pub use tables::TableError;

/// The country of an actor is written as any country is.
pub type Country = Code;
