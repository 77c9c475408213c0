use super::*;

fn feed(written: &str) -> Feed {
    read_feed(written.as_bytes().to_vec()).unwrap()
}

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
  <title>Harbour Post</title><link>https://post.example/</link>
  <item><title>Ferry runs &amp; runs</title><link>https://post.example/a</link><guid isPermaLink="false">a1</guid>
    <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;The ferry runs &amp;amp; the island waits.&lt;/p&gt;</description>
    <media:group><media:title>A boat</media:title></media:group></item>
  <item><title><![CDATA[Talks <b>end</b>]]></title><link>https://post.example/b</link><description>Short.</description>
    <content:encoded><![CDATA[<p>The talks ended.</p><p>“No deal,” she said.</p><figure><figcaption>A hall</figcaption></figure>]]></content:encoded></item>
</channel></rss>"#;

#[test]
fn rss_with_summaries_and_whole_articles() {
    let Feed { title, entries, broken } = feed(RSS);
    assert_eq!((title.as_deref(), entries.len(), broken), (Some("Harbour Post"), 2, None));
    assert_eq!(entries[0].title.as_deref(), Some("Ferry runs & runs"));
    assert_eq!(entries[0].key(), Some("a1"));
    let limits = Limits::default();
    let first = document(entries[0].clone(), 1, title.as_deref(), "f.xml", &limits).unwrap();
    assert_eq!(first.text, "The ferry runs & the island waits.");
    assert_eq!(first.warnings, [Warning::Summary]);
    assert_eq!(first.published.as_deref(), Some("2026-03-02"));
    let second = document(entries[1].clone(), 2, title.as_deref(), "f.xml", &limits).unwrap();
    assert_eq!(second.text, "The talks ended.\n\n“No deal,” she said.");
    assert_eq!((second.title.as_deref(), second.uri.as_deref()), (Some("Talks end"), Some("https://post.example/b")));
    assert_eq!(second.warnings, []);
}

#[test]
fn atom_with_xhtml_inside() {
    let Feed { title, entries, .. } = feed(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Post</title><entry><id>urn:x:1</id>
        <title type="html">A &lt;i&gt;new&lt;/i&gt; boat</title><link rel="self" href="https://post.example/1.atom"/>
        <link href="https://post.example/1?a=1&amp;b=2"/><updated>2026-03-02T08:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One boat.</p><p>Two &#8220;boats&#8221;.</p></div></content>
        </entry></feed>"#,
    );
    assert_eq!(title.as_deref(), Some("Post"));
    let entry = &entries[0];
    assert_eq!(entry.link.as_deref(), Some("https://post.example/1?a=1&b=2"));
    assert_eq!((entry.title.as_deref(), entry.date.as_deref()), (Some("A new boat"), Some("2026-03-02T08:00:00Z")));
    assert_eq!(text_of(entry.content.as_deref().unwrap()), "One boat.\n\nTwo “boats”.");
}

#[test]
fn a_json_feed() {
    let Feed { entries, .. } = feed(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": 7, "url": "https://post.example/7",
        "content_text": "One < two.\nThree.", "date_published": "2026-03-02T08:00:00Z"}]}"#,
    );
    assert_eq!(entries[0].key(), Some("7"));
    assert_eq!(text_of(entries[0].content.as_deref().unwrap()), "One < two.\n\nThree.");
}

#[test]
fn a_feed_is_read_up_to_where_it_breaks() {
    let cut = &RSS[..RSS.find("<content:encoded>").unwrap() + 30];
    let Feed { entries, broken, .. } = feed(cut);
    assert_eq!(entries.len(), 1);
    assert!(broken.is_some());
    let sloppy = "<rss><channel><item><title>AT&T & R&eacute;my <br> go</title></channel>";
    assert!(feed(sloppy).entries.len() <= 1);
    assert!(read_feed(b"<html><p>no".to_vec()).is_err());
    let bomb = "<rss>".to_owned() + &"<a>".repeat(100_000);
    assert!(feed(&bomb).broken.is_some());
}
