//! From the HTML of a news site to the article that it holds.
//!
//! ```text
//! bytes ──▶ characters ──▶ tags and text ──▶ blocks ──▶ the article's blocks ──▶ Page
//!                                     └─────▶ metadata ─────────────────────────▶
//! ```
//!
//! [`extract`] is the one way in. It is pure: no files, no network, no clock; the same bytes and hints give the same page.

mod page;

pub use page::{Hints, NoArticle, Page};

/// Finds the article on a page.
///
/// # Errors
/// Where the bytes are no text, are too many, or hold no article.
pub fn extract(bytes: &[u8], hints: &Hints) -> Result<Page, NoArticle> {
    let _ = (bytes, hints);
    Err(NoArticle::NoText)
}
