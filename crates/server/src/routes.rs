//! From a path to a view: one table.
//!
//! `/time` is a page, `/time.csv` and `/time.json` the same as files. Views without a row in the navigation take the rest of
//! the path: `/doc/KEY`, `/entity/NAME`, `/story/KEY`.

use std::sync::Arc;

use crate::answer::{self, Answer};
use crate::app::{App, Inquiry};
use crate::asked::{Asked, unsegment};
use crate::assets;
use crate::form::Field;
use crate::guard::{Guard, Reply, Request, Verdict};
use crate::layout::{self, Around};
use crate::trouble::Trouble;
use crate::views;

/// A view with an address of its own.
pub(crate) struct View {
    /// Its path.
    pub path: &'static str,
    /// Its name in the navigation.
    pub name: &'static str,
    /// What its form asks.
    pub fields: &'static [Field],
    /// Makes its answer.
    pub show: fn(&Inquiry) -> Result<Answer, Trouble>,
}

/// All views, in the order of the navigation.
pub(crate) const VIEWS: &[View] = &[
    View { path: "/", name: "First page", fields: &[], show: views::home::show },
    View { path: "/search", name: "Search", fields: views::search::FIELDS, show: views::search::show },
    View { path: "/events", name: "Events", fields: views::events::FIELDS, show: views::events::show },
    View { path: "/statements", name: "Statements", fields: views::statements::FIELDS, show: views::statements::show },
    View { path: "/time", name: "Over time", fields: views::time::FIELDS, show: views::time::show },
    View { path: "/pairs", name: "Who with whom", fields: views::pairs::FIELDS, show: views::pairs::show },
    View { path: "/ledger", name: "Ledger", fields: views::ledger::FIELDS, show: views::ledger::show },
    View { path: "/score", name: "Score", fields: views::score::FIELDS, show: views::score::show },
    View { path: "/accounts", name: "Accounts", fields: views::accounts::FIELDS, show: views::accounts::show },
    View { path: "/map", name: "Map", fields: views::map::FIELDS, show: views::map::show },
];

/// A view of one thing, whose name is the rest of the path.
struct Of {
    prefix: &'static str,
    show: fn(&Inquiry, &str) -> Result<Answer, Trouble>,
}

const OF: &[Of] = &[
    Of { prefix: "/doc/", show: views::doc::show },
    Of { prefix: "/entity/", show: views::entity::show },
    Of { prefix: "/story/", show: views::story::show },
];

/// The longest name in a path, in bytes. Names of documents may be as long as a line.
const LONGEST: usize = 16_000;

/// How an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Csv,
    Json,
}

/// Answers a request.
pub(crate) fn reply(app: &Arc<App>, guard: &Guard, request: &Request) -> Reply {
    match guard.judge(request) {
        Verdict::Pass => {}
        Verdict::Keep { cookie, to } => {
            return Reply { status: 303, headers: vec![("location", to), ("set-cookie", cookie)], body: Vec::new() };
        }
        Verdict::Method => {
            let mut reply = plain(405, "This page is only read: GET and HEAD.");
            reply.headers.push(("allow", "GET, HEAD".to_owned()));
            return reply;
        }
        Verdict::Host => {
            return plain(421, "This page answers to 127.0.0.1 and localhost only; open it under one of these names.");
        }
        Verdict::Token => return plain(401, "A token is needed: open the address that `onrecord serve` printed."),
    }
    if let Some(name) = request.path.strip_prefix("/asset/") {
        return match assets::find(name) {
            Some((kind, body)) => Reply {
                status: 200,
                headers: vec![("content-type", kind.to_owned()), ("cache-control", "no-cache".to_owned())],
                body: body.to_vec(),
            },
            None => plain(404, "There is no such file."),
        };
    }
    app.keep_up();
    view(app, &request.path, &request.query)
}

fn view(app: &Arc<App>, path: &str, query: &str) -> Reply {
    let (path, form) = match path.rsplit_once('.') {
        Some((path, "csv")) => (path, Form::Csv),
        Some((path, "json")) => (path, Form::Json),
        _ => (path, Form::Page),
    };
    // The first page has no name to put an ending to.
    let path = if path == "/home" { "/" } else { path };
    let found = VIEWS.iter().find(|view| view.path == path);
    let asked = match Asked::parse(query) {
        Ok(asked) => asked,
        Err(error) => return failed(&error.into(), form, path, &Asked::default(), found),
    };
    let inquiry = app.inquiry(asked, path.to_owned(), form != Form::Page);
    let answer = match found {
        Some(view) => (view.show)(&inquiry),
        None => of(&inquiry, path),
    };
    match answer {
        Ok(answer) => shown(&answer, &inquiry, form, path, found),
        Err(trouble) => failed(&trouble, form, path, &inquiry.asked, found),
    }
}

