//! A server of the tests' own on 127.0.0.1, as well or badly behaved as a test wants it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What stands at a path.
#[derive(Clone)]
pub enum Reply {
    /// A page or feed with these further headers.
    Ok(String, &'static str),
    /// A status with headers and no body.
    Status(u16, String),
    /// 200 with this ETag, and 304 for whoever has it.
    Tagged(String, &'static str),
    /// More bytes promised than come.
    Truncated(String),
    /// A body without end.
    Endless,
    /// Nothing, for so long.
    Slow(Duration),
    /// No HTTP at all.
    Garbage,
}

#[derive(Default)]
struct Shop {
    replies: HashMap<String, Reply>,
    /// Requests, whole.
    asked: Vec<String>,
}

/// The server. It lives as long as the test's process.
#[derive(Clone)]
pub struct Server {
    shop: Arc<Mutex<Shop>>,
    base: String,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let shop = Arc::new(Mutex::new(Shop::default()));
        let serving = Arc::clone(&shop);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shop = Arc::clone(&serving);
                thread::spawn(move || serve(&shop, stream));
            }
        });
        Self { shop, base }
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn set(&self, path: &str, reply: Reply) {
        self.shop.lock().unwrap().replies.insert(path.to_owned(), reply);
    }

    /// How often a path was asked for.
    pub fn hits(&self, path: &str) -> usize {
        let start = format!("GET {path} ");
        self.shop.lock().unwrap().asked.iter().filter(|request| request.starts_with(&start)).count()
    }

    /// The last request.
    pub fn last(&self) -> String {
        self.shop.lock().unwrap().asked.last().cloned().unwrap_or_default()
    }
}

fn serve(shop: &Mutex<Shop>, mut stream: TcpStream) {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader.read_line(&mut request).is_ok_and(|count| count > 2) {}
    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
    let reply = {
        let mut shop = shop.lock().unwrap();
        shop.asked.push(request.clone());
        shop.replies.get(&path).cloned()
    };
    let head = |status: &str, headers: &str, length: usize| {
        format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n")
    };
    // Whoever asked may be gone already, which is nothing to this side.
    let _ = match reply.unwrap_or(Reply::Status(404, String::new())) {
        Reply::Ok(body, headers) => stream.write_all((head("200 OK", headers, body.len()) + &body).as_bytes()),
        Reply::Status(status, headers) => stream.write_all(head(&format!("{status} X"), &headers, 0).as_bytes()),
        Reply::Tagged(body, tag) => {
            let known = request.to_ascii_lowercase().contains(&format!("if-none-match: \"{tag}\""));
            let headers = format!("ETag: \"{tag}\"\r\n");
            let answer = if known {
                head("304 Not Modified", &headers, 0)
            } else {
                head("200 OK", &headers, body.len()) + &body
            };
            stream.write_all(answer.as_bytes())
        }
        Reply::Truncated(body) => stream.write_all((head("200 OK", "", body.len() + 1000) + &body).as_bytes()),
        Reply::Endless => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 1 << 16]).is_ok() {}
            Ok(())
        }
        Reply::Slow(time) => {
            thread::sleep(time);
            Ok(())
        }
        Reply::Garbage => stream.write_all(b"\0\x01\x02 what\r\n\r\n"),
    };
}
