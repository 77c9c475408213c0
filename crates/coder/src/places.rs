//! Where the places of a document lie: names of places, the dateline first, looked up together in the gazetteer.

use std::collections::HashMap;

use onrecord_places::{Context, Place, Toponym, resolve_document, resolve_phrase};
use onrecord_record::{EntityType, Location, MentionKind};

use crate::entities::Entities;
use crate::reading::Reading;

/// How many words beside a name are looked at.
const BESIDE: usize = 6;

/// The places of one document.
pub(crate) struct Places {
    dateline: Option<Place>,
    /// Place of each entity.
    of: Vec<Option<Place>>,
    by_name: HashMap<String, &'static str>,
}

impl Places {
    pub(crate) fn new(reading: &Reading<'_>, entities: &Entities) -> Self {
        let layout = &reading.text.layout;
        let filed = layout.dateline.as_ref().map(|parts| parts.place_name(reading.text.raw));
        let dateline = filed.and_then(|name| resolve_phrase(&name, &Context::default()));
        let mut asked = Vec::new();
        let mut owners = Vec::new();
        let forms = |words: std::ops::Range<usize>| words.map(|word| reading.form(word)).collect::<Vec<_>>();
        for entity in (0..entities.len()).filter(|&entity| entities.kind_of(entity) == EntityType::Place) {
            let named = entities.phrases(entity).iter().find(|phrase| phrase.kind == MentionKind::Name);
            let Some(phrase) = named else { continue };
            let sentence = reading.sentence_of(phrase.head);
            let before = phrase.bare.start.saturating_sub(BESIDE).max(sentence.start)..phrase.bare.start;
            let after = phrase.bare.end..(phrase.bare.end + BESIDE).min(sentence.end);
            asked.push((
                reading.slice(&phrase.bare).split_whitespace().collect::<Vec<_>>().join(" "),
                forms(before),
                forms(after),
            ));
            owners.push(entity);
        }
        let toponyms: Vec<Toponym<'_>> = asked
            .iter()
            .map(|(name, before, after)| Toponym { name, words_before: before, words_after: after })
            .collect();
        let context = Context { dateline: dateline.as_ref(), ..Context::default() };
        let found = resolve_document(&toponyms, &context);
        let mut of = vec![None; entities.len()];
        let mut by_name = HashMap::new();
        for ((owner, place), (name, ..)) in owners.into_iter().zip(found).zip(asked) {
            if let Some(country) = place.as_ref().and_then(|place| place.country) {
                by_name.insert(name, country);
            }
            of[owner] = place;
        }
        Self { dateline, of, by_name }
    }

    pub(crate) fn dateline(&self) -> Option<&Place> {
        self.dateline.as_ref()
    }

    /// The country of a name that is a place in this document.
    pub(crate) fn country(&self, name: &str) -> Option<&'static str> {
        self.by_name.get(name).copied()
    }

    /// The country in which an entity lies.
    pub(crate) fn country_of(&self, entity: usize) -> Option<&'static str> {
        self.of[entity].as_ref().and_then(|place| place.country)
    }

    /// Where an entity lies.
    pub(crate) fn location(&self, entity: usize) -> Option<Location> {
        self.of[entity].as_ref().map(location)
    }
}

/// A place as the record tells it; the words are the caller's to add.
pub(crate) fn location(place: &Place) -> Location {
    Location {
        span: None,
        name: place.name.clone(),
        country: place.country.map(str::to_owned),
        admin1: place.admin1.clone(),
        geonames: place.geonames,
        lat: place.lat,
        lon: place.lon,
        precision: place.precision,
    }
}
