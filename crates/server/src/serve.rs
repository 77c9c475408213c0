//! The shell: a socket, HTTP, and a pool of threads on which requests are answered.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{COOKIE, HOST};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode};
use onrecord_search::Notice;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::{App, Limits};
use crate::guard::{Guard, HEADERS, Reply, Request};
use crate::routes::{plain, reply};
use crate::trouble::Trouble;

/// Requests that are answered at once; others wait.
const AT_ONCE: usize = 4;
/// Stack of a thread that answers: queries are planned on threads of their own, pages need little.
const STACK: usize = 8 << 20;

/// How the page is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen. Any but the machine's own asks a token of everybody.
    pub address: IpAddr,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// What everybody must know. Without one, a token is made where one is needed.
    pub token: Option<String>,
    /// Time for one view.
    pub time: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { address: Ipv4Addr::LOCALHOST.into(), port: 0, token: None, time: Duration::from_secs(10) }
    }
}

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The store cannot be opened.
    #[error("{0}")]
    Store(String),
    /// The place is taken, or not ours.
    #[error("cannot listen at {address} ({cause}); give another --port or --address")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// The token cannot be used.
    #[error("a token has 8 to 200 letters and digits, without blanks and signs")]
    Token,
    /// The system has no random numbers.
    #[error("no token can be made ({0}); give one with --token")]
    Random(String),
    /// Threads or sockets fail.
    #[error("the page cannot be served ({0})")]
    Run(#[from] io::Error),
}

/// A page that is ready to be served.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    token: Option<String>,
    shared: Arc<Shared>,
}

/// What all requests share.
struct Shared {
    app: Arc<App>,
    guard: Guard,
    permits: Semaphore,
    /// How long a request may wait for its turn.
    patience: Duration,
}

impl Server {
    /// Opens the store and listens. `tell` hears what has to be done for search before.
    ///
    /// # Errors
    /// Where there is no store, the address cannot be listened at, or the token cannot be used.
    pub fn bind(store: &Path, options: Options, tell: impl FnMut(Notice)) -> Result<Self, ServerError> {
        let token = match options.token {
            Some(token) if is_token(&token) => Some(token),
            Some(_) => return Err(ServerError::Token),
            None if options.address.is_loopback() => None,
            None => Some(made_up()?),
        };
        let wanted = SocketAddr::new(options.address, options.port);
        let failed = |cause| ServerError::Listen { address: wanted, cause };
        let listener = TcpListener::bind(wanted).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        listener.set_nonblocking(true)?;
        let limits = Limits { time: options.time, rows: 100, taken: 100_000 };
        let app = App::open(store, limits, tell).map_err(|trouble| ServerError::Store(trouble.to_string()))?;
        let shared = Shared {
            app: Arc::new(app),
            guard: Guard::new(options.address, token.clone()),
            permits: Semaphore::new(AT_ONCE),
            patience: options.time,
        };
        Ok(Self { listener, address, token, shared: Arc::new(shared) })
    }

    /// The address to open, with the token where one is needed.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_of("/")
    }

    /// The address of a path on the page.
    #[must_use]
    pub fn url_of(&self, path: &str) -> String {
        // "Everywhere" is no address to go to; from this machine, it is itself.
        let host = match self.address.ip() {
            ip if ip.is_unspecified() => IpAddr::from(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        let token = self.token.iter().map(|token| format!("?token={token}")).collect::<String>();
        format!("http://{}{path}{token}", SocketAddr::new(host, self.address.port()))
    }

    /// Serves until `stop` says so; it is asked several times a second.
    ///
    /// # Errors
    /// Where threads cannot be started or the socket fails.
    pub fn run(self, stop: impl Fn() -> bool) -> Result<(), ServerError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(AT_ONCE * 2)
            .thread_name("page")
            .thread_stack_size(STACK)
            .enable_all()
            .build()?;
        self.shared.app.look_ahead();
        let outcome = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let router = Router::new().fallback(handle).with_state(self.shared);
            tokio::select! {
                outcome = axum::serve(listener, router).into_future() => outcome,
                () = async { while !stop() { tokio::time::sleep(Duration::from_millis(100)).await; } } => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_millis(200));
        Ok(outcome?)
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: HttpRequest<Body>) -> Response<Body> {
    let header = |headers: &HeaderMap, name| {
        headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::to_owned)
    };
    let asked = Request {
        method: request.method().as_str().to_owned(),
        host: header(request.headers(), HOST),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        cookie: header(request.headers(), COOKIE),
    };
    let Ok(Ok(permit)) = timeout(shared.patience, shared.permits.acquire()).await else {
        return response(plain(503, &format!("{}. {}", Trouble::Busy, Trouble::Busy.remedy())));
    };
    let worker = Arc::clone(&shared);
    let done = tokio::task::spawn_blocking(move || {
        // A fault in one view must not end the others.
        catch_unwind(AssertUnwindSafe(|| reply(&worker.app, &worker.guard, &asked)))
    });
    let reply = match done.await {
        Ok(Ok(reply)) => reply,
        _ => plain(500, &Trouble::Broken.to_string()),
    };
    drop(permit);
    response(reply)
}

fn response(reply: Reply) -> Response<Body> {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let common = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    for (name, value) in common.chain(reply.headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn is_token(token: &str) -> bool {
    (8..=200).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn made_up() -> Result<String, ServerError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| ServerError::Random(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
