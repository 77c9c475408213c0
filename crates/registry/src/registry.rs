//! The registry itself: entries in order, found again by name and day.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use onrecord_record::EntityType;

use crate::entry::Entry;
use crate::{name, sheet, words};

/// For how many years after its last day an entry still holds, where nothing later is known.
pub const REACH_IN_YEARS: i64 = 2;

/// Which document ids an entry names at most.
pub(crate) const WITNESSES: usize = 3;

/// Offices by name and time. The order in which entries came makes no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    entries: Vec<Entry>,
    /// Where the entries of one name stand.
    names: BTreeMap<(EntityType, String), Range<usize>>,
    /// Persons' keys by what they may be called by: the last words of the name, or its first.
    surnames: HashMap<String, Vec<String>>,
    version: String,
}

impl Default for Registry {
    fn default() -> Self {
        Self::from_entries(Vec::new())
    }
}

impl Registry {
    /// A registry of these entries. Those that are neither persons nor organizations, or whose name holds no letter, are left out.
    #[must_use]
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        let entries = entries.into_iter().filter(|entry| !entry.key().is_empty() && is_kept(entry.kind));
        let mut entries: Vec<Entry> = entries.map(Entry::tidied).collect();
        entries.sort_by(Entry::order);
        entries.dedup();
        let mut names: BTreeMap<(EntityType, String), Range<usize>> = BTreeMap::new();
        let mut surnames: HashMap<String, Vec<String>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let range = names.entry((entry.kind, entry.key().to_owned())).or_insert(index..index);
            range.end = index + 1;
            for surname in
                Some(entry).filter(|entry| entry.kind == EntityType::Person).into_iter().flat_map(surnames_of)
            {
                let bearers = surnames.entry(surname.to_owned()).or_default();
                if bearers.last().is_none_or(|last| last != entry.key()) {
                    bearers.push(entry.key().to_owned());
                }
            }
        }
        let hash = blake3::hash(sheet::written(&entries).as_bytes()).to_hex();
        let version = format!("registry@{}", &hash[..12]);
        Self { entries, names, surnames, version }
    }

    /// All entries, by name, then by time.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// `registry@` and twelve hexadecimal digits of a hash over all that it holds.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// This registry with another laid over it: for a name that the other knows, its periods count, and what is said here
    /// holds only outside of them.
    #[must_use]
    pub fn corrected_by(self, other: &Self) -> Self {
        let mut entries = Vec::with_capacity(self.entries.len() + other.entries.len());
        for entry in self.entries {
            let mut periods = vec![entry.period()];
            for later in other.of(entry.kind, entry.key()) {
                periods = periods.into_iter().flat_map(|period| period.without(later.period())).collect();
            }
            entries.extend(periods.into_iter().map(|period| Entry {
                from: period.from,
                to: period.to,
                ..entry.clone()
            }));
        }
        entries.extend_from_slice(&other.entries);
        Self::from_entries(entries)
    }

    /// What is known of a name on a day: the entry whose period holds the day, else the latest before it, by two years at
    /// most. A person may be named by the surname alone where only one known person bears it in that time.
    ///
    /// Where entries contradict each other, a later office counts before the one that it follows, else what more documents
    /// say, twice as many where the countries differ; where as many say the one as the other, nothing is known. Without a day,
    /// only what is not contradicted.
    #[must_use]
    pub fn lookup(&self, name: &str, day: Option<Date>, kind: EntityType) -> Option<&Entry> {
        let key = name::key(name);
        let own = self.of(kind, &key);
        let found = settled(&around(own, day), day);
        let called = kind == EntityType::Person && (own.is_empty() || name::words(name) == 1);
        let found = if found.is_none() && called { self.by_surname(&key, day) } else { found };
        found.filter(|entry| !entry.is_blank())
    }

    /// All entries in whose name these words stand in a row: for people who look at the registry.
    #[must_use]
    pub fn containing(&self, name: &str) -> Vec<&Entry> {
        let wanted = format!(" {} ", name::key(name));
        self.entries.iter().filter(|entry| format!(" {} ", entry.key()).contains(&wanted)).collect()
    }

    /// The entries of one name.
    fn of(&self, kind: EntityType, key: &str) -> &[Entry] {
        self.names.get(&(kind, key.to_owned())).and_then(|range| self.entries.get(range.clone())).unwrap_or_default()
    }

    fn by_surname(&self, surname: &str, day: Option<Date>) -> Option<&Entry> {
        let bearers = self.surnames.get(surname).into_iter().flatten();
        let known = bearers.map(|key| around(self.of(EntityType::Person, key), day));
        // A name that is blanked out is nobody's.
        let known: Vec<Vec<&Entry>> = known.filter(|entries| entries.iter().any(|entry| !entry.is_blank())).collect();
        // Whoever is known in that time bears the name, even if it is not known in which office.
        let persons: Vec<&Entry> = known.iter().map(|entries| settled(entries, day)).collect::<Option<_>>()?;
        let one_person = persons.iter().enumerate().all(|(index, one)| {
            persons.iter().skip(index + 1).all(|other| name::may_be_one(one.key(), other.key()) && one.agrees(other))
        });
        let best = persons.into_iter().reduce(|best, next| if next.documents > best.documents { next } else { best });
        best.filter(|_| one_person)
    }
}

