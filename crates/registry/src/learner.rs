//! Learning: what records say of names becomes entries.
//!
//! ```text
//! records ──add──▶ name → office → day → documents ──finish──▶ periods ──▶ Registry
//! ```
//!
//! Everything is counted by name, office and day, so that neither the order of the documents nor coding one of them twice
//! makes a difference. At the end each office's days become periods:
//!
//! - Mentions of an office up to two years apart are one period, since nobody is mentioned every day.
//! - Where another office of the same name stands between two mentions, and they are more than a month apart, the office was
//!   left and taken again: two periods.
//! - Within a month, another office is a contradiction (or a second person of that name); both stay, side by side, each with
//!   the number of its documents.
//!
//! What a registry told the coder must not come back as if a text had said it: of records that were coded with one, only those
//! offices are taken whose title stands in the text itself.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use onrecord_record::{EntityType, Mention, MentionKind, Record};

use crate::entry::Entry;
use crate::registry::{REACH_IN_YEARS, Registry, WITNESSES};
use crate::{name, words};

/// For how many days another office in between is a contradiction rather than a change.
pub const CONTRADICTION_IN_DAYS: i64 = 31;

/// One entity of one document, as the learner takes it.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'s> {
    /// The fullest form of the name in the document.
    pub name: &'s str,
    /// What it is.
    pub kind: EntityType,
    /// The title that the text gives.
    pub role: Option<&'s str>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'s str>,
    /// PLOVER sectors.
    pub sectors: &'s [String],
    /// The day of publication.
    pub day: Option<Date>,
    /// The document's id.
    pub document: &'s str,
    /// The text, where the document was coded with a registry: then the title must stand in it.
    pub told_text: Option<&'s str>,
}

/// Collects what records say of names.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    names: BTreeMap<(String, EntityType), Name>,
    undated: u64,
}

#[derive(Debug, Clone, Default)]
struct Name {
    spellings: Spellings,
    offices: BTreeMap<Office, Days>,
}

/// On which days something is written in which way.
type Spellings = BTreeMap<String, BTreeSet<Date>>;

/// What makes an office the same one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Office {
    title: Option<String>,
    country: Option<String>,
    sectors: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Days {
    roles: Spellings,
    days: BTreeMap<Date, Day>,
}

/// The documents of one day that give an office.
#[derive(Debug, Clone, Default)]
struct Day {
    /// Hashes of their ids, which take less room; two that are alike cost one count.
    documents: BTreeSet<u64>,
    /// The first ids in the order of letters.
    witnesses: BTreeSet<String>,
}

impl Learner {
    /// Takes in all named persons and organizations of a record of whom it gives a role, a country or sectors.
    pub fn add(&mut self, record: &Record) {
        let day = record.doc.published.as_deref().and_then(|day| day.parse().ok());
        let told_text = record.made.registry.as_ref().map(|_| record.text.as_str());
        let is_name = |mention: &Mention| mention.kind == MentionKind::Name;
        for entity in record.entities.iter().filter(|entity| entity.mentions.iter().any(is_name)) {
            self.see(&Sighting {
                name: &entity.name,
                kind: entity.kind,
                role: entity.role.as_deref(),
                country: entity.country.as_deref(),
                sectors: &entity.sectors,
                day,
                document: &record.doc.id,
                told_text,
            });
        }
    }

    /// Takes in one entity. A person must have a name of two words at least, the title left out; a body must have one that not
    /// every country's body has. What is neither, and what nothing is said of, is passed over.
    pub fn see(&mut self, sighting: &Sighting<'_>) {
        let least = match sighting.kind {
            EntityType::Person => 2,
            EntityType::Organization => 1,
            EntityType::Place | EntityType::Group | EntityType::Other => return,
        };
        let role = sighting.role.map(name::one_line).filter(|role| !role.is_empty());
        let (written, role) = match (sighting.kind, role) {
            (EntityType::Person, Some(role)) => (name::without_title(sighting.name, &role), Some(role)),
            // A body's own name is no title.
            (_, role) => {
                (name::one_line(sighting.name), role.filter(|role| name::key(role) != name::key(sighting.name)))
            }
        };
        let key = name::key(&written);
        let generic = sighting.kind == EntityType::Organization && name::is_generic(&key);
        let office = Office {
            title: role.as_deref().map(name::title),
            country: sighting.country.filter(|country| words::is_country(country)).map(str::to_owned),
            sectors: sighting.sectors.iter().filter(|sector| words::is_sector(sector)).cloned().collect(),
        };
        let says_nothing = office.title.is_none() && office.country.is_none() && office.sectors.is_empty();
        let unsaid = sighting.told_text.is_some_and(|text| !role.as_deref().is_some_and(|role| stands_in(role, text)));
        if key.is_empty() || generic || says_nothing || unsaid || name::words(&written) < least {
            return;
        }
        let Some(day) = sighting.day else {
            self.undated += 1;
            return;
        };
        let Name { spellings, offices } = self.names.entry((key, sighting.kind)).or_default();
        let days = offices.entry(office).or_default();
        let seen = days.days.entry(day).or_default();
        let hash = blake3::hash(sighting.document.as_bytes());
        let number = hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        seen.documents.insert(number);
        seen.witnesses.insert(sighting.document.to_owned());
        if seen.witnesses.len() > WITNESSES {
            seen.witnesses.pop_last();
        }
        spellings.entry(written).or_default().insert(day);
        if let Some(role) = role {
            days.roles.entry(role).or_default().insert(day);
        }
    }

