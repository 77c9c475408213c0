//! The form that asks: the fields that a view heeds, as a plain form that works without script.

use maud::{Markup, html};

use crate::asked::{Asked, By, Count, Level, QUADS, STATUSES, VOICES};

/// One thing that a view lets be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Words to look for.
    Words,
    /// Who says it.
    Speaker,
    /// Of whom is spoken.
    About,
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Types of acts.
    Types,
    /// Quad categories.
    Quads,
    /// Statuses.
    Statuses,
    /// Countries on either side.
    Country,
    /// A place.
    Place,
    /// A publisher.
    Publisher,
    /// Kinds of sources.
    Voices,
    /// Classes of cues.
    Cues,
    /// First and last day.
    Days,
    /// Step of time.
    By,
    /// Events or statements.
    Count,
    /// By what counts are split; these are the columns that the view knows.
    Split(&'static [&'static str]),
    /// Countries or names.
    Level,
}

/// Types of the codebook that is inside the program, and what else is asked.
const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Classes of cues, as the coder's table has them.
const CUES: [&str; 21] = [
    "say", "write", "report", "show", "deny", "accuse", "praise", "ask", "demand", "promise", "threaten", "warn",
    "agree", "oppose", "believe", "expect", "hope", "fear", "want", "know", "decide",
];

/// What of all that is asked these fields heed; to go to another view without losing what it can use.
pub(crate) fn kept(asked: &Asked, fields: &[Field]) -> Asked {
    let mut kept = Asked::default();
    for field in fields {
        match field {
            Field::Words => kept.words.clone_from(&asked.words),
            Field::Speaker => kept.speaker.clone_from(&asked.speaker),
            Field::About => kept.about.clone_from(&asked.about),
            Field::Actor => kept.actor.clone_from(&asked.actor),
            Field::Recipient => kept.recipient.clone_from(&asked.recipient),
            Field::Types => kept.types.clone_from(&asked.types),
            Field::Quads => kept.quads.clone_from(&asked.quads),
            Field::Statuses => kept.statuses.clone_from(&asked.statuses),
            Field::Country => kept.countries.clone_from(&asked.countries),
            Field::Place => kept.place.clone_from(&asked.place),
            Field::Publisher => kept.publishers.clone_from(&asked.publishers),
            Field::Voices => kept.voices.clone_from(&asked.voices),
            Field::Cues => kept.cues.clone_from(&asked.cues),
            Field::Days => (kept.from, kept.to) = (asked.from, asked.to),
            Field::By => kept.by = asked.by,
            Field::Count => kept.count = asked.count,
            Field::Split(_) => kept.split.clone_from(&asked.split),
            Field::Level => kept.level = asked.level,
        }
    }
    kept
}

/// Fields that stand open beside the days; the others are folded until one of them is asked.
const AT_ONCE: usize = 4;

/// The form of a view; nothing where it lets nothing be asked.
pub(crate) fn form(asked: &Asked, path: &str, fields: &[Field]) -> Markup {
    let numbered = fields.iter().copied().enumerate();
    let (first, more): (Vec<_>, Vec<_>) = numbered.partition(|(at, field)| *at < AT_ONCE || *field == Field::Days);
    let [first, more] = [first, more].map(|part| part.into_iter().map(|(_, field)| field).collect::<Vec<_>>());
    html! { @if !fields.is_empty() {
        form class="ask" action=(path) method="get" role="search" aria-label="What to show" {
            @for field in &first { (one(asked, *field)) }
            @if !more.is_empty() {
                details class="more" open[more.iter().any(|field| kept(asked, &[*field]) != Asked::default())] {
                    summary { "More to ask" }
                    div { @for field in &more { (one(asked, *field)) } }
                }
            }
            div class="buttons" {
                button type="submit" { "Show" }
                @if *asked != Asked::default() { a class="clear" href=(path) { "Clear" } }
            }
        }
        (chips(asked, path))
    } }
}

fn one(asked: &Asked, field: Field) -> Markup {
    match field {
        Field::Words => text("q", "Words", asked.words.as_deref(), "ferry \"not one word\" resign*", "wide"),
        Field::Speaker => text("speaker", "Who says it", asked.speaker.as_deref(), "a name", ""),
        Field::About => text("about", "About whom", asked.about.as_deref(), "a name", ""),
        Field::Actor => country_or_name("actor", "Actor", asked.actor.as_deref()),
        Field::Recipient => country_or_name("recipient", "Recipient", asked.recipient.as_deref()),
        Field::Place => text("place", "Place", asked.place.as_deref(), "a town", ""),
        Field::Types => several("type", "Types", &TYPES, &asked.types),
        Field::Quads => several("quad", "Quad", &QUADS, &asked.quads),
        Field::Statuses => several("status", "Status", &STATUSES, &asked.statuses),
        Field::Voices => several("voice", "Kind of source", &VOICES, &asked.voices),
        Field::Cues => several("cue", "Class of cue", &CUES, &asked.cues),
        Field::Country => list("country", "Country", &asked.countries, "SWE", Some("countries")),
        Field::Publisher => list("publisher", "Publisher", &asked.publishers, "as the store has it", None),
        Field::Days => html! { div class="days" { (date("from", "From", asked.from)) (date("to", "To", asked.to)) } },
        Field::By => {
            choice("by", "By", &By::ALL.iter().map(|by| by.word()).collect::<Vec<_>>(), asked.by.map(By::word))
        }
        Field::Count => choice(
            "count",
            "Count",
            &Count::ALL.iter().map(|it| it.word()).collect::<Vec<_>>(),
            asked.count.map(Count::word),
        ),
        Field::Level => choice(
            "level",
            "Show",
            &Level::ALL.iter().map(|it| it.word()).collect::<Vec<_>>(),
            asked.level.map(Level::word),
        ),
        Field::Split(columns) => choice("split", "Split by", columns, asked.split.as_deref()),
    }
}

