//! Search: sentences by words, speakers and acts, in their context, one result a story with its copies folded.

mod facets;

use maud::{Markup, html};
use onrecord_query::Grid;
use onrecord_search::{Filters, Found, Hit};
use serde_json::json;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::Asked;
use crate::form::Field;
use crate::html::{counted, doc_url, iso_day, nothing, number, pages, story_url, words};
use crate::stories::Stories;
use crate::trouble::Trouble;

/// What can be asked of search.
pub(crate) const FIELDS: &[Field] = &[
    Field::Words,
    Field::Speaker,
    Field::About,
    Field::Types,
    Field::Statuses,
    Field::Country,
    Field::Publisher,
    Field::Days,
];

/// Stories on a page.
const SHOWN: usize = 20;
/// Sentences that are looked through at most to fill pages with stories.
const LOOKED: usize = 5_000;
/// Words of each list beside the results.
const FACETS: usize = 12;

/// What was found of one story: its best sentence stands for it.
struct Story<'f> {
    best: &'f Hit,
    /// Further sentences of the same article.
    more: Vec<&'f Hit>,
    /// Further articles of the story in which something was found.
    copies: Vec<&'f Hit>,
}

/// The results.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let filters = filters(asked);
    let given = asked.words.clone().unwrap_or_default();
    if given.trim().is_empty() && filters == Filters::default() {
        return Ok(empty());
    }
    let search = inquiry.search()?;
    inquiry.tell(command(asked));
    let stories = inquiry.stories()?;
    let wanted = if inquiry.whole { inquiry.most } else { (asked.page_index() + 1) * SHOWN + 1 };
    let found = enough(wanted, stories, |limit| Ok(search.find(&given, &filters, limit)?))?;
    let table = table(&found, stories);
    if inquiry.whole {
        return Ok(Answer { title: "Search".to_owned(), table, ..Answer::default() });
    }
    let folded = fold(&found, stories);
    let page: Vec<&Story<'_>> = folded.iter().skip(asked.page_index() * SHOWN).take(SHOWN).collect();
    let more = folded.len() > (asked.page_index() + 1) * SHOWN;
    let count = i64::try_from(found.sentences).unwrap_or(i64::MAX);
    let body = html! {
        @if page.is_empty() {
            (nothing("Nothing was found.", "Take out a word or a filter. Words side by side must all stand in one sentence; OR and a star for any ending find more."))
        } @else {
            div class="columns" {
                div {
                    p class="about" role="status" { (counted(count, "sentence", "sentences")) " found" }
                    ol class="results" { @for story in page { (result(story, stories)) } }
                    (pages(asked, &inquiry.path, more))
                }
                (facets::beside(asked, &inquiry.path, &search.facets(&given, &filters, FACETS)?))
            }
        }
    };
    Ok(Answer { title: "Search".to_owned(), table, body, ..Answer::default() })
}

fn empty() -> Answer {
    let body = html! {
        div class="nothing" {
            p { strong { "Ask for words, a name, a type, a country or days." } }
            p { "Words side by side must all stand in a sentence, in any form; " code { "\"words in quotation marks\"" } " in this order; "
                code { "OR" } ", " code { "NOT" } " and brackets as usual; " code { "resign*" } " finds any ending." }
        }
    };
    Answer { title: "Search".to_owned(), body, ..Answer::default() }
}

/// Asks for more and more sentences until there are enough stories among them.
fn enough(
    stories_wanted: usize,
    stories: &Stories,
    mut find: impl FnMut(usize) -> Result<Found, Trouble>,
) -> Result<Found, Trouble> {
    let mut limit = (stories_wanted * 3).max(100);
    loop {
        let found = find(limit.min(LOOKED.max(stories_wanted)))?;
        let all = found.hits.len() < limit || limit >= LOOKED;
        if all || fold(&found, stories).len() >= stories_wanted {
            return Ok(found);
        }
        limit *= 4;
    }
}

/// Sentences by their story, in the order of the best of each.
fn fold<'f>(found: &'f Found, stories: &'f Stories) -> Vec<Story<'f>> {
    let mut folded: Vec<Story<'f>> = Vec::new();
    let mut places: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for hit in &found.hits {
        let doc = hit.sentence.doc.as_str();
        match places.get(stories.story(doc)) {
            None => {
                places.insert(stories.story(doc), folded.len());
                folded.push(Story { best: hit, more: Vec::new(), copies: Vec::new() });
            }
            Some(place) => {
                let story = &mut folded[*place];
                if story.best.sentence.doc == doc {
                    story.more.push(hit);
                } else if story.copies.iter().all(|copy| copy.sentence.doc != doc) {
                    story.copies.push(hit);
                }
            }
        }
    }
    folded
}

fn result(story: &Story<'_>, stories: &Stories) -> Markup {
    let sentence = &story.best.sentence;
    let title = sentence.title.as_deref().unwrap_or(&sentence.id);
    html! { li {
        a href=(doc_url(&sentence.doc, None)) { (words(title)) }
        span class="about" {
            @if let Some(day) = &sentence.published { " · " (iso_day(day)) }
            @if let Some(publisher) = &sentence.publisher { " · " (words(publisher)) }
            @if !sentence.said_by.is_empty() { " · words of " (words(&sentence.said_by.join(", within "))) }
        }
        p { a class="words" href=(sentence_url(story.best)) { (marked(story.best)) } }
        @for hit in story.more.iter().take(2) { p { a class="words" href=(sentence_url(hit)) { (marked(hit)) } } }
        @let copies = stories.copies(&sentence.doc);
        @if story.more.len() > 2 || copies > 1 {
            p class="about" {
                @if story.more.len() > 2 { (number(story.more.len() - 2)) " more in this article" }
                @if story.more.len() > 2 && copies > 1 { " · " }
                @if copies > 1 { a href=(story_url(stories.story(&sentence.doc))) { (counted(copies, "copy", "copies")) " of this story" } }
            }
        }
    } }
}