    /// How many entities were passed over because nobody knows when their document was published.
    #[must_use]
    pub fn undated(&self) -> u64 {
        self.undated
    }

    /// All that was learned.
    #[must_use]
    pub fn finish(self) -> Registry {
        let mut entries = Vec::new();
        for ((_, kind), name) in &self.names {
            let spelling = commonest(&name.spellings).unwrap_or_default();
            let offices: Vec<(Entry, &Days)> =
                name.offices.iter().map(|(office, days)| (entry(spelling, *kind, office, days), days)).collect();
            for (entry, days) in &offices {
                let rivals = LazyCell::new(|| {
                    let rivals = offices.iter().filter(|(other, _)| !other.agrees(entry));
                    rivals.map(|(_, days)| &days.days).collect::<Vec<_>>()
                });
                let left =
                    |from: Date, to: Date| rivals.iter().any(|days| days.range(from..to).any(|(day, _)| *day > from));
                entries.extend(periods(&days.days, left).into_iter().map(|days| filled(entry, days)));
            }
        }
        Registry::from_entries(entries)
    }
}

/// Whether a title, on one line, stands in a text.
fn stands_in(role: &str, text: &str) -> bool {
    name::one_line(text).contains(role)
}

/// The way of writing that is met on most days; of several, the first in the order of letters.
fn commonest(spellings: &Spellings) -> Option<&str> {
    let best = spellings.iter().reduce(|best, next| if next.1.len() > best.1.len() { next } else { best });
    best.map(|(spelling, _)| spelling.as_str())
}

fn entry(name: &str, kind: EntityType, office: &Office, days: &Days) -> Entry {
    Entry {
        role: commonest(&days.roles).map(str::to_owned),
        country: office.country.clone(),
        sectors: office.sectors.clone(),
        ..Entry::new(name, kind)
    }
    .tidied()
}

/// The days of one office, cut where it was left; `left` says whether another office stands between two days.
fn periods(days: &BTreeMap<Date, Day>, left: impl Fn(Date, Date) -> bool) -> Vec<Vec<(Date, &Day)>> {
    let mut periods: Vec<Vec<(Date, &Day)>> = Vec::new();
    let mut before: Option<Date> = None;
    for (&day, seen) in days {
        let goes_on = before.is_some_and(|before| {
            let near = day <= before.saturating_add(CONTRADICTION_IN_DAYS.days());
            let reached = day <= before.saturating_add(REACH_IN_YEARS.years());
            near || reached && !left(before, day)
        });
        match periods.last_mut().filter(|_| goes_on) {
            Some(period) => period.push((day, seen)),
            None => periods.push(vec![(day, seen)]),
        }
        before = Some(day);
    }
    periods
}

/// The entry for one period of its days, with the first two documents and the last as witnesses.
fn filled(entry: &Entry, days: Vec<(Date, &Day)>) -> Entry {
    let mut ids: Vec<&String> = days.iter().flat_map(|(_, day)| &day.witnesses).collect();
    if ids.len() > WITNESSES {
        ids.drain(WITNESSES - 1..ids.len() - 1);
    }
    Entry {
        from: days.first().map(|(day, _)| *day),
        to: days.last().map(|(day, _)| *day),
        documents: days.iter().map(|(_, day)| day.documents.len() as u64).sum(),
        witnesses: ids.into_iter().cloned().collect(),
        ..entry.clone()
    }
}
