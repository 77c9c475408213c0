//! POLECAT's tab separated columns: one row for each pair of an actor and a recipient.

use onrecord_record::{EntityType, MentionKind, Precision, Role, Status};

use super::plover::context_of;
use super::sheet::tsv;
use super::{Given, Job};
use crate::countries::country;
use crate::error::ExportError;
use crate::selection::days;
use crate::view::View;

pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// What the columns cannot say.
pub(crate) fn about() -> &'static str {
    "POLECAT's columns have no place for: whether an act happened, on whose word it stands, how sure it is, the words \
     that express it and where anything stands in the text. Acts of another status than `actual` are therefore left out unless \
     they are asked for; then their status stands among the contexts (historical, future, hypothetical, negation).\n\
     An act with several actors or recipients becomes one row for each pair, with ids that share their beginning.\n\
     Empty for want of knowledge: Wikipedia ids, District, Raw Placename. Feature Type is PPL, ADM1 or PCLI, as exact as the place.\n\
     Acts of which no day is known, not even that of publication, are left out.\n"
}

pub(super) fn events(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    let mut given = Given::default();
    let record = view.record;
    let people = names(view, EntityType::Person);
    let bodies = names(view, EntityType::Organization);
    let places = names(view, EntityType::Place);
    let asked = !job.selection.statuses.is_empty();
    for event in job.events(view).filter(|event| asked || event.status == Status::Actual) {
        let (Some(day), _) = days(record, event) else {
            given.left_out += 1;
            continue;
        };
        let mut contexts = event.contexts.clone();
        contexts.extend(context_of(event.status).map(str::to_owned));
        let place = event.location.as_ref();
        let exact = |precision| place.filter(|place| place.precision == precision).map(|place| place.name.clone());
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        for ((a, actor), (r, recipient)) in pairs(&event.actors, &event.recipients) {
            let mut row: Vec<String> = Vec::with_capacity(COLUMNS.len());
            row.push(format!("{}-{}-{a}-{r}", view.key, event.id));
            row.extend([day.to_owned(), event.kind.clone(), event.mode.clone().unwrap_or_default()]);
            row.push(event.intensity.to_string());
            row.push(event.quad.replace('_', " ").to_uppercase());
            row.push(contexts.join(";"));
            row.extend(side(job, view, actor));
            row.extend(side(job, view, recipient));
            row.push(place.map(|place| place.name.clone()).unwrap_or_default());
            row.push(exact(Precision::City).unwrap_or_default());
            row.push(String::new());
            row.push(
                place.and_then(|place| place.admin1.clone()).or_else(|| exact(Precision::Admin1)).unwrap_or_default(),
            );
            row.push(place.and_then(|place| place.country.clone()).unwrap_or_default());
            row.push(number(place.and_then(|place| place.lat)));
            row.push(number(place.and_then(|place| place.lon)));
            row.push(place.and_then(|place| place.geonames).map(|id| id.to_string()).unwrap_or_default());
            row.push(String::new());
            row.push(place.map(|place| feature(place.precision)).unwrap_or_default().to_owned());
            row.push(record.doc.publisher.clone().unwrap_or_default());
            row.push(record.doc.published.clone().unwrap_or_default());
            row.extend([people.clone(), bodies.clone(), places.clone()]);
            row.push(record.doc.language.clone().unwrap_or_default());
            row.push(format!("onrecord-{}", record.made.program));
            given.text.push_str(&tsv(&[row])?);
            given.items += 1;
        }
    }
    Ok(given)
}

type Numbered<'r> = (usize, Option<&'r Role>);

/// Every actor with every recipient, each with its number from 1; 0 where there is none.
pub(super) fn pairs<'r>(actors: &'r [Role], recipients: &'r [Role]) -> Vec<(Numbered<'r>, Numbered<'r>)> {
    let numbered = |roles: &'r [Role]| -> Vec<Numbered<'r>> {
        if roles.is_empty() { vec![(0, None)] } else { (1..).zip(roles.iter().map(Some)).collect() }
    };
    let recipients = numbered(recipients);
    numbered(actors).into_iter().flat_map(|actor| recipients.iter().map(move |&recipient| (actor, recipient))).collect()
}

/// Name, country, COW number, primary sector, sectors, title, words, Wikipedia id.
fn side(job: &Job<'_>, view: &View<'_>, role: Option<&Role>) -> [String; 8] {
    let Some(role) = role else { return Default::default() };
    let code = role.country.clone().unwrap_or_default();
    let cow = country(&code).map(|country| country.cow).unwrap_or_default();
    [
        view.entity(role.entity.as_deref()).map(|entity| entity.name.clone()).unwrap_or_default(),
        code,
        cow.to_owned(),
        role.sectors.first().cloned().unwrap_or_default(),
        role.sectors.join(";"),
        view.title(role).unwrap_or_default().to_owned(),
        role.span.and_then(|span| job.quoted(view.words(span))).unwrap_or_default().to_owned(),
        String::new(),
    ]
}

/// The names of a kind that the document holds.
fn names(view: &View<'_>, kind: EntityType) -> String {
    let mut names: Vec<&str> = Vec::new();
    for entity in view.record.entities.iter().filter(|entity| entity.kind == kind) {
        let has_name = entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
        if has_name && !names.contains(&entity.name.as_str()) {
            names.push(&entity.name);
        }
    }
    names.join(";")
}

/// The GeoNames code of places of this exactness.
fn feature(precision: Precision) -> &'static str {
    match precision {
        Precision::City => "PPL",
        Precision::Admin1 => "ADM1",
        Precision::Country => "PCLI",
        Precision::Unknown => "",
    }
}
