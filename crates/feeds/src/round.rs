//! One round: feeds first, then what is new in them, host by host in turn.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use onrecord_ingest::feed::{Entry, Feed, read_feed};
use onrecord_ingest::{Document, Origin, Problem, ReadError, document_of, iso_date};
use onrecord_page::{Hints, Page, extract, text_of};

use crate::ledger::{FeedState, Ledger};
use crate::web::{Answer, Body, Web, host_of};

/// What feeds are asked for.
const FEEDS: &str =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

/// What articles are asked for.
const PAGES: &str = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

/// What a round came to, so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Feeds that answered with entries.
    pub answered: u64,
    /// Feeds that said that nothing has changed.
    pub unchanged: u64,
    /// Feeds that are left alone until later.
    pub resting: u64,
    /// Feeds that failed.
    pub failed: u64,
    /// Entries that were new.
    pub new: u64,
}

/// Something to fetch.
enum Job {
    Feed(String),
    Article { feed: String, publisher: Option<String>, key: String, entry: Box<Entry> },
}

impl Job {
    fn address(&self) -> &str {
        match self {
            Self::Feed(address) => address,
            Self::Article { entry, .. } => entry.link.as_deref().unwrap_or_default(),
        }
    }
}

/// The documents of one round. Each step may wait for the web.
pub struct Round {
    jobs: VecDeque<Job>,
    ledger: Arc<Mutex<Ledger>>,
    web: Arc<Web>,
    report: Arc<Mutex<Report>>,
}

impl Round {
    pub(crate) fn new(feeds: &[String], ledger: Arc<Mutex<Ledger>>, web: Arc<Web>) -> Self {
        Self { jobs: feeds.iter().cloned().map(Job::Feed).collect(), ledger, web, report: Arc::default() }
    }

    /// What the round has come to, for whoever looks at it from elsewhere.
    pub fn report(&self) -> impl Fn() -> Report + use<> {
        let report = Arc::clone(&self.report);
        move || *report.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, note: impl FnOnce(&mut Report)) {
        note(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The first job whose host need not be waited for, or else the one that comes first.
    fn next_job(&mut self) -> Option<Job> {
        let pause = |job: &Job| self.web.pause_before(host_of(job.address()));
        let free = self.jobs.iter().enumerate().map(|(at, job)| (pause(job), at)).min()?;
        self.jobs.remove(free.1)
    }

    /// Asks a feed; its new entries become jobs.
    fn poll(&mut self, address: String) -> Option<ReadError> {
        let state: FeedState = self.ledger().feed(&address).clone();
        if !state.is_due() || self.ledger().is_spared(host_of(&address)) {
            self.note(|report| report.resting += 1);
            return None;
        }
        let answer = self.web.get(&address, FEEDS, &state.validators);
        let (problem, wait) = match answer {
            Answer::Unchanged => {
                self.ledger().feed(&address).unchanged();
                self.note(|report| report.unchanged += 1);
                return None;
            }
            Answer::Body(body) => {
                let validators = body.validators.clone();
                match read_feed(body.bytes) {
                    Ok(feed) => {
                        let broken = feed.broken.clone().map(|message| {
                            let entries = feed.entries.len() as u64;
                            failed(&address, Problem::BrokenFeed { message, entries })
                        });
                        self.answered(address, feed, validators);
                        return broken;
                    }
                    Err(problem) => (problem, None),
                }
            }
            Answer::Wait { what, wait } => (Problem::NotFetched(what), wait),
            Answer::Gone(what) | Answer::Failed(what) => (Problem::NotFetched(what), None),
        };
        let back_off = self.web.manners.back_off;
        self.ledger().feed(&address).failed(back_off, wait);
        self.note(|report| report.failed += 1);
        Some(failed(&address, problem))
    }

    fn answered(&mut self, address: String, feed: Feed, validators: crate::ledger::Validators) {
        let Feed { title, entries, .. } = feed;
        let mut present = Vec::new();
        let mut new = Vec::new();
        let mut ledger = self.ledger();
        let state = ledger.feed(&address);
        for entry in entries {
            let Some(key) = entry.key().map(str::to_owned) else { continue };
            if !state.has_seen(&key) && !present.contains(&key) {
                let (feed, publisher) = (address.clone(), title.clone());
                new.push(Job::Article { feed, publisher, key: key.clone(), entry: Box::new(entry) });
            }
            present.push(key);
        }
        state.answered(validators, present);
        drop(ledger);
        self.note(|report| {
            report.answered += 1;
            report.new += new.len() as u64;
        });
        self.jobs.extend(new);
    }

    /// Fetches an article. `None` where its host is to be left alone.
    fn article(&self, entry: &Entry, publisher: Option<&str>) -> Result<Document, Trouble> {
        let Some(link) = entry.link.as_deref().filter(|link| link.starts_with("http")) else {
            return told(entry, publisher).ok_or(Trouble::Lasting(Problem::NotFetched("no address to fetch".into())));
        };
        let host = host_of(link);
        if self.ledger().is_spared(host) {
            return Err(Trouble::Spared);
        }
        match self.web.get(link, PAGES, &crate::ledger::Validators::default()) {
            Answer::Body(body) => match page(body) {
                Ok(page) => Ok(document(page, entry, publisher)),
                Err(problem) => told(entry, publisher).ok_or(Trouble::Lasting(problem)),
            },
            Answer::Wait { what, wait } => {
                self.ledger().spare(host, wait.unwrap_or(self.web.manners.back_off));
                Err(Trouble::Passing(Problem::NotFetched(what)))
            }
            Answer::Gone(what) => told(entry, publisher).ok_or(Trouble::Lasting(Problem::NotFetched(what))),
            Answer::Failed(what) => Err(Trouble::Missed(Problem::NotFetched(what))),
            Answer::Unchanged => Err(Trouble::Missed(Problem::NotFetched("no answer".into()))),
        }
    }
}

/// Why there is no article.
enum Trouble {
    /// Its host asked to be left alone, and nothing needs to be said again.
    Spared,
    /// The same, said for the first time. It is no fault of the article.
    Passing(Problem),
    /// It counts as a try.
    Missed(Problem),
    /// No try will help.
    Lasting(Problem),
}

impl Iterator for Round {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_job()? {
                Job::Feed(address) => {
                    if let Some(error) = self.poll(address) {
                        return Some(Err(error));
                    }
                }
                Job::Article { feed, publisher, key, entry } => {
                    let tries = self.web.manners.tries;
                    let address = entry.link.clone().unwrap_or_else(|| feed.clone());
                    let problem = match self.article(&entry, publisher.as_deref()) {
                        Ok(document) => {
                            self.ledger().feed(&feed).give(&key);
                            return Some(Ok(document));
                        }
                        Err(Trouble::Spared) => continue,
                        Err(Trouble::Passing(problem)) => problem,
                        Err(Trouble::Missed(problem)) => {
                            self.ledger().feed(&feed).missed(&key, tries);
                            problem
                        }
                        Err(Trouble::Lasting(problem)) => {
                            self.ledger().feed(&feed).missed(&key, 0);
                            problem
                        }
                    };
                    return Some(Err(failed(&address, problem)));
                }
            }
        }
    }
}

