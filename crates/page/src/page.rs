//! What goes in beside the bytes of a page, and what comes out.

use thiserror::Error;

/// What is known of a page before its bytes are looked at, as a server or an archive says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The character set that the HTTP header names (`charset=` of `Content-Type`), in any case.
    pub charset: Option<String>,
    /// Where the page was fetched from.
    pub url: Option<String>,
}

/// The article of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The main text: paragraphs with a blank line between them, no line break within them.
    pub text: String,
    /// The headline, without the name of the site.
    pub title: Option<String>,
    /// When it was published, as the page writes it: mostly an ISO date-time, sometimes words.
    pub date: Option<String>,
    /// The name of the paper or site.
    pub publisher: Option<String>,
    /// The canonical address if the page gives one that is absolute, else the address of the hints.
    pub url: Option<String>,
    /// The language that the page claims, as it writes it (`en-GB`). It is often wrong.
    pub language: Option<String>,
}

/// Why a page has no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoArticle {
    /// The bytes are more than a page may have.
    #[error("the page is longer than {limit} bytes")]
    TooLong {
        /// Bytes that a page may have.
        limit: usize,
    },
    /// The bytes are no text: an image, a program.
    #[error("not a page of text")]
    NotText,
    /// A page of text, but with nothing on it that reads as an article: an index, a form, an error page.
    #[error("no article on the page")]
    NoText,
}
