//! One line of a registry: an office that a name bears for a time, and which documents say so.

use std::cmp::Ordering;

use jiff::civil::Date;
use onrecord_record::EntityType;

use crate::name;
use crate::period::Period;
use crate::registry::WITNESSES;

/// What is known of one name for one period.
///
/// An entry that gives neither role nor country nor sectors says that nothing is to be taken for known in that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name as it is written most often.
    pub name: String,
    /// How the name is compared; made from it.
    pub(crate) key: String,
    /// [`EntityType::Person`] or [`EntityType::Organization`].
    pub kind: EntityType,
    /// The title.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The title as it is compared; made from it when the entry goes into a registry.
    pub(crate) title: Vec<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
    /// First day; none: since ever.
    pub from: Option<Date>,
    /// Last day; none: still. What was learned ends on the day of the last document that says it.
    pub to: Option<Date>,
    /// How many documents say so; 0 in what a user wrote.
    pub documents: u64,
    /// Ids of up to three of them: the first two and the last.
    pub witnesses: Vec<String>,
}

impl Entry {
    /// An entry for all times that says nothing yet.
    #[must_use]
    pub fn new(name: &str, kind: EntityType) -> Self {
        Self {
            name: name::one_line(name),
            key: name::key(name),
            kind,
            role: None,
            country: None,
            title: Vec::new(),
            sectors: Vec::new(),
            from: None,
            to: None,
            documents: 0,
            witnesses: Vec::new(),
        }
    }

    /// How the name is compared: small letters, no accents, no titles.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it says that nothing is known.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.parts() == 0
    }

    /// Whether both may be true of one person at one time: what both give is the same, a title perhaps only shorter. Asked of
    /// entries that are [`tidied`](Self::tidied).
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let titles = self.role.is_none() || other.role.is_none() || name::titles_agree(&self.title, &other.title);
        let countries = self.country.is_none() || other.country.is_none() || self.country == other.country;
        let sectors = match (self.sectors.first(), other.sectors.first()) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        countries && sectors && titles && self.is_blank() == other.is_blank()
    }

    /// Whether the two are of different countries, so that they are hardly one and the same person or body.
    pub(crate) fn is_foreign_to(&self, other: &Self) -> bool {
        self.country.is_some() && other.country.is_some() && self.country != other.country
    }

    /// The entry as a registry holds it: one line a title, no empty or surplus witnesses.
    pub(crate) fn tidied(mut self) -> Self {
        self.role = self.role.map(|role| name::one_line(&role)).filter(|role| !role.is_empty());
        self.title = self.role.as_deref().map(name::title_words).unwrap_or_default();
        self.witnesses.retain(|id| !id.is_empty());
        self.witnesses.truncate(WITNESSES);
        self
    }

    /// How much it gives of role, country and sectors.
    pub(crate) fn parts(&self) -> usize {
        usize::from(self.role.is_some()) + usize::from(self.country.is_some()) + usize::from(!self.sectors.is_empty())
    }

    pub(crate) fn period(&self) -> Period {
        Period { from: self.from, to: self.to }
    }

    /// The order of a registry: by name, then by time.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let rank = |entry: &Self| (entry.from, entry.to.is_none(), entry.to);
        (self.key.cmp(&other.key))
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| rank(self).cmp(&rank(other)))
            .then_with(|| self.role.cmp(&other.role))
            .then_with(|| self.country.cmp(&other.country))
            .then_with(|| self.sectors.cmp(&other.sectors))
            .then_with(|| self.name.cmp(&other.name))
            .then_with(|| self.documents.cmp(&other.documents))
            .then_with(|| self.witnesses.cmp(&other.witnesses))
    }
}
