//! The reader: a record as an article with its statements and events laid over the text, and a card for each that explains it.
//!
//! ```text
//! Record ──marks──▶ paragraphs: text in nested marks, each with a label ──┐
//!        ├─cards──▶ what each statement and event is, and why ────────────┼──▶ one page
//!        └─facts──▶ heading, names ───────────────────────────────────────┘
//! ```
//!
//! Pure: a record in, markup out. A statement `s3` has two places: `#s3` in the text and `#s3-why`, its card; they lead to each
//! other, so that everything works without script. Script adds keys, and shows the card of what was chosen beside its words.

mod cards;
mod facts;
mod marks;
mod quoted;
mod table;

use maud::{Markup, html};
use onrecord_record::{CharIndex, Record};

pub(crate) use table::table;

use quoted::Text;

/// What is known of a document beside its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    /// The story that it tells.
    pub story: &'a str,
    /// How many documents tell it.
    pub copies: i64,
}

/// The article with all that is laid over it.
pub(crate) fn article(record: &Record, beside: Beside<'_>) -> Markup {
    let index = CharIndex::new(&record.text);
    let text = Text::new(record, &index);
    html! {
        (facts::heading(record, &text, beside))
        (legend(record))
        div class="reader" {
            article class="text" lang=[record.doc.language.as_deref().filter(|it| it.len() < 9)] dir="auto" aria-label="The article" {
                @for block in marks::blocks(record, &text) { (block) }
            }
            aside class="panel" id="panel" tabindex="0" aria-label="Statements and events explained" {
                (cards::all(record, &text))
            }
        }
        (facts::names(record))
    }
}

/// What the marks mean. The boxes hide what one does not want to see, without script.
fn legend(record: &Record) -> Markup {
    html! {
        div class="legend" role="group" aria-label="Marks" {
            label { input type="checkbox" id="show-statements" checked; " " (record.statements.len()) " statements: "
                span class="mark source" { "source" } " " span class="mark cue" { "cue" } " " span class="mark content" { "content" } }
            label { input type="checkbox" id="show-events" checked; " " (record.events.len()) " events: "
                span class="mark anchor" { "act" } }
            span class="keys" { kbd { "j" } " " kbd { "k" } " next, previous statement; " kbd { "n" } " " kbd { "p" } " event" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::article;

    fn shown(record: &Record) -> String {
        super::article(record, Beside { story: "x", copies: 1 }).into_string()
    }

    #[test]
    fn each_statement_and_event_has_a_place_in_the_text_and_a_card() {
        let html = shown(&article("a1", "2026-03-01", "Harbour Wire", "Ana Lind"));
        for id in ["s1", "v1", "v2", "v3"] {
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}: {html}");
            assert!(html.contains(&format!("id=\"{id}-why\"")), "{id}");
            assert!(html.contains(&format!("href=\"#{id}-why\"")) && html.contains(&format!("href=\"#{id}\"")), "{id}");
        }
        assert!(html.contains("on the word of"), "{html}");
        assert!(html.contains("the model: type ACCUSE (0.50)"), "the reasons of explain: {html}");
        assert!(html.contains("/entity/Ana%20Lind"));
    }

    #[test]
    fn hostile_words_in_every_field_are_only_text() {
        let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}";
        let mut record = article("a1", "2026-03-01", "Harbour Wire", "Ana Lind");
        record.text = format!("{evil} said no.");
        let chars = u32::try_from(evil.chars().count()).unwrap();
        let whole = onrecord_record::Span::new(0, chars);
        for place in [&mut record.doc.title, &mut record.doc.publisher, &mut record.doc.uri, &mut record.doc.published]
        {
            *place = Some(evil.to_owned());
        }
        record.doc.id = evil.to_owned();
        record.paragraphs = vec![whole];
        record.sentences = vec![whole];
        for entity in &mut record.entities {
            (entity.name, entity.role, entity.country) =
                (evil.to_owned(), Some(evil.to_owned()), Some(evil.to_owned()));
            entity.sectors = vec![evil.to_owned()];
        }
        for statement in &mut record.statements {
            statement.id = evil.to_owned();
            statement.source.spans = vec![whole];
            statement.cue.class = Some(evil.to_owned());
            statement.within = Some(evil.to_owned());
        }
        for event in &mut record.events {
            (event.id, event.kind, event.mode, event.quad) =
                (evil.to_owned(), evil.to_owned(), Some(evil.to_owned()), evil.to_owned());
            event.anchor = vec![whole];
            event.statement = Some(evil.to_owned());
            event.time.start = Some(evil.to_owned());
            if let Some(place) = &mut event.location {
                place.name = evil.to_owned();
            }
            event.reasons.iter_mut().for_each(|reason| reason.id = evil.to_owned());
        }
        let html = shown(&record);
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(!html.contains('\u{202e}'), "a direction mark would turn around what stands beside it");
        // Every attribute ends where we end it: no quotation mark of theirs is left as it is.
        assert!(!html.contains("\"'><") && !html.contains("alert(1)</script>\""), "{html}");
        assert!(!html.contains("href=\"<"), "an address is a link only where it is one: {html}");
    }

    #[test]
    fn spans_beyond_the_text_and_crossing_ones_do_no_harm() {
        let mut record = article("a1", "2026-03-01", "Harbour Wire", "Ana Lind");
        record.statements[0].content.spans =
            vec![onrecord_record::Span::new(5, 40), onrecord_record::Span::new(20, 9_999)];
        record.events[0].anchor = vec![onrecord_record::Span::new(30, 60)];
        let html = shown(&record);
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count(), "{html}");
        assert!(html.contains("id=\"v1\""));
    }

    #[test]
    fn a_long_article_stays_quick() {
        let mut record = article("a1", "2026-03-01", "Harbour Wire", "Ana Lind");
        let one = record.text.clone();
        let chars = u32::try_from(one.chars().count()).unwrap();
        let times = 2_000_u32;
        record.text = one.repeat(times as usize);
        let moved = |span: onrecord_record::Span<onrecord_record::Chars>, by: u32| {
            onrecord_record::Span::new(span.start() + by, span.end() + by)
        };
        let (statement, event) = (record.statements[0].clone(), record.events[2].clone());
        (record.statements, record.events) = (Vec::new(), Vec::new());
        record.paragraphs = (0..times).map(|i| onrecord_record::Span::new(i * chars, (i + 1) * chars)).collect();
        for i in 0..times {
            let mut said = statement.clone();
            said.id = format!("s{}", i + 1);
            for spans in [&mut said.source.spans, &mut said.cue.spans, &mut said.content.spans] {
                spans.iter_mut().for_each(|span| *span = moved(*span, i * chars));
            }
            record.statements.push(said);
            let mut done = event.clone();
            done.id = format!("v{}", i + 1);
            done.anchor.iter_mut().for_each(|span| *span = moved(*span, i * chars));
            record.events.push(done);
        }
        let began = std::time::Instant::now();
        let html = shown(&record);
        assert!(html.contains("id=\"s2000\"") && html.contains("id=\"v2000-why\""));
        let took = began.elapsed();
        assert!(took.as_secs_f64() < 10.0, "grows faster than the article: {took:?} for {} bytes", record.text.len());
    }
}
