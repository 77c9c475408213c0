//! Feeds that were changed at random: each is read or refused, and none makes the reader panic.
//!
//! A few thousand in the normal test command; `ONRECORD_FUZZ=1000000` tries so many.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use onrecord_ingest::feed::read_feed;

const FEEDS: [&str; 3] = [
    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel><title>Post &amp; Sun</title><item>\
     <guid isPermaLink=\"false\">a1</guid><title><![CDATA[Ferry <b>runs</b>]]></title><link>https://post.example/a</link>\
     <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;It runs.</description></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title><entry><id>1</id><link rel=\"alternate\" href=\"/1?a&amp;b\"/>\
     <updated>2026-03-02T08:00:00Z</updated><content type=\"xhtml\"><div><p>One &#8220;boat&#8221;.</p></div></content></entry></feed>",
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Post\", \"items\": [{\"id\": 7, \"content_text\": \"One.\\nTwo.\"}]}",
];

const PIECES: [&str; 14] = [
    "<",
    ">",
    "\"",
    "&",
    "&#x",
    "]]>",
    "<![CDATA[",
    "<item>",
    "</item>",
    "<entry>",
    "<title>",
    "<!--",
    "<?xml ",
    "\u{e9}",
];

/// A small generator of numbers (xorshift), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap()
    }
}

fn mutate(feed: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(feed.len());
    let length = dice.below(60).min(feed.len() - at);
    match dice.below(4) {
        0 => feed.extend_from_within(at..at + length),
        1 => drop(feed.drain(at..at + length)),
        2 => feed.splice(at..at, PIECES[dice.below(PIECES.len())].bytes()).for_each(drop),
        _ => {
            if let Some(byte) = feed.get_mut(at) {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }
        }
    }
}

#[test]
fn changed_feeds_are_read_or_refused() {
    let rounds: usize = std::env::var("ONRECORD_FUZZ").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3_000);
    let mut whole = 0;
    for round in 0..rounds {
        let mut dice = Dice((round as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut feed = FEEDS[round % FEEDS.len()].as_bytes().to_vec();
        for _ in 0..=dice.below(6) {
            mutate(&mut feed, &mut dice);
        }
        whole += usize::from(read_feed(feed).is_ok_and(|feed| !feed.entries.is_empty()));
    }
    assert!(whole * 5 > rounds, "most changes leave entries to be read: {whole} of {rounds}");
}

#[test]
fn feeds_of_one_trick_repeated_end() {
    for piece in [
        "<item>",
        "<a>",
        "&amp;",
        "&",
        "<title>",
        "<![CDATA[",
        "<item><guid>x</guid></item>",
        "</x>",
        "<!--",
        "<link href='x'/>",
    ] {
        let _ = read_feed(format!("<rss><channel>{}", piece.repeat((1 << 20) / piece.len())).into_bytes());
    }
}