fn is_kept(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Organization)
}

/// What a person may be called by beside the whole name: "von der Leyen", "der Leyen", "Leyen"; "Xi".
fn surnames_of(person: &Entry) -> Vec<&str> {
    let key = person.key();
    let mut surnames: Vec<&str> = key.match_indices(' ').map(|(blank, _)| &key[blank + 1..]).collect();
    if let Some((first, _)) = key.split_once(' ')
        && person.country.as_deref().is_some_and(words::family_name_first)
    {
        surnames.push(first);
    }
    surnames
}

/// The entries of one name that may hold on a day: those whose period holds it, else those that ended last before it.
fn around(entries: &[Entry], day: Option<Date>) -> Vec<&Entry> {
    let Some(day) = day else { return entries.iter().collect() };
    let covering: Vec<&Entry> = entries.iter().filter(|entry| entry.period().covers(day)).collect();
    if !covering.is_empty() {
        return covering;
    }
    let earliest = day.saturating_sub(REACH_IN_YEARS.years());
    let over = |entry: &&Entry| entry.to.is_some_and(|to| earliest <= to && to < day);
    let last = entries.iter().filter(over).filter_map(|entry| entry.to).max();
    last.map(|last| entries.iter().filter(|entry| entry.to == Some(last)).collect()).unwrap_or_default()
}

/// The one of several entries of a name that counts, if it can be told. A well-known name may have hundreds of entries at a
/// time, in as many wordings, so no more pairs are compared than must be.
fn settled<'e>(entries: &[&'e Entry], day: Option<Date>) -> Option<&'e Entry> {
    // The new office is the news: on a day that two share, the one that goes on counts.
    let followed = |entry: &Entry| {
        let follows = |next: &&&Entry| next.period().follows(entry.period());
        day.is_some() && entries.iter().filter(follows).any(|next| !next.agrees(entry))
    };
    let first = |rank: &dyn Fn(&Entry) -> Reverse<(usize, u64)>, holds: &dyn Fn(&Entry) -> bool| {
        let mut ranked = entries.to_vec();
        ranked.sort_by_key(|entry| rank(entry));
        ranked.into_iter().find(|entry| holds(entry) && !followed(entry))
    };
    let most = first(&|entry| Reverse((0, entry.documents)), &|_| true)?;
    // Two hats are worn by one person, but two countries are mostly two persons: there a bare majority is not enough.
    let as_many = |entry: &Entry| {
        let weight = if entry.is_foreign_to(most) { 2 * entry.documents } else { entry.documents };
        day.is_none() || entry.documents == most.documents || weight > most.documents
    };
    let doubtful = |entry: &&Entry| as_many(entry) && !entry.agrees(most) && !followed(entry);
    if entries.iter().copied().any(|entry| doubtful(&entry)) {
        return None;
    }
    first(&|entry| Reverse((entry.parts(), entry.documents)), &|entry| entry.agrees(most))
}
