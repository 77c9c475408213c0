//! From the characters of a page to its outline and to what it says of itself.

use std::hash::{DefaultHasher, Hasher};

use crate::attributes::Attributes;
use crate::elements::Tag;
use crate::entities;
use crate::facts::Facts;
use crate::outline::{Builder, Marks, Outline};
use crate::signals::{self, Signal, Signals};
use crate::tokens::{Token, Tokens};

/// Reads a page.
pub(crate) fn read(html: &str) -> (Outline, Facts) {
    let mut builder = Builder::new(html.len());
    let mut facts = Facts::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => builder.text(&entities::decode(text)),
            Token::Start { tag, attributes } => start(&mut builder, &mut facts, tag, attributes),
            Token::End { tag } => builder.end(tag),
            Token::Raw { tag: Tag::Script, attributes, content } => facts.script(attributes, content),
            Token::Raw { tag: Tag::Title, content, .. } => {
                // The title of a drawing is none of the page.
                if !builder.is_muted() {
                    facts.page_title(content);
                }
            }
            Token::Raw { .. } => {}
        }
        if builder.is_full() {
            break;
        }
    }
    (builder.finish(), facts)
}

/// The outline of a piece of HTML, such as an article inside JSON.
pub(crate) fn read_piece(html: &str) -> Outline {
    read(html).0
}

fn start(builder: &mut Builder, facts: &mut Facts, tag: Tag, attributes: Attributes<'_>) {
    match tag {
        Tag::Meta => facts.meta(attributes),
        Tag::Link => facts.link(attributes),
        Tag::Time => facts.time(attributes),
        Tag::A if attributes.raw("href").is_some() => builder.link(),
        Tag::Br => builder.line_break(),
        Tag::Hr => builder.rule(),
        Tag::Thing | Tag::Button => builder.mute(tag),
        Tag::Inline => inline(builder, facts, attributes),
        Tag::Html => facts.language(attributes),
        // What the page as a whole is called says nothing of its parts.
        Tag::Body => builder.begin(tag, || (Signals::default(), Marks::default(), 0)),
        _ if tag.is_container() => builder.begin(tag, || describe(attributes)),
        _ => {}
    }
}

/// Captions and words for screen readers may stand in elements that break no line.
fn inline(builder: &mut Builder, facts: &mut Facts, attributes: Attributes<'_>) {
    if builder.is_muted() {
        builder.nest(Tag::Inline);
        return;
    }
    if attributes.is_empty() {
        return;
    }
    let (signals, marks, _) = describe(attributes);
    if signals.has(Signal::Hidden) || signals.has(Signal::Caption) || marks.hidden {
        builder.mute(Tag::Inline);
    }
    facts.property(attributes);
}

/// What the attributes of a box say.
fn describe(attributes: Attributes<'_>) -> (Signals, Marks, u64) {
    let mut signals = Signals::default();
    let mut marks = Marks::default();
    let mut kind = DefaultHasher::new();
    for (name, value) in attributes.all() {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if is("class") {
            signals = signals.and(signals::of(value));
            kind.write(value.as_bytes());
        } else if is("id") {
            signals = signals.and(signals::of(value));
        } else if is("itemprop") {
            marks.article_body |= value.split_ascii_whitespace().any(|word| word == "articleBody");
        } else if is("role") {
            marks.aside |= ["navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert"]
                .iter()
                .any(|role| value.eq_ignore_ascii_case(role));
            marks.main |= value.eq_ignore_ascii_case("main");
        } else if is("hidden") {
            marks.hidden |= value != "until-found";
        } else if is("style") {
            marks.hidden |= hides(value);
        }
    }
    (signals, marks, kind.finish())
}

/// "display:none", with whatever blanks
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim_ascii();
        (name.trim_ascii().eq_ignore_ascii_case("display")
            && value.get(..4).is_some_and(|v| v.eq_ignore_ascii_case("none")))
            || (name.trim_ascii().eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}
