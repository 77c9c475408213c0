//! RSS and Atom. Elements are known by the last part of their name, whatever its prefix, since feeds are careless with these;
//! prefixes count only where two elements would be the same (`content:encoded`, `media:title`).

use onrecord_page::decode_references;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Entry, Feed};
use crate::error::Problem;

/// Elements that may lie in one another.
const DEPTH: usize = 100;

/// Where a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    FeedTitle,
    Id,
    Link,
    Title,
    Published,
    Changed,
    Content,
    Summary,
}

/// What is being read.
#[derive(Default)]
struct State {
    feed: Feed,
    seen_root: bool,
    entry: Option<Draft>,
    /// Where the text goes, how deep its element lies in the feed, and the text so far, as HTML.
    goal: Option<(Goal, usize, String)>,
    depth: usize,
}

/// An entry with what may yet be replaced by something better.
#[derive(Default)]
struct Draft {
    entry: Entry,
    changed: Option<String>,
    depth: usize,
}

/// Reads a feed up to its end or to where it is broken.
///
/// # Errors
/// Where it is no feed at all.
pub(super) fn read(text: &str) -> Result<Feed, Problem> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => state.start(&element)?,
            Ok(Event::Empty(element)) => {
                state.start(&element)?;
                state.end();
            }
            Ok(Event::End(_)) => state.end(),
            // Markup in a feed is text written twice: what is decoded once here is HTML.
            Ok(Event::Text(text)) => state.text(&String::from_utf8_lossy(&text)),
            Ok(Event::CData(text)) => state.text(&String::from_utf8_lossy(&text)),
            Ok(Event::GeneralRef(name)) => {
                let written = format!("&{};", String::from_utf8_lossy(&name));
                state.text(&decode_references(&written));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                state.feed.broken = Some(format!("{error}, at byte {}", reader.error_position()));
                break;
            }
        }
        if state.depth > DEPTH {
            state.feed.broken = Some(format!("elements nested too deeply, at byte {}", reader.buffer_position()));
            break;
        }
    }
    if !state.seen_root {
        return Err(Problem::OtherFormat("XML that is no feed"));
    }
    Ok(state.feed)
}

impl State {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Problem> {
        self.depth += 1;
        let name = element.name();
        let name = String::from_utf8_lossy(name.as_ref()).to_ascii_lowercase();
        let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
        if !self.seen_root {
            self.seen_root = matches!(local, "rss" | "feed" | "rdf" | "channel");
            return if self.seen_root { Ok(()) } else { Err(Problem::OtherFormat("XML that is no feed")) };
        }
        if let Some((_, _, html)) = &mut self.goal {
            // Atom may hold XHTML as it is.
            html.push_str(&format!("<{local}>"));
            return Ok(());
        }
        if matches!(local, "item" | "entry") {
            self.finish_entry();
            self.entry = Some(Draft { depth: self.depth, ..Draft::default() });
            return Ok(());
        }
        let within = self.entry.as_ref().map(|draft| draft.depth + 1);
        let goal = match (within, local) {
            // Only what lies directly in the entry is the entry's own.
            (Some(depth), _) if depth != self.depth => None,
            (Some(_), "link") => {
                self.link(element);
                Some(Goal::Link)
            }
            (Some(_), "guid" | "id") => Some(Goal::Id),
            (Some(_), "title") if prefix != "media" => Some(Goal::Title),
            (Some(_), "pubdate" | "published" | "issued" | "date") => Some(Goal::Published),
            (Some(_), "updated" | "modified") => Some(Goal::Changed),
            (Some(_), "encoded") => Some(Goal::Content),
            (Some(_), "content") if prefix != "media" => Some(Goal::Content),
            (Some(_), "description" | "summary") if prefix != "media" && prefix != "itunes" => Some(Goal::Summary),
            (None, "title") if self.depth <= 3 && self.feed.title.is_none() => Some(Goal::FeedTitle),
            _ => None,
        };
        self.goal = goal.map(|goal| (goal, self.depth, String::new()));
        Ok(())
    }

    /// Atom's links: the one to the article has no `rel`, or `rel="alternate"`.
    fn link(&mut self, element: &BytesStart<'_>) {
        let value = |name: &str| {
            let found = element.html_attributes().flatten().find(|a| a.key.as_ref() == name.as_bytes())?;
            Some(decode_references(&String::from_utf8_lossy(&found.value)).into_owned())
        };
        let to_article = value("rel").is_none_or(|rel| rel == "alternate");
        if let (true, Some(address), Some(draft)) = (to_article, value("href"), &mut self.entry) {
            draft.entry.link.get_or_insert(address);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, html)) = &mut self.goal {
            html.push_str(text);
        }
    }

    fn end(&mut self) {
        match &mut self.goal {
            Some((_, depth, html)) if *depth < self.depth => html.push_str("</p>"),
            Some(_) => self.reach_goal(),
            None => {}
        }
        if self.entry.as_ref().is_some_and(|draft| draft.depth == self.depth) {
            self.finish_entry();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn reach_goal(&mut self) {
        let Some((goal, _, html)) = self.goal.take() else { return };
        let text = html.trim();
        if text.is_empty() {
            return;
        }
        let text = text.to_owned();
        let Some(draft) = &mut self.entry else {
            self.feed.title.get_or_insert(text);
            return;
        };
        let entry = &mut draft.entry;
        let place = match goal {
            Goal::FeedTitle => &mut self.feed.title,
            Goal::Id => &mut entry.id,
            Goal::Link => &mut entry.link,
            Goal::Title => &mut entry.title,
            Goal::Published => &mut entry.date,
            Goal::Changed => &mut draft.changed,
            Goal::Content => &mut entry.content,
            Goal::Summary => &mut entry.summary,
        };
        place.get_or_insert(text);
    }

    fn finish_entry(&mut self) {
        if let Some(Draft { mut entry, changed, .. }) = self.entry.take() {
            entry.date = entry.date.or(changed);
            // RSS: an id is an address too, if nothing else is.
            if entry.link.is_none() {
                entry.link = entry.id.clone().filter(|id| id.starts_with("http"));
            }
            self.feed.entries.push(entry);
        }
    }
}
