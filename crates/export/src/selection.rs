//! Which documents and acts are wanted.

use jiff::civil::Date;
use onrecord_record::{Event, Record, Status};

/// A choice of documents and acts. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// First day, inclusive: of the act where acts are exported, of publication where documents are.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// Types of the codebook; empty for all.
    pub types: Vec<String>,
    /// Whether acts happened; empty for all.
    pub statuses: Vec<Status>,
    /// ISO 3166-1 alpha-3 codes of actors or recipients; empty for all.
    pub countries: Vec<String>,
    /// `name@hash` of the model or codebook that coded; none for all.
    pub made_by: Option<String>,
}

impl Selection {
    /// Whether the document was coded by what is asked for.
    #[must_use]
    pub fn fits_maker(&self, record: &Record) -> bool {
        let made = &record.made;
        self.made_by.as_ref().is_none_or(|by| *by == made.model || Some(by) == made.codebook.as_ref())
    }

    /// Whether the act fits.
    #[must_use]
    pub fn fits_event(&self, record: &Record, event: &Event) -> bool {
        let (first, last) = days(record, event);
        self.fits_kind(event) && self.fits_days(first, last)
    }

    /// Whether the document as a whole fits: published in the time, and, where acts are asked for, with one of them.
    #[must_use]
    pub fn fits_document(&self, record: &Record) -> bool {
        let published = record.doc.published.as_deref();
        self.fits_maker(record)
            && self.fits_days(published, published)
            && (self.asks_for_no_act() || record.events.iter().any(|event| self.fits_kind(event)))
    }

    fn asks_for_no_act(&self) -> bool {
        self.types.is_empty() && self.statuses.is_empty() && self.countries.is_empty()
    }

    fn fits_kind(&self, event: &Event) -> bool {
        let mut countries = event.actors.iter().chain(&event.recipients).filter_map(|role| role.country.as_ref());
        (self.types.is_empty() || self.types.contains(&event.kind))
            && (self.statuses.is_empty() || self.statuses.contains(&event.status))
            && (self.countries.is_empty() || countries.any(|country| self.countries.contains(country)))
    }

    /// Whether the days overlap with those that are wanted. What has no day is in no time.
    fn fits_days(&self, first: Option<&str>, last: Option<&str>) -> bool {
        let day = |iso: Option<&str>| iso.and_then(|iso| iso.parse::<Date>().ok());
        let (first, last) = (day(first), day(last));
        self.from.is_none_or(|from| last.is_some_and(|last| last >= from))
            && self.to.is_none_or(|to| first.is_some_and(|first| first <= to))
    }
}

/// First and last day of an act, failing these the day of publication.
pub(crate) fn days<'r>(record: &'r Record, event: &'r Event) -> (Option<&'r str>, Option<&'r str>) {
    let (start, end) = (event.time.start.as_deref(), event.time.end.as_deref());
    match (start.or(end), end.or(start)) {
        (None, None) => (record.doc.published.as_deref(), record.doc.published.as_deref()),
        known => known,
    }
}
