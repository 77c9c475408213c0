//! Who may ask, and what a browser may do with what it gets.
//!
//! The page shows whatever a store holds, so it must not be read by other pages of the same browser, nor from other machines
//! without a token. A page elsewhere can have its own name point at 127.0.0.1; its requests then carry that name as `Host`,
//! which is how they are known and refused. What comes of documents can only ever be text: no script but ours runs, and
//! nothing is fetched from anywhere else.

use std::net::IpAddr;

/// A request, as far as the page heeds it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The `Host` header.
    pub host: Option<String>,
    /// The path, as it came.
    pub path: String,
    /// The query, without its question mark.
    pub query: String,
    /// The `Cookie` header.
    pub cookie: Option<String>,
}

/// What is sent back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    /// Status of HTTP.
    pub status: u16,
    /// Headers of this reply beside those of every reply.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Headers of every reply.
pub(crate) const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// The cookie that holds the token.
const COOKIE: &str = "onrecord";

/// Decides on requests.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    /// Where it listens.
    address: IpAddr,
    /// What a request must know, where something must be known.
    token: Option<String>,
}

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It may go on.
    Pass,
    /// It brought the token in its address: keep it as a cookie, and ask again without it.
    Keep {
        /// For the cookie.
        cookie: String,
        /// Where to go.
        to: String,
    },
    /// No method but GET and HEAD.
    Method,
    /// It came by another name than ours.
    Host,
    /// It does not know the token.
    Token,
}

impl Guard {
    pub(crate) fn new(address: IpAddr, token: Option<String>) -> Self {
        Self { address, token }
    }

    /// Looks at a request.
    pub(crate) fn judge(&self, request: &Request) -> Verdict {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Verdict::Method;
        }
        let host = request.host.as_deref().map(name_of).unwrap_or_default();
        let ours = is_local(host) || host.parse::<IpAddr>().is_ok_and(|it| it == self.address);
        let Some(token) = &self.token else {
            return if ours { Verdict::Pass } else { Verdict::Host };
        };
        // With a token any name will do: a cookie belongs to the name under which it was given.
        if let Some((given, rest)) = token_of(&request.query) {
            if same(&given, token) {
                let to = if rest.is_empty() { request.path.clone() } else { format!("{}?{rest}", request.path) };
                let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
                // A path of two slashes would lead to another host.
                let to = format!("/{}", to.trim_start_matches(['/', '\\']));
                return Verdict::Keep { cookie, to };
            }
            return Verdict::Token;
        }
        let known =
            request.cookie.iter().flat_map(|header| header.split(';')).any(|pair| {
                pair.trim().split_once('=').is_some_and(|(name, value)| name == COOKIE && same(value, token))
            });
        if known { Verdict::Pass } else { Verdict::Token }
    }
}

/// The host without its port.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(name, _)| name);
    }
    host.rsplit_once(':')
        .map_or(host, |(name, port)| if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host })
}

/// The names of this machine for itself.
fn is_local(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The token in a query, and the query without it.
fn token_of(query: &str) -> Option<(String, String)> {
    let (ours, rest): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query.as_bytes()).partition(|(name, _)| name == "token");
    let token = ours.first()?.1.clone().into_owned();
    Some((token, form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish()))
}

/// Compares by hashes, so that the time it takes tells nothing of where the two differ.
fn same(given: &str, token: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn request(host: &str, path: &str, query: &str, cookie: Option<&str>) -> Request {
        Request {
            method: "GET".into(),
            host: Some(host.into()),
            path: path.into(),
            query: query.into(),
            cookie: cookie.map(str::to_owned),
        }
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let guard = Guard::new(Ipv4Addr::LOCALHOST.into(), None);
        let judged = |host: &str| guard.judge(&request(host, "/", "", None));
        for host in ["127.0.0.1:8480", "localhost:8480", "LOCALHOST", "[::1]:8480", "127.0.0.1"] {
            assert_eq!(judged(host), Verdict::Pass, "{host}");
        }
        for host in ["evil.example:8480", "127.0.0.1.evil.example", "", "localhost.evil.example:80", "10.0.0.7:8480"] {
            assert_eq!(judged(host), Verdict::Host, "{host}");
        }
        let nameless = Request { method: "GET".into(), path: "/".into(), ..Request::default() };
        assert_eq!(guard.judge(&nameless), Verdict::Host);
    }

    #[test]
    fn nothing_but_reading() {
        let guard = Guard::new(Ipv4Addr::LOCALHOST.into(), None);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get", "TRACE"] {
            let request = Request { method: method.into(), ..request("localhost", "/", "", None) };
            assert_eq!(guard.judge(&request), Verdict::Method, "{method}");
        }
    }

    #[test]
    fn a_token_is_asked_once_and_kept_as_a_cookie() {
        let guard = Guard::new(Ipv4Addr::UNSPECIFIED.into(), Some("tide7".into()));
        let judged = |query: &str, cookie| guard.judge(&request("news.lan", "//evil.example/x", query, cookie));
        assert_eq!(judged("", None), Verdict::Token);
        assert_eq!(judged("token=tide", None), Verdict::Token);
        assert_eq!(judged("", Some("onrecord=tide")), Verdict::Token);
        assert_eq!(judged("", Some("a=b; onrecord=tide7")), Verdict::Pass);
        let Verdict::Keep { cookie, to } = judged("q=x&token=tide7", None) else { panic!("no cookie") };
        assert!(cookie.starts_with("onrecord=tide7; ") && cookie.contains("HttpOnly") && cookie.contains("Strict"));
        assert_eq!(to, "/evil.example/x?q=x", "the address leads nowhere else");
    }
}
