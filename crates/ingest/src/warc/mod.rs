//! Web archives (WARC 1.0 and 1.1, ISO 28500), as Common Crawl, the Internet Archive, wget and browsers write them.
//!
//! ```text
//! bytes ──feed──▶ records ──header──▶ responses, resources ──http──▶ payload ──payload──▶ page ──▶ Document
//! ```
//!
//! Responses and resources that are HTML or plain text become documents, and conversions to plain text (WET) as well; all
//! other records are passed over unread. One record is held at a time. A record that is broken is an error of its own:
//! reading goes on where the next one begins, in gzip also behind a damaged member.

mod feed;
mod header;
mod http;
mod payload;

use std::borrow::Cow;
use std::io;

use onrecord_page::Hints;

use crate::charset;
use crate::compression::{self, Compression};
use crate::date::iso_date;
use crate::document::{Document, Origin, Place, Warning};
use crate::error::{Problem, ReadError, RecordFault};
use crate::limits::Limits;
use crate::peek::Bytes;
use crate::progress::{Progress, SkipReason};
use crate::row::bare_id;
use crate::source::failed_read;
use feed::Feed;
use header::{Header, Kind};
use http::Message;

/// The documents of one archive.
pub(crate) struct Archive {
    name: String,
    compression: Option<Compression>,
    feed: Feed,
    limits: Limits,
    progress: Progress,
    /// Of the record last read, from 1.
    number: u64,
    /// Bytes before that record.
    offset: u64,
    /// Whether the next record is still to be found.
    lost: bool,
    /// Where the last error of the decoder came.
    failed_at: Option<u64>,
    /// Why the record that comes next cannot be read.
    next_fails: Option<io::Error>,
    done: bool,
}

/// Why there is no document.
enum Stop {
    /// The bytes cannot be had.
    Io(io::Error),
    /// The record is at fault, and reading can go on behind it.
    Record(Problem),
    /// It holds no article, which is no fault.
    Skip(SkipReason),
}

impl From<io::Error> for Stop {
    fn from(cause: io::Error) -> Self {
        Self::Io(cause)
    }
}

impl From<RecordFault> for Stop {
    fn from(fault: RecordFault) -> Self {
        Self::Record(Problem::BrokenRecord(fault))
    }
}

impl Archive {
    pub(crate) fn new(
        name: &str,
        compression: Option<Compression>,
        bytes: Bytes,
        limits: &Limits,
        progress: &Progress,
    ) -> Self {
        Self {
            name: name.to_owned(),
            compression,
            feed: Feed::new(bytes),
            limits: *limits,
            progress: progress.clone(),
            number: 0,
            offset: 0,
            lost: false,
            failed_at: None,
            next_fails: None,
            done: false,
        }
    }

    /// One record; `None` at the end, and `Some(None)` for one that need not be read.
    fn step(&mut self) -> Result<Option<Option<Document>>, Stop> {
        if let Some(cause) = self.next_fails.take() {
            (self.number, self.offset) = (self.number + 1, self.feed.offset);
            return Err(cause.into());
        }
        if self.lost {
            self.feed.find_record()?;
            self.lost = false;
        }
        self.feed.pass_blank(&mut 0)?;
        if self.feed.is_at_end()? {
            return Ok(None);
        }
        self.number += 1;
        self.offset = self.feed.offset;
        let header = Header::read(&mut self.feed).inspect_err(|_| self.lost = true)?;
        let Some(kind) = header.kind else {
            let passed = self.feed.pass(header.length)?;
            self.end(&[], passed == header.length)?;
            return Ok(Some(None));
        };
        let most = self.limits.record.min(header.length);
        let mut block = Vec::new();
        let whole = self.feed.take(most, &mut block)? && {
            let rest = header.length - most;
            self.feed.pass(rest)? == rest
        };
        self.end(&block, whole)?;
        let document = self.document(&header, kind, &block)?;
        Ok(Some(Some(document)))
    }

    /// Looks whether a record ends here, as its length says. Where it does not, finds where the next begins: within what
    /// was taken for the block, if the length is too large.
    fn end(&mut self, block: &[u8], whole: bool) -> Result<(), Stop> {
        let mut line_ends = 0;
        match self.feed.pass_blank(&mut line_ends) {
            Ok(()) => {}
            Err(cause) if whole && compression::is_of_next(&cause) => {
                self.next_fails = Some(cause);
                return Ok(());
            }
            Err(cause) => return Err(cause.into()),
        }
        // Behind the two line ends that are due, whatever comes is not this record's.
        if whole && (line_ends >= 2 || self.feed.is_at_end()? || self.feed.is_at_record()?) {
            return Ok(());
        }
        self.lost = true;
        if let Some(at) = feed::record_within(block) {
            self.feed.put_back(&block[at..]);
            return Err(RecordFault::Length.into());
        }
        Err(if whole { RecordFault::Length } else { RecordFault::Cut }.into())
    }