/// The sentence in its article. Sentences have anchors of their own in the reader.
fn sentence_url(hit: &Hit) -> String {
    doc_url(&hit.sentence.doc, Some(&format!("t{}", hit.sentence.sentence)))
}

/// The sentence with the words that were looked for.
fn marked(hit: &Hit) -> Markup {
    let text = &hit.sentence.text;
    let mut pieces = Vec::new();
    let mut done = 0;
    for (start, end) in &hit.marks {
        pieces.push((text.get(done..*start).unwrap_or_default(), false));
        pieces.push((text.get(*start..*end).unwrap_or_default(), true));
        done = *end;
    }
    pieces.push((text.get(done..).unwrap_or_default(), false));
    html! { @for (piece, found) in pieces.into_iter().filter(|(piece, _)| !piece.is_empty()) {
        @if found { mark { (words(piece)) } } @else { (words(piece)) }
    } }
}

fn table(found: &Found, stories: &Stories) -> Grid {
    let columns = [
        "doc",
        "id",
        "publisher",
        "published",
        "title",
        "sentence",
        "start",
        "end",
        "said_by",
        "text",
        "story",
        "copies",
    ];
    let rows = found.hits.iter().map(|hit| {
        let it = &hit.sentence;
        vec![
            json!(it.doc),
            json!(it.id),
            json!(it.publisher),
            json!(it.published),
            json!(it.title),
            json!(it.sentence),
            json!(it.span.0),
            json!(it.span.1),
            json!(it.said_by),
            json!(it.text),
            json!(stories.story(&it.doc)),
            json!(stories.copies(&it.doc)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let more = found.sentences > rows.len() as u64;
    Grid { columns: columns.map(str::to_owned).to_vec(), rows, more }
}

fn filters(asked: &Asked) -> Filters {
    let days = |day: jiff::civil::Date| (day - jiff::civil::date(1970, 1, 1)).get_days();
    Filters {
        speaker: asked.speaker.clone(),
        about: asked.about.clone(),
        types: asked.types.clone(),
        statuses: asked.statuses.clone(),
        countries: asked.countries.clone(),
        publishers: asked.publishers.clone(),
        from: asked.from.map(days),
        to: asked.to.map(days),
    }
}

/// The same search for a shell.
fn command(asked: &Asked) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
    let mut command = "onrecord search STORE".to_owned();
    for (name, value) in asked.pairs() {
        match name {
            "q" => command += &format!(" {}", quoted(&value)),
            "speaker" | "about" | "type" | "status" | "country" | "publisher" | "from" | "to" => {
                command += &format!(" --{name} {}", quoted(&value));
            }
            _ => {}
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use crate::testing::{article, page, page_of};

    #[test]
    fn words_are_shown_in_their_sentence_with_a_way_to_the_article() {
        let page = page();
        let html = page.html("/search?q=pay&speaker=Ek");
        assert!(html.contains("1 sentence found"), "{html}");
        assert!(html.contains("<mark><bdi>pay</bdi></mark>"), "{html}");
        assert!(html.contains(&format!("/doc/{}#t1", page.doc("a3"))), "{html}");
        assert!(
            html.contains("onrecord search STORE &#39;pay&#39;") || html.contains("onrecord search STORE 'pay'"),
            "{html}"
        );
    }

    #[test]
    fn copies_of_a_story_are_one_result() {
        let long = |id: &str, publisher: &str| {
            let mut record = article(id, "2026-03-01", publisher, "Ana Lind");
            let more = " The harbour board met in the old customs house and spoke of nets, ropes, tides and the price of diesel.";
            record.text.push_str(more);
            record.paragraphs =
                vec![onrecord_record::Span::new(0, u32::try_from(record.text.chars().count()).unwrap())];
            record
        };
        let page = page_of(&[long("a1", "Harbour Wire"), long("a2", "Fjord Post")]);
        let html = page.html("/search?q=talks");
        assert!(html.contains("2 sentences found") && html.contains("2 copies of this story"), "{html}");
        assert_eq!(html.matches("<li><a href=\"/doc/").count(), 1, "{html}");
        let rows = page.json("/search.json?q=talks");
        assert_eq!((rows["rows"].as_array().unwrap().len(), &rows["rows"][0]["copies"]), (2, &serde_json::json!(2)));
    }

    #[test]
    fn lists_beside_the_results_count_and_narrow() {
        let html = page().html("/search?q=sweden");
        assert!(
            html.contains("publisher=Fjord+Post") && html.contains("type=ACCUSE") && html.contains("from=2026-01-01"),
            "{html}"
        );
        let narrowed = page().html("/search?q=sweden&publisher=Fjord+Post");
        assert!(narrowed.contains("3 sentences found"), "{narrowed}");
    }

    #[test]
    fn a_broken_question_says_where_and_an_empty_one_what_can_be_asked() {
        let (status, html) = page().refused("/search?q=%22not+one");
        assert_eq!(status, 400);
        assert!(html.contains("a quotation mark that nothing closes") && html.contains("name=\"q\""), "{html}");
        assert!(page().html("/search").contains("Ask for words"));
        assert!(page().html("/search?q=zebra").contains("Nothing was found"));
    }
}
