//! `watch`: what is new in feeds goes into a store, once; and pages as inputs of the other commands.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use onrecord_store::{Store, Table};
use program::{Folder, run};

fn article(name: &str) -> String {
    format!(
        "<html lang=en><title>Ferry to {name} runs again | Harbour Post</title><nav><a href=/>Home</a></nav><article>\
         <h1>Ferry to {name} runs again</h1><p>The ferry to {name} runs again, the harbour office said on Friday after three \
         weeks.</p><p>“The island needs its boat,” said Ivo Brandt, who leads the office of the harbour.</p></article>"
    )
}

/// A feed with two articles and one that is missing, told apart by tag.
fn serve(mut stream: TcpStream, base: &str) {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader.read_line(&mut request).is_ok_and(|count| count > 2) {}
    let path = request.split(' ').nth(1).unwrap_or("/");
    let item = |path: &str| format!("<item><title>{path}</title><link>{base}{path}</link></item>");
    let (status, body) = match path {
        "/feed" if request.contains("\"tag\"") => ("304 Not Modified", String::new()),
        "/feed" => {
            let items: String = ["/lissa", "/orvel", "/missing"].map(item).concat();
            ("200 OK", format!("<rss><channel><title>Harbour Post</title>{items}</channel></rss>"))
        }
        "/lissa" | "/orvel" => ("200 OK", article(&path[1..])),
        _ => ("404 Not Found", String::new()),
    };
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nETag: \"tag\"\r\nContent-Length: {}\r\n\r\n", body.len());
    let _ = stream.write_all((head + &body).as_bytes());
}

fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let at = base.clone();
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| serve(stream, &at)));
    base
}

#[test]
fn a_round_codes_what_is_new_and_the_next_finds_nothing() {
    let list = format!("# our own\n{}/feed\n", server());
    let folder = Folder::new(&[("feeds.txt", list.as_bytes())]);
    let (feeds, store) = (folder.path("feeds.txt"), folder.path("store"));
    let watch = || run(&["watch", &feeds, "--into", &store, "--once", "--pause", "0s"]);
    let first = watch();
    assert_eq!((first.status, first.out.as_str()), (1, ""), "{}", first.err);
    assert!(first.err.contains("coded     2 documents"), "{}", first.err);
    assert!(first.err.contains("/missing: the server says 404"), "{}", first.err);
    assert!(first.err.contains("1 with 3 new entries"), "{}", first.err);
    let rows = |table| Store::open(Path::new(&store)).unwrap().rows(table).unwrap();
    let found = (rows(Table::Documents), rows(Table::Statements));
    assert!(found.0 == 2 && found.1 >= 2, "{found:?}");

    let second = watch();
    assert_eq!(second.status, 0, "{}", second.err);
    assert!(second.err.contains("coded     0 documents") && second.err.contains("1 unchanged"), "{}", second.err);

    // Killed before anything was noted: fetched again, and not doubled.
    std::fs::remove_file(Path::new(&store).join("watch.json")).unwrap();
    let third = watch();
    assert!(third.err.contains("2 done before"), "{}", third.err);
    assert_eq!((rows(Table::Documents), rows(Table::Statements)), found);
}

#[test]
fn a_list_that_is_none_is_refused_by_line() {
    let folder = Folder::new(&[("feeds.txt", b"https://post.example/feed\nnonsense\n"), ("none.txt", b"# nothing\n")]);
    let store = folder.path("store");
    let wrong = run(&["watch", &folder.path("feeds.txt"), "--into", &store, "--once"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("line 2") && wrong.err.contains("nonsense"), "{}", wrong.err);
    assert_eq!(run(&["watch", &folder.path("none.txt"), "--into", &store, "--once"]).status, 2);
    assert!(!Path::new(&store).exists());
}

#[test]
fn a_page_is_read_as_the_article_on_it() {
    let page = article("Lissa");
    let folder = Folder::new(&[("page.html", page.as_bytes())]);
    let read = run(&["read", &folder.path("page.html"), "--format", "jsonl"]);
    assert_eq!(read.status, 0, "{}", read.err);
    assert!(read.out.contains("\"text\":\"The ferry to Lissa runs again"), "{}", read.out);
    assert!(read.out.contains("Ivo Brandt") && !read.out.contains("Home"), "{}", read.out);
}
