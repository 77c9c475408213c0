//! How good is it on *these* texts? A random sample that people judge, and what their judgements come to.

mod draw;
mod interval;
mod judge;
mod sheet;

pub use draw::{Design, Draw, draw};
pub use judge::{Estimate, JudgeError, Judged, judge};
pub use sheet::{Kind, Sheet};
