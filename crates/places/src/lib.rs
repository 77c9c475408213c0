//! Places: from toponyms to coordinates, country and first-order division.
//!
//! ```text
//! Toponym ──candidates──▶ Reading ──┬──resolve──▶ Place
//! words beside it ──neighbours──▶ Evidence ──┘
//! ```
//! `gazetteer.rs` holds towns and divisions (GeoNames, compiled in), `table.rs` the editors' tables of states, regions and peoples,
//! `spelling.rs` says when two spellings are one name. Pure: the same words and context give the same place. Whether a name stands for a
//! person, a team or a government is the caller's business, and so is what "the capital" or "the north" refers to.
//!
//! ```
//! use onrecord_places::{Context, Toponym, resolve};
//! let words_after = [",", "Texas", ",", "late", "on", "Sunday"];
//! let paris = Toponym { name: "Paris", words_before: &["down", "near"], words_after: &words_after };
//! let place = resolve(&paris, &Context::default()).unwrap();
//! assert_eq!((place.country, place.admin1.as_deref()), (Some("USA"), Some("Texas")));
//! ```

mod candidates;
mod gazetteer;
mod neighbours;
mod place;
mod resolve;
mod spelling;
mod table;

pub use place::{Context, Place, Toponym};
pub use resolve::{resolve, resolve_document, resolve_phrase};
pub use table::TableError;

/// The alpha-3 code of the state of an English name, present or former: "Burma", "the Netherlands", "U.S.".
#[must_use]
pub fn country_by_name(name: &str) -> Option<&'static str> {
    table::STATES.by_name(name)
}