fn failed(address: &str, problem: Problem) -> ReadError {
    ReadError { origin: Origin::whole(address), offset: None, problem }
}

fn page(body: Body) -> Result<Page, Problem> {
    if !(body.kind.is_empty() || body.kind.starts_with("text/") || body.kind.contains("html")) {
        return Err(Problem::NotFetched(format!("{}, no page", body.kind)));
    }
    let hints = Hints { charset: body.charset, url: Some(body.address) };
    extract(&body.bytes, &hints).map_err(Problem::NoArticle)
}

/// The document of a page, with what only the feed says.
fn document(page: Page, entry: &Entry, publisher: Option<&str>) -> Document {
    let link = entry.link.clone().unwrap_or_default();
    let mut document = document_of(page, link.clone(), true, Origin::whole(&link));
    // A page behind a wall may say less than the feed.
    let whole = entry.content.as_deref().map(text_of).filter(|text| text.len() > document.text.len());
    if let Some(whole) = whole {
        document.text = whole;
    }
    fill(document, entry, publisher)
}

/// The document that the feed itself holds, where it has the whole article.
fn told(entry: &Entry, publisher: Option<&str>) -> Option<Document> {
    let text = entry.content.as_deref().map(text_of).filter(|text| !text.is_empty())?;
    let id = entry.link.clone().or_else(|| entry.id.clone())?;
    let page = Page { text, ..Page::default() };
    let origin = Origin::whole(&id);
    Some(fill(document_of(page, id, true, origin), entry, publisher))
}

fn fill(mut document: Document, entry: &Entry, publisher: Option<&str>) -> Document {
    document.title = document.title.or_else(|| entry.title.clone());
    document.published = document.published.or_else(|| entry.date.as_deref().and_then(iso_date));
    document.publisher = document.publisher.or_else(|| publisher.map(str::to_owned));
    document.uri = document.uri.or_else(|| entry.link.clone());
    document
}

/// Waits, in steps, until the time is over or `stop` says so.
pub fn rest(time: Duration, stop: impl Fn() -> bool) {
    let end = std::time::Instant::now() + time;
    while !stop() {
        let left = end.saturating_duration_since(std::time::Instant::now());
        if left.is_zero() {
            return;
        }
        thread::sleep(left.min(Duration::from_millis(200)));
    }
}