    /// The document of a record.
    fn document(&self, header: &Header, kind: Kind, block: &[u8]) -> Result<Document, Stop> {
        let message = match kind {
            Kind::Response => Message::parse(block).ok_or(RecordFault::NoHttp)?,
            Kind::Bare => Message::bare(header.content_type.as_deref(), block),
        };
        if message.status != 200 {
            return Err(Stop::Skip(SkipReason::NotOk));
        }
        let Some(form) = message.form() else { return Err(Stop::Skip(SkipReason::NotAPage)) };
        if header.length > self.limits.record {
            return Err(Stop::Record(Problem::RecordTooLong { limit: self.limits.record }));
        }
        let body = payload::unpack(&message, self.limits.record).map_err(Stop::Record)?;
        let url = header.uri.as_deref();
        let id = header.id.as_deref().or(url).map(bare_id);
        let mut document = Document {
            id: id.map_or_else(|| format!("{}:{}", self.name, self.number), str::to_owned),
            id_given: id.is_some(),
            text: String::new(),
            title: None,
            published: None,
            publisher: None,
            uri: url.map(str::to_owned),
            language: None,
            encoding: "UTF-8",
            origin: self.here(),
            warnings: Vec::new(),
        };
        match form {
            http::Form::Html => self.fill_from_page(&mut document, &message, &body)?,
            http::Form::Plain => fill_from_text(&mut document, &message, body)?,
        }
        if document.text.len() as u64 > self.limits.text {
            return Err(Stop::Record(Problem::TextTooLong { limit: self.limits.text }));
        }
        if document.text.trim().is_empty() {
            return Err(Stop::Skip(SkipReason::NoArticle));
        }
        // News is fetched within days of its publication, so the day of the fetch is better than none.
        document.published = document.published.or_else(|| iso_date(header.date.as_deref()?));
        document.publisher = document.publisher.or_else(|| host(document.uri.as_deref()?).map(str::to_owned));
        Ok(document)
    }

    fn fill_from_page(&self, document: &mut Document, message: &Message<'_>, body: &[u8]) -> Result<(), Stop> {
        let hints = Hints { charset: message.charset.clone(), url: document.uri.clone() };
        let page = onrecord_page::extract(body, &hints).map_err(|_| Stop::Skip(SkipReason::NoArticle))?;
        document.published = page.date.as_deref().and_then(iso_date);
        document.uri = page.url.or_else(|| document.uri.take());
        document.title = page.title;
        document.publisher = page.publisher;
        document.text = page.text;
        Ok(())
    }

    fn here(&self) -> Origin {
        Origin::at(&self.name, Place::Record(self.number))
    }

    /// What to do after an error of the decoder: damage in a member of gzip costs that member alone.
    fn failed(&mut self, cause: io::Error) -> Problem {
        let here = self.feed.offset;
        let again = self.failed_at.replace(here) == Some(here);
        self.lost = true;
        match failed_read(self.compression, cause) {
            Problem::Damaged { cause, .. } if cause.kind() == io::ErrorKind::UnexpectedEof => {
                self.done = true;
                Problem::BrokenRecord(RecordFault::Cut)
            }
            Problem::Damaged { cause, .. } if self.compression == Some(Compression::Gzip) && !again => {
                Problem::BrokenRecord(RecordFault::Damaged(cause.to_string()))
            }
            problem => {
                self.done = true;
                problem
            }
        }
    }
}

impl Iterator for Archive {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let problem = match self.step() {
                Ok(Some(Some(document))) => return Some(Ok(document)),
                Ok(Some(None)) => continue,
                Ok(None) => {
                    self.done = true;
                    return (self.number == 0).then(|| Err(Problem::Empty.at(Origin::whole(&self.name), None)));
                }
                Err(Stop::Skip(reason)) => {
                    self.progress.skip(reason, &self.here());
                    continue;
                }
                Err(Stop::Record(problem)) => problem,
                Err(Stop::Io(cause)) => self.failed(cause),
            };
            return Some(Err(problem.at(self.here(), Some(self.offset))));
        }
        None
    }
}

/// A payload of plain text.
fn fill_from_text(document: &mut Document, message: &Message<'_>, body: Cow<'_, [u8]>) -> Result<(), Stop> {
    let problem = |not_text| Stop::Record(Problem::NotText(not_text));
    let decoded = charset::decode_labelled(body.into_owned(), message.charset.as_deref()).map_err(problem)?;
    document.encoding = decoded.encoding;
    document.text = decoded.text;
    if decoded.replaced > 0 {
        document.warnings.push(Warning::Replaced { places: decoded.replaced });
    }
    Ok(())
}

/// The site that a URL names.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
