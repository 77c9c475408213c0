//! The words of an article: paragraphs out of blocks, and out of a text in JSON-LD.

use std::borrow::Cow;

use crate::article;
use crate::outline::{Block, Outline};
use crate::phrases::is_beside_the_matter;
use crate::places::{Place, Plan};
use crate::reader::read_piece;

/// Bytes of a text in JSON-LD that may be an article and not its first lines.
const SHORT: usize = 250;

/// What is put between paragraphs.
const BREAK: &str = "\n\n";

/// The article's text.
///
/// What JSON-LD calls the body is the article by the site's own word, so it wins over what the page shows, unless it is
/// only the beginning of that. It often comes as one line: then the page's blocks say where its paragraphs end.
pub(crate) fn compose(outline: &Outline, bodies: &[String]) -> String {
    let chosen = article::choose(outline);
    let shown = paragraphs(chosen.iter().map(|&block| outline.text(&outline.blocks[block])));
    let told = bodies.iter().map(|body| told(body)).max_by_key(String::len).unwrap_or_default();
    if told.len() < SHORT || is_beginning(&told, &shown) {
        return if shown.is_empty() { told } else { shown };
    }
    if told.contains(BREAK) {
        return told;
    }
    aligned(outline, &told).unwrap_or(told)
}

/// Paragraphs with a blank line between them.
fn paragraphs<'t>(blocks: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for block in blocks {
        let block = cleaned(block);
        if !block.is_empty() {
            if !text.is_empty() {
                text.push_str(BREAK);
            }
            text.push_str(&block);
        }
    }
    text
}

/// A block without what only sets type: no-break blanks, soft hyphens, marks without width.
fn cleaned(block: &str) -> Cow<'_, str> {
    const NONE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}'];
    let odd = |c: char| NONE.contains(&c) || (c.is_whitespace() && c != ' ') || c.is_control();
    if !block.contains(odd) {
        return Cow::Borrowed(block.trim());
    }
    let kept: String = block.chars().filter(|c| !NONE.contains(c)).map(|c| if odd(c) { ' ' } else { c }).collect();
    Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text of a body in JSON-LD, in which there may be tags, or tags written as references, or line breaks.
fn told(body: &str) -> String {
    let mut body = Cow::Borrowed(body);
    // References are decoded with the tags; "&lt;p&gt;" is a tag written twice.
    if body.contains("&lt;") {
        body = Cow::Owned(crate::entities::decode(&body).into_owned());
    }
    if body.contains("</") || body.contains("<br") || body.contains("<p") {
        return of_piece(&body);
    }
    let body = crate::entities::decode(&body);
    paragraphs(body.lines())
}

/// The paragraphs of HTML that is an article and nothing else.
pub(crate) fn of_piece(html: &str) -> String {
    let outline = read_piece(html);
    let plan = Plan::new(&outline);
    let open = |block: &&Block| plan.places[block.holder] == Place::Open && !is_beside_the_matter(outline.text(block));
    paragraphs(outline.blocks.iter().filter(open).map(|block| outline.text(block)))
}

/// Letters and digits alone, by which a text is known through all differences of signs.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether `told` is no more than the first part of `shown`.
fn is_beginning(told: &str, shown: &str) -> bool {
    if told.len() * 5 > shown.len() * 4 {
        return false;
    }
    // The end may be a cut word and three dots.
    let known: Vec<char> = letters(told).collect();
    let compared = known.len().saturating_sub(20);
    letters(shown).zip(&known[..compared]).filter(|(a, b)| a == *b).count() * 10 >= compared * 9
}

/// The page's blocks that make up `told`, if they make up nearly all of it: the same words, with paragraphs.
fn aligned(outline: &Outline, told: &str) -> Option<String> {
    let whole: String = letters(told).collect();
    let mut at = 0;
    let mut found = Vec::new();
    let mut matched = 0;
    for block in &outline.blocks {
        let text = outline.text(block);
        let key: String = letters(text).collect();
        // Blocks come in the order of the text, with nothing or little between them.
        let window = at + key.len() + 400;
        let rest = whole.get(at..whole.floor_char_boundary(window.min(whole.len())))?;
        if key.len() >= 8
            && let Some(place) = rest.find(&key)
        {
            at += place + key.len();
            matched += key.len();
            found.push(text);
        }
    }
    (matched * 100 >= whole.len() * 97).then(|| paragraphs(found.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::read;

    const LONG: [&str; 3] = [
        "The ferry to Lissa will run again from Monday, the harbour office said on Friday, after a pause of three weeks.",
        "“We are glad that it is over,” said Ivo Brandt, who leads the office. “The island needs its boat.”",
        "Two hundred islanders had signed a letter to the ministry, which then paid for the repair of the landing stage.",
    ];

    #[test]
    fn a_body_in_one_line_gets_the_paragraphs_of_the_page() {
        let page = format!("<div><p>{}<p>{}</p><div>Advertisement</div><p>{}", LONG[0], LONG[1], LONG[2]);
        let (outline, _) = read(&page);
        assert_eq!(compose(&outline, &[LONG.join(" ")]), LONG.join(BREAK));
    }

    #[test]
    fn the_first_lines_of_an_article_are_not_the_article() {
        let page = format!("<article><p>{}", LONG.join("<p>"));
        let (outline, _) = read(&page);
        assert_eq!(compose(&outline, &[format!("{} {}", LONG[0], &LONG[1][..60])]), LONG.join(BREAK));
    }

    #[test]
    fn a_body_with_tags_or_lines() {
        let (empty, _) = read("<div id=app></div>");
        assert_eq!(compose(&empty, &[format!("<p>{}</p>", LONG.join("</p><p>"))]), LONG.join(BREAK));
        assert_eq!(compose(&empty, &[LONG.join("\r\n")]), LONG.join(BREAK));
        assert_eq!(compose(&empty, &[format!("&lt;p&gt;{}", LONG.join("&lt;/p&gt;"))]), LONG.join(BREAK));
    }
}
