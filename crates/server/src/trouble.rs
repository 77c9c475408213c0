//! Why there is no answer, and what to do about it.

use onrecord_export::ExportError;
use onrecord_query::QueryError;
use onrecord_search::SearchError;
use onrecord_store::StoreError;

use crate::asked::AskedError;

/// Why a view cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The address asks what cannot be asked.
    #[error(transparent)]
    Asked(#[from] AskedError),
    /// There is nothing at this address.
    #[error("{0}")]
    Missing(String),
    /// A query failed.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A search failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// Search is not there yet, or cannot be.
    #[error("{0}")]
    NoSearch(String),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document cannot be read.
    #[error(transparent)]
    Document(#[from] ExportError),
    /// The page itself is at fault.
    #[error("the page broke off; please report it")]
    Broken,
    /// Too many ask at once.
    #[error("too many requests at once")]
    Busy,
}

impl Trouble {
    /// Status of HTTP.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Asked(_) => 400,
            Self::Search(SearchError::Words { .. } | SearchError::Nothing | SearchError::Status(_)) => 400,
            Self::Missing(_) => 404,
            Self::Query(QueryError::TooSlow { .. } | QueryError::Memory { .. }) | Self::Busy | Self::NoSearch(_) => 503,
            _ => 500,
        }
    }

    /// A heading.
    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::Query(QueryError::TooSlow { .. } | QueryError::Memory { .. }) => "That is too much at once",
            Self::NoSearch(_) => "Search is not ready",
            Self::Busy => "Busy",
            _ if self.status() == 400 => "This cannot be asked",
            Self::Missing(_) => "Nothing here",
            _ => "This did not work",
        }
    }

    /// What to do.
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::Query(QueryError::TooSlow { .. } | QueryError::Memory { .. }) => {
                "Give a first and a last day, or a country or type, and ask again."
            }
            Self::NoSearch(_) => "The other views work without it.",
            Self::Busy => "Wait a moment and load the page again.",
            Self::Asked(_) | Self::Search(_) => "Change the form above and ask again.",
            Self::Missing(_) => "Go back, or begin at the first page.",
            Self::Query(_) | Self::Store(_) | Self::Document(_) | Self::Broken => {
                "If the store was just changed, load the page again; else `onrecord verify STORE` tells what is wrong with it."
            }
        }
    }
}
