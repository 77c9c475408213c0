//! One request, its answer bounded in every way.

use std::collections::HashMap;
use std::io::Read;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::http::{HeaderMap, header};
use ureq::{Agent, ResponseExt};

use crate::Manners;
use crate::ledger::Validators;

/// What a request came to.
#[derive(Debug)]
pub(crate) enum Answer {
    /// 304
    Unchanged,
    /// The whole of it.
    Body(Body),
    /// The server asks to be left alone, if it says so for how long.
    Wait { what: String, wait: Option<Duration> },
    /// Nothing will come of asking again: 404, 410.
    Gone(String),
    /// It may go better another time.
    Failed(String),
}

/// An answer with a body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    /// Where it was in the end.
    pub(crate) address: String,
    pub(crate) validators: Validators,
    /// `Content-Type` without its parameters, in lower case.
    pub(crate) kind: String,
    pub(crate) charset: Option<String>,
}

/// The web as it is asked.
#[derive(Debug)]
pub(crate) struct Web {
    agent: Agent,
    pub(crate) manners: Manners,
    /// When each host may be asked again.
    free: Mutex<HashMap<String, Instant>>,
}

impl Web {
    pub(crate) fn new(manners: Manners) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(manners.redirects)
            .user_agent(manners.name.as_str())
            .timeout_global(Some(manners.timeout))
            .max_response_header_size(64 << 10)
            .build();
        Self { agent: config.new_agent(), manners, free: Mutex::default() }
    }

    /// How long a host is yet to be left in peace.
    pub(crate) fn pause_before(&self, host: &str) -> Duration {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.get(host).map(|free| free.saturating_duration_since(Instant::now())).unwrap_or_default()
    }

    /// Asks, after the pause that its host is due.
    pub(crate) fn get(&self, address: &str, accept: &str, validators: &Validators) -> Answer {
        let host = host_of(address);
        thread::sleep(self.pause_before(host));
        let mut request = self.agent.get(address).header(header::ACCEPT, accept);
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(modified) = &validators.modified {
            request = request.header(header::IF_MODIFIED_SINCE, modified);
        }
        let answer = self.read(request.call());
        let free = Instant::now() + self.manners.pause;
        self.free.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned(), free);
        answer
    }

    fn read(&self, response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
        let response = match response {
            Ok(response) => response,
            Err(error) => return Answer::Failed(format!("no answer ({error})")),
        };
        let status = response.status();
        let what = || format!("the server says {status}");
        match status.as_u16() {
            200 => {}
            304 => return Answer::Unchanged,
            404 | 410 | 451 => return Answer::Gone(what()),
            429 | 503 => return Answer::Wait { what: what(), wait: retry_after(response.headers()) },
            _ => return Answer::Failed(what()),
        }
        let address = response.get_uri().to_string();
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let validators = Validators { etag: text(header::ETAG), modified: text(header::LAST_MODIFIED) };
        let content_type = text(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_owned();
        let charset = content_type
            .split_once("charset=")
            .map(|(_, label)| label.split(';').next().unwrap_or_default().trim_matches(['"', '\'', ' ']).to_owned());
        let mut bytes = Vec::new();
        let most = self.manners.most;
        match response.into_body().into_reader().take(most + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > most => Answer::Failed(format!("longer than {most} bytes")),
            Ok(_) => Answer::Body(Body { bytes, address, validators, kind, charset }),
            Err(error) => Answer::Failed(format!("the answer broke off ({error})")),
        }
    }
}

/// The host of an address, with its port.
pub(crate) fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

/// `Retry-After`: seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(value).ok()?.timestamp();
    let seconds = until.as_second() - Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_waits() {
        assert_eq!(host_of("https://me@post.example:8080/a?b"), "post.example:8080");
        assert_eq!(host_of("https://post.example?x"), "post.example");
        let wait = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, value.parse().unwrap());
            retry_after(&headers)
        };
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Sun, 17 May 2020 10:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
    }
}
