//! Makes a web archive of made-up news pages, packed page by page as CC-NEWS is, for `onrecord bench --ingest`.
//!
//! ```console
//! $ cargo run --release -p onrecord-ingest --example archive -- PAGES KILOBYTES_OF_SCRIPT > pages.warc.gz
//! $ onrecord bench --ingest pages.warc.gz
//! ```
//!
//! What such a measure depends on is how much of a page is script, which costs little to pass over, and how much is text and
//! boxes; so that share is given. The rest of a page is some 35 KB: menus, an article of the repository's examples in another order of
//! sentences each time, teasers, comments, a footer. The same numbers give the same archive.

use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Numbers that look like chance and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    fn one<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.below(of.len())]
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let numbers: Vec<usize> = std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let [pages, script] = numbers[..] else { return Err("usage: archive PAGES KILOBYTES_OF_SCRIPT > FILE".into()) };
    let sentences = sentences()?;
    let mut numbers = Numbers(1);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for page in 0..pages {
        let html = html(page, script << 10, &sentences, &mut numbers);
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{html}",
            html.len()
        );
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{page:012x}>\r\n\
             WARC-Date: 2026-03-01T06:00:00Z\r\nWARC-Target-URI: https://gazette.example/2026/03/{page}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        let mut member = GzEncoder::new(&mut out, Compression::default());
        member.write_all(record.as_bytes())?;
        member.finish()?;
    }
    out.flush()?;
    Ok(())
}

/// The sentences of the examples, roughly.
fn sentences() -> io::Result<Vec<String>> {
    let mut sentences = Vec::new();
    for name in ["agency-wire", "chain-of-voices", "communique", "court", "denial", "feature"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).with_extension("txt");
        let text = std::fs::read_to_string(path)?.replace('\n', " ");
        sentences.extend(text.split_inclusive(". ").map(|each| each.trim().to_owned()).filter(|each| each.len() > 40));
    }
    Ok(sentences)
}

fn html(page: usize, script: usize, sentences: &[String], numbers: &mut Numbers) -> String {
    let title: String = numbers.one(sentences).chars().take(70).collect();
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Gazette</title>\
         <meta property=\"og:site_name\" content=\"The Gazette\"><meta property=\"article:published_time\" content=\"2026-03-01T05:12:00Z\">\
         <link rel=\"stylesheet\" href=\"/s.css\"><script>"
    );
    while script > 0 && html.len() < script {
        html +=
            &format!("window.q{0}=function(a,b){{if(a<{0}&&b){{return a.push(\"{0}<b>\")}}}};", numbers.below(1 << 20));
    }
    html += "</script></head><body><header><nav class=\"menu\"><ul>";
    for item in 0..120 {
        html += &format!(
            "<li class=\"menu-item\"><a href=\"/section/{item}\" data-track=\"nav-{item}\">Section {item}</a></li>"
        );
    }
    html += &format!("</ul></nav></header><main><article class=\"story\"><h1>{title}</h1><div class=\"story-body\">");
    for paragraph in 0..14 {
        let words: Vec<&str> = (0..3).map(|_| numbers.one(sentences)).collect();
        html += &format!("<p class=\"story-text\">{}</p>", words.join(" "));
        if paragraph % 5 == 4 {
            html += "<div class=\"ad\"><div id=\"slot\"></div></div>";
        }
    }
    html += &format!("</div></article><aside class=\"related\"><h2>More on this</h2><p>Page {page}</p>");
    for teaser in 0..40 {
        let words: String = numbers.one(sentences).chars().take(90).collect();
        html += &format!(
            "<div class=\"teaser\"><a href=\"/2026/03/t{teaser}\"><img src=\"/i/{teaser}.jpg\" alt=\"\"><h3>{words}</h3></a></div>"
        );
    }
    html += "</aside></main><section class=\"comments\">";
    for comment in 0..20 {
        html += &format!("<div class=\"comment\"><b>Reader {comment}</b><p>{}</p></div>", numbers.one(sentences));
    }
    html + "</section><footer><p>© The Gazette. All rights reserved.</p></footer></body></html>"
}
