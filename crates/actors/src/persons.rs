//! Names of people: what the document knows of one, and what the table of leaders says for the day.

use crate::finding::{Finding, Kind};
use crate::items::Item;
use crate::meaning::{Meaning, Term};
use crate::resolve::Reader;
use crate::{Reason, Sector};

/// What is known of a name: by the document first, by the table else.
pub(crate) fn person(reader: Reader<'_, '_>, item: &Item) -> Option<Finding> {
    let words = item.words();
    if let Some(known) = (reader.context.known)(&reader.phrase.text(words.clone())) {
        let mut reasons = known.reasons;
        reasons.push(Reason {
            table: "context",
            entry: "known".to_owned(),
            words: reader.phrase.tokens(&words),
            gave: known.name,
        });
        let kind = if known.sectors.is_empty() { Kind::Name } else { Kind::Person };
        return Some(Finding {
            kind,
            country: known.country,
            sectors: known.sectors,
            own: true,
            reasons,
            ..Finding::default()
        });
    }
    let Meaning::Person { country, terms } = item.meaning()? else { return None };
    let date = reader.context.date;
    // Where two terms share a day, the later one counts: the new office is the news.
    let now = terms.iter().rev().find(|term| term.period.holds(date));
    let was_office =
        |term: &&Term| term.period.over(date) && (term.sector.holds_office() || term.sector == Sector::Elites);
    let (sectors, entry) = match now {
        // Without a date nobody is known to be out of office: what the name is best known for is the last of it.
        None if date.is_none() => {
            let office = terms.iter().rev().find(|term| term.sector.holds_office()).or(terms.last());
            (office.map(|term| term.sector).into_iter().collect(), "no date is known".to_owned())
        }
        Some(term) => (vec![term.sector], format!("{} ({})", term.role, spell(term))),
        None if terms.iter().filter(was_office).count() > 0 => (vec![Sector::Elites], "after office".to_owned()),
        None => {
            let last = terms.iter().rev().find(|term| term.period.over(date));
            (last.map(|term| term.sector).into_iter().collect(), "outside of all terms".to_owned())
        }
    };
    let above = now.is_some_and(|term| term.sector.above_states() || term.sector == Sector::NonGovernmental);
    let country = if above { None } else { *country };
    let mut gave: Vec<String> = country.iter().map(|country| format!("country {country}")).collect();
    gave.extend(sectors.iter().map(|sector| format!("sector {sector}")));
    let form = item.entry().map_or("", |entry| entry.form);
    let reason = Reason {
        table: "leaders",
        entry: format!("{form}: {entry}"),
        words: reader.phrase.tokens(&words),
        gave: gave.join(", "),
    };
    // Of whom the tables tell no state, the document's is not his either.
    let abroad = country.is_none();
    Some(Finding {
        kind: Kind::Person,
        country,
        abroad,
        sectors,
        own: true,
        reasons: vec![reason],
        ..Finding::default()
    })
}

fn spell(term: &Term) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    format!("{}..{}", day(term.period.from), day(term.period.to))
}