fn text(name: &str, label: &str, value: Option<&str>, hint: &str, class: &str) -> Markup {
    html! { label class={ "field " (class) } { span { (label) }
        input type="text" name=(name) value=[value] placeholder=(hint) maxlength="1000" autocomplete="off";
    } }
}

fn country_or_name(name: &str, label: &str, value: Option<&str>) -> Markup {
    html! { label class="field" { span { (label) }
        input type="text" name=(name) value=[value] placeholder="SWE, or a name" maxlength="1000" list="countries" autocomplete="off";
    } }
}

fn date(name: &str, label: &str, value: Option<jiff::civil::Date>) -> Markup {
    html! { label class="field day" { span { (label) }
        input type="date" name=(name) value=[value.map(|day| day.to_string())];
    } }
}

/// What is asked already, and room for one more.
fn list(name: &str, label: &str, values: &[String], hint: &str, known: Option<&str>) -> Markup {
    html! {
        @for value in values.iter().skip(1) { input type="hidden" name=(name) value=(value); }
        label class="field" { span { (label) }
            input type="text" name=(name) value=[values.first()] placeholder=(hint) maxlength="1000" list=[known] autocomplete="off";
        }
    }
}

fn choice(name: &str, label: &str, words: &[&str], chosen: Option<&str>) -> Markup {
    html! { label class="field" { span { (label) }
        select name=(name) {
            option value="" selected[chosen.is_none()] { "—" }
            @for word in words { option value=(word) selected[chosen == Some(*word)] { (word.replace('_', " ")) } }
        }
    } }
}

fn several(name: &str, label: &str, words: &[&str], chosen: &[String]) -> Markup {
    // A codebook of one's own has types that we do not know.
    let others = chosen.iter().map(String::as_str).filter(|word| !words.contains(word));
    html! { details class="field several" {
        summary { (label) @if !chosen.is_empty() { " (" (chosen.len()) ")" } }
        fieldset { legend class="unseen" { (label) }
            @for word in words.iter().copied().chain(others) {
                label { input type="checkbox" name=(name) value=(word) checked[chosen.iter().any(|it| it == word)]; " " (word.replace('_', " ")) }
            }
        }
    } }
}

/// What is asked, each with a link that asks it no more.
fn chips(asked: &Asked, path: &str) -> Markup {
    let pairs: Vec<_> = asked.pairs().into_iter().filter(|(name, _)| !matches!(*name, "page" | "sort")).collect();
    html! { @if !pairs.is_empty() {
        ul class="chips" aria-label="Asked" {
            @for (at, (name, value)) in pairs.iter().enumerate() {
                li { a href=(without(&pairs, at, path)) title="ask this no more" {
                    span class="name" { (if *name == "q" { "words" } else { name }) } " " (super::html::words(value)) span aria-hidden="true" { " ×" }
                    span class="unseen" { ": take out" }
                } }
            }
        }
    } }
}

fn without(pairs: &[(&'static str, String)], at: usize, path: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let rest = pairs.iter().enumerate().filter(|(i, _)| *i != at);
    query.extend_pairs(rest.map(|(_, (name, value))| (*name, value.as_str())));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Names of countries, for the fields that take their codes.
pub(crate) fn known_countries() -> Markup {
    html! { datalist id="countries" { @for (code, name) in onrecord_export::country_names() {
        option value=(code) { (name) }
    } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_not_folded() {
        let fields = [Field::Words, Field::Speaker, Field::About, Field::Types, Field::Publisher, Field::Days];
        let shown = |query: &str| form(&Asked::parse(query).unwrap(), "/search", &fields).into_string();
        let closed = shown("q=ferry");
        assert!(closed.contains("<details class=\"more\"><summary>"), "{closed}");
        assert!(closed.find("name=\"from\"") < closed.find("class=\"more\""), "days always stand open: {closed}");
        assert!(shown("publisher=Fjord+Post").contains("<details class=\"more\" open>"));
        assert!(!form(&Asked::default(), "/x", &fields[..3]).into_string().contains("more"));
    }
}
