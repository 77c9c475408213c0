//! The record: what OnRecord writes about one document.
//!
//! These are the plain types of the output contract (`onrecord/1`). Nothing here computes anything about language; the
//! crate holds the names, the two kinds of [`Span`] that the compiler keeps apart, and JSON both ways.
//!
//! ```
//! use onrecord_record::{CharIndex, Span, Bytes};
//!
//! let text = "Zoë said no.";
//! let said = Span::<Bytes>::new(5, 9);
//! assert_eq!(said.slice(text), "said");
//! let index = CharIndex::new(text);
//! assert_eq!(index.chars(said).as_array(), [4, 8]); // code points, as the contract wants them
//! ```

mod document;
mod entity;
mod event;
mod span;
mod statement;

pub use document::{Dateline, Doc, Headline, Made, Record, SCHEMA};
pub use entity::{Entity, EntityType, Mention, MentionKind};
pub use event::{Event, Location, Precision, Reason, ReasonSource, Role, Status, TimeRange};
pub use span::{Bytes, CharIndex, Chars, Span, SpanError};
pub use statement::{Content, Cue, Source, SourceKind, Statement, StatementKind};
