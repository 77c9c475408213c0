//! What is known of feeds from one round to the next, in one file.
//!
//! The file is written beside and renamed, so that it is always one whole state. A feed's validators are kept only when
//! nothing of it is left to fetch; otherwise an unchanged feed would hide what is missing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::WatchError;

/// The form of the file.
const FORM: u32 = 1;

/// Entries of one feed that are remembered, beside those that it holds now.
const REMEMBERED: usize = 5_000;

/// The longest time a feed or host is left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

/// All that is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Pages {
    form: u32,
    feeds: BTreeMap<String, FeedState>,
    /// Hosts that asked to be left alone, until when (seconds since 1970).
    #[serde(default)]
    hosts: BTreeMap<String, u64>,
}

/// What is known of one feed.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FeedState {
    /// Its validators, as it gave them.
    pub(crate) validators: Validators,
    /// Failures in a row.
    pub(crate) failures: u32,
    /// Until when it is left alone (seconds since 1970).
    pub(crate) not_before: u64,
    /// Entries that are done, oldest first.
    seen: Vec<String>,
    /// Entries that failed, and how often.
    tries: BTreeMap<String, u8>,
    /// Entries that were given out and are not settled.
    #[serde(skip)]
    given: Vec<String>,
    /// Validators that hold as soon as nothing is left to fetch.
    #[serde(skip)]
    fresh: Option<Validators>,
    /// Entries of the last answer.
    #[serde(skip)]
    present: Vec<String>,
}

/// By what a server knows whether its answer has changed.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
}

/// The file and what is in it.
#[derive(Debug)]
pub(crate) struct Ledger {
    file: PathBuf,
    pages: Pages,
}

impl Ledger {
    pub(crate) fn open(file: PathBuf) -> Result<Self, WatchError> {
        let pages = match fs::read(&file) {
            Ok(bytes) => {
                let foreign = |message| WatchError::Foreign { path: file.clone(), message };
                let pages: Pages = serde_json::from_slice(&bytes).map_err(|error| foreign(error.to_string()))?;
                if pages.form != FORM {
                    return Err(foreign(format!("form {}, and this program knows form {FORM}", pages.form)));
                }
                pages
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Pages { form: FORM, ..Pages::default() },
            Err(cause) => return Err(WatchError::File { path: file, cause }),
        };
        Ok(Self { file, pages })
    }

    pub(crate) fn feed(&mut self, address: &str) -> &mut FeedState {
        if !self.pages.feeds.contains_key(address) {
            self.pages.feeds.insert(address.to_owned(), FeedState::default());
        }
        self.pages.feeds.entry(address.to_owned()).or_default()
    }

    /// Leaves a host alone for this long.
    pub(crate) fn spare(&mut self, host: &str, wait: Duration) {
        self.pages.hosts.insert(host.to_owned(), now() + wait.min(LONGEST_WAIT).as_secs());
    }

    /// Whether a host is to be left alone.
    pub(crate) fn is_spared(&self, host: &str) -> bool {
        self.pages.hosts.get(host).is_some_and(|until| *until > now())
    }

    /// What was given out is done.
    pub(crate) fn settle(&mut self) -> Result<(), WatchError> {
        self.pages.hosts.retain(|_, until| *until > now());
        for feed in self.pages.feeds.values_mut() {
            feed.settle();
        }
        write(&self.file, &self.pages).map_err(|cause| WatchError::File { path: self.file.clone(), cause })
    }
}

impl FeedState {
    /// Whether it may be asked now.
    pub(crate) fn is_due(&self) -> bool {
        self.not_before <= now()
    }

    /// It answered, with these entries.
    pub(crate) fn answered(&mut self, validators: Validators, present: Vec<String>) {
        self.failures = 0;
        self.not_before = 0;
        self.fresh = Some(validators);
        self.present = present;
    }

    /// It answered that nothing has changed.
    pub(crate) fn unchanged(&mut self) {
        self.failures = 0;
        self.not_before = 0;
    }

    /// It failed: it is left alone for longer each time, and as long as it asked for.
    pub(crate) fn failed(&mut self, back_off: Duration, asked: Option<Duration>) {
        let doubled = back_off.saturating_mul(1 << self.failures.min(16));
        let wait = doubled.max(asked.unwrap_or_default()).min(LONGEST_WAIT);
        self.failures += 1;
        self.not_before = now() + wait.as_secs();
    }

    pub(crate) fn has_seen(&self, key: &str) -> bool {
        self.seen.iter().chain(&self.given).any(|seen| seen == key)
    }

    /// A document was made of this entry.
    pub(crate) fn give(&mut self, key: &str) {
        self.given.push(key.to_owned());
    }

    /// Nothing could be made of it; whether it is given up.
    pub(crate) fn missed(&mut self, key: &str, most: u8) -> bool {
        let tries = self.tries.entry(key.to_owned()).or_default();
        *tries = tries.saturating_add(1);
        let over = *tries >= most;
        if over {
            self.give(key);
        }
        over
    }

    fn settle(&mut self) {
        for key in self.given.drain(..) {
            self.tries.remove(&key);
            self.seen.push(key);
        }
        let present = std::mem::take(&mut self.present);
        let Some(fresh) = self.fresh.take() else { return };
        self.tries.retain(|key, _| present.contains(key));
        let over = self.seen.len().saturating_sub(REMEMBERED.max(present.len() * 2));
        self.seen.drain(..over);
        let whole = present.iter().all(|key| self.has_seen(key));
        self.validators = if whole { fresh } else { Validators::default() };
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Writes all of it, or nothing.
fn write(file: &Path, pages: &Pages) -> io::Result<()> {
    let beside = file.with_extension("json.part");
    let mut out = File::create(&beside)?;
    serde_json::to_writer(&mut out, pages)?;
    out.write_all(b"\n")?;
    out.sync_all()?;
    fs::rename(&beside, file)
}
