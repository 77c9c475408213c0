//! The registry: what texts say of names over time, so that a bare surname months later is still somebody.
//!
//! ```text
//! records ──Learner──▶ Registry ──to_csv──▶ a sheet that people read and correct ──from_csv──▶ Registry
//!                         │                                                        corrected_by │
//!                         └──────────────────────────────── lookup(name, day, kind) ◀───────────┘
//! ```
//!
//! An [`Entry`] says that a name bore an office (title, country, sectors) for a time, and on which documents' word. A change
//! of office is a change in the registry: the office's period ends with the last document that gives it, the next begins.
//! What a user writes into a sheet of their own wins over what was learned.
//!
//! Coding stays pure: a registry is an input like the model, and its [version](Registry::version) stands in each record.
//!
//! ```
//! use jiff::civil::date;
//! use onrecord_record::EntityType;
//! use onrecord_registry::Registry;
//!
//! let sheet = "name,kind,role,country,sectors,from,to\n\
//!              Ana Roy,person,foreign minister,KEN,GOV,2026-03-02,2026-05-30\n\
//!              Ana Roy,person,ambassador to France,KEN,GOV,2026-06-04,\n";
//! let registry = Registry::from_csv(sheet.as_bytes())?;
//! let roy = registry.lookup("Roy", Some(date(2026, 7, 1)), EntityType::Person).unwrap();
//! assert_eq!(roy.role.as_deref(), Some("ambassador to France"));
//! # Ok::<(), onrecord_registry::SheetError>(())
//! ```

mod entry;
mod learner;
mod name;
mod period;
mod registry;
mod sheet;
mod words;

pub use entry::Entry;
pub use learner::{CONTRADICTION_IN_DAYS, Learner, Sighting};
pub use name::key;
pub use registry::{REACH_IN_YEARS, Registry};
pub use sheet::{COLUMNS, Mistake, SheetError};