fn of(inquiry: &Inquiry, path: &str) -> Result<Answer, Trouble> {
    let missing = || Trouble::Missing("There is no page at this address.".to_owned());
    let (of, rest) = OF.iter().find_map(|of| Some((of, path.strip_prefix(of.prefix)?))).ok_or_else(missing)?;
    let name = unsegment(rest).filter(|name| !name.is_empty() && name.len() <= LONGEST).ok_or_else(missing)?;
    (of.show)(inquiry, &name)
}

fn shown(answer: &Answer, inquiry: &Inquiry, form: Form, path: &str, view: Option<&View>) -> Reply {
    let sql = inquiry.told();
    match form {
        Form::Page => {
            let around = Around { path, asked: &inquiry.asked, view, sql: &sql };
            typed(200, "text/html; charset=utf-8", layout::page(answer, &around).into_bytes())
        }
        Form::Csv => {
            let mut reply = typed(200, "text/csv; charset=utf-8", answer::csv(&answer.table));
            let name: String = path.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
            let name = if name.is_empty() { "home".to_owned() } else { name };
            reply.headers.push(("content-disposition", format!("attachment; filename=\"onrecord-{name}.csv\"")));
            reply
        }
        Form::Json => {
            let json = || answer::json(&answer.table, &answer.title, &sql, &answer.notes);
            typed(200, "application/json", answer.json.clone().unwrap_or_else(json).into_bytes())
        }
    }
}

fn failed(trouble: &Trouble, form: Form, path: &str, asked: &Asked, view: Option<&View>) -> Reply {
    let status = trouble.status();
    match form {
        Form::Page => {
            let around = Around { path, asked, view, sql: &[] };
            typed(status, "text/html; charset=utf-8", layout::trouble(trouble, &around).into_bytes())
        }
        Form::Csv => plain(status, &format!("{trouble}\n{}", trouble.remedy())),
        Form::Json => {
            let json = serde_json::json!({"error": trouble.to_string(), "remedy": trouble.remedy()});
            typed(status, "application/json", json.to_string().into_bytes())
        }
    }
}

fn typed(status: u16, kind: &str, body: Vec<u8>) -> Reply {
    let headers = vec![("content-type", kind.to_owned()), ("cache-control", "no-store".to_owned())];
    Reply { status, headers, body }
}

/// A reply in a few plain words.
pub(crate) fn plain(status: u16, words: &str) -> Reply {
    typed(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
}

#[cfg(test)]
mod tests {
    use crate::testing::{page, page_of};

    #[test]
    fn every_view_is_a_page_a_table_and_json() {
        let page = page();
        for view in super::VIEWS {
            let path = if view.path == "/" { "/home" } else { view.path };
            let html = page.html(view.path);
            assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
            assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains(" onclick"), "{path}");
            let csv = page.get(&format!("{path}.csv"));
            assert!(matches!(csv.status, 200 | 400), "{path}: {}", csv.status);
            let json = page.get(&format!("{path}.json"));
            let value: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
            assert!(value["rows"].is_array() || json.status == 400, "{path}: {value}");
        }
    }

    #[test]
    fn every_view_of_an_empty_store_says_what_to_do() {
        let page = page_of(&[]);
        for view in super::VIEWS {
            let reply = page.get(view.path);
            let html = String::from_utf8(reply.body).unwrap();
            assert!(matches!(reply.status, 200 | 400), "{}: {html}", view.path);
            assert!(html.contains("class=\"nothing\"") || html.contains("role=\"alert\""), "{}: {html}", view.path);
        }
    }

    #[test]
    fn what_is_not_there_or_cannot_be_asked_is_told_with_a_way_on() {
        let page = page();
        let (status, html) = page.refused("/nowhere");
        assert_eq!(status, 404);
        assert!(html.contains("There is no page at this address"));
        let (status, html) = page.refused("/events?from=yesterday");
        assert_eq!(status, 400);
        assert!(html.contains("write it as 2019-03-30") && html.contains("<form"), "{html}");
        let (status, json) = page.refused("/events.json?colour=red");
        assert_eq!(status, 400);
        assert!(json.contains("nothing that can be asked"), "{json}");
        assert_eq!(page.get("/asset/../Cargo.toml").status, 404);
        assert_eq!(page.get("/asset/onrecord.css").status, 200);
    }

    #[test]
    fn the_queries_behind_a_view_are_shown() {
        let html = page().html("/events?type=ACCUSE");
        assert!(
            html.contains("SQL behind it") && html.contains("e.type = &#39;ACCUSE&#39;")
                || html.contains("e.type = 'ACCUSE'"),
            "{html}"
        );
    }
}
