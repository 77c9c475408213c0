//! Watching feeds: what is new in them becomes documents, politely and once.
//!
//! ```text
//! list of feeds ──▶ round ──web──▶ feed ──ingest::feed──▶ entries not seen ──web──▶ pages ──page──▶ Documents ──▶ caller
//!                    ▲                                                                                            │
//!                    └── ledger: a file with what was seen, validators, back-off ◀── settle, when they are kept ──┘
//! ```
//!
//! [`Watch::round`] gives the documents of one round through all feeds, as an iterator that fetches while it is read. They
//! count as seen only when [`Watch::settle`] is called, after the caller has put them where they stay: whoever is killed in
//! between fetches them again and loses nothing.
//!
//! Polite means: a feed is asked with the validators that it gave (`ETag`, `Last-Modified`); what it says of waiting
//! (`Retry-After`) is obeyed; a feed that fails is asked less and less often; between two requests to one host there is a
//! pause; every answer is bounded in size and time; and the program says who it is.

mod ledger;
mod list;
mod round;
mod web;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use list::{ListError, read_list};
pub use round::{Report, Round, rest};

use ledger::Ledger;
use web::Web;

/// How to behave on the web.
#[derive(Debug, Clone)]
pub struct Manners {
    /// What the program says it is (`User-Agent`).
    pub name: String,
    /// Between two requests to one host.
    pub pause: Duration,
    /// For one request, from the first byte sent to the last received, redirects among them.
    pub timeout: Duration,
    /// Bytes of one answer, unpacked.
    pub most: u64,
    /// Redirects of one request.
    pub redirects: u32,
    /// After a failure of a feed; doubled with each that follows, up to a day.
    pub back_off: Duration,
    /// Tries for one article, in as many rounds, before it is given up.
    pub tries: u8,
}

impl Manners {
    /// Two seconds between requests, half a minute and 8 MB for an answer, five redirects, a quarter of an hour after a
    /// failure, three tries.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            pause: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            most: 8 << 20,
            redirects: 5,
            back_off: Duration::from_secs(15 * 60),
            tries: 3,
        }
    }
}

/// Why feeds cannot be watched at all.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// The file with what was seen cannot be read or written.
    #[error("{}: what was seen cannot be kept ({cause})", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// The file holds something else.
    #[error("{}: no list of what was seen ({message})", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        message: String,
    },
}

/// Feeds under watch.
#[derive(Debug)]
pub struct Watch {
    ledger: Arc<Mutex<Ledger>>,
    web: Arc<Web>,
}

impl Watch {
    /// Goes on from what the file says, or begins anew where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read, or is another.
    pub fn open(file: PathBuf, manners: Manners) -> Result<Self, WatchError> {
        let ledger = Ledger::open(file)?;
        Ok(Self { ledger: Arc::new(Mutex::new(ledger)), web: Arc::new(Web::new(manners)) })
    }

    /// One round through these feeds: those that are due are asked, and what is new in them is fetched as the iterator is
    /// read.
    #[must_use]
    pub fn round(&self, feeds: &[String]) -> Round {
        Round::new(feeds, Arc::clone(&self.ledger), Arc::clone(&self.web))
    }

    /// Takes what the last round gave as seen, and writes that down.
    ///
    /// # Errors
    /// Where the file cannot be written; then it holds what it held before.
    pub fn settle(&self) -> Result<(), WatchError> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner).settle()
    }
}

#[cfg(test)]
mod tests;
