//! `onrecord serve` and `onrecord read --page`: the page answers until it is told to stop, and only those who may ask.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use program::{example, run};

/// A page that is being served.
struct Served {
    child: Child,
    /// The address that it printed.
    url: String,
}

impl Served {
    /// Starts the program; the first line that it prints is its address.
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }

    /// Host with port, and path with query, of the address.
    fn parts(&self) -> (&str, String) {
        let rest = self.url.strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        (host, format!("/{path}"))
    }

    /// The whole reply to a GET under a name of the host.
    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(self.parts().0).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    /// Ctrl-C; the exit status.
    fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Where a test has failed, the page would stay.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_store_is_served_until_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store").to_str().unwrap().to_owned();
    assert_eq!(run(&["code", &example("court.txt"), "--into", &store]).status, 0);
    let page = Served::start(&["serve", &store]);
    let (host, path) = page.parts();
    let reply = page.get(&path, host);
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains("What is on record"), "{reply}");
    assert!(reply.contains("content-security-policy: default-src 'none'"), "{reply}");
    let foreign = page.get("/", "evil.example");
    assert!(foreign.starts_with("HTTP/1.1 421") && !foreign.contains("What is on record"), "{foreign}");
    let events = page.get("/events.json", host);
    assert!(events.contains("\"rows\":[{"), "{events}");
    assert_eq!(page.stop(), Some(0));
}

#[test]
fn one_article_is_a_page_as_well() {
    let page = Served::start(&["read", &example("denial.txt"), "--page"]);
    let (host, path) = page.parts();
    assert!(path.starts_with("/doc/"), "{path}");
    let reply = page.get(&path, host);
    assert!(reply.contains("id=\"s1\"") && reply.contains("id=\"s1-why\""), "{reply}");
    assert_eq!(page.stop(), Some(0));
}

#[test]
fn another_address_asks_for_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store").to_str().unwrap().to_owned();
    assert_eq!(run(&["code", &example("brief.txt"), "--into", &store]).status, 0);
    let page = Served::start(&["serve", &store, "--address", "0.0.0.0"]);
    let (host, path) = page.parts();
    assert!(path.starts_with("/?token="), "{path}");
    assert!(page.get("/", host).starts_with("HTTP/1.1 401"));
    let kept = page.get(&path, host);
    assert!(kept.starts_with("HTTP/1.1 303") && kept.contains("set-cookie: onrecord="), "{kept}");
}

#[test]
fn what_cannot_be_served_says_why() {
    let nowhere = run(&["serve", "/nonexistent/store"]);
    assert_eq!((nowhere.status, nowhere.out.as_str()), (2, ""));
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store").to_str().unwrap().to_owned();
    assert_eq!(run(&["code", &example("brief.txt"), "--into", &store]).status, 0);
    let short = run(&["serve", &store, "--token", "a b"]);
    assert!(short.status == 2 && short.err.contains("8 to 200 letters and digits"), "{}", short.err);
}
