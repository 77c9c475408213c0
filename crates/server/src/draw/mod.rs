//! Numbers to pictures: each function takes plain values and gives SVG or a table, and knows nothing of stores or requests.
//!
//! ```text
//! calendar   days to buckets of a day, a week, a month, a year
//! scale      values to places, marks on an axis, short numbers
//! texture    colour and pattern of a series, so that none is told by colour alone
//! bars, line, matrix, graph, map ──▶ Markup
//! ```
//!
//! No style stands in the markup, only classes: `assets/draw.css` says how they look, light and dark. All that can be
//! clicked is a link with words for those who do not see it.

pub(crate) mod bars;
pub(crate) mod calendar;
pub(crate) mod graph;
pub(crate) mod line;
pub(crate) mod map;
pub(crate) mod matrix;
mod outlines;
pub(crate) mod scale;
pub(crate) mod texture;

/// Width of a wide drawing, in units of its own; it is stretched to the page's.
pub(crate) const WIDTH: f64 = 960.0;
