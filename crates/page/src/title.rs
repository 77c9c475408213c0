//! The headline without the name of the site, and the name of the site without the headline.

use crate::facts::{Facts, Field};
use crate::outline::Outline;
use crate::prose::Kind;

/// What stands between a headline and the name of a site in `<title>`.
const BARS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " • "];

/// Words that the name of a site may have.
const NAME_WORDS: usize = 5;

/// Headline and publisher.
pub(crate) fn of(facts: &Facts, outline: &Outline) -> (Option<String>, Option<String>) {
    let publisher = facts.get(Field::Publisher).map(|(_, name)| name.to_owned());
    let headings = headlines(outline);
    let page = facts.page_title.as_deref();
    let said = facts.get(Field::Title).map(|(_, title)| title).or(page);
    // Of several large headings, the one that the page says elsewhere too.
    let heading = match headings.as_slice() {
        [only] => Some(*only),
        several => several.iter().copied().find(|heading| said.is_some_and(|said| begins(said, heading))),
    };
    let Some(said) = said else { return (heading.map(str::to_owned), publisher) };
    let (title, site) = match heading {
        Some(heading) if begins(said, heading) => (heading, tail(said, heading)),
        // "The Post: Port opens"
        Some(heading) if said.ends_with(heading) => {
            let site = said[..said.len() - heading.len()].trim_end_matches([':', '|', '-', '–', ' ']);
            (heading, Some(site).filter(|site| !site.is_empty() && site.split(' ').count() <= NAME_WORDS))
        }
        _ => split(said, publisher.as_deref()),
    };
    let site = site.or_else(|| page.and_then(|page| tail(page, title)));
    (Some(title.to_owned()), publisher.or_else(|| site.map(str::to_owned)))
}

/// The texts of h1, the first few.
fn headlines(outline: &Outline) -> Vec<&str> {
    let mut kinds: Vec<Kind> = Vec::with_capacity(outline.holders.len());
    for (at, holder) in outline.holders.iter().enumerate() {
        let around = if at == 0 { Kind::Loose } else { kinds[holder.parent] };
        kinds.push(around.within(holder.tag));
    }
    let blocks = outline.blocks.iter().filter(|block| kinds[block.holder] == Kind::Headline);
    blocks.map(|block| outline.text(block)).filter(|text| text.len() >= 8).take(5).collect()
}

fn begins(title: &str, heading: &str) -> bool {
    let same = |c: char| c.to_lowercase().next().filter(|c| c.is_alphanumeric());
    let mut title = title.chars().filter_map(same);
    heading.chars().filter_map(same).all(|c| title.next() == Some(c))
}

/// The name of the site behind a headline: "Port opens | The Post".
fn tail<'t>(title: &'t str, headline: &str) -> Option<&'t str> {
    let rest = title.strip_prefix(headline)?;
    let name = BARS.iter().find_map(|bar| rest.strip_prefix(bar))?;
    // "Port opens | Shipping | The Post"
    let name = BARS
        .iter()
        .filter_map(|bar| name.rsplit_once(bar))
        .map(|(_, last)| last)
        .min_by_key(|last| last.len())
        .unwrap_or(name);
    Some(name.trim()).filter(|name| !name.is_empty() && name.split(' ').count() <= NAME_WORDS)
}

/// Headline and site of a title in which the site stands last: known to be so, or short behind a long headline.
fn split<'t>(title: &'t str, publisher: Option<&str>) -> (&'t str, Option<&'t str>) {
    let cut = BARS.iter().filter_map(|bar| title.rsplit_once(bar)).max_by_key(|(head, _)| head.len());
    let Some((head, tail)) = cut else { return (title, None) };
    let words = |text: &str| text.split(' ').count();
    let known = publisher.is_some_and(|name| begins(tail, name) || begins(name, tail));
    let likely = publisher.is_none() && words(tail) <= NAME_WORDS && words(head) >= 4;
    if known || likely { (head.trim(), Some(tail.trim())) } else { (title, None) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::read;

    fn titled(html: &str) -> (Option<String>, Option<String>) {
        let (outline, facts) = read(html);
        of(&facts, &outline)
    }

    #[test]
    fn headline_and_site_are_told_apart() {
        let both = (Some("Port of Lissa opens again".to_owned()), Some("The Post".to_owned()));
        for html in [
            "<title>Port of Lissa opens again | The Post</title>",
            "<title>Port of Lissa opens again - Shipping - The Post</title><h1>Port of Lissa opens again</h1>",
            "<title>x</title><meta property=og:title content='Port of Lissa opens again - The Post'>\
             <meta property=og:site_name content='The Post'>",
            "<title>The Post: Port of Lissa opens again</title><h1>Port of Lissa opens again</h1>",
            "<h1>The Post</h1><h1>Port of Lissa opens again</h1><title>Port of Lissa opens again — The Post</title>",
        ] {
            assert_eq!(titled(html), both, "{html}");
        }
        assert_eq!(titled("<title>Talks end - no deal</title>").0.as_deref(), Some("Talks end - no deal"));
        assert_eq!(titled("<p>nothing"), (None, None));
    }
}
